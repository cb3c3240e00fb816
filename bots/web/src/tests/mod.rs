//! The pages as a browser meets them.

mod changes;
mod deliver;
mod events;
mod flow;
mod memory;
mod pictures;
mod safety;

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use adapter::{CommandWord, Inbound, Ingress, NotAccepted, Words};
use async_trait::async_trait;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use chrono::{DateTime, Utc};
use marketplace_domain::{account::Language, clock::Clock, entropy::Entropy};
use tower::ServiceExt;

use self::memory::Memory;
use crate::{Bells, Entry, Site, WebAdapter, routes};

/// Says the key of every word, and in which language.
struct Keys;

impl Words for Keys {
    fn word(&self, language: Language, key: &str) -> String {
        format!("{key}/{}", language.code())
    }

    fn commands(&self, _: Language) -> Vec<CommandWord> {
        vec![CommandWord { name: "post".into(), description: "Post a request".into() }]
    }
}

/// A clock that stands still.
struct Noon;

impl Clock for Noon {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }
}

/// Counts instead of rolling dice.
#[derive(Default)]
struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, buffer: &mut [u8]) {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        buffer.fill(0);
        buffer.iter_mut().zip(count.to_be_bytes()).for_each(|(to, from)| *to = from);
    }
}

/// A market that writes down what it hears, unless it is away.
#[derive(Default)]
struct Heard {
    away: AtomicBool,
    updates: Mutex<Vec<Inbound>>,
}

#[async_trait]
impl Ingress for Heard {
    async fn accept(&self, updates: Vec<Inbound>) -> Result<(), NotAccepted> {
        if self.away.load(Ordering::Relaxed) {
            return Err(NotAccepted);
        }
        self.updates.lock().unwrap().extend(updates);
        Ok(())
    }
}

/// A server, and what stands behind it.
struct World {
    router: Router,
    mailbox: Arc<Memory>,
    heard: Arc<Heard>,
    bells: Bells,
}

impl World {
    fn new() -> Self {
        let (mailbox, heard, bells) =
            (Arc::new(Memory::default()), Arc::new(Heard::default()), Bells::default());
        let router = routes(Site {
            mailbox: mailbox.clone(),
            bells: bells.clone(),
            ingress: heard.clone(),
            words: Arc::new(Keys),
            clock: Arc::new(Noon),
            entropy: Arc::new(Counting::default()),
            public_url: "https://nwassik.example".into(),
            demo: true,
        });
        Self { router, mailbox, heard, bells }
    }

    fn adapter(&self) -> WebAdapter {
        WebAdapter::new(self.mailbox.clone(), self.bells.clone(), Arc::new(Noon))
    }

    /// What the market heard.
    fn heard(&self) -> Vec<Inbound> {
        self.heard.updates.lock().unwrap().clone()
    }

    /// What stands in a chat.
    fn entries(&self, chat: &str) -> Vec<Entry> {
        let inside = self.mailbox.inside();
        inside.chats[chat].entries.iter().filter_map(|(_, change)| change.entry.clone()).collect()
    }

    async fn ask(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Asks and reads the whole answer.
    async fn read(&self, request: Request<Body>) -> Answer {
        let response = self.ask(request).await;
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: body.into() }
    }

    /// A new person, who has come in on a seat.
    async fn person(&self, seat: &str) -> Person<'_> {
        let before = self.heard().len();
        let answer = self.read(Person::plain(Method::GET, &format!("/chat?after=-1&seat={seat}"), "")).await;
        assert_eq!(answer.status, StatusCode::OK);
        let chat = self.heard()[before].from.chat.clone();
        Person { world: self, cookie: answer.cookie(), chat, seat: seat.to_owned() }
    }
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The cookie that was set, as it is sent back.
    fn cookie(&self) -> String {
        self.header(header::SET_COOKIE).split(';').next().unwrap().to_owned()
    }
}

/// Somebody with a cookie.
struct Person<'a> {
    world: &'a World,
    cookie: String,
    chat: String,
    seat: String,
}

impl Person<'_> {
    fn plain(method: Method, uri: &str, cookie: &str) -> Request<Body> {
        let request = Request::builder().method(method).uri(uri).header(header::COOKIE, cookie);
        request.header(header::HOST, "nwassik.example").body(Body::empty()).unwrap()
    }

    /// A form as a page without scripts sends it.
    fn form(&self, path: &str, body: &str) -> Request<Body> {
        let mut request = Self::plain(Method::POST, &format!("{path}?seat={}", self.seat), &self.cookie);
        let headers = request.headers_mut();
        headers.insert(header::CONTENT_TYPE, "application/x-www-form-urlencoded".parse().unwrap());
        headers.insert(header::ORIGIN, "https://nwassik.example".parse().unwrap());
        *request.body_mut() = Body::from(body.to_owned());
        request
    }

    async fn post(&self, path: &str, body: &str) -> Answer {
        self.world.read(self.form(path, body)).await
    }

    /// The same, as the script sends it.
    async fn fetch(&self, path: &str, body: &str) -> Answer {
        let mut request = self.form(path, body);
        request.headers_mut().insert(header::ACCEPT, "application/json".parse().unwrap());
        self.world.read(request).await
    }

    async fn get(&self, path: &str) -> Answer {
        let joint = if path.contains('?') { '&' } else { '?' };
        let uri = format!("{path}{joint}seat={}", self.seat);
        self.world.read(Self::plain(Method::GET, &uri, &self.cookie)).await
    }
}

//! A person on the web, as their browser speaks to the server.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use marketplace_domain::{
    media::FileKind,
    message::{Message, Press, Style},
    place::Point,
};
use reqwest::{RequestBuilder, Response, header, multipart};
use tests::scenario::{Button, Seen, Span, marked};
use web::{ChatState, Entry, ShownFile};

use super::device::{Device, Unable};

/// A person in front of the web chat.
pub(super) struct OnWeb {
    client: reqwest::Client,
    site: String,
    language: String,
    cookie: Mutex<Option<String>>,
    /// Keys of what was done, so that each is done once.
    done: AtomicUsize,
    /// What the server answered.
    heard: Mutex<Vec<String>>,
}

impl OnWeb {
    /// Somebody whose browser is set to that language, and who has no cookie yet.
    pub(super) fn new(site: &str, language: &str) -> Self {
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        Self {
            client: client.build().expect("a client"),
            site: site.to_owned(),
            language: language.to_owned(),
            cookie: Mutex::default(),
            done: AtomicUsize::new(0),
            heard: Mutex::default(),
        }
    }

    fn cookie(&self) -> Option<String> {
        self.cookie.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn key(&self) -> String {
        format!("done-{:08}", self.done.fetch_add(1, Ordering::Relaxed))
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, Unable> {
        let request = request.header(header::ACCEPT_LANGUAGE, &self.language);
        let request = match self.cookie() {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let answer = request.send().await.map_err(|error| format!("the web server is away: {error}"))?;
        let set = answer.headers().get_all(header::SET_COOKIE).iter();
        let set = set
            .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
            .find(|c| c.starts_with("nwassik="));
        if let Some(set) = set {
            *self.cookie.lock().unwrap_or_else(PoisonError::into_inner) = Some(set.to_owned());
        }
        Ok(answer)
    }

    /// Does something that changes the chat, as a program does it.
    async fn post(
        &self,
        path: &str,
        body: impl FnOnce(RequestBuilder) -> RequestBuilder + Send,
    ) -> Result<(), Unable> {
        if self.cookie().is_none() {
            return Err("has not opened the chat yet".to_owned());
        }
        let request = self.client.post(format!("{}{path}", self.site));
        let answer = self.send(body(request).header(header::ACCEPT, "application/json")).await?;
        match answer.status().as_u16() {
            204 => Ok(()),
            status => Err(format!("the web server answers {status}")),
        }
    }

    /// Reads a page or a document; what it says is remembered as heard.
    async fn get(&self, path: &str, accept: &str) -> Result<String, Unable> {
        let request = self.client.get(format!("{}{path}", self.site)).header(header::ACCEPT, accept);
        let answer = self.send(request).await?;
        let location = answer.headers().get(header::LOCATION).map(|to| format!("{to:?}"));
        let text = answer.text().await.map_err(|error| format!("the answer broke off: {error}"))?;
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.extend(location);
        heard.push(text.clone());
        Ok(text)
    }

    /// Reads a file; what is in it is remembered as heard. Whether it is there.
    async fn reads(&self, path: &str) -> bool {
        let Ok(answer) = self.send(self.client.get(format!("{}{path}", self.site))).await else {
            return false;
        };
        let is_there = answer.status() == 200;
        let bytes = answer.bytes().await.unwrap_or_default();
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.push(String::from_utf8_lossy(&bytes).into_owned());
        is_there && !bytes.is_empty()
    }

    async fn upload(&self, bytes: &[u8], caption: &str) -> Result<(), Unable> {
        let file = multipart::Part::bytes(bytes.to_vec()).file_name("von Telling.pdf");
        let form = multipart::Form::new()
            .text("key", self.key())
            .text("caption", caption.to_owned())
            .part("file", file);
        self.post("/chat/file", |request| request.multipart(form)).await
    }

    async fn seen(&self, id: i64, message: &Message, shown: &[ShownFile]) -> Seen {
        let mut files = Vec::new();
        for photo in &message.photos {
            if self.reads(&format!("/photos/{photo}")).await {
                files.push("photo".to_owned());
            }
        }
        for file in shown {
            if self.reads(&format!("/files/{}/{}", file.id, file.format.file_name())).await {
                files.push(file.kind.name().to_owned());
            }
        }
        let marks = message.text.marks().iter();
        let spans: Vec<Span> = marks.map(|m| Span { range: m.range.clone(), mark: mark(m.style) }).collect();
        let button = |button: &marketplace_domain::message::Button| match &button.press {
            Press::Data(data) => Button { label: button.label.clone(), data: Some(data.clone()), link: None },
            Press::Link(link) => Button { label: button.label.clone(), data: None, link: Some(link.clone()) },
        };
        Seen {
            id: id.to_string(),
            text: marked(message.text.text(), &spans),
            files,
            rows: message.buttons.iter().map(|row| row.iter().map(button).collect()).collect(),
            silent: message.silent,
            pinned: false,
            topic: None,
        }
    }
}

fn only_on_telegram<T>() -> Result<T, Unable> {
    Err("cannot do that on the web".to_owned())
}

#[async_trait]
impl Device for OnWeb {
    async fn open(&self, start: Option<&str>) -> Result<(), Unable> {
        let path = start.map_or_else(|| "/chat".to_owned(), |start| format!("/chat?start={start}"));
        self.get(&path, "text/html").await.map(drop)
    }

    async fn say(&self, text: &str) -> Result<(), Unable> {
        let form = [("text", text.to_owned()), ("key", self.key())];
        self.post("/chat/say", |request| request.form(&form)).await
    }

    async fn reply(&self, to: &Seen, text: &str) -> Result<(), Unable> {
        let form = [("text", text.to_owned()), ("reply_to", to.id.clone()), ("key", self.key())];
        self.post("/chat/say", |request| request.form(&form)).await
    }

    async fn photo(&self, bytes: &[u8], caption: &str) -> Result<(), Unable> {
        self.upload(bytes, caption).await
    }

    async fn file(&self, _: FileKind, bytes: &[u8], caption: &str) -> Result<(), Unable> {
        self.upload(bytes, caption).await
    }

    async fn album(&self, _: &[u8], _: usize, _: &str) -> Result<(), Unable> {
        only_on_telegram()
    }

    async fn location(&self, _: Point) -> Result<(), Unable> {
        only_on_telegram()
    }

    async fn sticker(&self) -> Result<(), Unable> {
        only_on_telegram()
    }

    async fn tap(&self, on: &Seen, data: &str) -> Result<(), Unable> {
        self.tap_gone(&on.id, data).await
    }

    async fn tap_gone(&self, on: &str, data: &str) -> Result<(), Unable> {
        let form = [("on", on.to_owned()), ("data", data.to_owned()), ("key", self.key())];
        self.post("/chat/tap", |request| request.form(&form)).await
    }

    async fn block(&self, _: bool) -> Result<(), Unable> {
        only_on_telegram()
    }

    async fn chat(&self) -> Vec<Seen> {
        if self.cookie().is_none() {
            return Vec::new();
        }
        let state = self.get("/chat/state", "application/json").await.expect("the chat");
        self.get("/chat", "text/html").await.expect("the page");
        let state: ChatState = serde_json::from_str(&state).expect("the state of a chat");
        let mut chat = Vec::new();
        for change in &state.changes {
            if let Some(Entry::Bot { message, files, .. }) = &change.entry {
                chat.push(self.seen(change.id, message, files).await);
            }
        }
        chat
    }

    async fn heard(&self) -> Vec<String> {
        std::mem::take(&mut *self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn secrets(&self) -> Vec<(&'static str, String)> {
        let token = self.cookie().and_then(|cookie| Some(cookie.split_once('=')?.1.to_owned()));
        token.map(|token| ("web token", token)).into_iter().collect()
    }

    fn is_told(&self) -> bool {
        true
    }

    fn complaints(&self) -> Vec<String> {
        Vec::new()
    }
}

fn mark(style: Style) -> &'static str {
    match style {
        Style::Bold => "*",
        Style::Italic => "_",
        Style::Underline => "__",
        Style::Strike => "~",
        Style::Code => "`",
        Style::Spoiler => "||",
    }
}

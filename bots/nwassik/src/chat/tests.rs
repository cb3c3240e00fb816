//! The terminal against a server that says what it is told to say.

use std::{
    os::unix::fs::PermissionsExt,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response, Sse, sse::Event},
    routing::{get, post},
};
use futures_util::{StreamExt, stream};
use marketplace_domain::{
    message::{Button, Message, Press, Rich},
    reaction::Reaction,
};
use tokio::sync::broadcast;
use web::{ChatState, Hello};

use super::*;

/// A server with one chat, which answers every line and every tap.
struct Fake {
    got: Mutex<Vec<String>>,
    /// How often it is away before it takes something.
    away: AtomicUsize,
    tell: broadcast::Sender<String>,
}

impl Fake {
    async fn start(away: usize) -> (Arc<Self>, String) {
        let fake = Arc::new(Self {
            got: Mutex::default(),
            away: AtomicUsize::new(away),
            tell: broadcast::channel(16).0,
        });
        let router = Router::new()
            .route("/chat/state", get(state))
            .route("/chat/events", get(events))
            .route("/chat/say", post(take))
            .route("/chat/tap", post(take))
            .with_state(Arc::clone(&fake));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (fake, url)
    }

    fn got(&self) -> Vec<String> {
        self.got.lock().unwrap().clone()
    }
}

fn message(id: i64, text: &str) -> web::Change {
    let press = Press::Data(format!("d{id}"));
    let link = Press::Link("https://a.tn".into());
    let message = Message {
        text: Rich::plain(text),
        buttons: vec![vec![
            Button { label: "Post".into(), press },
            Button { label: "See".into(), press: link },
        ]],
        photos: vec![],
        silent: false,
    };
    let entry =
        Some(web::Entry::Bot { message, files: Vec::new(), reply_to: None, marks: web::Marks::default() });
    web::Change { id, version: id, at: chrono::DateTime::UNIX_EPOCH, entry }
}

#[test]
fn reactions_to_what_was_said_are_shown() {
    let mut shown = Vec::new();
    let mut screen = Screen::new(&mut shown, Language::En);
    let mut change = message(1, "");
    for theirs in [None, Reaction::parse("👍")] {
        let own = web::Own { key: "k".into(), sent: true, ..web::Own::default() };
        let own = web::Own { marks: web::Marks { theirs, mine: None }, ..own };
        change.entry = Some(web::Entry::Line { text: "is it there?".into(), own });
        screen.show(&change).unwrap();
    }
    change.entry = Some(web::Entry::Gone { key: "k".into() });
    screen.show(&change).unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert_eq!(shown, "You: is it there?\nNwassik: 👍 › is it there?\n");
}

async fn state(headers: HeaderMap) -> Response {
    let state =
        ChatState { version: 1, language: Language::En, changes: vec![message(1, "Hi\u{1b}[2J there\nyou")] };
    if headers.contains_key(header::COOKIE) {
        return Json(state).into_response();
    }
    ([(header::SET_COOKIE, "nwassik=token; HttpOnly; Path=/")], Json(state)).into_response()
}

async fn events(State(fake): State<Arc<Fake>>, headers: HeaderMap) -> Response {
    assert_eq!(headers[header::COOKIE], "nwassik=token");
    let hello = serde_json::to_string(&Hello { version: 1, language: Language::En }).unwrap();
    let first = stream::iter([Event::default().event("hello").data(hello)]);
    let later = stream::unfold(fake.tell.subscribe(), |mut tell| async {
        let data = tell.recv().await.ok()?;
        Some((Event::default().event("change").data(data), tell))
    });
    Sse::new(first.chain(later).map(Ok::<_, std::convert::Infallible>)).into_response()
}

async fn take(State(fake): State<Arc<Fake>>, Form(fields): Form<Vec<(String, String)>>) -> StatusCode {
    if fake.away.load(Ordering::Relaxed) > 0 {
        fake.away.fetch_sub(1, Ordering::Relaxed);
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    // What is told while nobody listens yet would be lost here; a real server keeps it.
    while fake.tell.receiver_count() == 0 {
        tokio::task::yield_now().await;
    }
    let field = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone());
    let said = field("text").or(field("data")).unwrap();
    let mut got = fake.got.lock().unwrap();
    got.push(said.clone());
    let answer = message(i64::try_from(got.len()).unwrap() + 1, &format!("You did {said}"));
    let _ = fake.tell.send(serde_json::to_string(&answer).unwrap());
    StatusCode::NO_CONTENT
}

async fn chat(url: &str, data_dir: &std::path::Path, typed: &str) -> (Result<(), ChatError>, String) {
    let options = ChatOptions { url: url.to_owned(), person: "amira".into(), data_dir: data_dir.to_owned() };
    let mut shown = Vec::new();
    let ended = run(options, typed.as_bytes(), &mut shown).await;
    (ended, String::from_utf8(shown).unwrap())
}

#[tokio::test]
async fn lines_are_said_and_numbers_press_the_button_seen_last() {
    let (fake, url) = Fake::start(0).await;
    let folder = tempfile::tempdir().unwrap();
    let (ended, shown) = chat(&url, folder.path(), "1\nhello\n\n1\n\\1\n7\n").await;
    ended.unwrap();
    assert_eq!(fake.got(), ["d1", "hello", "d3", "1", "7"]);
    assert!(shown.contains("Hi[2J there\n  you\n"), "{shown}");
    assert!(shown.contains("  [1] Post   See: https://a.tn\n"), "{shown}");
    assert!(shown.contains("You did d3"), "{shown}");
}

#[tokio::test]
async fn it_is_remembered_who_the_person_is_where_nobody_else_reads_it() {
    let (_, url) = Fake::start(0).await;
    let folder = tempfile::tempdir().unwrap();
    chat(&url, folder.path(), "").await.0.unwrap();
    let file = std::fs::read_dir(folder.path().join("chat")).unwrap().next().unwrap().unwrap();
    assert_eq!(std::fs::read_to_string(file.path()).unwrap(), "nwassik=token");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    chat(&url, folder.path(), "").await.0.unwrap();
}

#[tokio::test]
async fn what_the_server_cannot_take_now_is_sent_again() {
    let (fake, url) = Fake::start(1).await;
    let folder = tempfile::tempdir().unwrap();
    chat(&url, folder.path(), "hello\n").await.0.unwrap();
    assert_eq!(fake.got(), ["hello"]);
}

#[tokio::test]
async fn without_a_server_one_sentence_says_what_to_do() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let folder = tempfile::tempdir().unwrap();
    let (ended, _) = chat(&url, folder.path(), "hello\n").await;
    let Err(error @ ChatError::NothingThere { .. }) = ended else { panic!("it found a server") };
    assert!(error.to_string().ends_with(&url));
}

#[tokio::test]
async fn a_wrong_name_or_address_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (url, person) in
        [("ftp://x", "me"), ("nonsense", "me"), ("http://127.0.0.1:1", "../me"), ("http://127.0.0.1:1", "")]
    {
        let options =
            ChatOptions { url: url.into(), person: person.into(), data_dir: folder.path().to_owned() };
        let ended = run(options, "".as_bytes(), Vec::new()).await;
        assert!(matches!(ended, Err(ChatError::Options { .. })), "{url} {person}");
    }
}

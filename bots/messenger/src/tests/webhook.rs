use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use adapter::{Inbound, Ingress, Kind, NotAccepted};
use async_trait::async_trait;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{PAGE, SECRET, VERIFY, connected, listen, serve};
use crate::{WEBHOOK_PATH, limits, routes, signature};

/// Remembers what it was offered, or refuses it.
#[derive(Default)]
struct Desk {
    closed: AtomicBool,
    offers: Mutex<Vec<Vec<Inbound>>>,
}

impl Desk {
    fn offers(&self) -> Vec<Vec<Inbound>> {
        std::mem::take(&mut *self.offers.lock().unwrap())
    }
}

#[async_trait]
impl Ingress for Desk {
    async fn accept(&self, updates: Vec<Inbound>) -> Result<(), NotAccepted> {
        if self.closed.load(Ordering::SeqCst) {
            return Err(NotAccepted);
        }
        self.offers.lock().unwrap().push(updates);
        Ok(())
    }
}

async fn hook() -> (Arc<Desk>, String) {
    let (_graph, messenger) = connected().await;
    let desk = Arc::new(Desk::default());
    let (listener, url) = listen().await;
    serve(listener, routes(messenger, Arc::clone(&desk) as _));
    (desk, format!("{url}{WEBHOOK_PATH}"))
}

fn signature(body: &[u8]) -> String {
    format!("sha256={}", signature::sign(&SECRET.into(), body).unwrap())
}

async fn post(url: &str, signature: Option<&str>, body: &[u8]) -> u16 {
    let mut request = reqwest::Client::new().post(url).body(body.to_vec());
    if let Some(signature) = signature {
        request = request.header("X-Hub-Signature-256", signature);
    }
    request.send().await.unwrap().status().as_u16()
}

async fn signed(url: &str, body: &[u8]) -> u16 {
    post(url, Some(&signature(body)), body).await
}

fn body(texts: &[&str]) -> Vec<u8> {
    let event =
        |text: &&str| json!({"sender": {"id": text}, "timestamp": 1, "message": {"mid": text, "text": text}});
    let events: Vec<_> = texts.iter().map(event).collect();
    json!({"object": "page", "entry": [{"id": PAGE, "messaging": events}]}).to_string().into_bytes()
}

#[tokio::test]
async fn a_batch_is_handed_in_whole_and_in_order_before_it_is_acknowledged() {
    let (desk, url) = hook().await;
    assert_eq!(signed(&url, &body(&["a", "b", "c"])).await, 200);
    let offers = desk.offers();
    assert_eq!(offers.len(), 1);
    let order: Vec<_> = offers[0].iter().map(|it| it.native.0.as_str()).collect();
    assert_eq!(order, ["a", "b", "c"]);
    desk.closed.store(true, Ordering::SeqCst);
    assert_eq!(signed(&url, &body(&["d"])).await, 503);
}

#[tokio::test]
async fn only_what_messenger_signed_is_read() {
    let (desk, url) = hook().await;
    let body = body(&["a"]);
    let right = signature(&body);
    let other = signature(b"another body");
    let upper = right.to_uppercase();
    let short = right.get(..right.len() - 1).unwrap();
    let bare = right.trim_start_matches("sha256=");
    for wrong in [None, Some(""), Some("sha256="), Some(&*other), Some(&*upper), Some(short), Some(bare)] {
        assert_eq!(post(&url, wrong, &body).await, 401, "{wrong:?}");
    }
    let mut changed = body.clone();
    changed.push(b' ');
    assert_eq!(post(&url, Some(&right), &changed).await, 401);
    assert!(desk.offers().is_empty());
    assert_eq!(post(&url, Some(&right), &body).await, 200);
}

#[tokio::test]
async fn what_cannot_be_read_is_parked_and_acknowledged_and_reports_need_no_storing() {
    let (desk, url) = hook().await;
    assert_eq!(signed(&url, b"\xff\x00 not json").await, 200);
    let offers = desk.offers();
    assert!(matches!(offers[0][0].kind, Kind::Parked { .. }));
    desk.closed.store(true, Ordering::SeqCst);
    let report = json!({"object": "page", "entry": [{"id": PAGE, "messaging": [
        {"sender": {"id": "7"}, "read": {"watermark": 1}}
    ]}]});
    assert_eq!(signed(&url, report.to_string().as_bytes()).await, 200);
}

#[tokio::test]
async fn a_body_has_a_largest_size() {
    let (desk, url) = hook().await;
    assert_eq!(signed(&url, &vec![b' '; limits::WEBHOOK_BODY]).await, 200);
    assert_eq!(signed(&url, &vec![b' '; limits::WEBHOOK_BODY + 1]).await, 413);
    assert_eq!(signed(&url, &vec![b' '; 10 * 1024 * 1024]).await, 413);
    assert_eq!(desk.offers().len(), 1);
}

async fn ask(url: &str, query: &[(&str, &str)]) -> reqwest::Response {
    reqwest::Client::new().get(url).query(query).send().await.unwrap()
}

#[tokio::test]
async fn the_challenge_is_echoed_as_plain_text_to_who_knows_the_token() {
    let (_desk, url) = hook().await;
    let query = |token, challenge| {
        [("hub.mode", "subscribe"), ("hub.verify_token", token), ("hub.challenge", challenge)]
    };
    let answer = ask(&url, &query(VERIFY, "1158201444")).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    assert_eq!(answer.text().await.unwrap(), "1158201444");
    for wrong in ["", "verify-token-", "verify-token-11", "wrong"] {
        assert_eq!(ask(&url, &query(wrong, "1")).await.status(), 403, "{wrong}");
    }
    let long = "1".repeat(limits::CHALLENGE + 1);
    assert_eq!(ask(&url, &query(VERIFY, &long)).await.status(), 400);
    let unsubscribe = [("hub.mode", "unsubscribe"), ("hub.verify_token", VERIFY), ("hub.challenge", "1")];
    assert_eq!(ask(&url, &unsubscribe).await.status(), 403);
    assert_eq!(ask(&url, &unsubscribe[..1]).await.status(), 400);
}

/// Sends the head of a request and no byte of its body, or pieces of it until there is an answer. Returns the
/// answer's first line, and how many bytes of the body were taken before it came.
async fn half_sent(url: &str, head: &str, chunked: bool) -> (String, usize) {
    const PIECE: usize = 64 * 1024;
    let address = url.trim_start_matches("http://").split('/').next().unwrap();
    let (mut from, mut to) = tokio::net::TcpStream::connect(address).await.unwrap().into_split();
    to.write_all(head.as_bytes()).await.unwrap();
    let taken = std::sync::atomic::AtomicUsize::new(0);
    let send = async {
        let piece = format!("{PIECE:x}\r\n{}\r\n", " ".repeat(PIECE));
        while chunked && to.write_all(piece.as_bytes()).await.is_ok() {
            taken.fetch_add(PIECE, std::sync::atomic::Ordering::Relaxed);
        }
        std::future::pending::<()>().await;
    };
    let mut answer = vec![0; 64];
    tokio::select! {
        read = from.read(&mut answer) => { read.unwrap(); }
        () = send => {}
    }
    let answer = String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned();
    (answer, taken.into_inner())
}

/// Ten megabytes, of which nothing, or little more than the limit, is read.
#[tokio::test]
async fn a_body_of_ten_megabytes_is_refused_before_it_is_there() {
    let (desk, url) = hook().await;
    let head = format!(
        "POST {WEBHOOK_PATH} HTTP/1.1\r\nHost: h\r\nX-Hub-Signature-256: {}\r\n",
        signature(b"of something else")
    );
    let (answer, _) = half_sent(&url, &format!("{head}Content-Length: 10485760\r\n\r\n"), false).await;
    assert!(answer.contains(" 413 "), "{answer}");
    let (answer, taken) = half_sent(&url, &format!("{head}Transfer-Encoding: chunked\r\n\r\n"), true).await;
    assert!(answer.contains(" 413 "), "{answer}");
    assert!(taken < 10 * 1024 * 1024, "{taken} bytes were taken");
    let unsigned = format!("POST {WEBHOOK_PATH} HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n");
    let (answer, _) = half_sent(&url, &unsigned, false).await;
    assert!(answer.contains(" 401 "), "{answer}");
    assert!(desk.offers().is_empty());
}

/// Whoever overheard a call and repeats it makes nothing happen twice: what it holds has the same ids, by
/// which the inbox passes it over.
#[tokio::test]
async fn a_replayed_body_is_the_same_updates() {
    let (desk, url) = hook().await;
    let body = body(&["a", "b"]);
    for _ in 0..2 {
        assert_eq!(signed(&url, &body).await, 200);
    }
    let offers = desk.offers();
    assert_eq!(offers.len(), 2);
    assert_eq!(offers[0], offers[1]);
}

use std::sync::Arc;

use adapter::Kind;
use telegram::{WEBHOOK_PATH, WebhookSecret, routes, set_webhook};
use tests::fake_telegram::FakeTelegram;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{Desk, SOON, assert_known, connect};

const HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";
const SECRET: &str = "right_Secret-1";
const UPDATE: &str = r#"{"update_id":9,"message":{"message_id":1,"date":1790000000,
    "from":{"id":7,"is_bot":false,"first_name":"Amel"},
    "chat":{"id":7,"type":"private","first_name":"Amel"},"text":"hello"}}"#;

/// Serves the route on a free port, and gives its public address.
async fn serve(fake: &FakeTelegram, desk: &Arc<Desk>) -> String {
    let secret = WebhookSecret::parse(SECRET.into()).unwrap();
    let router = routes(connect(fake).await, Arc::clone(desk) as _, secret);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// The status that a call gets.
async fn call(url: &str, secret: Option<&str>, body: impl Into<reqwest::Body>) -> u16 {
    let mut request = reqwest::Client::new().post(format!("{url}{WEBHOOK_PATH}")).body(body);
    if let Some(secret) = secret {
        request = request.header(HEADER, secret);
    }
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn an_update_is_taken_with_the_right_secret_only() {
    let fake = FakeTelegram::start().await;
    let desk = Desk::refusing(0);
    let url = serve(&fake, &desk).await;
    for wrong in [None, Some(""), Some("wrong"), Some("right_Secret-"), Some("right_Secret-11")] {
        assert_eq!(call(&url, wrong, UPDATE).await, 401, "{wrong:?}");
    }
    assert_eq!(call(&url, Some(SECRET), UPDATE).await, 200);
    let updates = desk.stored(1).await;
    assert_eq!((updates.len(), updates[0].native.0.as_str()), (1, "9"));
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let fake = FakeTelegram::start().await;
    let desk = Desk::refusing(0);
    let url = serve(&fake, &desk).await;
    let body = |length: usize| vec![b' '; length];
    assert_eq!(call(&url, Some(SECRET), body(1024 * 1024 + 1)).await, 413);
    assert_eq!(call(&url, Some(SECRET), body(1024 * 1024)).await, 200);
}

#[tokio::test]
async fn an_update_that_is_not_stored_is_not_acknowledged() {
    let fake = FakeTelegram::start().await;
    let desk = Desk::refusing(1);
    let url = serve(&fake, &desk).await;
    assert_eq!(call(&url, Some(SECRET), UPDATE).await, 503);
    assert_eq!(call(&url, Some(SECRET), UPDATE).await, 200);
    assert_eq!(desk.stored(1).await.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_read_is_parked_and_acknowledged() {
    let fake = FakeTelegram::start().await;
    let desk = Desk::refusing(0);
    let url = serve(&fake, &desk).await;
    for body in [&b"{"[..], b"", b"\xff\xfe", b"{\"update_id\":5,\"message\":1}"] {
        assert_eq!(call(&url, Some(SECRET), body).await, 200);
    }
    let updates = desk.stored(4).await;
    assert!(updates.iter().all(|update| matches!(update.kind, Kind::Parked { .. })));
}

#[tokio::test]
async fn telegram_calls_where_it_was_told_until_the_update_is_stored() {
    let fake = FakeTelegram::start().await;
    let desk = Desk::refusing(2);
    let url = serve(&fake, &desk).await;
    let secret = WebhookSecret::parse(SECRET.into()).unwrap();
    set_webhook(&*connect(&fake).await, &format!("{url}/"), &secret).await.unwrap();
    fake.user(7, "Amel", "amel", "fr").send_text("hello");
    assert_eq!(desk.stored(1).await.len(), 1);
    desk.offered(3).await;
    assert!(fake.wait_for_calls("setWebhook", 1, SOON).await);
    assert_known(&fake);
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
    let fake = FakeTelegram::start().await;
    let url = serve(&fake, &Desk::refusing(0)).await;
    let head = format!("POST {WEBHOOK_PATH} HTTP/1.1\r\nHost: h\r\n{HEADER}: {SECRET}\r\n");
    let (answer, _) = half_sent(&url, &format!("{head}Content-Length: 10485760\r\n\r\n"), false).await;
    assert!(answer.contains(" 413 "), "{answer}");
    let (answer, taken) = half_sent(&url, &format!("{head}Transfer-Encoding: chunked\r\n\r\n"), true).await;
    assert!(answer.contains(" 413 "), "{answer}");
    assert!(taken < 10 * 1024 * 1024, "{taken} bytes were taken");
    // Who does not know the secret is not read at all.
    let stranger = format!("POST {WEBHOOK_PATH} HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n");
    let (answer, _) = half_sent(&url, &stranger, false).await;
    assert!(answer.contains(" 401 "), "{answer}");
}

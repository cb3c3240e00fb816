//! Delivery by webhook.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::{FakeTelegram, SOON, amel, ids, ok, refused};
use crate::fake_telegram::{ChatView, Options};

#[derive(Default)]
struct Bot {
    /// How many deliveries still fail.
    failing: AtomicUsize,
    tried: AtomicUsize,
    got: Mutex<Vec<Value>>,
    secrets: Mutex<Vec<String>>,
    came: Notify,
    /// How many deliveries get no answer at all.
    hanging: AtomicUsize,
}

impl Bot {
    /// Waits until so many updates have been taken.
    async fn got(&self, count: usize) -> Vec<Value> {
        let wait = async {
            loop {
                let came = self.came.notified();
                let got = self.got.lock().unwrap().clone();
                if got.len() >= count {
                    return got;
                }
                came.await;
            }
        };
        tokio::time::timeout(SOON, wait).await.unwrap()
    }
}

async fn take(
    State(bot): State<Arc<Bot>>,
    headers: HeaderMap,
    Json(update): Json<Value>,
) -> (StatusCode, Json<Value>) {
    bot.tried.fetch_add(1, Ordering::SeqCst);
    let left = |left: usize| left.checked_sub(1);
    let fails = bot.failing.fetch_update(Ordering::SeqCst, Ordering::SeqCst, left);
    if fails.is_ok() {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({})));
    }
    let hangs = bot.hanging.fetch_update(Ordering::SeqCst, Ordering::SeqCst, left);
    if hangs.is_ok() {
        std::future::pending::<()>().await;
    }
    let secret = headers.get("x-telegram-bot-api-secret-token");
    let secret = secret.map_or("none", |secret| secret.to_str().unwrap());
    bot.secrets.lock().unwrap().push(secret.to_owned());
    let answer = match update["message"]["text"].as_str() {
        Some("call me back") => {
            json!({ "method": "sendMessage", "chat_id": 7, "text": "in the answer" })
        }
        _ => json!({}),
    };
    bot.got.lock().unwrap().push(update);
    bot.came.notify_waiters();
    (StatusCode::OK, Json(answer))
}

/// A bot with a webhook, and its address.
async fn listening() -> (Arc<Bot>, String) {
    let bot = Arc::new(Bot::default());
    let app = Router::new().route("/hook", post(take)).with_state(Arc::clone(&bot));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (bot, url)
}

#[tokio::test]
async fn failed_deliveries_are_repeated_with_the_secret_until_they_are_taken() {
    let fake = FakeTelegram::start().await;
    let (bot, url) = listening().await;
    bot.failing.store(3, Ordering::SeqCst);
    amel(&fake).send_text("before the webhook");
    let hook = json!({ "url": url, "secret_token": "s3cret_-", "max_connections": 4 });
    ok(&fake, "setWebhook", hook).await;

    let got = bot.got(1).await;
    assert_eq!(got[0]["message"]["text"], "before the webhook");
    assert_eq!(bot.tried.load(Ordering::SeqCst), 4);
    assert_eq!(*bot.secrets.lock().unwrap(), ["s3cret_-"]);

    let info = ok(&fake, "getWebhookInfo", json!({})).await;
    assert_eq!(info["url"], url);
    assert_eq!(info["max_connections"], 4);
    let error = info["last_error_message"].as_str().unwrap();
    assert!(error.contains("503"), "{error}");
    let (code, words) = refused(&fake, "getUpdates", json!({})).await;
    assert_eq!(code, 409);
    assert!(words.contains("while webhook is active"));
}

#[tokio::test]
async fn each_chat_gets_its_updates_in_order_even_when_some_fail() {
    let fake = FakeTelegram::start().await;
    let (bot, url) = listening().await;
    ok(&fake, "setWebhook", json!({ "url": url })).await;
    bot.failing.store(20, Ordering::SeqCst);
    let people: Vec<_> = (1..=10).map(|id| fake.user(id, "P", None, "en")).collect();
    for round in 0..10 {
        for person in &people {
            person.send_text(&round.to_string());
        }
    }
    let got = bot.got(100).await;
    let mut next: HashMap<i64, i64> = HashMap::new();
    for update in &got {
        let message = &update["message"];
        let round = next.entry(message["chat"]["id"].as_i64().unwrap()).or_default();
        assert_eq!(message["text"], round.to_string());
        *round += 1;
    }
    assert_eq!(got.len(), 100, "nothing came twice");
}

#[tokio::test]
async fn what_a_deleted_webhook_has_not_taken_is_polled() {
    let fake = FakeTelegram::start().await;
    let (bot, url) = listening().await;
    bot.failing.store(usize::MAX, Ordering::SeqCst);
    ok(&fake, "setWebhook", json!({ "url": url })).await;
    amel(&fake).send_text("stuck");
    ok(&fake, "deleteWebhook", json!({})).await;
    let updates = ok(&fake, "getUpdates", json!({})).await;
    assert_eq!(ids(&updates).len(), 1);
    assert_eq!(ok(&fake, "getWebhookInfo", json!({})).await["url"], "");

    ok(&fake, "deleteWebhook", json!({ "drop_pending_updates": true })).await;
    assert_eq!(fake.pending_updates(), 0);
}

#[tokio::test]
async fn a_method_in_the_answer_is_called() {
    let fake = FakeTelegram::start().await;
    let (_bot, url) = listening().await;
    ok(&fake, "setWebhook", json!({ "url": url })).await;
    amel(&fake).send_text("call me back");
    let seen = |chat: &ChatView| chat.last_from_bot().is_some_and(|message| message.text == "in the answer");
    fake.wait_for(7, seen, SOON).await.unwrap();
}

#[tokio::test]
async fn a_bad_secret_is_refused() {
    let fake = FakeTelegram::start().await;
    let hook = json!({ "url": "http://127.0.0.1:1/", "secret_token": "no spaces" });
    let (code, words) = refused(&fake, "setWebhook", hook).await;
    assert_eq!(code, 400);
    assert_eq!(words, "Bad Request: secret token contains unallowed characters");
}

#[tokio::test]
async fn a_delivery_without_an_answer_is_repeated() {
    let options = Options { webhook_timeout: Duration::from_millis(20), ..Options::default() };
    let fake = FakeTelegram::start_with(options).await.unwrap();
    let (bot, url) = listening().await;
    bot.hanging.store(2, Ordering::SeqCst);
    ok(&fake, "setWebhook", json!({ "url": url })).await;
    amel(&fake).send_text("hello");
    let got = bot.got(1).await;
    assert_eq!(got[0]["message"]["text"], "hello");
    assert!(bot.tried.load(Ordering::SeqCst) >= 3);
}

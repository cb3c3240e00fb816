//! Tests of the fake itself: over plain HTTP, and with teloxide's client.

mod bots;
mod control;
mod faults;
mod files;
mod people;
mod polling;
mod texts;
mod topics;
mod webhook;

use std::time::Duration;

use serde_json::{Value, json};

use super::{FakeTelegram, User};

/// Long enough for a busy machine; a test that passes never waits for it.
const SOON: Duration = Duration::from_secs(20);

/// A client without a proxy.
fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// Calls a method with a JSON body; gives the status and the answer.
async fn call(fake: &FakeTelegram, method: &str, params: Value) -> (u16, Value) {
    let url = format!("{}/bot{}/{method}", fake.url(), fake.token());
    let response = client().post(url).json(&params).send().await.unwrap();
    let status = response.status().as_u16();
    let answer: Value = response.json().await.unwrap();
    assert_eq!(answer["ok"], status == 200, "{answer}");
    (status, answer)
}

/// Calls a method that has to succeed, and gives its result.
async fn ok(fake: &FakeTelegram, method: &str, params: Value) -> Value {
    let (status, mut answer) = call(fake, method, params).await;
    assert_eq!(status, 200, "{method}: {answer}");
    answer["result"].take()
}

/// Calls a method that has to be refused, and gives the code and the words.
async fn refused(fake: &FakeTelegram, method: &str, params: Value) -> (u16, String) {
    let (status, answer) = call(fake, method, params).await;
    assert_ne!(status, 200, "{method} was not refused");
    assert_eq!(answer["error_code"], status);
    let words = answer["description"].as_str().unwrap().to_owned();
    (status, words)
}

/// A person to whom the bot may write.
fn amel(fake: &FakeTelegram) -> User {
    let amel = fake.user(7, "Amel", "amel", "fr");
    amel.open_chat();
    amel
}

/// The ids of updates in a result of `getUpdates`.
fn ids(updates: &Value) -> Vec<i64> {
    let updates = updates.as_array().unwrap();
    let id = |update: &Value| update["update_id"].as_i64().unwrap();
    updates.iter().map(id).collect()
}

/// Sends a text and gives the message's number.
async fn send(fake: &FakeTelegram, text: &str) -> i64 {
    let message = ok(fake, "sendMessage", json!({ "chat_id": 7, "text": text })).await;
    message["message_id"].as_i64().unwrap()
}

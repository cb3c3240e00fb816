//! The control API.

use serde_json::{Value, json};

use super::{FakeTelegram, client, ok, refused};
use crate::fake_telegram::Options;

async fn started() -> FakeTelegram {
    let options = Options { control: true, ..Options::default() };
    FakeTelegram::start_with(options).await.unwrap()
}

async fn post(fake: &FakeTelegram, path: &str, body: Value) -> Value {
    let url = format!("{}/control/{path}", fake.url());
    let answer = client().post(url).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.json().await.unwrap()
}

async fn get(fake: &FakeTelegram, path: &str) -> Value {
    let url = format!("{}/control/{path}", fake.url());
    let answer = client().get(url).send().await.unwrap();
    answer.json().await.unwrap()
}

fn update(person: i64) -> Value {
    json!({ "message": {
        "message_id": person,
        "date": 1,
        "from": { "id": person, "is_bot": false, "first_name": "P" },
        "chat": { "id": person, "type": "private", "first_name": "P" },
        "text": "hello",
    } })
}

#[tokio::test]
async fn a_program_in_another_language_can_drive_it() {
    let fake = started().await;
    let pushed = post(&fake, "updates", json!([update(1), update(2)])).await;
    assert_eq!(pushed, json!({ "pushed": 2 }));
    let query = json!({ "callback_query": {
        "id": "77",
        "from": { "id": 1, "is_bot": false, "first_name": "P" },
        "message": { "message_id": 1, "date": 1, "chat": { "id": 1, "type": "private" } },
        "chat_instance": "1",
        "data": "go",
    } });
    assert_eq!(post(&fake, "updates", query).await["pushed"], 1);
    ok(&fake, "answerCallbackQuery", json!({ "callback_query_id": "77" })).await;

    let keyboard = json!({ "inline_keyboard": [[{ "text": "Go", "callback_data": "go" }]] });
    let reply = json!({ "chat_id": 2, "text": "hi", "reply_markup": keyboard });
    ok(&fake, "sendMessage", reply).await;
    let chat = get(&fake, "chats/2").await;
    assert_eq!(chat[0]["text"], "hello");
    assert_eq!(chat[1]["from_bot"], true);
    assert_eq!(chat[1]["buttons"][0]["data"], "go");
    let counters = get(&fake, "counters").await;
    assert_eq!(counters["calls"]["sendMessage"], 1);
    assert_eq!(counters["pending_updates"], 3);
    assert_eq!(get(&fake, "latency").await["reply_us"]["count"], 1);
    post(&fake, "reset", json!({})).await;
    assert_eq!(get(&fake, "counters").await["calls"], json!({}));
}

#[tokio::test]
async fn faults_are_set_as_a_whole() {
    let fake = started().await;
    fake.push_update(update(1));
    let rules = json!([
        { "fault": { "too_many_requests": 2 }, "next": 1, "chat": 1, "method": "sendMessage" },
        { "fault": { "server_error": 500 }, "chance": 1.0 },
    ]);
    post(&fake, "faults", json!({ "rules": rules, "seed": 3 })).await;
    let text = json!({ "chat_id": 1, "text": "x" });
    assert_eq!(refused(&fake, "sendMessage", text.clone()).await.0, 429);
    assert_eq!(refused(&fake, "sendMessage", text.clone()).await.0, 500);
    post(&fake, "faults", json!({})).await;
    ok(&fake, "sendMessage", text).await;
}

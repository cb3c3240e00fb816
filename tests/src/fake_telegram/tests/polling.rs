//! `getUpdates`.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{FakeTelegram, SOON, amel, call, ids, ok, refused};
use crate::fake_telegram::{Options, Span};

#[tokio::test]
async fn an_offset_confirms_all_lower_updates_and_nothing_else_does() {
    let fake = FakeTelegram::start().await;
    let amel = amel(&fake);
    for text in ["a", "b", "c"] {
        amel.send_text(text);
    }
    let all = ids(&ok(&fake, "getUpdates", json!({})).await);
    assert_eq!(all.len(), 3);
    assert_eq!(ids(&ok(&fake, "GetUpdates", json!({})).await), all);
    assert_eq!(fake.pending_updates(), 3);

    let rest = ok(&fake, "getUpdates", json!({ "offset": all[1], "limit": 1 })).await;
    assert_eq!(ids(&rest), [all[1]]);
    assert_eq!(rest[0]["message"]["text"], "b");
    assert_eq!((fake.pending_updates(), fake.confirmed_offset()), (2, all[0]));

    let rest = ok(&fake, "getUpdates", json!({ "offset": all[2] + 1 })).await;
    assert_eq!(ids(&rest), [] as [i64; 0]);
    assert_eq!((fake.pending_updates(), fake.confirmed_offset()), (0, all[2]));
    assert_eq!(fake.latency(Span::Confirmation).count, 3);
}

#[tokio::test]
async fn a_negative_offset_keeps_the_last_updates_only() {
    let fake = FakeTelegram::start().await;
    let amel = amel(&fake);
    for text in ["a", "b", "c"] {
        amel.send_text(text);
    }
    let last = ok(&fake, "getUpdates", json!({ "offset": -1 })).await;
    assert_eq!(last[0]["message"]["text"], "c");
    assert_eq!(fake.pending_updates(), 1);
}

#[tokio::test]
async fn a_long_poll_waits_for_the_next_update() {
    let fake = FakeTelegram::start().await;
    let started = Instant::now();
    let poll = tokio::spawn({
        let fake = fake.clone();
        async move { ok(&fake, "getUpdates", json!({ "timeout": 30 })).await }
    });
    amel(&fake).send_text("/start now");
    let updates = tokio::time::timeout(SOON, poll).await.unwrap().unwrap();
    assert_eq!(updates[0]["message"]["text"], "/start now");
    let command = json!([{ "type": "bot_command", "offset": 0, "length": 6 }]);
    assert_eq!(updates[0]["message"]["entities"], command);
    assert!(started.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn an_older_poll_is_ended_with_a_conflict() {
    let fake = FakeTelegram::start().await;
    let older = tokio::spawn({
        let fake = fake.clone();
        async move { refused(&fake, "getUpdates", json!({ "timeout": 30 })).await }
    });
    while !older.is_finished() {
        call(&fake, "getUpdates", json!({})).await;
    }
    let (code, words) = older.await.unwrap();
    assert_eq!(code, 409);
    assert!(words.starts_with("Conflict: terminated by other getUpdates request"));
}

#[tokio::test]
async fn only_wanted_kinds_are_queued_and_the_choice_stays() {
    let fake = FakeTelegram::start().await;
    let amel = amel(&fake);
    ok(&fake, "getUpdates", json!({ "allowed_updates": ["callback_query"] })).await;
    ok(&fake, "getUpdates", json!({})).await;
    amel.send_text("unwanted");
    assert_eq!(fake.pending_updates(), 0);

    ok(&fake, "getUpdates", json!({ "allowed_updates": "[]" })).await;
    amel.send_text("wanted");
    let reaction = json!({ "message_reaction": { "chat": { "id": 7 } } });
    assert_eq!(fake.push_update(reaction), None);
    assert_eq!(fake.pending_updates(), 1);
}

#[tokio::test]
async fn a_raw_update_keeps_its_own_id_and_can_come_twice() {
    let fake = FakeTelegram::start().await;
    let update = json!({
        "update_id": 500_000_000,
        "message": {
            "message_id": 41,
            "date": 1,
            "from": { "id": 9, "is_bot": false, "first_name": "Sami" },
            "chat": { "id": 9, "type": "private", "first_name": "Sami" },
            "text": "hello",
        },
    });
    for _ in 0..2 {
        assert_eq!(fake.push_update(update.clone()), Some(500_000_000));
        let updates = ok(&fake, "getUpdates", json!({})).await;
        assert_eq!(updates, json!([update]));
        fake.push_update(json!({ "message": update["message"] }));
        ok(&fake, "getUpdates", json!({ "offset": 600_000_000 })).await;
    }
    let sent = ok(&fake, "sendMessage", json!({ "chat_id": 9, "text": "hi" })).await;
    assert_eq!(sent["message_id"], 42, "later messages come after the injected one");
    assert_eq!(fake.chat(9).messages().len(), 2);
}

#[tokio::test]
async fn the_light_mode_keeps_counters_and_the_last_message() {
    let options = Options { record: false, ..Options::default() };
    let fake = FakeTelegram::start_with(options).await.unwrap();
    let amel = amel(&fake);
    for _ in 0..3 {
        amel.send_text("hello");
    }
    for text in ["first", "second", "third"] {
        ok(&fake, "sendMessage", json!({ "chat_id": 7, "text": text })).await;
    }
    let older = json!({ "chat_id": 7, "message_id": 4, "text": "changed" });
    ok(&fake, "editMessageText", older).await;
    let chat = fake.chat(7);
    assert_eq!(chat.messages().len(), 1);
    assert_eq!(chat.last().unwrap().text, "third");
    assert_eq!((fake.count("SENDMESSAGE"), fake.calls().len()), (3, 0));
    assert_eq!(fake.latency(Span::Reply).count, 1);
}

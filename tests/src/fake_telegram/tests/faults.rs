//! Faults, limits and findings.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{FakeTelegram, SOON, amel, call, client, ok, refused};
use crate::fake_telegram::{Fault, Options, Rule};

fn hello(chat: i64) -> Value {
    json!({ "chat_id": chat, "text": "hello" })
}

/// Whether a message gets an answer at all.
async fn answered(fake: &FakeTelegram) -> bool {
    let url = format!("{}/bot{}/sendMessage", fake.url(), fake.token());
    client().post(url).json(&hello(7)).send().await.is_ok()
}

#[tokio::test]
async fn scripted_refusals_strike_the_next_calls_of_one_chat() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    fake.user(8, "Sami", None, None).open_chat();
    fake.fault(Rule::next(1, Fault::TooManyRequests(3)).chat(7));
    fake.fault(Rule::next(1, Fault::ServerError(502)).chat(7));
    ok(&fake, "getUpdates", json!({})).await;
    ok(&fake, "sendMessage", hello(8)).await;
    let (code, answer) = call(&fake, "sendMessage", hello(7)).await;
    assert_eq!((code, &answer["parameters"]["retry_after"]), (429, &json!(3)));
    assert_eq!(answer["description"], "Too Many Requests: retry after 3");
    let (code, words) = refused(&fake, "sendMessage", hello(7)).await;
    assert_eq!((code, words.as_str()), (502, "Bad Gateway"));
    ok(&fake, "sendMessage", hello(7)).await;
    assert_eq!(fake.faults_struck(), 2);
    assert_eq!(fake.chat(7).messages().len(), 1);
}

#[tokio::test]
async fn a_dropped_connection_may_hide_an_effect() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    fake.fault(Rule::next(1, Fault::DropBefore));
    assert!(!answered(&fake).await);
    assert_eq!(fake.chat(7).messages().len(), 0);
    fake.fault(Rule::next(1, Fault::DropAfter).method("sendmessage"));
    assert!(!answered(&fake).await);
    assert_eq!(fake.chat(7).messages().len(), 1);
    assert!(answered(&fake).await);
    let codes: Vec<u16> = fake.calls().iter().map(|call| call.code).collect();
    assert_eq!(codes, [0, 0, 200]);
}

#[tokio::test]
async fn random_faults_repeat_with_their_seed() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let options = Options { seed: 42, ..Options::default() };
        let fake = FakeTelegram::start_with(options).await.unwrap();
        amel(&fake);
        fake.fault(Rule::chance(0.5, Fault::ServerError(500)));
        let mut codes = Vec::new();
        for _ in 0..40 {
            codes.push(call(&fake, "sendMessage", hello(7)).await.0);
        }
        runs.push(codes);
    }
    assert_eq!(runs[0], runs[1]);
    let struck = runs[0].iter().filter(|code| **code == 500).count();
    assert!((5..=35).contains(&struck), "{struck} of 40");
}

#[tokio::test]
async fn answers_are_held_back() {
    let fake = FakeTelegram::start().await;
    fake.delay(Duration::from_millis(60));
    let started = Instant::now();
    ok(&fake, "getMe", json!({})).await;
    assert!(started.elapsed() >= Duration::from_millis(60));
}

#[tokio::test]
async fn strict_limits_refuse_messages_but_not_edits() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    fake.strict_limits(true);
    let mut refusals = 0;
    for _ in 0..12 {
        let (code, answer) = call(&fake, "sendMessage", hello(7)).await;
        if code == 429 {
            refusals += 1;
            assert!(answer["parameters"]["retry_after"].as_u64().unwrap() >= 1);
        }
    }
    assert!(refusals > 0);
    assert_eq!(fake.limits_provoked(), refusals);
    let id = fake.chat(7).last().unwrap().id;
    for text in 0..12 {
        let edit = json!({ "chat_id": 7, "message_id": id, "text": text });
        ok(&fake, "editMessageText", edit).await;
    }
}

#[tokio::test]
async fn wrong_tokens_and_methods_are_refused_as_telegram_does() {
    let fake = FakeTelegram::start().await;
    for (path, code, words) in [
        ("bot1:wrong/getMe", 401, "Unauthorized"),
        ("botnonsense/getMe", 404, "Not Found"),
        ("elsewhere", 404, "Not Found"),
    ] {
        let url = format!("{}/{path}", fake.url());
        let answer = client().get(url).send().await.unwrap();
        assert_eq!(answer.status(), code, "{path}");
        let body: Value = answer.json().await.unwrap();
        let expected = json!({ "ok": false, "error_code": code, "description": words });
        assert_eq!(body, expected);
    }
    let (code, words) = refused(&fake, "sendTelegram", json!({})).await;
    assert_eq!((code, words.as_str()), (404, "Not Found: method not found"));
}

#[tokio::test]
async fn unknown_parameters_are_findings() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    let odd = json!({ "chat_id": 7, "text": "x", "reply_to_message_id": 1, "colour": null });
    ok(&fake, "sendMessage", odd.clone()).await;
    ok(&fake, "sendMessage", odd).await;
    let found = ["sendMessage: unknown parameter reply_to_message_id"];
    assert_eq!(fake.findings(), found);
}

#[tokio::test]
async fn calls_can_be_waited_for_and_bots_do_not_mix() {
    let fake = FakeTelegram::start().await;
    let other = fake.add_bot("2:other", "other_bot");
    amel(&fake);
    let wait = fake.wait_for_calls("getMe", 1, SOON);
    let (came, me) = tokio::join!(wait, ok(&fake, "getMe", json!({})));
    assert!(came);
    assert_eq!(me["can_join_groups"], true);
    assert_eq!(ok(&other, "getMe", json!({})).await["username"], "other_bot");
    assert_eq!(refused(&other, "sendMessage", hello(7)).await.0, 400);
}

use std::{sync::Arc, time::Duration};

use adapter::{
    Adapter, Address, Attachment, DeliverError, DeliveryKey, NativeId, Outbound, Picture, Receipt, TapId,
};
use axum::http::StatusCode;
use bytes::Bytes;
use marketplace_domain::{
    account::Platform,
    media::{FileKind, Format},
    message::{Button, Message, Press, Rich},
    reaction::Reaction,
};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;

use super::{BOT, CHANNEL, Call, Still, config, connected, listen};
use crate::{Discord, client::Client, limits, recent::Recent};

fn text(text: &str) -> Message {
    Message { text: Rich::plain(text), ..Message::default() }
}

fn send(message: Message) -> Outbound {
    Outbound::Send { message, pictures: Vec::new(), reply_to: None }
}

fn edit(id: &str, message: Message) -> Outbound {
    Outbound::Edit { id: NativeId(id.into()), message }
}

fn delete(ids: &[&str]) -> Outbound {
    Outbound::Delete { ids: ids.iter().map(|id| NativeId((*id).to_owned())).collect() }
}

fn buttons(count: usize) -> Vec<Vec<Button>> {
    let button = |n| vec![Button { label: format!("{n}"), press: Press::Data(format!("d.{n}")) }];
    (0..count).map(button).collect()
}

async fn deliver(discord: &Discord, what: &Outbound) -> Result<Receipt, DeliverError> {
    let to = Address { platform: Platform::Discord, bot: BOT.into(), chat: CHANNEL.into() };
    discord.deliver(&to, what, &DeliveryKey("key-1".into())).await
}

fn ids(ids: &[&str]) -> Receipt {
    Receipt { ids: ids.iter().map(|id| NativeId((*id).to_owned())).collect() }
}

fn picture(bytes: &'static [u8]) -> Picture {
    Picture(Bytes::from_static(bytes))
}

#[tokio::test]
async fn what_is_muted_makes_no_sound() {
    let (api, discord) = connected().await;
    let what = send(Message { silent: true, ..text("hi") });
    assert_eq!(deliver(&discord, &what).await, Ok(ids(&["1"])));
    // SUPPRESS_EMBEDS and SUPPRESS_NOTIFICATIONS.
    assert_eq!(api.calls().remove(0).json()["flags"], 4 + 4096);
}

#[tokio::test]
async fn a_text_is_sent_once_and_rings_nobody() {
    let (api, discord) = connected().await;
    let message = Message { buttons: buttons(1), ..text("hi <@1> *you*") };
    let reply_to = Some(NativeId("1440995838472650700".into()));
    let what = Outbound::Send { message, pictures: Vec::new(), reply_to };
    assert_eq!(deliver(&discord, &what).await, Ok(ids(&["1"])));
    let call = api.calls().remove(0);
    assert_eq!(call.line(), format!("POST /api/v10/channels/{CHANNEL}/messages"));
    let expected = json!({
        "content": "hi \\<\\@1> \\*you\\*",
        "components": [{"type": 1, "components": [
            {"type": 2, "style": 2, "label": "0", "custom_id": "d.0"},
        ]}],
        "allowed_mentions": {"parse": []},
        "flags": 4,
        "nonce": "key-1",
        "enforce_nonce": true,
        "message_reference": {"message_id": "1440995838472650700", "fail_if_not_exists": false},
    });
    assert_eq!(call.json(), expected);
}

#[tokio::test]
async fn parts_come_in_order_with_keys_of_their_own() {
    let (api, discord) = connected().await;
    let message =
        Message { buttons: buttons(26), ..text(&format!("{}\n{}", "a".repeat(1999), "b".repeat(9))) };
    let reply_to = Some(NativeId("7".into()));
    let what = Outbound::Send { message, pictures: Vec::new(), reply_to };
    assert_eq!(deliver(&discord, &what).await, Ok(ids(&["1", "2", "3"])));
    let calls: Vec<Value> = api.calls().iter().map(Call::json).collect();
    let field = |name: &str| calls.iter().map(|call| call[name].clone()).collect::<Vec<_>>();
    assert_eq!(field("content"), ["a".repeat(1999), "b".repeat(9), String::new()]);
    assert_eq!(field("nonce"), ["key-1", "key-1~1", "key-1~2"]);
    let rows: Vec<usize> = field("components").iter().map(|it| it.as_array().unwrap().len()).collect();
    assert_eq!(rows, [0, 5, 1]);
    assert!(calls[0].get("message_reference").is_some() && calls[1].get("message_reference").is_none());
}

#[tokio::test]
async fn pictures_are_new_files_beside_their_text() {
    let (api, discord) = connected().await;
    let pictures = vec![picture(b"jpeg-1"), picture(b"jpeg-2")];
    let what = Outbound::Send { message: text("hello"), pictures, reply_to: None };
    assert_eq!(deliver(&discord, &what).await, Ok(ids(&["1"])));
    let call = api.calls().remove(0);
    assert!(call.headers["content-type"].to_str().unwrap().starts_with("multipart/form-data"));
    let form = call.text();
    let after = form.split("name=\"payload_json\"\r\n\r\n").nth(1).unwrap();
    let payload: Value = serde_json::from_str(after.split("\r\n").next().unwrap()).unwrap();
    assert_eq!((&payload["content"], &payload["nonce"]), (&json!("hello"), &json!("key-1")));
    assert_eq!(payload["allowed_mentions"], json!({"parse": []}));
    for (index, bytes) in ["jpeg-1", "jpeg-2"].iter().enumerate() {
        let part = format!(
            "name=\"files[{index}]\"; filename=\"picture.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n{bytes}\r\n"
        );
        assert!(form.contains(&part), "{part} in {form}");
    }
}

#[tokio::test]
async fn more_pictures_than_fit_come_before_the_text() {
    let (api, discord) = connected().await;
    let pictures = vec![picture(b"jpeg"); 11];
    let what = Outbound::Send { message: text("hello"), pictures, reply_to: None };
    assert_eq!(deliver(&discord, &what).await, Ok(ids(&["1", "2", "3"])));
    let calls = api.calls();
    let files = |call: &Call| call.text().matches("name=\"files[").count();
    assert_eq!(calls[..2].iter().map(files).collect::<Vec<_>>(), [10, 1]);
    assert_eq!(calls[2].json()["content"], "hello");
}

#[tokio::test]
async fn a_message_is_changed_in_place() {
    let (api, discord) = connected().await;
    assert_eq!(deliver(&discord, &edit("42", text("new"))).await, Ok(ids(&["42"])));
    let call = api.calls().remove(0);
    assert_eq!(call.line(), format!("PATCH /api/v10/channels/{CHANNEL}/messages/42"));
    // No buttons are said to be none, because Discord would keep the former ones.
    let expected = json!({"content": "new", "components": [], "allowed_mentions": {"parse": []}, "flags": 4});
    assert_eq!(call.json(), expected);
    let refused = Err(DeliverError::Refused { code: 50035 });
    assert_eq!(deliver(&discord, &edit("42", text(&"a".repeat(2001)))).await, refused);
    assert_eq!(deliver(&discord, &edit("../42", text("x"))).await, Err(DeliverError::NoSuchMessage));
    assert!(api.calls().is_empty());
}

#[tokio::test]
async fn messages_are_taken_back_one_by_one_even_if_some_are_gone() {
    let (api, discord) = connected().await;
    api.refuse(404, 10008);
    assert_eq!(deliver(&discord, &delete(&["1", "none", "2"])).await, Ok(Receipt::default()));
    let lines: Vec<String> = api.calls().iter().map(Call::line).collect();
    let line = |id| format!("DELETE /api/v10/channels/{CHANNEL}/messages/{id}");
    assert_eq!(lines, [line(1), line(2)]);
    let tap = Outbound::Acknowledge { tap: TapId("t".into()) };
    assert_eq!(deliver(&discord, &tap).await, Ok(Receipt::default()));
    assert!(api.calls().is_empty());
}

#[tokio::test]
async fn errors_are_told_apart() {
    let (api, discord) = connected().await;
    for (status, code, sending, editing) in [
        (403, 50007, DeliverError::Gone, DeliverError::Gone),
        (404, 10008, DeliverError::NoSuchMessage, DeliverError::NoSuchMessage),
        (401, 0, DeliverError::Unauthorized, DeliverError::Unauthorized),
        (500, 0, DeliverError::Ambiguous, DeliverError::Unavailable),
        (400, 50035, DeliverError::Refused { code: 50035 }, DeliverError::Refused { code: 50035 }),
    ] {
        api.refuse(status, code);
        assert_eq!(deliver(&discord, &send(text("x"))).await, Err(sending), "{status}");
        api.refuse(status, code);
        assert_eq!(deliver(&discord, &edit("42", text("x"))).await, Err(editing), "{status}");
    }
    for whole_bot in [true, false] {
        let body = json!({"message": "words", "retry_after": 1.5, "global": whole_bot}).to_string();
        api.answer((StatusCode::TOO_MANY_REQUESTS, body));
        let expected = DeliverError::RateLimited { retry_after: Duration::from_millis(1500), whole_bot };
        assert_eq!(deliver(&discord, &send(text("x"))).await, Err(expected));
    }
}

#[tokio::test]
async fn a_chat_that_is_no_number_makes_no_call() {
    let (api, discord) = connected().await;
    let to = Address { platform: Platform::Discord, bot: BOT.into(), chat: "1/../2".into() };
    let refused = Err(DeliverError::Refused { code: 10003 });
    assert_eq!(discord.deliver(&to, &send(text("x")), &DeliveryKey("k".into())).await, refused);
    assert!(api.calls().is_empty());
}

#[tokio::test]
async fn a_lost_answer_is_ambiguous_and_no_connection_is_not() {
    let (listener, place) = listen().await;
    let config = config(&format!("http://{place}"));
    let discord = Discord {
        client: Client::new(config.token, config.api_url.as_deref()).unwrap(),
        clock: Arc::new(Still),
        bot: BOT.into(),
        recent: Recent::new(),
    };
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut seen = Vec::new();
        while !seen.ends_with(b"}") && stream.read_buf(&mut seen).await.unwrap() > 0 {}
    });
    assert_eq!(deliver(&discord, &send(text("x"))).await, Err(DeliverError::Ambiguous));
    server.await.unwrap();
    assert_eq!(deliver(&discord, &send(text("x"))).await, Err(DeliverError::Unavailable));
}

#[tokio::test]
async fn files_stand_beside_their_text_under_names_that_say_nothing() {
    let (api, discord) = connected().await;
    let file = |kind, format, bytes: &'static [u8]| {
        let id = "00000000000000000000000000000007".parse().unwrap();
        let content = Arc::new(Bytes::from_static(bytes));
        Attachment { id, kind, format, length: bytes.len() as u64, content }
    };
    let files =
        vec![file(FileKind::Voice, Format::Opus, b"sound"), file(FileKind::Document, Format::Pdf, b"pages")];
    let what = Outbound::Files { message: text("hello"), files, reply_to: None };
    assert_eq!(deliver(&discord, &what).await, Ok(ids(&["1"])));
    let call = api.calls().remove(0);
    let form = call.text();
    for part in [
        "name=\"files[0]\"; filename=\"voice.ogg\"\r\nContent-Type: audio/ogg\r\n\r\nsound\r\n",
        "name=\"files[1]\"; filename=\"document.pdf\"\r\nContent-Type: application/pdf\r\n\r\npages\r\n",
        "\"content\":\"hello\"",
    ] {
        assert!(form.contains(part), "{part} in {form}");
    }
}

fn react(id: &str, emoji: Option<&str>) -> Outbound {
    Outbound::React { id: NativeId(id.into()), reaction: emoji.map(|emoji| Reaction::parse(emoji).unwrap()) }
}

#[tokio::test]
async fn our_reaction_takes_the_place_of_the_one_before() {
    let (api, discord) = connected().await;
    let shown = json!({"id": "42", "reactions": [
        {"emoji": {"id": null, "name": "👍"}, "count": 2, "me": true},
        {"emoji": {"id": null, "name": "😢"}, "count": 1, "me": false},
        {"emoji": {"id": "7", "name": "party"}, "count": 1, "me": true},
    ]});
    api.answer(shown.to_string());
    assert_eq!(deliver(&discord, &react("42", Some("❤"))).await, Ok(Receipt::default()));
    let place = format!("/api/v10/channels/{CHANNEL}/messages/42");
    let lines: Vec<String> = api.calls().iter().map(Call::line).collect();
    let expected = [
        format!("GET {place}"),
        format!("DELETE {place}/reactions/%F0%9F%91%8D/@me"),
        format!("PUT {place}/reactions/%E2%9D%A4%EF%B8%8F/@me"),
    ];
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn a_reaction_that_is_there_is_not_set_again_and_can_be_taken_away() {
    let (api, discord) = connected().await;
    let shown = json!({"reactions": [{"emoji": {"id": null, "name": "❤"}, "me": true}]}).to_string();
    api.answer(shown.clone());
    assert_eq!(deliver(&discord, &react("42", Some("❤️"))).await, Ok(Receipt::default()));
    assert_eq!(api.calls().len(), 1);
    api.answer(shown);
    assert_eq!(deliver(&discord, &react("42", None)).await, Ok(Receipt::default()));
    assert!(api.calls()[1].line().starts_with("DELETE "));
    // A message without reactions does not have the field.
    api.answer(json!({"id": "42"}).to_string());
    assert_eq!(deliver(&discord, &react("42", None)).await, Ok(Receipt::default()));
    assert_eq!(api.calls().len(), 1);
}

#[tokio::test]
async fn a_reaction_to_what_is_gone_says_so() {
    let (api, discord) = connected().await;
    for id in ["none", "../42", ""] {
        assert_eq!(deliver(&discord, &react(id, Some("👍"))).await, Err(DeliverError::NoSuchMessage));
    }
    assert!(api.calls().is_empty());
    api.refuse(404, 10008);
    assert_eq!(deliver(&discord, &react("42", Some("👍"))).await, Err(DeliverError::NoSuchMessage));
    api.answer(json!({}).to_string());
    api.refuse(500, 0);
    assert_eq!(deliver(&discord, &react("42", Some("👍"))).await, Err(DeliverError::Unavailable));
}

#[tokio::test]
async fn no_call_is_made_where_a_ban_is_near() {
    let (api, discord) = connected().await;
    for _ in 1..limits::INVALID {
        discord.client.invalid.answered(403, std::time::Instant::now());
    }
    api.refuse(403, 50007);
    assert_eq!(deliver(&discord, &send(text("x"))).await, Err(DeliverError::Gone), "the last one");
    api.calls();
    let rests = deliver(&discord, &send(text("x"))).await;
    assert!(matches!(rests, Err(DeliverError::RateLimited { whole_bot: true, .. })), "{rests:?}");
    assert!(api.calls().is_empty());
}

//! People: what they do, see and allow.

use serde_json::{Value, json};

use super::{FakeTelegram, SOON, amel, ok, refused, send};
use crate::fake_telegram::{Span, TapError};

#[tokio::test]
async fn a_bot_cannot_write_to_someone_who_never_wrote() {
    let fake = FakeTelegram::start().await;
    let stranger = fake.user(8, "Sami", None, None);
    let hello = json!({ "chat_id": 8, "text": "hello" });
    let (code, words) = refused(&fake, "sendMessage", hello.clone()).await;
    assert_eq!((code, words.as_str()), (400, "Bad Request: chat not found"));
    stranger.send_text("/start");
    ok(&fake, "sendMessage", hello).await;
}

#[tokio::test]
async fn a_blocked_bot_is_told_and_refused() {
    let fake = FakeTelegram::start().await;
    let amel = amel(&fake);
    let id = send(&fake, "hello").await;
    amel.block();
    amel.block();
    let updates = ok(&fake, "getUpdates", json!({})).await;
    assert_eq!(updates.as_array().unwrap().len(), 1);
    let change = &updates[0]["my_chat_member"];
    assert_eq!(change["from"]["language_code"], "fr");
    assert_eq!(change["new_chat_member"]["status"], "kicked");
    let edit = json!({ "chat_id": 7, "message_id": id, "text": "x" });
    let typing = json!({ "chat_id": 7, "action": "typing" });
    let text = json!({ "chat_id": 7, "text": "x" });
    for (method, params) in [("sendMessage", text), ("editMessageText", edit), ("sendChatAction", typing)] {
        let (code, words) = refused(&fake, method, params).await;
        assert_eq!(code, 403);
        assert_eq!(words, "Forbidden: bot was blocked by the user");
    }
    amel.send_text("/start");
    let updates = ok(&fake, "getUpdates", json!({})).await;
    assert_eq!(updates[1]["my_chat_member"]["new_chat_member"]["status"], "member");
    assert_eq!(updates[2]["message"]["text"], "/start");
    send(&fake, "welcome back").await;
}

#[tokio::test]
async fn a_tap_is_answered_once_and_again_without_harm() {
    let fake = FakeTelegram::start().await;
    let amel = amel(&fake);
    let keyboard = json!([[{ "text": "Oui", "callback_data": "yes:1" }]]);
    let ask = json!({ "chat_id": 7, "text": "?", "reply_markup": { "inline_keyboard": keyboard } });
    let id = ok(&fake, "sendMessage", ask).await["message_id"].as_i64().unwrap();

    let tap = amel.tap(id, "Oui").unwrap();
    let updates = ok(&fake, "getUpdates", json!({})).await;
    let query = &updates[0]["callback_query"];
    assert_eq!(query["data"], "yes:1");
    assert_eq!(query["message"]["message_id"], id);
    assert_eq!(query["from"]["username"], "amel");
    assert_eq!(tap.answer(), None);

    let answer = |text: &str| json!({ "callback_query_id": query["id"], "text": text });
    ok(&fake, "answerCallbackQuery", answer("Merci")).await;
    ok(&fake, "answerCallbackQuery", answer("twice")).await;
    let seen = tap.answered(SOON).await.unwrap();
    assert_eq!(seen.text.as_deref(), Some("Merci"));
    assert_eq!(fake.latency(Span::Callback).count, 1);

    fake.expire_callbacks();
    let (code, words) = refused(&fake, "answerCallbackQuery", answer("late")).await;
    assert_eq!(code, 400);
    assert!(words.contains("query is too old"));
}

#[tokio::test]
async fn what_is_not_seen_is_not_tapped() {
    let fake = FakeTelegram::start().await;
    let amel = amel(&fake);
    let id = send(&fake, "no buttons").await;
    assert!(matches!(amel.tap(id, "yes"), Err(TapError::NoButton { .. })));
    ok(&fake, "deleteMessage", json!({ "chat_id": 7, "message_id": id })).await;
    assert_eq!(amel.tap(id, "yes").unwrap_err(), TapError::NoMessage(id));
    let (_, words) = refused(&fake, "deleteMessage", json!({ "chat_id": 7, "message_id": id })).await;
    assert_eq!(words, "Bad Request: message to delete not found");
    let many = json!({ "chat_id": 7, "message_ids": [id, id + 1] });
    assert_eq!(ok(&fake, "deleteMessages", many).await, true);
}

#[tokio::test]
async fn everything_a_person_does_makes_an_update() {
    let fake = FakeTelegram::start().await;
    let amel = amel(&fake);
    let text = amel.send_text("hello /help@bot ok");
    amel.reply(text, "again");
    assert!(amel.edit_text(text, "changed"));
    amel.send_location(36.8, 10.18);
    amel.send_contact("+21620000000", "Amel");
    amel.send_document("%PDF", "a.pdf", "application/pdf", "the file");
    let updates = ok(&fake, "getUpdates", json!({})).await;
    let message = |place: usize| &updates[place]["message"];
    assert_eq!(message(0)["entities"][0]["offset"], 6);
    assert_eq!(message(0)["entities"][0]["length"], 9);
    assert_eq!(message(1)["reply_to_message"]["message_id"], text);
    assert_eq!(updates[2]["edited_message"]["text"], "changed");
    assert_eq!(message(3)["location"]["latitude"], 36.8);
    assert_eq!(message(4)["contact"]["user_id"], 7);
    assert_eq!(message(5)["document"]["file_name"], "a.pdf");
    assert_eq!(message(5)["caption"], "the file");
    assert_eq!(message(5)["text"], Value::Null);
    assert_eq!(fake.chat(7).messages().len(), 5);
}

#[tokio::test]
async fn a_chat_shows_pins_reactions_actions_and_keyboards() {
    let fake = FakeTelegram::start().await;
    let id = amel(&fake).send_text("hello");
    let about = |extra: Value| {
        let mut params = json!({ "chat_id": 7, "message_id": id });
        params.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        params
    };
    ok(&fake, "pinChatMessage", about(json!({}))).await;
    let thumb = json!({ "reaction": [{ "type": "emoji", "emoji": "👍" }] });
    ok(&fake, "setMessageReaction", about(thumb)).await;
    let odd = json!({ "reaction": [{ "type": "emoji", "emoji": "🦷" }] });
    let (_, words) = refused(&fake, "setMessageReaction", about(odd)).await;
    assert_eq!(words, "Bad Request: REACTION_INVALID");
    ok(&fake, "sendChatAction", json!({ "chat_id": 7, "action": "typing" })).await;
    let chat = fake.chat(7);
    assert_eq!(chat.pinned, [id]);
    assert_eq!(chat.message(id).unwrap().reaction.as_deref(), Some("👍"));
    assert_eq!(chat.action.as_deref(), Some("typing"));

    ok(&fake, "unpinChatMessage", json!({ "chat_id": 7 })).await;
    let keyboard = json!({ "keyboard": [[{ "text": "Share", "request_location": true }]] });
    let ask = json!({ "chat_id": 7, "text": "Where?", "reply_markup": keyboard });
    let sent = ok(&fake, "sendMessage", ask).await;
    assert_eq!(sent["reply_markup"], Value::Null);
    let chat = fake.chat(7);
    assert_eq!((chat.pinned.len(), chat.action.clone()), (0, None));
    assert_eq!(chat.keyboard.as_ref().unwrap(), &keyboard);
}

#[tokio::test]
async fn waiting_ends_with_a_picture_of_the_chat() {
    let fake = FakeTelegram::start().await;
    amel(&fake).send_text("anyone there?");
    let patience = std::time::Duration::from_millis(1);
    let error = fake.wait_for(7, |_| false, patience).await.unwrap_err();
    assert!(error.to_string().contains("person: anyone there?"));
}

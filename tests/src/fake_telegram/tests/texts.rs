//! Texts, entities, keyboards and edits.

use serde_json::{Value, json};

use super::{FakeTelegram, amel, ok, refused, send};

async fn sends(fake: &FakeTelegram, extra: Value) -> Result<Value, String> {
    let mut params = json!({ "chat_id": 7, "text": "a 😀 b" });
    let params_object = params.as_object_mut().unwrap();
    params_object.extend(extra.as_object().unwrap().clone());
    let (status, mut answer) = super::call(fake, "sendMessage", params).await;
    if status == 200 {
        Ok(answer["result"].take())
    } else {
        Err(answer["description"].as_str().unwrap().to_owned())
    }
}

#[tokio::test]
async fn entities_are_counted_in_utf16_units() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    let bold =
        |offset, length| json!({ "entities": [{ "type": "bold", "offset": offset, "length": length }] });
    // "a 😀 b" has six units; the emoji takes places 2 and 3.
    for (offset, length) in [(0, 6), (2, 2), (5, 1)] {
        let sent = sends(&fake, bold(offset, length)).await.unwrap();
        assert_eq!(sent["entities"][0]["offset"], offset);
    }
    let past_the_end = sends(&fake, bold(5, 2)).await.unwrap_err();
    assert!(past_the_end.contains("ends after the end of the text"));
    for (offset, length) in [(3, 1), (0, 3)] {
        let inside = sends(&fake, bold(offset, length)).await.unwrap_err();
        assert!(inside.contains("in a middle of a UTF-16 symbol"), "{inside}");
    }
    assert_eq!(fake.chat(7).messages().len(), 3);
}

#[tokio::test]
async fn white_space_around_a_text_goes_and_entities_follow() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    let padded = json!({
        "text": " \n hi there  ",
        "entities": [
            { "type": "bold", "offset": 0, "length": 5 },
            { "type": "italic", "offset": 6, "length": 7 },
            { "type": "code", "offset": 0, "length": 2 },
        ],
    });
    let sent = sends(&fake, padded).await.unwrap();
    assert_eq!(sent["text"], "hi there");
    let expected = json!([
        { "type": "bold", "offset": 0, "length": 2 },
        { "type": "italic", "offset": 3, "length": 5 },
    ]);
    assert_eq!(sent["entities"], expected);
}

#[tokio::test]
async fn a_text_has_1_to_4096_utf16_units() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    for text in ["", "  \n", "<b></b>"] {
        let empty = json!({ "text": text, "parse_mode": "HTML" });
        let words = sends(&fake, empty).await.unwrap_err();
        assert_eq!(words, "Bad Request: message text is empty");
    }
    let longest = "😀".repeat(2048);
    assert!(sends(&fake, json!({ "text": longest })).await.is_ok());
    let too_long = format!("{longest}.");
    let words = sends(&fake, json!({ "text": too_long })).await.unwrap_err();
    assert_eq!(words, "Bad Request: message is too long");
}

#[tokio::test]
async fn buttons_carry_1_to_64_bytes() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    let with = |button: Value| json!({ "reply_markup": { "inline_keyboard": [[button]] } });
    let data = |data: &str| with(json!({ "text": "x", "callback_data": data }));
    // Two bytes a letter.
    assert!(sends(&fake, data(&"é".repeat(32))).await.is_ok());
    for wrong in [String::new(), "é".repeat(33)] {
        let words = sends(&fake, data(&wrong)).await.unwrap_err();
        assert_eq!(words, "Bad Request: BUTTON_DATA_INVALID");
    }
    let plain = sends(&fake, with(json!({ "text": "x" }))).await.unwrap_err();
    assert!(plain.contains("Text buttons are unallowed"));
    let url = with(json!({ "text": "x", "url": "nowhere" }));
    let words = sends(&fake, url).await.unwrap_err();
    assert_eq!(words, "Bad Request: BUTTON_URL_INVALID");
}

#[tokio::test]
async fn structures_may_come_as_json_text_in_a_form() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    let url = format!("{}/bot{}/sendmessage", fake.url(), fake.token());
    let keyboard = r#"{"inline_keyboard":[[{"text":"Go","callback_data":"go"}]]}"#;
    let form = [("chat_id", "7"), ("text", "&lt; <i>x</i>"), ("parse_mode", "HTML")];
    let sent: Value = super::client()
        .post(url)
        .query(&[("reply_markup", keyboard)])
        .form(&form)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(sent["result"]["text"], "< x");
    let chat = fake.chat(7);
    assert_eq!(chat.last().unwrap().buttons()[0].data.as_deref(), Some("go"));
    assert_eq!(chat.last().unwrap().entities[0].kind, "italic");
}

#[tokio::test]
async fn an_edit_changes_something_or_is_refused() {
    let fake = FakeTelegram::start().await;
    let own = amel(&fake).send_text("mine");
    let id = send(&fake, "before").await;
    let edit = |id: i64, text: &str| json!({ "chat_id": 7, "message_id": id, "text": text });

    let edited = ok(&fake, "editMessageText", edit(id, "after")).await;
    assert_eq!(edited["text"], "after");
    assert!(edited["edit_date"].is_i64());
    assert!(fake.chat(7).message(id).unwrap().is_edited());

    let same = refused(&fake, "editMessageText", edit(id, "after")).await;
    assert!(same.1.starts_with("Bad Request: message is not modified"));
    let gone = refused(&fake, "editMessageText", edit(9_999, "x")).await;
    assert_eq!(gone.1, "Bad Request: message to edit not found");
    let not_own = refused(&fake, "editMessageText", edit(own, "x")).await;
    assert_eq!(not_own.1, "Bad Request: message can't be edited");
    let caption = json!({ "chat_id": 7, "message_id": id, "caption": "x" });
    let (_, words) = refused(&fake, "editMessageCaption", caption).await;
    assert!(words.contains("there is no caption"));
}

#[tokio::test]
async fn an_edit_without_a_keyboard_takes_the_keyboard_away() {
    let fake = FakeTelegram::start().await;
    amel(&fake);
    let id = send(&fake, "menu").await;
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Go", "callback_data": "go" }]] });
    let with = json!({ "chat_id": 7, "message_id": id, "reply_markup": keyboard });
    ok(&fake, "editMessageReplyMarkup", with.clone()).await;
    assert_eq!(fake.chat(7).message(id).unwrap().buttons().len(), 1);
    let (_, words) = refused(&fake, "editMessageReplyMarkup", with).await;
    assert!(words.contains("message is not modified"));
    let without = json!({ "chat_id": 7, "message_id": id });
    ok(&fake, "editMessageReplyMarkup", without).await;
    assert_eq!(fake.chat(7).message(id).unwrap().buttons().len(), 0);
}

#[tokio::test]
async fn replies_need_their_message() {
    let fake = FakeTelegram::start().await;
    let asked = amel(&fake).send_text("question");
    let to = |id: i64, optional: bool| {
        let reply = json!({ "message_id": id, "allow_sending_without_reply": optional });
        json!({ "reply_parameters": reply })
    };
    let sent = sends(&fake, to(asked, false)).await.unwrap();
    assert_eq!(sent["reply_to_message"]["text"], "question");
    let words = sends(&fake, to(9_999, false)).await.unwrap_err();
    assert_eq!(words, "Bad Request: message to be replied not found");
    let sent = sends(&fake, to(9_999, true)).await.unwrap();
    assert_eq!(sent["reply_to_message"], Value::Null);
}

use std::time::Duration;

use adapter::{Adapter, Address, DeliverError, DeliveryKey, NativeId, Outbound, Picture, Receipt, TapId};
use marketplace_domain::{
    account::Platform,
    message::{Button, Message, Press, Rich, Style},
};
use telegram::Telegram;
use tests::fake_telegram::{FakeTelegram, Fault, Rule};

use super::{SOON, assert_known, connect};

/// A server on which somebody with the id 7 has begun to talk with the bot.
async fn opened() -> FakeTelegram {
    let fake = FakeTelegram::start().await;
    fake.user(7, "Amel", "amel", "fr").open_chat();
    fake
}

async fn deliver(telegram: &Telegram, what: &Outbound) -> Result<Receipt, DeliverError> {
    let to = Address { platform: Platform::Telegram, bot: telegram.bot().to_owned(), chat: "7".to_owned() };
    telegram.deliver(&to, what, &DeliveryKey("k".to_owned())).await
}

fn message(text: &str) -> Message {
    Message { text: Rich::plain(text), ..Message::default() }
}

fn send(text: &str) -> Outbound {
    Outbound::Send { message: message(text), pictures: Vec::new(), reply_to: None }
}

fn edit(id: &NativeId, text: &str) -> Outbound {
    Outbound::Edit { id: id.clone(), message: message(text) }
}

/// The head of a JPEG of 16 by 16, which is all that the server looks at.
const JPEG: &[u8] = b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x10\x00\x10";

fn pictures(count: usize) -> Vec<Picture> {
    vec![Picture(JPEG.into()); count]
}

#[tokio::test]
async fn what_is_muted_makes_no_sound_and_a_card_is_pinned_without_one() {
    let fake = opened().await;
    let telegram = connect(&fake).await;
    for (silent, pictures) in
        [(true, pictures(0)), (false, pictures(0)), (true, pictures(1)), (true, pictures(2))]
    {
        let message = Message { silent, ..message("hello") };
        let what = Outbound::Send { message, pictures, reply_to: None };
        let receipt = deliver(&telegram, &what).await.unwrap();
        for id in receipt.ids {
            let shown = fake.chat(7).message(id.0.parse().unwrap()).cloned().unwrap();
            assert_eq!(shown.silent, silent);
        }
    }
    let id = deliver(&telegram, &send("card")).await.unwrap().ids.remove(0);
    let pin = |pinned| Outbound::Pin { id: id.clone(), pinned };
    deliver(&telegram, &pin(true)).await.unwrap();
    assert_eq!(fake.chat(7).pinned, [id.0.parse::<i64>().unwrap()]);
    let call = fake.calls().into_iter().find(|call| call.method == "pinChatMessage").unwrap();
    assert_eq!(call.params["disable_notification"], true);
    deliver(&telegram, &pin(false)).await.unwrap();
    assert!(fake.chat(7).pinned.is_empty());
    assert!(deliver(&telegram, &pin(false)).await.is_err(), "the relay asks once and does not mind");
    assert_known(&fake);
}

#[tokio::test]
async fn a_text_arrives_with_its_marks_buttons_and_reply() {
    let fake = opened().await;
    let telegram = connect(&fake).await;
    let asked = fake.user(7, "Amel", "amel", "fr").send_text("where to?");
    let mut message = message("👋 to ");
    message.text.push_styled("Tunis", Style::Bold);
    let button = |label: &str, press| Button { label: label.to_owned(), press };
    message.buttons = vec![vec![
        button("Yes", Press::Data("y:1".to_owned())),
        button("Read", Press::Link("https://example.org/".to_owned())),
    ]];
    let reply_to = Some(NativeId(asked.to_string()));
    let receipt =
        deliver(&telegram, &Outbound::Send { message, pictures: Vec::new(), reply_to }).await.unwrap();
    let chat = fake.chat(7);
    let shown = chat.last_from_bot().unwrap();
    assert_eq!(receipt.ids, [NativeId(shown.id.to_string())]);
    assert_eq!(shown.text, "👋 to Tunis");
    let entity = &shown.entities[0];
    assert_eq!((entity.kind.as_str(), entity.offset, entity.length), ("bold", 6, 5));
    assert_eq!(shown.reply_to, Some(asked));
    assert_eq!(shown.button("Yes").unwrap().data.as_deref(), Some("y:1"));
    assert_eq!(shown.button("Read").unwrap().url.as_deref(), Some("https://example.org/"));
    assert_eq!(shown.link_preview_options.as_ref().unwrap()["is_disabled"], true);
    assert_known(&fake);
}

#[tokio::test]
async fn a_reply_to_a_message_that_is_gone_arrives_without_it() {
    let fake = opened().await;
    let telegram = connect(&fake).await;
    let what = Outbound::Send {
        message: message("hi"),
        pictures: Vec::new(),
        reply_to: Some(NativeId("99999".into())),
    };
    assert_eq!(deliver(&telegram, &what).await.unwrap().ids.len(), 1);
}

#[tokio::test]
async fn a_long_text_comes_in_parts_with_the_buttons_under_the_last() {
    let fake = opened().await;
    let telegram = connect(&fake).await;
    let mut message = message(&"a line of text\n".repeat(400));
    message.buttons = vec![vec![Button { label: "Yes".into(), press: Press::Data("y".into()) }]];
    let what = Outbound::Send { message, pictures: Vec::new(), reply_to: None };
    let receipt = deliver(&telegram, &what).await.unwrap();
    let chat = fake.chat(7);
    let shown: Vec<_> = chat.from_bot().collect();
    assert_eq!((receipt.ids.len(), shown.len()), (2, 2));
    assert!(shown[0].buttons().is_empty() && shown[1].button("Yes").is_some());
}

#[tokio::test]
async fn one_picture_carries_its_text_and_two_stand_before_it() {
    let fake = opened().await;
    let telegram = connect(&fake).await;
    let mut text = message("olive oil");
    text.buttons = vec![vec![Button { label: "Yes".into(), press: Press::Data("y".into()) }]];
    let with = |pictures| Outbound::Send { message: text.clone(), pictures, reply_to: None };
    let receipt = deliver(&telegram, &with(pictures(1))).await.unwrap();
    assert_eq!(receipt.ids.len(), 1);
    let chat = fake.chat(7);
    let shown = chat.last_from_bot().unwrap();
    assert!(shown.photo().is_some() && shown.button("Yes").is_some());
    assert_eq!(shown.text, "olive oil");

    let receipt = deliver(&telegram, &with(pictures(2))).await.unwrap();
    assert_eq!(receipt.ids.len(), 3);
    let chat = fake.chat(7);
    let shown: Vec<_> = chat.from_bot().skip(1).collect();
    assert!(shown[0].photo().is_some() && shown[1].photo().is_some());
    assert_eq!(shown[0].media_group_id, shown[1].media_group_id);
    assert_eq!(shown[2].text, "olive oil");
    assert!(shown[2].button("Yes").is_some());
    assert_known(&fake);
}

#[tokio::test]
async fn an_edit_changes_a_text_and_the_text_under_a_picture() {
    let fake = opened().await;
    let telegram = connect(&fake).await;
    let picture = Outbound::Send { message: message("old"), pictures: pictures(1), reply_to: None };
    for what in [send("old"), picture] {
        let id = deliver(&telegram, &what).await.unwrap().ids.remove(0);
        let receipt = deliver(&telegram, &edit(&id, "new")).await.unwrap();
        assert_eq!(receipt.ids, std::slice::from_ref(&id));
        assert_eq!(fake.chat(7).last_from_bot().unwrap().text, "new");
        // Telegram refuses an edit that changes nothing; for us it is done.
        assert_eq!(deliver(&telegram, &edit(&id, "new")).await, Ok(Receipt { ids: vec![id] }));
    }
    assert_known(&fake);
}

#[tokio::test]
async fn a_message_that_is_gone_cannot_be_edited_and_need_not_be_deleted() {
    let fake = opened().await;
    let telegram = connect(&fake).await;
    let id = deliver(&telegram, &send("hi")).await.unwrap().ids.remove(0);
    let delete = Outbound::Delete { ids: vec![id.clone(), NativeId("99999".into()), NativeId("x".into())] };
    assert_eq!(deliver(&telegram, &delete).await, Ok(Receipt::default()));
    assert!(fake.chat(7).last_from_bot().is_none());
    assert_eq!(deliver(&telegram, &delete).await, Ok(Receipt::default()));
    assert_eq!(deliver(&telegram, &edit(&id, "new")).await, Err(DeliverError::NoSuchMessage));
    assert_known(&fake);
}

#[tokio::test]
async fn a_press_is_acknowledged_and_one_too_old_is_let_go() {
    let fake = opened().await;
    let telegram = connect(&fake).await;
    let mut asked = message("choose");
    asked.buttons = vec![vec![Button { label: "Yes".into(), press: Press::Data("y".into()) }]];
    let what = Outbound::Send { message: asked, pictures: Vec::new(), reply_to: None };
    deliver(&telegram, &what).await.unwrap();
    let shown = fake.chat(7).last_from_bot().unwrap().id;
    let tap = fake.user(7, "Amel", "amel", "fr").tap(shown, "Yes").unwrap();
    let acknowledge = Outbound::Acknowledge { tap: TapId(tap.query_id.clone()) };
    assert_eq!(deliver(&telegram, &acknowledge).await, Ok(Receipt::default()));
    assert!(tap.answered(SOON).await.is_some());
    fake.expire_callbacks();
    assert_eq!(deliver(&telegram, &acknowledge).await, Ok(Receipt::default()));
    assert_known(&fake);
}

#[tokio::test]
async fn somebody_who_shut_us_out_or_never_came_is_gone() {
    let fake = opened().await;
    let telegram = connect(&fake).await;
    fake.user(7, "Amel", "amel", "fr").block();
    assert_eq!(deliver(&telegram, &send("hi")).await, Err(DeliverError::Gone));
    let stranger = Address { platform: Platform::Telegram, bot: "1000001".into(), chat: "12345".into() };
    let answer = telegram.deliver(&stranger, &send("hi"), &DeliveryKey("k".into())).await;
    assert_eq!(answer, Err(DeliverError::Gone));
}

#[tokio::test]
async fn faults_mean_what_they_leave_open() {
    let cases = [
        (Fault::TooManyRequests(7), rate_limited(7), rate_limited(7)),
        (Fault::ServerError(503), DeliverError::Unavailable, DeliverError::Unavailable),
        (Fault::ServerError(500), DeliverError::Ambiguous, DeliverError::Unavailable),
        (Fault::DropAfter, DeliverError::Ambiguous, DeliverError::Unavailable),
        (Fault::DropBefore, DeliverError::Ambiguous, DeliverError::Unavailable),
    ];
    let fake = opened().await;
    let telegram = connect(&fake).await;
    let id = deliver(&telegram, &send("first")).await.unwrap().ids.remove(0);
    for (fault, of_send, of_edit) in cases {
        fake.fault(Rule::next(1, fault).method("sendMessage"));
        assert_eq!(deliver(&telegram, &send("hi")).await, Err(of_send), "{fault:?}");
        fake.fault(Rule::next(1, fault).method("editMessageText"));
        assert_eq!(deliver(&telegram, &edit(&id, "new")).await, Err(of_edit), "{fault:?}");
    }
    // One attempt each: it is the relay that repeats.
    assert_eq!((fake.count("sendMessage"), fake.count("editMessageText")), (6, 5));
}

fn rate_limited(seconds: u64) -> DeliverError {
    DeliverError::RateLimited { retry_after: Duration::from_secs(seconds), whole_bot: false }
}

#[tokio::test]
async fn a_failure_behind_a_part_that_is_shown_is_ambiguous() {
    let fake = opened().await;
    let telegram = connect(&fake).await;
    let what = Outbound::Send { message: message("text"), pictures: pictures(2), reply_to: None };
    fake.fault(Rule::next(1, Fault::TooManyRequests(1)).method("sendMessage"));
    assert_eq!(deliver(&telegram, &what).await, Err(DeliverError::Ambiguous));
    assert_eq!(fake.chat(7).from_bot().count(), 2);
}

#[tokio::test]
async fn what_telegram_never_takes_is_refused() {
    let fake = opened().await;
    let telegram = connect(&fake).await;
    assert_eq!(deliver(&telegram, &send("")).await, Err(DeliverError::Refused { code: 400 }));
    assert_eq!(deliver(&telegram, &send(&" ".repeat(5000))).await, Err(DeliverError::Refused { code: 400 }));
}

//! Topics: opened, written in, and not relied on.

use std::sync::Arc;

use adapter::{
    Adapter, Address, DeliverError, DeliveryKey, Kind, NativeId, Outbound, Picture, Receipt, TopicError,
    TopicId,
};
use marketplace_domain::{
    account::Platform,
    clock::SystemClock,
    message::{Button, Message, Press, Rich},
};
use telegram::{Config, Telegram};
use tests::fake_telegram::{FakeTelegram, Fault, Rule, Topics, User};
use tokio_util::sync::CancellationToken;

use super::{Desk, assert_known, config, connect};

/// A server with topics, on which somebody with the id 7 has begun to talk with the bot.
async fn opened() -> (FakeTelegram, Arc<Telegram>, User) {
    let fake = FakeTelegram::start().await;
    fake.set_topics(Topics::OfBot);
    let amel = fake.user(7, "Amel", "amel", "fr");
    amel.open_chat();
    let telegram = connect(&fake).await;
    (fake, telegram, amel)
}

fn chat(telegram: &Telegram) -> Address {
    Address { platform: Platform::Telegram, bot: telegram.bot().to_owned(), chat: "7".to_owned() }
}

fn send(text: &str, pictures: usize) -> Outbound {
    let jpeg = Picture(b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x10\x00\x10".as_slice().into());
    let buttons = vec![vec![Button { label: "Yes".into(), press: Press::Data("y".into()) }]];
    let message = Message { text: Rich::plain(text), buttons, ..Message::default() };
    Outbound::Send { message, pictures: vec![jpeg; pictures], reply_to: None }
}

async fn deliver_in(telegram: &Telegram, topic: &TopicId, what: &Outbound) -> Result<Receipt, TopicError> {
    telegram.deliver_in(&chat(telegram), topic, what, &DeliveryKey("k".into())).await
}

async fn open(telegram: &Telegram, name: &str) -> Result<TopicId, DeliverError> {
    telegram.open_topic(&chat(telegram), name).await
}

#[tokio::test]
async fn topics_are_there_where_the_bot_and_the_operator_have_them_and_people_open_none() {
    let fake = FakeTelegram::start().await;
    for (setup, wanted, there) in [
        (Topics::Off, true, false),
        (Topics::OfBot, true, true),
        (Topics::OfBot, false, false),
        (Topics::OfBotAndPeople, true, false),
    ] {
        fake.set_topics(setup);
        let config = Config { topics: wanted, ..config(&fake) };
        let telegram = Telegram::connect(config, Arc::new(SystemClock)).await.unwrap();
        assert_eq!(telegram.capabilities().topics, there, "{setup:?}, {wanted}");
    }
}

#[tokio::test]
async fn a_topic_is_opened_and_every_kind_of_message_stands_in_it() {
    let (fake, telegram, _) = opened().await;
    let topic = open(&telegram, "🔴🐻 Bear · Honey").await.unwrap();
    let id: i64 = topic.0.parse().unwrap();
    assert_eq!(fake.chat(7).topics[&id], "🔴🐻 Bear · Honey");
    for (text, pictures) in [("hello", 0), ("under one", 1), ("under two", 2)] {
        deliver_in(&telegram, &topic, &send(text, pictures)).await.unwrap();
    }
    let view = fake.chat(7);
    assert_eq!(view.from_bot().count(), 5);
    assert!(view.from_bot().all(|message| message.topic == Some(id)));
    telegram.deliver(&chat(&telegram), &send("outside", 0), &DeliveryKey("k".into())).await.unwrap();
    assert_eq!(fake.chat(7).last().unwrap().topic, None);
    assert_known(&fake);
}

#[tokio::test]
async fn what_people_do_in_a_topic_comes_with_it() {
    let (fake, telegram, amel) = opened().await;
    let topic = open(&telegram, "Bear").await.unwrap();
    let shown = deliver_in(&telegram, &topic, &send("hi", 0)).await.unwrap().ids.remove(0);
    let desk = Desk::refusing(0);
    let stop = CancellationToken::new();
    let poll = tokio::spawn(telegram::poll(Arc::clone(&telegram), Arc::clone(&desk) as Arc<_>, stop.clone()));
    let inside = amel.in_topic(topic.0.parse().unwrap());
    inside.send_text("hello");
    inside.send_location(36.8, 10.1);
    inside.send_text("/help");
    amel.tap(shown.0.parse().unwrap(), "Yes").unwrap();
    amel.send_text("outside");
    let updates = desk.stored(5).await;
    let topics: Vec<Option<TopicId>> = updates.iter().map(|update| update.topic.clone()).collect();
    let there = Some(topic);
    assert_eq!(topics, [there.clone(), there.clone(), there.clone(), there, None]);
    assert!(matches!(updates[2].kind, Kind::Command { .. }));
    stop.cancel();
    poll.await.unwrap();
    assert_known(&fake);
}

#[tokio::test]
async fn what_a_topic_does_not_take_is_said_and_nothing_is_shown() {
    let (fake, telegram, amel) = opened().await;
    let topic = open(&telegram, "Bear").await.unwrap();
    let never = TopicId("no number".into());
    assert_eq!(deliver_in(&telegram, &never, &send("hi", 0)).await, Err(TopicError::NotThere));
    fake.fault(Rule::next(1, Fault::BadRequest).method("sendMessage"));
    assert_eq!(deliver_in(&telegram, &topic, &send("hi", 0)).await, Err(TopicError::NotThere));
    amel.delete_topic(topic.0.parse().unwrap());
    for pictures in [0, 1, 2] {
        let shown = deliver_in(&telegram, &topic, &send("hi", pictures)).await;
        assert_eq!(shown, Err(TopicError::NotThere));
    }
    assert_eq!(fake.chat(7).from_bot().count(), 0);
    // What has nothing to do with the topic is what it always is.
    let other = open(&telegram, "Fox").await.unwrap();
    fake.fault(Rule::next(1, Fault::ServerError(500)).method("sendMessage"));
    let open_end = Err(DeliverError::Ambiguous.into());
    assert_eq!(deliver_in(&telegram, &other, &send("hi", 0)).await, open_end);
    amel.block();
    assert_eq!(deliver_in(&telegram, &other, &send("hi", 0)).await, Err(DeliverError::Gone.into()));
}

#[tokio::test]
async fn a_topic_that_goes_behind_a_part_leaves_open_what_was_shown() {
    let (fake, telegram, _) = opened().await;
    let topic = open(&telegram, "Bear").await.unwrap();
    let whole = send("under two", 2);
    fake.fault(Rule::next(1, Fault::BadRequest).method("sendMessage"));
    let refused = Err(DeliverError::Refused { code: 400 }.into());
    assert_eq!(deliver_in(&telegram, &topic, &whole).await, refused);
    assert_eq!(fake.chat(7).from_bot().count(), 2, "its pictures stand there");
}

#[tokio::test]
async fn a_topic_that_cannot_be_opened_says_nothing_about_the_person() {
    let (fake, telegram, _) = opened().await;
    assert!(matches!(open(&telegram, &"x".repeat(129)).await, Err(DeliverError::Refused { .. })));
    for (fault, means) in [
        (Fault::BadRequest, DeliverError::Refused { code: 400 }),
        (Fault::ServerError(503), DeliverError::Unavailable),
        (Fault::DropAfter, DeliverError::Ambiguous),
    ] {
        fake.fault(Rule::next(1, fault).method("createForumTopic"));
        assert_eq!(open(&telegram, "Bear").await, Err(means), "{fault:?}");
    }
    fake.set_topics(Topics::Off);
    assert_eq!(open(&telegram, "Bear").await, Err(DeliverError::Refused { code: 400 }));
    let native = |id: &NativeId| id.0.parse::<i64>().unwrap();
    let id = telegram
        .deliver(&chat(&telegram), &send("hi", 0), &DeliveryKey("k".into()))
        .await
        .unwrap()
        .ids
        .remove(0);
    assert!(fake.chat(7).message(native(&id)).is_some());
    assert_known(&fake);
}

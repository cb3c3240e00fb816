//! What the adapter does to a mailbox.

use adapter::{Adapter, DeliverError, DeliveryKey, NativeId, Outbound, Receipt, TapId};
use marketplace_domain::{
    account::Platform,
    message::{Mark, Message, Rich, Style},
};

use super::World;
use crate::{Entry, names::address};

fn text(text: &str) -> Message {
    Message { text: Rich::plain(text), ..Message::default() }
}

fn send(message: Message) -> Outbound {
    Outbound::Send { message, pictures: vec![], reply_to: None }
}

fn key(key: &str) -> DeliveryKey {
    DeliveryKey(key.to_owned())
}

#[tokio::test]
async fn a_delivery_made_twice_is_shown_once() {
    let world = World::new();
    let person = world.person("1").await;
    let (adapter, to) = (world.adapter(), address(&person.chat));
    let first = adapter.deliver(&to, &send(text("hi")), &key("a")).await.unwrap();
    assert_eq!(adapter.deliver(&to, &send(text("hi")), &key("a")).await.unwrap(), first);
    assert_eq!(world.entries(&person.chat).len(), 1);
    assert_ne!(adapter.deliver(&to, &send(text("hi")), &key("b")).await.unwrap(), first);
    assert_eq!((adapter.platform(), adapter.bot()), (Platform::Web, "web"));
}

#[tokio::test]
async fn a_message_is_changed_and_taken_back() {
    let world = World::new();
    let person = world.person("1").await;
    let (adapter, to) = (world.adapter(), address(&person.chat));
    let ids = adapter.deliver(&to, &send(text("one")), &key("a")).await.unwrap().ids;
    let edit = Outbound::Edit { id: ids[0].clone(), message: text("two") };
    assert_eq!(adapter.deliver(&to, &edit, &key("b")).await.unwrap(), Receipt { ids: ids.clone() });
    let Entry::Bot { message, .. } = &world.entries(&person.chat)[0] else { panic!("not a message") };
    assert_eq!(message.text.text(), "two");
    let delete = Outbound::Delete { ids: ids.clone() };
    for _ in 0..2 {
        assert_eq!(adapter.deliver(&to, &delete, &key("c")).await, Ok(Receipt::default()));
    }
    assert!(world.entries(&person.chat).is_empty());
    assert_eq!(adapter.deliver(&to, &edit, &key("d")).await, Err(DeliverError::NoSuchMessage));
}

#[tokio::test]
async fn a_line_of_the_visitor_is_no_message_of_ours() {
    let world = World::new();
    let person = world.person("1").await;
    person.fetch("/chat/say", "text=mine&key=key-0001").await;
    let edit = Outbound::Edit { id: NativeId("1".into()), message: text("not yours") };
    let done = world.adapter().deliver(&address(&person.chat), &edit, &key("a")).await;
    assert_eq!(done, Err(DeliverError::NoSuchMessage));
}

#[tokio::test]
async fn nobody_there_means_gone() {
    let world = World::new();
    let done = world.adapter().deliver(&address("nobody"), &send(text("hi")), &key("a")).await;
    assert_eq!(done, Err(DeliverError::Gone));
    let acknowledge = Outbound::Acknowledge { tap: TapId("t".into()) };
    let done = world.adapter().deliver(&address("nobody"), &acknowledge, &key("b")).await;
    assert_eq!(done, Ok(Receipt::default()));
}

#[tokio::test]
async fn what_the_database_cannot_hold_becomes_a_space_under_the_same_marks() {
    let world = World::new();
    let person = world.person("1").await;
    let mark = Mark { range: 1..3, style: Style::Bold };
    let message = Message { text: Rich::new("a\0b", vec![mark.clone()]), ..Message::default() };
    world.adapter().deliver(&address(&person.chat), &send(message), &key("a")).await.unwrap();
    let Entry::Bot { message, .. } = &world.entries(&person.chat)[0] else { panic!("not a message") };
    assert_eq!((message.text.text(), message.text.marks()), ("a b", [mark].as_slice()));
}

//! The stream of an open page.

use adapter::{Adapter, DeliveryKey, NativeId, Outbound};
use axum::{
    body::BodyDataStream,
    http::{Method, StatusCode},
};
use futures_util::StreamExt;
use marketplace_domain::{
    account::Language,
    message::{Message, Rich},
};
use serde_json::Value;

use super::{Person, World};
use crate::{ChatState, names::address};

/// Reads a stream event by event.
struct Events {
    body: BodyDataStream,
    read: String,
}

impl Events {
    async fn open(person: &Person<'_>, last: Option<&str>) -> Self {
        let mut request = Person::plain(Method::GET, "/chat/events?since=0", &person.cookie);
        if let Some(last) = last {
            request.headers_mut().insert("last-event-id", last.parse().unwrap());
        }
        let response = person.world.ask(request).await;
        assert_eq!(response.status(), StatusCode::OK);
        let mut events = Self { body: response.into_body().into_data_stream(), read: String::new() };
        assert_eq!(events.next().await.unwrap().0, "hello");
        events
    }

    /// Name, id and data of the next event; `None` at the end.
    async fn next(&mut self) -> Option<(String, String, Value)> {
        let end = loop {
            match self.read.find("\n\n") {
                Some(end) => break end,
                None => self.read.push_str(std::str::from_utf8(&self.body.next().await?.unwrap()).unwrap()),
            }
        };
        let event: String = self.read.drain(..end + 2).collect();
        let field = |name: &str| {
            let line = event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            line.unwrap_or_default().trim().to_owned()
        };
        Some((field("event"), field("id"), serde_json::from_str(&field("data")).unwrap()))
    }
}

async fn deliver(world: &World, chat: &str, what: Outbound, key: &str) {
    world.adapter().deliver(&address(chat), &what, &DeliveryKey(key.to_owned())).await.unwrap();
}

fn send(text: &str) -> Outbound {
    let message = Message { text: Rich::plain(text), ..Message::default() };
    Outbound::Send { message, pictures: vec![], reply_to: None }
}

#[tokio::test]
async fn a_page_sees_messages_changes_and_removals_and_resumes_where_it_was() {
    let world = World::new();
    let person = world.person("1").await;
    let mut page = Events::open(&person, None).await;
    deliver(&world, &person.chat, send("<one>"), "a").await;
    let (name, id, data) = page.next().await.unwrap();
    assert_eq!((name.as_str(), id.as_str()), ("change", "1"));
    assert!(data["html"].as_str().unwrap().contains("&lt;one&gt;"));
    assert_eq!(data["entry"]["message"]["text"]["text"], "<one>");
    drop(page);

    deliver(&world, &person.chat, send("two"), "b").await;
    let edit = Outbound::Edit { id: NativeId("1".into()), message: Message::default() };
    deliver(&world, &person.chat, edit, "c").await;
    deliver(&world, &person.chat, Outbound::Delete { ids: vec![NativeId("2".into())] }, "d").await;
    let mut page = Events::open(&person, Some("1")).await;
    let (_, id, data) = page.next().await.unwrap();
    assert_eq!((id.as_str(), data["id"].as_i64()), ("3", Some(1)));
    let (_, id, data) = page.next().await.unwrap();
    assert_eq!((id.as_str(), data["id"].as_i64()), ("4", Some(2)));
    assert!(data["html"].is_null() && data["entry"].is_null());
}

#[tokio::test]
async fn a_page_is_told_when_another_language_was_chosen() {
    let world = World::new();
    let person = world.person("1").await;
    let mut page = Events::open(&person, None).await;
    world.mailbox.inside().chats.get_mut(&person.chat).unwrap().language = Some(Language::Fr);
    deliver(&world, &person.chat, send("Bonjour"), "a").await;
    assert_eq!(page.next().await.unwrap().0, "change");
    let (name, _, data) = page.next().await.unwrap();
    assert_eq!((name.as_str(), &data["language"]), ("language", &Value::from("fr")));
}

#[tokio::test]
async fn streams_end_when_the_server_stops_and_need_a_visitor() {
    let world = World::new();
    let person = world.person("1").await;
    let mut page = Events::open(&person, None).await;
    world.bells.close();
    assert!(page.next().await.is_none());
    let nobody = world.read(Person::plain(Method::GET, "/chat/events", "")).await;
    assert_eq!(nobody.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_program_reads_the_chat_as_a_document() {
    let world = World::new();
    let answer = world.read(Person::plain(Method::GET, "/chat/state", "")).await;
    assert!(answer.cookie().starts_with("nwassik="));
    let chat = world.heard()[0].from.chat.clone();
    deliver(&world, &chat, send("one"), "a").await;
    deliver(&world, &chat, send("two"), "b").await;
    let state = async |path: &str| -> ChatState {
        let answer = world.read(Person::plain(Method::GET, path, &answer.cookie())).await;
        serde_json::from_slice(&answer.body).unwrap()
    };
    let all = state("/chat/state").await;
    assert_eq!((all.version, all.changes.len()), (2, 2));
    let later = state("/chat/state?since=1").await;
    assert_eq!((later.version, later.changes.len()), (2, 1));
}

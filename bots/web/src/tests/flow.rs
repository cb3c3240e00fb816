//! Coming in, saying, tapping.

use std::sync::atomic::Ordering;

use adapter::{Inbound, Kind, NativeId};
use axum::http::{Method, StatusCode, header};
use marketplace_domain::account::{Language, Platform};

use super::{Person, World};
use crate::{Entry, Own};

const KEY: &str = "key-0001";

fn command(inbound: &Inbound) -> Option<(&str, &str)> {
    match &inbound.kind {
        Kind::Command { name, arguments, .. } => Some((name, arguments)),
        _ => None,
    }
}

#[tokio::test]
async fn whoever_comes_in_is_greeted_once() {
    let world = World::new();
    let person = world.person("1").await;
    assert_eq!(person.get("/chat?after=-1").await.status, StatusCode::OK);
    let heard = world.heard();
    assert!(heard.iter().all(|inbound| command(inbound) == Some(("start", ""))));
    assert!(heard.iter().all(|inbound| inbound.native == heard[0].native), "the market takes it once");
    assert_eq!(heard[0].from.platform, Platform::Web);
    assert_eq!(heard[0].who.subject, heard[0].from.chat);
}

#[tokio::test]
async fn a_deep_link_passes_its_argument_and_is_not_followed_twice() {
    let world = World::new();
    let answer = world.read(Person::plain(Method::GET, "/chat?start=req_7&seat=2", "")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header(header::LOCATION), "/chat?seat=2&after=0#end");
    assert!(answer.cookie().starts_with("nwassik_2="));
    assert_eq!(command(&world.heard()[0]), Some(("start", "req_7")));
    // The chat is still empty, but the greeting has the same key.
    world.read(Person::plain(Method::GET, "/chat?seat=2&after=-1", &answer.cookie())).await;
    assert_eq!(world.heard()[1].native, world.heard()[0].native);
}

#[tokio::test]
async fn a_bad_deep_link_opens_the_chat() {
    let world = World::new();
    let person = world.person("1").await;
    let before = world.heard().len();
    let answer = person.get("/chat?start=%3Cb%3E").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(world.heard()[before..].iter().all(|inbound| command(inbound) == Some(("start", ""))));
}

#[tokio::test]
async fn a_line_sent_twice_is_said_once() {
    let world = World::new();
    let person = world.person("1").await;
    let body = format!("text=A+phone+%26+a+case&key={KEY}");
    let first = person.post("/chat/say", &body).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(first.header(header::LOCATION), "/chat?after=2#end");
    assert_eq!(person.fetch("/chat/say", &body).await.status, StatusCode::NO_CONTENT);
    let own = Own { key: KEY.into(), sent: true, ..Own::default() };
    let line = Entry::Line { text: "A phone & a case".into(), own };
    assert_eq!(world.entries(&person.chat), [line]);
    let said: Vec<_> = world.heard().into_iter().filter(|i| matches!(i.kind, Kind::Text { .. })).collect();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].native, NativeId(format!("{}:said:{KEY}", person.chat)));
    assert_eq!(said[0].message, Some(NativeId("1".into())));
}

#[tokio::test]
async fn a_line_that_the_market_did_not_take_says_so_until_it_does() {
    let world = World::new();
    let person = world.person("1").await;
    world.heard.away.store(true, Ordering::Relaxed);
    let answer = person.fetch("/chat/say", &format!("text=hello&key={KEY}")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains("web-problem-unavailable/en"));
    assert_eq!(world.entries(&person.chat)[0].unsent(), Some(KEY));
    world.heard.away.store(false, Ordering::Relaxed);
    assert!(person.get("/chat").await.text().contains("action=\"/chat/again\""));
    assert_eq!(person.post("/chat/again", "id=1").await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.entries(&person.chat)[0].unsent(), None);
    assert_eq!(world.heard().last().unwrap().native.0, format!("{}:said:{KEY}", person.chat));
}

#[tokio::test]
async fn a_command_is_told_from_a_line() {
    let world = World::new();
    let person = world.person("1").await;
    person.fetch("/chat/say", &format!("text=%2FBrowse+tunis&key={KEY}")).await;
    assert_eq!(command(world.heard().last().unwrap()), Some(("browse", "tunis")));
}

#[tokio::test]
async fn a_tap_carries_its_button_and_its_message() {
    let world = World::new();
    let person = world.person("1").await;
    let body = format!("on=4&data=pub%3A1&key={KEY}");
    assert_eq!(person.fetch("/chat/tap", &body).await.status, StatusCode::NO_CONTENT);
    assert_eq!(person.post("/chat/tap", &body).await.status, StatusCode::SEE_OTHER);
    let heard = world.heard();
    let [.., first, second] = heard.as_slice() else { panic!("two taps were sent") };
    assert_eq!(first.native, second.native);
    let Kind::Tap { on, data, .. } = &first.kind else { panic!("not a tap") };
    assert_eq!((on.as_ref().unwrap().0.as_str(), data.as_str()), ("4", "pub:1"));
}

#[tokio::test]
async fn seats_are_different_people() {
    let world = World::new();
    let (one, two) = (world.person("1").await, world.person("2").await);
    assert_ne!(one.chat, two.chat);
    assert!(two.cookie.starts_with("nwassik_2="));
    two.fetch("/chat/say", &format!("text=secret&key={KEY}")).await;
    let both = format!("{}; {}", one.cookie, two.cookie);
    let page = world.read(Person::plain(Method::GET, "/chat?after=-1", &both)).await;
    assert!(!page.text().contains("secret"));
    let page = world.read(Person::plain(Method::GET, "/chat?seat=2", &both)).await;
    assert!(page.text().contains("secret"));
    assert!(page.text().contains("action=\"/chat/say?seat=2\""));
    assert!(page.text().contains("href=\"/chat?seat=3#end\""));
}

#[tokio::test]
async fn whoever_posts_without_a_cookie_gets_one_and_asks_again() {
    let world = World::new();
    let nobody = Person { world: &world, cookie: String::new(), chat: String::new(), seat: "1".into() };
    let body = format!("text=hello&key={KEY}");
    let answer = nobody.fetch("/chat/say", &body).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(world.heard().is_empty());
    let person = Person { cookie: answer.cookie(), ..nobody };
    assert_eq!(person.fetch("/chat/say", &body).await.status, StatusCode::NO_CONTENT);
    let stale = Person { cookie: format!("nwassik={}", "f".repeat(64)), ..person };
    let answer = stale.post("/chat/say", &body).await;
    assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/chat#end"));
}

#[tokio::test]
async fn the_pages_speak_the_language_chosen_in_the_chat() {
    let world = World::new();
    let person = world.person("1").await;
    assert!(person.get("/chat?after=-1").await.text().contains("<html lang=\"en\" dir=\"ltr\">"));
    world.mailbox.inside().chats.get_mut(&person.chat).unwrap().language = Some(Language::Ar);
    let page = person.get("/chat?after=-1").await;
    assert!(page.text().contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page.text().contains("web-name/ar"));
}

#[tokio::test]
async fn the_landing_page_remembers_a_language() {
    let world = World::new();
    let french = world.read(Person::plain(Method::GET, "/?lang=fr", "")).await;
    assert!(french.text().contains("web-hero-title/fr"));
    assert!(french.text().contains("web-places/fr") && french.text().contains("https://www.geonames.org"));
    let again = world.read(Person::plain(Method::GET, "/", &french.cookie())).await;
    assert!(again.text().contains("web-hero-title/fr"));
    assert_eq!(again.header(header::SET_COOKIE), "");
}

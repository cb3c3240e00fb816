//! Messages that are replied to, changed, taken back and reacted to.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use adapter::{Adapter, DeliverError, DeliveryKey, Inbound, Kind, NativeId, Outbound, Receipt};
use axum::http::{StatusCode, header};
use marketplace_domain::{
    message::{Message, Rich},
    reaction::Reaction,
};

use super::{Person, World};
use crate::{Change, Entry, Mailbox, Marks, Own, change::change, names::address};

const EMOJI: &str = "%E2%9D%A4"; // ❤, as some keyboards write it

fn heart() -> Option<Reaction> {
    Reaction::parse("❤")
}

fn native(id: &str) -> NativeId {
    NativeId(id.to_owned())
}

async fn deliver(world: &World, chat: &str, what: Outbound, key: &str) -> Result<Receipt, DeliverError> {
    world.adapter().deliver(&address(chat), &what, &DeliveryKey(key.to_owned())).await
}

async fn send(world: &World, chat: &str, text: &str) {
    let message = Message { text: Rich::plain(text), ..Message::default() };
    let send = Outbound::Send { message, pictures: vec![], reply_to: None };
    deliver(world, chat, send, text).await.unwrap();
}

/// What the market heard of this since the person came in.
fn told(world: &World) -> Vec<Inbound> {
    world.heard().into_iter().filter(|it| !matches!(it.kind, Kind::Command { .. })).collect()
}

/// Somebody who has said "one", and heard "two".
async fn talking(world: &World) -> Person<'_> {
    let person = world.person("1").await;
    let said = person.fetch("/chat/say", "text=one&key=key-0001").await;
    assert_eq!(said.status, StatusCode::NO_CONTENT);
    send(world, &person.chat, "two").await;
    world.heard.updates.lock().unwrap().clear();
    person
}

/// The id of that entry.
async fn id(world: &World, person: &Person<'_>, index: usize) -> i64 {
    world.mailbox.latest(&person.chat, 10).await.unwrap().entries[index].id
}

#[tokio::test]
async fn a_reply_names_the_message_and_shows_it() {
    let world = World::new();
    let person = talking(&world).await;
    let to = id(&world, &person, 1).await;
    let body = format!("text=yes&key=key-0002&reply_to={to}");
    assert_eq!(person.fetch("/chat/say", &body).await.status, StatusCode::NO_CONTENT);
    let kind = Kind::Text { text: Rich::plain("yes"), reply_to: Some(native(&to.to_string())) };
    assert_eq!(told(&world)[0].kind, kind);
    assert_eq!(world.entries(&person.chat)[2].own().unwrap().reply_to, Some(to));
    let page = person.get("/chat").await;
    assert!(page.text().contains(&format!("<a class=\"reply\" href=\"#m{to}\"")));
    // The market still knows whom it came from, even if it is not shown any more.
    deliver(&world, &person.chat, Outbound::Delete { ids: vec![native(&to.to_string())] }, "d")
        .await
        .unwrap();
    let body = format!("text=still&key=key-0003&reply_to={to}");
    assert_eq!(person.fetch("/chat/say", &body).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_line_is_changed_once_here_and_there() {
    let world = World::new();
    let person = talking(&world).await;
    let one = id(&world, &person, 0).await;
    let body = format!("id={one}&text=+uno%00+&key=key-0002");
    for _ in 0..2 {
        assert_eq!(person.fetch("/chat/edit", &body).await.status, StatusCode::NO_CONTENT);
    }
    let heard = told(&world);
    let kind = Kind::Edited { message: native(&one.to_string()), text: Rich::plain("uno") };
    assert_eq!((&heard[0].kind, &heard[0].native), (&kind, &heard[1].native));
    assert_eq!(heard[0].native, native(&format!("{}:edited:key-0002", person.chat)));
    let own = Own { key: "key-0001".into(), sent: true, edited: true, ..Own::default() };
    assert_eq!(world.entries(&person.chat)[0], Entry::Line { text: "uno".into(), own });
    assert!(person.get("/chat").await.text().contains("web-edited/en"));
    // A page without scripts is led back to it.
    let answer = person.post("/chat/edit", &body).await;
    assert_eq!(answer.header(header::LOCATION), format!("/chat#m{one}"));
}

#[tokio::test]
async fn what_is_taken_back_leaves_nothing() {
    let world = World::new();
    let person = talking(&world).await;
    let one = id(&world, &person, 0).await;
    for key in ["key-0002", "key-0002", "key-0003"] {
        let body = format!("id={one}&key={key}");
        assert_eq!(person.fetch("/chat/take-back", &body).await.status, StatusCode::NO_CONTENT);
    }
    let heard = told(&world);
    assert_eq!(heard.len(), 1, "it was gone then");
    assert_eq!(heard[0].kind, Kind::Deleted { messages: vec![native(&one.to_string())] });
    assert_eq!(world.entries(&person.chat)[0], Entry::Gone { key: "key-0001".into() });
    let page = person.get("/chat").await;
    assert!(page.text().contains("web-taken-back/en") && !page.text().contains(">one<"));
    // Nothing more can be done with it, and saying it again with its key says nothing.
    for (path, body) in [
        ("/chat/edit", format!("id={one}&text=uno&key=key-0004")),
        ("/chat/react", format!("id={one}&reaction={EMOJI}&key=key-0004")),
    ] {
        assert_eq!(person.fetch(path, &body).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(person.fetch("/chat/say", "text=one&key=key-0001").await.status, StatusCode::NO_CONTENT);
    assert_eq!(told(&world).len(), 1);
}

#[tokio::test]
async fn a_reaction_is_set_changed_and_taken_away() {
    let world = World::new();
    let person = talking(&world).await;
    let two = id(&world, &person, 1).await;
    for (emoji, reaction, key) in
        [(EMOJI, heart(), "k"), ("%F0%9F%91%8D", Reaction::parse("👍"), "k"), ("", None, "k")]
    {
        let body = format!("id={two}&reaction={emoji}&key=key-000{key}");
        assert_eq!(person.fetch("/chat/react", &body).await.status, StatusCode::NO_CONTENT);
        let heard = told(&world).pop().unwrap();
        assert_eq!(heard.kind, Kind::Reacted { message: native(&two.to_string()), reaction });
        let Entry::Bot { marks, .. } = &world.entries(&person.chat)[1] else { panic!("a message") };
        assert_eq!(marks.mine, reaction);
        assert_eq!(person.get("/chat").await.text().contains("mark mine"), reaction.is_some());
    }
    // Other emoji under one key are other reactions: a page without scripts has one key for all.
    let natives: std::collections::HashSet<_> = told(&world).into_iter().map(|it| it.native.0).collect();
    assert_eq!(natives.len(), 3);
}

#[tokio::test]
async fn what_is_no_reaction_is_refused() {
    let world = World::new();
    let person = talking(&world).await;
    let two = id(&world, &person, 1).await;
    for wrong in ["x", "%2B216", "7%EF%B8%8F%E2%83%A3", "%E2%9D%A4%E2%9D%A4", "%3Cb%3E", "%00"] {
        let body = format!("id={two}&reaction={wrong}&key=key-0002");
        assert_eq!(person.fetch("/chat/react", &body).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    assert_eq!(told(&world), []);
}

#[tokio::test]
async fn what_others_do_shows_in_its_place() {
    let world = World::new();
    let person = talking(&world).await;
    let (one, two) = (id(&world, &person, 0).await, id(&world, &person, 1).await);
    person.fetch("/chat/react", &format!("id={two}&reaction={EMOJI}&key=key-0002")).await;
    let react = |id: i64, reaction| Outbound::React { id: native(&id.to_string()), reaction };
    for id in [one, two, two] {
        assert_eq!(deliver(&world, &person.chat, react(id, heart()), "r").await, Ok(Receipt::default()));
    }
    let edit = Outbound::Edit {
        id: native(&two.to_string()),
        message: Message { text: Rich::plain("dos"), ..Message::default() },
    };
    deliver(&world, &person.chat, edit, "e").await.unwrap();
    let entries = world.entries(&person.chat);
    assert_eq!(entries[0].own().unwrap().marks, Marks { theirs: heart(), mine: None });
    let Entry::Bot { marks, message, .. } = &entries[1] else { panic!("a message") };
    assert_eq!((*marks, message.text.text()), (Marks { theirs: heart(), mine: heart() }, "dos"));
    deliver(&world, &person.chat, react(one, None), "s").await.unwrap();
    assert_eq!(world.entries(&person.chat)[0].own().unwrap().marks, Marks::default());
    for gone in ["99", "x", ""] {
        let react = Outbound::React { id: native(gone), reaction: heart() };
        let done = deliver(&world, &person.chat, react, "t").await;
        assert_eq!(done, Err(DeliverError::NoSuchMessage), "{gone}");
    }
}

#[tokio::test]
async fn nobody_changes_what_is_not_theirs() {
    let world = World::new();
    let one = talking(&world).await;
    // Ids are counted in each chat on its own.
    let other = world.person("2").await;
    send(&world, &other.chat, "secret").await;
    let mine = id(&world, &one, 0).await;
    let before = (world.entries(&one.chat), world.entries(&other.chat));
    world.heard.updates.lock().unwrap().clear();
    let ids = [id(&world, &one, 1).await, 99, 0, -1, i64::MAX];
    for id in ids {
        let text = one.fetch("/chat/edit", &format!("id={id}&text=x&key=key-0009")).await;
        let back = one.fetch("/chat/take-back", &format!("id={id}&key=key-0009")).await;
        assert_eq!((text.status, back.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{id}");
    }
    // The bot's message in the other chat, and a line in the first, by the other one.
    for (path, rest) in [("edit", "&text=x"), ("take-back", "")] {
        let body = format!("id={mine}&key=key-0009{rest}");
        assert_eq!(other.fetch(&format!("/chat/{path}"), &body).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!((world.entries(&one.chat), world.entries(&other.chat)), before);
    assert_eq!(told(&world), []);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let world = World::new();
    let person = talking(&world).await;
    let one = id(&world, &person, 0).await;
    let long = format!("id={one}&key=key-0002&text={}", "a".repeat(16 * 1024 + 1));
    let huge = format!("id={one}&key=key-0002&text={}", "a".repeat(10 * 1024 * 1024));
    for (path, body, status) in [
        ("/chat/edit", long.as_str(), StatusCode::PAYLOAD_TOO_LARGE),
        ("/chat/edit", huge.as_str(), StatusCode::PAYLOAD_TOO_LARGE),
        ("/chat/react", huge.as_str(), StatusCode::PAYLOAD_TOO_LARGE),
        ("/chat/take-back", huge.as_str(), StatusCode::PAYLOAD_TOO_LARGE),
        ("/chat/edit", &format!("id={one}&key=key-0002&text=+%00"), StatusCode::BAD_REQUEST),
        ("/chat/edit", &format!("id={one}&key=short&text=a"), StatusCode::BAD_REQUEST),
        ("/chat/edit", "id=x&key=key-0002&text=a", StatusCode::BAD_REQUEST),
        ("/chat/edit", "text=a", StatusCode::BAD_REQUEST),
        ("/chat/take-back", "id=99999999999999999999&key=key-0002", StatusCode::BAD_REQUEST),
        ("/chat/react", &format!("id={one}&key=key-0002"), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(person.fetch(path, body).await.status, status, "{path}");
    }
    assert_eq!(told(&world), []);
}

#[tokio::test]
async fn the_chat_shows_nothing_that_the_market_did_not_hear() {
    let world = World::new();
    let person = talking(&world).await;
    let (one, two) = (id(&world, &person, 0).await, id(&world, &person, 1).await);
    let before = world.entries(&person.chat);
    world.heard.away.store(true, Ordering::Relaxed);
    let bodies = [
        ("/chat/edit", format!("id={one}&text=uno&key=key-0002")),
        ("/chat/take-back", format!("id={one}&key=key-0003")),
        ("/chat/react", format!("id={two}&reaction={EMOJI}&key=key-0004")),
    ];
    for (path, body) in &bodies {
        assert_eq!(person.fetch(path, body).await.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
    assert_eq!(world.entries(&person.chat), before);
    // What was not sent cannot be changed: the market knows nothing of it.
    person.fetch("/chat/say", "text=three&key=key-0005").await;
    world.heard.away.store(false, Ordering::Relaxed);
    let three = id(&world, &person, 2).await;
    let answer = person.fetch("/chat/edit", &format!("id={three}&text=tres&key=key-0006")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    for (path, body) in &bodies {
        assert_eq!(person.fetch(path, body).await.status, StatusCode::NO_CONTENT, "{path}");
    }
    let heard = told(&world);
    assert!(matches!(
        heard.iter().map(|it| &it.kind).collect::<Vec<_>>()[..],
        [Kind::Edited { .. }, Kind::Deleted { .. }, Kind::Reacted { .. }]
    ));
}

#[tokio::test]
async fn two_who_change_one_message_at_once_both_do() {
    let world = World::new();
    let person = talking(&world).await;
    let two = id(&world, &person, 1).await;
    let mailbox: Arc<dyn Mailbox> = world.mailbox.clone();
    let meanwhile = AtomicBool::new(false);
    // The other one is quicker, between our reading and our writing.
    let work = |entry: &mut Entry| {
        if !meanwhile.swap(true, Ordering::Relaxed) {
            let mut inside = world.mailbox.inside();
            let chat = inside.chats.get_mut(&person.chat).unwrap();
            chat.version += 1;
            let version = chat.version;
            let (_, Change { version: now, entry: Some(Entry::Bot { marks, .. }), .. }) =
                chat.entries.iter_mut().find(|(_, change)| change.id == two).unwrap()
            else {
                panic!("a message")
            };
            (*now, marks.theirs) = (version, heart());
        }
        entry.marks_mut().map(|marks| marks.mine = heart()).is_some()
    };
    assert_eq!(change(mailbox.as_ref(), &person.chat, two, work).await, Ok(true));
    let Entry::Bot { marks, .. } = &world.entries(&person.chat)[1] else { panic!("a message") };
    assert_eq!(*marks, Marks { theirs: heart(), mine: heart() });
}

#[tokio::test]
async fn all_of_it_works_without_scripts() {
    let world = World::new();
    let person = talking(&world).await;
    let (one, two) = (id(&world, &person, 0).await, id(&world, &person, 1).await);
    let page = person.get("/chat").await;
    assert!(page.text().contains(&format!("href=\"/chat?on={one}#m{one}\"")));
    let page = person.get(&format!("/chat?on={one}")).await;
    let open = page.text().split("<li class=\"open\">").nth(1).unwrap().split("</li>").next().unwrap();
    for part in [
        format!("<input type=\"hidden\" name=\"id\" value=\"{one}\">"),
        "action=\"/chat/react\"".to_owned(),
        "action=\"/chat/take-back\"".to_owned(),
        format!("href=\"/chat?reply={one}#text\""),
        format!("href=\"/chat?edit={one}#text\""),
    ] {
        assert!(open.contains(&part), "{part} in {open}");
    }
    let page = person.get(&format!("/chat?on={two}")).await;
    let open = page.text().split("<li class=\"open\">").nth(1).unwrap().split("</li>").next().unwrap();
    assert!(open.contains("web-reply/en") && !open.contains("web-edit/en"));
    let page = person.get(&format!("/chat?edit={one}")).await;
    assert!(page.text().contains("action=\"/chat/edit\" data-form=\"say\""));
    assert!(page.text().contains(">one</textarea>"));
    let page = person.get(&format!("/chat?reply={two}")).await;
    assert!(page.text().contains(&format!("<input type=\"hidden\" name=\"reply_to\" value=\"{two}\">")));
    // What is not there, or is not theirs, is not asked for.
    for nothing in [format!("edit={two}"), "edit=99".into(), "reply=99".into(), "reply=x&on=x&edit=".into()] {
        let page = person.get(&format!("/chat?{nothing}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("action=\"/chat/say\" data-form=\"say\""), "{nothing}");
        assert!(!page.text().contains("name=\"reply_to\""), "{nothing}");
    }
}

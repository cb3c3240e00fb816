//! Ids that somebody guesses lead nowhere.

use adapter::{Kind, NativeId};
use marketplace_domain::message::Rich;

use super::{
    script::Script,
    world::{Setup, World},
};

/// Everything that can be done with a conversation by a button.
const DEEDS: [&str; 10] =
    ["enter", "leave", "return", "options", "mute", "unmute", "block", "shut", "unblock", "report"];

#[tokio::test]
async fn a_guessed_conversation_in_a_tap_or_a_reply_leaks_nothing() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    let id = world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    let line = script.screen("karim").last().unwrap().0.clone();
    let (amira, karim) = (script.screen("amira"), script.screen("karim"));

    world.person(&script, "mallory").await;
    for deed in DEEDS {
        let data = format!("{deed}.{id}");
        process.accept(vec![script.taps("mallory", &data, Some(&line))]).await.unwrap();
        process.accept(vec![script.says("mallory", "line of mallory")]).await.unwrap();
    }
    // A message of Karim's chat, as if it stood in Mallory's; ids may be the same in every chat.
    let reply =
        |to: &NativeId| Kind::Text { text: Rich::plain("line of mallory"), reply_to: Some(to.clone()) };
    process.accept(vec![script.update("mallory", reply(&line))]).await.unwrap();
    world.quiet().await;

    assert_eq!(world.number("select count(*) from event").await, 1);
    assert_eq!(world.number("select count(*) from conversation where ended_at is null").await, 1);
    assert_eq!(world.number("select count(*) from block").await, 0);
    assert_eq!(world.number("select count(*) from report").await, 0);
    assert_eq!((script.screen("amira"), script.screen("karim")), (amira, karim));
    let seen: String = script.screen("mallory").into_iter().map(|(_, text)| text).collect();
    assert!(!seen.contains("Learn German") && !seen.contains("line 0"), "{seen}");

    // Whom it belongs to, it leads back.
    process.accept(vec![script.update("karim", reply(&line))]).await.unwrap();
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("amira"), ["line of mallory"]);
}

#[tokio::test]
async fn what_nobody_is_said_to_have_done_makes_nobody_known_and_loses_nobody() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    let deleted = |chat: &str| {
        let mut gone = script.update(chat, Kind::Deleted { messages: vec![NativeId("m1".into())] });
        gone.who.subject.clear();
        gone
    };
    process
        .accept(vec![deleted("nobody"), deleted("amira"), script.commands("amira", "start")])
        .await
        .unwrap();
    process.accept(vec![deleted("amira"), deleted("nobody")]).await.unwrap();
    world.quiet().await;
    assert_eq!(world.number("select count(*) from endpoint").await, 1);
    assert_eq!(world.number("select count(*) from account").await, 1);
    assert_eq!(world.number("select count(*) from identity where subject = ''").await, 0);
    assert_eq!(script.calls("amira").len(), 1, "she is greeted");
    assert_eq!(script.calls("nobody").len(), 0);
}

#[tokio::test]
async fn a_stranger_who_guesses_and_one_who_invents_are_answered_the_same() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    let id = world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let invented = "00000000000000000000000000000001";
    for (chat, id) in [("mallory", id.to_string()), ("trudy", invented.to_owned())] {
        world.person(&script, chat).await;
        for deed in DEEDS {
            process.accept(vec![script.taps(chat, &format!("{deed}.{id}"), None)]).await.unwrap();
            world.quiet().await;
        }
    }
    let texts = |chat: &str| -> Vec<String> {
        let calls = script.calls(chat).into_iter();
        calls
            .filter_map(|call| match call.what {
                adapter::Outbound::Send { message, .. } => Some(message.text.text().to_owned()),
                _ => None,
            })
            .collect()
    };
    assert_eq!(texts("mallory"), texts("trudy"));
    assert_eq!(texts("mallory").len(), DEEDS.len());
}

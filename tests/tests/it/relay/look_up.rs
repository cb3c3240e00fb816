//! What people see who look for requests from chats that are not ours.

use adapter::Question;
use marketplace_domain::account::Language;

use super::{
    script::Script,
    world::{Setup, World},
};

fn question(words: &str, language: Option<Language>) -> Question {
    Question { words: words.to_owned(), language, link: "https://chat.example/bot?start=".to_owned() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asks_from_elsewhere_sees_requests_with_their_links_and_nobody() {
    let world = World::new().await;
    let script = Script::keyless();
    let poster = world.person(&script, "poster").await;
    let id = world.request(poster).await;
    let process = world.start(&Setup::of(&script)).await;
    let accounts = world.number("select count(*) from account").await;
    for (words, language, line) in [
        ("german", None, "👉 See it and answer: "),
        ("GERMAN", Some(Language::Fr), "👉 La voir et y répondre\u{a0}: "),
        ("", Some(Language::Ar), "👉 للاطّلاع والردّ: "),
    ] {
        let found = process.look_up(question(words, language)).await;
        assert_eq!(found.len(), 1, "{words}");
        assert_eq!(
            (found[0].id.as_str(), found[0].title.as_str()),
            (id.to_string().as_str(), "Learn German")
        );
        assert!(found[0].text.contains(line), "{}", found[0].text);
        assert!(
            found[0].text.contains(&format!("https://chat.example/bot?start=req_{id}")),
            "{}",
            found[0].text
        );
        assert!(!format!("{found:?}").contains(&poster.to_string()));
    }
    for nothing in ["unicorn", "🎁🎁🎁", &"🎁".repeat(4096)] {
        assert_eq!(process.look_up(question(nothing, None)).await, [], "{nothing}");
    }
    assert_eq!(world.number("select count(*) from account").await, accounts, "whoever asks is nobody here");
    assert_eq!(world.number("select count(*) from inbox").await, 0, "nothing is stored");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_question_is_not_asked_of_the_market_again_at_once() {
    let world = World::new().await;
    let script = Script::keyless();
    let poster = world.person(&script, "poster").await;
    world.request(poster).await;
    let process = world.start(&Setup::of(&script)).await;
    let first = process.look_up(question("german", None)).await;
    world.request(poster).await;
    assert_eq!(
        process.look_up(question(" German ", None)).await.len(),
        2,
        "other words are another question"
    );
    assert_eq!(process.look_up(question("german", None)).await, first);
}

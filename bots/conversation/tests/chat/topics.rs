//! What is done in the topic of a conversation, and in one that nobody knows.

use chrono::TimeDelta;
use conversation::{SILENCE, call::Call, context::Topic, event::Event, topic_name};
use marketplace_domain::{account::Language, conversation::Alias, message::Rich, said::Body, text::Title};

use crate::harness::*;

const FOX: u128 = 0;
const RABBIT: u128 = 30;

/// Somebody with chats with Fox and Rabbit, who is in the topic of Fox.
fn in_topic() -> Chat {
    let mut chat = Chat::english();
    chat.market.views.extend([view(FOX, true), view(RABBIT, true)]);
    chat.market.cards.push(card(5, "Kettle", false));
    chat.topic = Topic::Of(conversation(FOX));
    chat
}

/// The line goes to Fox, and nothing is said about it.
#[track_caller]
fn goes_to_fox(chat: &mut Chat, line: &str) {
    chat.says(line);
    assert_eq!(chat.said().last(), Some(&(conversation(FOX), line.to_owned())));
    assert!(chat.shown.is_empty(), "no question, no receipt");
}

/// The line goes nowhere.
#[track_caller]
fn goes_nowhere(chat: &mut Chat, line: &str) {
    let before = chat.said();
    chat.says(line);
    assert_eq!(chat.said(), before, "it was sent to somebody");
}

#[test]
fn a_line_in_a_topic_goes_to_its_conversation_whatever_else_is_going_on() {
    let mut chat = in_topic();
    goes_to_fox(&mut chat, "nobody was pointed at");
    chat.topic = Topic::Main;
    chat.press(&format!("enter.{}", conversation(RABBIT)));
    chat.topic = Topic::Of(conversation(FOX));
    goes_to_fox(&mut chat, "while talking to Rabbit");
    chat.hears(conversation(RABBIT));
    chat.heard.speaking = Some(conversation(RABBIT));
    goes_to_fox(&mut chat, "after Rabbit spoke");
    chat.now += SILENCE * 2;
    goes_to_fox(&mut chat, "after a long silence");
    chat.topic = Topic::Main;
    goes_nowhere(&mut chat, "held");
    chat.topic = Topic::Of(conversation(FOX));
    goes_to_fox(&mut chat, "while another is held");
    assert_eq!(chat.state.held, [Rich::plain("held").into()]);
    chat.topic = Topic::Main;
    chat.command("post");
    chat.taps("Buy and bring");
    chat.topic = Topic::Of(conversation(FOX));
    goes_to_fox(&mut chat, "while a form asks outside");
    chat.topic = Topic::Main;
    chat.says("Kettle");
    chat.reads("Where can it be bought?");
}

#[test]
fn what_is_written_in_a_topic_changes_nothing_outside() {
    // Nobody is talked to outside: it stays so.
    let mut chat = in_topic();
    goes_to_fox(&mut chat, "hello");
    chat.taps_here("enter", FOX);
    chat.reads("Just write");
    chat.topic = Topic::Main;
    goes_nowhere(&mut chat, "iPhone 15");

    // Somebody else is: after an answer elsewhere it is doubtful, as after a reply.
    let mut chat = in_topic();
    chat.topic = Topic::Main;
    chat.taps_here("enter", RABBIT);
    chat.says("to Rabbit");
    chat.topic = Topic::Of(conversation(FOX));
    goes_to_fox(&mut chat, "to Fox");
    chat.topic = Topic::Main;
    goes_nowhere(&mut chat, "to whom?");

    // The same one is: nothing is doubtful.
    let mut chat = in_topic();
    chat.topic = Topic::Main;
    chat.taps_here("enter", FOX);
    chat.topic = Topic::Of(conversation(FOX));
    goes_to_fox(&mut chat, "in the topic");
    chat.topic = Topic::Main;
    goes_to_fox(&mut chat, "outside");
}

#[test]
fn a_card_that_asks_for_words_in_a_topic_is_answered_there_and_to_nobody() {
    let mut chat = in_topic();
    chat.command("post");
    chat.taps("Buy and bring");
    goes_nowhere(&mut chat, "A present for Fox");
    chat.reads("A present for Fox");
    // In another topic it is no answer.
    chat.topic = Topic::Of(conversation(RABBIT));
    chat.says("Good morning");
    assert_eq!(chat.said().last(), Some(&(conversation(RABBIT), "Good morning".to_owned())));
    // Outside it is, as ever; and then the card stands there.
    chat.topic = Topic::Main;
    goes_nowhere(&mut chat, "Lyon");
    chat.topic = Topic::Of(conversation(FOX));
    goes_to_fox(&mut chat, "Tunis");
    chat.command("cancel");
    goes_to_fox(&mut chat, "Thank you");

    chat.command("browse");
    goes_nowhere(&mut chat, "kettle");
}

#[test]
fn a_report_that_is_written_in_a_topic_does_not_reach_who_it_is_about() {
    let mut chat = in_topic();
    chat.taps_here("report", FOX);
    goes_nowhere(&mut chat, "they threaten me");
    chat.command("cancel");
    goes_to_fox(&mut chat, "goodbye");
}

#[test]
fn whoever_is_entered_in_the_topic_of_another_is_not_written_to_there() {
    for topic in [Topic::Of(conversation(FOX)), Topic::Unknown] {
        let mut chat = in_topic();
        chat.topic = topic;
        chat.taps_here("enter", RABBIT);
        chat.does_not_read("Just write");
        chat.reads("go to their own topic or to the main chat");
        assert!(!chat.has_button("Fox"), "a topic is nothing to switch in");
        chat.says("hello");
        let fox = (conversation(FOX), "hello".to_owned());
        let expected: Vec<_> = topic.conversation().map(|_| fox).into_iter().collect();
        assert_eq!(chat.said(), expected);
    }
    // Outside, the button says whom lines are for.
    let mut chat = in_topic();
    chat.taps_here("enter", RABBIT);
    chat.topic = Topic::Main;
    chat.says("hello");
    assert_eq!(chat.said(), [(conversation(RABBIT), "hello".to_owned())]);
}

#[test]
fn everything_that_crosses_crosses_from_a_topic() {
    let mut chat = in_topic();
    chat.photo(9, "look");
    assert_eq!(chat.said(), [(conversation(FOX), "look".to_owned())]);
    chat.location(36.8, 10.1);
    let Some(Call::Say(to, said)) = chat.last_call() else { panic!("it was not said") };
    assert_eq!((*to, matches!(said.body, Body::Place { .. })), (conversation(FOX), true));
    assert_eq!(chat.shown.len(), 1, "may they see exactly where?");
    chat.does(Event::Reply(conversation(RABBIT), Rich::plain("a reply").into()));
    assert_eq!(chat.said().last(), Some(&(conversation(FOX), "a reply".to_owned())), "the topic says more");
    for (event, words) in
        [(Event::Contact, "contact"), (Event::LargeFile, "20"), (Event::Unsupported, "cannot pass this on")]
    {
        let before = chat.market.calls.len();
        chat.does(event.clone());
        assert_eq!(chat.market.calls.len(), before, "{event:?}");
        assert!(chat.shown[0].1.text.text().contains(words), "{event:?}: {}", write(&chat.shown[0].1));
    }
}

#[test]
fn a_topic_of_a_chat_that_is_over_or_of_none_is_answered_kindly() {
    let mut chat = in_topic();
    chat.market.views[0].open = false;
    chat.says("are you there?");
    assert!(chat.shown[0].1.text.text().contains("This chat is over"));
    chat.topic = Topic::Unknown;
    for event in
        [Event::Text(Rich::plain("hello")), Event::Files(picture(3, "")), Event::Contact, Event::Unsupported]
    {
        let before = chat.market.calls.len();
        chat.does(event);
        assert_eq!(chat.market.calls.len(), before);
        let [(_, message)] = chat.shown.as_slice() else { panic!("one answer") };
        assert!(message.text.text().contains("belongs to none of your chats"));
        assert!(data_of(message, "Chats").is_some());
    }
    assert!(chat.state.held.is_empty(), "it was not sent, and that was said");
    // Commands and forms work there all the same, and so does a reply to somebody.
    chat.command("post");
    chat.taps("Buy and bring");
    chat.says("Kettle");
    chat.reads("Where can it be bought?");
    chat.does(Event::Reply(conversation(RABBIT), Rich::plain("yes").into()));
    assert_eq!(chat.said().last(), Some(&(conversation(RABBIT), "yes".to_owned())));
}

#[test]
fn what_can_be_done_with_a_conversation_is_at_hand_in_its_topic() {
    let mut chat = in_topic();
    chat.taps_here("enter", FOX);
    chat.taps("Mute");
    chat.reads("Muted");
    chat.reads("Just write");
    chat.taps("Close chat");
    chat.now += TimeDelta::minutes(1);
    chat.says("one more");
    assert!(chat.shown[0].1.text.text().contains("This chat is over"));
    chat.taps_here("return", FOX);
    goes_to_fox(&mut chat, "open again");
}

#[test]
fn it_is_said_in_every_language() {
    for language in Language::ALL {
        let mut chat = in_topic();
        chat.chosen = Some(language);
        chat.taps_here("enter", RABBIT);
        let elsewhere = chat.live.text.text().to_owned();
        chat.taps_here("enter", FOX);
        assert_ne!(chat.live.text.text().lines().last(), elsewhere.lines().last());
        chat.topic = Topic::Unknown;
        chat.says("hello");
        assert!(chat.shown[0].1.text.text().starts_with('❌'), "{language:?}");
    }
}

/// core.telegram.org/bots/api#createforumtopic: 1-128 characters.
#[test]
fn the_name_of_a_topic_is_short_enough_whoever_it_is_and_whatever_it_is_about() {
    let titles =
        ["x".repeat(Title::MOST), "\u{645}".repeat(Title::MOST)].map(|title| Title::parse(&title).unwrap());
    for language in Language::ALL {
        for alias in 0..Alias::ANIMALS * Alias::COLOURS {
            let alias = Alias::try_from(alias).unwrap();
            for title in &titles {
                let name = topic_name(language, title, alias);
                assert!((1..=128).contains(&name.chars().count()), "{name}");
                assert!(name.contains('…') && !name.contains('\n'), "{name}");
            }
        }
    }
}

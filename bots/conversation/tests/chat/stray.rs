use std::collections::HashSet;

use conversation::{call::Call, event::Event};
use marketplace_domain::{
    account::Language,
    message::{Press, Rich},
    place::Point,
    refusal::Refusal,
};

use crate::harness::*;

/// Somebody with two open chats and one that is over, who looks at their requests.
fn elsewhere() -> Chat {
    let mut chat = Chat::english();
    chat.market.views.extend([view(0, true), view(1, false), view(30, true)]);
    chat.command("mine");
    chat
}

#[test]
fn a_line_is_sent_to_whom_its_writer_names() {
    let mut chat = elsewhere();
    chat.says("Or at seven");
    chat.reads("I did not send this to anyone");
    chat.reads("Or at seven");
    assert!(!chat.has_button("Bear"), "that chat is over");
    chat.taps("Send to 🔴🦊 Fox");
    assert_eq!(chat.said(), [(conversation(0), "Or at seven".to_owned())]);
    chat.reads("Sent");
    chat.reads("🔴🦊 Fox");
    chat.says("Or at eight");
    assert_eq!(chat.last_call(), Some(&Call::Say(conversation(0), Rich::plain("Or at eight").into())));
}

#[test]
fn all_are_offered_page_by_page_and_every_button_fits() {
    for language in Language::ALL {
        let mut chat = Chat::of(language);
        chat.market.views = (0..48).map(|number| view(number, true)).collect();
        chat.command("help");
        chat.says("hello");
        let mut offered = HashSet::new();
        for page in 0..10 {
            let sends = chat.live.buttons.iter().flatten().filter(|button| button.label.contains('·'));
            offered.extend(sends.map(|button| button.label.clone()));
            let turn = chat.live.buttons.iter().flatten().rev().find_map(|button| match &button.press {
                Press::Data(data) if data.ends_with(".next") => Some(data.clone()),
                _ => None,
            });
            assert_eq!(turn.is_some(), page < 9, "there are ten pages");
            if let Some(next) = turn {
                chat.press(&next);
            }
        }
        assert_eq!(offered.len(), 48);
        assert_eq!(chat.state.held.len(), 1, "looking around sends nothing");
    }
}

#[test]
fn a_line_that_is_not_taken_is_still_there() {
    for refusal in [Refusal::Full, Refusal::Ended, Refusal::Broken] {
        let mut chat = elsewhere();
        chat.says("Or at seven");
        let fox = chat.data("Fox");
        chat.market.refuse = Some(refusal);
        chat.press(&fox);
        chat.reads("Or at seven");
        chat.taps("Fox");
        chat.reads("Sent");
    }
    let mut chat = elsewhere();
    chat.market.refuse = Some(Refusal::Broken);
    chat.says("Or at seven");
    chat.reads("Or at seven");
    assert!(chat.has_button("Post it as a request"), "also where the chats cannot be looked up");
}

#[test]
fn a_line_becomes_a_request() {
    let mut chat = Chat::english();
    chat.says("iPhone 15 case,\n  black");
    chat.reads("Buy and bring");
    chat.reads("iPhone 15 case, black");
    chat.reads("Where should it be brought?");
    chat.taps("Tunis");
    chat.taps("Publish");
    assert_eq!(chat.published().title.as_str(), "iPhone 15 case, black");
}

#[test]
fn a_line_that_becomes_a_request_drops_no_draft() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Online service");
    chat.says("My draft");
    chat.command("start");
    chat.says("Baby shoes to Sfax");
    chat.reads("unfinished request");
    chat.reads("My draft");
    chat.taps("Start afresh");
    chat.reads("Baby shoes");
    chat.does_not_read("My draft");
}

#[test]
fn a_line_whose_writer_goes_on_with_another_request_is_kept() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Online service");
    chat.says("My draft");
    chat.command("start");
    chat.says("Baby shoes to Sfax");
    chat.taps("Continue");
    chat.reads("My draft");
    chat.command("start");
    chat.taps("Unsent message");
    chat.taps("Start afresh");
    chat.reads("Baby shoes");
    chat.reads("Sfax");
}

#[test]
fn a_line_is_looked_for() {
    let mut chat = Chat::english();
    chat.says("iphone 15");
    chat.taps("Search for it");
    assert_eq!(chat.searched().words.as_ref().unwrap().as_str(), "iphone 15");
    chat.command("start");
    chat.reads("unfinished request");
}

#[test]
fn what_cannot_be_is_not_offered() {
    let mut chat = elsewhere();
    chat.says("🎁🎁");
    assert!(chat.has_button("Post it") && !chat.has_button("Search"));
    chat.taps("drop it");
    chat.says(&"a".repeat(4001));
    assert!(chat.shown[0].1.text.text().contains("4001 characters"));
    chat.reads("Your requests");
}

#[test]
fn small_talk_is_no_request() {
    let mut chat = Chat::english();
    for line in ["hello", "ok thanks", "how does this work?"] {
        chat.says(line);
        chat.reads("What shall I do with it?");
        chat.taps("Drop it");
    }
}

#[test]
fn a_second_line_waits_behind_the_first_and_back_leads_back() {
    let mut chat = elsewhere();
    chat.says("Or at seven");
    chat.says("At the station");
    chat.reads("Or at seven\nAt the station");
    chat.taps("Fox");
    let lines = ["Or at seven", "At the station"].map(|line| (conversation(0), line.to_owned()));
    assert_eq!(chat.said(), lines);
    let mut chat = elsewhere();
    chat.says("Or at seven");
    chat.taps("Back");
    chat.reads("Your requests");
    chat.command("cancel");
    chat.reads("is not sent yet");
    chat.taps("Unsent message");
    chat.reads("Or at seven");
    chat.command("cancel");
    chat.reads("Nothing was sent, and your message is kept");
    for command in ["post", "browse", "settings", "start"] {
        chat.command(command);
    }
    chat.taps("Unsent message");
    chat.taps("drop it");
    chat.reads("Nobody got it");
    assert!(chat.state.held.is_empty() && chat.said().is_empty());
}

#[test]
fn files_for_nobody_in_particular_are_kept_like_a_line() {
    let mut chat = elsewhere();
    chat.photo(1, "look");
    chat.reads("I did not send this to anyone");
    chat.reads("📷 Photo");
    chat.reads("look");
    chat.photo(2, "");
    chat.reads("📷 2 photos");
    chat.taps("Send to 🔴🦊 Fox");
    let said = Call::SayHeld(conversation(0), vec![picture(1, "look"), picture(2, "")]);
    assert_eq!(chat.market.calls.iter().filter(|call| **call == said).count(), 1);
}

#[test]
fn a_photo_begins_a_request() {
    let mut chat = Chat::english();
    chat.command("mine");
    chat.photo(1, "Lego 75257 to Tunis, 15€");
    chat.reads("Lego 75257");
    chat.reads("1 photo");
    chat.taps("Publish");
    assert_eq!(chat.published().photos.as_slice(), [photo(1)]);
    chat.command("start");
    chat.photo(2, "");
    chat.reads("1 photo");
    chat.reads("What do you need?");
}

#[test]
fn a_place_that_nobody_asked_for_is_explained() {
    let mut chat = Chat::english();
    chat.command("mine");
    chat.does(Event::Location(Point::new(36.8, 10.2).unwrap()));
    assert!(chat.shown[0].1.text.text().contains("I take a place"));
}

//! Edits, deletions and reactions: what they lead to, and that nobody is asked "To whom?" because of them.

use conversation::{call::Call, event::Event};
use marketplace_domain::{
    conversation::Side,
    message::Rich,
    reaction::Reaction,
    said::{LineRef, Origin},
};

use crate::harness::*;

/// Somebody who talks to Fox, and heard of Rabbit since.
fn doubtful() -> Chat {
    let mut chat = Chat::english();
    chat.market.views.extend([view(0, true), view(30, true)]);
    chat.press(&format!("enter.{}", conversation(0)));
    chat.hears(conversation(30));
    chat
}

fn line() -> LineRef {
    LineRef { conversation: conversation(0), side: Side::Requester, seq: 1 }
}

fn origin(id: &str) -> Origin {
    Origin(id.to_owned())
}

#[test]
fn a_held_line_changes_where_it_waits_and_goes_where_it_is_deleted() {
    let mut chat = doubtful();
    for id in ["7", "8"] {
        chat.origin = Some(origin(id));
        chat.says(&format!("line {id}"));
    }
    chat.does(Event::Edited(None, origin("7"), Rich::plain("line seven")));
    chat.does(Event::Edited(None, origin("9"), Rich::plain("no line")));
    let held: Vec<&str> = chat.state.held.iter().filter_map(|said| Some(said.body.text()?.text())).collect();
    assert_eq!(held, ["line seven", "line 8"]);
    chat.does(Event::TakenBack(Vec::new(), vec![origin("8")]));
    assert_eq!(chat.state.held.len(), 1);
    assert!(chat.said().is_empty(), "nothing was sent");
}

#[test]
fn changes_go_to_the_conversation_of_their_line_and_aim_nowhere() {
    let mut chat = doubtful();
    chat.does(Event::Edited(Some(line()), origin("7"), Rich::plain("new")));
    assert_eq!(chat.market.calls.last(), Some(&Call::Edit(line(), Rich::plain("new"))));
    chat.does(Event::TakenBack(vec![line()], vec![origin("7")]));
    assert_eq!(chat.market.calls.last(), Some(&Call::TakeBack(conversation(0), vec![1])));
    let thumb = Reaction::parse("👍");
    chat.does(Event::Reacted(line(), thumb));
    assert_eq!(chat.market.calls.last(), Some(&Call::React(line(), thumb)));
    assert!(chat.shown.is_empty(), "nothing is said about it");
    chat.says("hello");
    chat.reads("To whom shall I send it?");
}

#[test]
fn an_edit_that_is_too_long_is_told_and_not_asked_for() {
    let mut chat = doubtful();
    let before = chat.market.calls.len();
    chat.does(Event::Edited(Some(line()), origin("7"), Rich::plain("x".repeat(20_000))));
    assert_eq!(chat.market.calls.len(), before);
    assert_eq!(chat.shown.len(), 1);
}

#[test]
fn unsend_asks_with_the_line_before_it_takes_anything_back() {
    let mut chat = doubtful();
    chat.does(Event::Unsend(Some(line())));
    chat.reads("Take this back from");
    chat.reads("my line");
    chat.taps("Take it back");
    assert_eq!(chat.market.calls.last(), Some(&Call::TakeBack(conversation(0), vec![1])));
    chat.reads("never saw it");
}

#[test]
fn unsend_without_a_line_asks_which() {
    let mut chat = Chat::english();
    chat.does(Event::Unsend(None));
    let [(_, message)] = chat.shown.as_slice() else { panic!("one message") };
    assert!(message.text.text().contains("Which message?"));
}

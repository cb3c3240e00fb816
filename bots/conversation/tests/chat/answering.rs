use conversation::call::Call;
use marketplace_domain::{message::Rich, refusal::Refusal, request::State};

use crate::harness::*;

fn at_card() -> Chat {
    let mut chat = Chat::english();
    chat.market.cards.push(card(1, "iPhone case", false));
    chat.command("browse");
    chat.taps("1. iPhone case");
    chat
}

#[test]
fn answering_opens_a_conversation() {
    let mut chat = at_card();
    chat.taps("Answer");
    chat.reads("Write your message to the requester");
    chat.reads("iPhone case");
    chat.says("I fly on Friday");
    assert!(chat.market.calls.contains(&Call::Answer(request(1), Rich::plain("I fly on Friday"))));
    chat.reads("Your answer is on its way");
    assert_eq!(chat.state.talking, Some(conversation(7)));
    chat.says("At noon");
    assert_eq!(chat.last_call(), Some(&Call::Say(conversation(7), Rich::plain("At noon").into())));
}

#[test]
fn who_answered_before_goes_on_talking() {
    let mut chat = at_card();
    chat.market.views.push(view(5, true));
    chat.market.cards[0].conversation = Some(conversation(5));
    chat.taps("Answer");
    assert_eq!(chat.last_call(), Some(&Call::Enter(conversation(5))));
    chat.command(&format!("start req_{}", request(1)));
    chat.taps("Open the chat");
    assert_eq!(chat.state.talking, Some(conversation(5)));
}

#[test]
fn what_cannot_be_answered_says_why() {
    let mut chat = at_card();
    chat.market.cards[0].state = State::Closed { at: now() };
    chat.taps("Answer");
    chat.reads("no longer open");
    assert!(!chat.has_button("💬 Answer"));

    let mut chat = at_card();
    chat.market.cards[0].mine = true;
    chat.taps("Answer");
    chat.reads("your own request");

    let mut chat = at_card();
    chat.taps("Answer");
    chat.market.refuse = Some(Refusal::Demo);
    chat.says("I can");
    chat.reads("only an example");
    chat.reads("iPhone case");

    for (refusal, text) in [
        (Refusal::OffMarket, "no longer open"),
        (Refusal::Unknown, "not there any more"),
        (Refusal::Broken, "broke on our side"),
    ] {
        let mut chat = at_card();
        chat.taps("Answer");
        chat.market.refuse = Some(refusal);
        chat.says("I can");
        chat.reads(text);
        assert_eq!(chat.state.talking, None);
    }
}

#[test]
fn an_example_says_so_and_has_no_answer_button() {
    let mut chat = Chat::english();
    chat.market.cards.push(card(1, "iPhone case", false));
    chat.market.cards[0].demo = true;
    chat.command("browse");
    chat.taps("1. iPhone case");
    chat.reads("This is an example, nobody is behind it");
    assert!(!chat.has_button("Answer"));
    chat.press(&format!("answer.{}", request(1)));
    chat.reads("only an example");
    chat.reads("iPhone case");
}

#[test]
fn an_empty_or_endless_answer_is_asked_again() {
    let mut chat = at_card();
    chat.taps("Answer");
    chat.says("  ");
    chat.reads("I see nothing");
    chat.says(&"a".repeat(4001));
    chat.reads("4001 characters, and 4000 is the most");
    chat.photo(1, "a caption");
    chat.reads("cannot use a photo here");
    chat.reads("Write your message to the requester");
    chat.taps("Cancel");
    chat.reads("Nothing was sent");
    assert!(chat.has_button("Answer"), "the request is shown again");
    chat.taps("Answer");
    chat.command("cancel");
    assert!(chat.state.is_idle());
}

use conversation::{
    News,
    call::{Call, Control},
    event::Event,
    news, render,
    say::Show,
};
use marketplace_domain::{
    account::Language,
    contact::{Crossing, Kind, Kinds},
    conversation::{Alias, Reveal},
    refusal::Refusal,
    text::Title,
};

use crate::harness::*;

fn kinds() -> Kinds {
    [Kind::Phone, Kind::Link].into_iter().collect()
}

fn talking(language: Language, reveal: Reveal) -> Chat {
    let mut chat = Chat::of(language);
    let mut view = view(0, true);
    view.reveal = reveal;
    chat.market.views.push(view);
    chat.press(&format!("enter.{}", conversation(0)));
    chat
}

#[test]
fn the_writer_is_told_once_what_was_hidden_and_how_to_share_it() {
    for language in Language::ALL {
        let mut chat = talking(language, Reveal::Nobody);
        chat.market.crossing = Crossing::Masked(kinds());
        chat.says("24619037 t.me/amira");
        let [(Show::Stay, message)] = chat.shown.as_slice() else { panic!("one message: {:?}", chat.shown) };
        assert!(message.text.text().starts_with("🔒") && message.text.text().contains("📞"));
        assert!(!message.text.text().contains("24619037"));
        chat.press(&data_of(message, "🤝").unwrap());
        assert_eq!(chat.last_call(), Some(&Call::Control(Control::Reveal, conversation(0))));
        chat.reads("🤝");
    }
}

#[test]
fn a_warning_says_that_the_line_went_out_and_a_held_line_that_it_did_not() {
    let mut chat = talking(Language::En, Reveal::Nobody);
    chat.market.crossing = Crossing::Warned(kinds());
    chat.says("24619037");
    assert!(chat.shown[0].1.text.text().starts_with("⚠️ Your message is sent"));
    chat.market.refuse = Some(Refusal::Held(kinds()));
    chat.says("24619037");
    let text = chat.shown[0].1.text.text();
    assert!(
        text.starts_with("✋ I did not send") && text.contains("phone number · 🔗 link to a profile"),
        "{text}"
    );
    chat.market.refuse = Some(Refusal::Unchecked);
    chat.says("24619037");
    assert!(chat.shown[0].1.text.text().contains("write it differently"));
    assert_eq!(chat.state.talking, Some(conversation(0)));
}

#[test]
fn a_held_answer_is_asked_again() {
    let mut chat = Chat::english();
    chat.market.cards.push(card(1, "Honey", false));
    chat.press(&format!("answer.{}", request(1)));
    chat.market.refuse = Some(Refusal::Held(kinds()));
    chat.says("Call me: 24619037");
    chat.reads("I did not send this");
    chat.reads("Write your message to the requester");
    chat.says("I can bring it");
    assert_eq!(chat.state.talking, Some(conversation(7)));
}

#[test]
fn the_writer_of_a_first_line_or_of_a_stray_one_is_told_too() {
    let mut chat = Chat::english();
    chat.market.cards.push(card(1, "Honey", false));
    chat.market.crossing = Crossing::Masked(kinds());
    chat.press(&format!("answer.{}", request(1)));
    chat.says("Call me: 24619037");
    assert!(chat.shown[0].1.text.text().starts_with("🔒"));
    chat.reads("Your answer is on its way");
    chat.command("help");
    chat.says("Or: 24619037");
    chat.taps("Turtle");
    assert!(chat.shown[0].1.text.text().starts_with("🔒"));
}

#[test]
fn both_see_how_far_they_are() {
    let cases =
        [(Reveal::Nobody, true), (Reveal::Mine, false), (Reveal::Theirs, true), (Reveal::Both, false)];
    for (reveal, asks) in cases {
        for language in Language::ALL {
            let chat = talking(language, reveal);
            assert_eq!(chat.has_button("🤝"), asks, "{reveal:?}");
        }
    }
    let mut chat = talking(Language::En, Reveal::Nobody);
    chat.taps("Share contacts");
    chat.reads("I will tell you as soon as 🔴🦊 Fox agrees");
    let mut chat = talking(Language::En, Reveal::Theirs);
    chat.reads("would like to share contacts with you");
    chat.taps("Agree");
    chat.reads("You both agreed");
}

#[test]
fn a_conversation_that_is_over_shares_nothing() {
    let mut chat = talking(Language::En, Reveal::Nobody);
    chat.market.refuse = Some(Refusal::Ended);
    chat.taps("Share contacts");
    chat.reads("This chat is over");
    assert_eq!(chat.state.talking, None);
}

#[test]
fn the_other_side_is_asked_with_a_button_and_told_when_both_agreed() {
    let (title, alias) = (Title::parse("Honey").unwrap(), Alias::try_from(0).unwrap());
    for language in Language::ALL {
        let asked = render(language, &news(News::RevealAsked, &title, alias, conversation(3)));
        check(&asked);
        assert_eq!(data_of(&asked, "🤝").unwrap(), format!("reveal.{}", conversation(3)));
        let agreed = render(language, &news(News::RevealAgreed, &title, alias, conversation(3)));
        check(&agreed);
        assert!(data_of(&agreed, "🤝").is_none());
    }
}

#[test]
fn a_contact_card_offers_to_share() {
    let mut chat = talking(Language::En, Reveal::Nobody);
    chat.does(Event::Contact);
    let (show, message) = &chat.shown[0];
    assert_eq!(*show, Show::Stay);
    assert!(message.text.text().contains("I do not pass contact cards on"));
    assert!(data_of(message, "Share contacts").is_some());
    let mut chat = Chat::english();
    chat.does(Event::Contact);
    assert!(chat.shown[0].1.text.text().contains("not this yet"));
}

#[test]
fn what_everybody_can_read_has_no_contact_details_and_no_answer_is_lost() {
    let mut chat = Chat::english();
    chat.command("post");
    chat.taps("Buy and bring");
    for leak in ["Honey, call 24619037", "Honey, insta: leila_m99", "t.me/leila"] {
        chat.says(leak);
        chat.reads("Everybody can read this");
        chat.reads("What should be bought?");
    }
    chat.says("iPhone 15 128, 1200 DT");
    chat.reads("iPhone 15 128, 1200 DT");
    chat.taps("Anywhere");
    chat.reads("Where should it be brought?");
}

#[test]
fn a_line_that_becomes_a_request_is_checked_like_a_title() {
    let mut chat = Chat::english();
    chat.command("help");
    chat.says("Honey, call 24619037");
    assert!(!chat.has_button("Post it as a request"), "it cannot be published as it is");
}

use conversation::{
    Undelivered,
    call::Call,
    event::Event,
    first_answer, incoming, render,
    say::{Say, Show},
    undelivered,
};
use marketplace_domain::{
    account::Language,
    conversation::Alias,
    message::{Message, Press, Rich},
    place::Point,
    refusal::Refusal,
    said::{Body, Spot},
    text::Title,
};

use crate::harness::*;

fn talking() -> Chat {
    let mut chat = Chat::english();
    chat.market.views.extend([view(0, true), view(30, true)]);
    chat.command("chats");
    chat.taps("Fox");
    chat
}

#[test]
fn entering_says_whom_about_what_and_how_to_leave() {
    let chat = talking();
    chat.reads("🔴🦊 Fox");
    chat.reads("About: iPhone case");
    for button in ["Close chat", "Mute", "Block", "Report", "Chats", "Menu", "See the request"] {
        assert!(chat.has_button(button), "{button}");
    }
    assert_eq!(chat.state.talking, Some(conversation(0)));
}

#[test]
fn lines_go_to_the_active_conversation_without_noise() {
    let mut chat = talking();
    chat.says("hello");
    assert_eq!(chat.last_call(), Some(&Call::Say(conversation(0), Rich::plain("hello").into())));
    assert!(chat.shown.is_empty());
}

#[test]
fn a_reply_goes_to_its_own_conversation_also_in_a_form() {
    let mut chat = talking();
    chat.command("post");
    chat.taps("Buy and bring");
    chat.does(Event::Reply(conversation(30), Rich::plain("yes").into()));
    assert_eq!(chat.last_call(), Some(&Call::Say(conversation(30), Rich::plain("yes").into())));
    assert!(chat.shown.is_empty());
    assert_eq!(chat.state.talking, Some(conversation(0)), "one answer elsewhere switches nothing");
    chat.says("Shoes");
    chat.reads("Shoes");
    assert_eq!(chat.market.calls.len(), 3, "the form took the line");
}

#[test]
fn a_line_on_another_screen_is_sent_to_nobody() {
    for command in ["mine", "chats", "settings", "help"] {
        let mut chat = talking();
        chat.command(command);
        let said = chat.market.calls.len();
        chat.says("I can bring it");
        chat.reads("I did not send this to anyone");
        assert!(!chat.market.calls.iter().skip(said).any(|call| matches!(call, Call::Say(..))));
    }
}

#[test]
fn closing_can_be_undone() {
    let mut chat = talking();
    chat.taps("Close chat");
    chat.reads("You closed the chat with 🔴🦊 Fox, and they are told");
    assert_eq!(chat.state.talking, None);
    chat.says("anybody?");
    chat.reads("What shall I do with it?");
    let mut chat = talking();
    chat.taps("Close chat");
    chat.taps("Open it again");
    assert_eq!(chat.state.talking, Some(conversation(0)));
    chat.reads("About: iPhone case");
}

#[test]
fn the_menu_says_where_lines_go() {
    let mut chat = talking();
    chat.taps("Menu");
    chat.reads("what you write here goes to the other person");
    chat.taps("Open the chat");
    chat.reads("🔴🦊 Fox");
}

#[test]
fn a_conversation_that_is_over_is_not_waited_for() {
    let mut chat = talking();
    chat.market.views[0].open = false;
    chat.command("chats");
    chat.reads("(over)");
    chat.taps("Fox");
    chat.reads("This chat is over");
    assert_eq!(chat.state.talking, None);
}

#[test]
fn a_line_that_is_not_taken_says_why() {
    for (refusal, text, still) in [
        (Refusal::Ended, "This chat is over", None),
        (Refusal::Full, "already wait", Some(conversation(0))),
        (Refusal::Broken, "broke on our side", Some(conversation(0))),
    ] {
        let mut chat = talking();
        chat.market.refuse = Some(refusal);
        chat.says("hello");
        let (show, message) = &chat.shown[0];
        assert_eq!(*show, Show::Stay);
        assert!(message.text.text().starts_with("❌ Not sent.") && message.text.text().contains(text));
        assert_eq!(chat.state.talking, still);
    }
}

#[test]
fn files_and_words_under_them_go_to_the_other_side() {
    let mut chat = talking();
    for caption in ["this one", ""] {
        chat.photo(1, caption);
        assert_eq!(chat.last_call(), Some(&Call::Say(conversation(0), picture(1, caption))));
        assert_eq!(chat.shown, []);
    }
    chat.does(Event::Reply(conversation(1), picture(2, "")));
    assert_eq!(chat.last_call(), Some(&Call::Say(conversation(1), picture(2, ""))));
}

#[test]
fn what_does_not_cross_is_said_kindly() {
    let mut chat = talking();
    let calls = chat.market.calls.len();
    chat.does(Event::Unsupported);
    assert!(chat.shown[0].1.text.text().contains("I cannot pass this on"));
    chat.does(Event::LargeFile);
    assert!(chat.shown[0].1.text.text().contains("up to 20 MB"));
    chat.does(Event::TooManyFiles);
    assert!(chat.shown[0].1.text.text().contains("in a day"));
    chat.says(&"x".repeat(4001));
    assert!(chat.shown[0].1.text.text().contains("4001 characters"));
    chat.photo(1, &"x".repeat(4001));
    assert!(chat.shown[0].1.text.text().contains("4001 characters"));
    assert_eq!(chat.market.calls.len(), calls);
}

#[test]
fn a_place_is_rounded_until_its_sender_says_otherwise() {
    let mut chat = talking();
    let point = Point::new(36.80651, 10.18154).unwrap();
    chat.does(Event::Location(point));
    let around = Call::Say(conversation(0), Spot::around(point).into());
    assert_eq!(chat.last_call(), Some(&around));
    let (show, message) = chat.shown[0].clone();
    assert!(show == Show::Stay && message.text.text().contains("about where this is"), "{message:?}");
    let Press::Data(data) = message.buttons[0][0].press.clone() else { panic!("it carries data") };
    chat.press(&data);
    assert_eq!(chat.last_call(), Some(&Call::Say(conversation(0), Spot::exactly(point).into())));
    assert!(chat.shown[0].1.text.text().contains("exactly where"));
    let calls = chat.market.calls.len();
    chat.press(&data.replace("3680651", "99999999"));
    assert_eq!(chat.market.calls.len(), calls, "there is no such place");
}

#[test]
fn a_place_that_is_not_taken_is_not_offered_exactly() {
    let mut chat = talking();
    chat.market.refuse = Some(Refusal::Ended);
    chat.does(Event::Location(Point::new(36.8, 10.2).unwrap()));
    assert!(chat.shown.iter().all(|(_, message)| !message.text.text().contains("exactly")));
    assert!(chat.shown[0].1.text.text().contains("Not sent"));
}

#[test]
fn an_unknown_conversation_is_not_entered() {
    let mut chat = talking();
    chat.press(&format!("enter.{}", conversation(99)));
    chat.reads("not there any more");
    assert_eq!(chat.state.talking, Some(conversation(0)), "the other one goes on");
}

fn shown(language: Language, say: &Say) -> Message {
    assert_eq!(say.show, Show::Stay);
    let message = render(language, say);
    check(&message);
    message
}

#[test]
fn what_the_other_side_says_shows_an_alias_the_title_and_a_reply_button() {
    let title = Title::parse("iPhone case").unwrap();
    let (alias, text) = (Alias::try_from(0).unwrap(), Body::from(Rich::plain("Is it still needed?")));
    for language in Language::ALL {
        let message = shown(language, &incoming(&title, alias, &text, &[], conversation(1)));
        assert!(message.text.text().contains("🔴🦊") && message.text.text().contains("iPhone case"));
        assert!(message.text.text().ends_with("\nIs it still needed?"));
        let first = shown(language, &first_answer(&title, alias, &text, conversation(1), request(1)));
        assert_eq!(first.buttons[0].len(), 2);
    }
    let message = shown(Language::En, &incoming(&title, alias, &text, &[], conversation(1)));
    assert_eq!(data_of(&message, "Reply").unwrap(), format!("enter.{}", conversation(1)));
}

#[test]
fn a_line_that_did_not_arrive_is_named() {
    let (alias, text) = (Alias::try_from(191).unwrap(), Body::from(Rich::plain("See you at 5")));
    let reasons = [
        Undelivered::Gone,
        Undelivered::Refused,
        Undelivered::Dead,
        Undelivered::Unsure,
        Undelivered::Waits,
        Undelivered::Away,
    ];
    for reason in reasons {
        for language in Language::ALL {
            let message = shown(language, &undelivered(reason, alias, &text, &[]));
            assert!(message.text.text().ends_with("See you at 5"));
        }
    }
    for language in Language::ALL {
        let message = shown(language, &undelivered(Undelivered::Erased, alias, &text, &[]));
        assert!(!message.text.text().contains("See you"), "nothing is left of what was erased");
    }
}

//! What can be done with a conversation as a whole.

use conversation::{
    call::{Call, Control},
    ended, render, reopened,
};
use marketplace_domain::{
    account::Language,
    conversation::Alias,
    message::{Press, Rich},
    refusal::Refusal,
    report::Category,
    text::{Description, Title},
};

use crate::harness::*;

fn talking() -> Chat {
    let mut chat = Chat::english();
    chat.market.views.extend([view(0, true), view(30, true), view(9, true)]);
    chat.press(&format!("enter.{}", conversation(0)));
    chat
}

#[test]
fn muting_keeps_one_talking_and_has_a_way_back() {
    let mut chat = talking();
    chat.taps("Mute");
    chat.reads("without a sound");
    chat.says("hello");
    assert_eq!(chat.last_call(), Some(&Call::Say(conversation(0), Rich::plain("hello").into())));
    chat.command("chats");
    chat.reads("🔕");
    chat.press(&format!("options.{}", conversation(0)));
    chat.taps("Unmute");
    chat.does_not_read("without a sound");
    assert!(!chat.market.views[0].muted);
}

#[test]
fn looking_at_another_chats_options_switches_nothing() {
    let mut chat = talking();
    chat.command("chats");
    chat.press(&format!("options.{}", conversation(30)));
    chat.reads("🟠🐰 Rabbit");
    chat.taps("Mute");
    chat.reads("🟠🐰 Rabbit");
    assert_eq!(chat.state.talking, Some(conversation(0)));
    chat.taps("Open the chat");
    assert_eq!(chat.state.talking, Some(conversation(30)));
}

#[test]
fn the_card_offers_three_others_and_what_is_new_there() {
    let mut chat = talking();
    chat.market.views[1].unread = 2;
    chat.market.views.extend([view(10, true), view(11, true)]);
    chat.press(&format!("enter.{}", conversation(0)));
    let others = chat
        .live
        .buttons
        .iter()
        .flatten()
        .filter(|button| matches!(&button.press, Press::Data(data) if data.starts_with("enter.")));
    assert_eq!(others.count(), 3);
    chat.taps("Rabbit (2)");
    assert_eq!(chat.state.talking, Some(conversation(30)));
    chat.command("chats");
    chat.does_not_read("new message");
    chat.market.views[2].unread = 1;
    chat.command("chats");
    chat.reads("1 new message");
}

#[test]
fn closing_tells_so_and_only_who_closed_can_open_again() {
    let mut chat = talking();
    chat.taps("Close chat");
    assert_eq!(chat.last_call(), Some(&Call::Control(Control::Leave, conversation(0))));
    chat.command("chats");
    chat.press(&format!("enter.{}", conversation(0)));
    chat.reads("This chat is over");
    chat.taps("Open it again");
    assert_eq!(chat.state.talking, Some(conversation(0)));

    let mut chat = talking();
    (chat.market.views[0].open, chat.market.views[0].left) = (false, false);
    chat.press(&format!("enter.{}", conversation(0)));
    chat.reads("This chat is over");
    assert!(!chat.has_button("Open it again"));
    chat.press(&format!("return.{}", conversation(0)));
    chat.reads("Open another one");
    assert_eq!(chat.state.talking, None);
}

#[test]
fn blocking_asks_first_says_what_it_does_and_can_be_undone() {
    let mut chat = talking();
    chat.taps("Block");
    chat.reads("Block 🔴🦊 Fox?");
    assert!(chat.market.views[0].open, "asking does nothing");
    chat.taps("Back");
    chat.taps("Block");
    chat.taps("Yes, block");
    chat.reads("🔴🦊 Fox is blocked");
    assert_eq!(chat.state.talking, None);
    chat.press(&format!("return.{}", conversation(0)));
    chat.reads("Unblock them first");
    chat.command("settings");
    chat.taps("Blocked");
    chat.reads("🔴🦊 Fox");
    chat.taps("Unblock 🔴🦊 Fox");
    chat.reads("Unblocked");
    assert!(!chat.market.views[0].blocked);
    chat.command("settings");
    chat.taps("Blocked");
    chat.reads("Nobody.");
}

#[test]
fn a_line_on_its_way_is_not_denied_when_somebody_is_blocked() {
    let mut chat = talking();
    chat.market.on_its_way = true;
    chat.taps("Block");
    chat.taps("Yes, block");
    chat.reads("may still arrive; nothing comes after it");
}

#[test]
fn a_report_has_a_kind_and_a_few_words() {
    for language in Language::ALL {
        let mut chat = Chat::of(language);
        chat.market.views.push(view(0, true));
        chat.press(&format!("report.{}", conversation(0)));
        let scam = chat.live.buttons[1][0].press.clone();
        let Press::Data(scam) = scam else { panic!("a link") };
        chat.press(&scam);
        chat.says(&"x".repeat(501));
        chat.says("They want money first");
        let words = Description::parse("They want money first").unwrap();
        let report = Call::Report(conversation(0), Category::Scam, Some(words));
        assert_eq!(chat.last_call(), Some(&report));
    }
    let mut chat = talking();
    chat.taps("Report");
    chat.says("They are rude");
    chat.reads("tap one of the buttons");
    chat.taps("Insults");
    chat.taps("Back");
    chat.taps("A scam");
    chat.taps("Send without words");
    assert_eq!(chat.last_call(), Some(&Call::Report(conversation(0), Category::Scam, None)));
    chat.reads("Your report is stored");
    chat.taps("Block");
    chat.reads("Block 🔴🦊 Fox?");
    assert!(chat.said().is_empty(), "nothing of it was said to anybody");
}

#[test]
fn what_is_not_ones_own_is_answered_in_one_sentence() {
    let deeds = ["options", "mute", "unmute", "block", "shut", "unblock", "report", "leave", "return"];
    for deed in deeds {
        let mut chat = talking();
        chat.press(&format!("{deed}.{}", conversation(99)));
        chat.reads("This is not there any more");
        chat.reads("What would you like to do?");
        assert_eq!(chat.state.talking, Some(conversation(0)), "{deed}");
    }
    let mut chat = talking();
    chat.taps("Report");
    chat.taps("A scam");
    let skip = chat.data("Send without words");
    chat.market.refuse = Some(Refusal::Reported);
    chat.press(&skip);
    chat.reads("You reported this chat already");
    chat.reads("🔴🦊 Fox");
}

#[test]
fn the_other_side_is_told_without_a_reason() {
    let (title, alias) = (Title::parse("iPhone case").unwrap(), Alias::try_from(0).unwrap());
    for language in Language::ALL {
        let over = render(language, &ended(&title, alias, 0));
        check(&over);
        for lost in [1, 2, 3, 11, 100] {
            let message = render(language, &ended(&title, alias, lost));
            check(&message);
            assert!(message.text.text().starts_with(over.text.text()));
            assert_ne!(message.text, over.text);
        }
        check(&render(language, &reopened(&title, alias, conversation(1))));
    }
}

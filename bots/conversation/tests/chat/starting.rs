use conversation::{call::Call, event::Event};
use marketplace_domain::{account::Language, message::Rich};

use crate::harness::*;

#[test]
fn a_stranger_chooses_a_language_and_is_welcomed() {
    let mut chat = Chat::stranger(None);
    chat.command("start");
    chat.reads("Which language");
    chat.reads("Quelle langue");
    chat.reads("أيّ لغة");
    chat.taps("Français");
    assert_eq!(chat.last_call(), Some(&Call::SetLanguage(Language::Fr)));
    chat.reads("Bienvenue");
    assert!(chat.has_button("Publier une demande"));
}

#[test]
fn a_language_that_is_pressed_twice_leaves_the_welcome() {
    let mut chat = Chat::stranger(None);
    chat.command("start");
    let english = chat.data("English");
    chat.press(&english);
    chat.press(&english);
    chat.reads("Welcome");
    assert!(chat.shown.is_empty());
}

#[test]
fn the_language_of_the_app_comes_first() {
    let mut chat = Chat::stranger(Some(Language::Ar));
    chat.says("salut");
    assert_eq!(chat.live.buttons[0][0].label, "العربية");
    assert!(chat.live.text.text().starts_with("👋 مرحبا"));
}

#[test]
fn a_deep_link_survives_the_choice() {
    let mut chat = Chat::stranger(None);
    chat.market.cards.push(card(1, "Coffee maker", false));
    chat.command(&format!("start req_{}", request(1)));
    chat.does_not_read("Tap your language");
    chat.says("what is this?");
    chat.reads("Tap your language");
    chat.taps("English");
    chat.reads("Welcome");
    chat.reads("Coffee maker");
    assert!(chat.has_button("Answer"));
}

#[test]
fn a_command_survives_the_choice() {
    for (command, text) in [("post", "What do you need?"), ("browse", "Requests"), ("chats", "Your chats")] {
        let mut chat = Chat::stranger(None);
        chat.command(command);
        chat.taps("English");
        chat.reads(text);
    }
}

#[test]
fn a_broken_deep_link_leads_to_the_menu() {
    let mut chat = Chat::english();
    for link in
        ["start req_", "start req_zz", "start ../../etc", "start req_00000000000000000000000000000000x"]
    {
        chat.command(link);
        chat.reads("What would you like to do?");
    }
    chat.command(&format!("start req_{}", request(9)));
    chat.reads("This is not there any more");
    assert!(chat.state.is_idle());
}

#[test]
fn every_screen_has_a_command_and_a_button() {
    for (command, button, text) in [
        ("post", "Post a request", "New request"),
        ("browse", "See requests", "Requests"),
        ("mine", "My requests", "Your requests"),
        ("chats", "Chats", "Your chats"),
        ("offers", "Offers", "What people offer to bring"),
        ("deals", "My deals", "Your deals"),
        ("settings", "Settings", "Settings"),
        ("help", "Help", "How it works"),
    ] {
        let mut chat = Chat::english();
        chat.command(command);
        chat.reads(text);
        let mut chat = Chat::english();
        chat.command("start");
        chat.taps(button);
        chat.reads(text);
    }
}

#[test]
fn an_unknown_command_is_answered_kindly() {
    let mut chat = Chat::english();
    chat.command("verse");
    chat.reads("I do not know this command yet");
    assert!(chat.has_button("Post a request"));
}

#[test]
fn a_line_that_nobody_waits_for_is_not_guessed_at() {
    let mut chat = Chat::english();
    chat.says("hello?");
    chat.reads("hello?");
    chat.reads("What shall I do with it?");
    assert_eq!(chat.market.calls, [Call::OpenChats(None)]);
}

#[test]
fn stray_things_are_answered_kindly() {
    let mut chat = Chat::english();
    chat.location(36.8, 10.2);
    assert!(chat.shown[0].1.text.text().contains("a place when I ask"));
    chat.does(Event::Unsupported);
    assert!(chat.shown[0].1.text.text().contains("not this yet"));
}

#[test]
fn who_comes_back_finds_the_menu() {
    let mut chat = Chat::english();
    chat.does(Event::Returned);
    chat.reads("What would you like to do?");
}

#[test]
fn language_and_town_are_changed_in_the_settings() {
    let mut chat = Chat::english();
    chat.command("settings");
    chat.reads("Language: English");
    chat.taps("Français");
    chat.reads("Langue : Français");
    chat.taps("Indiquer ma ville");
    chat.taps("Sousse");
    assert!(matches!(chat.last_call(), Some(Call::SetHome(home)) if home.name == "Sousse"));
    chat.reads("Enregistré. Votre ville : Sousse");
    chat.reads("Votre fuseau horaire : Tunis");
    chat.taps("Indiquer ma ville");
    chat.says("Bizerte");
    assert!(matches!(chat.last_call(), Some(Call::SetHome(home)) if home.name == "Bizerte"));
}

#[test]
fn a_line_to_the_other_side_is_never_lost_to_the_language_question() {
    let mut chat = Chat::stranger(None);
    chat.does(Event::Reply(conversation(3), Rich::plain("yes").into()));
    assert_eq!(chat.last_call(), Some(&Call::Say(conversation(3), Rich::plain("yes").into())));
}

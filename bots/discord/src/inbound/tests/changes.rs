//! Edits, deletions and reactions.

use marketplace_domain::reaction::Reaction;
use serde_json::{Value, json};

use super::*;
use crate::recent::Recent;

/// What the event is read as, by a bot that remembers that.
fn change_with(recent: &Recent, event: &Event) -> Vec<Inbound> {
    let client = Client::new("t".into(), None).unwrap();
    Reader { bot: BOT, client: &client, now: DateTime::UNIX_EPOCH }.change(event, recent)
}

fn change(name: &str) -> Vec<Inbound> {
    change_with(&Recent::new(), &event(name))
}

/// A payload with those fields changed.
fn changed(name: &str, fields: &Value) -> Event {
    let text = fs::read_to_string(format!("{FIXTURES}/{name}.json")).unwrap();
    let mut payload: Value = serde_json::from_str(&text).unwrap();
    for (field, value) in fields.as_object().unwrap() {
        payload["d"][field] = value.clone();
    }
    match serde_json::from_value(payload).unwrap() {
        GatewayEvent::Dispatch(_, event) => event,
        other => panic!("{other:?} is no event"),
    }
}

fn id(id: &str) -> NativeId {
    NativeId(id.into())
}

#[test]
fn an_edit_says_what_the_message_says_now_and_names_nobody() {
    let edit = change("update-edited").remove(0);
    let expected =
        Kind::Edited { message: id("1440995838472650752"), text: Rich::plain("Is it  free on Friday? 🙂") };
    assert_eq!(edit.kind, expected);
    assert_eq!((edit.from.chat.as_str(), edit.message), ("1200000000000000002", None));
    assert_eq!(edit.who.subject, "80351110224678912");
    assert_eq!(edit.at.to_rfc3339(), "2026-11-20T10:16:02.450+00:00");
}

#[test]
fn an_edit_told_again_is_the_same_and_the_next_one_is_another() {
    let native =
        |fields: Value| change_with(&Recent::new(), &changed("update-edited", &fields)).remove(0).native;
    assert_eq!(native(json!({})), native(json!({"pinned": true, "embeds": []})));
    assert_ne!(native(json!({})), native(json!({"edited_timestamp": "2026-11-20T10:16:02.451000+00:00"})));
}

#[test]
fn what_is_no_edit_by_a_person_in_this_chat_is_nothing() {
    for name in ["update-preview", "update-part", "update-by-bot", "update-in-server"] {
        assert_eq!(change(name), [], "{name}");
    }
    let webhook = changed("update-edited", &json!({"webhook_id": "1"}));
    assert_eq!(change_with(&Recent::new(), &webhook), []);
}

#[test]
fn a_text_that_was_taken_away_from_files_is_an_empty_one() {
    let bare = changed("update-edited", &json!({"content": "a\0"}));
    let edited = |text: &str| Kind::Edited { message: id("1440995838472650752"), text: Rich::plain(text) };
    assert_eq!(change_with(&Recent::new(), &bare).remove(0).kind, edited("a\u{fffd}"));
    let bare = changed("update-edited", &json!({"content": ""}));
    assert_eq!(change_with(&Recent::new(), &bare).remove(0).kind, edited(""));
}

#[test]
fn deletions_name_their_message_and_nobody() {
    let gone = change("delete").remove(0);
    assert_eq!(gone.kind, Kind::Deleted { messages: vec![id("1440995838472650752")] });
    assert_eq!((gone.who.subject.as_str(), gone.from.chat.as_str()), ("", "1200000000000000002"));
    assert_eq!(gone.native, change("delete").remove(0).native);
    let all = change("delete-bulk");
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].native, gone.native, "however it is told");
    assert_eq!(change("delete-in-server"), []);
}

#[test]
fn what_we_took_back_ourselves_is_nothing() {
    let recent = Recent::new();
    recent.deletes(1_440_995_838_472_650_752);
    assert_eq!(change_with(&recent, &event("delete")), []);
    assert_eq!(change_with(&recent, &event("delete-bulk")).len(), 1);
}

#[test]
fn reactions_come_and_go_each_once() {
    let recent = Recent::new();
    let mut natives = Vec::new();
    for (name, reaction) in [
        ("reaction-add", Reaction::parse("❤")),
        ("reaction-remove", None),
        ("reaction-add", Reaction::parse("❤")),
    ] {
        let told = change_with(&recent, &event(name)).remove(0);
        assert_eq!(told.kind, Kind::Reacted { message: id("1440995838472650700"), reaction }, "{name}");
        assert_eq!(told.who.subject, "80351110224678912");
        assert!(!natives.contains(&told.native));
        natives.push(told.native);
    }
}

#[test]
fn nothing_of_a_server_and_nothing_of_ours_is_a_reaction() {
    for name in ["reaction-custom", "reaction-by-bot", "reaction-in-server"] {
        assert_eq!(change(name), [], "{name}");
    }
}

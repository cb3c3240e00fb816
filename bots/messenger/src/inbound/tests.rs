use std::{collections::BTreeSet, fs};

use marketplace_domain::reaction::Reaction;
use proptest::{prelude::*, sample::Index};
use serde_json::json;

use super::*;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/messenger");
const PAGE: &str = "12345654332";
const PERSON: &str = "987654321432";
const MID: &str = "mid.1457764197618:41d102a3e1ae206a38";

fn read_for(page: &str, body: &str) -> Vec<Inbound> {
    let client = Client::new("t".into(), "p".into(), None).unwrap();
    let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    Reader { bot: page, client: &client, now }.read(body)
}

fn fixture(name: &str) -> String {
    fs::read_to_string(format!("{FIXTURES}/{name}.json")).unwrap()
}

/// What the sample of that name is read as, by the Page that it was sent to.
fn sample(name: &str) -> Vec<Inbound> {
    let body = fixture(name);
    let value: Value = serde_json::from_str(&body).unwrap();
    let page = &value["entry"][0]["id"];
    read_for(&page.as_str().map_or_else(|| page.to_string(), str::to_owned), &body)
}

/// A body with one event of those fields beside the usual ones.
fn event(fields: Value) -> String {
    let mut event =
        json!({"sender": {"id": PERSON}, "recipient": {"id": PAGE}, "timestamp": 1_790_000_000_123_i64});
    event.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    json!({"object": "page", "entry": [{"id": PAGE, "time": 1, "messaging": [event]}]}).to_string()
}

fn kinds(fields: Value) -> Vec<Kind> {
    read_for(PAGE, &event(fields)).into_iter().map(|it| it.kind).collect()
}

fn kind(fields: Value) -> Kind {
    let mut kinds = kinds(fields);
    assert_eq!(kinds.len(), 1);
    kinds.remove(0)
}

fn line(text: &str, reply_to: Option<&str>) -> Kind {
    Kind::Text { text: Rich::plain(text), reply_to: reply_to.map(|mid| NativeId(mid.into())) }
}

fn command(name: &str, arguments: &str) -> Kind {
    Kind::Command { name: name.into(), arguments: arguments.into(), reply_to: None }
}

/// A kind in one word; a press with what it carries.
fn word(kind: &Kind) -> String {
    match kind {
        Kind::Tap { data, .. } => format!("tap {data}"),
        Kind::Command { name, arguments, .. } => format!("/{name} {arguments}"),
        Kind::Text { .. } => "text".into(),
        Kind::Files { files, .. } => files[0].kind.name().into(),
        Kind::Location(_) => "location".into(),
        Kind::Unsupported => "unsupported".into(),
        Kind::Edited { .. } => "edited".into(),
        Kind::Deleted { .. } => "deleted".into(),
        Kind::Reacted { reaction, .. } => format!("reacted {}", reaction.map_or("", Reaction::as_str)),
        Kind::Parked { .. } => "parked".into(),
        Kind::Contact | Kind::Left | Kind::Returned => "unexpected".into(),
    }
}

#[test]
fn every_sample_is_read() {
    let expected: [(&str, &[&str]); 28] = [
        ("derived-batch-two-entries-with-redelivery", &["text", "tap USER_DEFINED_PAYLOAD", "text"]),
        ("messaging-accountlinking-linked", &["parked"]),
        ("messaging-delivery-basic", &[]),
        ("messaging-message-basic", &["text"]),
        ("messaging-message-basic-echo", &[]),
        ("messaging-message-edits", &["edited"]),
        ("messaging-message-fallback-attachment", &["unsupported"]),
        ("messaging-message-isdeleted", &["deleted"]),
        ("messaging-message-isunsupported", &["unsupported"]),
        ("messaging-message-location-attachment", &["location"]),
        // Its picture has no address.
        ("messaging-message-media-attachment", &["unsupported"]),
        ("messaging-message-prior", &["text"]),
        ("messaging-message-product-template", &["unsupported"]),
        ("messaging-message-quickreply", &["tap PAYLOAD_QUICK_REPLY"]),
        ("messaging-message-reply-1", &["text"]),
        ("messaging-message-reply-2", &["text"]),
        ("messaging-message-sticker", &["sticker"]),
        ("messaging-message-sticker-thumbup", &["sticker"]),
        ("messaging-optin-basic", &["parked"]),
        ("messaging-policy-callback-block", &["parked"]),
        ("messaging-postback-basic", &["tap USER_DEFINED_PAYLOAD"]),
        ("messaging-postback-chat", &["parked"]),
        ("messaging-postback-referral", &["tap USER_DEFINED_PAYLOAD"]),
        ("messaging-reaction-1", &["reacted 😢"]),
        ("messaging-reaction-2", &["reacted "]),
        ("messaging-read-basic", &[]),
        ("messaging-referral-basic", &["/start ref_data_in_m_dot_me_param"]),
        ("standby-message-basic-echo", &[]),
    ];
    for (name, expected) in expected {
        let words: Vec<String> = sample(name).iter().map(|it| word(&it.kind)).collect();
        assert_eq!(words, expected, "{name}");
    }
    let files: BTreeSet<String> = fs::read_dir(FIXTURES)
        .unwrap()
        .filter_map(|it| {
            it.unwrap().file_name().into_string().unwrap().strip_suffix(".json").map(str::to_owned)
        })
        .collect();
    assert_eq!(files, expected.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn a_text_keeps_who_where_and_when() {
    let inbound = sample("messaging-message-reply-1").remove(0);
    assert_eq!(inbound.native.0, MID);
    assert_eq!((inbound.from.bot.as_str(), inbound.from.chat.as_str()), (PAGE, PERSON));
    assert_eq!(inbound.who.subject, format!("{PAGE}:{PERSON}"));
    assert_eq!(inbound.at.timestamp_millis(), 1_457_764_197_627);
    let expected = line("hello, world!", Some("very_long_id_representing_the_original_message"));
    assert_eq!(inbound.kind, expected);
    let story = sample("messaging-message-reply-2").remove(0);
    assert_eq!(story.kind, line("hello, world!", None));
}

#[test]
fn a_batch_keeps_its_order_and_the_same_thing_its_id() {
    let batch = sample("derived-batch-two-entries-with-redelivery");
    assert_eq!(batch[0].native.0, MID);
    assert_eq!(batch[0].native, batch[2].native);
    assert_ne!(batch[0].native, batch[1].native);
}

#[test]
fn a_batch_of_several_people_keeps_them_apart() {
    let event = |person: u32, text: &str| json!({"sender": {"id": person}, "timestamp": "1790000000123", "message": {"mid": text, "text": text}});
    let entries = json!([
        {"id": PAGE, "messaging": [event(1, "a"), event(2, "b")]},
        {"id": PAGE, "messaging": [event(1, "c"), {"sender": "broken"}, event(3, "d")]},
        {"id": "another page", "messaging": [event(4, "e")]},
        {"id": PAGE, "changes": []},
    ]);
    let body = json!({"object": "page", "entry": entries}).to_string();
    let read: Vec<_> = read_for(PAGE, &body).into_iter().map(|it| (it.from.chat, word(&it.kind))).collect();
    let expected = [
        ("1", "text"),
        ("2", "text"),
        ("1", "text"),
        ("", "parked"),
        ("3", "text"),
        ("", "parked"),
        ("", "parked"),
    ];
    assert_eq!(read, expected.map(|(chat, word)| (chat.to_owned(), word.to_owned())));
}

#[test]
fn commands_are_read_with_their_arguments() {
    let of = |text: &str| kind(json!({"message": {"mid": "m", "text": text}}));
    assert_eq!(of("/start"), command("start", ""));
    assert_eq!(of(" /Post  two\nlines 👋 "), command("post", "two\nlines 👋"));
    for text in ["/", "/ start", "//", "/home/me", "/épée", "start"] {
        assert_eq!(of(text), line(text, None), "{text}");
    }
}

#[test]
fn the_first_start_the_menu_and_links_are_commands() {
    let press = |postback: Value| kind(json!({"postback": postback}));
    assert_eq!(press(json!({"payload": "start", "title": "Get started"})), command("start", ""));
    let referral = json!({"ref": "req_1", "source": "SHORTLINK", "type": "OPEN_THREAD"});
    assert_eq!(press(json!({"payload": "start", "referral": referral})), command("start", "req_1"));
    assert_eq!(press(json!({"payload": "/browse", "title": "Search"})), command("browse", ""));
    assert_eq!(kind(json!({"referral": referral})), command("start", "req_1"));
    assert_eq!(word(&kind(json!({"referral": {"source": "ADS"}}))), "parked");
}

#[test]
fn presses_are_told_apart_by_their_moment_and_told_again_they_are_the_same() {
    let at = |at: i64, mid: &str, payload: &str| {
        let fields = json!({"timestamp": at, "postback": {"mid": mid, "payload": payload, "title": "x"}});
        read_for(PAGE, &event(fields)).remove(0)
    };
    let first = at(1, "m", "go.menu");
    let Kind::Tap { on: None, data, .. } = &first.kind else { panic!("a press was expected") };
    assert_eq!(data, "go.menu");
    assert_eq!(first.native, at(1, "m", "go.menu").native);
    assert!(!first.native.0.contains(PERSON));
    for other in [at(2, "m", "go.menu"), at(1, "n", "go.menu"), at(1, "m", "go.help")] {
        assert_ne!(first.native, other.native);
    }
    let undated = json!({"timestamp": null, "postback": {"payload": "go.menu"}});
    assert_eq!(word(&kind(undated)), "parked");
}

fn image(url: &str) -> Value {
    json!({"type": "image", "payload": {"url": url}})
}

#[test]
fn each_picture_of_a_message_is_one() {
    let (first, second) = ("https://scontent.xx.fbcdn.net/1.jpg", "https://scontent.xx.fbcdn.net/2.jpg");
    let video = json!({"type": "video", "payload": {"url": first}});
    let message = json!({"mid": "m", "text": "oil", "attachments": [image(first), video, image(second)]});
    let read = read_for(PAGE, &event(json!({"message": message})));
    let file = |kind, url: &str| Attached { kind, file: FileRef(url.into()), length: None };
    let files =
        vec![file(FileKind::Photo, first), file(FileKind::Video, first), file(FileKind::Photo, second)];
    let expected = Kind::Files { files, caption: Rich::plain("oil"), album: None, reply_to: None };
    assert_eq!(
        read.into_iter().map(|it| (it.native.0, it.kind)).collect::<Vec<_>>(),
        [("m".into(), expected)]
    );
}

#[test]
fn a_picture_elsewhere_is_not_taken() {
    for url in ["http://scontent.xx.fbcdn.net/1.jpg", "https://example.org/1.jpg", "https://127.0.0.1/"] {
        let message = json!({"mid": "m", "attachments": [image(url)]});
        assert_eq!(kind(json!({"message": message})), Kind::Unsupported, "{url}");
    }
}

#[test]
fn an_edit_says_what_the_message_says_now() {
    let edit = |number: Value, text: &str| {
        let edit = json!({"mid": "m", "text": text, "num_edit": number});
        read_for(PAGE, &event(json!({"message_edit": edit}))).remove(0)
    };
    let first = edit(json!("1"), "a\0b");
    assert_eq!(first.kind, Kind::Edited { message: NativeId("m".into()), text: Rich::plain("a\u{fffd}b") });
    assert_eq!((first.from.chat.as_str(), first.message.as_ref()), (PERSON, None));
    assert_eq!(first.native, edit(json!(1), "a\0b").native);
    assert_ne!(first.native, edit(json!("2"), "a\0b").native);
    // Without a number, its moment and text tell it apart.
    assert_eq!(edit(json!(null), "a").native, edit(json!(null), "a").native);
    assert_ne!(edit(json!(null), "a").native, edit(json!(null), "b").native);
}

#[test]
fn a_reaction_is_one_emoji_at_a_moment() {
    let told = |at: i64, mid: &str, action: &str, emoji: &str| {
        let reaction = json!({"mid": mid, "action": action, "emoji": emoji, "reaction": "other"});
        read_for(PAGE, &event(json!({"timestamp": at, "reaction": reaction}))).remove(0)
    };
    let of = |emoji: &str| told(1, "m", "react", emoji).kind;
    let reacted = |reaction| Kind::Reacted { message: NativeId("m".into()), reaction };
    assert_eq!(of("❤"), reacted(Reaction::parse("❤️")));
    // Nothing but a standard emoji crosses.
    for none in ["", "words", "❤❤", "+216"] {
        assert_eq!(of(none), reacted(None), "{none}");
    }
    let native = |at, mid, action, emoji| told(at, mid, action, emoji).native;
    let first = native(1, "m", "react", "❤");
    assert_eq!(first, native(1, "m", "react", "❤"));
    for other in [native(2, "m", "react", "❤"), native(1, "n", "react", "❤"), native(1, "m", "unreact", "")]
    {
        assert_ne!(first, other);
    }
}

#[test]
fn changes_that_make_no_sense_are_parked_and_the_pages_own_are_nothing() {
    for fields in [
        json!({"message_edit": {"text": "no id"}}),
        json!({"message_edit": {"mid": "m"}}),
        json!({"message_edit": {"mid": "m", "text": "a", "num_edit": "many"}}),
        json!({"message_edit": {"mid": 7, "text": "a"}}),
        json!({"message_edit": "m"}),
        json!({"reaction": {"action": "react", "emoji": "❤"}}),
        json!({"reaction": {"mid": "m", "emoji": "❤"}}),
        json!({"reaction": {"mid": "m", "action": "shout", "emoji": "❤"}}),
        json!({"timestamp": null, "reaction": {"mid": "m", "action": "unreact"}}),
        json!({"sender": {"id": PAGE}, "message_edit": {"mid": "m", "text": "a"}}),
        json!({"message": {"is_deleted": true}}),
    ] {
        assert_eq!(word(&kind(fields.clone())), "parked", "{fields}");
    }
    let ours = json!({"sender": {"id": PAGE}, "reaction": {"mid": "m", "action": "react", "emoji": "❤"}});
    assert_eq!(kinds(ours), []);
}

#[test]
fn places_become_points() {
    let at = |lat: Value| {
        let payload = json!({"coordinates": {"lat": lat, "long": 10.2}});
        kind(json!({"message": {"mid": "m", "attachments": [{"type": "location", "payload": payload}]}}))
    };
    assert_eq!(at(json!(36.8)), Kind::Location(Point::new(36.8, 10.2).unwrap()));
    assert_eq!(at(json!(99)), Kind::Unsupported);
    assert_eq!(at(json!("36.8")), Kind::Unsupported);
}

#[test]
fn files_are_read_as_what_they_are() {
    for (kind_of, expected) in [
        ("image", FileKind::Photo),
        ("video", FileKind::Video),
        ("audio", FileKind::Voice),
        ("file", FileKind::Document),
    ] {
        let url = "https://scontent.xx.fbcdn.net/1";
        let attachment = json!({"type": kind_of, "payload": {"url": url}});
        let message = json!({"mid": "m", "attachments": [attachment]});
        assert_eq!(kind(json!({"message": message})), Kind::file(expected, FileRef(url.into()), ""));
    }
}

#[test]
fn what_we_do_not_take_is_said_so_and_a_shared_link_is_its_text() {
    for kind_of in ["reel", "template", "not_known_yet"] {
        let attachment = json!({"type": kind_of, "payload": {"url": "https://scontent.xx.fbcdn.net/1"}});
        let message = json!({"mid": "m", "attachments": [attachment]});
        assert_eq!(kind(json!({"message": message})), Kind::Unsupported, "{kind_of}");
    }
    let link = json!({"type": "fallback", "payload": null, "title": "x", "url": "https://example.org"});
    let message = json!({"mid": "m", "text": "https://example.org", "attachments": [link]});
    assert_eq!(kind(json!({"message": message})), line("https://example.org", None));
}

#[test]
fn the_pages_own_words_and_people_without_an_id_are_parked() {
    for sender in [json!({"id": PAGE}), json!({"user_ref": "x"}), json!({"id": ""}), json!(null)] {
        let fields = json!({"sender": sender, "message": {"mid": "m", "text": "hi"}});
        assert_eq!(word(&kind(fields)), "parked", "{sender}");
    }
    assert_eq!(word(&kind(json!({"message": {"text": "no id"}}))), "parked");
}

#[test]
fn what_cannot_be_read_is_parked_under_its_fingerprint() {
    let instagram = json!({"object": "instagram", "entry": []}).to_string();
    for body in ["<html>", "", "{}", "[]", &instagram] {
        let read = read_for(PAGE, body);
        assert_eq!(read.len(), 1);
        assert_eq!(word(&read[0].kind), "parked");
        assert_eq!(read[0].native, read_for(PAGE, body)[0].native);
    }
    assert_ne!(read_for(PAGE, "<html>")[0].native, read_for(PAGE, "<HTML>")[0].native);
}

#[test]
fn what_is_parked_is_cut_at_a_character() {
    let kind = read_for(PAGE, &"€".repeat(40_000)).remove(0).kind;
    let Kind::Parked { raw } = kind else { panic!("parked was expected") };
    assert_eq!(raw.len(), limits::PARKED - limits::PARKED % 3);
}

#[test]
fn a_zero_character_is_replaced() {
    assert_eq!(kind(json!({"message": {"mid": "m", "text": "a\0b"}})), line("a\u{fffd}b", None));
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read_for(PAGE, &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_damaged_sample_is_read(
        name in prop::sample::select(vec![
            "messaging-message-location-attachment", "messaging-message-sticker",
            "messaging-postback-referral", "derived-batch-two-entries-with-redelivery",
            "messaging-message-edits", "messaging-reaction-1",
        ]),
        damage in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..5),
    ) {
        let mut bytes = fixture(name).into_bytes();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        for inbound in read_for(PAGE, &String::from_utf8_lossy(&bytes)) {
            prop_assert!(!inbound.native.0.is_empty());
        }
    }
}

use marketplace_domain::message::{Mark, Rich, Style};
use serde_json::{Value, json};

use super::*;

fn read_raw(raw: &str) -> Inbound {
    let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    Reader { bot: "77", username: "NwassikBot", now }.read(raw)
}

fn read(update: &Value) -> Inbound {
    read_raw(&update.to_string())
}

fn user() -> Value {
    json!({"id": 4242, "is_bot": false, "first_name": "Ada", "username": "ada", "language_code": "fr-TN"})
}

fn chat() -> Value {
    json!({"id": 4242, "type": "private", "first_name": "Ada", "username": "ada"})
}

/// An update with a message of those fields beside the usual ones.
fn message(fields: Value) -> Value {
    let mut message = json!({"message_id": 5, "from": user(), "chat": chat(), "date": 1_790_000_000});
    message.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    json!({"update_id": 1001, "message": message})
}

fn kind(fields: Value) -> Kind {
    read(&message(fields)).kind
}

fn is_parked(inbound: &Inbound) -> bool {
    matches!(inbound.kind, Kind::Parked { .. })
}

#[test]
fn a_text_keeps_who_where_when_and_in_which_language() {
    let inbound = read(&message(json!({"text": "hello", "reply_to_message": {"message_id": 3, "date": 1}})));
    assert_eq!(inbound.native.0, "1001");
    assert_eq!(inbound.message, Some(NativeId("5".into())));
    assert_eq!((inbound.from.bot.as_str(), inbound.from.chat.as_str()), ("77", "4242"));
    assert_eq!(inbound.who.subject, "4242");
    assert_eq!(inbound.language, Some(Language::Fr));
    assert_eq!(inbound.at.timestamp(), 1_790_000_000);
    let text = Rich::plain("hello");
    assert_eq!(inbound.kind, Kind::Text { text, reply_to: Some(NativeId("3".into())) });
}

#[test]
fn marks_are_read_and_mentions_are_not() {
    let entities = json!([
        {"type": "bold", "offset": 3, "length": 5},
        {"type": "text_mention", "offset": 3, "length": 5, "user": user()},
        {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "9"},
        {"type": "date_time", "offset": 0, "length": 2, "unix_time": 1},
        {"type": "italic", "offset": -1, "length": 5},
        {"type": "italic", "offset": 1, "length": 1},
    ]);
    let mark = Mark { range: 5..10, style: Style::Bold };
    let text = Rich::new("👋 Tunis", vec![mark]);
    let expected = Kind::Text { text, reply_to: None };
    assert_eq!(kind(json!({"text": "👋 Tunis", "entities": entities})), expected);
}

fn command(text: &str, length: usize) -> Kind {
    kind(json!({"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}))
}

#[test]
fn commands_are_read_with_their_arguments() {
    let expected = |name: &str, arguments: &str| Kind::Command {
        name: name.into(),
        arguments: arguments.into(),
        reply_to: None,
    };
    assert_eq!(command("/start", 6), expected("start", ""));
    assert_eq!(command("/Start@nwassikbot  r_12 👋 ", 17), expected("start", "r_12 👋"));
}

#[test]
fn a_command_for_another_bot_is_text() {
    assert!(matches!(command("/start@OtherBot", 15), Kind::Text { .. }));
    assert!(matches!(command("/start", 99), Kind::Text { .. }));
    assert!(matches!(kind(json!({"text": "/start"})), Kind::Text { .. }));
}

#[test]
fn the_largest_photo_that_is_not_too_large_is_taken() {
    let size = |id: &str, width: u64, bytes: u64| json!({"file_id": id, "file_unique_id": id, "width": width, "height": width, "file_size": bytes});
    let photo = json!([size("s", 90, 900), size("m", 800, 90_000), size("x", 9000, 11_000_000)]);
    let expected = files(FileKind::Photo, "m", Some(90_000), "olive oil");
    assert_eq!(kind(json!({"photo": photo, "caption": "olive oil"})), expected);
}

#[test]
fn an_image_sent_as_a_document_is_a_photo() {
    let document = |mime: &str| json!({"document": {"file_id": "d", "file_unique_id": "d", "file_name": "me.x", "mime_type": mime}});
    assert_eq!(kind(document("image/png")), files(FileKind::Photo, "d", None, ""));
    assert_eq!(kind(document("application/pdf")), files(FileKind::Document, "d", None, ""));
}

#[test]
fn files_are_read_as_what_they_are() {
    let file = json!({"file_id": "f", "file_unique_id": "f", "file_size": 7, "file_name": "me.x"});
    for (field, expected) in [
        ("video", FileKind::Video),
        ("video_note", FileKind::Round),
        ("voice", FileKind::Voice),
        ("audio", FileKind::Audio),
        ("document", FileKind::Document),
        ("sticker", FileKind::Sticker),
    ] {
        assert_eq!(kind(json!({field: file})), files(expected, "f", Some(7), ""), "{field}");
    }
    let moving = json!({"animation": file, "document": {"file_id": "d", "file_unique_id": "d"}});
    assert_eq!(kind(moving), files(FileKind::Video, "f", Some(7), ""));
}

#[test]
fn a_sticker_that_moves_is_said_in_a_word() {
    for moves in ["is_animated", "is_video"] {
        let sticker = json!({"file_id": "f", "file_unique_id": "f", moves: true, "emoji": "😀"});
        assert_eq!(kind(json!({"sticker": sticker})), Kind::Text { text: Rich::plain("😀"), reply_to: None });
    }
}

#[test]
fn one_of_an_album_knows_which_and_marks_under_it_stay() {
    let read = kind(json!({
        "voice": {"file_id": "v", "file_unique_id": "v"}, "media_group_id": "13", "caption": "so bold",
        "caption_entities": [{"type": "bold", "offset": 3, "length": 4}],
    }));
    let Kind::Files { caption, album, .. } = read else { panic!("files") };
    assert_eq!((caption.text(), caption.marks().len(), album.as_deref()), ("so bold", 1, Some("13")));
}

/// One file of that length, with what stands under it.
fn files(kind: FileKind, file: &str, length: Option<u64>, caption: &str) -> Kind {
    let files = vec![Attached { kind, file: FileRef(file.into()), length }];
    Kind::Files { files, caption: Rich::plain(caption), album: None, reply_to: None }
}

#[test]
fn places_become_points() {
    let point = json!({"latitude": 36.8, "longitude": 10.2});
    let expected = Kind::Location(Point::new(36.8, 10.2).unwrap());
    assert_eq!(kind(json!({"location": point})), expected);
    let venue = json!({"location": point, "title": "Ada's home", "address": "x"});
    assert_eq!(kind(json!({"venue": venue, "location": point})), expected);
    assert_eq!(kind(json!({"location": {"latitude": 99.0, "longitude": 0.0}})), Kind::Unsupported);
}

#[test]
fn of_a_contact_card_nothing_is_taken_but_that_it_is_one() {
    let contact = json!({"phone_number": "+21624619037", "first_name": "Amira", "vcard": "BEGIN:VCARD"});
    assert_eq!(kind(json!({"contact": contact})), Kind::Contact);
}

#[test]
fn what_we_do_not_take_is_said_so() {
    for field in ["poll", "rich_message", "story", "not_known_yet"] {
        assert_eq!(kind(json!({field: {"file_id": "x"}})), Kind::Unsupported, "{field}");
    }
}

#[test]
fn a_press_is_read_even_on_a_message_that_is_not_accessible_any_more() {
    let tap = |message: Value| {
        read(&json!({"update_id": 7, "callback_query": {
            "id": "900", "from": user(), "message": message, "chat_instance": "1", "data": "k:1"
        }}))
    };
    let whole = json!({"message_id": 8, "date": 5, "chat": chat(), "text": "choose", "from": {"id": 77, "is_bot": true}});
    let gone = json!({"message_id": 8, "date": 0, "chat": chat()});
    let expected = Kind::Tap { tap: TapId("900".into()), on: Some(NativeId("8".into())), data: "k:1".into() };
    for message in [whole, gone] {
        let inbound = tap(message);
        assert_eq!(inbound.kind, expected);
        assert_eq!(inbound.at.timestamp(), 1_800_000_000);
    }
}

#[test]
fn blocking_and_unblocking_are_read() {
    let change = |status: &str| {
        let member = |status: &str| json!({"status": status, "user": {"id": 77, "is_bot": true}});
        read(&json!({"update_id": 7, "my_chat_member": {
            "chat": chat(), "from": user(), "date": 1_790_000_000,
            "old_chat_member": member("member"), "new_chat_member": member(status)
        }}))
    };
    assert_eq!(change("kicked").kind, Kind::Left);
    assert_eq!(change("member").kind, Kind::Returned);
    assert!(is_parked(&change("administrator")));
}

#[test]
fn groups_channels_bots_and_notes_are_parked() {
    let mut group = message(json!({"text": "hi"}));
    group["message"]["chat"] = json!({"id": -5, "type": "group", "title": "x"});
    let mut bot = message(json!({"text": "hi"}));
    bot["message"]["from"]["is_bot"] = json!(true);
    let mut post = message(json!({"text": "hi"}));
    post["channel_post"] = post["message"].take();
    let note = message(json!({"pinned_message": {"message_id": 1}}));
    let unknown = json!({"update_id": 1001, "something_new": {"a": 1}});
    for update in [group, bot, post, note, unknown] {
        let inbound = read(&update);
        assert!(is_parked(&inbound), "{update}");
        assert_eq!(inbound.native.0, "1001");
    }
}

fn edit(fields: Value) -> Inbound {
    let mut edit = message(fields);
    edit["edited_message"] = edit["message"].take();
    edit["edited_message"]["edit_date"] = json!(1_790_000_009);
    read(&edit)
}

#[test]
fn an_edit_says_which_message_and_all_of_its_new_words() {
    let inbound =
        edit(json!({"text": "hello again", "entities": [{"type": "bold", "offset": 0, "length": 5}]}));
    let mark = Mark { range: 0..5, style: Style::Bold };
    let text = Rich::new("hello again", vec![mark]);
    assert_eq!(inbound.kind, Kind::Edited { message: NativeId("5".into()), text });
    assert_eq!((inbound.at.timestamp(), inbound.message), (1_790_000_009, None));
    let photo = json!([{"file_id": "x", "width": 1, "height": 1}]);
    let text = |caption: &str| Kind::Edited { message: NativeId("5".into()), text: Rich::plain(caption) };
    assert_eq!(edit(json!({"photo": photo, "caption": "red"})).kind, text("red"));
    assert_eq!(edit(json!({"photo": photo})).kind, text(""));
}

#[test]
fn of_a_live_location_that_moves_nothing_is_kept() {
    let Kind::Parked { raw } = edit(json!({"location": {"latitude": 36.8, "longitude": 10.1}})).kind else {
        panic!("parked was expected")
    };
    assert!(!raw.contains("36.8"), "{raw}");
}

#[test]
fn a_reaction_is_read_and_a_custom_emoji_is_none() {
    let react = |new: Value| {
        let change = json!({"chat": chat(), "message_id": 8, "user": user(), "date": 1_790_000_000,
            "old_reaction": [], "new_reaction": new});
        read(&json!({"update_id": 7, "message_reaction": change})).kind
    };
    let reacted = |emoji: Option<&str>| Kind::Reacted {
        message: NativeId("8".into()),
        reaction: emoji.map(|emoji| Reaction::parse(emoji).unwrap()),
    };
    let emoji = |emoji: &str| json!({"type": "emoji", "emoji": emoji});
    let custom = json!({"type": "custom_emoji", "custom_emoji_id": "5368324170671202286"});
    assert_eq!(react(json!([emoji("❤")])), reacted(Some("❤")));
    assert_eq!(react(json!([emoji("👍"), emoji("🔥")])), reacted(Some("🔥")));
    assert_eq!(react(json!([emoji("👍"), custom])), reacted(Some("👍")));
    assert_eq!(react(json!([custom])), reacted(None));
    assert_eq!(react(json!([])), reacted(None));
}

#[test]
fn what_cannot_be_read_is_parked_under_its_number_or_its_fingerprint() {
    let broken = read_raw(r#"{"update_id": 12, "message": {"text": 5}}"#);
    assert!(is_parked(&broken));
    assert_eq!(broken.native.0, "12");
    let garbage = read_raw("<html>");
    assert!(is_parked(&garbage));
    assert_eq!(garbage.native, read_raw("<html>").native);
    assert_ne!(garbage.native, read_raw("<HTML>").native);
}

#[test]
fn what_is_parked_is_cut_at_a_character() {
    let Kind::Parked { raw } = read_raw(&"€".repeat(40_000)).kind else { panic!("parked was expected") };
    assert_eq!(raw.len(), limits::PARKED - limits::PARKED % 3);
}

#[test]
fn a_zero_character_is_replaced_and_marks_stay_in_place() {
    let entities = json!([{"type": "bold", "offset": 2, "length": 1}]);
    let mark = Mark { range: 4..5, style: Style::Bold };
    let expected = Kind::Text { text: Rich::new("a\u{fffd}b", vec![mark]), reply_to: None };
    assert_eq!(kind(json!({"text": "a\0b", "entities": entities})), expected);
}

#[test]
fn a_topic_is_told_and_a_thread_of_replies_is_none() {
    let topic = |fields: Value| read(&message(fields)).topic;
    let there = Some(TopicId("17".into()));
    assert_eq!(topic(json!({"text": "hi", "message_thread_id": 17, "is_topic_message": true})), there);
    assert_eq!(topic(json!({"text": "hi", "message_thread_id": 17})), None);
    assert_eq!(topic(json!({"text": "hi", "is_topic_message": true})), None);
    let on = json!({"message_id": 9, "chat": chat(), "date": 1, "message_thread_id": 17, "is_topic_message": true});
    let query = json!({"id": "8", "from": user(), "message": on, "chat_instance": "1", "data": "go.start"});
    assert_eq!(read(&json!({"update_id": 1, "callback_query": query})).topic, there);
    // Too old to be seen: nothing is known of where it stands.
    let gone = json!({"message_id": 9, "chat": chat(), "date": 0});
    let query = json!({"id": "8", "from": user(), "message": gone, "chat_instance": "1", "data": "go.start"});
    assert_eq!(read(&json!({"update_id": 1, "callback_query": query})).topic, None);
}

/// What a message carries of other people and other chats beside its own words: a message that has it
/// reads exactly as one that has not.
#[test]
fn where_a_message_comes_from_and_whom_it_quotes_is_not_read() {
    let other = json!({"id": 9009, "is_bot": false, "first_name": "Secret", "username": "secret"});
    let channel = json!({"id": -1009, "type": "channel", "title": "Secret", "username": "secret"});
    let origins = [
        json!({"type": "user", "date": 1, "sender_user": other}),
        json!({"type": "hidden_user", "date": 1, "sender_user_name": "Secret"}),
        json!({"type": "channel", "date": 1, "chat": channel, "message_id": 1, "author_signature": "Secret"}),
    ];
    let mut carried: Vec<Value> = origins
        .iter()
        .map(|origin| json!({"forward_origin": origin, "is_automatic_forward": true}))
        .collect();
    carried.extend([
        json!({"via_bot": {"id": 9009, "is_bot": true, "first_name": "Secret", "username": "secret_bot"}}),
        json!({"external_reply": {"origin": origins[0], "chat": channel, "message_id": 1}}),
        json!({"quote": {"text": "Secret", "position": 0, "is_manual": true}}),
        json!({"sender_chat": channel, "author_signature": "Secret", "sender_business_bot": other}),
        json!({"link_preview_options": {"url": "https://secret.example", "is_disabled": false}}),
        json!({"reply_markup": {"inline_keyboard": [[{"text": "Secret", "url": "https://secret.example"}]]}}),
        json!({"entities": [{"type": "text_mention", "offset": 0, "length": 5, "user": other},
                            {"type": "text_link", "offset": 0, "length": 5, "url": "tg://user?id=9009"}]}),
    ]);
    let plain = read(&message(json!({"text": "hello"})));
    for fields in carried {
        let mut all = json!({"text": "hello"});
        all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        assert_eq!(read(&message(all)), plain, "{fields}");
    }

    let sticker = |more: Value| {
        let mut sticker =
            json!({"file_id": "f", "file_unique_id": "f", "is_animated": false, "is_video": false});
        sticker.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        read(&message(json!({"sticker": sticker})))
    };
    assert_eq!(
        sticker(json!({"set_name": "secret_by_secret", "custom_emoji_id": "9009"})),
        sticker(json!({}))
    );
}

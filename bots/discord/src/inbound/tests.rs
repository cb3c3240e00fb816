use std::fs;

use serenity::model::event::{Event, GatewayEvent};

use super::*;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/discord");
const BOT: &str = "1100000000000000001";

mod changes;

fn event(name: &str) -> Event {
    let text = fs::read_to_string(format!("{FIXTURES}/{name}.json")).unwrap();
    match serde_json::from_str(&text).unwrap() {
        GatewayEvent::Dispatch(_, event) => event,
        other => panic!("{other:?} is no event"),
    }
}

fn read(name: &str) -> Vec<Inbound> {
    let client = Client::new("t".into(), None).unwrap();
    let reader = Reader { bot: BOT, client: &client, now: DateTime::UNIX_EPOCH };
    match event(name) {
        Event::MessageCreate(created) => reader.message(&created.message),
        Event::InteractionCreate(created) => vec![reader.interaction(&created.interaction)],
        other => panic!("{other:?} is not read"),
    }
}

fn kinds(name: &str) -> Vec<Kind> {
    read(name).into_iter().map(|it| it.kind).collect()
}

fn text(text: &str, reply_to: Option<&str>) -> Kind {
    Kind::Text { text: Rich::plain(text), reply_to: reply_to.map(|id| NativeId(id.into())) }
}

fn command(name: &str, arguments: &str) -> Kind {
    Kind::Command { name: name.into(), arguments: arguments.into(), reply_to: None }
}

fn photo(attachment: &str, caption: &str) -> Kind {
    let place = "https://cdn.discordapp.com/attachments/1200000000000000002";
    let file = FileRef(format!("{place}/{attachment}?ex=6740a1b2&is=673f5032&hm=0f1e2d3c&"));
    let files = vec![Attached { kind: FileKind::Photo, file, length: Some(123_456) }];
    Kind::Files { files, caption: Rich::plain(caption), album: None, reply_to: None }
}

#[test]
fn a_text_is_read_with_its_sender_and_moment() {
    let expected = Inbound {
        native: NativeId("1440995838472650752".into()),
        message: Some(NativeId("1440995838472650752".into())),
        from: Address { platform: Platform::Discord, bot: BOT.into(), chat: "1200000000000000002".into() },
        who: Identity { platform: Platform::Discord, subject: "80351110224678912".into() },
        language: None,
        // The moment is the one in the id.
        at: moment(1_440_995_838_472_650_752).unwrap(),
        topic: None,
        kind: text("Is it still available? صباح الخير 👋", None),
    };
    assert_eq!(read("message-text"), [expected]);
}

#[test]
fn texts_are_commands_replies_or_lines_that_name_nobody() {
    assert_eq!(kinds("message-command"), [command("start", "req_1")]);
    assert_eq!(kinds("message-reply"), [text("yes, that one", Some("1440995838472650700"))]);
    assert_eq!(kinds("message-references"), [text("ask  in  ", None)]);
}

#[test]
fn files_of_a_message_are_read_together() {
    assert_eq!(kinds("message-picture"), [photo("1440995838472650801/IMG_2041.jpg", "my parcel")]);
    let all = read("message-two-pictures-and-a-file");
    let [Inbound { kind: Kind::Files { files, .. }, native, .. }] = all.as_slice() else { panic!("one") };
    let kinds: Vec<FileKind> = files.iter().map(|file| file.kind).collect();
    assert_eq!(kinds, [FileKind::Photo, FileKind::Document, FileKind::Photo]);
    assert_eq!(native.0, "1440995838472650752");
}

#[test]
fn what_we_do_not_take_is_said_to_be_so() {
    let Kind::Files { files, .. } = kinds("message-voice").remove(0) else { panic!("a voice message") };
    assert_eq!(files[0].kind, FileKind::Voice);
    for name in ["message-sticker", "message-forward", "message-emoji-only"] {
        assert_eq!(kinds(name), [Kind::Unsupported], "{name}");
    }
}

#[test]
fn what_no_person_said_to_the_bot_alone_is_nothing() {
    for name in ["message-by-bot", "message-in-server", "message-pinned"] {
        assert_eq!(read(name), [], "{name}");
    }
}

#[test]
fn a_press_carries_its_data_its_message_and_the_language() {
    let read = read("interaction-button").remove(0);
    let tap = Kind::Tap {
        tap: TapId("1440995900000000000".into()),
        on: Some(NativeId("1440995838472650700".into())),
        data: "o.1.7".into(),
    };
    assert_eq!(read.kind, tap);
    assert_eq!((read.native.0.as_str(), read.language), ("1440995900000000000", Some(Language::Fr)));
    assert_eq!(read.who.subject, "80351110224678912");
    assert_eq!(read.from.chat, "1200000000000000002");
}

#[test]
fn a_command_of_the_menu_is_one() {
    let read = read("interaction-command").remove(0);
    assert_eq!((read.kind, read.language), (command("help", ""), Some(Language::Ar)));
}

#[test]
fn what_is_done_elsewhere_is_kept_without_a_token_or_a_person() {
    for name in ["interaction-in-server", "interaction-in-foreign-chat"] {
        let read = read(name).remove(0);
        let Kind::Parked { raw } = read.kind else { panic!("{name} is parked") };
        assert!(!raw.contains("token"));
        assert_eq!((read.from.chat.as_str(), read.who.subject.as_str()), ("", ""));
    }
    assert_eq!(kinds("interaction-select"), [Kind::Unsupported]);
}

#[test]
fn a_picture_elsewhere_is_not_fetched() {
    let Event::MessageCreate(mut created) = event("message-picture") else { panic!("a message") };
    created.message.attachments[0].url = "https://169.254.169.254/a.jpg".into();
    let client = Client::new("t".into(), None).unwrap();
    let reader = Reader { bot: BOT, client: &client, now: DateTime::UNIX_EPOCH };
    let kinds: Vec<Kind> = reader.message(&created.message).into_iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [text("my parcel", None), Kind::Unsupported]);
}

#[test]
fn an_id_tells_its_moment() {
    // The example of docs.discord.com/developers/reference#snowflakes.
    let expected = DateTime::from_timestamp_millis(1_462_015_105_796).unwrap();
    assert_eq!(moment(175_928_847_299_117_063), Some(expected));
}

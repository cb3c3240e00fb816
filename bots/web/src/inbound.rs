//! What visitors do, as the market hears of it.

use adapter::{Attached, FileRef, Inbound, Kind, NativeId, TapId};
use chrono::{DateTime, Utc};
use marketplace_domain::{
    account::{Identity, Language, Platform},
    media::FileKind,
    message::Rich,
};

use crate::{
    entry::{Entry, EntryId},
    names,
};

/// The longest line that a visitor may say, in bytes.
pub(crate) const MOST_TEXT: usize = 16 * 1024;
/// The longest text that a button may carry, in bytes (that of Telegram's buttons).
pub(crate) const MOST_DATA: usize = 64;

/// The key that a client made for one thing it does: trying again with the same key does it once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClientKey(String);

impl ClientKey {
    /// Takes 8 to 64 letters, digits, `-` and `_`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let fits = (8..=64).contains(&text.len());
        (fits && text.bytes().all(is_name_byte)).then(|| Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a deep link asks for: 1 to 64 letters, digits, `-` and `_`, as on Telegram.
pub(crate) fn start_argument(text: &str) -> Option<&str> {
    let fits = (1..=64).contains(&text.len());
    (fits && text.bytes().all(is_name_byte)).then_some(text)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// A line as it is kept: with `\n` between lines and without other control characters, some of
/// which the database cannot hold.
pub(crate) fn tidy(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let clean: String = lines.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    clean.trim().to_owned()
}

/// What a line means: a command where it starts with a slash and a name.
fn line(text: &str, reply_to: Option<EntryId>) -> Kind {
    let Some((name, arguments)) = command(text) else {
        return Kind::Text { text: Rich::plain(text), reply_to: reply_to.map(native) };
    };
    Kind::Command { name, arguments, reply_to: None }
}

/// A file, with what stands under it.
fn file(kind: FileKind, file: &str, caption: &str, reply_to: Option<EntryId>) -> Kind {
    let files = vec![Attached { kind, file: FileRef(file.to_owned()), length: None }];
    Kind::Files { files, caption: Rich::plain(caption), album: None, reply_to: reply_to.map(native) }
}

/// An entry, as the rest of the product names it.
pub(crate) fn native(id: EntryId) -> NativeId {
    NativeId(id.to_string())
}

fn command(text: &str) -> Option<(String, String)> {
    let rest = text.strip_prefix('/')?;
    let (word, arguments) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = word.split('@').next().unwrap_or_default().to_ascii_lowercase();
    // 32: the longest name of a command on Telegram and Discord.
    let fits = (1..=32).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    fits.then(|| (name, arguments.trim().to_owned()))
}

/// One visitor, at one moment.
pub(crate) struct Doer<'a> {
    /// Their chat.
    pub(crate) chat: &'a str,
    /// The language of their browser.
    pub(crate) language: Language,
    /// Now.
    pub(crate) at: DateTime<Utc>,
}

impl Doer<'_> {
    /// A line or file of theirs; `None` for a message of the bot, and for what was taken back.
    pub(crate) fn said(&self, id: EntryId, entry: &Entry) -> Option<Inbound> {
        let own = entry.own()?;
        let kind = match entry {
            Entry::Line { text, .. } => line(text, own.reply_to),
            Entry::Photo { file: at, caption, .. } => file(FileKind::Photo, at, caption, own.reply_to),
            Entry::File { file: at, caption, .. } => file(FileKind::Document, at, caption, own.reply_to),
            Entry::Gone { .. } | Entry::Bot { .. } => return None,
        };
        Some(Inbound { message: Some(native(id)), ..self.inbound("said", &own.key, kind) })
    }

    /// A press of a button. Two buttons pressed with one key are two presses: a page without
    /// scripts has one key for all the buttons of a message.
    pub(crate) fn tapped(&self, key: &ClientKey, on: Option<EntryId>, data: String) -> Inbound {
        let key = format!("{}:{data}", key.as_str());
        let on = on.map(native);
        let tap = TapId(key.clone());
        self.inbound("tapped", &key, Kind::Tap { tap, on, data })
    }

    /// They came in, by a deep link or not.
    pub(crate) fn came(&self, key: &str, argument: &str) -> Inbound {
        let kind = Kind::Command { name: "start".to_owned(), arguments: argument.to_owned(), reply_to: None };
        self.inbound("came", key, kind)
    }

    /// What they did, under a key of its own kind.
    pub(crate) fn inbound(&self, what: &str, key: &str, kind: Kind) -> Inbound {
        Inbound {
            native: NativeId(format!("{}:{what}:{key}", self.chat)),
            message: None,
            from: names::address(self.chat),
            who: Identity { platform: Platform::Web, subject: self.chat.to_owned() },
            language: Some(self.language),
            at: self.at,
            topic: None,
            kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_slash_and_a_name_is_a_command() {
        let command = |name: &str, arguments: &str| Kind::Command {
            name: name.to_owned(),
            arguments: arguments.to_owned(),
            reply_to: None,
        };
        assert_eq!(line("/Post", Some(3)), command("post", ""));
        assert_eq!(line("/start@nwassik  req_7 ", None), command("start", "req_7"));
        for text in ["/", "/ post", "/é", "post", "/tmp/x"] {
            assert!(matches!(line(text, None), Kind::Text { .. }), "{text}");
        }
    }

    #[test]
    fn control_characters_are_dropped_but_lines_stay() {
        assert_eq!(tidy(" a\r\nb\0\u{1b}[2J\tc\u{85} "), "a\nb[2J\tc");
        assert_eq!(tidy("\0 \n"), "");
    }

    #[test]
    fn keys_are_short_names() {
        assert!(ClientKey::parse("abcdEF-_09").is_some());
        for key in ["", "short", "with space", "ключключ", &"a".repeat(65)] {
            assert_eq!(ClientKey::parse(key), None, "{key}");
        }
    }

    #[test]
    fn two_buttons_under_one_key_are_two_presses() {
        let doer = Doer { chat: "c", language: Language::En, at: DateTime::UNIX_EPOCH };
        let key = ClientKey::parse("12345678").unwrap();
        let native = |data: &str| doer.tapped(&key, Some(1), data.to_owned()).native;
        assert_eq!(native("a"), native("a"));
        assert_ne!(native("a"), native("b"));
    }
}

//! Telegram's numbers, in one place.

use std::time::Duration;

use adapter::{Capabilities, Reactions};
use marketplace_domain::media::FileKind;

/// What Telegram can show, and how fast it takes it.
pub const CAPABILITIES: Capabilities = Capabilities {
    // core.telegram.org/bots/api#sendmessage: 1-4096 characters after entities parsing.
    text_units: 4096,
    // core.telegram.org/bots/api#sendphoto: 0-1024 characters after entities parsing.
    caption_units: 1024,
    // core.telegram.org/bots/api#sending-files: 50 MB for what is no photo. Ours are far below 10 MB.
    file_bytes: 50 * 1024 * 1024,
    // A sticker of ours would have to be made anew in its form; it goes as a picture.
    shows: &[
        FileKind::Photo,
        FileKind::Video,
        FileKind::Round,
        FileKind::Voice,
        FileKind::Audio,
        FileKind::Document,
    ],
    // core.telegram.org/bots/api#editmessagetext
    edits: true,
    // core.telegram.org/bots/api#deletemessages; only messages of the last 48 hours.
    deletes: true,
    reactions: Reactions::These(&REACTIONS),
    // No update tells of it in a private chat (core.telegram.org/bots/api#update).
    hears_deletions: false,
    // core.telegram.org/bots/api#pinchatmessage
    pins: true,
    // core.telegram.org/bots/api#createforumtopic, where getMe says that the bot has them.
    topics: false,
    // No method takes a key of ours.
    idempotent: false,
    // core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: about 30 a second.
    bot_per_second: 30,
    // The same page: not more than one a second in one chat.
    chat_per_second: 1,
    // The same page allows "short bursts" without a number. Four is cautious: a text after two pictures
    // and an answer fit. If five are allowed, one to spare covers a message that was late on its way and
    // came close before the next. A refusal (429) pauses the chat anyway.
    chat_burst: 4,
};

/// The reactions that bots may set (core.telegram.org/bots/api#reactiontypeemoji, Bot API 10.1).
#[rustfmt::skip]
pub(crate) const REACTIONS: [&str; 73] = [
    "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩", "🤮", "💩", "🙏", "👌",
    "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤\u{200d}🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨",
    "😐", "🍓", "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨\u{200d}💻", "👀", "🎃", "🙈", "😇", "😨",
    "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿", "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎",
    "👾", "🤷\u{200d}♂", "🤷", "🤷\u{200d}♀", "😡",
];

/// How many requests are shown to somebody who looks for some from another chat: a screen of a phone. Telegram
/// takes fifty (core.telegram.org/bots/api#answerinlinequery).
pub(crate) const ARTICLES: usize = 10;

/// How long Telegram may show them again without asking, in seconds: long enough for whoever types, too short to
/// show much that closed.
pub(crate) const ARTICLES_KEPT: u32 = 60;

/// The largest photo that we take, in bytes: what Telegram lets a bot send
/// (core.telegram.org/bots/api#sending-files).
pub(crate) const PHOTO_BYTES: u64 = 10 * 1024 * 1024;

/// Pictures in one album (core.telegram.org/bots/api#sendmediagroup: 2-10 items).
pub(crate) const ALBUM: usize = 10;

/// Messages in one deletion (core.telegram.org/bots/api#deletemessages: 1-100 ids).
pub(crate) const DELETIONS: usize = 100;

/// Updates in one answer (core.telegram.org/bots/api#getupdates: 1-100).
pub(crate) const UPDATES: u8 = 100;

/// Connections on which Telegram may call the webhook at once
/// (core.telegram.org/bots/api#setwebhook: 1-100). It keeps the order within a chat by itself.
pub(crate) const WEBHOOK_CONNECTIONS: u8 = 100;

/// How long a delivery may take in all: the bound that [`adapter::Adapter::deliver`] sets.
pub(crate) const DELIVERY: Duration = Duration::from_secs(10);

/// How long a delivery with files may take: more for each byte, so that the largest that crosses, of 20
/// MB, has 50 seconds. Ten of them in one album have no more: the lane's lease ends after 60.
pub(crate) fn delivery_of(length: u64) -> Duration {
    const BYTES_A_SECOND: u64 = 512 * 1024;
    DELIVERY + Duration::from_secs((length / BYTES_A_SECOND).min(40))
}

/// How long a connection may take. Shorter than a delivery, so that "no connection" is told apart
/// from "no answer".
pub(crate) const CONNECT: Duration = Duration::from_secs(5);

/// How long the download of a file may take; the largest is 20 MB (core.telegram.org/bots/api#getfile).
pub(crate) const DOWNLOAD: Duration = Duration::from_secs(30);

/// How long a poll waits for something to happen, in seconds.
pub(crate) const POLL_SECONDS: u32 = 25;

/// How long the answer to a poll may take: its wait, and some time for a slow network.
pub(crate) const POLL: Duration = Duration::from_secs(40);

/// How long to wait where Telegram says "too fast" but not how long.
pub(crate) const RETRY_AFTER: Duration = Duration::from_secs(5);

/// The largest body that the webhook takes, in bytes. An update is a few KiB.
pub(crate) const WEBHOOK_BODY: usize = 1024 * 1024;

/// The longest answer that we read, in bytes: a hundred of the longest updates with room to spare.
pub(crate) const ANSWER: usize = 16 * 1024 * 1024;

/// How much of an update is kept for an operator, in bytes.
pub(crate) const PARKED: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use marketplace_domain::reaction::Reaction;

    use super::*;

    #[test]
    fn every_reaction_of_telegrams_is_one_of_ours_and_is_written_as_telegram_does() {
        for emoji in REACTIONS {
            assert_eq!(Reaction::parse(emoji).unwrap().bare(), emoji);
        }
    }
}

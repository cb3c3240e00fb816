//! Discord's numbers, in one place. Pages are below docs.discord.com/developers.

use std::time::Duration;

use adapter::{Capabilities, Reactions};
use marketplace_domain::media::FileKind;

/// What Discord can show, and how fast it takes it.
pub const CAPABILITIES: Capabilities = Capabilities {
    // resources/message#create-message: up to 2000 characters. Discord counts code points
    // (github.com/discord/discord-api-docs/issues/1315), of which a text never has more than units.
    text_units: CONTENT,
    // A picture and a text are one message, so that the bound is the same.
    caption_units: CONTENT,
    // reference#uploading-files: "The default limit is 10 MiB".
    file_bytes: 10 * 1024 * 1024,
    // A voice message of Discord's needs a drawing of its sound: it goes as sound.
    shows: &[FileKind::Photo, FileKind::Video, FileKind::Audio, FileKind::Document],
    // resources/message#edit-message
    edits: true,
    // resources/message#delete-message
    deletes: true,
    // resources/message#create-reaction: "a URL-encoded unicode emoji".
    reactions: Reactions::Any,
    // events/gateway-events#message-delete
    hears_deletions: true,
    // Every pin adds a message that says so, which no bot can leave out.
    pins: false,
    // It has none.
    topics: false,
    // resources/message#create-message: `enforce_nonce`, "in the past few minutes".
    idempotent: true,
    // topics/rate-limits#global-rate-limit: 50 requests a second.
    bot_per_second: 50,
    // topics/rate-limits: the limits of a route are told by headers only. Five messages in five
    // seconds a channel is what those headers say in practice.
    chat_per_second: 1,
    chat_burst: 5,
};

/// The longest content of a message, in code points (resources/message#create-message).
pub(crate) const CONTENT: usize = 2000;

/// The longest nonce, in characters (the same page).
pub(crate) const NONCE: usize = 25;

/// Files in one message (the same page's schema, `attachments`).
pub(crate) const FILES: usize = 10;

/// Rows of buttons in one message (components/reference#legacy-message-component-behavior: 5).
pub(crate) const ROWS: usize = 5;

/// Buttons in one row (components/reference#action-row: 5).
pub(crate) const ROW_BUTTONS: usize = 5;

/// What stands on a button, in characters (components/reference#button: 80).
pub(crate) const LABEL: usize = 80;

/// What a command of the menu does, in characters (interactions/application-commands: 100).
pub(crate) const DESCRIPTION: usize = 100;

/// How long a delivery may take in all: the bound that [`adapter::Adapter::deliver`] sets.
pub(crate) const DELIVERY: Duration = Duration::from_secs(10);

/// How long a delivery with files may take: more for each byte, and less than the 60 s of a lane's lease.
pub(crate) fn delivery_of(length: u64) -> Duration {
    const BYTES_A_SECOND: u64 = 512 * 1024;
    DELIVERY + Duration::from_secs((length / BYTES_A_SECOND).min(40))
}

/// How long a connection may take. Shorter than a delivery, so that "no connection" is told apart
/// from "no answer".
pub(crate) const CONNECT: Duration = Duration::from_secs(5);

/// How long an acknowledgement may take: an interaction must be answered within 3 seconds
/// (interactions/receiving-and-responding), counted from when Discord sent it.
pub(crate) const ACKNOWLEDGE: Duration = Duration::from_millis(2500);

/// How long the download of a file may take: 50 MB in that time are 7 Mbit/s.
pub(crate) const DOWNLOAD: Duration = Duration::from_secs(60);

/// How long to wait where Discord says "too fast" but not how long.
pub(crate) const RETRY_AFTER: Duration = Duration::from_secs(5);

/// The longest wait that we believe: after it we ask again.
pub(crate) const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(3600);

/// Refused calls after which none is made until the time that they are counted over has passed: half of
/// the 10,000 in ten minutes that Discord bans an address for, because other processes may share ours
/// (topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
pub(crate) const INVALID: u32 = 5_000;
pub(crate) const INVALID_WINDOW: Duration = Duration::from_secs(600);

/// Updates that may wait to be stored while the database is away. Discord's gateway cannot be made
/// to wait: beyond this number something must be dropped, or memory runs out.
pub(crate) const WAITING: usize = 10_000;

/// Updates handed in at once.
pub(crate) const BATCH: usize = 100;

/// The rest before the gateway is tried again: it doubles up to the longest. A bot may identify 1,000
/// times a day (topics/gateway#session-start-limit), which is once in 87 seconds.
pub(crate) const FIRST_REST: Duration = Duration::from_millis(500);
pub(crate) const LONGEST_REST: Duration = Duration::from_secs(120);

/// A connection that held this long was a good one, so that the rests begin anew.
pub(crate) const GOOD_CONNECTION: Duration = Duration::from_secs(60);

/// The longest answer that we read, in bytes. A message is a few KiB, and comes back with what it
/// replies to.
pub(crate) const ANSWER: usize = 1024 * 1024;

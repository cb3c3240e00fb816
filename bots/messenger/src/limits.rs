//! Messenger's numbers, in one place. "docs" is
//! developers.facebook.com/documentation/business-messaging/messenger-platform.

use std::time::Duration;

use adapter::{Capabilities, Reactions};
use marketplace_domain::media::FileKind;

/// What Messenger can show, and how fast it takes it.
pub const CAPABILITIES: Capabilities = Capabilities {
    // docs/reference/send-api, `message.text`: 2000 characters. Counted in UTF-16 units, which are
    // never fewer than characters.
    text_units: 2000,
    // A picture is a message of its own, without a text (docs/send-messages/saving-assets).
    caption_units: 0,
    // docs/send-messages/saving-assets: 25 MB.
    file_bytes: 25 * 1024 * 1024,
    // The same page: images, videos, sounds, files.
    shows: &[FileKind::Photo, FileKind::Video, FileKind::Audio, FileKind::Document],
    // The Send API has no method for either.
    edits: false,
    deletes: false,
    // docs/send-messages/sender-actions: "any emoji reaction".
    reactions: Reactions::Any,
    // docs/webhooks has no event for it.
    hears_deletions: false,
    // The Send API has no method for it.
    pins: false,
    // It has none.
    topics: false,
    // No method takes a key of ours.
    idempotent: false,
    // docs/overview/rate-limiting: 300 calls a second and Page, for text and links.
    bot_per_second: 300,
    // The same page: "too many messages … to a single thread" are limited, without a number. As
    // cautious as with Telegram; a refusal pauses the chat anyway.
    chat_per_second: 1,
    chat_burst: 5,
};

/// Buttons of one button template, and of one card of a generic template
/// (docs/send-messages/template/button and …/generic: 1-3).
pub(crate) const TEMPLATE_BUTTONS: usize = 3;

/// The text of a button template, in characters (docs/send-messages/template/button: 640).
pub(crate) const TEMPLATE_TEXT: usize = 640;

/// Cards of one generic template (docs/send-messages/template/generic: 10).
pub(crate) const CARDS: usize = 10;

/// The title of such a card, in characters (the same page: 80).
pub(crate) const CARD_TITLE: usize = 80;

/// Quick replies under one message (docs/send-messages/quick-replies: 13).
pub(crate) const QUICK_REPLIES: usize = 13;

/// What stands on a button, in characters (docs/send-messages/buttons/postback: 20; for quick
/// replies docs/instagram/features/quick-replies says the same).
pub(crate) const BUTTON_TITLE: usize = 20;

/// Items of the persistent menu (docs/send-messages/persistent-menu: 20).
pub(crate) const MENU_ITEMS: usize = 20;

/// What stands on such an item, in characters
/// (developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api/persistent-menu: 30).
pub(crate) const MENU_TITLE: usize = 30;

/// The text before a first conversation, in characters (docs/reference/messenger-profile-api/greeting:
/// 160).
pub(crate) const GREETING: usize = 160;

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

/// How long the download of a file may take: 50 MB in that time are 7 Mbit/s.
pub(crate) const DOWNLOAD: Duration = Duration::from_secs(60);

/// How long to wait where Messenger says "too fast" in one chat but not how long.
pub(crate) const RETRY_AFTER: Duration = Duration::from_secs(5);

/// The same for the whole Page. Its allowance is counted over a rolling time
/// (docs/overview/rate-limiting), so that coming back at once is no use.
pub(crate) const PAGE_RETRY_AFTER: Duration = Duration::from_secs(60);

/// The longest wait that we believe: after it we ask again.
pub(crate) const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(3600);

/// The largest body that the webhook takes, in bytes. A batch holds up to 1,000 updates
/// (developers.facebook.com/docs/graph-api/webhooks/getting-started), each usually of a few hundred
/// bytes.
pub(crate) const WEBHOOK_BODY: usize = 1024 * 1024;

/// The longest challenge that is echoed, in bytes. Messenger sends about ten digits.
pub(crate) const CHALLENGE: usize = 128;

/// The longest answer that we read, in bytes: answers are two ids or an error.
pub(crate) const ANSWER: usize = 64 * 1024;

/// How much of an update is kept for an operator, in bytes.
pub(crate) const PARKED: usize = 64 * 1024;

//! What we send to people.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use marketplace_domain::{account::Platform, message::Message, reaction::Reaction};

use crate::{Address, Attachment, Capabilities, FileRef, NativeId, Spool, TapId, TopicError, TopicId};

/// A picture's bytes: a JPEG without metadata, made anew by us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture(pub Bytes);

/// One thing to do in a chat. It is built from an allowlist of fields: there is no sender in it,
/// and nothing of somebody else's platform.
#[derive(Debug, Clone, PartialEq)]
pub enum Outbound {
    /// Shows a new message.
    Send {
        /// The message. Its `photos` are ignored here: `pictures` are their bytes.
        message: Message,
        /// The pictures, shown before the text. The buttons stand under the text.
        pictures: Vec<Picture>,
        /// The message, in this chat, that it replies to.
        reply_to: Option<NativeId>,
    },
    /// Shows files that somebody sent.
    Files {
        /// The message that goes with them; its buttons stand under it. Its `photos` are ignored.
        message: Message,
        /// The files, at least one. None is longer than [`Capabilities::file_bytes`]. What the platform
        /// cannot show as what it is, is shown as a file or a picture.
        files: Vec<Attachment>,
        /// The message, in this chat, that they reply to.
        reply_to: Option<NativeId>,
    },
    /// Changes a message of ours, only where [`Capabilities::edits`] says so. Of one that shows files
    /// the text is changed and the files stay.
    Edit {
        /// Which: the last id of its [`Receipt`].
        id: NativeId,
        /// What it says from now on.
        message: Message,
    },
    /// Takes messages of ours back. Those that are gone already are no error.
    Delete {
        /// Which.
        ids: Vec<NativeId>,
    },
    /// Sets our reaction to a message of the chat, ours or the person's own, in place of the one that was
    /// there. Only what [`Capabilities::reactions`] shows.
    React {
        /// Which.
        id: NativeId,
        /// The reaction; none takes it away.
        reaction: Option<Reaction>,
    },
    /// Keeps a message of ours in sight at the top of the chat, without a sound, or not any more. Only
    /// where [`Capabilities::pins`] says so.
    Pin {
        /// Which.
        id: NativeId,
        /// Whether it is kept there.
        pinned: bool,
    },
    /// Tells the platform that a press of a button was seen, so that the button stops waiting.
    Acknowledge {
        /// Which press.
        tap: TapId,
    },
}

/// The same key means the same delivery, tried again. Random, at most 25 characters
/// (the limit of Discord's nonce).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeliveryKey(pub String);

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Receipt {
    /// The platform's ids of the messages that now stand in the chat, in order; the last one shows the
    /// text, or its end, and the buttons. Empty for an acknowledgement, a deletion, a reaction and a pin.
    pub ids: Vec<NativeId>,
}

/// Why something was not delivered. No variant carries the platform's own words: they could
/// identify somebody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeliverError {
    /// Too fast. Nothing was shown.
    #[error("the platform asks to wait {retry_after:?}")]
    RateLimited {
        /// How long to wait.
        retry_after: Duration,
        /// Whether the whole bot must wait, or this chat only.
        whole_bot: bool,
    },
    /// The person shut us out or is gone. Nothing was shown, nothing will be.
    #[error("the person cannot be written to")]
    Gone,
    /// The platform takes nothing for this chat until the person writes again. Nothing was shown.
    #[error("the person must write first")]
    WindowClosed,
    /// The message to change is not there any more.
    #[error("the message to change is gone")]
    NoSuchMessage,
    /// The platform will never take this. Nothing was shown.
    #[error("the platform refused it for good (code {code})")]
    Refused {
        /// The platform's error code.
        code: i64,
    },
    /// Certainly not shown: no connection, or an error that says so. Worth another try.
    #[error("the platform could not be reached")]
    Unavailable,
    /// The request was written and no answer came: it may have been shown or not.
    #[error("it is not known whether the platform took it")]
    Ambiguous,
    /// Our configuration is wrong (a token was revoked). Trying again is no use until it is mended.
    #[error("the platform does not accept our credentials")]
    Unauthorized,
}

/// Why a file could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// It is not there any more, or is not ours.
    #[error("the file is gone")]
    Gone,
    /// It is larger than allowed.
    #[error("the file is too large")]
    TooLarge,
    /// Worth another try.
    #[error("the file cannot be fetched now")]
    Unavailable,
}

/// A chat platform, as the relay uses it.
#[async_trait]
pub trait Adapter: Send + Sync {
    /// Which platform it is.
    fn platform(&self) -> Platform;

    /// Which of our bots it speaks for; `bot` of every [`Address`] it makes.
    fn bot(&self) -> &str;

    /// What the platform can show.
    fn capabilities(&self) -> &Capabilities;

    /// What a link begins with that opens a chat with the bot and asks for something: what (at most 64
    /// letters, digits, `-` and `_`) follows. It comes back as `/start` with that. None where the platform has
    /// no such links.
    fn link(&self) -> Option<String> {
        None
    }

    /// Called by the relay when something is due for a chat; for one chat never twice at once.
    /// It makes one attempt, bounded in time (10 s, and with files 50 s), and must not retry, wait for a rate limit
    /// or touch the database.
    async fn deliver(
        &self,
        to: &Address,
        what: &Outbound,
        key: &DeliveryKey,
    ) -> Result<Receipt, DeliverError>;

    /// The same for a message or files in a topic of the chat. Called only with topics that this adapter
    /// opened or told of.
    async fn deliver_in(
        &self,
        _to: &Address,
        _topic: &TopicId,
        _what: &Outbound,
        _key: &DeliveryKey,
    ) -> Result<Receipt, TopicError> {
        Err(TopicError::NotThere)
    }

    /// Called by the relay, as [`Self::deliver`], where [`Capabilities::topics`] says so: opens a topic in
    /// a chat. A name is at most [`crate::MOST_OF_TOPIC_NAME`] characters. It makes one attempt, and after an
    /// error there may be a topic all the same, which nothing is ever said in.
    async fn open_topic(&self, _to: &Address, _name: &str) -> Result<TopicId, DeliverError> {
        Err(DeliverError::Refused { code: 0 })
    }

    /// Called by the relay, outside any transaction, to get a file that somebody sent, and to put it
    /// into the spool piece by piece.
    async fn fetch(&self, file: &FileRef, into: &mut Spool) -> Result<(), FetchError>;
}

//! What the bot answers to one update, as it stands in the database until it was sent.

use adapter::{Address, Inbound, NativeId, TopicId};
use chrono::{DateTime, Utc};
use marketplace_domain::message::Message;
use serde::{Deserialize, Serialize};

/// One thing to do in the chat that the update came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Reply {
    /// Tell the platform that the press was seen.
    Ack(String),
    /// Show the live card: in place where the button that was pressed stands on it, else below
    /// everything, and the former one goes.
    Live {
        /// The message that the pressed button stands on.
        on: Option<NativeId>,
        /// The card.
        message: Message,
        /// Whether it is to be pinned, or taken down, where the platform can.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pin: Option<bool>,
        /// The topic where the person is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        topic: Option<TopicId>,
    },
    /// Show a message that stays.
    Stay {
        /// The message.
        message: Message,
        /// The topic where the person is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        topic: Option<TopicId>,
        /// A text that is shown as a QR picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        qr: Option<String>,
    },
}

/// The replies to one update, ready to send.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Job {
    /// Its id in the database; 0 until it stands there.
    pub id: i64,
    /// The endpoint's id.
    pub endpoint: i64,
    /// Its address.
    pub to: Address,
    /// What to do, in order.
    pub replies: Vec<Reply>,
}

impl Job {
    /// The answer to an update; none where nothing is to be done.
    pub(crate) fn of(endpoint: i64, update: &Inbound, replies: Vec<Reply>) -> Option<Self> {
        let to = &update.from;
        (!replies.is_empty()).then(|| Self { id: 0, endpoint, to: to.clone(), replies })
    }
}

/// News of the sending of replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum News {
    /// This reply was sent.
    Sent(i64),
    /// The person behind this endpoint could not be written to any more from that moment on, unless they
    /// wrote since.
    Gone(i64, DateTime<Utc>),
    /// The cards of a chat have changed.
    Cards,
}

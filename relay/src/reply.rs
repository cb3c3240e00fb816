//! What the bot answers to one update, as it stands in the inbox until it was sent.

use adapter::{Address, NativeId};
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
    },
    /// Show a message that stays.
    Stay {
        /// The message.
        message: Message,
    },
}

/// The replies to one update, ready to send.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Job {
    /// The inbox row that holds them.
    pub inbox: i64,
    /// The endpoint's id.
    pub endpoint: i64,
    /// Its address.
    pub to: Address,
    /// Its live card, as far as the database knew.
    pub live: Option<NativeId>,
    /// What to send, in order.
    pub replies: Vec<Reply>,
}

/// Replies that were sent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Done {
    /// The inbox row.
    pub inbox: i64,
    /// The endpoint's id.
    pub endpoint: i64,
    /// Its live card from now on.
    pub live: Option<NativeId>,
    /// The person cannot be written to any more.
    pub gone: bool,
}

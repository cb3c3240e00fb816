//! What people send us.

use std::fmt;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use marketplace_domain::{
    account::{Identity, Language},
    media::FileKind,
    message::Rich,
    place::Point,
    reaction::Reaction,
};
use serde::{Deserialize, Serialize};

use crate::{Address, TopicId};

/// A platform's id of one message. Its `Debug` form hides it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NativeId(pub String);

impl fmt::Debug for NativeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NativeId(…)")
    }
}

/// A platform's id of one press of a button, with which the press is acknowledged.
#[derive(Clone, PartialEq, Eq)]
pub struct TapId(pub String);

impl fmt::Debug for TapId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TapId(…)")
    }
}

/// How an adapter finds a file again that somebody sent. Only that adapter can read it.
#[derive(Clone, PartialEq, Eq)]
pub struct FileRef(pub String);

impl fmt::Debug for FileRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileRef(…)")
    }
}

/// A file of somebody's, as their platform tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// What it was sent as.
    pub kind: FileKind,
    /// Where it is.
    pub file: FileRef,
    /// How long it is, in bytes, where the platform tells.
    pub length: Option<u64>,
}

/// One thing that a platform told us.
#[derive(Debug, Clone, PartialEq)]
pub struct Inbound {
    /// The platform's id of this update, unique for its bot: the same thing told twice carries
    /// the same id and is taken once.
    pub native: NativeId,
    /// The platform's id of the message itself in its chat, where the update brings a new one of the
    /// person's and the platform tells its id. Later edits, deletions, reactions and replies name it.
    pub message: Option<NativeId>,
    /// The chat it came from.
    pub from: Address,
    /// Who sent it. Where the platform does not say who (a deletion on Discord), the subject is empty: it
    /// was whoever that chat is with, as far as we know them.
    pub who: Identity,
    /// The language of their app, where the platform tells it and we speak it.
    pub language: Option<Language>,
    /// When it was sent, where the platform says; else when it came in.
    pub at: DateTime<Utc>,
    /// The topic that it was done in, where it was done in one; also where we open none any more.
    pub topic: Option<TopicId>,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of things that platforms tell us.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `/name arguments`. The name is in lower case, without slash and bot name.
    Command {
        /// For example `start`.
        name: String,
        /// What stood behind it, trimmed.
        arguments: String,
        /// The message of the chat, ours or their own, that it replies to.
        reply_to: Option<NativeId>,
    },
    /// A line of text.
    Text {
        /// What it says. Marks that could identify somebody (mentions) are dropped.
        text: Rich,
        /// The message of the chat, ours or their own, that it replies to.
        reply_to: Option<NativeId>,
    },
    /// Files, with what stands under them.
    Files {
        /// The files, in their order.
        files: Vec<Attached>,
        /// The text under them.
        caption: Rich,
        /// What the platform calls the album that they are part of, where it tells the others on
        /// their own.
        album: Option<String>,
        /// The message of the chat, ours or their own, that they reply to.
        reply_to: Option<NativeId>,
    },
    /// A message of their own says something else now.
    Edited {
        /// Which: [`Inbound::message`] of when it came.
        message: NativeId,
        /// What it says from now on: its text, or what stands under its file; all of it.
        text: Rich,
    },
    /// Messages of their own were taken back.
    Deleted {
        /// Which, at least one.
        messages: Vec<NativeId>,
    },
    /// Their reaction to a message, ours or their own, is another one now.
    Reacted {
        /// Which message.
        message: NativeId,
        /// The reaction from now on; none where there is none any more, or none that can cross. Of
        /// several the last one counts.
        reaction: Option<Reaction>,
    },
    /// A point on the map.
    Location(Point),
    /// A button of ours was pressed.
    Tap {
        /// To acknowledge it with.
        tap: TapId,
        /// The message that the button is on, where the platform says.
        on: Option<NativeId>,
        /// What the button carries.
        data: String,
    },
    /// A contact card. What is in it is not taken.
    Contact,
    /// Something that we do not take yet (a poll, a game …).
    Unsupported,
    /// The person shut us out: nothing may be sent to them until they return.
    Left,
    /// The person let us in again.
    Returned,
    /// Nothing that concerns a person (a group, a channel, an update that cannot be read).
    /// It is kept for an operator, and acknowledged, so that it does not block what follows.
    Parked {
        /// The raw update, cut to 64 KiB.
        raw: String,
    },
}

impl Kind {
    /// One file, with what stands under it.
    pub fn file(kind: FileKind, file: FileRef, caption: &str) -> Self {
        let files = vec![Attached { kind, file, length: None }];
        Self::Files { files, caption: Rich::plain(caption), album: None, reply_to: None }
    }

    /// The message that it points to: replies to, or presses a button on.
    pub fn points_to(&self) -> Option<&NativeId> {
        match self {
            Self::Text { reply_to: to, .. }
            | Self::Files { reply_to: to, .. }
            | Self::Command { reply_to: to, .. }
            | Self::Tap { on: to, .. } => to.as_ref(),
            _ => None,
        }
    }

    /// The messages that it changes: edits, takes back or reacts to.
    pub fn changes(&self) -> &[NativeId] {
        match self {
            Self::Edited { message, .. } | Self::Reacted { message, .. } => std::slice::from_ref(message),
            Self::Deleted { messages } => messages,
            _ => &[],
        }
    }
}

/// The update was not stored: the platform must keep it and offer it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the updates could not be stored now")]
pub struct NotAccepted;

/// Somebody looks for requests from another chat than the one with us, to show one of them there. Nothing of it
/// is kept: not who it was, nor what they wrote.
#[derive(Clone, PartialEq, Eq)]
pub struct Question {
    /// The words that they look for; empty where they wrote none.
    pub words: String,
    /// The language of their app, where the platform tells it and we speak it.
    pub language: Option<Language>,
    /// What links to the bot begin with: [`crate::Adapter::link`].
    pub link: String,
}

impl fmt::Debug for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Question(…)")
    }
}

/// A request as it is shown in a chat that is not ours: what everybody on the market may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Tells it from the others, 1 to 64 bytes.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where from, where to, until when, for how much.
    pub description: String,
    /// What is said in that chat once it is chosen, with the link.
    pub text: String,
}

/// Where adapters hand in what came from their platform.
#[async_trait]
pub trait Ingress: Send + Sync {
    /// Called with updates in the platform's order. `Ok` means that all of them are stored, with
    /// everything that follows from them: only then may the adapter acknowledge them. On
    /// [`NotAccepted`] it must not. Calling twice with the same update is harmless.
    async fn accept(&self, updates: Vec<Inbound>) -> Result<(), NotAccepted>;

    /// Called outside of the order of updates, where the platform has such questions. It answers within
    /// seconds, with few requests or none; where too many ask at once, with none.
    async fn look_up(&self, _question: Question) -> Vec<Article> {
        Vec::new()
    }
}

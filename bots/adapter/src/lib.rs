//! The contract of a chat platform. An adapter translates: what a platform sends becomes an
//! [`Inbound`], an [`Outbound`] becomes calls of the platform. It decides nothing and remembers
//! nothing about people; the relay does.

mod attachment;
mod capabilities;
mod cut;
mod deliver;
mod inbound;
mod spool;
mod topic;
mod words;

pub use self::{
    attachment::{Attachment, Content, Pieces},
    capabilities::{Capabilities, Reactions},
    cut::cut,
    deliver::{Adapter, DeliverError, DeliveryKey, FetchError, Outbound, Picture, Receipt},
    inbound::{Article, Attached, FileRef, Inbound, Ingress, Kind, NativeId, NotAccepted, Question, TapId},
    spool::Spool,
    topic::{MOST_OF_TOPIC_NAME, TopicError, TopicId},
    words::{CommandWord, Words},
};

use std::fmt;

use marketplace_domain::account::Platform;

/// One chat on one platform, as one of our bots reaches it. Its `Debug` form hides the chat,
/// because logs are public.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// The platform.
    pub platform: Platform,
    /// Which of our bots; ids of chats mean nothing to another one.
    pub bot: String,
    /// The platform's id of the chat.
    pub chat: String,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({}, …)", self.platform)
    }
}

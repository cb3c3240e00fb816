//! What a platform can show.

use marketplace_domain::{media::FileKind, reaction::Reaction};

/// What a platform can show, and how fast it takes it. Each adapter keeps one constant of this,
/// with the source of every number beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// The longest text, in UTF-16 units.
    pub text_units: usize,
    /// The longest text under a picture, in UTF-16 units.
    pub caption_units: usize,
    /// The longest file that can be shown, in bytes.
    pub file_bytes: u64,
    /// What files are shown as; others are shown as something else, and named in words.
    pub shows: &'static [FileKind],
    /// Whether a message that was sent can be changed: its text, or what stands under its files.
    pub edits: bool,
    /// Whether a message that was sent can be taken back.
    pub deletes: bool,
    /// The reactions that we can show under a message.
    pub reactions: Reactions,
    /// Whether the platform tells that people delete their own messages. Where it does not, they are
    /// offered to unsend them through us.
    pub hears_deletions: bool,
    /// Whether a message of ours can be kept in sight at the top of the chat.
    pub pins: bool,
    /// Whether a chat can have topics of ours ([`crate::Adapter::open_topic`]), and outside of them goes on
    /// as without.
    pub topics: bool,
    /// Whether sending twice with one [`crate::DeliveryKey`] shows the message once.
    pub idempotent: bool,
    /// Messages a second that one bot may send in all; 0 where the platform has no limits at all.
    pub bot_per_second: u32,
    /// Messages a second that one chat takes for long.
    pub chat_per_second: u32,
    /// How many messages a chat takes at once before that rate counts.
    pub chat_burst: u32,
}

/// The reactions that a platform lets us show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reactions {
    /// None at all.
    None,
    /// These emoji only.
    These(&'static [&'static str]),
    /// Any standard emoji.
    Any,
}

impl Reactions {
    /// Whether this one can be shown.
    pub fn show(&self, reaction: Reaction) -> bool {
        match self {
            Self::None => false,
            Self::These(all) => all.iter().any(|one| reaction.is(one)),
            Self::Any => true,
        }
    }
}

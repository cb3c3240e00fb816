//! Two people who talk through the bot and do not learn who the other is.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    entropy::{Entropy, below},
    id::{ConversationId, DealId, RequestId},
    text::Title,
};

/// Which of the two somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// They posted the request.
    Requester,
    /// They answered it.
    Provider,
}

impl Side {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Requester => Self::Provider,
            Self::Provider => Self::Requester,
        }
    }

    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requester => "requester",
            Self::Provider => "provider",
        }
    }

    /// The side of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Requester, Self::Provider].into_iter().find(|side| side.name() == name)
    }
}

/// What somebody is called in one conversation: an animal and a colour, which people remember.
/// Each conversation draws its own, so that two of them cannot be joined by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Alias(u16);

/// A number that stands for no alias.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an alias is a number below {}", Alias::COUNT)]
pub struct InvalidAlias;

impl Alias {
    /// How many animals there are; each locale names all of them.
    pub const ANIMALS: u16 = 24;
    /// How many colours there are.
    pub const COLOURS: u16 = 8;
    const COUNT: u16 = Self::ANIMALS * Self::COLOURS;

    /// A random alias.
    pub fn random(entropy: &dyn Entropy) -> Self {
        Self(u16::try_from(below(entropy, u32::from(Self::COUNT))).unwrap_or_default())
    }

    /// The animal's number, below [`Alias::ANIMALS`].
    pub const fn animal(self) -> u16 {
        self.0 % Self::ANIMALS
    }

    /// The colour's number, below [`Alias::COLOURS`].
    pub const fn colour(self) -> u16 {
        self.0 / Self::ANIMALS
    }
}

impl TryFrom<u16> for Alias {
    type Error = InvalidAlias;
    fn try_from(number: u16) -> Result<Self, InvalidAlias> {
        if number < Self::COUNT { Ok(Self(number)) } else { Err(InvalidAlias) }
    }
}

impl From<Alias> for u16 {
    fn from(alias: Alias) -> Self {
        alias.0
    }
}

/// How far two people are with sharing contact details, as one of them sees it. Both have to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reveal {
    /// Nobody wants to.
    #[default]
    Nobody,
    /// The viewer does.
    Mine,
    /// The other does.
    Theirs,
    /// Both do: contact details cross.
    Both,
}

impl Reveal {
    /// From whether each of the two wants to.
    pub const fn new(mine: bool, theirs: bool) -> Self {
        match (mine, theirs) {
            (false, false) => Self::Nobody,
            (true, false) => Self::Mine,
            (false, true) => Self::Theirs,
            (true, true) => Self::Both,
        }
    }
}

/// A conversation as one of the two sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Its id.
    pub id: ConversationId,
    /// What it is about.
    pub request: RequestId,
    /// The title of what it is about.
    pub title: Title,
    /// Which side the viewer is.
    pub side: Side,
    /// What the other is called.
    pub other: Alias,
    /// Whether lines still cross.
    pub open: bool,
    /// How far they are with sharing contact details.
    pub reveal: Reveal,
    /// When something was last said.
    pub last: DateTime<Utc>,
    /// Lines of the other since the viewer opened the chat or wrote there.
    pub unread: u32,
    /// Whether what comes makes no sound for the viewer.
    pub muted: bool,
    /// Whether the viewer ended it: then they can take it up again.
    pub left: bool,
    /// Whether the viewer blocked the other.
    pub blocked: bool,
    /// What the two are agreeing on.
    pub deal: Option<DealId>,
}

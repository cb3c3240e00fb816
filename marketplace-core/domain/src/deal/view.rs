//! Deals as somebody sees them. A view never says who the other one is.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{State, Terms, Thing};
use crate::{
    conversation::{Alias, Side},
    id::{ConversationId, DealId, RequestId},
    place::Place,
    request::Kind,
    text::{Note, Title},
    trust::Trust,
};

/// What both sides see of a deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its id.
    pub id: DealId,
    /// What kind of request it is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// What is agreed or proposed.
    pub terms: Terms,
    /// What who proposed it wrote with it.
    #[serde(default)]
    pub note: Option<Note>,
}

/// A deal as one of the two sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// What both see.
    pub deal: Sheet,
    /// Where the two talk.
    pub conversation: ConversationId,
    /// What it is about.
    pub request: RequestId,
    /// Its title.
    pub title: Title,
    /// Which side the viewer is.
    pub side: Side,
    /// What the other is called.
    pub other: Alias,
    /// What may not be carried for it.
    pub forbidden: Vec<Thing>,
    /// Whether the viewer rated the other.
    pub rated: bool,
    /// Why one may trust the other.
    pub trust: Trust,
    /// When it changed last.
    pub changed: DateTime<Utc>,
}

/// An offer as everybody may see it: nothing of who makes it, nor of what they wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct Public {
    /// What it is about.
    pub request: RequestId,
    /// Its title.
    pub title: Title,
    /// What kind of request that is.
    pub kind: Kind,
    /// Where things come from.
    pub from: Option<Place>,
    /// Where they go.
    pub to: Option<Place>,
    /// What is offered.
    pub terms: Terms,
}

/// A position in a list of deals, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The moment that the list is sorted by.
    pub at: DateTime<Utc>,
    /// Breaks ties.
    pub id: DealId,
}

/// A page of such a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// What stands on it.
    pub items: Vec<T>,
    /// Where the next page starts; `None` on the last.
    pub next: Option<Cursor>,
}

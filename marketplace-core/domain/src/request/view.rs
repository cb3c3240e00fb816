//! Requests as somebody sees them. A view never says who posted it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    id::{ConversationId, DealId, RequestId},
    request::{Content, State},
};

/// A request as one person sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its id.
    pub id: RequestId,
    /// What it says.
    pub content: Content,
    /// Where it stands.
    pub state: State,
    /// When it was published.
    pub posted: DateTime<Utc>,
    /// Whether the viewer posted it.
    pub mine: bool,
    /// Whether it is an example that nobody is behind.
    pub demo: bool,
    /// How many people answered.
    pub answers: u32,
    /// How many offers wait for an answer.
    pub offers: u32,
    /// The conversation that the viewer, a provider, has about it.
    pub conversation: Option<ConversationId>,
    /// What the viewer, a provider, is agreeing on about it.
    pub deal: Option<DealId>,
}

/// A position in a list that is sorted newest first: what follows is older.
/// Paging by position neither skips nor repeats when something new comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The moment that the list is sorted by.
    pub at: DateTime<Utc>,
    /// Breaks ties.
    pub id: RequestId,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// What stands on it.
    pub items: Vec<T>,
    /// Where the next page starts; `None` on the last.
    pub next: Option<Cursor>,
}

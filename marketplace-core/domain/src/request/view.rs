//! Requests as somebody sees them. A view never says who posted it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    id::{ConversationId, DealId, RequestId},
    request::{Content, State, Words},
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
    /// Whether the viewer saved it.
    pub saved: bool,
}

/// A position in a sorted list: what follows ranks lower, or is older.
/// Paging by position neither skips nor repeats when something new comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Where the list is not sorted by the moment alone: what comes before the moment. Only the list
    /// that gave it out knows what it counts.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rank: i64,
    /// The moment that the list is sorted by.
    pub at: DateTime<Utc>,
    /// Breaks ties.
    pub id: RequestId,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(rank: &i64) -> bool {
    *rank == 0
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// What stands on it.
    pub items: Vec<T>,
    /// Where the next page starts; `None` on the last.
    pub next: Option<Cursor>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// A page of it.
    pub page: Page<Card>,
    /// Nothing fitted the words as they were written: these were looked for instead.
    pub instead: Option<Words>,
}

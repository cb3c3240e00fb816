//! What the other side of a deal is told, as it was when it happened.

use serde::{Deserialize, Serialize};

use super::Sheet;

/// What happened to a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The provider offers.
    Offered,
    /// Other terms are proposed.
    Countered,
    /// The reader's terms were declined.
    Declined,
    /// The terms that waited for the reader were withdrawn.
    Withdrawn,
    /// That was undone: the terms stand again.
    Back,
    /// Nobody answered in time.
    Expired,
    /// The reader's terms were accepted: they are to confirm.
    Accepted,
    /// Somebody else was accepted.
    Taken,
    /// Both agree now.
    Agreed,
    /// The thing is bought or collected.
    Carried,
    /// The other entered the reader's code: they met.
    HandedOver,
    /// All is well with both.
    Completed,
    /// The other asks to cancel it.
    CancelAsked,
    /// It goes on, although one of them had asked to cancel it.
    Kept,
    /// The other cancelled it.
    Cancelled,
    /// The other says that the reader was not there.
    NoShow,
    /// The other says that something is wrong.
    Disputed,
    /// That is settled.
    Settled,
    /// A reminder: tomorrow is the day.
    Tomorrow,
    /// A reminder: the day is over, and nothing was said of the handover.
    DidYouMeet,
    /// A reminder: is all well after the handover?
    IsAllWell,
    /// A reminder: how was it?
    RateNow,
    /// Both rated, or the time for it is over: what was said is seen.
    Rated,
    /// The other answered what the reader had said of them: that stands where the note does.
    Replied,
}

/// What somebody is told of a deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// What happened.
    pub what: What,
    /// The deal, from then on.
    pub deal: Sheet,
}

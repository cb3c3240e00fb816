//! The life of a deal, as a machine that cannot be driven wrongly.
//!
//! | from | step | who may | becomes | the other is told | undone |
//! |---|---|---|---|---|---|
//! | – | offer | the provider | offered | the offer, with what can be done | by withdrawing |
//! | offered, countered | propose | both | countered | the new terms | by proposing again |
//! | offered, countered | decline | who did not propose | declined | that it was | for 30 seconds |
//! | offered, countered | withdraw | who proposed | withdrawn | that it was | for 30 seconds |
//! | offered, countered | accept | who did not propose | accepted; every other offer is taken | the terms, to confirm | by cancelling |
//! | accepted | confirm | who did not accept | agreed | that both agree | by cancelling |
//! | accepted | decline | who did not accept | declined | that it was | – |
//! | agreed | carry | the provider | carried | that the thing is bought or collected | – |
//! | agreed, carried | meet (the other's code) | both | handed over | that they met | – |
//! | handed over | meet, well | who did not meet it first | completed | that it is done | – |
//! | completed | rate, the second of the two | both | rated | what was said of them | – |
//! | agreed, carried | ask to cancel | both | the same, asked | that they are asked | by keeping it |
//! | agreed, carried, asked | keep | both | the same, not asked | that it goes on | – |
//! | accepted, agreed, carried | cancel | both | cancelled, by both where the other asked | that it is | for 30 seconds |
//! | agreed, carried | no-show, on its day or later | both | no-show | what is said of them | by disputing |
//! | handed over, no-show of oneself | dispute | both; the other | disputed | that there is a problem | by settling |
//! | disputed | settle | who disputed | settled | that it is settled | – |
//! | declined, withdrawn, cancelled | undo | who did it | as before | that it stands again | – |
//!
//! And the clock: terms and acceptances that nobody answers expire; the day before and after the handover
//! both are reminded, and a week later it expires; a day after the handover is asked whether all is well,
//! and three days after it, it is completed; three days later who did not rate is reminded, and two weeks
//! after it was completed what was said is seen.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Terms, What};
use crate::{conversation::Side, rating::HIDDEN};

/// How long terms wait for an answer at most.
pub const LIFE: TimeDelta = TimeDelta::days(7);

/// How long an acceptance waits to be confirmed.
pub const CONFIRM: TimeDelta = TimeDelta::hours(48);

/// How long after its day a deal that nobody says anything of is over.
pub const LAPSE: TimeDelta = TimeDelta::days(7);

/// How long after the handover it is asked whether all is well.
pub const CHECK_IN: TimeDelta = TimeDelta::hours(24);

/// How long after the handover silence counts as consent.
pub const SILENCE: TimeDelta = TimeDelta::hours(72);

/// How long after it was completed who did not rate the other is reminded of it.
pub const RATE: TimeDelta = TimeDelta::days(3);

/// How long what was done can be undone.
pub const UNDO: TimeDelta = crate::request::UNDO;

/// Terms that wait for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Who proposed them.
    pub by: Side,
    /// The how many-th terms of this deal they are, from 1.
    pub round: u16,
    /// When nobody can accept them any more.
    pub until: DateTime<Utc>,
}

/// Terms that both agreed to, not handed over yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// When the second of the two confirmed.
    pub since: DateTime<Utc>,
    /// Whether the thing is bought or collected.
    pub carried: bool,
    /// Who would like to cancel it, and asks the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<Side>,
    /// How often the clock reminded both: of the day, and to say how it went.
    pub reminded: u8,
}

/// What a step that can be undone went from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Was {
    /// Terms.
    Proposed(Proposal),
    /// An agreement.
    Running(Running),
}

/// Where a deal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum State {
    /// The provider offered; the requester answers.
    Offered(Proposal),
    /// Somebody proposed other terms; the other answers.
    Countered(Proposal),
    /// One side accepted the other's terms, which the other confirms.
    Accepted {
        /// Who accepted.
        by: Side,
        /// When it is too late to confirm.
        until: DateTime<Utc>,
    },
    /// Both confirmed.
    Agreed(Running),
    /// The provider has the thing.
    Carried(Running),
    /// One side entered the other's code: they met.
    HandedOver {
        /// Who entered it.
        by: Side,
        /// When.
        at: DateTime<Utc>,
        /// Whether the other was asked how it went.
        asked: bool,
    },
    /// Both said that all is well, or one did and the other kept silent.
    Completed {
        /// When.
        at: DateTime<Utc>,
        /// Whether who did not rate the other was reminded of it.
        #[serde(default)]
        asked: bool,
    },
    /// Both rated each other, or the time for it is over: what was said is seen.
    Rated {
        /// When.
        at: DateTime<Utc>,
    },
    /// Who was to answer did not want to.
    Declined {
        /// Who.
        by: Side,
        /// When.
        at: DateTime<Utc>,
        /// What was declined; none where it cannot be undone.
        was: Option<Was>,
    },
    /// Who proposed changed their mind.
    Withdrawn {
        /// Who.
        by: Side,
        /// When.
        at: DateTime<Utc>,
        /// What was withdrawn.
        was: Option<Was>,
    },
    /// Somebody did not answer, or nothing was heard of it, for too long.
    Expired {
        /// When.
        at: DateTime<Utc>,
    },
    /// The requester and somebody else agreed first.
    Taken {
        /// When.
        at: DateTime<Utc>,
    },
    /// It does not happen.
    Cancelled {
        /// Who wanted that; `None` where both did.
        by: Option<Side>,
        /// When.
        at: DateTime<Utc>,
        /// What was cancelled; none where it cannot be undone.
        was: Option<Was>,
    },
    /// One side was not there, says the other.
    NoShow {
        /// Who says so.
        by: Side,
        /// When.
        at: DateTime<Utc>,
    },
    /// Something is wrong with it.
    Disputed {
        /// Who says so.
        by: Side,
        /// When.
        at: DateTime<Utc>,
    },
    /// That is settled.
    Settled {
        /// When.
        at: DateTime<Utc>,
    },
}

/// What was asked of a deal cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Not from where it stands, or not by this side.
    #[error("a deal that is {0} cannot take this step")]
    NotNow(&'static str),
    /// The terms ran out.
    #[error("the terms have expired")]
    Expired,
    /// Too late to undo.
    #[error("too late to undo")]
    TooLate,
    /// Its day has not come.
    #[error("its day has not come")]
    TooEarly,
}

impl State {
    /// The provider offers.
    pub const fn offer(until: DateTime<Utc>) -> Self {
        Self::Offered(Proposal { by: Side::Provider, round: 1, until })
    }

    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offered(_) => "offered",
            Self::Countered(_) => "countered",
            Self::Accepted { .. } => "accepted",
            Self::Agreed(_) => "agreed",
            Self::Carried(_) => "carried",
            Self::HandedOver { .. } => "handed_over",
            Self::Completed { .. } => "completed",
            Self::Rated { .. } => "rated",
            Self::Declined { .. } => "declined",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Expired { .. } => "expired",
            Self::Taken { .. } => "taken",
            Self::Cancelled { .. } => "cancelled",
            Self::NoShow { .. } => "no_show",
            Self::Disputed { .. } => "disputed",
            Self::Settled { .. } => "settled",
        }
    }

    /// The terms that wait for an answer, if some do.
    pub const fn proposal(self) -> Option<Proposal> {
        match self {
            Self::Offered(proposal) | Self::Countered(proposal) => Some(proposal),
            _ => None,
        }
    }

    /// What both agreed to and did not hand over yet.
    pub const fn running(self) -> Option<Running> {
        match self {
            Self::Agreed(running) | Self::Carried(running) => Some(running),
            _ => None,
        }
    }

    /// Whether it takes the request off the market: at most one deal of a request does.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Accepted { .. } | Self::Agreed(_) | Self::Carried(_) | Self::HandedOver { .. })
    }

    /// Whether something can still come of it: at most one deal of a conversation is.
    pub const fn is_current(self) -> bool {
        self.proposal().is_some() || self.is_held()
    }

    /// Whether this side is to confirm it, or both did.
    pub fn is_being_agreed_by(self, who: Side) -> bool {
        match self {
            Self::Accepted { by, .. } => by != who,
            _ => self.running().is_some(),
        }
    }

    /// Whether codes are of use: the two are to meet, or one of them is to say that they did.
    pub const fn can_meet(self) -> bool {
        matches!(self, Self::Agreed(_) | Self::Carried(_) | Self::HandedOver { .. })
    }

    /// Whether both did what they had agreed to.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Completed { .. } | Self::Rated { .. } | Self::Settled { .. })
    }

    /// When the clock has something to do.
    pub fn due(self, terms: &Terms) -> Option<DateTime<Utc>> {
        match self {
            Self::Offered(Proposal { until, .. })
            | Self::Countered(Proposal { until, .. })
            | Self::Accepted { until, .. } => Some(until),
            Self::Agreed(running) | Self::Carried(running) => Some(match running.reminded {
                0 => terms.eve(),
                1 => terms.end(),
                _ => terms.end() + LAPSE,
            }),
            Self::HandedOver { at, asked, .. } => Some(at + if asked { SILENCE } else { CHECK_IN }),
            Self::Completed { at, asked } => Some(at + if asked { HIDDEN } else { RATE }),
            _ => None,
        }
    }

    /// The clock does what is due, if something is; says what both are to be told.
    pub fn tick(self, terms: &Terms, now: DateTime<Utc>) -> Option<(Self, What)> {
        if self.due(terms)? > now {
            return None;
        }
        let reminded = |running: Running| Running { reminded: running.reminded + 1, ..running };
        Some(match self {
            Self::Agreed(running) | Self::Carried(running) if running.reminded < 2 => {
                let what = if running.reminded == 0 { What::Tomorrow } else { What::DidYouMeet };
                (of_running(reminded(running)), what)
            }
            Self::HandedOver { by, at, asked: false } => {
                (Self::HandedOver { by, at, asked: true }, What::IsAllWell)
            }
            Self::HandedOver { .. } => (Self::Completed { at: now, asked: false }, What::Completed),
            Self::Completed { at, asked: false } => (Self::Completed { at, asked: true }, What::RateNow),
            Self::Completed { .. } => (Self::Rated { at: now }, What::Rated),
            _ => (Self::Expired { at: now }, What::Expired),
        })
    }

    /// A side proposes other terms, which are then the ones to be answered.
    ///
    /// # Errors
    /// [`Wrong::NotNow`], [`Wrong::Expired`].
    pub fn propose(self, who: Side, until: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, Wrong> {
        let Proposal { round, .. } = self.waiting(now)?;
        Ok(Self::Countered(Proposal { by: who, round: round.saturating_add(1), until }))
    }

    /// Who is to answer accepts; the other has a while to confirm, no longer than the terms last.
    ///
    /// # Errors
    /// [`Wrong::NotNow`], [`Wrong::Expired`].
    pub fn accept(self, who: Side, terms: &Terms, now: DateTime<Utc>) -> Result<Self, Wrong> {
        let was = self.waiting(now)?;
        self.only(was.by == who.other())?;
        Ok(Self::Accepted { by: who, until: (now + CONFIRM).min(terms.end()) })
    }

    /// Somebody else was accepted first.
    ///
    /// # Errors
    /// [`Wrong::NotNow`] where it does not wait for an answer.
    pub fn take(self, now: DateTime<Utc>) -> Result<Self, Wrong> {
        self.only(self.proposal().is_some())?;
        Ok(Self::Taken { at: now })
    }

    /// The other of the two confirms: from now on the terms are fixed.
    ///
    /// # Errors
    /// [`Wrong::NotNow`], [`Wrong::Expired`].
    pub fn confirm(self, who: Side, terms: &Terms, now: DateTime<Utc>) -> Result<Self, Wrong> {
        match self {
            Self::Accepted { until, .. } if until <= now => Err(Wrong::Expired),
            Self::Expired { .. } => Err(Wrong::Expired),
            Self::Accepted { by, .. } if by == who.other() => {
                // Nobody needs to be reminded of what they agreed to a moment ago.
                let reminded = u8::from(terms.eve() <= now);
                Ok(Self::Agreed(Running { since: now, carried: false, asks: None, reminded }))
            }
            _ => Err(Wrong::NotNow(self.name())),
        }
    }

    /// Who is to answer or to confirm does not want to.
    ///
    /// # Errors
    /// [`Wrong::NotNow`], [`Wrong::Expired`].
    pub fn decline(self, who: Side, now: DateTime<Utc>) -> Result<Self, Wrong> {
        if let Self::Accepted { by, until } = self {
            self.only(by == who.other())?;
            let declined = Self::Declined { by: who, at: now, was: None };
            return if until <= now { Err(Wrong::Expired) } else { Ok(declined) };
        }
        let was = self.waiting(now)?;
        self.only(was.by == who.other())?;
        Ok(Self::Declined { by: who, at: now, was: Some(Was::Proposed(was)) })
    }

    /// Who proposed takes it back.
    ///
    /// # Errors
    /// [`Wrong::NotNow`], [`Wrong::Expired`].
    pub fn withdraw(self, who: Side, now: DateTime<Utc>) -> Result<Self, Wrong> {
        let was = self.waiting(now)?;
        self.only(was.by == who)?;
        Ok(Self::Withdrawn { by: who, at: now, was: Some(Was::Proposed(was)) })
    }

    /// The provider has bought or collected the thing.
    ///
    /// # Errors
    /// [`Wrong::NotNow`].
    pub fn carry(self, who: Side) -> Result<Self, Wrong> {
        match self {
            Self::Agreed(running) if who == Side::Provider => {
                Ok(Self::Carried(Running { carried: true, ..running }))
            }
            _ => Err(Wrong::NotNow(self.name())),
        }
    }

    /// A side entered the other's code: the first proves that they met, the second that both are content.
    ///
    /// # Errors
    /// [`Wrong::NotNow`].
    pub fn meet(self, who: Side, now: DateTime<Utc>) -> Result<Self, Wrong> {
        match self {
            Self::Agreed(_) | Self::Carried(_) => Ok(Self::HandedOver { by: who, at: now, asked: false }),
            _ => self.well(who, now),
        }
    }

    /// Who did not enter a code says that all is well.
    ///
    /// # Errors
    /// [`Wrong::NotNow`].
    pub fn well(self, who: Side, now: DateTime<Utc>) -> Result<Self, Wrong> {
        match self {
            Self::HandedOver { by, .. } if by == who.other() => Ok(Self::Completed { at: now, asked: false }),
            _ => Err(Wrong::NotNow(self.name())),
        }
    }

    /// The second of the two rated the other.
    ///
    /// # Errors
    /// [`Wrong::NotNow`].
    pub fn rated(self, now: DateTime<Utc>) -> Result<Self, Wrong> {
        match self {
            Self::Completed { .. } => Ok(Self::Rated { at: now }),
            _ => Err(Wrong::NotNow(self.name())),
        }
    }

    /// A side asks the other to cancel it together.
    ///
    /// # Errors
    /// [`Wrong::NotNow`].
    pub fn ask_to_cancel(self, who: Side) -> Result<Self, Wrong> {
        match self.running() {
            Some(running) if running.asks.is_none() => Ok(of_running(Running { asks: Some(who), ..running })),
            _ => Err(Wrong::NotNow(self.name())),
        }
    }

    /// It goes on, although somebody asked to cancel it.
    ///
    /// # Errors
    /// [`Wrong::NotNow`].
    pub fn keep(self) -> Result<Self, Wrong> {
        match self.running() {
            Some(running) if running.asks.is_some() => Ok(of_running(Running { asks: None, ..running })),
            _ => Err(Wrong::NotNow(self.name())),
        }
    }

    /// A side cancels it: together with the other, where that one asked for it.
    ///
    /// # Errors
    /// [`Wrong::NotNow`].
    pub fn cancel(self, who: Side, now: DateTime<Utc>) -> Result<Self, Wrong> {
        match self {
            Self::Accepted { .. } => Ok(Self::Cancelled { by: Some(who), at: now, was: None }),
            Self::Agreed(running) | Self::Carried(running) if running.asks == Some(who.other()) => {
                Ok(Self::Cancelled { by: None, at: now, was: None })
            }
            Self::Agreed(running) | Self::Carried(running) => {
                Ok(Self::Cancelled { by: Some(who), at: now, was: Some(Was::Running(running)) })
            }
            _ => Err(Wrong::NotNow(self.name())),
        }
    }

    /// A side says that the other was not there.
    ///
    /// # Errors
    /// [`Wrong::NotNow`]; [`Wrong::TooEarly`] before the day.
    pub fn no_show(self, who: Side, terms: &Terms, now: DateTime<Utc>) -> Result<Self, Wrong> {
        self.only(self.running().is_some())?;
        if now < terms.dawn() {
            return Err(Wrong::TooEarly);
        }
        Ok(Self::NoShow { by: who, at: now })
    }

    /// A side says that something is wrong.
    ///
    /// # Errors
    /// [`Wrong::NotNow`].
    pub fn dispute(self, who: Side, now: DateTime<Utc>) -> Result<Self, Wrong> {
        match self {
            Self::HandedOver { .. } => Ok(Self::Disputed { by: who, at: now }),
            Self::NoShow { by, .. } if by == who.other() => Ok(Self::Disputed { by: who, at: now }),
            _ => Err(Wrong::NotNow(self.name())),
        }
    }

    /// Who disputed says that it is settled.
    ///
    /// # Errors
    /// [`Wrong::NotNow`].
    pub fn settle(self, who: Side, now: DateTime<Utc>) -> Result<Self, Wrong> {
        match self {
            Self::Disputed { by, .. } if by == who => Ok(Self::Settled { at: now }),
            _ => Err(Wrong::NotNow(self.name())),
        }
    }

    /// Who declined, withdrew or cancelled changes their mind, within [`UNDO`].
    ///
    /// # Errors
    /// [`Wrong::NotNow`], [`Wrong::TooLate`]; [`Wrong::Expired`] where the terms ran out meanwhile.
    pub fn undo(self, who: Side, now: DateTime<Utc>) -> Result<Self, Wrong> {
        let (by, at, was) = match self {
            Self::Declined { by, at, was: Some(was) }
            | Self::Withdrawn { by, at, was: Some(was) }
            | Self::Cancelled { by: Some(by), at, was: Some(was) } => (by, at, was),
            _ => return Err(Wrong::NotNow(self.name())),
        };
        self.only(by == who)?;
        if now - at > UNDO {
            return Err(Wrong::TooLate);
        }
        match was {
            Was::Proposed(was) if was.until <= now => Err(Wrong::Expired),
            Was::Proposed(was) if was.round == 1 => Ok(Self::Offered(was)),
            Was::Proposed(was) => Ok(Self::Countered(was)),
            Was::Running(running) => Ok(of_running(running)),
        }
    }

    /// Who may undo it now.
    pub fn undoable(self, now: DateTime<Utc>) -> Option<Side> {
        [Side::Requester, Side::Provider].into_iter().find(|who| self.undo(*who, now).is_ok())
    }

    fn waiting(self, now: DateTime<Utc>) -> Result<Proposal, Wrong> {
        match self.proposal() {
            Some(proposal) if proposal.until <= now => Err(Wrong::Expired),
            None if matches!(self, Self::Expired { .. }) => Err(Wrong::Expired),
            proposal => proposal.ok_or(Wrong::NotNow(self.name())),
        }
    }

    fn only(self, may: bool) -> Result<(), Wrong> {
        if may { Ok(()) } else { Err(Wrong::NotNow(self.name())) }
    }
}

const fn of_running(running: Running) -> State {
    if running.carried { State::Carried(running) } else { State::Agreed(running) }
}

#[cfg(test)]
mod tests;

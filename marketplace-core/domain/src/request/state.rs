//! The life of a request, as a machine that cannot be driven wrongly.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long a request stays on the market after it was published or renewed.
pub const LIFE: TimeDelta = TimeDelta::days(30);

/// How long what was done can be undone.
pub const UNDO: TimeDelta = TimeDelta::seconds(30);

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum State {
    /// Being written; nobody else sees it.
    Draft,
    /// On the market, unanswered.
    Open {
        /// When it expires.
        until: DateTime<Utc>,
    },
    /// On the market, somebody answered. A pending answer never hides a request.
    Answered {
        /// When it expires.
        until: DateTime<Utc>,
    },
    /// Off the market while the requester and somebody are in a deal.
    Agreed {
        /// When it would expire.
        until: DateTime<Utc>,
    },
    /// Taken back by its requester, or done.
    Closed {
        /// When.
        at: DateTime<Utc>,
    },
    /// Its time ran out; one tap renews it.
    Expired {
        /// When.
        at: DateTime<Utc>,
    },
    /// Taken off the market for good.
    Removed {
        /// When.
        at: DateTime<Utc>,
    },
}

/// What was asked of a request cannot be done where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a request that is {0} cannot take this step")]
pub struct InvalidTransition(pub &'static str);

impl State {
    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open { .. } => "open",
            Self::Answered { .. } => "answered",
            Self::Agreed { .. } => "agreed",
            Self::Closed { .. } => "closed",
            Self::Expired { .. } => "expired",
            Self::Removed { .. } => "removed",
        }
    }

    /// Whether others find it and may answer.
    pub const fn is_on_market(self) -> bool {
        matches!(self, Self::Open { .. } | Self::Answered { .. })
    }

    /// The moment that goes with the state: the end of its life on the market, or when that ended.
    pub const fn moment(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Draft => None,
            Self::Open { until: at }
            | Self::Answered { until: at }
            | Self::Agreed { until: at }
            | Self::Closed { at }
            | Self::Expired { at }
            | Self::Removed { at } => Some(at),
        }
    }

    /// The state of that name and moment, as the database holds them.
    pub fn from_parts(name: &str, moment: Option<DateTime<Utc>>) -> Option<Self> {
        match (name, moment) {
            ("draft", _) => Some(Self::Draft),
            ("open", Some(until)) => Some(Self::Open { until }),
            ("answered", Some(until)) => Some(Self::Answered { until }),
            ("agreed", Some(until)) => Some(Self::Agreed { until }),
            ("closed", Some(at)) => Some(Self::Closed { at }),
            ("expired", Some(at)) => Some(Self::Expired { at }),
            ("removed", Some(at)) => Some(Self::Removed { at }),
            _ => None,
        }
    }

    /// The requester puts it on the market.
    pub fn publish(self, now: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        match self {
            Self::Draft => Ok(Self::Open { until: now + LIFE }),
            other => Err(InvalidTransition(other.name())),
        }
    }

    /// Somebody answers it.
    pub fn answer(self, now: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        match self {
            Self::Open { until } | Self::Answered { until } if until > now => Ok(Self::Answered { until }),
            other => Err(InvalidTransition(other.name())),
        }
    }

    /// The requester and somebody agree: nobody else needs to answer.
    pub fn agree(self, now: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        match self {
            Self::Open { until } | Self::Answered { until } if until > now => Ok(Self::Agreed { until }),
            other => Err(InvalidTransition(other.name())),
        }
    }

    /// Nothing comes of that: others may answer again, for as long as they might before.
    pub fn release(self, now: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        match self {
            Self::Agreed { until } if until > now => Ok(Self::Answered { until }),
            Self::Agreed { .. } => Ok(Self::Expired { at: now }),
            other => Err(InvalidTransition(other.name())),
        }
    }

    /// What was agreed is done.
    pub fn fulfil(self, now: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        match self {
            Self::Agreed { .. } => Ok(Self::Closed { at: now }),
            other => Err(InvalidTransition(other.name())),
        }
    }

    /// The requester gives it another [`LIFE`]: on the market or just expired.
    pub fn renew(self, now: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        let until = now + LIFE;
        match self {
            Self::Open { .. } | Self::Expired { .. } => Ok(Self::Open { until }),
            Self::Answered { .. } => Ok(Self::Answered { until }),
            other => Err(InvalidTransition(other.name())),
        }
    }

    /// The requester takes it back.
    pub fn close(self, now: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        match self {
            Self::Open { .. } | Self::Answered { .. } | Self::Expired { .. } => Ok(Self::Closed { at: now }),
            other => Err(InvalidTransition(other.name())),
        }
    }

    /// The requester changes their mind about closing it, within [`UNDO`].
    pub fn reopen(self, now: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        match self {
            Self::Closed { at } if now - at <= UNDO => Ok(Self::Open { until: now + LIFE }),
            other => Err(InvalidTransition(other.name())),
        }
    }

    /// Its time runs out.
    pub fn expire(self, now: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        match self {
            Self::Open { until } | Self::Answered { until } if until <= now => Ok(Self::Expired { at: now }),
            other => Err(InvalidTransition(other.name())),
        }
    }

    /// It is taken off the market for good.
    pub fn remove(self, now: DateTime<Utc>) -> Result<Self, InvalidTransition> {
        match self {
            Self::Removed { .. } => Err(InvalidTransition(self.name())),
            _ => Ok(Self::Removed { at: now }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn a_request_lives_thirty_days_and_can_be_renewed() {
        let open = State::Draft.publish(at(0)).unwrap();
        let end = at(0) + LIFE;
        assert_eq!(open, State::Open { until: end });
        assert!(open.expire(end - TimeDelta::seconds(1)).is_err());
        let expired = open.expire(end).unwrap();
        assert!(expired.answer(end).is_err());
        assert_eq!(expired.renew(end), Ok(State::Open { until: end + LIFE }));
    }

    #[test]
    fn an_answer_does_not_hide_a_request() {
        let answered = State::Open { until: at(9) }.answer(at(0)).unwrap();
        assert!(answered.is_on_market());
        assert!(answered.answer(at(1)).is_ok());
    }

    #[test]
    fn closing_can_be_undone_for_thirty_seconds() {
        let closed = State::Open { until: at(9) }.close(at(0)).unwrap();
        assert!(closed.reopen(at(30)).is_ok());
        assert!(closed.reopen(at(31)).is_err());
    }

    #[test]
    fn what_is_agreed_is_off_the_market_until_nothing_comes_of_it() {
        let agreed = State::Answered { until: at(9) }.agree(at(0)).unwrap();
        assert!(!agreed.is_on_market());
        assert!(
            agreed.answer(at(1)).is_err() && agreed.close(at(1)).is_err() && agreed.renew(at(1)).is_err()
        );
        assert!(agreed.expire(at(10)).is_err());
        assert_eq!(agreed.release(at(8)), Ok(State::Answered { until: at(9) }));
        assert_eq!(agreed.release(at(9)), Ok(State::Expired { at: at(9) }));
        assert_eq!(agreed.fulfil(at(1)), Ok(State::Closed { at: at(1) }));
        assert!(State::Open { until: at(9) }.agree(at(9)).is_err());
    }

    proptest! {
        /// Whatever is asked in whatever order: once removed, always removed; and the parts read back.
        #[test]
        fn removed_is_the_end(steps in proptest::collection::vec((0u8..11, 0i64..5_000_000), 0..40)) {
            let mut state = State::Draft;
            let mut removed = false;
            for (step, seconds) in steps {
                let now = at(seconds);
                let next = match step {
                    0 => state.publish(now),
                    1 => state.answer(now),
                    2 => state.renew(now),
                    3 => state.close(now),
                    4 => state.reopen(now),
                    5 => state.expire(now),
                    6 => state.agree(now),
                    7 => state.release(now),
                    8 => state.fulfil(now),
                    _ => state.remove(now),
                };
                prop_assert!(!(removed && next.is_ok()));
                state = next.unwrap_or(state);
                removed |= matches!(state, State::Removed { .. });
                prop_assert_eq!(State::from_parts(state.name(), state.moment()), Some(state));
            }
        }
    }
}

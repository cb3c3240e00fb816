//! Why one may trust somebody whom one does not know.

use chrono::{DateTime, Utc};

use crate::rating::Score;

/// Why one may trust somebody. Nothing in it leads to a person: an age is told in whole months.
///
/// What somebody proved of themselves (a phone number, an address, a document) is to stand here as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trust {
    /// For how many whole months of thirty days they have been here.
    pub months: u32,
    /// How many deals they completed.
    pub deals: u32,
    /// What others said of them.
    pub score: Score,
}

impl Trust {
    /// Of somebody who has been here since then, completed so many deals, and was rated so.
    pub fn new(since: DateTime<Utc>, (deals, score): (u32, Score), now: DateTime<Utc>) -> Self {
        Self { months: u32::try_from((now - since).num_days() / 30).unwrap_or_default(), deals, score }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn an_age_is_told_in_whole_months() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        for (days, months) in [(0, 0), (29, 0), (30, 1), (400, 13), (-3, 0)] {
            assert_eq!(Trust::new(now - TimeDelta::days(days), (0, Score::default()), now).months, months);
        }
    }
}

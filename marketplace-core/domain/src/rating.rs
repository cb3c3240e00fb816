//! What two people say of each other after a deal, and the score that comes of it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{id::DealId, text::Note, trust::Trust};

/// How long after a deal was completed a rating is hidden from whom it is about, unless they rate as well.
pub const HIDDEN: TimeDelta = TimeDelta::days(14);

/// Of what one person says of the same other within this time, one rating counts.
pub const PAIR: TimeDelta = TimeDelta::days(90);

/// How many ratings the prior weighs, and of how many stars each of them is: somebody of whom nobody said
/// anything is taken for a good, not for an excellent one.
pub const PRIOR: (i64, i64) = (5, 4);

/// One to five stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Stars(u8);

/// A number that is no number of stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a rating has one to five stars")]
pub struct InvalidStars;

impl Stars {
    /// All, the best first.
    pub const ALL: [Self; 5] = [Self(5), Self(4), Self(3), Self(2), Self(1)];

    /// How many.
    pub const fn count(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Stars {
    type Error = InvalidStars;
    fn try_from(count: u8) -> Result<Self, InvalidStars> {
        if (1..=5).contains(&count) { Ok(Self(count)) } else { Err(InvalidStars) }
    }
}

impl From<Stars> for u8 {
    fn from(stars: Stars) -> Self {
        stars.0
    }
}

/// What stood out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// They were there when they said.
    OnTime,
    /// It was what was agreed.
    AsAgreed,
    /// They were kind.
    Kind,
    /// They answered fast.
    Quick,
    /// They were late.
    Late,
    /// It was not what was agreed.
    NotAsAgreed,
    /// They were rude.
    Rude,
    /// They were hard to reach.
    HardToReach,
}

impl Tag {
    /// All, what is good first.
    pub const ALL: [Self; 8] = [
        Self::OnTime,
        Self::AsAgreed,
        Self::Kind,
        Self::Quick,
        Self::Late,
        Self::NotAsAgreed,
        Self::Rude,
        Self::HardToReach,
    ];

    /// The name in the database and in buttons.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::AsAgreed => "as_agreed",
            Self::Kind => "kind",
            Self::Quick => "quick",
            Self::Late => "late",
            Self::NotAsAgreed => "not_as_agreed",
            Self::Rude => "rude",
            Self::HardToReach => "hard_to_reach",
        }
    }

    /// The tag of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.name() == name)
    }
}

/// What somebody says of the other side of a deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// How good it was.
    pub stars: Stars,
    /// What stood out.
    pub tags: Vec<Tag>,
    /// A few words.
    pub words: Option<Note>,
}

/// A rating as whom it is about sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Received {
    /// The deal that it is about.
    pub deal: DealId,
    /// What was said.
    pub rating: Rating,
    /// What was answered.
    pub reply: Option<Note>,
    /// When it was said.
    pub at: DateTime<Utc>,
    /// Whether it counts: of what one person says of the same other within [`PAIR`], the first does.
    pub counts: bool,
}

/// What somebody sees of themselves: why their score is what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// What others see of them.
    pub trust: Trust,
    /// What was said of them, the last first; not all where it is much.
    pub received: Vec<Received>,
}

/// A rating as it is counted: who gave it (a number that stands for the same person within one count), how
/// many stars, and when.
pub type Given = (u64, Stars, DateTime<Utc>);

/// What somebody's ratings come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// How many ratings count.
    pub counted: u32,
    /// Their stars together.
    pub stars: u32,
}

impl Score {
    /// Of ratings in any order. Of those by one person within [`PAIR`] the first counts.
    pub fn of(given: &[Given]) -> (Self, Vec<bool>) {
        let mut order: Vec<usize> = (0..given.len()).collect();
        order.sort_by_key(|index| given.get(*index).map(|(_, _, at)| *at));
        let mut last: std::collections::HashMap<u64, DateTime<Utc>> = std::collections::HashMap::new();
        let mut counts = vec![false; given.len()];
        let mut score = Self::default();
        for index in order {
            let (Some((rater, stars, at)), Some(count)) = (given.get(index), counts.get_mut(index)) else {
                continue;
            };
            if last.get(rater).is_some_and(|last| *at - *last < PAIR) {
                continue;
            }
            last.insert(*rater, *at);
            *count = true;
            score.counted += 1;
            score.stars += u32::from(stars.count());
        }
        (score, counts)
    }

    /// The score in tenths of a star: the Bayesian mean (5 × 4 + the stars) ÷ (5 + how many), rounded. A few
    /// ratings move it a little, many make it theirs.
    pub fn tenths(self) -> u32 {
        let (weight, mean) = PRIOR;
        let (stars, count) = (i64::from(self.stars), i64::from(self.counted));
        let (sum, all) = (weight * mean + stars, weight + count);
        u32::try_from((20 * sum + all) / (2 * all)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(days: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::days(days)
    }

    fn stars(count: u8) -> Stars {
        Stars::try_from(count).unwrap()
    }

    #[test]
    fn there_are_one_to_five_stars() {
        for bad in [0, 6, 255] {
            assert_eq!(Stars::try_from(bad), Err(InvalidStars));
        }
        assert!(Tag::ALL.iter().all(|tag| Tag::from_name(tag.name()) == Some(*tag)));
    }

    #[test]
    fn few_ratings_move_the_score_a_little() {
        assert_eq!(Score::default().tenths(), 40);
        let five = |count: u32| Score { counted: count, stars: 5 * count }.tenths();
        assert_eq!([five(1), five(5), five(45), five(1000)], [42, 45, 49, 50]);
        assert_eq!(Score { counted: 1, stars: 1 }.tenths(), 35);
    }

    #[test]
    fn one_rating_of_a_pair_counts_in_ninety_days() {
        let given =
            [(7, stars(5), at(0)), (7, stars(5), at(89)), (7, stars(1), at(90)), (8, stars(4), at(1))];
        let (score, counts) = Score::of(&given);
        assert_eq!(counts, [true, false, true, true]);
        assert_eq!(score, Score { counted: 3, stars: 10 });
    }

    proptest! {
        /// However many ratings two people give each other, they move the score as little as one does each
        /// ninety days; and no score leaves what stars there are.
        #[test]
        fn farming_gets_nowhere(
            given in proptest::collection::vec((0u64..3, 1u8..=5, 0i64..365), 0..300),
        ) {
            let given: Vec<Given> =
                given.into_iter().map(|(rater, count, day)| (rater, stars(count), at(day))).collect();
            let (score, counts) = Score::of(&given);
            prop_assert!(score.counted <= 3 * 5, "three people, five times ninety days");
            prop_assert_eq!(counts.iter().filter(|counts| **counts).count(), score.counted as usize);
            prop_assert!((10..=50).contains(&score.tenths()));
            let mut turned: Vec<Given> = given.clone();
            turned.reverse();
            prop_assert_eq!(Score::of(&turned).0.counted, score.counted, "the order does not matter");
        }
    }
}

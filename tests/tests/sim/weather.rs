//! What goes wrong in a seed. Each seed has only some faults, at rates of its own: with all of them at
//! once hardly anything would ever get far enough to break in an interesting way.

use std::collections::BTreeMap;

use super::rng::Rng;

/// The faults of one seed; rates are of a hundred.
#[derive(Debug, Clone)]
pub(super) struct Weather {
    pub processes: usize,
    pub lines: usize,
    /// How often a process may be killed, and lose Postgres.
    pub kills: usize,
    pub cuts: usize,
    pub ring_lost: usize,
    pub ring_doubled: usize,
    /// How often the bell goes away or comes back.
    pub bell_away: usize,
    pub limited: usize,
    pub refused: usize,
    pub unavailable: usize,
    pub ambiguous: usize,
    /// How often updates are told again although they were taken.
    pub retold: usize,
    /// People shut us out and return.
    pub leaves: bool,
    /// Time leaps while things are on their way: workers outlive their leases.
    pub stalls: bool,
    /// One chat takes nothing before this moment, in milliseconds.
    pub down: Option<(usize, i64)>,
}

impl Weather {
    /// One process, and nothing goes wrong.
    pub(super) fn fair() -> Self {
        Self {
            processes: 1,
            lines: 0,
            kills: 0,
            cuts: 0,
            ring_lost: 0,
            ring_doubled: 0,
            bell_away: 0,
            limited: 0,
            refused: 0,
            unavailable: 0,
            ambiguous: 0,
            retold: 0,
            leaves: false,
            stalls: false,
            down: None,
        }
    }

    pub(super) fn draw(rng: &mut Rng) -> Self {
        let mut rate = |of_a_hundred: usize, most: usize| match rng.chance(of_a_hundred) {
            true => 1 + rng.below(most),
            false => 0,
        };
        Self {
            processes: 1 + usize::from(rate(60, 1) > 0),
            lines: 2 + rate(90, 6),
            kills: rate(50, 3),
            cuts: rate(25, 2),
            ring_lost: rate(35, 60),
            ring_doubled: rate(35, 60),
            bell_away: rate(15, 3),
            limited: rate(30, 25),
            refused: rate(25, 20),
            unavailable: rate(30, 40),
            ambiguous: rate(40, 30),
            retold: rate(40, 8),
            leaves: rate(25, 1) > 0,
            stalls: rate(25, 1) > 0,
            down: match rate(15, 1) {
                0 => None,
                _ => Some((rate(100, 4) - 1, 60_000 * i64::try_from(rate(100, 30)).unwrap())),
            },
        }
    }
}

/// How often what happened.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts(pub BTreeMap<&'static str, u64>);

impl Counts {
    pub(super) fn add(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    pub(super) fn extend(&mut self, other: &Self) {
        for (what, count) in &other.0 {
            *self.0.entry(what).or_default() += count;
        }
    }
}

//! In which order requests are found.

use serde::{Deserialize, Serialize};

/// In which order requests are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// What is due soonest first, and what has no date last; among those of a day the newest first.
    Soonest,
    /// What comes from nearest to the middle of the search's circle first; where it has none at that end, what
    /// goes nearest to the other one's. What may come from anywhere is last. Without any circle: the newest.
    Nearest,
}

impl Sort {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Soonest, Self::Nearest];

    /// Whether this is the usual one.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

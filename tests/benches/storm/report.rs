//! What the storm has shown.

use std::fmt;

use crate::common::goals::{at_least, at_most};
use crate::crowd::Storm;

/// Everything that was measured.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) rate: u32,
    pub(crate) people: u32,
    pub(crate) storm: Storm,
    pub(crate) lost: usize,
    pub(crate) doubled: usize,
    pub(crate) replies: Vec<u32>,
    pub(crate) unanswered: usize,
    pub(crate) refused: u64,
    /// What the product itself counts.
    pub(crate) counts: Vec<(String, i64)>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Storm { lasted, messages, first } = self.storm;
        let seconds = lasted.as_secs_f64();
        writeln!(f, "\n{} pushes where the platform takes {} messages a second", self.people, self.rate)?;
        writeln!(
            f,
            "  the first came {:.2} s after the request, the last {seconds:.1} s later",
            first.as_secs_f64()
        )?;
        writeln!(f, "  messages meanwhile {messages}, of which replies {}", self.replies.len())?;
        let counts: Vec<String> =
            self.counts.iter().map(|(state, count)| format!("{state} {count}")).collect();
        writeln!(f, "  the product counts: {}", counts.join(", "))?;
        let quota = f64::from(self.rate) * seconds;
        at_least(f, "part of the quota that was used", Some(messages as f64 / quota), 0.97)?;
        at_most(f, "refused for coming too fast", Some(self.refused as f64), 0.0)?;
        at_most(f, "lost", Some(self.lost as f64), 0.0)?;
        at_most(f, "doubled", Some(self.doubled as f64), 0.0)?;
        at_most(f, "replies that did not come", Some(self.unanswered as f64), 0.0)?;
        let mut sorted = self.replies.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * 99).div_ceil(100).max(1);
        let slow = sorted.get(rank - 1).map(|micros| f64::from(*micros) / 1000.0);
        at_most(f, "replies p99, ms", slow, 1000.0)
    }
}

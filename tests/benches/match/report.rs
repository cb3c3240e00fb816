//! What the measurement has shown.

use std::fmt;
use std::time::Duration;

use crate::common::goals::{at_least, at_most, median};

/// Everything that was measured.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) alerts: i64,
    pub(crate) keys: i64,
    /// How many people each request concerns.
    pub(crate) found: Vec<usize>,
    /// How long they took to be found with keys.
    pub(crate) keyed: Vec<Duration>,
    /// The same with keys and by the plain filter, for the same requests; both found the same people.
    pub(crate) pairs: Vec<(Duration, Duration)>,
    /// How long one more alert took to be stored.
    pub(crate) stored: Vec<Duration>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut found = self.found.clone();
        found.sort_unstable();
        let rank = |percent: usize| found.get((found.len().saturating_sub(1)) * percent / 100).copied();
        let each = self.keys as f64 / self.alerts as f64;
        writeln!(f, "\nOne request against {} alerts ({each:.1} keys each)", self.alerts)?;
        writeln!(
            f,
            "  people whom one concerns: p50 {}, p95 {}, most {}",
            rank(50).unwrap_or_default(),
            rank(95).unwrap_or_default(),
            rank(100).unwrap_or_default()
        )?;
        let keyed = sorted(&self.keyed);
        let plain = sorted(&self.pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
        writeln!(f, "  with keys     p50 {:>8.2} ms  p95 {:>8.2} ms", at(&keyed, 50), at(&keyed, 95))?;
        writeln!(f, "  plain filter  p50 {:>8.2} ms  p95 {:>8.2} ms", at(&plain, 50), at(&plain, 95))?;
        writeln!(f, "  both found the same people for {} requests", self.pairs.len())?;
        at_most(f, "p50, ms", Some(at(&keyed, 50)), 3.0)?;
        at_most(f, "p95, ms", Some(at(&keyed, 95)), 10.0)?;
        let ratios = self.pairs.iter().map(|(keyed, plain)| plain.as_secs_f64() / keyed.as_secs_f64());
        at_least(f, "times faster than the plain filter", Some(median(ratios.collect())), 50.0)?;
        let stored = sorted(&self.stored);
        at_most(f, "an alert stored, p50, ms", Some(at(&stored, 50)), 5.0)?;
        writeln!(f, "  an alert stored, p95, ms {:>16.2}", at(&stored, 95))
    }
}

fn sorted(times: &[Duration]) -> Vec<f64> {
    let mut times: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1000.0).collect();
    times.sort_by(f64::total_cmp);
    times
}

/// By nearest rank.
fn at(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(f64::NAN)
}

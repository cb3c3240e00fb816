//! Time that passes when the scheduler says so.

use std::{
    sync::atomic::{AtomicI64, Ordering::SeqCst},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use marketplace_domain::clock::Clock;

/// The clock of a simulated world. All its processes read the same.
#[derive(Default)]
pub(super) struct SimClock(AtomicI64);

impl SimClock {
    pub(super) fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), SeqCst);
    }

    /// Milliseconds since the beginning.
    pub(super) fn passed(&self) -> i64 {
        self.0.load(SeqCst)
    }
}

impl Clock for SimClock {
    fn now(&self) -> DateTime<Utc> {
        // Tuesday, 24 November 2026, ten o'clock.
        DateTime::from_timestamp(1_795_514_400, 0).unwrap() + TimeDelta::milliseconds(self.passed())
    }
}

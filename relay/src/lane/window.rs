//! What waits until its reader writes again: some platforms take nothing before.

use chrono::TimeDelta;
use conversation::Undelivered;
use marketplace_core::MarketError;

use super::{Lanes, Next};
use crate::store::{due::Due, lane::Lease, tries::Settled};

/// How long something waits for its reader to write. Then its sender is told that it did not arrive.
const MOST_PATIENCE: TimeDelta = TimeDelta::days(7);

impl Lanes {
    /// Keeps something until its reader writes, or gives it up after a week. No try is counted.
    pub(super) async fn hold(&self, lease: &Lease, due: &Due) -> Result<Next, MarketError> {
        let now = self.market.clock().now();
        // News have no moment of their own: the event that they are about may be old.
        let until = if due.news { now } else { due.at } + MOST_PATIENCE;
        if due.held || until <= now {
            return self.settle(lease, due, Settled::Over("dead"), Some(Undelivered::Away)).await;
        }
        self.settle(lease, due, Settled::Held { until }, Some(Undelivered::Waits)).await
    }
}

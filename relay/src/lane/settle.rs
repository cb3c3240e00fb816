//! How tries end: what is written down, what follows, and who is told.

use std::time::Duration;

use adapter::{Adapter, NativeId};
use chrono::{DateTime, TimeDelta, Utc};
use conversation::Undelivered;
use marketplace_core::MarketError;
use tokio::time::sleep;

use super::{LONGEST_PAUSE, Lanes, Next};
use crate::{
    key,
    ledger::{Closed, Then},
    passing::is_passing,
    store::{
        due::{Due, reason_name},
        lane::{self, Lease},
        log,
        tries::{self, Ended, Settled},
        window::{Closed as Chat, close},
    },
};

/// Tries before a line is given up: with the growing pauses, a quarter of an hour.
const MOST_TRIES: i16 = 8;
/// Tries before it is given up to tell somebody what became of a line or of a conversation: eight
/// hours. The trouble that kept a line from arriving may be theirs as well.
const MOST_TRIES_OF_NEWS: i16 = 100;
/// The pauses between tries to write down how a try ended, in milliseconds.
const PAUSES: [u64; 4] = [100, 400, 1600, 6400];

impl Lanes {
    /// Writes down that something was sent, which most things are.
    pub(super) async fn sent(
        &self,
        lease: &Lease,
        due: &Due,
        natives: Vec<NativeId>,
        then: Then,
    ) -> Result<Next, MarketError> {
        let mut pauses = PAUSES.into_iter();
        let closed = loop {
            match self.ledger.sent(lease, due, natives.clone(), then).await {
                Ok(closed) => break closed,
                Err(error) => bear(error, &mut pauses).await?,
            }
        };
        Ok(match closed {
            Closed::Lost => Next::Lost,
            Closed::Kept => Next::Continue,
            Closed::More(due) => Next::More(due),
            Closed::GivenBack(due) => Next::GivenBack(due),
        })
    }

    /// Writes down how a try ended otherwise, and gives the sender's lane what they must know.
    pub(super) async fn settle(
        &self,
        lease: &Lease,
        due: &Due,
        settled: Settled,
        reason: Option<Undelivered>,
    ) -> Result<Next, MarketError> {
        // Nobody is told that something did not arrive which may have.
        let may_have = due.interrupted || due.repeats > 0;
        let reason = match (&settled, reason) {
            (Settled::Over(_) | Settled::Gone, Some(_)) if may_have => Some(Undelivered::Unsure),
            // With keys it is not counted whether a try before is in doubt.
            (_, Some(Undelivered::Gone)) if due.attempts > 0 => Some(Undelivered::Unsure),
            _ => reason,
        };
        let mut pauses = PAUSES.into_iter();
        loop {
            match self.try_to_settle(lease, due, &settled, reason).await {
                Ok(next) => return Ok(next),
                Err(error) => bear(error, &mut pauses).await?,
            }
        }
    }

    async fn try_to_settle(
        &self,
        lease: &Lease,
        due: &Due,
        settled: &Settled,
        reason: Option<Undelivered>,
    ) -> Result<Next, MarketError> {
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        let again = Settled::Retry { at: now, ambiguous: false, uncounted: !lease.closed };
        let (mut settled, mut reason) = (settled, reason.and_then(|reason| due.tells(reason)));
        if let Settled::Held { .. } = settled {
            // The endpoint is locked before the lane, as whoever takes in what the person writes does it.
            match close(unit.connection(), lease, due, now).await? {
                Chat::Now { first } => reason = reason.filter(|_| first),
                Chat::NotAnyMore => (settled, reason) = (&again, None),
            }
        }
        let ended = Ended::of(lease, due, settled);
        if tries::settle(unit.connection(), &[&ended], now).await? == 0 {
            return Ok(Next::Lost);
        }
        if let Settled::Gone = settled {
            lane::gone(unit.connection(), (lease.lane, lease.version), now).await?;
        }
        let reason = match settled {
            // A block took it back while it was sent, and it is not tried again.
            Settled::Retry { .. } if log::is_taken_back(unit.connection(), due.id).await? => {
                due.tells(Undelivered::Unsure)
            }
            _ => reason,
        };
        let mut sender = None;
        if let Some(reason) = reason {
            sender = log::sender_endpoint(unit.connection(), due.id).await?;
            if let Some(endpoint) = sender {
                let key = key::random(&**self.market.entropy());
                log::notify(unit.connection(), endpoint, due.id, reason_name(reason), &key, now).await?;
            }
        }
        unit.commit().await?;
        if let Some(endpoint) = sender {
            self.ring(endpoint).await;
        }
        Ok(Next::Continue)
    }
}

/// Only this process knows how a try ended: it does not give up writing that down at the first trouble.
async fn bear(error: MarketError, pauses: &mut impl Iterator<Item = u64>) -> Result<(), MarketError> {
    match pauses.next().filter(|_| is_passing(&error)) {
        Some(pause) => {
            sleep(Duration::from_millis(pause)).await;
            Ok(())
        }
        None => Err(error),
    }
}

/// Nobody knows whether the try arrived. With a key it is simply repeated; without one it is
/// repeated once, if it may be, and then the sender is told that it is not sure.
pub(super) fn after_ambiguity(
    adapter: &dyn Adapter,
    due: &Due,
    tries: i16,
    now: DateTime<Utc>,
) -> (Settled, Option<Undelivered>) {
    if adapter.capabilities().idempotent {
        let (settled, reason) = later(due, tries, now);
        return (settled, reason.map(|_| Undelivered::Unsure));
    }
    if due.repeats == 0 && due.may_be_repeated() {
        return (Settled::Retry { at: now, ambiguous: true, uncounted: false }, None);
    }
    // Who must be told is told: once too often rather than not at all.
    if due.news
        && let (Settled::Retry { at, .. }, _) = later(due, tries, now)
    {
        return (Settled::Retry { at, ambiguous: true, uncounted: false }, None);
    }
    (Settled::Over("ambiguous"), Some(Undelivered::Unsure))
}

/// What becomes of a delivery after so many tries that failed.
pub(super) fn later(due: &Due, tries: i16, now: DateTime<Utc>) -> (Settled, Option<Undelivered>) {
    let most = if due.news { MOST_TRIES_OF_NEWS } else { MOST_TRIES };
    if tries >= most {
        return (Settled::Over("dead"), Some(Undelivered::Dead));
    }
    // 1, 4, 16 … seconds.
    let pause = TimeDelta::seconds(1 << (2 * (tries - 1).clamp(0, 5))).min(LONGEST_PAUSE);
    (Settled::Retry { at: now + pause, ambiguous: false, uncounted: false }, None)
}

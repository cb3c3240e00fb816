//! Works at lanes: leases one, sends what is due in order, gives it back.

use std::{sync::Arc, time::Duration};

use adapter::{Adapter, DeliverError, DeliveryKey, Outbound};
use chrono::{DateTime, TimeDelta, Utc};
use conversation::Undelivered;
use marketplace_core::{Market, MarketError};
use tokio::time::Instant;

use crate::{
    adapters::Adapters,
    bell::Bell,
    key,
    limiter::Limiter,
    say,
    store::{
        lane::{self, Due, Lease, Settled, What},
        log,
    },
};

/// Sends before a lane goes to the back of the queue, so that one hot chat starves nobody.
const QUANTUM: usize = 8;
/// Tries before a delivery is given up.
const MOST_TRIES: i16 = 8;
/// The longest pause between two tries.
const LONGEST_PAUSE: TimeDelta = TimeDelta::seconds(60);

/// Delivers what people say to each other.
pub(crate) struct Lanes {
    /// The market.
    pub market: Arc<Market>,
    /// The platforms.
    pub adapters: Adapters,
    /// What they take.
    pub limiter: Arc<Limiter>,
    /// The number of this process.
    pub(crate) owner: i64,
    /// What says that there is work.
    pub bell: Arc<dyn Bell>,
}

/// What the worker does after a try.
enum Next {
    Continue,
    /// Nothing goes to this chat before then.
    Pause(Duration),
    /// Somebody else holds the lane.
    Lost,
}

impl Lanes {
    /// Works at a lane until nothing is due, its quantum is used, or its chat must wait.
    pub(crate) async fn work(self: &Arc<Self>, lane: i64) -> Result<(), MarketError> {
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        let lease = lane::lease(unit.connection(), lane, self.owner, now).await?;
        unit.commit().await?;
        let Some(lease) = lease else { return Ok(()) };
        let Some(adapter) = self.adapters.of(&lease.to) else {
            // Another process serves this platform: leave it the work, and ring it.
            return self.give_back(&lease, Duration::from_secs(1)).await;
        };
        match self.send_quantum(&lease, &*adapter).await? {
            Next::Lost => Ok(()),
            Next::Continue => self.give_back(&lease, Duration::ZERO).await,
            Next::Pause(wait) => self.give_back(&lease, wait).await,
        }
    }

    async fn send_quantum(&self, lease: &Lease, adapter: &dyn Adapter) -> Result<Next, MarketError> {
        let mut sent = 0;
        while sent < QUANTUM {
            let mut unit = self.market.begin().await?;
            let now = unit.now();
            let heads = lane::heads(unit.connection(), lease.lane, now).await?;
            unit.commit().await?;
            if heads.is_empty() {
                break;
            }
            for due in heads {
                if let Err(wait) = self.limiter.admit(&lease.to, Instant::now()) {
                    return Ok(Next::Pause(wait));
                }
                match self.deliver(lease, adapter, &due).await? {
                    Next::Continue => sent += 1,
                    other => return Ok(other),
                }
            }
        }
        Ok(Next::Continue)
    }

    async fn deliver(&self, lease: &Lease, adapter: &dyn Adapter, due: &Due) -> Result<Next, MarketError> {
        if lease.left {
            return self.settle(lease, due, Settled::Over("cancelled"), Some(Undelivered::Gone)).await;
        }
        if due.interrupted {
            let (settled, reason) = after_ambiguity(adapter, due, self.market.clock().now());
            return self.settle(lease, due, settled, reason).await;
        }
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        let ours = lane::begin_try(unit.connection(), lease, due.id, now).await?;
        unit.commit().await?;
        if !ours {
            return Ok(Next::Lost);
        }
        let message = say::of(due, lease.language);
        let what = Outbound::Send { message, pictures: Vec::new(), reply_to: None };
        let result = adapter.deliver(&lease.to, &what, &DeliveryKey(due.key.clone())).await;
        self.judge(lease, adapter, due, result).await
    }

    async fn judge(
        &self,
        lease: &Lease,
        adapter: &dyn Adapter,
        due: &Due,
        result: Result<adapter::Receipt, DeliverError>,
    ) -> Result<Next, MarketError> {
        let now = self.market.clock().now();
        let (settled, reason) = match result {
            Ok(receipt) => (Settled::Sent(receipt.ids), None),
            Err(DeliverError::RateLimited { retry_after, whole_bot }) => {
                self.limiter.pause(&lease.to, whole_bot, Instant::now() + retry_after);
                let settled = Settled::Retry { at: now, ambiguous: false, uncounted: true };
                self.settle(lease, due, settled, None).await?;
                return Ok(Next::Pause(retry_after));
            }
            Err(DeliverError::Gone) => {
                let mut unit = self.market.begin().await?;
                lane::gone(unit.connection(), lease.lane, now).await?;
                unit.commit().await?;
                (Settled::Over("cancelled"), Some(Undelivered::Gone))
            }
            Err(DeliverError::Refused { code }) => {
                tracing::error!(platform = %lease.to.platform, code, "a line was refused");
                (Settled::Over("dead"), Some(Undelivered::Refused))
            }
            Err(DeliverError::Ambiguous) => after_ambiguity(adapter, due, now),
            Err(DeliverError::Unauthorized) => {
                tracing::error!(platform = %lease.to.platform, "the platform does not accept our credentials");
                (Settled::Retry { at: now + LONGEST_PAUSE, ambiguous: false, uncounted: true }, None)
            }
            Err(DeliverError::Unavailable | DeliverError::NoSuchMessage) => later(due, now),
        };
        self.settle(lease, due, settled, reason).await
    }

    /// Writes down how a try ended, and gives the sender's lane what they must know.
    async fn settle(
        &self,
        lease: &Lease,
        due: &Due,
        settled: Settled,
        reason: Option<Undelivered>,
    ) -> Result<Next, MarketError> {
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        if !lane::settle(unit.connection(), lease, due, &settled, now).await? {
            return Ok(Next::Lost);
        }
        let mut sender = None;
        if let (Some(reason), What::Said { .. }) = (reason, &due.what) {
            sender = log::sender_endpoint(unit.connection(), due.id).await?;
            if let Some(endpoint) = sender {
                let key = key::random(&**self.market.entropy());
                log::notify(unit.connection(), endpoint, due.id, lane::reason_name(reason), &key, now)
                    .await?;
            }
        }
        unit.commit().await?;
        if let Some(endpoint) = sender {
            self.ring(endpoint).await;
        }
        Ok(Next::Continue)
    }

    async fn give_back(self: &Arc<Self>, lease: &Lease, wait: Duration) -> Result<(), MarketError> {
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        let not_before = now + TimeDelta::from_std(wait).unwrap_or(LONGEST_PAUSE);
        let due = lane::release(unit.connection(), lease, not_before).await?;
        unit.commit().await?;
        match due {
            Some(at) if at <= now => self.ring(lease.lane).await,
            Some(at) => self.ring_later(lease.lane, (at - now).to_std().unwrap_or_default()),
            None => {}
        }
        Ok(())
    }

    /// A bell that is out of reach is no loss: the sweeper rings again.
    async fn ring(&self, lane: i64) {
        if let Err(error) = self.bell.ring(&[lane]).await {
            tracing::warn!(%error, "the bell could not be rung");
        }
    }

    fn ring_later(self: &Arc<Self>, lane: i64, wait: Duration) {
        let lanes = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(wait).await;
            lanes.ring(lane).await;
        });
    }
}

/// Nobody knows whether the try arrived. With a key it is simply repeated; without one it is
/// repeated once, and then the sender is told that it is not sure.
fn after_ambiguity(adapter: &dyn Adapter, due: &Due, now: DateTime<Utc>) -> (Settled, Option<Undelivered>) {
    if adapter.capabilities().idempotent {
        return later(due, now);
    }
    if due.repeats == 0 {
        return (Settled::Retry { at: now, ambiguous: true, uncounted: false }, None);
    }
    (Settled::Over("ambiguous"), Some(Undelivered::Unsure))
}

fn later(due: &Due, now: DateTime<Utc>) -> (Settled, Option<Undelivered>) {
    if due.attempts + 1 >= MOST_TRIES {
        return (Settled::Over("dead"), Some(Undelivered::Dead));
    }
    let pause = TimeDelta::seconds(1 << due.attempts.clamp(0, 6)).min(LONGEST_PAUSE);
    (Settled::Retry { at: now + pause, ambiguous: false, uncounted: false }, None)
}

//! Tells people of one bot, one message a person, as fast as what goes before leaves room for.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use adapter::{Address, DeliverError, DeliveryKey, Outbound};
use chrono::{DateTime, TimeDelta, Utc};
use conversation::render;
use futures_util::FutureExt;
use marketplace_core::{Market, MarketError};
use marketplace_domain::push::Told;
use tokio::{
    sync::{Mutex, Notify},
    task::JoinSet,
    time::{Instant, sleep},
};
use tokio_util::sync::CancellationToken;

use crate::{
    adapters::Served,
    key,
    limiter::{Bot, Limiter},
    store::{
        lane,
        push::{self, Claimed, Settled},
    },
};

/// People who are in hand at once: enough to keep a bot busy whose platform takes its time.
const AT_ONCE: usize = 32;
/// Whoever must wait longer than this waits for their own chat, and lets others go first.
const OWN_WAIT: Duration = Duration::from_millis(250);
/// Tries before somebody is not told after all: with the growing pauses, a quarter of an hour.
const MOST_TRIES: i16 = 8;
/// The longest pause between two tries.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(5);
/// The longest pause between tries to write down what became of it.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// Tells people of one bot.
pub(super) struct Sender {
    market: Arc<Market>,
    limiter: Arc<Limiter>,
    bot: Bot,
    served: Served,
    owner: i64,
    wake: Arc<Notify>,
    /// Held by whoever waits for the bot's next turn, so that the others do not all ask at once.
    turn: Mutex<()>,
}

impl Sender {
    pub(super) fn new(
        market: Arc<Market>,
        limiter: Arc<Limiter>,
        (bot, served): (Bot, Served),
        owner: i64,
        wake: Arc<Notify>,
    ) -> Self {
        Self { market, limiter, bot, served, owner, wake, turn: Mutex::default() }
    }

    /// Works until `stop`, and ends with the last message that is on its way.
    pub(super) async fn run(self: Arc<Self>, stop: CancellationToken) {
        let mut hand = JoinSet::new();
        while !stop.is_cancelled() {
            let room = AT_ONCE.saturating_sub(hand.len());
            let claimed = self.claim(room).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "could not look for whom to tell");
                Vec::new()
            });
            let least = if claimed.len() < room { hand.len() + claimed.len() } else { AT_ONCE / 2 };
            for claimed in claimed {
                let (sender, stop) = (Arc::clone(&self), stop.clone());
                hand.spawn(async move { sender.tell(&claimed, &stop).await });
            }
            loop {
                tokio::select! {
                    () = stop.cancelled() => break,
                    Some(_) = hand.join_next() => if hand.len() <= least { break },
                    () = self.wake.notified() => if hand.len() < AT_ONCE { break },
                }
            }
        }
        while hand.join_next().await.is_some() {}
    }

    async fn claim(&self, room: usize) -> Result<Vec<Claimed>, MarketError> {
        let limit = i64::try_from(room).unwrap_or_default();
        let mut unit = self.market.begin().await?;
        let (owner, now) = (self.owner, unit.now());
        let claimed = push::claim(unit.connection(), (self.bot.0, &self.bot.1), owner, limit, now).await?;
        unit.commit().await?;
        Ok(claimed)
    }

    async fn tell(&self, claimed: &Claimed, stop: &CancellationToken) {
        let told = AssertUnwindSafe(self.try_to_tell(claimed, stop)).catch_unwind().await;
        let settled = match told {
            Ok(Ok(settled)) => settled,
            // It may have been on its way already.
            Err(_) => Some(Settled::Unsure),
            Ok(Err(error)) => {
                tracing::warn!(%error, "somebody could not be told of something");
                Some(later(claimed, self.market.clock().now()))
            }
        };
        let Some(settled) = settled else { return };
        let mut rest = Duration::from_millis(100);
        // Only this process knows: it does not give up writing that down at the first trouble.
        while let Err(error) = self.settle(claimed, settled).await {
            tracing::warn!(%error, "it could not be written down who was told");
            tokio::select! {
                () = stop.cancelled() => return,
                () = sleep(rest) => rest = (rest * 4).min(LONGEST_REST),
            }
        }
    }

    /// None where there was nothing to tell after all.
    async fn try_to_tell(
        &self,
        claimed: &Claimed,
        stop: &CancellationToken,
    ) -> Result<Option<Settled>, MarketError> {
        tokio::select! {
            () = stop.cancelled() => {
                return Ok(Some(Settled::Again { at: self.market.clock().now(), counts: false }));
            }
            () = self.admit(&claimed.to) => {}
        }
        let (told, key) = self.begin(claimed).await?;
        if told.is_empty() {
            return Ok(None);
        }
        let message = render(claimed.language, &conversation::told(&told));
        let what = Outbound::Send { message, pictures: Vec::new(), reply_to: None };
        let result = self.served.adapter.deliver(&claimed.to, &what, &DeliveryKey(key)).await;
        Ok(Some(self.judge(claimed, result.err()).await?))
    }

    /// Waits until the bot and the chat may be written to, and nobody is in the way who goes before.
    async fn admit(&self, to: &Address) {
        loop {
            let turn = self.turn.lock().await;
            loop {
                match self.limiter.admit_behind(to, Instant::now()).await {
                    Ok(()) => return,
                    Err(wait) if wait > OWN_WAIT => {
                        drop(turn);
                        sleep(wait).await;
                        break;
                    }
                    Err(wait) => sleep(wait).await,
                }
            }
        }
    }

    /// Counts the try, and drops what is not to be told any more.
    async fn begin(&self, claimed: &Claimed) -> Result<(Vec<Told>, String), MarketError> {
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        let told = unit.tell(claimed.account, &claimed.pushes).await?;
        let ids: Vec<i64> = told.iter().map(|told| told.0).collect();
        let over: Vec<i64> = claimed.pushes.iter().copied().filter(|id| !ids.contains(id)).collect();
        let key = key::random(&**self.market.entropy());
        let (begun, key) = push::begin(unit.connection(), self.owner, (&ids, &over), &key, now).await?;
        unit.commit().await?;
        let told = told.into_iter().filter(|told| begun.contains(&told.0)).map(|told| told.1).collect();
        Ok((told, key))
    }

    async fn judge(&self, claimed: &Claimed, error: Option<DeliverError>) -> Result<Settled, MarketError> {
        let now = self.market.clock().now();
        let platform = self.bot.0;
        Ok(match error {
            None => Settled::Sent,
            Some(DeliverError::RateLimited { retry_after, whole_bot }) => {
                self.limiter.pause(&claimed.to, whole_bot, Instant::now() + retry_after).await;
                Settled::Again { at: now, counts: false }
            }
            Some(DeliverError::Gone) => {
                let mut unit = self.market.begin().await?;
                lane::gone(unit.connection(), (claimed.endpoint, claimed.version), now).await?;
                unit.commit().await?;
                // They may be somewhere else as well.
                Settled::Again { at: now, counts: false }
            }
            Some(DeliverError::WindowClosed) => Settled::Held,
            Some(DeliverError::Refused { code }) => {
                tracing::error!(%platform, code, "what somebody is to be told was refused");
                Settled::Dead
            }
            Some(DeliverError::Ambiguous) if self.served.adapter.capabilities().idempotent => {
                match later(claimed, now) {
                    Settled::Again { at, .. } => Settled::Doubt(at),
                    other => other,
                }
            }
            // Better not at all than twice.
            Some(DeliverError::Ambiguous) => Settled::Unsure,
            Some(DeliverError::Unauthorized) => {
                tracing::error!(%platform, "the platform does not accept our credentials");
                Settled::Again { at: now + LONGEST_PAUSE, counts: false }
            }
            Some(DeliverError::Unavailable | DeliverError::NoSuchMessage) => later(claimed, now),
        })
    }

    async fn settle(&self, claimed: &Claimed, settled: Settled) -> Result<(), MarketError> {
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        push::settle(unit.connection(), self.owner, &claimed.pushes, settled, now).await?;
        if settled == Settled::Sent {
            push::heard(unit.connection(), claimed.endpoint).await?;
        }
        unit.commit().await
    }
}

/// What becomes of something that could not be told.
fn later(claimed: &Claimed, now: DateTime<Utc>) -> Settled {
    let tries = claimed.attempts.saturating_add(1);
    if tries >= MOST_TRIES {
        return Settled::Dead;
    }
    // 1, 4, 16 … seconds.
    let pause = TimeDelta::seconds(1 << (2 * (tries - 1).clamp(0, 5))).min(LONGEST_PAUSE);
    Settled::Again { at: now + pause, counts: true }
}

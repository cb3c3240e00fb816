//! Works at lanes: leases one, sends what is due in order, gives it back.

mod changed;
mod settle;
mod window;

use std::{collections::VecDeque, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use adapter::{Adapter, DeliverError, DeliveryKey};
use chrono::{DateTime, TimeDelta, Utc};
use conversation::Undelivered;
use futures_util::FutureExt;
use marketplace_core::{Market, MarketError, blobs::Blobs};
use tokio::time::{Instant, sleep_until, timeout};

use self::settle::{after_ambiguity, later};
use crate::{
    adapters::Adapters,
    bell::Bell,
    ledger::{Ledger, Then},
    limiter::Limiter,
    passing::is_passing,
    say::{self, Showing},
    store::{
        changes,
        due::Due,
        files,
        lane::Lease,
        tries::{Begun, Settled},
    },
    timers::Timers,
    topics::{self, Place},
};

/// Sends before a lane goes to the back of the queue, so that one hot chat starves nobody.
const QUANTUM: usize = 8;
/// The longest pause between two tries.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(5);
/// The longest wait after which a lane is rung by a timer; after longer ones by the sweeper.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// The pause after something that is not the chat's fault: no room, or a database that failed.
const SHORT_PAUSE: Duration = Duration::from_secs(1);
/// How long a leased lane may wait for room.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the bell is rung for a lane whose platform this process does not serve: another one
/// that does may hear it. After that it is left to the other one's sweeper.
const PASS_ON: TimeDelta = TimeDelta::seconds(30);

/// Delivers what people say to each other.
pub(crate) struct Lanes {
    market: Arc<Market>,
    adapters: Adapters,
    limiter: Arc<Limiter>,
    /// The number of this process.
    owner: i64,
    /// What says that there is work.
    pub bell: Arc<dyn Bell>,
    /// Where files are kept.
    blobs: Arc<Blobs>,
    ledger: Ledger,
    timers: Timers,
}

/// What the worker does after a try.
enum Next {
    Continue,
    /// Nothing goes to this chat before then.
    Pause(Duration),
    /// More has come meanwhile.
    More(Vec<Due>),
    /// The lane was given back, and has work again then.
    GivenBack(Option<DateTime<Utc>>),
    /// Somebody else holds the lane.
    Lost,
}

impl Lanes {
    /// A worker for the lanes of these platforms; `owner` is the number of this process.
    pub(crate) fn new(
        market: Arc<Market>,
        adapters: Adapters,
        limiter: Arc<Limiter>,
        owner: i64,
        bell: Arc<dyn Bell>,
        blobs: Arc<Blobs>,
    ) -> Self {
        let ledger = Ledger::new(&market);
        Self { market, adapters, limiter, owner, bell, blobs, ledger, timers: Timers::default() }
    }

    /// Works at a lane until nothing is due, its quantum is used, or its chat must wait. An error that
    /// stays is the lane's own: the bell counts how often that happens.
    pub(crate) async fn work(self: &Arc<Self>, lane: i64) -> Result<(), MarketError> {
        let Some((lease, due)) = self.ledger.open(lane, self.owner).await? else { return Ok(()) };
        let Some(served) = self.adapters.of(&lease.to) else {
            return self.pass_on(&lease).await;
        };
        let Ok(_room) = timeout(PATIENCE, served.lanes.acquire()).await else {
            return self.give_back(&lease, SHORT_PAUSE).await;
        };
        let sent = AssertUnwindSafe(self.send_quantum(&lease, due, &*served.adapter)).catch_unwind();
        match sent.await.unwrap_or(Err(MarketError::Corrupt("delivery"))) {
            Ok(Next::Lost) => Ok(()),
            Ok(Next::GivenBack(due)) => {
                self.ring_at(lease.lane, due).await;
                Ok(())
            }
            Ok(Next::Continue | Next::More(_)) => self.give_back(&lease, Duration::ZERO).await,
            Ok(Next::Pause(wait)) => self.give_back(&lease, wait).await,
            Err(error) if is_passing(&error) => {
                tracing::warn!(%error, "a lane could not be worked at");
                self.give_back(&lease, SHORT_PAUSE).await
            }
            Err(error) => {
                self.release(&lease, Duration::ZERO).await?;
                Err(error)
            }
        }
    }

    async fn send_quantum(
        &self,
        lease: &Lease,
        due: Result<Vec<Due>, MarketError>,
        adapter: &dyn Adapter,
    ) -> Result<Next, MarketError> {
        let mut waiting: VecDeque<Due> = due?.into();
        let mut left = QUANTUM;
        while let Some(due) = waiting.pop_front() {
            if let Err(wait) = self.limiter.admit(&lease.to, Instant::now()).await {
                return Ok(Next::Pause(wait));
            }
            left = left.saturating_sub(1);
            let then = match (waiting.is_empty(), left) {
                (false, _) => Then::Next,
                (true, 0) => Then::GiveBack(DateTime::UNIX_EPOCH),
                (true, _) => Then::Look,
            };
            match self.deliver(lease, adapter, &due, then).await? {
                Next::Continue => {}
                Next::More(due) => waiting.extend(due),
                other => return Ok(other),
            }
        }
        Ok(Next::Continue)
    }

    async fn deliver(
        &self,
        lease: &Lease,
        adapter: &dyn Adapter,
        due: &Due,
        then: Then,
    ) -> Result<Next, MarketError> {
        if lease.left {
            return self.settle(lease, due, Settled::Over("cancelled"), Some(Undelivered::Gone)).await;
        }
        let Some(line) = &due.line else {
            tracing::error!(delivery = due.id, "a delivery cannot be read and is given up");
            return self.settle(lease, due, Settled::Over("dead"), None).await;
        };
        if due.interrupted {
            let now = self.market.clock().now();
            let (settled, reason) = after_ambiguity(adapter, due, due.attempts, now);
            return self.settle(lease, due, settled, reason).await;
        }
        if due.held || lease.closed {
            return self.hold(lease, due).await;
        }
        let topic = match topics::find(&self.market, adapter, lease, due).await? {
            Place::Opened => return Ok(Next::Continue),
            Place::Topic(topic) => Some(topic),
            Place::Chat => None,
        };
        match self.ledger.begin(lease, due).await? {
            Begun::Ours => {}
            Begun::Withdrawn => return Ok(Next::Continue),
            Begun::Lost => return Ok(Next::Lost),
        }
        // Only now: while a delivery is not begun, more files may join it.
        let files = if due.has_files { self.files(due).await? } else { Vec::new() };
        let able = adapter.capabilities();
        let about = if let Some(event) = due.target { self.about(lease, event).await? } else { None };
        let kept = (&self.market, &self.blobs);
        match say::of(line, due, &files, about.as_ref(), lease.language, able, kept) {
            Showing::This(what, problem) => {
                let key = DeliveryKey(due.key.clone());
                let (result, topic_is_gone) =
                    topics::deliver(adapter, &lease.to, topic.as_ref(), &what, &key).await;
                match (result, problem) {
                    (Ok(receipt), None) if !topic_is_gone => self.sent(lease, due, receipt.ids, then).await,
                    (result, problem) => {
                        let next = self.judge(lease, adapter, due, result, problem).await?;
                        if topic_is_gone {
                            topics::give_up(&self.market, lease, due.conversation).await?;
                        }
                        Ok(next)
                    }
                }
            }
            Showing::NotYet => {
                let at = self.market.clock().now() + TimeDelta::seconds(1);
                let settled = Settled::Retry { at, ambiguous: false, uncounted: true };
                self.settle(lease, due, settled, None).await
            }
            Showing::Over => self.settle(lease, due, Settled::Over("cancelled"), None).await,
            Showing::Change(change) => self.change(lease, adapter, due, topic.as_ref(), change).await,
            Showing::Nothing(problem) => self.settle(lease, due, Settled::Over("dead"), Some(problem)).await,
        }
    }

    async fn judge(
        &self,
        lease: &Lease,
        adapter: &dyn Adapter,
        due: &Due,
        result: Result<adapter::Receipt, DeliverError>,
        problem: Option<Undelivered>,
    ) -> Result<Next, MarketError> {
        let now = self.market.clock().now();
        let tries = due.attempts.saturating_add(1);
        let (settled, reason) = match result {
            Ok(receipt) => (Settled::Sent(receipt.ids), problem),
            Err(DeliverError::RateLimited { retry_after, whole_bot }) => {
                self.limiter.pause(&lease.to, whole_bot, Instant::now() + retry_after).await;
                let settled = Settled::Retry { at: now, ambiguous: false, uncounted: true };
                self.settle(lease, due, settled, None).await?;
                return Ok(Next::Pause(retry_after));
            }
            Err(DeliverError::Gone) => {
                self.settle(lease, due, Settled::Gone, Some(Undelivered::Gone)).await?;
                // Whoever leases the lane next knows, and sends nothing more.
                return Ok(Next::Pause(Duration::ZERO));
            }
            Err(DeliverError::WindowClosed) => {
                self.hold(lease, due).await?;
                return Ok(Next::Pause(Duration::ZERO));
            }
            Err(DeliverError::Refused { code }) => {
                tracing::error!(platform = %lease.to.platform, code, "a line was refused");
                (Settled::Over("dead"), Some(Undelivered::Refused))
            }
            Err(DeliverError::Ambiguous) => after_ambiguity(adapter, due, tries, now),
            Err(DeliverError::Unauthorized) => {
                tracing::error!(platform = %lease.to.platform, "the platform does not accept our credentials");
                (Settled::Retry { at: now + LONGEST_PAUSE, ambiguous: false, uncounted: true }, None)
            }
            Err(DeliverError::Unavailable | DeliverError::NoSuchMessage) => later(due, tries, now),
        };
        self.settle(lease, due, settled, reason).await
    }

    /// The messages, in this chat, of the line that a delivery is about.
    async fn about(&self, lease: &Lease, event: i64) -> Result<Option<changes::About>, MarketError> {
        let mut unit = self.market.begin().await?;
        Ok(changes::about(unit.connection(), lease.lane, event).await?)
    }

    async fn files(&self, due: &Due) -> Result<Vec<files::EventFile>, MarketError> {
        let mut unit = self.market.begin().await?;
        Ok(files::of_event(unit.connection(), due.event).await?)
    }

    async fn give_back(self: &Arc<Self>, lease: &Lease, wait: Duration) -> Result<(), MarketError> {
        let due = self.release(lease, wait).await?;
        self.ring_at(lease.lane, due).await;
        Ok(())
    }

    /// Says when the lane has work again, if it has.
    async fn release(&self, lease: &Lease, wait: Duration) -> Result<Option<DateTime<Utc>>, MarketError> {
        let now = self.market.clock().now();
        self.ledger.give_back(lease, now + TimeDelta::from_std(wait).unwrap_or(LONGEST_PAUSE)).await
    }

    /// Leaves a lane to another process, which serves its platform.
    async fn pass_on(self: &Arc<Self>, lease: &Lease) -> Result<(), MarketError> {
        let since = self.ledger.give_back(lease, DateTime::UNIX_EPOCH).await?;
        if since.is_some_and(|since| self.market.clock().now() - since < PASS_ON) {
            self.ring_later(lease.lane, SHORT_PAUSE);
        }
        Ok(())
    }

    /// Sees to it that a lane is rung for when it has work again.
    async fn ring_at(self: &Arc<Self>, lane: i64, due: Option<DateTime<Utc>>) {
        match due.map(|due| (due - self.market.clock().now()).to_std().unwrap_or_default()) {
            Some(wait) if wait.is_zero() => self.ring(lane).await,
            Some(wait) => self.ring_later(lane, wait),
            None => {}
        }
    }

    /// A bell that is out of reach is no loss: the sweeper rings again.
    async fn ring(&self, lane: i64) {
        if let Err(error) = self.bell.ring(&[lane]).await {
            tracing::warn!(%error, "the bell could not be rung");
        }
    }

    fn ring_later(self: &Arc<Self>, lane: i64, wait: Duration) {
        // Later than any pause: it waits for files, and whoever settles those rings.
        if wait > LONGEST_WAIT {
            return;
        }
        let at = Instant::now() + wait;
        if !self.timers.set(lane, at) {
            return;
        }
        let lanes = Arc::clone(self);
        tokio::spawn(async move {
            sleep_until(at).await;
            if lanes.timers.ring(lane, at) {
                lanes.ring(lane).await;
            }
        });
    }
}

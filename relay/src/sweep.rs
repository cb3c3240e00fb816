//! Looks, now and then, for what was left undone: lanes that nobody rang for, replies of a process
//! that ended, requests and deals whose time is over.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use marketplace_core::{Market, MarketError};
use sqlx::{Connection, PgConnection};
use tokio::time::{Instant, sleep, timeout};

use crate::{
    adapters::Adapters,
    bell::Bell,
    cards::Cards,
    deals, quarantine,
    replier::Replier,
    store::{
        inbox, lane,
        reply::{self, Found},
    },
};

/// How long platforms may tell an update again: Telegram keeps it 24 hours; a week is safe.
const REMEMBER_UPDATES: TimeDelta = TimeDelta::days(7);
/// How long a connection has to show that it is not broken: a broken one may be silent for long.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often within the time of a sweep it is looked for lanes that nobody works at and for processes
/// that ended: people wait for what lies there.
const LOOKS: u32 = 6;
/// A look costs a few statements.
const SHORTEST_PAUSE: Duration = Duration::from_millis(20);
/// Requests that one round expires, and trips that it ends.
const EXPIRE_AT_ONCE: i64 = 500;

/// Sweeps.
pub(crate) struct Sweeper {
    /// The market.
    pub market: Arc<Market>,
    /// The platforms of this process.
    pub adapters: Adapters,
    /// Sends the replies that are taken over.
    pub replier: Arc<Replier>,
    /// The cards of chats.
    pub cards: Arc<Cards>,
    /// Rung for lanes that are overdue.
    pub bell: Arc<dyn Bell>,
    /// The number of this process.
    pub owner: i64,
    /// How often.
    pub every: Duration,
}

impl Sweeper {
    /// Tells other processes that this one lives, and takes over what others left. The connection
    /// must be kept: with it goes the sign of life.
    pub(crate) async fn begin(&self) -> Result<Option<PgConnection>, MarketError> {
        let life = self.sign_of_life().await?;
        self.look(Duration::ZERO).await?;
        self.sweep().await?;
        Ok(life)
    }

    /// Works until it is aborted.
    pub(crate) async fn run(self, mut life: Option<PgConnection>) {
        let pause = (self.every / LOOKS).max(SHORTEST_PAUSE);
        let mut quarantined = 0;
        let mut swept = Instant::now();
        loop {
            sleep(pause).await;
            if let Err(error) = self.look(self.every.saturating_sub(pause)).await {
                tracing::warn!(%error, "could not look for what was left undone");
            }
            if swept.elapsed() < self.every {
                continue;
            }
            swept = Instant::now();
            if !is_alive(life.as_mut()).await {
                life = self.sign_of_life().await.unwrap_or_else(|error| {
                    tracing::warn!(%error, "the database is out of reach");
                    None
                });
            }
            if let Err(error) = self.sweep().await {
                tracing::warn!(%error, "could not sweep");
            }
            quarantined = self.quarantine(quarantined).await;
        }
    }

    /// None where the database has not noticed yet that the connection with the last one is gone:
    /// as long as it has not, we count as alive.
    async fn sign_of_life(&self) -> Result<Option<PgConnection>, MarketError> {
        let mut connection = PgConnection::connect_with(&self.market.pool().connect_options()).await?;
        let held = reply::live_as(&mut connection, self.owner).await?;
        Ok(held.then_some(connection))
    }

    /// Rings for lanes that lie longer than that. Where another process ended, takes its replies over,
    /// and rings for all lanes: what it had heard, and was about to ring for, nobody knows.
    async fn look(&self, late: Duration) -> Result<(), MarketError> {
        let bots = self.adapters.names();
        let late = TimeDelta::from_std(late).unwrap_or(TimeDelta::zero());
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        let mut lanes = lane::free(unit.connection(), self.owner, now).await?;
        let ended = !lanes.is_empty() || reply::has_dead_owners(unit.connection(), self.owner, &bots).await?;
        let since = if ended { now } else { now - late };
        lanes.extend(lane::overdue(unit.connection(), &bots, since, now).await?);
        unit.commit().await?;
        if !lanes.is_empty()
            && let Err(error) = self.bell.ring(&lanes).await
        {
            tracing::warn!(%error, "the bell could not be rung");
        }
        if ended { self.take_over().await } else { Ok(()) }
    }

    async fn take_over(&self) -> Result<(), MarketError> {
        let bots = self.adapters.names();
        let mut unit = self.market.begin().await?;
        let found = reply::take_over(unit.connection(), self.owner, &bots).await?;
        for reply in &found {
            self.cards.load(reply.job.endpoint, &reply.shown);
        }
        let (mine, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|reply| reply.mine);
        let jobs = |found: Vec<Found>| found.into_iter().map(|reply| reply.job).collect();
        // While our own are locked, none of them can be written down as sent and forgotten: those that
        // were sent, or are on their way, are passed over.
        self.replier.submit(jobs(mine));
        unit.commit().await?;
        self.replier.submit(jobs(others));
        Ok(())
    }

    async fn sweep(&self) -> Result<(), MarketError> {
        self.take_over().await?;
        self.tidy().await
    }

    /// Puts lanes of dead letters into quarantine, and says how many are in it where that changed.
    async fn quarantine(&self, before: i64) -> i64 {
        let counted = async {
            quarantine::admit(&self.market, &*self.bell).await?;
            quarantine::count(&self.market).await
        };
        match counted.await {
            Ok(lanes) => {
                if lanes != before {
                    tracing::warn!(lanes, "lanes are in quarantine");
                }
                lanes
            }
            Err(error) => {
                tracing::warn!(%error, "dead letters could not be seen to");
                before
            }
        }
    }

    async fn tidy(&self) -> Result<(), MarketError> {
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        unit.expire_due(EXPIRE_AT_ONCE).await?;
        unit.end_trips(EXPIRE_AT_ONCE).await?;
        unit.forget_alerts().await?;
        unit.forget_pushes().await?;
        inbox::forget(unit.connection(), now - REMEMBER_UPDATES).await?;
        unit.commit().await?;
        deals::tick(&self.market, &*self.bell).await
    }
}

async fn is_alive(life: Option<&mut PgConnection>) -> bool {
    match life {
        Some(life) => timeout(PATIENCE, life.ping()).await.is_ok_and(|answer| answer.is_ok()),
        None => false,
    }
}

//! Looks, now and then, for what was left undone: lanes that nobody rang for, replies of a process
//! that ended, requests whose time is over.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use marketplace_core::{Market, MarketError};
use sqlx::{Connection, PgConnection};
use tokio::time::timeout;

use crate::{
    adapters::Adapters,
    bell::Bell,
    cards::Cards,
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
/// Requests that one round expires.
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
        self.round(TimeDelta::zero()).await?;
        Ok(life)
    }

    /// Works until it is aborted.
    pub(crate) async fn run(self, mut life: Option<PgConnection>) {
        loop {
            tokio::time::sleep(self.every).await;
            if !is_alive(life.as_mut()).await {
                life = self.sign_of_life().await.unwrap_or_else(|error| {
                    tracing::warn!(%error, "the database is out of reach");
                    None
                });
            }
            let late = TimeDelta::from_std(self.every).unwrap_or(TimeDelta::seconds(30));
            if let Err(error) = self.round(late).await {
                tracing::warn!(%error, "could not sweep");
            }
        }
    }

    /// None where the database has not noticed yet that the connection with the last one is gone:
    /// as long as it has not, we count as alive.
    async fn sign_of_life(&self) -> Result<Option<PgConnection>, MarketError> {
        let mut connection = PgConnection::connect_with(&self.market.pool().connect_options()).await?;
        let held = reply::live_as(&mut connection, self.owner).await?;
        Ok(held.then_some(connection))
    }

    async fn round(&self, late: TimeDelta) -> Result<(), MarketError> {
        let bots = self.adapters.names();
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        lane::free(unit.connection(), self.owner).await?;
        let lanes = lane::overdue(unit.connection(), &bots, now - late, now).await?;
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
        if !lanes.is_empty()
            && let Err(error) = self.bell.ring(&lanes).await
        {
            tracing::warn!(%error, "the bell could not be rung");
        }
        self.tidy().await
    }

    async fn tidy(&self) -> Result<(), MarketError> {
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        unit.expire_due(EXPIRE_AT_ONCE).await?;
        inbox::forget(unit.connection(), now - REMEMBER_UPDATES).await?;
        unit.commit().await
    }
}

async fn is_alive(life: Option<&mut PgConnection>) -> bool {
    match life {
        Some(life) => timeout(PATIENCE, life.ping()).await.is_ok_and(|answer| answer.is_ok()),
        None => false,
    }
}

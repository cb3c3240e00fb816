//! Looks, now and then, for what was left undone: lanes that nobody rang for, replies of a process
//! that ended, requests whose time is over.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use marketplace_core::{Market, MarketError};
use sqlx::{Connection, PgConnection};
use tokio_util::sync::CancellationToken;

use crate::{
    adapters::Adapters,
    bell::Bell,
    replier::Replier,
    store::{inbox, lane},
};

/// How long platforms may tell an update again: Telegram keeps it 24 hours; a week is safe.
const REMEMBER_UPDATES: TimeDelta = TimeDelta::days(7);
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
    pub(crate) async fn begin(&self) -> Result<PgConnection, MarketError> {
        let life = self.sign_of_life().await?;
        self.round(TimeDelta::zero()).await?;
        Ok(life)
    }

    /// Works until `stop`.
    pub(crate) async fn run(self, mut life: PgConnection, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(self.every) => {}
            }
            if life.ping().await.is_err() {
                match self.sign_of_life().await {
                    Ok(connection) => life = connection,
                    Err(error) => tracing::warn!(%error, "the database is out of reach"),
                }
            }
            let late = TimeDelta::from_std(self.every).unwrap_or(TimeDelta::seconds(30));
            if let Err(error) = self.round(late).await {
                tracing::warn!(%error, "could not sweep");
            }
        }
    }

    async fn sign_of_life(&self) -> Result<PgConnection, MarketError> {
        let mut connection = PgConnection::connect_with(&self.market.pool().connect_options()).await?;
        inbox::live_as(&mut connection, self.owner).await?;
        Ok(connection)
    }

    async fn round(&self, late: TimeDelta) -> Result<(), MarketError> {
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        lane::free(unit.connection(), self.owner).await?;
        let lanes = lane::overdue(unit.connection(), now - late, now).await?;
        let jobs = inbox::take_over(unit.connection(), self.owner, &self.adapters.names()).await?;
        unit.commit().await?;
        self.replier.submit(jobs);
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

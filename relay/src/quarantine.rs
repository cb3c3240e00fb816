//! Lanes whose rings became dead letters: whoever worked at them failed or died, ten times. They are
//! left alone until an operator has looked, so that they harm nobody else.

use std::sync::Arc;

use marketplace_core::{Market, MarketError};

pub use crate::store::quarantine::Quarantined;
use crate::{
    bell::{Bell, Ring},
    store::quarantine,
};

/// What an operator does about lanes in quarantine.
pub struct Quarantine {
    market: Arc<Market>,
    bell: Arc<dyn Bell>,
}

impl Quarantine {
    /// The quarantine of the lanes that this bell rings for.
    pub fn new(market: Arc<Market>, bell: Arc<dyn Bell>) -> Self {
        Self { market, bell }
    }

    /// The lanes that are in it; dead letters that no process has seen yet count.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn list(&self) -> Result<Vec<Quarantined>, MarketError> {
        admit(&self.market, &*self.bell).await?;
        let mut unit = self.market.begin().await?;
        let lanes = quarantine::list(unit.connection()).await?;
        unit.commit().await?;
        Ok(lanes)
    }

    /// Lets one lane out, or all, and rings for what waits in them. Returns those that were in it.
    ///
    /// # Errors
    /// Where the database fails; then nothing was changed. A bell that is out of reach is no error:
    /// a process that serves rings soon.
    pub async fn release(&self, lane: Option<i64>) -> Result<Vec<i64>, MarketError> {
        admit(&self.market, &*self.bell).await?;
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        let lanes = quarantine::end(unit.connection(), lane, now).await?;
        unit.commit().await?;
        if let Err(error) = self.bell.ring(&lanes).await {
            tracing::warn!(%error, "the bell could not be rung");
        }
        self.bell.settle().await;
        Ok(lanes)
    }
}

/// Puts the lanes of all dead letters into quarantine. Only then are the letters gone.
pub(crate) async fn admit(market: &Market, bell: &dyn Bell) -> Result<(), MarketError> {
    loop {
        let dead = match bell.dead_letters().await {
            Ok(dead) if dead.is_empty() => return Ok(()),
            Ok(dead) => dead,
            Err(error) => {
                tracing::warn!(%error, "dead letters cannot be looked at");
                return Ok(());
            }
        };
        let lanes: Vec<i64> = dead.iter().map(|Ring { lane, .. }| *lane).collect();
        let mut unit = market.begin().await?;
        let new = quarantine::begin(unit.connection(), &lanes).await?;
        unit.commit().await?;
        for lane in new {
            tracing::error!(lane, "a lane is in quarantine; look at `nwassik admin requeue`");
        }
        if let Err(error) = bell.answered(&dead).await {
            tracing::warn!(%error, "dead letters could not be removed");
            return Ok(());
        }
    }
}

/// How many lanes are in quarantine.
pub(crate) async fn count(market: &Market) -> Result<i64, MarketError> {
    let mut unit = market.begin().await?;
    let count = quarantine::count(unit.connection()).await?;
    unit.commit().await?;
    Ok(count)
}

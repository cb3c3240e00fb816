//! Tells people of what fits their alerts and trips: behind everything that they do or say themselves.

mod sender;

use std::{sync::Arc, time::Duration};

use marketplace_core::{Market, MarketError};
use tokio::{sync::Notify, task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

use self::sender::Sender;
use crate::{
    adapters::Adapters,
    limiter::Limiter,
    passing::{is_conflict, is_passing},
    store::push,
};

/// People who are found, and stored, in one transaction.
const MATCHED_AT_ONCE: i64 = 500;
/// How often within the time of a sweep it is looked for what is due or was left undone.
const LOOKS: u32 = 6;
/// A look costs a few statements.
const SHORTEST_PAUSE: Duration = Duration::from_millis(20);

/// Holds what comes to the market against alerts and trips, and has those told whom it concerns.
pub(crate) struct Pushes {
    /// The market.
    pub market: Arc<Market>,
    /// The platforms of this process.
    pub adapters: Adapters,
    /// What holds us below their limits.
    pub limiter: Arc<Limiter>,
    /// The number of this process.
    pub owner: i64,
    /// Woken when something came to the market.
    pub wake: Arc<Notify>,
    /// How long something may lie undone that nobody was told of.
    pub every: Duration,
}

impl Pushes {
    /// Works until `stop`, and ends when nothing is on its way any more.
    pub(crate) async fn run(self, stop: CancellationToken) {
        let mut senders = JoinSet::new();
        let mut bells = Vec::new();
        for (bot, served) in self.adapters.all() {
            let bell = Arc::new(Notify::new());
            bells.push(Arc::clone(&bell));
            let (market, limiter) = (Arc::clone(&self.market), Arc::clone(&self.limiter));
            let sender = Sender::new(market, limiter, (bot.clone(), served.clone()), self.owner, bell);
            senders.spawn(Arc::new(sender).run(stop.clone()));
        }
        let pause = (self.every / LOOKS).max(SHORTEST_PAUSE);
        while !stop.is_cancelled() {
            if let Err(error) = self.look().await {
                tracing::warn!(%error, "could not look for what people are to be told of");
            }
            bells.iter().for_each(|bell| bell.notify_one());
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.wake.notified() => {}
                () = sleep(pause) => {}
            }
        }
        while senders.join_next().await.is_some() {}
    }

    /// Lets go of what processes left that ended, and matches all that waits.
    async fn look(&self) -> Result<(), MarketError> {
        let (platforms, bots) = self.adapters.names();
        // In the order of the names, which is the same for one map that nobody changes.
        let keyed: Vec<bool> =
            self.adapters.all().map(|(_, served)| served.adapter.capabilities().idempotent).collect();
        let mut unit = self.market.begin().await?;
        let now = unit.now();
        let freed = push::free(unit.connection(), self.owner, (&platforms, &bots, &keyed), now).await?;
        push::revive(unit.connection(), now).await?;
        unit.commit().await?;
        if freed > 0 {
            tracing::info!(freed, "another process left people to be told");
        }
        while self.match_some().await? {}
        Ok(())
    }

    /// Whether there was anything to match.
    async fn match_some(&self) -> Result<bool, MarketError> {
        let matched = async {
            let mut unit = self.market.begin().await?;
            let stored = unit.match_some(MATCHED_AT_ONCE).await?;
            unit.commit().await?;
            Ok(stored)
        };
        match matched.await {
            Ok(Some(stored)) => {
                tracing::debug!(stored, "people are to be told of something");
                Ok(true)
            }
            Ok(None) => Ok(false),
            Err(error) if is_conflict(&error) => Ok(true),
            Err(error) if is_passing(&error) => Err(error),
            // It would stay in the way of everything behind it.
            Err(error) => {
                tracing::error!(%error, "something cannot be matched and is given up");
                let mut unit = self.market.begin().await?;
                unit.give_up_matching().await?;
                unit.commit().await?;
                Ok(true)
            }
        }
    }
}

//! The way in: gathers the updates that wait, takes them in together, and only then says so.

use std::{panic::AssertUnwindSafe, sync::Arc};

use adapter::{Inbound, Kind, NotAccepted};
use futures_util::FutureExt;
use marketplace_core::{Market, MarketError};
use marketplace_domain::place::Gazetteer;
use tokio::sync::{Notify, mpsc, oneshot};

use crate::{
    batch::{Committed, take_in},
    bell::Bell,
    passing::{is_conflict, is_passing},
    replier::Replier,
};

/// The most updates of one transaction: more does not make it cheaper, and others wait for it.
const MOST_AT_ONCE: usize = 256;
/// How often a batch is tried where another process was in the way; then its platforms must offer
/// it again.
const TRIES: usize = 3;

/// Updates that an adapter offers, and where it waits for the answer.
pub(crate) struct Offer {
    /// The updates, in the platform's order.
    pub updates: Vec<Inbound>,
    /// Told once they are stored, or could not be.
    pub answer: oneshot::Sender<Result<(), NotAccepted>>,
}

/// Takes updates in.
pub(crate) struct Intake {
    /// The market.
    pub market: Arc<Market>,
    /// All places.
    pub places: &'static Gazetteer,
    /// The public web address.
    pub site: String,
    /// The number of this process.
    pub owner: i64,
    /// Sends the replies.
    pub replier: Arc<Replier>,
    /// Rung for lanes that got work.
    pub bell: Arc<dyn Bell>,
    /// Woken when there are pictures to fetch.
    pub photos: Arc<Notify>,
}

impl Intake {
    /// Works until nobody can offer anything any more.
    pub(crate) async fn run(self, mut offers: mpsc::Receiver<Offer>) {
        while let Some(first) = offers.recv().await {
            let mut gathered = vec![first];
            let mut count = gathered.iter().map(|offer| offer.updates.len()).sum::<usize>();
            while count < MOST_AT_ONCE {
                let Ok(offer) = offers.try_recv() else { break };
                count += offer.updates.len();
                gathered.push(offer);
            }
            self.serve(gathered).await;
        }
    }

    async fn serve(&self, mut offers: Vec<Offer>) {
        let updates: Vec<Inbound> =
            offers.iter_mut().flat_map(|offer| std::mem::take(&mut offer.updates)).collect();
        let whole = self.take_in(&updates).await;
        let alone = offers.len() == 1 && updates.len() == 1;
        let result = match whole {
            Ok(()) => Ok(()),
            Err(error) if is_passing(&error) => Err(NotAccepted),
            // One of them cannot be stored: each on its own, so that the others can.
            Err(_) if !alone => self.one_by_one(updates).await,
            Err(error) => self.park(updates, &error).await,
        };
        for offer in offers {
            // An adapter that does not wait any more is told by its platform's next try.
            let _ = offer.answer.send(result);
        }
    }

    async fn one_by_one(&self, updates: Vec<Inbound>) -> Result<(), NotAccepted> {
        for update in updates {
            let update = vec![update];
            match self.take_in(&update).await {
                Ok(()) => {}
                Err(error) if is_passing(&error) => return Err(NotAccepted),
                Err(error) => self.park(update, &error).await?,
            }
        }
        Ok(())
    }

    /// An update that breaks us must not block what follows. It is kept for an operator.
    async fn park(&self, updates: Vec<Inbound>, error: &MarketError) -> Result<(), NotAccepted> {
        tracing::error!(%error, "an update could not be taken in and is parked");
        let parked: Vec<Inbound> = updates
            .into_iter()
            .map(|update| Inbound { kind: Kind::Parked { raw: format!("{:?}", update.kind) }, ..update })
            .collect();
        self.take_in(&parked).await.map_err(|error| {
            tracing::error!(%error, "it could not even be parked");
            NotAccepted
        })
    }

    async fn take_in(&self, updates: &[Inbound]) -> Result<(), MarketError> {
        let mut tries = 1;
        let Committed { jobs, after } = loop {
            match self.attempt(updates).await {
                Err(error) if is_conflict(&error) && tries < TRIES => tries += 1,
                other => break other?,
            }
        };
        self.replier.submit(jobs);
        if after.photos {
            self.photos.notify_one();
        }
        if !after.ring.is_empty() {
            // Nobody waits for the bell: what was taken in is accepted, and more comes in.
            tokio::spawn(ring(Arc::clone(&self.bell), after.ring));
        }
        Ok(())
    }

    /// A panic is an error like others: what somebody sent must not end the way in for everybody.
    async fn attempt(&self, updates: &[Inbound]) -> Result<Committed, MarketError> {
        let taken = take_in(&self.market, self.places, &self.site, self.owner, updates);
        // Nothing of a batch outlives it but what it returns.
        AssertUnwindSafe(taken).catch_unwind().await.unwrap_or_else(|_| {
            tracing::error!("taking updates in panicked");
            Err(MarketError::Corrupt("update"))
        })
    }
}

/// A bell that is out of reach is no loss: the sweeper rings again.
async fn ring(bell: Arc<dyn Bell>, lanes: Vec<i64>) {
    if let Err(error) = bell.ring(&lanes).await {
        tracing::warn!(%error, "the bell could not be rung");
    }
}

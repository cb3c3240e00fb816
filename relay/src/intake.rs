//! The way in: gathers the updates that wait, takes them in together, and only then says so. It is
//! also the only one who writes down what was sent: with the next batch, or after a moment alone.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use adapter::{Inbound, Kind, NotAccepted};
use chrono::SubsecRound;
use futures_util::FutureExt;
use marketplace_core::{Market, MarketError};
use marketplace_domain::{contact::Policy, place::Gazetteer};
use tokio::{
    sync::{Notify, mpsc, oneshot},
    time::sleep,
};

use crate::{
    adapters::Adapters,
    batch::{self, Committed, Desk},
    bell::Bell,
    cards::Cards,
    passing::{is_conflict, is_passing, is_repeat},
    quick::{Line, step_known},
    replier::Replier,
    seat::{Seats, Surroundings},
    store::reply::{Written, write_down},
    unwritten::Unwritten,
};

/// The most updates of one transaction: more does not make it cheaper, and others wait for it.
const MOST_AT_ONCE: usize = 256;
/// How often a batch is tried where another process was in the way; then its platforms must offer
/// it again.
const TRIES: usize = 3;
/// The pause after the database was out of reach.
const PAUSE: Duration = Duration::from_millis(500);

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
    /// The platforms.
    pub adapters: Adapters,
    /// All places.
    pub places: &'static Gazetteer,
    /// The public web address.
    pub site: String,
    /// What becomes of contact details in lines.
    pub contacts: Policy,
    /// The number of this process.
    pub owner: i64,
    /// Sends the replies.
    pub replier: Arc<Replier>,
    /// The cards of chats.
    pub cards: Arc<Cards>,
    /// What was sent.
    pub unwritten: Unwritten,
    /// The people whose updates came last.
    pub seats: Seats,
    /// What their updates are saved through.
    pub line: Line,
    /// Rung for lanes that got work.
    pub bell: Arc<dyn Bell>,
    /// Woken when there are files to fetch.
    pub files: Arc<Notify>,
    /// Woken when something came to the market.
    pub matching: Arc<Notify>,
}

impl Intake {
    /// Works until nobody can offer anything any more.
    pub(crate) async fn run(mut self, mut offers: mpsc::Receiver<Offer>) {
        loop {
            let first = tokio::select! {
                biased;
                offer = offers.recv() => match offer {
                    Some(first) => first,
                    None => return,
                },
                () = self.unwritten.due() => {
                    self.write_down().await;
                    continue;
                }
            };
            let mut gathered = vec![first];
            let mut count = gathered.iter().map(|offer| offer.updates.len()).sum::<usize>();
            while count < MOST_AT_ONCE {
                let Ok(offer) = offers.try_recv() else { break };
                count += offer.updates.len();
                gathered.push(offer);
            }
            self.serve(gathered).await;
            if self.unwritten.is_overdue() {
                self.write_down().await;
            }
        }
    }

    async fn serve(&mut self, mut offers: Vec<Offer>) {
        let updates: Vec<Inbound> =
            offers.iter_mut().flat_map(|offer| std::mem::take(&mut offer.updates)).collect();
        let result = self.take_in_all(updates).await;
        for offer in offers {
            // An adapter that does not wait any more is told by its platform's next try.
            let _ = offer.answer.send(result);
        }
    }

    async fn take_in_all(&mut self, updates: Vec<Inbound>) -> Result<(), NotAccepted> {
        let rest = self.quickly(updates).await?;
        if rest.is_empty() {
            return Ok(());
        }
        match self.at_length(&rest).await {
            Ok(()) => Ok(()),
            Err(error) if is_passing(&error) => Err(NotAccepted),
            // One of them cannot be stored: each on its own, so that the others can.
            Err(_) if rest.len() > 1 => self.one_by_one(rest).await,
            Err(error) => self.park(rest, &error).await,
        }
    }

    async fn one_by_one(&mut self, updates: Vec<Inbound>) -> Result<(), NotAccepted> {
        for update in updates {
            let update = vec![update];
            match self.at_length(&update).await {
                Ok(()) => {}
                Err(error) if is_passing(&error) => return Err(NotAccepted),
                Err(error) => self.park(update, &error).await?,
            }
        }
        Ok(())
    }

    /// An update that breaks us must not block what follows. It is kept for an operator.
    async fn park(&mut self, updates: Vec<Inbound>, error: &MarketError) -> Result<(), NotAccepted> {
        tracing::error!(%error, "an update could not be taken in and is parked");
        let parked: Vec<Inbound> = updates
            .into_iter()
            .map(|update| Inbound { kind: Kind::Parked { raw: format!("{:?}", update.kind) }, ..update })
            .collect();
        self.at_length(&parked).await.map_err(|error| {
            tracing::error!(%error, "it could not even be parked");
            NotAccepted
        })
    }

    /// Takes in what nothing must be read for. Returns what is left for the long way.
    async fn quickly(&mut self, updates: Vec<Inbound>) -> Result<Vec<Inbound>, NotAccepted> {
        let around = around(&self.market, self.places, &self.site);
        let (seats, cards) = (&mut self.seats, &*self.cards);
        let step = AssertUnwindSafe(|| step_known(seats, cards, around, &updates));
        let Ok(stepped) = std::panic::catch_unwind(step) else {
            tracing::error!("stepping updates panicked");
            // The long way finds out which of them it was, and parks it.
            self.seats = Seats::default();
            return Ok(updates);
        };
        if stepped.is_empty() {
            return Ok(updates);
        }
        let (done, sent) = (stepped.people(), self.unwritten.sent());
        let desk = Desk {
            market: &self.market,
            adapters: &self.adapters,
            cards,
            around,
            contacts: self.contacts,
            owner: self.owner,
        };
        match stepped.save(&desk, &mut self.line, seats, &sent).await {
            Ok(jobs) => {
                self.replier.forget(&sent);
                self.replier.submit(jobs);
                Ok(updates.into_iter().filter(|update| !done.contains(&update.from)).collect())
            }
            Err(error) => {
                self.seats.forget(&done);
                self.unwritten.put_back(Written { sent, ..Written::default() });
                // Somebody else wrote to one of them, or an update is told again: the long way sorts
                // that out.
                if is_conflict(&error) || is_repeat(&error) {
                    return Ok(updates);
                }
                tracing::warn!(%error, "updates could not be taken in quickly");
                if is_passing(&error) { Err(NotAccepted) } else { Ok(updates) }
            }
        }
    }

    /// Takes in anything.
    async fn at_length(&mut self, updates: &[Inbound]) -> Result<(), MarketError> {
        let mut tries = 1;
        let Committed { jobs, after, seats } = loop {
            match self.attempt(updates).await {
                Err(error) if is_conflict(&error) && tries < TRIES => tries += 1,
                other => break other?,
            }
        };
        self.seats.remember(seats);
        self.replier.submit(jobs);
        if after.files {
            self.files.notify_one();
        }
        if after.matching {
            self.matching.notify_one();
        }
        if !after.ring.is_empty() {
            // Nobody waits for the bell: what was taken in is accepted, and more comes in.
            tokio::spawn(ring(Arc::clone(&self.bell), after.ring));
        }
        Ok(())
    }

    /// A panic is an error like others: what somebody sent must not end the way in for everybody.
    async fn attempt(&self, updates: &[Inbound]) -> Result<Committed, MarketError> {
        let around = around(&self.market, self.places, &self.site);
        let desk = Desk {
            market: &self.market,
            adapters: &self.adapters,
            cards: &self.cards,
            around,
            contacts: self.contacts,
            owner: self.owner,
        };
        let taken = batch::take_in(&desk, updates);
        // Nothing of a batch outlives it but what it returns.
        AssertUnwindSafe(taken).catch_unwind().await.unwrap_or_else(|_| {
            tracing::error!("taking updates in panicked");
            Err(MarketError::Corrupt("update"))
        })
    }

    /// Writes down what was sent.
    async fn write_down(&mut self) {
        let written = self.unwritten.take();
        match self.try_to_write_down(&written).await {
            Ok(()) => {
                self.replier.forget(&written.sent);
                for (endpoint, shown) in written.cards {
                    self.cards.saved(endpoint, shown);
                }
            }
            Err(error) => {
                tracing::warn!(%error, "sent replies could not be written down");
                self.unwritten.put_back(written);
                sleep(PAUSE).await;
            }
        }
    }

    async fn try_to_write_down(&self, written: &Written) -> Result<(), MarketError> {
        let mut unit = self.market.begin().await?;
        write_down(unit.connection(), written).await?;
        unit.commit().await
    }
}

fn around<'a>(market: &Market, places: &'a Gazetteer, site: &'a str) -> Surroundings<'a> {
    // As in a unit: what is compared with the database later is of its precision.
    Surroundings { places, site, now: market.clock().now().trunc_subsecs(6) }
}

/// A bell that is out of reach is no loss: the sweeper rings again.
async fn ring(bell: Arc<dyn Bell>, lanes: Vec<i64>) {
    if let Err(error) = bell.ring(&lanes).await {
        tracing::warn!(%error, "the bell could not be rung");
    }
}

//! The anonymous bridge, and everything between a platform and the market: what comes in is
//! stored with all that follows from it before it is acknowledged; what goes out goes in order,
//! within the platforms' limits, and is not lost.

mod adapters;
mod attachments;
mod batch;
pub mod bell;
mod cards;
mod change;
mod control;
mod deals;
mod erase;
mod fetcher;
mod floor;
mod held;
mod intake;
mod key;
mod lane;
mod ledger;
pub mod limiter;
mod listen;
mod look_up;
mod orphans;
mod passing;
mod perform;
mod pictures;
mod pushes;
pub mod quarantine;
mod quick;
mod replier;
mod reply;
mod say;
mod say_changes;
mod seat;
mod store;
mod sweep;
mod take_back;
mod timers;
mod together;
mod topics;
mod translate;
mod unsealed;
mod unwritten;
mod watch;

use std::{sync::Arc, time::Duration};

use adapter::{Adapter, Article, Inbound, Ingress, NotAccepted, Question};
use async_trait::async_trait;
use marketplace_core::{Market, MarketError, blobs::Blobs};
use marketplace_domain::{contact::Policy, place::Gazetteer};
use tokio::{
    sync::{Notify, Semaphore, mpsc, oneshot},
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use crate::{
    adapters::Adapters,
    bell::Bell,
    cards::Cards,
    fetcher::Fetcher,
    intake::{Intake, Offer},
    lane::Lanes,
    limiter::Limiter,
    look_up::LookUps,
    pictures::Pictures,
    pushes::Pushes,
    quick::Line,
    replier::Replier,
    seat::Seats,
    sweep::Sweeper,
    take_back::TakeBack,
    unwritten::Unwritten,
};

pub use self::{
    erase::{Erased, delete_files, erase},
    unsealed::{seal_old_files, seal_what_is_not},
};

/// Offers that may wait before adapters have to.
const MOST_OFFERS: usize = 1024;
/// How long what is on its way may take when the process is told to end.
const DRAIN: Duration = Duration::from_secs(10);

/// What a relay is made of.
pub struct Parts {
    /// The market.
    pub market: Arc<Market>,
    /// Where files are kept.
    pub blobs: Arc<Blobs>,
    /// The platforms that this process serves.
    pub adapters: Vec<Arc<dyn Adapter>>,
    /// What says that there is work.
    pub bell: Arc<dyn Bell>,
    /// What holds us below the platforms' limits.
    pub limiter: Arc<Limiter>,
    /// The public web address, without a slash at its end, for links to requests.
    pub site: String,
    /// What becomes of contact details in lines, until both sides agreed to share theirs.
    pub contacts: Policy,
    /// How long something may lie undone that nobody was told of; 15 seconds is usual.
    pub sweep_every: Duration,
    /// How long a card may stand beside the one that took its place; a second is usual.
    pub take_back_after: Duration,
}

/// A relay at work.
pub struct Relay {
    offers: mpsc::Sender<Offer>,
    look_ups: LookUps,
    replier: Arc<Replier>,
    bell: Arc<dyn Bell>,
    stop: CancellationToken,
    lanes: JoinHandle<()>,
    pushes: JoinHandle<()>,
    tasks: Vec<JoinHandle<()>>,
}

impl Relay {
    /// Starts working; what an earlier process left undone is done first.
    pub async fn start(parts: Parts) -> Result<Self, MarketError> {
        let Parts { market, blobs, adapters, bell, limiter, site, contacts, sweep_every, take_back_after } =
            parts;
        let adapters = Adapters::new(adapters, &limiter);
        let stop = CancellationToken::new();
        let (offers, offered) = mpsc::channel(MOST_OFFERS);
        let (news, told) = mpsc::unbounded_channel();
        let (former, formers) = mpsc::unbounded_channel();
        let cards = Arc::new(Cards::default());
        let take_back = TakeBack {
            adapters: adapters.clone(),
            cards: Arc::clone(&cards),
            news: news.clone(),
            after: take_back_after,
        };
        let pictures = Pictures::new(Arc::clone(&market), Arc::clone(&blobs));
        let replier = Replier::new(
            adapters.clone(),
            Arc::clone(&limiter),
            pictures,
            Arc::clone(&cards),
            Arc::clone(market.clock()),
            news,
            former,
        );
        let files = Arc::new(Notify::new());
        let matching = Arc::new(Notify::new());
        let owner = owner(&market);

        let sweeper = Sweeper {
            market: Arc::clone(&market),
            adapters: adapters.clone(),
            replier: Arc::clone(&replier),
            cards: Arc::clone(&cards),
            bell: Arc::clone(&bell),
            owner,
            every: sweep_every,
        };
        let life = sweeper.begin().await?;
        let intake = Intake {
            market: Arc::clone(&market),
            adapters: adapters.clone(),
            places: Gazetteer::embedded(),
            site,
            contacts,
            owner,
            replier: Arc::clone(&replier),
            unwritten: Unwritten::new(told, Arc::clone(&cards)),
            cards,
            seats: Seats::default(),
            line: Line::default(),
            bell: Arc::clone(&bell),
            files: Arc::clone(&files),
            matching: Arc::clone(&matching),
        };
        let fetcher = Arc::new(Fetcher {
            market: Arc::clone(&market),
            adapters: adapters.clone(),
            blobs: Arc::clone(&blobs),
            bell: Arc::clone(&bell),
            wake: files,
            cleaning: Arc::new(Semaphore::new(1)),
        });
        let look_ups = LookUps::new(Arc::clone(&market));
        let orphans = orphans::run(Arc::clone(&market), Arc::clone(&blobs), stop.clone());
        let pushes = Pushes {
            market: Arc::clone(&market),
            adapters: adapters.clone(),
            limiter: Arc::clone(&limiter),
            owner,
            wake: matching,
            every: sweep_every,
        };
        let pushes = tokio::spawn(pushes.run(stop.clone()));
        let lanes = Arc::new(Lanes::new(market, adapters, limiter, owner, Arc::clone(&bell), blobs));
        let lanes = tokio::spawn(listen::run(lanes, stop.clone()));
        let tasks = vec![
            tokio::spawn(sweeper.run(life)),
            tokio::spawn(intake.run(offered)),
            tokio::spawn(take_back.run(formers)),
            tokio::spawn(fetcher.run(stop.clone())),
            tokio::spawn(orphans),
        ];
        Ok(Self { offers, look_ups, replier, bell, stop, lanes, pushes, tasks })
    }

    /// Stops: what was accepted stands in the database; replies and lines that are on their way get
    /// a while. The sign of life ends last, so that nobody else sends them meanwhile.
    pub async fn stop(mut self) {
        self.stop.cancel();
        let drained = async {
            // It ends when no lane is worked at any more.
            let _ = (&mut self.lanes).await;
            let _ = (&mut self.pushes).await;
            while self.replier.waiting() > 0 {
                sleep(Duration::from_millis(20)).await;
            }
            self.bell.settle().await;
        };
        if timeout(DRAIN, drained).await.is_err() {
            tracing::info!("some replies or lines are left for the next start");
        }
        self.lanes.abort();
        self.pushes.abort();
        for task in self.tasks {
            task.abort();
        }
    }
}

#[async_trait]
impl Ingress for Relay {
    async fn accept(&self, updates: Vec<Inbound>) -> Result<(), NotAccepted> {
        if updates.is_empty() {
            return Ok(());
        }
        let (answer, answered) = oneshot::channel();
        self.offers.send(Offer { updates, answer }).await.map_err(|_| NotAccepted)?;
        answered.await.unwrap_or(Err(NotAccepted))
    }

    async fn look_up(&self, question: Question) -> Vec<Article> {
        self.look_ups.answer(question).await
    }
}

/// A number for this run of this process.
fn owner(market: &Market) -> i64 {
    let mut bytes = [0; 8];
    market.entropy().fill(&mut bytes);
    i64::from_le_bytes(bytes)
}

//! The Telegram adapter against a server that imitates Telegram's.

mod deliver;
mod fetch;
mod files;
mod inline;
mod poll;
mod reactions;
mod setup;
mod topics;
mod webhook;

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use adapter::{Article, Inbound, Ingress, NotAccepted, Question};
use async_trait::async_trait;
use marketplace_domain::clock::SystemClock;
use telegram::{Config, Telegram};
use tests::fake_telegram::FakeTelegram;
use tokio::sync::{Semaphore, watch};

/// How long a test waits for what must happen.
const SOON: Duration = Duration::from_secs(10);

fn config(fake: &FakeTelegram) -> Config {
    Config { token: fake.token().into(), api_url: Some(fake.url()), per_second: None, topics: true }
}

async fn connect(fake: &FakeTelegram) -> Arc<Telegram> {
    Telegram::connect(config(fake), Arc::new(SystemClock)).await.unwrap()
}

/// Nothing that the adapter calls is unknown to the published API.
fn assert_known(fake: &FakeTelegram) {
    assert_eq!(fake.findings(), Vec::<String>::new());
}

/// An ingress that remembers what it was offered, and refuses or waits when told to.
struct Desk {
    /// How many offers are still to be refused.
    refusals: AtomicUsize,
    /// Each offer needs one of these to be answered.
    turns: Semaphore,
    offers: watch::Sender<usize>,
    stored: watch::Sender<usize>,
    taken: Mutex<Vec<Inbound>>,
}

impl Desk {
    /// Answers at once, but refuses so many offers first.
    fn refusing(refusals: usize) -> Arc<Self> {
        Self::new(refusals, Semaphore::MAX_PERMITS)
    }

    /// Answers only when [`Desk::let_one_through`] is called.
    fn waiting() -> Arc<Self> {
        Self::new(0, 0)
    }

    fn new(refusals: usize, turns: usize) -> Arc<Self> {
        Arc::new(Self {
            refusals: AtomicUsize::new(refusals),
            turns: Semaphore::new(turns),
            offers: watch::Sender::new(0),
            stored: watch::Sender::new(0),
            taken: Mutex::default(),
        })
    }

    fn let_one_through(&self) {
        self.turns.add_permits(1);
    }

    /// Waits until so many offers were made.
    async fn offered(&self, count: usize) {
        reached(&self.offers, count).await;
    }

    /// Waits until so many updates are stored, and gives them.
    async fn stored(&self, count: usize) -> Vec<Inbound> {
        reached(&self.stored, count).await;
        self.taken.lock().unwrap().clone()
    }
}

async fn reached(counter: &watch::Sender<usize>, count: usize) {
    let mut seen = counter.subscribe();
    let wait = seen.wait_for(|seen| *seen >= count);
    tokio::time::timeout(SOON, wait).await.expect("it happens soon").unwrap();
}

#[async_trait]
impl Ingress for Desk {
    async fn accept(&self, updates: Vec<Inbound>) -> Result<(), NotAccepted> {
        self.offers.send_modify(|offers| *offers += 1);
        self.turns.acquire().await.unwrap().forget();
        let refuse = |left: usize| left.checked_sub(1);
        if self.refusals.fetch_update(Ordering::SeqCst, Ordering::SeqCst, refuse).is_ok() {
            return Err(NotAccepted);
        }
        let count = updates.len();
        self.taken.lock().unwrap().extend(updates);
        self.stored.send_modify(|stored| *stored += count);
        Ok(())
    }

    /// Finds what it was asked.
    async fn look_up(&self, question: Question) -> Vec<Article> {
        let description = question.language.map(|language| language.code().to_owned()).unwrap_or_default();
        vec![Article { id: "1".to_owned(), title: question.words, description, text: question.link }]
    }
}

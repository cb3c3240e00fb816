//! Does in one transaction what many ask for at the same time. Each alone would wait for the disk;
//! together they wait once. Nobody waits for company: what comes while others are written goes next.

use std::{panic::AssertUnwindSafe, sync::Arc};

use futures_util::FutureExt;
use marketplace_core::{Market, MarketError};
use tokio::sync::{
    Mutex,
    mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    oneshot,
};

use crate::passing::{is_conflict, is_passing};

/// The most of one transaction: more does not make it cheaper, and others wait for it.
const MOST_AT_ONCE: usize = 64;
/// Transactions of one kind that are made at once: while one waits for the disk, the next is made.
const HANDS: usize = 2;
/// How often a transaction is tried where others were in the way.
const TRIES: usize = 3;

/// Something that can be done together with others of its kind.
pub(crate) trait Deed: Send + Sync + Sized + 'static {
    /// What comes of it.
    type Done: Send + 'static;

    /// Does all of these or none. What comes of them is in their order.
    fn all(
        market: &Market,
        these: &[Self],
    ) -> impl Future<Output = Result<Vec<Self::Done>, MarketError>> + Send;
}

/// Where deeds of one kind come together.
pub(crate) struct Together<T: Deed>(UnboundedSender<Asked<T>>);

/// A deed, and where somebody waits for what comes of it.
type Asked<T> = (T, oneshot::Sender<Result<<T as Deed>::Done, MarketError>>);

impl<T: Deed> Together<T> {
    /// Works until it is dropped.
    pub(crate) fn new(market: &Arc<Market>) -> Self {
        let (ask, asked) = unbounded_channel();
        let asked = Arc::new(Mutex::new(asked));
        for _ in 0..HANDS {
            tokio::spawn(work(Arc::clone(market), Arc::clone(&asked)));
        }
        Self(ask)
    }

    /// Does it, with what others ask for.
    pub(crate) async fn with_others(&self, deed: T) -> Result<T::Done, MarketError> {
        let (answer, answered) = oneshot::channel();
        // Nobody answers where the database is out of reach, and at the end.
        let nobody = || MarketError::Database(sqlx::Error::WorkerCrashed);
        self.0.send((deed, answer)).map_err(|_| nobody())?;
        answered.await.unwrap_or_else(|_| Err(nobody()))
    }
}

async fn work<T: Deed>(market: Arc<Market>, asked: Arc<Mutex<UnboundedReceiver<Asked<T>>>>) {
    loop {
        let mut these = Vec::with_capacity(MOST_AT_ONCE);
        if asked.lock().await.recv_many(&mut these, MOST_AT_ONCE).await == 0 {
            return;
        }
        let (deeds, answers): (Vec<T>, Vec<_>) = these.into_iter().unzip();
        match do_all(&market, &deeds).await {
            Ok(done) => {
                for (answer, done) in answers.into_iter().zip(done) {
                    // Who asked may have ended.
                    let _ = answer.send(Ok(done));
                }
            }
            // All would be told the same, and each would wait for it.
            Err(error) if is_passing(&error) => tracing::warn!(%error, "lanes could not be written"),
            // One of them cannot be done: each on its own, so that the others can.
            Err(_) => {
                for (deed, answer) in deeds.iter().zip(answers) {
                    let done = do_all(&market, std::slice::from_ref(deed)).await;
                    let _ =
                        answer.send(done.and_then(|mut done| done.pop().ok_or(MarketError::Corrupt("deed"))));
                }
            }
        }
    }
}

async fn do_all<T: Deed>(market: &Market, deeds: &[T]) -> Result<Vec<T::Done>, MarketError> {
    let mut tries = 1;
    loop {
        // A panic is an error like others: it must not end the work for everybody.
        let done = AssertUnwindSafe(T::all(market, deeds)).catch_unwind().await;
        match done.unwrap_or(Err(MarketError::Corrupt("deed"))) {
            Err(error) if is_conflict(&error) && tries < TRIES => tries += 1,
            done => return done,
        }
    }
}

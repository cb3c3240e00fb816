//! Gathers things that are cheaper to send together.

use std::{
    collections::{HashSet, VecDeque},
    hash::Hash,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{Instant, sleep},
};

use super::MOST_AT_ONCE;

/// Things that wait to be sent; what waits already is not taken twice.
pub(super) struct Gather<T> {
    state: Mutex<State<T>>,
    some: Notify,
    none: Notify,
}

struct State<T> {
    order: VecDeque<T>,
    waiting: HashSet<T>,
    /// A batch is on its way.
    sending: bool,
    /// When the last one was sent.
    last: Option<Instant>,
}

impl<T> State<T> {
    fn lingers(&self, linger: Duration) -> bool {
        self.order.len() < MOST_AT_ONCE && self.last.is_some_and(|last| last.elapsed() < linger)
    }
}

impl<T: Clone + Eq + Hash> Gather<T> {
    pub(super) fn new() -> Self {
        let state = State { order: VecDeque::new(), waiting: HashSet::new(), sending: false, last: None };
        Self { state: Mutex::new(state), some: Notify::new(), none: Notify::new() }
    }

    pub(super) fn add(&self, things: impl IntoIterator<Item = T>) {
        let mut state = self.state();
        for thing in things {
            if state.waiting.insert(thing.clone()) {
                state.order.push_back(thing);
            }
        }
        drop(state);
        self.some.notify_one();
    }

    /// The next batch: waits until there is something, and then for more, unless it fills a batch or
    /// nothing was sent for as long: what comes alone leaves at once. To be called by one task, which
    /// says [`Gather::sent`] once it has sent them.
    pub(super) async fn batch(&self, linger: Duration) -> Vec<T> {
        while self.state().order.is_empty() {
            self.some.notified().await;
        }
        if self.state().lingers(linger) {
            sleep(linger).await;
        }
        let mut state = self.state();
        let count = state.order.len().min(MOST_AT_ONCE);
        let batch: Vec<T> = state.order.drain(..count).collect();
        for thing in &batch {
            state.waiting.remove(thing);
        }
        state.sending = true;
        batch
    }

    /// The batch was sent.
    pub(super) fn sent(&self) {
        let mut state = self.state();
        state.sending = false;
        state.last = Some(Instant::now());
        drop(state);
        self.none.notify_waiters();
    }

    /// Waits until nothing waits and nothing is on its way.
    pub(super) async fn settled(&self) {
        loop {
            let mut sent = std::pin::pin!(self.none.notified());
            // From now on, so that the end of a batch is not missed.
            sent.as_mut().enable();
            if self.is_settled() {
                return;
            }
            sent.await;
        }
    }

    fn is_settled(&self) -> bool {
        let state = self.state();
        state.order.is_empty() && !state.sending
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        // Nothing panics while it holds the lock, so a poisoned one is sound.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

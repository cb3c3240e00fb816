//! The bell of a single process.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use tokio::{sync::Notify, time::Instant};

use super::{Bell, BellError, Lane, Ring};

/// As long as Amazon's longest poll.
const LONGEST_WAIT: Duration = Duration::from_secs(20);
/// As many as Amazon hands out at once.
const MOST_AT_ONCE: usize = 10;

/// A queue in memory with the manners of a remote one: rings of one lane that nobody heard yet
/// coalesce, and what is not answered in time rings again.
pub struct LocalBell {
    visibility: Duration,
    state: Mutex<State>,
    rung: Notify,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Lane>,
    queued: HashSet<Lane>,
    heard: HashMap<String, (Lane, Instant)>,
    next_receipt: u64,
}

impl LocalBell {
    /// A bell whose unanswered rings come again after `visibility`.
    pub fn new(visibility: Duration) -> Self {
        Self { visibility, state: Mutex::default(), rung: Notify::new() }
    }

    /// Nothing in this file panics while it holds the lock, so a poisoned one is sound.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, now: Instant) -> Vec<Ring> {
        let mut state = self.state();
        state.return_unanswered(now);
        let mut rings = Vec::new();
        while rings.len() < MOST_AT_ONCE {
            let Some(lane) = state.queue.pop_front() else { break };
            state.queued.remove(&lane);
            state.next_receipt += 1;
            let receipt = state.next_receipt.to_string();
            state.heard.insert(receipt.clone(), (lane, now + self.visibility));
            rings.push(Ring { lane, receipt });
        }
        rings
    }

    fn next_return(&self) -> Option<Instant> {
        self.state().heard.values().map(|(_, deadline)| *deadline).min()
    }
}

impl State {
    fn push(&mut self, lane: Lane) {
        if self.queued.insert(lane) {
            self.queue.push_back(lane);
        }
    }

    fn return_unanswered(&mut self, now: Instant) {
        let late: Vec<String> =
            self.heard.iter().filter(|(_, (_, at))| *at <= now).map(|(receipt, _)| receipt.clone()).collect();
        for receipt in late {
            if let Some((lane, _)) = self.heard.remove(&receipt) {
                self.push(lane);
            }
        }
    }
}

#[async_trait]
impl Bell for LocalBell {
    async fn ring(&self, lanes: &[Lane]) -> Result<(), BellError> {
        let mut state = self.state();
        for lane in lanes {
            state.push(*lane);
        }
        drop(state);
        self.rung.notify_one();
        Ok(())
    }

    async fn listen(&self) -> Result<Vec<Ring>, BellError> {
        let deadline = Instant::now() + LONGEST_WAIT;
        loop {
            let rings = self.take(Instant::now());
            if !rings.is_empty() {
                // Others may listen too, and there may be more than one handful.
                self.rung.notify_one();
                return Ok(rings);
            }
            let wake = self.next_return().map_or(deadline, |at| at.min(deadline));
            let _ = tokio::time::timeout_at(wake, self.rung.notified()).await;
            if Instant::now() >= deadline {
                return Ok(self.take(Instant::now()));
            }
        }
    }

    async fn answered(&self, rings: &[Ring]) -> Result<(), BellError> {
        let mut state = self.state();
        for ring in rings {
            state.heard.remove(&ring.receipt);
        }
        Ok(())
    }
}

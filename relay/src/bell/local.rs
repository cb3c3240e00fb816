//! The bell of a single process.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

use super::{Bell, BellError, LONGEST_WAIT, Lane, MOST_AT_ONCE, MOST_TIMES, Receipt, Ring};

/// A queue in memory with the manners of a remote one: rings of one lane that nobody heard yet
/// coalesce, what is not answered in time rings again, and what never is becomes a dead letter.
pub struct LocalBell {
    visibility: Duration,
    state: Mutex<State>,
    rung: Notify,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Lane>,
    /// How often the rings in the queue were heard before.
    queued: HashMap<Lane, u32>,
    heard: HashMap<u64, Heard>,
    /// By lane, with the receipt that it is answered with.
    dead: HashMap<Lane, u64>,
    last_receipt: u64,
}

struct Heard {
    lane: Lane,
    times: u32,
    /// When it rings again.
    until: Instant,
}

impl LocalBell {
    /// A bell whose unanswered rings come again after `visibility`.
    pub fn new(visibility: Duration) -> Self {
        Self { visibility, state: Mutex::default(), rung: Notify::new() }
    }

    fn take(&self) -> Vec<Ring> {
        let now = Instant::now();
        let mut state = self.state();
        state.return_unanswered(now);
        let mut rings = Vec::new();
        while rings.len() < MOST_AT_ONCE {
            let Some(lane) = state.queue.pop_front() else { break };
            let times = state.queued.remove(&lane).unwrap_or_default() + 1;
            let receipt = state.receipt();
            state.heard.insert(receipt, Heard { lane, times, until: now + self.visibility });
            rings.push(Ring { lane, receipt: Receipt::Here(receipt), times });
        }
        rings
    }

    fn next_return(&self) -> Option<Instant> {
        self.state().heard.values().map(|heard| heard.until).min()
    }

    /// Nothing in this file panics while it holds the lock, so a poisoned one is sound.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn receipt(&mut self) -> u64 {
        self.last_receipt += 1;
        self.last_receipt
    }

    fn push(&mut self, lane: Lane, times: u32) {
        match self.queued.get_mut(&lane) {
            Some(queued) => *queued = times.max(*queued),
            None => {
                self.queued.insert(lane, times);
                self.queue.push_back(lane);
            }
        }
    }

    fn return_unanswered(&mut self, now: Instant) {
        let late: Vec<Heard> =
            self.heard.extract_if(|_, heard| heard.until <= now).map(|(_, heard)| heard).collect();
        for heard in late {
            if heard.times < MOST_TIMES {
                self.push(heard.lane, heard.times);
            } else {
                let receipt = self.receipt();
                self.dead.insert(heard.lane, receipt);
            }
        }
    }
}

#[async_trait]
impl Bell for LocalBell {
    async fn ring(&self, lanes: &[Lane]) -> Result<(), BellError> {
        let mut state = self.state();
        for lane in lanes {
            state.push(*lane, 0);
        }
        drop(state);
        self.rung.notify_one();
        Ok(())
    }

    async fn listen(&self) -> Result<Vec<Ring>, BellError> {
        let deadline = Instant::now() + LONGEST_WAIT;
        loop {
            let rings = self.take();
            if !rings.is_empty() {
                // Others may listen too, and there may be more than one handful.
                self.rung.notify_one();
                return Ok(rings);
            }
            let wake = self.next_return().map_or(deadline, |at| at.min(deadline));
            let _ = timeout_at(wake, self.rung.notified()).await;
            if Instant::now() >= deadline {
                return Ok(self.take());
            }
        }
    }

    async fn answered(&self, rings: &[Ring]) -> Result<(), BellError> {
        let mut state = self.state();
        for ring in rings {
            if let Receipt::Here(receipt) = ring.receipt {
                state.heard.remove(&receipt);
                state.dead.retain(|_, dead| *dead != receipt);
            }
        }
        Ok(())
    }

    async fn again(&self, ring: &Ring, wait: Duration) -> Result<(), BellError> {
        if let Receipt::Here(receipt) = ring.receipt
            && let Some(heard) = self.state().heard.get_mut(&receipt)
        {
            heard.until = Instant::now() + wait;
        }
        self.rung.notify_one();
        Ok(())
    }

    async fn dead_letters(&self) -> Result<Vec<Ring>, BellError> {
        let mut state = self.state();
        state.return_unanswered(Instant::now());
        let dead = state.dead.iter().take(MOST_AT_ONCE);
        let ring = |(lane, receipt): (&Lane, &u64)| Ring {
            lane: *lane,
            receipt: Receipt::Here(*receipt),
            times: MOST_TIMES,
        };
        Ok(dead.map(ring).collect())
    }

    async fn settle(&self) {}
}

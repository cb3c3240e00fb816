//! What the server remembers of the calls: a log, counters, findings and latencies.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::{Map, Value};
use tokio::sync::Notify;

use super::spec::METHODS;

/// One call of a bot.
#[derive(Debug, Clone)]
pub struct Call {
    /// When it came in whole.
    pub at: Instant,
    /// How long it took to answer, faults and polling included.
    pub took: Duration,
    /// The method by its published name.
    pub method: &'static str,
    /// The chat that it was about.
    pub chat: Option<i64>,
    /// The status of the answer; 0 when the connection was dropped instead.
    pub code: u16,
    /// What was passed, without files. Structures may be JSON text, as they came.
    pub params: Map<String, Value>,
}

/// Something whose duration is sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// From a person's first unanswered update to the bot's next message or edit in their chat.
    Reply,
    /// From a tap to `answerCallbackQuery`.
    Callback,
    /// From an update to its confirmation by `offset` or by the webhook's answer.
    Confirmation,
}

/// A summary of samples; all times in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// How many samples.
    pub count: usize,
    /// The median.
    pub p50: u32,
    /// The 90th percentile.
    pub p90: u32,
    /// The 95th percentile.
    pub p95: u32,
    /// The 99th percentile.
    pub p99: u32,
    /// The longest.
    pub max: u32,
}

/// The log of one bot.
#[derive(Debug)]
pub(super) struct Record {
    keep_calls: bool,
    calls: Mutex<Vec<Call>>,
    counts: Vec<AtomicU64>,
    refused: AtomicU64,
    findings: Mutex<BTreeSet<String>>,
    samples: [Mutex<Vec<u32>>; 3],
    changed: Notify,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Record {
    pub(super) fn new(keep_calls: bool) -> Self {
        Self {
            keep_calls,
            calls: Mutex::default(),
            counts: METHODS.iter().map(|_| AtomicU64::new(0)).collect(),
            refused: AtomicU64::new(0),
            findings: Mutex::default(),
            samples: Default::default(),
            changed: Notify::new(),
        }
    }

    /// Notes a finished call; `method` is its place in [`METHODS`].
    pub(super) fn call(&self, method: usize, call: impl FnOnce() -> Call, code: u16) {
        if let Some(count) = self.counts.get(method) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        if code != 200 {
            self.refused.fetch_add(1, Ordering::Relaxed);
        }
        if self.keep_calls {
            locked(&self.calls).push(call());
            self.changed.notify_waiters();
        }
    }

    pub(super) fn calls(&self) -> Vec<Call> {
        locked(&self.calls).clone()
    }

    /// Tells of every call that is noted, when calls are kept.
    pub(super) fn changed(&self) -> &Notify {
        &self.changed
    }

    pub(super) fn count(&self, method: usize) -> u64 {
        self.counts.get(method).map_or(0, |count| count.load(Ordering::Relaxed))
    }

    /// The methods that were called at all, with how often.
    pub(super) fn counts(&self) -> Map<String, Value> {
        METHODS
            .iter()
            .enumerate()
            .map(|(place, method)| (method.name, self.count(place)))
            .filter(|(_, count)| *count > 0)
            .map(|(name, count)| (name.to_owned(), Value::from(count)))
            .collect()
    }

    /// How many calls were not answered with 200.
    pub(super) fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// Notes something that a bot should not rely on; each once.
    pub(super) fn finding(&self, finding: String) {
        locked(&self.findings).insert(finding);
    }

    pub(super) fn findings(&self) -> Vec<String> {
        locked(&self.findings).iter().cloned().collect()
    }

    pub(super) fn sample(&self, span: Span, since: Instant) {
        let micros = u32::try_from(since.elapsed().as_micros()).unwrap_or(u32::MAX);
        locked(self.samples(span)).push(micros);
    }

    fn samples(&self, span: Span) -> &Mutex<Vec<u32>> {
        let [reply, callback, confirmation] = &self.samples;
        match span {
            Span::Reply => reply,
            Span::Callback => callback,
            Span::Confirmation => confirmation,
        }
    }

    pub(super) fn latencies(&self, span: Span) -> Vec<u32> {
        locked(self.samples(span)).clone()
    }

    /// Forgets calls, counters and samples, but no findings.
    pub(super) fn reset(&self) {
        locked(&self.calls).clear();
        for count in &self.counts {
            count.store(0, Ordering::Relaxed);
        }
        self.refused.store(0, Ordering::Relaxed);
        for samples in &self.samples {
            locked(samples).clear();
        }
    }
}

impl Summary {
    /// Sums up samples by the nearest-rank method.
    #[must_use]
    pub fn of(mut samples: Vec<u32>) -> Self {
        samples.sort_unstable();
        let rank = |percent: usize| {
            let place = (samples.len() * percent).div_ceil(100).saturating_sub(1);
            samples.get(place).copied().unwrap_or_default()
        };
        Self {
            count: samples.len(),
            p50: rank(50),
            p90: rank(90),
            p95: rank(95),
            p99: rank(99),
            max: rank(100),
        }
    }
}

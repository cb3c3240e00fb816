//! Faults on demand: what goes wrong between a bot and Telegram.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Deserialize;

/// Something that goes wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// 429 with this `retry_after`, in seconds; the call has no effect.
    TooManyRequests(u32),
    /// 400 in words that tell nothing; the call has no effect.
    BadRequest,
    /// This 5xx status; the call has no effect.
    ServerError(u16),
    /// The connection closes without an answer; the call has no effect.
    DropBefore,
    /// The connection closes without an answer, though the call had its effect.
    DropAfter,
    /// The call stays without an answer for as long as it is waited for, and has no effect.
    Hang,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum When {
    Next(u32),
    Chance(f64),
}

/// When a fault strikes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Rule {
    fault: Fault,
    #[serde(flatten)]
    when: When,
    #[serde(default)]
    chat: Option<i64>,
    #[serde(default)]
    method: Option<String>,
}

impl Rule {
    /// Strikes the next `count` calls that fit.
    #[must_use]
    pub fn next(count: u32, fault: Fault) -> Self {
        Self::new(When::Next(count), fault)
    }

    /// Strikes each call that fits with this probability, from 0 to 1.
    #[must_use]
    pub fn chance(probability: f64, fault: Fault) -> Self {
        Self::new(When::Chance(probability), fault)
    }

    fn new(when: When, fault: Fault) -> Self {
        Self { fault, when, chat: None, method: None }
    }

    /// Only calls about this chat.
    #[must_use]
    pub fn chat(mut self, id: i64) -> Self {
        self.chat = Some(id);
        self
    }

    /// Only calls of this method. Without it, every method but `getUpdates` and `getMe` fits, so
    /// that the poll does not use up what is meant for the next message.
    #[must_use]
    pub fn method(mut self, name: &str) -> Self {
        self.method = Some(name.to_owned());
        self
    }

    fn fits(&self, method: &str, chat: Option<i64>) -> bool {
        let method_fits = match &self.method {
            Some(name) => name.eq_ignore_ascii_case(method),
            None => !matches!(method, "getUpdates" | "getMe"),
        };
        method_fits && self.chat.is_none_or(|id| chat == Some(id))
    }
}

#[derive(Debug)]
struct Plan {
    rules: Vec<Rule>,
    random: u64,
}

/// The faults of one bot.
#[derive(Debug)]
pub(super) struct Faults {
    plan: Mutex<Plan>,
    /// False while there is no rule, so that a healthy call takes no lock.
    armed: AtomicBool,
    delay_millis: AtomicU64,
    struck: AtomicU64,
}

impl Faults {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            plan: Mutex::new(Plan { rules: Vec::new(), random: seed }),
            armed: AtomicBool::new(false),
            delay_millis: AtomicU64::new(0),
            struck: AtomicU64::new(0),
        }
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn add(&self, rule: Rule) {
        self.plan().rules.push(rule);
        self.armed.store(true, Ordering::Release);
    }

    pub(super) fn clear(&self) {
        self.plan().rules.clear();
        self.armed.store(false, Ordering::Release);
        self.set_delay(Duration::ZERO);
    }

    pub(super) fn set_seed(&self, seed: u64) {
        self.plan().random = seed;
    }

    pub(super) fn set_delay(&self, delay: Duration) {
        let millis = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        self.delay_millis.store(millis, Ordering::Relaxed);
    }

    pub(super) fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_millis.load(Ordering::Relaxed))
    }

    /// How many calls were struck.
    pub(super) fn struck(&self) -> u64 {
        self.struck.load(Ordering::Relaxed)
    }

    /// The fault that strikes this call, by the first rule that says so.
    pub(super) fn strike(&self, method: &str, chat: Option<i64>) -> Option<Fault> {
        if !self.armed.load(Ordering::Acquire) {
            return None;
        }
        let mut plan = self.plan();
        let Plan { rules, random } = &mut *plan;
        let fault = rules.iter_mut().filter(|rule| rule.fits(method, chat)).find_map(|rule| {
            let strikes = match &mut rule.when {
                When::Next(0) => false,
                When::Next(left) => {
                    *left -= 1;
                    true
                }
                When::Chance(probability) => next_random(random) < *probability,
            };
            strikes.then_some(rule.fault)
        });
        if fault.is_some() {
            rules.retain(|rule| rule.when != When::Next(0));
            self.struck.fetch_add(1, Ordering::Relaxed);
        }
        fault
    }
}

/// A number from 0 to 1, by SplitMix64 (Steele, Lea, Flood 2014).
fn next_random(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    (mixed >> 11) as f64 / (1_u64 << 53) as f64
}

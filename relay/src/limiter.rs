//! Holds what we send below what a platform takes: per bot and per chat.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use adapter::{Address, Capabilities};
use marketplace_domain::account::Platform;
use tokio::time::Instant;

/// One bot of one platform.
pub type Bot = (Platform, String);

/// Beyond so many chats, those whose allowance is full again are forgotten.
const MOST_REMEMBERED: usize = 50_000;

/// A rate: one each `interval`, after a burst of `burst`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rate {
    interval: Duration,
    burst: u32,
}

impl Rate {
    fn per_second(rate: u32, burst: u32) -> Self {
        Self { interval: Duration::from_secs(1) / rate.max(1), burst: burst.max(1) }
    }

    /// The generic cell rate algorithm (ITU-T I.371, "virtual scheduling"): from the theoretical
    /// arrival time of the next one, either the arrival time after this one, or how long to wait.
    fn admit(self, theoretical: Instant, now: Instant) -> Result<Instant, Duration> {
        let earliest = theoretical.checked_sub(self.interval * (self.burst - 1)).unwrap_or(now);
        if earliest > now { Err(earliest - now) } else { Ok(theoretical.max(now) + self.interval) }
    }
}

/// Limits of the bots of one process.
#[derive(Default)]
pub struct Limiter {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    rates: HashMap<Bot, (Rate, Rate)>,
    bots: HashMap<Bot, Instant>,
    chats: HashMap<Address, Instant>,
}

impl Limiter {
    /// Makes a bot's limits known; a rate of 0 says that there are none. A bot without known limits
    /// is not held back.
    pub fn set(&self, platform: Platform, bot: &str, capabilities: &Capabilities) {
        if capabilities.bot_per_second == 0 {
            return;
        }
        // A tenth of a second's worth at once: the platform counts over a second.
        let bot_rate = Rate::per_second(capabilities.bot_per_second, capabilities.bot_per_second / 10);
        let chat_rate = Rate::per_second(capabilities.chat_per_second, capabilities.chat_burst);
        self.state().rates.insert((platform, bot.to_owned()), (bot_rate, chat_rate));
    }

    /// Takes one from both allowances, or says how long to wait and takes none.
    pub fn admit(&self, to: &Address, now: Instant) -> Result<(), Duration> {
        let mut state = self.state();
        let bot = (to.platform, to.bot.clone());
        let Some((bot_rate, chat_rate)) = state.rates.get(&bot).copied() else { return Ok(()) };
        let bot_next = bot_rate.admit(state.bots.get(&bot).copied().unwrap_or(now), now);
        let chat_next = chat_rate.admit(state.chats.get(to).copied().unwrap_or(now), now);
        match (bot_next, chat_next) {
            (Ok(bot_at), Ok(chat_at)) => {
                state.bots.insert(bot, bot_at);
                state.remember_chat(to, chat_at, now);
                Ok(())
            }
            (bot_next, chat_next) => {
                Err(bot_next.err().unwrap_or_default().max(chat_next.err().unwrap_or_default()))
            }
        }
    }

    /// The platform asked to wait: nothing goes to that chat, or to any of the bot, before then.
    pub fn pause(&self, to: &Address, whole_bot: bool, until: Instant) {
        let mut state = self.state();
        let bot = (to.platform, to.bot.clone());
        let Some((bot_rate, chat_rate)) = state.rates.get(&bot).copied() else { return };
        let (paused, rate) = if whole_bot {
            (state.bots.entry(bot).or_insert(until), bot_rate)
        } else {
            (state.chats.entry(to.clone()).or_insert(until), chat_rate)
        };
        // Calls that were on their way together may be told different times: the longest counts.
        *paused = (*paused).max(until + rate.interval * (rate.burst - 1));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock, so a poisoned one is sound.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn remember_chat(&mut self, to: &Address, at: Instant, now: Instant) {
        if self.chats.len() >= MOST_REMEMBERED {
            self.chats.retain(|_, theoretical| *theoretical > now);
        }
        self.chats.insert(to.clone(), at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAPABILITIES: Capabilities = Capabilities {
        text_units: 4096,
        caption_units: 1024,
        edits: true,
        deletes: true,
        idempotent: false,
        bot_per_second: 30,
        chat_per_second: 1,
        chat_burst: 3,
    };

    fn limiter() -> Limiter {
        let limiter = Limiter::default();
        limiter.set(Platform::Telegram, "1", &CAPABILITIES);
        limiter
    }

    fn chat(number: usize) -> Address {
        Address { platform: Platform::Telegram, bot: "1".into(), chat: number.to_string() }
    }

    #[test]
    fn a_chat_takes_its_burst_and_then_one_a_second() {
        let (limiter, start) = (limiter(), Instant::now());
        for _ in 0..3 {
            assert_eq!(limiter.admit(&chat(1), start), Ok(()));
        }
        assert_eq!(limiter.admit(&chat(1), start), Err(Duration::from_secs(1)));
        assert_eq!(limiter.admit(&chat(1), start + Duration::from_secs(1)), Ok(()));
    }

    #[test]
    fn a_bot_takes_no_more_than_thirty_a_second() {
        let (limiter, start) = (limiter(), Instant::now());
        let mut sent = 0;
        for tick in 0..1000 {
            let now = start + Duration::from_millis(tick);
            sent += (0..3).filter(|n| limiter.admit(&chat(tick as usize * 3 + n), now).is_ok()).count();
        }
        assert!((30..=33).contains(&sent), "{sent}");
    }

    #[test]
    fn a_refusal_takes_nothing() {
        let (limiter, start) = (limiter(), Instant::now());
        for _ in 0..3 {
            limiter.admit(&chat(1), start).unwrap();
        }
        for _ in 0..100 {
            assert!(limiter.admit(&chat(1), start).is_err());
        }
        assert_eq!(limiter.admit(&chat(1), start + Duration::from_secs(1)), Ok(()));
    }

    #[test]
    fn a_rate_of_nought_is_no_limit() {
        let (limiter, start) = (Limiter::default(), Instant::now());
        let capabilities = Capabilities { bot_per_second: 0, ..CAPABILITIES };
        limiter.set(Platform::Telegram, "1", &capabilities);
        assert!((0..1000).all(|_| limiter.admit(&chat(1), start).is_ok()));
    }

    #[test]
    fn a_pause_holds() {
        let (limiter, start) = (limiter(), Instant::now());
        limiter.pause(&chat(1), false, start + Duration::from_secs(5));
        assert_eq!(limiter.admit(&chat(1), start), Err(Duration::from_secs(5)));
        assert_eq!(limiter.admit(&chat(2), start), Ok(()));
        limiter.pause(&chat(1), false, start + Duration::from_secs(1));
        assert_eq!(limiter.admit(&chat(1), start), Err(Duration::from_secs(5)), "a shorter one ends none");
        limiter.pause(&chat(1), true, start + Duration::from_secs(2));
        assert_eq!(limiter.admit(&chat(2), start), Err(Duration::from_secs(2)));
    }
}

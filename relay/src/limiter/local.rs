//! Limits of one process.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use adapter::Address;
use tokio::time::Instant;

use super::{Bot, rate::Limits};

/// Beyond so many chats, those whose allowance is full again are forgotten.
const MOST_REMEMBERED: usize = 50_000;

/// What is left of the allowances, in memory.
#[derive(Default)]
pub struct Local {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    limits: HashMap<Bot, Limits>,
    bots: HashMap<Bot, Instant>,
    chats: HashMap<Address, Instant>,
}

impl Local {
    pub(super) fn set(&self, bot: Bot, limits: Limits) {
        self.state().limits.insert(bot, limits);
    }

    pub(super) fn admit(&self, to: &Address, now: Instant, behind: bool) -> Result<(), Duration> {
        let mut state = self.state();
        let bot = (to.platform, to.bot.clone());
        let Some(limits) = state.limits.get(&bot).copied() else { return Ok(()) };
        let limits = if behind { limits.behind() } else { limits };
        let bot_next = limits.bot.admit(state.bots.get(&bot).copied().unwrap_or(now), now);
        let chat_next = limits.chat.admit(state.chats.get(to).copied().unwrap_or(now), now);
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

    pub(super) fn pause(&self, to: &Address, whole_bot: bool, until: Instant) {
        let mut state = self.state();
        let bot = (to.platform, to.bot.clone());
        let Some(limits) = state.limits.get(&bot).copied() else { return };
        let (paused, rate) = if whole_bot {
            (state.bots.entry(bot).or_insert(until), limits.bot)
        } else {
            (state.chats.entry(to.clone()).or_insert(until), limits.chat)
        };
        // Calls that were on their way together may be told different times: the longest counts.
        *paused = (*paused).max(until + rate.tolerance());
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
    use adapter::{Capabilities, Reactions};
    use marketplace_domain::account::Platform;

    use super::*;

    const CAPABILITIES: Capabilities = Capabilities {
        text_units: 4096,
        caption_units: 1024,
        file_bytes: 0,
        shows: &[],
        edits: true,
        deletes: true,
        reactions: Reactions::None,
        hears_deletions: false,
        pins: true,
        topics: false,
        idempotent: false,
        bot_per_second: 30,
        chat_per_second: 1,
        chat_burst: 3,
    };

    fn limiter() -> Local {
        let limiter = Local::default();
        limiter.set((Platform::Telegram, "1".into()), Limits::of(&CAPABILITIES).unwrap());
        limiter
    }

    fn chat(number: usize) -> Address {
        Address { platform: Platform::Telegram, bot: "1".into(), chat: number.to_string() }
    }

    #[test]
    fn a_chat_takes_its_burst_and_then_one_a_second() {
        let (limiter, start) = (limiter(), Instant::now());
        for _ in 0..3 {
            assert_eq!(limiter.admit(&chat(1), start, false), Ok(()));
        }
        assert_eq!(limiter.admit(&chat(1), start, false), Err(Duration::from_secs(1)));
        assert_eq!(limiter.admit(&chat(1), start + Duration::from_secs(1), false), Ok(()));
    }

    #[test]
    fn a_bot_takes_no_more_than_thirty_a_second() {
        let (limiter, start) = (limiter(), Instant::now());
        let mut sent = 0;
        for tick in 0..1000 {
            let now = start + Duration::from_millis(tick);
            sent +=
                (0..3).filter(|n| limiter.admit(&chat(tick as usize * 3 + n), now, false).is_ok()).count();
        }
        assert!((30..=33).contains(&sent), "{sent}");
    }

    #[test]
    fn a_refusal_takes_nothing() {
        let (limiter, start) = (limiter(), Instant::now());
        for _ in 0..3 {
            limiter.admit(&chat(1), start, false).unwrap();
        }
        for _ in 0..100 {
            assert!(limiter.admit(&chat(1), start, false).is_err());
        }
        assert_eq!(limiter.admit(&chat(1), start + Duration::from_secs(1), false), Ok(()));
    }

    #[test]
    fn a_rate_of_nought_is_no_limit() {
        assert_eq!(Limits::of(&Capabilities { bot_per_second: 0, ..CAPABILITIES }), None);
        let (limiter, start) = (Local::default(), Instant::now());
        assert!((0..1000).all(|_| limiter.admit(&chat(1), start, false).is_ok()));
    }

    #[test]
    fn a_share_is_a_quarter_of_the_bot_and_half_of_a_chat() {
        let (limiter, start) = (Local::default(), Instant::now());
        let limits = Limits::of(&CAPABILITIES).unwrap().share();
        limiter.set((Platform::Telegram, "1".into()), limits);
        let ticks = (0..10_000).map(|tick| (tick, start + Duration::from_millis(tick)));
        let sent =
            ticks.filter(|(tick, now)| limiter.admit(&chat(*tick as usize), *now, false).is_ok()).count();
        assert!((74..=76).contains(&sent), "7.5 a second: {sent}");
        let later = start + Duration::from_secs(60);
        let ticks = (0..10_000).map(|tick| later + Duration::from_millis(tick));
        let sent = ticks.filter(|now| limiter.admit(&chat(1), *now, false).is_ok()).count();
        assert_eq!(sent, 5, "one each two seconds");
    }

    #[test]
    fn a_pause_holds() {
        let (limiter, start) = (limiter(), Instant::now());
        limiter.pause(&chat(1), false, start + Duration::from_secs(5));
        assert_eq!(limiter.admit(&chat(1), start, false), Err(Duration::from_secs(5)));
        assert_eq!(limiter.admit(&chat(2), start, false), Ok(()));
        limiter.pause(&chat(1), false, start + Duration::from_secs(1));
        assert_eq!(
            limiter.admit(&chat(1), start, false),
            Err(Duration::from_secs(5)),
            "a shorter one ends none"
        );
        limiter.pause(&chat(1), true, start + Duration::from_secs(2));
        assert_eq!(limiter.admit(&chat(2), start, false), Err(Duration::from_secs(2)));
    }

    /// Whoever goes before others is never made to wait by them.
    #[test]
    fn what_goes_behind_leaves_a_place_to_what_goes_before() {
        let (limiter, start) = (limiter(), Instant::now());
        let (mut behind, mut before) = (0, 0);
        for tick in 0..10_000 {
            let now = start + Duration::from_millis(tick);
            behind +=
                (0..3).filter(|n| limiter.admit(&chat(tick as usize * 3 + n), now, true).is_ok()).count();
            if tick % 500 == 250 {
                assert_eq!(limiter.admit(&chat(100_000 + tick as usize), now, false), Ok(()), "{tick}");
                before += 1;
            }
        }
        assert_eq!(before, 20);
        assert!(
            (298..=303).contains(&(behind + before)),
            "together they send all that may be sent: {behind}"
        );
    }
}

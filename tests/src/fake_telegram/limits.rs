//! Telegram's published limits on sending.
//!
//! The Bots FAQ ("My bot is hitting limits") gives about 30 messages a second for a bot, and one a
//! second in a chat with short bursts; how long a burst may be is not published.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Messages a second, and at once, for the whole bot.
const BOT_RATE: f64 = 30.0;
/// Messages a second in one chat.
const CHAT_RATE: f64 = 1.0;
/// Messages at once in one chat: our guess at the "short burst".
const CHAT_BURST: f64 = 5.0;

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Bucket {
    /// Fills up for the time that has passed; the seconds to wait when there is no whole token.
    fn wait(&mut self, now: Instant, rate: f64, most: f64) -> Option<f64> {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.tokens = (self.tokens + passed * rate).min(most);
        self.at = now;
        (self.tokens < 1.0).then(|| (1.0 - self.tokens) / rate)
    }
}

#[derive(Debug, Default)]
struct Buckets {
    bot: Option<Bucket>,
    chats: HashMap<i64, Bucket>,
}

/// The limits of one bot, off at first.
#[derive(Debug, Default)]
pub(super) struct Limits {
    on: AtomicBool,
    provoked: AtomicU64,
    /// Messages a second for the whole bot, where it is another number than [`BOT_RATE`].
    rate: AtomicU64,
    buckets: Mutex<Buckets>,
}

impl Limits {
    pub(super) fn set(&self, on: bool) {
        self.on.store(on, Ordering::Relaxed);
    }

    /// Lets the whole bot send so many messages a second.
    pub(super) fn set_rate(&self, rate: u32) {
        self.rate.store(rate.into(), Ordering::Relaxed);
    }

    fn rate(&self) -> f64 {
        match self.rate.load(Ordering::Relaxed) {
            0 => BOT_RATE,
            rate => rate as f64,
        }
    }

    /// How many calls were refused for coming too fast.
    pub(super) fn provoked(&self) -> u64 {
        self.provoked.load(Ordering::Relaxed)
    }

    /// Counts `messages` sent to a chat, or says after how many seconds to try again.
    pub(super) fn take(&self, chat: i64, messages: usize, now: Instant) -> Result<(), u32> {
        if !self.on.load(Ordering::Relaxed) {
            return Ok(());
        }
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let Buckets { bot, chats } = &mut *buckets;
        let full = |tokens| Bucket { tokens, at: now };
        let rate = self.rate();
        let bot = bot.get_or_insert(full(rate));
        let chat = chats.entry(chat).or_insert(full(CHAT_BURST));
        let waits = [bot.wait(now, rate, rate), chat.wait(now, CHAT_RATE, CHAT_BURST)];
        let wait = waits.into_iter().flatten().fold(0.0, f64::max);
        if wait > 0.0 {
            self.provoked.fetch_add(1, Ordering::Relaxed);
            return Err(wait.ceil() as u32);
        }
        // An album may overdraw: the bucket is then empty for as many seconds.
        let messages = messages as f64;
        bot.tokens -= messages;
        chat.tokens -= messages;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_chat_has_a_burst_and_then_one_message_a_second() {
        let limits = Limits::default();
        limits.set(true);
        let start = Instant::now();
        for _ in 0..5 {
            assert_eq!(limits.take(7, 1, start), Ok(()));
        }
        assert_eq!(limits.take(7, 1, start), Err(1));
        assert_eq!(limits.take(8, 1, start), Ok(()));
        let later = start + Duration::from_millis(1001);
        assert_eq!(limits.take(7, 1, later), Ok(()));
        assert_eq!(limits.provoked(), 1);
    }

    #[test]
    fn a_bot_has_thirty_messages_a_second_over_all_chats() {
        let limits = Limits::default();
        limits.set(true);
        let start = Instant::now();
        let sent = (0..100).filter(|chat| limits.take(*chat, 1, start).is_ok());
        assert_eq!(sent.count(), 30);
        assert_eq!(limits.provoked(), 70);
    }
}

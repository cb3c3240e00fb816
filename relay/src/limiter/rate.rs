//! Rates, and the algorithm that holds somebody to them.

use std::time::Duration;

use adapter::Capabilities;
use tokio::time::Instant;

/// A rate: one each `interval`, after a burst of `burst`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rate {
    pub(super) interval: Duration,
    burst: u32,
}

impl Rate {
    pub(super) fn per_second(rate: u32, burst: u32) -> Self {
        Self { interval: Duration::from_secs(1) / rate.max(1), burst: burst.max(1) }
    }

    /// How far the theoretical arrival time of the next one may lie ahead.
    pub(super) fn tolerance(self) -> Duration {
        self.interval * (self.burst - 1)
    }

    /// The generic cell rate algorithm (ITU-T I.371, "virtual scheduling"): from the theoretical
    /// arrival time of the next one, either the arrival time after this one, or how long to wait.
    pub(super) fn admit(self, theoretical: Instant, now: Instant) -> Result<Instant, Duration> {
        let earliest = theoretical.checked_sub(self.tolerance()).unwrap_or(now);
        if earliest > now { Err(earliest - now) } else { Ok(theoretical.max(now) + self.interval) }
    }

    /// The same for what others go before: it leaves them the last place of the burst.
    pub(super) fn behind(self) -> Self {
        Self { burst: (self.burst - 1).max(1), ..self }
    }

    /// The `part`th part of it.
    fn share(self, part: u32) -> Self {
        Self { interval: self.interval * part, burst: (self.burst / part).max(1) }
    }
}

/// What one bot may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// To everybody.
    pub(super) bot: Rate,
    /// To one chat.
    pub(super) chat: Rate,
}

impl Limits {
    /// The limits of a platform, where it has any.
    pub(super) fn of(capabilities: &Capabilities) -> Option<Self> {
        (capabilities.bot_per_second > 0).then(|| Self {
            // A tenth of a second's worth at once: the platform counts over a second.
            bot: Rate::per_second(capabilities.bot_per_second, capabilities.bot_per_second / 10),
            chat: Rate::per_second(capabilities.chat_per_second, capabilities.chat_burst),
        })
    }

    /// What may be sent while others, who go before, may send so much.
    pub(super) fn behind(self) -> Self {
        Self { bot: self.bot.behind(), chat: self.chat.behind() }
    }

    /// What a process may send that cannot ask the others: a quarter of what the bot may, for up
    /// to four of them; half of what a chat takes, because only the process that works at its lane
    /// and the one that answers its updates write to it.
    pub(super) fn share(self) -> Self {
        Self { bot: self.bot.share(4), chat: self.chat.share(2) }
    }
}

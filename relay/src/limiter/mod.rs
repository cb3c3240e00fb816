//! Holds what we send below what a platform takes: per bot and per chat, in this process alone or
//! together with others through Redis.

mod local;
mod rate;
mod shared;

use std::time::Duration;

use adapter::{Address, Capabilities};
use marketplace_domain::account::Platform;
use tokio::time::Instant;

pub use self::shared::ConnectError;
use self::{local::Local, rate::Limits, shared::Shared};

/// One bot of one platform.
pub type Bot = (Platform, String);

/// Limits of the bots of one process, or of all processes that share a Redis. One suite of tests
/// runs on both.
pub enum Limiter {
    /// Nobody else sends for these bots.
    InProcess(Local),
    /// Other processes do: what is left is counted where all of them ask.
    Shared(Shared),
}

impl Default for Limiter {
    fn default() -> Self {
        Self::InProcess(Local::default())
    }
}

impl Limiter {
    /// Limits that all processes share through the Redis at this address (`redis://` or, with TLS,
    /// `rediss://`). One that does not answer is no error: until it does, this process keeps to a
    /// share of the limits.
    ///
    /// # Errors
    /// Where the address is none, or Redis answers that it does not let us in.
    pub async fn shared(address: &str) -> Result<Self, ConnectError> {
        Ok(Self::Shared(Shared::connect(address).await?))
    }

    /// Makes a bot's limits known; a rate of 0 says that there are none. A bot without known limits
    /// is not held back.
    pub fn set(&self, platform: Platform, bot: &str, capabilities: &Capabilities) {
        let Some(limits) = Limits::of(capabilities) else { return };
        let bot = (platform, bot.to_owned());
        match self {
            Self::InProcess(local) => local.set(bot, limits),
            Self::Shared(shared) => shared.set(bot, limits),
        }
    }

    /// Takes one from both allowances, or says how long to wait and takes none.
    pub async fn admit(&self, to: &Address, now: Instant) -> Result<(), Duration> {
        self.take(to, now, false).await
    }

    /// The same for what everything else goes before: it is made to wait a little earlier, so that whatever is
    /// asked for by [`Limiter::admit`] meanwhile finds a place at once.
    pub async fn admit_behind(&self, to: &Address, now: Instant) -> Result<(), Duration> {
        self.take(to, now, true).await
    }

    async fn take(&self, to: &Address, now: Instant, behind: bool) -> Result<(), Duration> {
        match self {
            Self::InProcess(local) => local.admit(to, now, behind),
            // Boxed, so that those who have no Redis do not carry its future around.
            Self::Shared(shared) => Box::pin(shared.admit(to, now, behind)).await,
        }
    }

    /// The platform asked to wait: nothing goes to that chat, or to any of the bot, before then.
    pub async fn pause(&self, to: &Address, whole_bot: bool, until: Instant) {
        match self {
            Self::InProcess(local) => local.pause(to, whole_bot, until),
            Self::Shared(shared) => Box::pin(shared.pause(to, whole_bot, until)).await,
        }
    }

    /// Whether the limits are those of all processes at this moment: false while Redis is away,
    /// and where there is none.
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Shared(shared) if shared.is_connected())
    }
}

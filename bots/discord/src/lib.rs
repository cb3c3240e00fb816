//! Discord, as the relay uses it: a translation between [`adapter`]'s contract and Discord's API.
//!
//! Direct messages only. Updates come in by [`gateway()`]; everything else goes out through
//! [`Discord`]. It keeps nothing about people but, for a while and in memory, their last reactions: what
//! Discord tells of those makes no sense alone.
//!
//! The gateway's protocol (heartbeats, resuming) and the types of what comes in are serenity's. The
//! few calls that we make are plain requests: one attempt each, whose failure tells "not sent" from
//! "perhaps sent", which serenity's client, with its own waiting and repeating, would hide.

mod acknowledge;
mod answer;
mod changes;
mod client;
mod errors;
mod gateway;
mod inbound;
mod invalid;
mod layout;
mod limits;
mod listener;
mod markdown;
mod media;
pub mod menu;
mod outbound;
mod reactions;
mod recent;
mod references;
mod split;

#[cfg(test)]
mod tests;

pub use self::{errors::ConnectError, gateway::gateway, limits::CAPABILITIES};

use std::{fmt, sync::Arc};

use adapter::{
    Adapter, Address, Capabilities, DeliverError, DeliveryKey, FetchError, FileRef, Outbound, Receipt, Spool,
};
use async_trait::async_trait;
use marketplace_domain::{account::Platform, clock::Clock};
use secrecy::SecretString;
use serde::Deserialize;

use crate::{client::Client, inbound::Reader, outbound::Sender, recent::Recent};

/// How to reach Discord as one bot.
#[derive(Debug, Clone)]
pub struct Config {
    /// The bot's token, from Discord's developer portal.
    pub token: SecretString,
    /// The server to call instead of `https://discord.com`, for every call: a stand-in. `http://` or
    /// `https://`, without the path of the API. The gateway is where that server says.
    pub api_url: Option<String>,
}

/// One bot on Discord. Its `Debug` form shows nothing of it.
pub struct Discord {
    client: Client,
    clock: Arc<dyn Clock>,
    bot: String,
    recent: Recent,
}

impl fmt::Debug for Discord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Discord(…)")
    }
}

/// What we read of a user (docs.discord.com/developers/resources/user).
#[derive(Deserialize)]
struct Me {
    id: String,
}

impl Discord {
    /// Asks Discord who the bot is, once. It does not try again by itself: the caller decides
    /// whether [`ConnectError::Unreachable`] is worth waiting.
    pub async fn connect(config: Config, clock: Arc<dyn Clock>) -> Result<Arc<Self>, ConnectError> {
        let client = Client::new(config.token, config.api_url.as_deref())?;
        let me: Me = client.get("users/@me").await?;
        Ok(Arc::new(Self { client, clock, bot: me.id, recent: Recent::new() }))
    }

    fn reader(&self) -> Reader<'_> {
        Reader { bot: &self.bot, client: &self.client, now: self.clock.now() }
    }
}

#[async_trait]
impl Adapter for Discord {
    fn platform(&self) -> Platform {
        Platform::Discord
    }

    fn bot(&self) -> &str {
        &self.bot
    }

    fn capabilities(&self) -> &Capabilities {
        &CAPABILITIES
    }

    async fn deliver(
        &self,
        to: &Address,
        what: &Outbound,
        key: &DeliveryKey,
    ) -> Result<Receipt, DeliverError> {
        // What is no number is no channel of Discord's.
        let channel = to.chat.parse().map_err(|_| DeliverError::Refused { code: errors::UNKNOWN_CHANNEL })?;
        let sender = Sender { client: &self.client, recent: &self.recent, channel, key };
        let (late, bound) = match what {
            Outbound::Send { .. } => (DeliverError::Ambiguous, limits::DELIVERY),
            Outbound::Files { files, .. } => {
                let length = files.iter().map(|file| file.length).sum();
                (DeliverError::Ambiguous, limits::delivery_of(length))
            }
            _ => (DeliverError::Unavailable, limits::DELIVERY),
        };
        // Several calls may be needed, each with this bound of its own.
        tokio::time::timeout(bound, sender.perform(what)).await.unwrap_or(Err(late))
    }

    async fn fetch(&self, file: &FileRef, into: &mut Spool) -> Result<(), FetchError> {
        let address = self.client.attachment(&file.0).ok_or(FetchError::Gone)?;
        self.client.download(address, into).await
    }
}

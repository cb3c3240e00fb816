//! Telegram, as the relay uses it: a translation between [`adapter`]'s contract and the Bot API.
//!
//! Updates come in by [`poll`] or by [`routes`]; everything else goes out through [`Telegram`]. It
//! keeps nothing about people.

mod answer;
mod client;
mod entities;
mod errors;
mod files;
mod inbound;
mod inline;
mod limits;
pub mod menu;
mod outbound;
mod poll;
mod split;
mod update;
mod webhook;

pub use self::{
    errors::ConnectError,
    limits::CAPABILITIES,
    poll::poll,
    webhook::{PATH as WEBHOOK_PATH, WebhookSecret, routes, set_webhook},
};

use std::{fmt, sync::Arc};

use adapter::{
    Adapter, Address, Capabilities, DeliverError, DeliveryKey, FetchError, FileRef, Outbound, Receipt, Spool,
    TopicError, TopicId,
};
use async_trait::async_trait;
use marketplace_domain::{account::Platform, clock::Clock};
use secrecy::SecretString;
use serde::Deserialize;
use teloxide_core::{
    payloads::GetFile,
    types::{ChatId, FileId, MessageId, ThreadId},
};

use crate::{client::Client, inbound::Reader, outbound::Sender};

/// How to reach Telegram as one bot.
#[derive(Debug, Clone)]
pub struct Config {
    /// The bot's token, from @BotFather.
    pub token: SecretString,
    /// The server to call instead of Telegram's own, for every call and for files: a Bot API server
    /// of one's own, or a stand-in. `http://` or `https://`, without a path of its methods.
    pub api_url: Option<String>,
    /// Messages a second that the bot may send, where Telegram granted it another number than usual.
    pub per_second: Option<u32>,
    /// Whether conversations may have topics of their own, where the bot is set up for it.
    pub topics: bool,
}

/// One bot on Telegram. Its `Debug` form shows nothing of it.
pub struct Telegram {
    client: Client,
    clock: Arc<dyn Clock>,
    bot: String,
    username: String,
    capabilities: Capabilities,
}

impl fmt::Debug for Telegram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Telegram(…)")
    }
}

/// What we read of core.telegram.org/bots/api#getme.
#[derive(Deserialize)]
struct Me {
    id: i64,
    username: String,
    #[serde(default)]
    has_topics_enabled: bool,
    allows_users_to_create_topics: Option<bool>,
}

impl Me {
    /// Whether chats can have topics of ours. Where people may open their own, their apps put whatever is
    /// written outside of one into a new one: no form could be filled in. A server that does not say is older
    /// than Bot API 9.4, and opens none in private chats.
    fn topics(&self) -> bool {
        self.has_topics_enabled && self.allows_users_to_create_topics == Some(false)
    }
}

/// What we read of core.telegram.org/bots/api#file. The path is missing where a file is too large.
#[derive(Deserialize)]
struct RemoteFile {
    file_path: Option<String>,
    file_size: Option<u64>,
}

impl Telegram {
    /// Asks Telegram who the bot is, once. It does not try again by itself: the caller decides
    /// whether [`ConnectError::Unreachable`] is worth waiting.
    pub async fn connect(config: Config, clock: Arc<dyn Clock>) -> Result<Arc<Self>, ConnectError> {
        let client =
            Client::new(&config.token, config.api_url.as_deref()).map_err(|_| ConnectError::ApiUrl)?;
        let me: Me = client.call("getMe", &serde_json::Map::new()).await?;
        let bot_per_second = config.per_second.unwrap_or(CAPABILITIES.bot_per_second);
        let topics = config.topics && me.topics();
        if config.topics && me.has_topics_enabled && !topics {
            tracing::warn!("no topics on Telegram: forbid people to create threads, in @BotFather");
        }
        let capabilities = Capabilities { bot_per_second, topics, ..CAPABILITIES };
        Ok(Arc::new(Self { client, clock, bot: me.id.to_string(), username: me.username, capabilities }))
    }

    /// The bot's public name, without `@`, of which links to it are made.
    pub fn username(&self) -> &str {
        &self.username
    }

    async fn perform(
        &self,
        to: &Address,
        topic: Option<ThreadId>,
        what: &Outbound,
    ) -> Result<Receipt, TopicError> {
        let sender = Sender { client: &self.client, chat: chat(to)?, topic };
        let (late, bound) = match what {
            Outbound::Send { .. } => (DeliverError::Ambiguous, limits::DELIVERY),
            Outbound::Files { files, .. } => {
                let length = files.iter().map(|file| file.length).sum();
                (DeliverError::Ambiguous, limits::delivery_of(length))
            }
            _ => (DeliverError::Unavailable, limits::DELIVERY),
        };
        // Several calls may be needed, each with this bound of its own.
        tokio::time::timeout(bound, sender.perform(what)).await.unwrap_or(Err(late.into()))
    }

    fn reader(&self) -> Reader<'_> {
        Reader { bot: &self.bot, username: &self.username, now: self.clock.now() }
    }
}

/// What is no number is no chat of Telegram's.
fn chat(address: &Address) -> Result<ChatId, DeliverError> {
    address.chat.parse().map(ChatId).map_err(|_| DeliverError::Refused { code: 400 })
}

#[async_trait]
impl Adapter for Telegram {
    fn platform(&self) -> Platform {
        Platform::Telegram
    }

    fn bot(&self) -> &str {
        &self.bot
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    /// core.telegram.org/api/links#bot-links
    fn link(&self) -> Option<String> {
        Some(format!("https://t.me/{}?start=", self.username))
    }

    async fn deliver(
        &self,
        to: &Address,
        what: &Outbound,
        _key: &DeliveryKey,
    ) -> Result<Receipt, DeliverError> {
        self.perform(to, None, what).await.map_err(|error| match error {
            // Nothing was to be shown in a topic.
            TopicError::NotThere => DeliverError::Refused { code: 400 },
            TopicError::Failed(error) => error,
        })
    }

    async fn deliver_in(
        &self,
        to: &Address,
        topic: &TopicId,
        what: &Outbound,
        _key: &DeliveryKey,
    ) -> Result<Receipt, TopicError> {
        let topic = topic.0.parse().map_err(|_| TopicError::NotThere)?;
        self.perform(to, Some(ThreadId(MessageId(topic))), what).await
    }

    async fn open_topic(&self, to: &Address, name: &str) -> Result<TopicId, DeliverError> {
        let sender = Sender { client: &self.client, chat: chat(to)?, topic: None };
        let opened = tokio::time::timeout(limits::DELIVERY, sender.open_topic(name));
        opened.await.unwrap_or(Err(DeliverError::Ambiguous))
    }

    async fn fetch(&self, file: &FileRef, into: &mut Spool) -> Result<(), FetchError> {
        let payload = GetFile::new(FileId(file.0.clone()));
        let found: RemoteFile = self.client.call("getFile", &payload).await.map_err(errors::of_fetching)?;
        into.expect(found.file_size.unwrap_or_default())?;
        let path = found.file_path.ok_or(FetchError::TooLarge)?;
        let response = self.client.download(&path).await.map_err(errors::of_fetching)?;
        client::spool(response, into).await
    }
}

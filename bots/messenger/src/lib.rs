//! Facebook Messenger, as the relay uses it: a translation between [`adapter`]'s contract and the
//! Messenger Platform of one Page.
//!
//! Updates come in by [`routes`]; everything else goes out through [`Messenger`]. It keeps nothing
//! about people.

mod answer;
mod buttons;
mod changes;
mod client;
mod errors;
mod inbound;
mod limits;
mod media;
pub mod menu;
mod outbound;
mod signature;
mod split;
mod update;
mod webhook;

#[cfg(test)]
mod tests;

pub use self::{
    errors::ConnectError,
    limits::CAPABILITIES,
    webhook::{PATH as WEBHOOK_PATH, routes},
};

use std::{fmt, sync::Arc};

use adapter::{
    Adapter, Address, Capabilities, DeliverError, DeliveryKey, FetchError, FileRef, Outbound, Receipt, Spool,
};
use async_trait::async_trait;
use marketplace_domain::{account::Platform, clock::Clock};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::{
    answer::{CallError, Refusal},
    client::Client,
    inbound::Reader,
    outbound::Sender,
    update::Id,
};

/// How to reach Messenger as one Page.
#[derive(Debug, Clone)]
pub struct Config {
    /// The Page's access token, with the permission `pages_messaging`.
    pub page_token: SecretString,
    /// The secret of the app that the token was made for. Webhooks are signed with it.
    pub app_secret: SecretString,
    /// The text that Messenger repeats when the webhook is set up, as entered at Meta.
    pub verify_token: SecretString,
    /// The server to call instead of Meta's own, with the version in its path: a stand-in. `http://`
    /// or `https://`.
    pub graph_url: Option<String>,
}

/// One Page on Messenger. Its `Debug` form shows nothing of it.
pub struct Messenger {
    client: Client,
    clock: Arc<dyn Clock>,
    bot: String,
    app_secret: SecretString,
    verify_token: SecretString,
}

impl fmt::Debug for Messenger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Messenger(…)")
    }
}

/// What we read of the Page.
#[derive(Deserialize)]
struct Me {
    id: Id,
}

impl Messenger {
    /// Asks Messenger which Page it is, once. It does not try again by itself: the caller decides
    /// whether [`ConnectError::Unreachable`] is worth waiting.
    pub async fn connect(config: Config, clock: Arc<dyn Clock>) -> Result<Arc<Self>, ConnectError> {
        let Config { page_token, app_secret, verify_token, graph_url } = config;
        if verify_token.expose_secret().is_empty() {
            return Err(ConnectError::VerifyToken);
        }
        let proof = signature::sign(&app_secret, page_token.expose_secret().as_bytes());
        let proof = proof.ok_or(ConnectError::AppSecret)?.into();
        let client =
            Client::new(page_token, proof, graph_url.as_deref()).map_err(|_| ConnectError::GraphUrl)?;
        let me: Me = client.get("me", "id").await.map_err(|error| match error {
            // "Invalid parameter": of the two that the question has, only the proof can be wrong.
            CallError::Answered(Refusal { code: 100, .. }) => ConnectError::AppSecret,
            error => error.into(),
        })?;
        Ok(Arc::new(Self { client, clock, bot: me.id.0, app_secret, verify_token }))
    }

    fn reader(&self) -> Reader<'_> {
        Reader { bot: &self.bot, client: &self.client, now: self.clock.now() }
    }
}

#[async_trait]
impl Adapter for Messenger {
    fn platform(&self) -> Platform {
        Platform::Messenger
    }

    fn bot(&self) -> &str {
        &self.bot
    }

    /// developers.facebook.com/docs/messenger-platform/discovery/m-me-links: a Page's id stands for its name.
    fn link(&self) -> Option<String> {
        Some(format!("https://m.me/{}?ref=", self.bot))
    }

    fn capabilities(&self) -> &Capabilities {
        &CAPABILITIES
    }

    async fn deliver(
        &self,
        to: &Address,
        what: &Outbound,
        _key: &DeliveryKey,
    ) -> Result<Receipt, DeliverError> {
        let sender = Sender { client: &self.client, chat: &to.chat };
        // Several calls may be needed, each with this bound of its own.
        let bound = match what {
            Outbound::Files { files, .. } => limits::delivery_of(files.iter().map(|file| file.length).sum()),
            _ => limits::DELIVERY,
        };
        let late = match what {
            Outbound::React { .. } => DeliverError::Unavailable,
            _ => DeliverError::Ambiguous,
        };
        let attempt = tokio::time::timeout(bound, sender.perform(what));
        attempt.await.unwrap_or(Err(late))
    }

    async fn fetch(&self, file: &FileRef, into: &mut Spool) -> Result<(), FetchError> {
        let address = self.client.attachment(&file.0).ok_or(FetchError::Gone)?;
        self.client.download(address, into).await
    }
}

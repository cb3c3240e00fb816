//! The platforms that a process serves. Each is opened in two steps, because the relay needs its
//! adapter before it can take in what the platform tells.

mod discord;
mod messenger;
mod telegram;
mod web;

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use adapter::{Adapter, Ingress};
use axum::Router;
use marketplace_core::{Market, blobs::Blobs};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{
    StartError,
    config::Config,
    options::{Part, ServeOptions},
};

/// The pause before a platform that could not be reached at start is tried again.
const RECONNECT: Duration = Duration::from_secs(5);

/// A platform that is ready to be served.
pub(crate) struct Platform {
    /// What the relay sends through.
    pub(crate) adapter: Arc<dyn Adapter>,
    /// Where people come in: a name and an address, for whoever started the process.
    pub(crate) invitation: (&'static str, String),
    /// Lets people in.
    pub(crate) open: Open,
}

/// Begins to hand in what the platform tells, until the token says stop.
type Open = Box<dyn FnOnce(Arc<dyn Ingress>, CancellationToken) -> Opening + Send>;
type Opening = Pin<Box<dyn Future<Output = Result<Door, StartError>> + Send>>;

/// A platform that people can come in through.
#[derive(Default)]
pub(crate) struct Door {
    /// What it serves over HTTP.
    pub(crate) routes: Router,
    /// What works for it in the background.
    pub(crate) task: Option<JoinHandle<()>>,
}

/// What platforms are made of.
pub(crate) struct Materials<'a> {
    pub(crate) config: &'a Config,
    pub(crate) options: &'a ServeOptions,
    pub(crate) market: &'a Arc<Market>,
    pub(crate) blobs: &'a Arc<Blobs>,
}

/// Connects every platform that is configured and asked for.
pub(crate) async fn connect(materials: &Materials<'_>) -> Result<Vec<Platform>, StartError> {
    let (config, options) = (materials.config, materials.options);
    let mut platforms = Vec::new();
    if options.serves(Part::Web) {
        platforms.push(web::platform(materials));
    }
    if let Some(config) = config.telegram.as_ref().filter(|_| options.serves(Part::Telegram)) {
        platforms.push(telegram::platform(config, materials).await?);
    }
    if let Some(config) = config.discord.as_ref().filter(|_| options.serves(Part::Discord)) {
        platforms.push(discord::platform(config, materials).await?);
    }
    if let Some(config) = config.messenger.as_ref().filter(|_| options.serves(Part::Messenger)) {
        platforms.push(messenger::platform(config, materials).await?);
    }
    Ok(platforms)
}

/// Tries until it works. A platform that is away at start is waited for; one that refuses our
/// credentials is not.
async fn persist<T, E, F>(name: &str, is_away: impl Fn(&E) -> bool, attempt: impl Fn() -> F) -> Result<T, E>
where
    F: Future<Output = Result<T, E>>,
{
    loop {
        match attempt().await {
            Err(error) if is_away(&error) => {
                tracing::warn!("{name} cannot be reached; trying again");
                tokio::time::sleep(RECONNECT).await;
            }
            other => return other,
        }
    }
}

//! The platforms that this process serves.

use std::{collections::HashMap, sync::Arc};

use adapter::{Adapter, Address};

use crate::limiter::{Bot, Limiter};

/// The adapters of this process, by platform and bot.
#[derive(Clone, Default)]
pub(crate) struct Adapters(Arc<HashMap<Bot, Arc<dyn Adapter>>>);

impl Adapters {
    /// These adapters; their limits are made known to the limiter.
    pub(crate) fn new(adapters: impl IntoIterator<Item = Arc<dyn Adapter>>, limiter: &Limiter) -> Self {
        let by_bot = adapters.into_iter().map(|adapter| {
            limiter.set(adapter.platform(), adapter.bot(), adapter.capabilities());
            ((adapter.platform(), adapter.bot().to_owned()), adapter)
        });
        Self(Arc::new(by_bot.collect()))
    }

    /// The adapter that reaches this address.
    pub(crate) fn of(&self, address: &Address) -> Option<Arc<dyn Adapter>> {
        self.find(&(address.platform, address.bot.clone()))
    }

    /// The adapter of this bot.
    pub(crate) fn find(&self, bot: &Bot) -> Option<Arc<dyn Adapter>> {
        self.0.get(bot).cloned()
    }

    /// Platforms and bots, as two lists of one length, for the database.
    pub(crate) fn names(&self) -> (Vec<String>, Vec<String>) {
        self.0.keys().map(|(platform, bot)| (platform.name().to_owned(), bot.clone())).unzip()
    }
}

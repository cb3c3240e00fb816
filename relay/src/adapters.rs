//! The platforms that this process serves.

use std::{collections::BTreeMap, sync::Arc};

use adapter::{Adapter, Address};
use tokio::sync::Semaphore;

use crate::limiter::{Bot, Limiter};

/// Replies of one bot that are on their way at once (measured: more does not help).
const REPLIES_AT_ONCE: usize = 64;
/// Former cards of one bot that are taken back at once: few, because nobody waits for it and replies
/// need the connections.
const TAKE_BACKS_AT_ONCE: usize = 4;
/// Lanes of one bot that are worked at at once.
const LANES_AT_ONCE: usize = 64;

/// A platform, and room for what is on its way there. Each has its own: one that hangs must not
/// hold up the others.
#[derive(Clone)]
pub(crate) struct Served {
    /// The platform.
    pub adapter: Arc<dyn Adapter>,
    /// What links to the bot begin with.
    pub link: Option<Arc<str>>,
    /// Room for replies.
    pub replies: Arc<Semaphore>,
    /// Room for taking former cards back.
    pub take_backs: Arc<Semaphore>,
    /// Room for lanes.
    pub lanes: Arc<Semaphore>,
}

/// The adapters of this process, by platform and bot: in one order everywhere, so that what is simulated can
/// be simulated again.
#[derive(Clone, Default)]
pub(crate) struct Adapters(Arc<BTreeMap<Bot, Served>>);

impl Adapters {
    /// These adapters; their limits are made known to the limiter.
    pub(crate) fn new(adapters: impl IntoIterator<Item = Arc<dyn Adapter>>, limiter: &Limiter) -> Self {
        let by_bot = adapters.into_iter().map(|adapter| {
            limiter.set(adapter.platform(), adapter.bot(), adapter.capabilities());
            let bot = (adapter.platform(), adapter.bot().to_owned());
            let room = |size| Arc::new(Semaphore::new(size));
            let served = Served {
                link: adapter.link().map(Arc::from),
                adapter,
                replies: room(REPLIES_AT_ONCE),
                take_backs: room(TAKE_BACKS_AT_ONCE),
                lanes: room(LANES_AT_ONCE),
            };
            (bot, served)
        });
        Self(Arc::new(by_bot.collect()))
    }

    /// The adapter that reaches this address.
    pub(crate) fn of(&self, address: &Address) -> Option<Served> {
        self.0.get(&(address.platform, address.bot.clone())).cloned()
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&Bot, &Served)> {
        self.0.iter()
    }

    /// What a link begins with that leads to the bot of this address.
    pub(crate) fn link(&self, address: &Address) -> Option<Arc<str>> {
        self.0.get(&(address.platform, address.bot.clone()))?.link.clone()
    }

    /// The adapter of this bot.
    pub(crate) fn find(&self, bot: &Bot) -> Option<Arc<dyn Adapter>> {
        self.0.get(bot).map(|served| Arc::clone(&served.adapter))
    }

    /// Platforms and bots, as two lists of one length, for the database.
    pub(crate) fn names(&self) -> (Vec<String>, Vec<String>) {
        self.0.keys().map(|(platform, bot)| (platform.name().to_owned(), bot.clone())).unzip()
    }
}

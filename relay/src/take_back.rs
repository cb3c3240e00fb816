//! Takes back cards that another one took the place of: a moment later, together with those that
//! became former meanwhile. Whoever answers quickly costs the platform one call for many cards, and
//! no answer waits for it.

use std::{sync::Arc, time::Duration};

use adapter::{Address, DeliverError, DeliveryKey, Outbound};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

use crate::{
    adapters::{Adapters, Served},
    cards::Cards,
    reply::News,
};

/// A chat that has cards to take back.
pub(crate) struct Former {
    /// The endpoint's id.
    pub endpoint: i64,
    /// Its address.
    pub to: Address,
    /// Since when.
    pub since: Instant,
}

/// Takes cards back.
#[derive(Clone)]
pub(crate) struct TakeBack {
    /// The platforms.
    pub adapters: Adapters,
    /// The cards of chats.
    pub cards: Arc<Cards>,
    /// Told that cards have changed.
    pub news: mpsc::UnboundedSender<News>,
    /// How long a former card may stand.
    pub after: Duration,
}

impl TakeBack {
    /// Works until nobody can tell of any more.
    pub(crate) async fn run(self, mut formers: mpsc::UnboundedReceiver<Former>) {
        while let Some(former) = formers.recv().await {
            // All wait for the same time, so that they are due in the order in which they came.
            sleep_until(former.since + self.after).await;
            tokio::spawn(self.clone().take(former));
        }
    }

    async fn take(self, Former { endpoint, to, .. }: Former) {
        let Some(Served { adapter, take_backs, .. }) = self.adapters.of(&to) else { return };
        let Ok(_slot) = take_backs.acquire().await else { return };
        let cards = self.cards.former(endpoint);
        if adapter.capabilities().deletes {
            let what = Outbound::Delete { ids: cards.clone() };
            // Deleting twice is the same as once, so that the key need not tell tries apart.
            let taken = adapter.deliver(&to, &what, &DeliveryKey("d".to_owned())).await;
            if let Err(
                DeliverError::RateLimited { .. } | DeliverError::Unavailable | DeliverError::Ambiguous,
            ) = taken
            {
                // They are taken back with the next one. Until then their buttons answer kindly.
                return;
            }
        }
        self.cards.gone(endpoint, &cards);
        let _ = self.news.send(News::Cards);
    }
}

//! What was sent and the database does not know yet.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use tokio::{
    sync::mpsc::UnboundedReceiver,
    time::{Instant, sleep_until},
};

use crate::{cards::Cards, reply::News, store::reply::Written};

/// How long news waits for a batch that it can be written down with: this costs nobody anything but
/// a repeat after a crash.
const LINGER: Duration = Duration::from_millis(20);
/// How long the cards of a chat wait for its next update, with which they are saved. Who misses them
/// keeps an old card, whose buttons answer kindly.
const PATIENCE: Duration = Duration::from_secs(1);

/// Collects news of what was sent.
pub(crate) struct Unwritten {
    news: UnboundedReceiver<News>,
    cards: Arc<Cards>,
    sent: Vec<i64>,
    gone: Vec<(i64, DateTime<Utc>)>,
    /// When the oldest of it came.
    since: Option<Instant>,
    /// When the cards of all chats were written the last time.
    cards_written: Instant,
}

impl Unwritten {
    /// Nothing yet.
    pub(crate) fn new(news: UnboundedReceiver<News>, cards: Arc<Cards>) -> Self {
        let cards_written = Instant::now();
        Self { news, cards, sent: Vec::new(), gone: Vec::new(), since: None, cards_written }
    }

    /// Over when something has waited for a batch for long enough. May be dropped at any moment.
    pub(crate) async fn due(&mut self) {
        let since = loop {
            if let Some(since) = self.since {
                break since;
            }
            match self.news.recv().await {
                Some(news) => self.add(news),
                None => std::future::pending().await,
            }
        };
        sleep_until(since + LINGER).await;
    }

    /// Whether something has waited for so long that it must not wait for a batch any more.
    pub(crate) fn is_overdue(&self) -> bool {
        let waits = |longest| self.since.is_some_and(|since| since.elapsed() > longest);
        waits(PATIENCE) || (waits(LINGER) && self.cards_written.elapsed() > PATIENCE)
    }

    /// The replies that were sent, which go with the next batch.
    pub(crate) fn sent(&mut self) -> Vec<i64> {
        while let Ok(news) = self.news.try_recv() {
            self.add(news);
        }
        if self.gone.is_empty() {
            self.since = None;
        }
        std::mem::take(&mut self.sent)
    }

    /// All there is.
    pub(crate) fn take(&mut self) -> Written {
        let sent = self.sent();
        (self.since, self.cards_written) = (None, Instant::now());
        Written { sent, gone: std::mem::take(&mut self.gone), cards: self.cards.all_unsaved() }
    }

    /// It could not be written: it goes with what comes next.
    pub(crate) fn put_back(&mut self, written: Written) {
        self.sent.extend(written.sent);
        self.gone.extend(written.gone);
        self.since.get_or_insert_with(Instant::now);
    }

    fn add(&mut self, news: News) {
        match news {
            News::Sent(reply) => self.sent.push(reply),
            News::Gone(endpoint, since) => self.gone.push((endpoint, since)),
            News::Cards => {}
        }
        self.since.get_or_insert_with(Instant::now);
    }
}

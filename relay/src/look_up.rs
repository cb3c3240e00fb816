//! Requests for people who look for them from chats that are not ours. Whoever asks is nobody here: no account is
//! made and nothing is stored.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use adapter::{Article, Question};
use chrono::{DateTime, TimeDelta, Utc};
use conversation::article;
use marketplace_core::{Market, MarketError};
use marketplace_domain::{
    account::Language,
    request::{Filter, Sort, Words},
};
use tokio::sync::Semaphore;

/// How many are asked of the market at once: people in chats with us come first.
const AT_ONCE: usize = 2;

/// How long an answer is given again without asking the market. People ask with each letter that they write.
const KEPT: TimeDelta = TimeDelta::seconds(30);

/// How many answers are kept.
const MOST_KEPT: usize = 1000;

/// How many requests are shown.
const SHOWN: usize = 10;

/// What an answer depends on.
type Key = (Option<Words>, Language, String);

/// Answers, and when they were given.
type Kept = HashMap<Key, (DateTime<Utc>, Vec<Article>)>;

/// Looks requests up.
pub(crate) struct LookUps {
    market: Arc<Market>,
    room: Semaphore,
    kept: Mutex<Kept>,
}

impl LookUps {
    pub(crate) fn new(market: Arc<Market>) -> Self {
        Self { market, room: Semaphore::new(AT_ONCE), kept: Mutex::default() }
    }

    /// The newest requests that fit, or none: where nothing fits, where there are no words in what was written,
    /// where too many ask at once, and where the market cannot be asked.
    pub(crate) async fn answer(&self, question: Question) -> Vec<Article> {
        let words = Words::parse(&question.words);
        if words.is_none() && !question.words.trim().is_empty() {
            return Vec::new();
        }
        let key = (words, question.language.unwrap_or(Language::En), question.link);
        let now = self.market.clock().now();
        if let Some(kept) = self.kept(&key, now) {
            return kept;
        }
        let Ok(_room) = self.room.try_acquire() else { return Vec::new() };
        match self.find(&key).await {
            Ok(articles) => {
                self.keep(key, now, articles.clone());
                articles
            }
            Err(error) => {
                tracing::warn!(%error, "a look-up broke");
                Vec::new()
            }
        }
    }

    async fn find(&self, (words, language, link): &Key) -> Result<Vec<Article>, MarketError> {
        let filter = Filter { words: words.clone(), ..Filter::default() };
        let mut unit = self.market.begin().await?;
        let found = unit.browse(None, &filter, Sort::Newest, None, SHOWN).await?;
        let cards = found.page.items.into_iter().filter(|card| !card.demo);
        let shown = cards.map(|card| {
            let conversation::Article { title, description, text } = article(*language, &card, link);
            Article { id: card.id.to_string(), title, description, text }
        });
        Ok(shown.collect())
    }

    fn kept(&self, key: &Key, now: DateTime<Utc>) -> Option<Vec<Article>> {
        let kept = self.lock();
        let (at, articles) = kept.get(key)?;
        (now - *at <= KEPT).then(|| articles.clone())
    }

    fn keep(&self, key: Key, now: DateTime<Utc>, articles: Vec<Article>) {
        let mut kept = self.lock();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(key, (now, articles));
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

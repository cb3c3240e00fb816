//! Inline mode: people write the bot's name and a few words in any of their chats, if the bot's owner has it on.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;

use super::bot::Bot;
use super::params::Params;
use super::refusal::{Answer, Refusal};

/// What the bot answers to an inline query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InlineAnswer {
    /// The results as they were passed.
    pub results: Vec<Value>,
    /// For how many seconds Telegram may show them again.
    pub cache_time: i64,
    /// Whether only to whoever asked.
    pub is_personal: bool,
}

/// An inline query of a person's.
#[derive(Debug, Clone)]
pub struct InlineQuery {
    pub(super) answer: watch::Receiver<Option<InlineAnswer>>,
}

impl InlineQuery {
    /// Waits for the bot's answer; `None` when there is none in time.
    pub async fn answered(&self, timeout: Duration) -> Option<InlineAnswer> {
        let mut answer = self.answer.clone();
        let answered = answer.wait_for(Option::is_some);
        tokio::time::timeout(timeout, answered).await.ok()?.ok()?.clone()
    }
}

/// The inline queries of one bot.
#[derive(Debug, Default)]
pub(super) struct Inline {
    on: AtomicBool,
    open: Mutex<HashMap<String, watch::Sender<Option<InlineAnswer>>>>,
    count: AtomicU64,
}

impl Inline {
    pub(super) fn set(&self, on: bool) {
        self.on.store(on, Ordering::Relaxed);
    }

    pub(super) fn is_on(&self) -> bool {
        self.on.load(Ordering::Relaxed)
    }

    fn open(&self) -> MutexGuard<'_, HashMap<String, watch::Sender<Option<InlineAnswer>>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a query; its id, and what shows its answer.
    pub(super) fn ask(&self) -> (String, InlineQuery) {
        let id = (5_482_000_000_000_000_000 + self.count.fetch_add(1, Ordering::Relaxed)).to_string();
        let (answer, receiver) = watch::channel(None);
        self.open().insert(id.clone(), answer);
        (id, InlineQuery { answer: receiver })
    }
}

/// `answerInlineQuery`. The words of its refusals are those of github.com/tdlib/telegram-bot-api and of
/// Telegram's servers.
pub(super) fn answer(bot: &Bot, params: &Params) -> Answer {
    let id = params.text("inline_query_id").unwrap_or_default();
    let results = params.json("results")?.ok_or_else(|| Refusal::bad("parameter \"results\" is required"))?;
    let results =
        results.as_array().ok_or_else(|| Refusal::bad("can't parse inline query results JSON object"))?;
    check(results)?;
    let open = bot.inline.open().remove(id.as_ref());
    let open = open.ok_or_else(|| {
        Refusal::bad("query is too old and response timeout expired or query ID is invalid")
    })?;
    open.send_replace(Some(InlineAnswer {
        results: results.clone(),
        cache_time: params.int("cache_time").unwrap_or(300),
        is_personal: params.flag("is_personal"),
    }));
    Ok("true".to_owned())
}

/// "No more than 50 results per query are allowed"; an id has 1-64 bytes and is given once. An article needs a
/// title and what is to be said.
fn check(results: &[Value]) -> Result<(), Refusal> {
    if results.len() > 50 {
        return Err(Refusal::bad("RESULTS_TOO_MUCH"));
    }
    let mut ids = HashSet::new();
    for result in results {
        let text = |path: &str| result.pointer(path).and_then(Value::as_str).unwrap_or_default();
        let id = text("/id");
        if id.is_empty() || id.len() > 64 {
            return Err(Refusal::bad("RESULT_ID_INVALID"));
        }
        if !ids.insert(id) {
            return Err(Refusal::bad("RESULT_ID_DUPLICATE"));
        }
        if text("/type") != "article" {
            return Err(Refusal::bad("RESULT_TYPE_INVALID"));
        }
        if text("/title").is_empty() {
            return Err(Refusal::bad("ARTICLE_TITLE_EMPTY"));
        }
        let said = text("/input_message_content/message_text");
        if said.is_empty() || said.encode_utf16().count() > 4096 {
            return Err(Refusal::bad("MESSAGE_EMPTY"));
        }
    }
    Ok(())
}

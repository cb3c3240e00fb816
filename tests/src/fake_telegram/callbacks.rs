//! Taps on buttons, and their answers.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::watch;

use super::bot::Bot;
use super::params::Params;
use super::record::Span;
use super::refusal::{Answer, Refusal};

/// What the bot answers to a tap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallbackAnswer {
    /// The words shown to the person, at most 200 characters.
    pub text: Option<String>,
    /// Whether they are shown in a box that has to be closed.
    pub show_alert: bool,
    /// The address that is opened.
    pub url: Option<String>,
}

#[derive(Debug)]
struct Open {
    tapped: Instant,
    answer: watch::Sender<Option<CallbackAnswer>>,
}

/// The callback queries of one bot.
#[derive(Debug, Default)]
pub(super) struct Callbacks {
    open: Mutex<HashMap<String, Arc<Open>>>,
    count: AtomicU64,
}

impl Callbacks {
    fn open(&self) -> MutexGuard<'_, HashMap<String, Arc<Open>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new query id, long as Telegram's are.
    pub(super) fn next_id(&self) -> String {
        let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        format!("{}", 4_382_000_000_000_000_000 + number)
    }

    /// Opens a query; what comes back shows its answer.
    pub(super) fn open_query(&self, id: &str) -> watch::Receiver<Option<CallbackAnswer>> {
        let (answer, receiver) = watch::channel(None);
        let tapped = Instant::now();
        self.open().insert(id.to_owned(), Arc::new(Open { tapped, answer }));
        receiver
    }

    /// Makes all open queries too old to be answered.
    pub(super) fn expire(&self) {
        self.open().clear();
    }
}

/// `answerCallbackQuery`. A second answer is harmless, and the first one stays.
pub(super) fn answer(bot: &Bot, params: &Params) -> Answer {
    let id = params.text("callback_query_id").unwrap_or_default();
    let query = {
        let mut open = bot.callbacks.open();
        if bot.chats.record { open.get(id.as_ref()).map(Arc::clone) } else { open.remove(id.as_ref()) }
    };
    let query = query.ok_or_else(|| {
        Refusal::bad("query is too old and response timeout expired or query ID is invalid")
    })?;
    let text = params.text("text").filter(|text| !text.is_empty()).map(|text| text.into_owned());
    if text.as_ref().is_some_and(|text| text.chars().count() > 200) {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    let answer = CallbackAnswer {
        text,
        show_alert: params.flag("show_alert"),
        url: params.text("url").map(|url| url.into_owned()),
    };
    let first = query.answer.send_if_modified(|current| {
        let first = current.is_none();
        current.get_or_insert(answer);
        first
    });
    if first {
        bot.record.sample(Span::Callback, query.tapped);
    }
    Ok("true".to_owned())
}

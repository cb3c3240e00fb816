//! The queue of updates and `getUpdates`.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::Notify;

use super::bot::Bot;
use super::params::Params;
use super::record::Span;
use super::refusal::{Answer, Refusal};

/// The longest poll, in seconds: Telegram's servers cut longer ones.
const LONGEST_POLL: i64 = 50;
/// What a bot gets only when it asks for it (`allowed_updates`).
const ON_REQUEST: &[&str] = &["chat_member", "message_reaction", "message_reaction_count"];

/// An update that is not confirmed.
#[derive(Debug, Clone)]
pub(super) struct Queued {
    chat: i64,
    /// The update's JSON after its `update_id`, from the next field's name to the last brace.
    tail: Arc<str>,
    pushed: Instant,
}

#[derive(Debug)]
struct Inner {
    queue: BTreeMap<i64, Queued>,
    next_id: i64,
    confirmed: i64,
    allowed: Vec<String>,
    /// Counts the calls of `getUpdates`: only the newest may wait.
    poll: u64,
    lanes: Option<Lanes>,
}

/// What a webhook still has to get, in order for each chat.
#[derive(Debug, Default)]
struct Lanes {
    by_chat: HashMap<i64, VecDeque<i64>>,
    /// Chats with something to deliver and nothing under way.
    ready: VecDeque<i64>,
}

/// The updates of one bot.
#[derive(Debug)]
pub(super) struct Updates {
    inner: Mutex<Inner>,
    arrived: Notify,
}

/// An update that a webhook's worker has taken.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) id: i64,
    pub(super) chat: i64,
    pub(super) body: String,
}

impl Updates {
    pub(super) fn new() -> Self {
        Self {
            inner: Mutex::new(Inner {
                queue: BTreeMap::new(),
                next_id: 100_000_001,
                confirmed: 100_000_000,
                allowed: Vec::new(),
                poll: 0,
                lanes: None,
            }),
            arrived: Notify::new(),
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues an update; `None` when the bot does not want its kind.
    pub(super) fn push(&self, chat: i64, kind: &str, json: &str) -> Option<i64> {
        self.push_as(None, chat, kind, json)
    }

    /// Queues an update under a given id.
    pub(super) fn push_as(&self, id: Option<i64>, chat: i64, kind: &str, json: &str) -> Option<i64> {
        let tail = format!("\"{kind}\":{json}}}").into();
        let mut inner = self.inner();
        if !inner.wants(kind) {
            return None;
        }
        let id = id.unwrap_or(inner.next_id);
        inner.next_id = inner.next_id.max(id + 1);
        let queued = Queued { chat, tail, pushed: Instant::now() };
        inner.queue.insert(id, queued);
        let polled = match &mut inner.lanes {
            Some(lanes) => {
                lanes.add(chat, id);
                false
            }
            None => true,
        };
        drop(inner);
        if polled {
            self.arrived.notify_waiters();
        } else {
            self.arrived.notify_one();
        }
        Some(id)
    }

    /// How many updates are not confirmed.
    pub(super) fn pending(&self) -> usize {
        self.inner().queue.len()
    }

    /// Whether it was ever asked for updates.
    pub(super) fn is_polled(&self) -> bool {
        self.inner().poll > 0
    }

    /// The highest id that was confirmed.
    pub(super) fn confirmed(&self) -> i64 {
        self.inner().confirmed
    }

    pub(super) fn allowed(&self) -> Vec<String> {
        self.inner().allowed.clone()
    }

    /// Forgets everything that is not confirmed.
    pub(super) fn drop_pending(&self) {
        self.inner().queue.clear();
    }

    /// Turns delivery by webhook on or off. Either way a waiting poll ends.
    pub(super) fn set_webhook(&self, on: bool, allowed: Option<Vec<String>>) {
        let mut inner = self.inner();
        if let Some(allowed) = allowed {
            inner.allowed = allowed;
        }
        inner.lanes = on.then(|| {
            let mut lanes = Lanes::default();
            for (id, queued) in &inner.queue {
                lanes.add(queued.chat, *id);
            }
            lanes
        });
        drop(inner);
        self.arrived.notify_waiters();
    }

    /// The next update for a webhook; waits until there is one.
    pub(super) async fn take(&self) -> Taken {
        loop {
            let arrived = self.arrived.notified();
            if let Some(taken) = self.inner().take() {
                return taken;
            }
            arrived.await;
        }
    }

    /// Confirms an update that a webhook has taken; the next of its chat may follow.
    pub(super) fn delivered(&self, taken: &Taken, bot: &Bot) {
        let mut inner = self.inner();
        inner.confirmed = inner.confirmed.max(taken.id);
        let done = inner.queue.remove(&taken.id);
        let more = inner.lanes.as_mut().is_some_and(|lanes| lanes.finish(taken.chat));
        drop(inner);
        if more {
            self.arrived.notify_one();
        }
        if let Some(done) = done {
            bot.record.sample(Span::Confirmation, done.pushed);
        }
    }

    /// `getUpdates`.
    pub(super) async fn poll(&self, bot: &Bot, params: &Params) -> Answer {
        let offset = params.int("offset").unwrap_or(0);
        let limit = match params.int("limit").unwrap_or(100) {
            limit @ 1..=100 => usize::try_from(limit).unwrap_or(100),
            _ => 100,
        };
        let wait = params.int("timeout").unwrap_or(0).clamp(0, LONGEST_POLL);
        let deadline = Instant::now() + Duration::from_secs(wait.unsigned_abs());
        let poll = self.begin_poll(bot, offset, allowed_updates(params)?)?;
        loop {
            let mut arrived = std::pin::pin!(self.arrived.notified());
            arrived.as_mut().enable();
            if let Some(answer) = self.inner().collect(poll, limit, deadline)? {
                return Ok(answer);
            }
            let _ = tokio::time::timeout_at(deadline.into(), arrived).await;
        }
    }

    fn begin_poll(&self, bot: &Bot, offset: i64, allowed: Option<Vec<String>>) -> Result<u64, Refusal> {
        let mut inner = self.inner();
        if inner.lanes.is_some() {
            return Err(Refusal::conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            ));
        }
        if let Some(allowed) = allowed {
            inner.allowed = allowed;
        }
        let confirmed = inner.confirm(offset);
        inner.poll += 1;
        let poll = inner.poll;
        drop(inner);
        self.arrived.notify_waiters();
        for update in confirmed.into_values() {
            bot.record.sample(Span::Confirmation, update.pushed);
        }
        Ok(poll)
    }
}

impl Inner {
    fn wants(&self, kind: &str) -> bool {
        if self.allowed.is_empty() {
            !ON_REQUEST.contains(&kind)
        } else {
            self.allowed.iter().any(|allowed| allowed == kind)
        }
    }

    /// Confirms everything under a positive offset; a negative one keeps so many from the end.
    fn confirm(&mut self, offset: i64) -> BTreeMap<i64, Queued> {
        let first_kept = match offset {
            0 => return BTreeMap::new(),
            1.. => offset,
            _ => {
                let kept = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
                let mut kept_ids = self.queue.keys().rev().take(kept);
                kept_ids.next_back().copied().unwrap_or(self.next_id)
            }
        };
        let kept = self.queue.split_off(&first_kept);
        let confirmed = std::mem::replace(&mut self.queue, kept);
        if let Some((last, _)) = confirmed.last_key_value() {
            self.confirmed = self.confirmed.max(*last);
        }
        confirmed
    }

    /// The answer to a poll, or `None` while it has to wait.
    fn collect(&self, poll: u64, limit: usize, deadline: Instant) -> Result<Option<String>, Refusal> {
        if self.lanes.is_some() {
            return Err(Refusal::conflict("terminated by setWebhook request"));
        }
        if self.poll != poll {
            return Err(Refusal::conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running",
            ));
        }
        if self.queue.is_empty() && Instant::now() < deadline {
            return Ok(None);
        }
        let updates = self.queue.iter().take(limit);
        let bodies: Vec<String> = updates.map(|(id, update)| update.body(*id)).collect();
        Ok(Some(format!("[{}]", bodies.join(","))))
    }

    fn take(&mut self) -> Option<Taken> {
        let lanes = self.lanes.as_mut()?;
        loop {
            let chat = lanes.ready.pop_front()?;
            let next = lanes.by_chat.get(&chat).and_then(|lane| lane.front());
            if let Some(id) = next
                && let Some(queued) = self.queue.get(id)
            {
                return Some(Taken { id: *id, chat, body: queued.body(*id) });
            }
            // The update was dropped or confirmed in the meantime.
            lanes.finish(chat);
        }
    }
}

impl Queued {
    fn body(&self, id: i64) -> String {
        format!("{{\"update_id\":{id},{}", self.tail)
    }
}

impl Lanes {
    fn add(&mut self, chat: i64, id: i64) {
        let lane = self.by_chat.entry(chat).or_default();
        lane.push_back(id);
        if lane.len() == 1 {
            self.ready.push_back(chat);
        }
    }

    /// Takes the first update off a chat's lane; true when there is another.
    fn finish(&mut self, chat: i64) -> bool {
        let Some(lane) = self.by_chat.get_mut(&chat) else {
            return false;
        };
        lane.pop_front();
        if lane.is_empty() {
            self.by_chat.remove(&chat);
            return false;
        }
        self.ready.push_back(chat);
        true
    }
}

/// The kinds of update that the bot asks for; `None` leaves the last choice.
pub(super) fn allowed_updates(params: &Params) -> Result<Option<Vec<String>>, Refusal> {
    let Some(value) = params.json("allowed_updates")? else {
        return Ok(None);
    };
    let kinds = value.as_array().ok_or_else(|| Refusal::bad("can't parse allowed_updates JSON object"))?;
    let text = |kind: &Value| kind.as_str().map(str::to_owned);
    Ok(Some(kinds.iter().filter_map(text).collect()))
}

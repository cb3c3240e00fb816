//! A platform that does as it is told, and remembers what it was asked to do.

mod topics;

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use adapter::{
    Adapter, Address, Capabilities, DeliverError, DeliveryKey, FetchError, FileRef, Inbound, Kind, NativeId,
    Outbound, Reactions, Receipt, Spool, TapId, TopicError, TopicId,
};
use bytes::Bytes;
use marketplace_domain::{
    account::{Identity, Platform},
    media::FileKind,
    message::{Message, Rich},
    reaction::Reaction,
};
use tokio::{sync::Semaphore, time::Instant};

pub(super) const BOT: &str = "bot";
static NEXT: AtomicU64 = AtomicU64::new(1);

/// What the platform answers to a message.
#[derive(Clone)]
pub(super) enum Answer {
    RateLimited {
        retry_after: Duration,
        whole_bot: bool,
    },
    Gone,
    NoSuchMessage,
    WindowClosed,
    Refused,
    Unavailable,
    Unauthorized,
    Ambiguous {
        shown: bool,
    },
    /// The adapter itself breaks.
    Panic,
    /// Nothing at all, ever.
    Stuck {
        shown: bool,
    },
    /// Takes it once a permit is there.
    Wait(Arc<Semaphore>),
    /// Calls the chat closed once a permit is there.
    WaitThenClosed(Arc<Semaphore>),
    /// Certainly does not take it, and says so once a permit is there.
    WaitThenFail(Arc<Semaphore>),
}

/// One thing that the platform was asked to do.
#[derive(Clone)]
pub(super) struct Call {
    pub chat: String,
    pub what: Outbound,
    pub key: String,
    pub at: Instant,
}

#[derive(Default)]
struct State {
    next: HashMap<String, VecDeque<Answer>>,
    always: HashMap<String, Answer>,
    calls: Vec<Call>,
    screens: HashMap<String, Vec<(NativeId, Message)>>,
    shown: HashMap<(String, String), Receipt>,
    pins: HashMap<String, Vec<NativeId>>,
    reactions: HashMap<(String, NativeId), Option<Reaction>>,
    files: HashMap<String, Result<Bytes, FetchError>>,
    gates: HashMap<String, Arc<Semaphore>>,
    topics: topics::Topics,
}

/// The platform.
pub(super) struct Script {
    platform: Platform,
    capabilities: Capabilities,
    state: Mutex<State>,
}

impl Script {
    /// A platform without keys, as Telegram is, and practically without limits.
    pub(super) fn keyless() -> Arc<Self> {
        Self::new(Platform::Telegram, |_| {})
    }

    /// A platform with keys, as the web is.
    pub(super) fn keyed() -> Arc<Self> {
        Self::new(Platform::Web, |capabilities| capabilities.idempotent = true)
    }

    pub(super) fn new(platform: Platform, change: impl FnOnce(&mut Capabilities)) -> Arc<Self> {
        let mut capabilities = Capabilities {
            text_units: 4096,
            caption_units: 1024,
            file_bytes: 20 * 1024 * 1024,
            shows: &[FileKind::Photo, FileKind::Voice, FileKind::Document],
            edits: true,
            deletes: true,
            reactions: Reactions::These(&["👍", "❤"]),
            hears_deletions: true,
            pins: true,
            topics: false,
            idempotent: false,
            bot_per_second: 100_000,
            chat_per_second: 100_000,
            chat_burst: 100_000,
        };
        change(&mut capabilities);
        Arc::new(Self { platform, capabilities, state: Mutex::default() })
    }

    /// Has a file, or fails to hand it out.
    pub(super) fn has(&self, file: &str, answer: Result<&[u8], FetchError>) {
        self.state().files.insert(file.to_owned(), answer.map(Bytes::copy_from_slice));
    }

    /// Hands a file out once a permit is there.
    pub(super) fn hold(&self, file: &str) -> Arc<Semaphore> {
        let gate = Arc::new(Semaphore::new(0));
        self.state().gates.insert(file.to_owned(), Arc::clone(&gate));
        gate
    }

    /// The next messages to this chat are answered like this.
    pub(super) fn next(&self, chat: &str, answers: impl IntoIterator<Item = Answer>) {
        self.state().next.entry(chat.to_owned()).or_default().extend(answers);
    }

    /// Every message to this chat is answered like this, until `None` is said.
    pub(super) fn always(&self, chat: &str, answer: impl Into<Option<Answer>>) {
        let mut state = self.state();
        match answer.into() {
            Some(answer) => drop(state.always.insert(chat.to_owned(), answer)),
            None => drop(state.always.remove(chat)),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Everything that was to be shown in a chat, whether it was or not.
    pub(super) fn calls(&self, chat: &str) -> Vec<Call> {
        let state = self.state();
        state.calls.iter().filter(|call| call.chat == chat && is_message(&call.what)).cloned().collect()
    }

    /// What stands in a chat, from above.
    pub(super) fn screen(&self, chat: &str) -> Vec<(NativeId, String)> {
        let state = self.state();
        let screen = state.screens.get(chat).into_iter().flatten();
        screen.map(|(id, message)| (id.clone(), message.text.text().to_owned())).collect()
    }

    /// The reaction that stands under a message.
    pub(super) fn reaction(&self, chat: &str, id: &NativeId) -> Option<Reaction> {
        self.state().reactions.get(&(chat.to_owned(), id.clone())).copied().flatten()
    }

    /// What is pinned in a chat.
    pub(super) fn pins(&self, chat: &str) -> Vec<NativeId> {
        self.state().pins.get(chat).cloned().unwrap_or_default()
    }

    /// The lines of others that stand in a chat. Lines begin with "line".
    pub(super) fn lines(&self, chat: &str) -> Vec<String> {
        self.quotes(chat, false)
    }

    /// The lines of one's own that were told not to have arrived, or perhaps or not yet.
    pub(super) fn undelivered(&self, chat: &str) -> Vec<String> {
        self.quotes(chat, true)
    }

    fn quotes(&self, chat: &str, undelivered: bool) -> Vec<String> {
        let texts = self.screen(chat).into_iter().map(|(_, text)| text);
        texts
            .filter(|text| text.starts_with(['❌', '❓', '⏳']) == undelivered)
            .filter_map(|text| text.lines().last().filter(|line| line.starts_with("line")).map(str::to_owned))
            .collect()
    }

    pub(super) fn address(&self, chat: &str) -> Address {
        Address { platform: self.platform, bot: BOT.to_owned(), chat: chat.to_owned() }
    }

    pub(super) fn identity(&self, chat: &str) -> Identity {
        Identity { platform: self.platform, subject: chat.to_owned() }
    }

    /// Something new that somebody does in this chat.
    pub(super) fn update(&self, chat: &str, kind: Kind) -> Inbound {
        Inbound {
            native: NativeId(NEXT.fetch_add(1, Ordering::Relaxed).to_string()),
            message: None,
            from: self.address(chat),
            who: self.identity(chat),
            language: None,
            at: chrono::DateTime::UNIX_EPOCH,
            topic: None,
            kind,
        }
    }

    pub(super) fn says(&self, chat: &str, text: &str) -> Inbound {
        self.update(chat, Kind::Text { text: Rich::plain(text), reply_to: None })
    }

    pub(super) fn taps(&self, chat: &str, data: &str, on: Option<&NativeId>) -> Inbound {
        let tap = TapId("tap".to_owned());
        self.update(chat, Kind::Tap { tap, on: on.cloned(), data: data.to_owned() })
    }

    pub(super) fn commands(&self, chat: &str, name: &str) -> Inbound {
        self.update(chat, Kind::Command { name: name.to_owned(), arguments: String::new(), reply_to: None })
    }

    fn record(&self, chat: &str, what: &Outbound, key: &str) -> Option<Answer> {
        let mut state = self.state();
        let (at, what) = (Instant::now(), what.clone());
        let is_message = is_message(&what);
        state.calls.push(Call { chat: chat.to_owned(), what, key: key.to_owned(), at });
        let next = state.next.get_mut(chat).filter(|_| is_message).and_then(VecDeque::pop_front);
        next.or_else(|| state.always.get(chat).filter(|_| is_message).cloned())
    }

    fn perform(&self, chat: &str, what: &Outbound, key: &str) -> Result<Receipt, DeliverError> {
        let mut state = self.state();
        let State { screens, shown, pins, reactions, .. } = &mut *state;
        let screen = screens.entry(chat.to_owned()).or_default();
        match what {
            Outbound::Send { message, .. } | Outbound::Files { message, .. } => {
                let known = shown.entry((chat.to_owned(), key.to_owned()));
                if let (true, std::collections::hash_map::Entry::Occupied(known)) =
                    (self.capabilities.idempotent, known)
                {
                    return Ok(known.get().clone());
                }
                let id = NativeId(format!("m{}", NEXT.fetch_add(1, Ordering::Relaxed)));
                screen.push((id.clone(), message.clone()));
                let receipt = Receipt { ids: vec![id] };
                shown.insert((chat.to_owned(), key.to_owned()), receipt.clone());
                Ok(receipt)
            }
            Outbound::Edit { id, message } => {
                let found = screen.iter_mut().find(|(other, _)| other == id);
                found.ok_or(DeliverError::NoSuchMessage)?.1 = message.clone();
                Ok(Receipt { ids: vec![id.clone()] })
            }
            Outbound::Delete { ids } => {
                screen.retain(|(id, _)| !ids.contains(id));
                pins.entry(chat.to_owned()).or_default().retain(|id| !ids.contains(id));
                Ok(Receipt::default())
            }
            Outbound::Pin { id, pinned } => {
                pins.entry(chat.to_owned()).or_default().retain(|other| other != id);
                let there = screen.iter().any(|(other, _)| other == id);
                pins.entry(chat.to_owned()).or_default().extend((*pinned && there).then(|| id.clone()));
                Ok(Receipt::default())
            }
            Outbound::React { id, reaction } => {
                let found = screen.iter().any(|(other, _)| other == id);
                if found || id.0.starts_with("own") {
                    reactions.insert((chat.to_owned(), id.clone()), *reaction);
                    return Ok(Receipt::default());
                }
                Err(DeliverError::NoSuchMessage)
            }
            Outbound::Acknowledge { .. } => Ok(Receipt::default()),
        }
    }
}

fn is_message(what: &Outbound) -> bool {
    matches!(what, Outbound::Send { .. } | Outbound::Files { .. } | Outbound::Edit { .. })
}

#[async_trait::async_trait]
impl Adapter for Script {
    fn platform(&self) -> Platform {
        self.platform
    }

    fn bot(&self) -> &str {
        BOT
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    async fn deliver(
        &self,
        to: &Address,
        what: &Outbound,
        key: &DeliveryKey,
    ) -> Result<Receipt, DeliverError> {
        let show = || self.perform(&to.chat, what, &key.0);
        let answer = self.record(&to.chat, what, &key.0);
        tokio::task::yield_now().await;
        match answer {
            None => show(),
            Some(Answer::Wait(permits)) => {
                permits.acquire().await.unwrap().forget();
                show()
            }
            Some(Answer::WaitThenFail(permits)) => {
                permits.acquire().await.unwrap().forget();
                Err(DeliverError::Unavailable)
            }
            Some(Answer::WaitThenClosed(permits)) => {
                permits.acquire().await.unwrap().forget();
                Err(DeliverError::WindowClosed)
            }
            Some(Answer::Stuck { shown }) => {
                drop(shown.then(show));
                std::future::pending().await
            }
            Some(Answer::Ambiguous { shown }) => {
                drop(shown.then(show));
                Err(DeliverError::Ambiguous)
            }
            Some(Answer::RateLimited { retry_after, whole_bot }) => {
                Err(DeliverError::RateLimited { retry_after, whole_bot })
            }
            Some(Answer::Panic) => panic!("as it was told to"),
            Some(Answer::WindowClosed) => Err(DeliverError::WindowClosed),
            Some(Answer::Gone) => Err(DeliverError::Gone),
            Some(Answer::NoSuchMessage) => Err(DeliverError::NoSuchMessage),
            Some(Answer::Refused) => Err(DeliverError::Refused { code: 400 }),
            Some(Answer::Unavailable) => Err(DeliverError::Unavailable),
            Some(Answer::Unauthorized) => Err(DeliverError::Unauthorized),
        }
    }

    async fn deliver_in(
        &self,
        to: &Address,
        topic: &TopicId,
        what: &Outbound,
        key: &DeliveryKey,
    ) -> Result<Receipt, TopicError> {
        self.show_in(to, topic, what, key).await
    }

    async fn open_topic(&self, to: &Address, name: &str) -> Result<TopicId, DeliverError> {
        self.open(&to.chat, name).await
    }

    async fn fetch(&self, file: &FileRef, into: &mut Spool) -> Result<(), FetchError> {
        let gate = self.state().gates.get(&file.0).cloned();
        if let Some(gate) = gate {
            gate.acquire().await.unwrap().forget();
        }
        let bytes = self.state().files.get(&file.0).cloned().unwrap_or(Err(FetchError::Gone))?;
        into.write(&bytes).await
    }
}

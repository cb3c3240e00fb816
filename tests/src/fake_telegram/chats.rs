//! The private chats of one bot.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use serde_json::Value;
use tokio::sync::{Notify, mpsc};

use super::message::{Message, Profile};
use super::refusal::Refusal;

/// A private chat.
#[derive(Debug)]
pub(super) struct Chat {
    pub(super) person: Arc<Profile>,
    /// False until the person has written: till then the bot does not know the chat.
    pub(super) open: bool,
    pub(super) blocked: bool,
    /// Whether the person takes no voice and video messages.
    pub(super) no_voice: bool,
    pub(super) messages: BTreeMap<i64, Arc<Message>>,
    pub(super) pinned: Vec<i64>,
    /// The topics, with their names.
    pub(super) topics: BTreeMap<i64, String>,
    pub(super) keyboard: Option<Value>,
    pub(super) action: Option<String>,
    /// When the oldest update came that the bot has not yet answered in this chat.
    pub(super) waiting_since: Option<Instant>,
    changed: Arc<Notify>,
}

/// All private chats of one bot.
#[derive(Debug)]
pub(super) struct Chats {
    map: Mutex<HashMap<i64, Chat>>,
    /// Private chats of a bot share one count of messages, as in Telegram.
    last_message_id: AtomicI64,
    /// Whether all messages are kept, or only the last of each chat.
    pub(super) record: bool,
    /// Told of every message of the bot.
    ear: OnceLock<mpsc::UnboundedSender<Heard>>,
}

/// A message of the bot, as it came.
#[derive(Debug, Clone)]
pub struct Heard {
    /// The person who got it.
    pub chat: i64,
    /// The message.
    pub message: Arc<Message>,
    /// When.
    pub at: Instant,
}

/// What a person sees in the chat with the bot now.
#[derive(Debug, Clone, Default)]
pub struct ChatView {
    messages: Vec<Arc<Message>>,
    /// The numbers of the pinned messages.
    pub pinned: Vec<i64>,
    /// The topics that there are, with their names.
    pub topics: BTreeMap<i64, String>,
    /// The `ReplyKeyboardMarkup` or `ForceReply` at the bottom.
    pub keyboard: Option<Value>,
    /// What the bot is said to be doing, such as `typing`, till its next message.
    pub action: Option<String>,
    /// Whether the person has blocked the bot.
    pub blocked: bool,
}

impl ChatView {
    /// The messages in order, deleted ones gone.
    #[must_use]
    pub fn messages(&self) -> &[Arc<Message>] {
        &self.messages
    }

    /// The last message, whoever sent it.
    #[must_use]
    pub fn last(&self) -> Option<&Message> {
        self.messages.last().map(AsRef::as_ref)
    }

    /// The bot's last message.
    #[must_use]
    pub fn last_from_bot(&self) -> Option<&Message> {
        self.from_bot().last()
    }

    /// The bot's messages in order.
    pub fn from_bot(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter().map(AsRef::as_ref).filter(|message| message.from_bot)
    }

    /// The topic whose name begins so.
    #[must_use]
    pub fn topic(&self, name: &str) -> Option<i64> {
        self.topics.iter().find(|(_, other)| other.starts_with(name)).map(|(topic, _)| *topic)
    }

    /// The message with this number.
    #[must_use]
    pub fn message(&self, id: i64) -> Option<&Message> {
        self.messages.iter().map(AsRef::as_ref).find(|message| message.id == id)
    }
}

impl fmt::Display for ChatView {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for message in &self.messages {
            writeln!(out, "{message}")?;
        }
        Ok(())
    }
}

impl Chat {
    fn new(person: Profile) -> Self {
        Self {
            person: Arc::new(person),
            open: false,
            blocked: false,
            no_voice: false,
            messages: BTreeMap::new(),
            pinned: Vec::new(),
            topics: BTreeMap::new(),
            keyboard: None,
            action: None,
            waiting_since: None,
            changed: Arc::new(Notify::new()),
        }
    }

    /// Refuses what a bot does in a chat that is not open to it.
    pub(super) fn check_writable(&self) -> Result<(), Refusal> {
        if !self.open {
            return Err(Refusal::bad("chat not found"));
        }
        if self.blocked {
            return Err(Refusal::blocked());
        }
        Ok(())
    }

    /// A message by its number.
    pub(super) fn get(&self, id: i64) -> Option<&Arc<Message>> {
        self.messages.get(&id)
    }

    /// Ends a topic, with all that stands in it.
    pub(super) fn delete_topic(&mut self, topic: i64) {
        self.topics.remove(&topic);
        self.messages.retain(|_, message| message.topic != Some(topic));
        let messages = &self.messages;
        self.pinned.retain(|pinned| messages.contains_key(pinned));
    }

    fn view(&self) -> ChatView {
        ChatView {
            messages: self.messages.values().map(Arc::clone).collect(),
            pinned: self.pinned.clone(),
            topics: self.topics.clone(),
            keyboard: self.keyboard.clone(),
            action: self.action.clone(),
            blocked: self.blocked,
        }
    }
}

impl Chats {
    pub(super) fn new(record: bool) -> Self {
        Self { map: Mutex::default(), last_message_id: AtomicI64::new(0), record, ear: OnceLock::new() }
    }

    fn map(&self) -> MutexGuard<'_, HashMap<i64, Chat>> {
        self.map.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number for the next message.
    pub(super) fn next_id(&self) -> i64 {
        self.last_message_id.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Makes later messages come after this one, which was numbered from outside.
    pub(super) fn seen_id(&self, id: i64) {
        self.last_message_id.fetch_max(id, Ordering::Relaxed);
    }

    /// Whether a message with this number was ever made.
    pub(super) fn was_numbered(&self, id: i64) -> bool {
        (1..=self.last_message_id.load(Ordering::Relaxed)).contains(&id)
    }

    /// Adds a person or changes who they are.
    pub(super) fn register(&self, person: Profile) {
        let mut map = self.map();
        match map.get_mut(&person.id) {
            Some(chat) if *chat.person != person => chat.person = Arc::new(person),
            Some(_) => {}
            None => {
                map.insert(person.id, Chat::new(person));
            }
        }
    }

    /// Changes a chat; an error when nobody has this id. Those who watch the chat are told.
    pub(super) fn change<T>(
        &self,
        id: i64,
        change: impl FnOnce(&mut Chat) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut map = self.map();
        let chat = map.get_mut(&id).ok_or_else(|| Refusal::bad("chat not found"))?;
        let result = change(chat);
        chat.changed.notify_waiters();
        result
    }

    /// Changes a chat from the person's side; the chat is made when nobody has this id yet.
    pub(super) fn enter<T>(&self, id: i64, change: impl FnOnce(&mut Chat) -> T) -> T {
        let mut map = self.map();
        let chat = map.entry(id).or_insert_with(|| Chat::new(nameless(id)));
        let result = change(chat);
        chat.changed.notify_waiters();
        result
    }

    /// Puts a message into a chat. In light mode only the bot's last one stays.
    pub(super) fn put(&self, chat: &mut Chat, message: Message) -> Arc<Message> {
        let message = Arc::new(message);
        if let Some(ear) = self.ear.get().filter(|_| message.from_bot) {
            // Who listened may have gone.
            let _ =
                ear.send(Heard { chat: chat.person.id, message: Arc::clone(&message), at: Instant::now() });
        }
        if self.record {
            chat.messages.insert(message.id, Arc::clone(&message));
        } else if message.from_bot {
            chat.messages.clear();
            chat.messages.insert(message.id, Arc::clone(&message));
        }
        message
    }

    /// Every message of the bot from now on, for whoever asks first.
    pub(super) fn hear(&self) -> mpsc::UnboundedReceiver<Heard> {
        let (ear, heard) = mpsc::unbounded_channel();
        let _ = self.ear.set(ear);
        heard
    }

    /// What the person sees; an empty chat for an unknown person.
    pub(super) fn view(&self, id: i64) -> ChatView {
        self.map().get(&id).map(Chat::view).unwrap_or_default()
    }

    /// What tells of changes in a chat; the chat is made when nobody has this id yet.
    pub(super) fn watch(&self, id: i64) -> Arc<Notify> {
        self.enter(id, |chat| Arc::clone(&chat.changed))
    }
}

/// A person of whom only the id is known.
pub(super) fn nameless(id: i64) -> Profile {
    Profile { id, is_bot: false, first_name: format!("Person {id}"), username: None, language_code: None }
}

//! People, as a test drives them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::bot::{Bot, unix_now};
use super::callbacks::CallbackAnswer;
use super::inline::InlineQuery;
use super::message::{Attachment, Message, Profile, chat_json};
use super::text::{Entity, Styled, commands};

/// A person with a private chat with the bot.
#[derive(Debug, Clone)]
pub struct User {
    pub(super) bot: Arc<Bot>,
    pub(super) id: i64,
    /// The topic that they have open.
    pub(super) topic: Option<i64>,
}

/// Why a person cannot tap a button.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TapError {
    /// The message is not in the chat, or no longer.
    #[error("there is no message {0} in the chat")]
    NoMessage(i64),
    /// The message has no such button that sends data.
    #[error("message {message} has no button {wanted:?} to tap, only {there:?}")]
    NoButton {
        /// The message.
        message: i64,
        /// The data or label that was asked for.
        wanted: String,
        /// The labels under the message.
        there: Vec<String>,
    },
}

/// A tap on a button.
#[derive(Debug, Clone)]
pub struct Tap {
    /// The id of the callback query.
    pub query_id: String,
    answer: watch::Receiver<Option<CallbackAnswer>>,
}

impl Tap {
    /// What the bot has answered up to now.
    #[must_use]
    pub fn answer(&self) -> Option<CallbackAnswer> {
        self.answer.borrow().clone()
    }

    /// Waits for the bot's answer; `None` when there is none in time.
    pub async fn answered(&self, timeout: Duration) -> Option<CallbackAnswer> {
        let mut answer = self.answer.clone();
        let answered = answer.wait_for(Option::is_some);
        match tokio::time::timeout(timeout, answered).await {
            Ok(Ok(answer)) => answer.clone(),
            _ => None,
        }
    }
}

impl User {
    /// The Telegram id, which is the id of the chat too.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The same person with this topic open: what they send goes there.
    #[must_use]
    pub fn in_topic(&self, topic: i64) -> Self {
        Self { topic: Some(topic), ..self.clone() }
    }

    /// Deletes a topic, with all that stands in it.
    pub fn delete_topic(&self, topic: i64) {
        self.bot.chats.enter(self.id, |chat| chat.delete_topic(topic));
    }

    /// Lets the bot write first, as after an earlier conversation; no update is made.
    pub fn open_chat(&self) {
        self.bot.chats.enter(self.id, |chat| chat.open = true);
    }

    /// Writes a text, in which commands are marked as Telegram marks them.
    pub fn send_text(&self, text: &str) -> i64 {
        self.send_styled(text, commands(text))
    }

    /// Writes a text with entities.
    pub fn send_styled(&self, text: &str, entities: Vec<Entity>) -> i64 {
        self.send(Message::default().with_text(Styled { text: text.to_owned(), entities }))
    }

    /// Writes a text in answer to a message.
    pub fn reply(&self, message_id: i64, text: &str) -> i64 {
        let styled = Styled { text: text.to_owned(), entities: commands(text) };
        let mut message = Message::default().with_text(styled);
        message.reply_to = Some(message_id);
        self.send(message)
    }

    /// Sends a picture, with a caption that may be empty.
    pub fn send_photo(&self, bytes: impl Into<Bytes>, caption: &str) -> i64 {
        let photo = self.bot.files.keep_photo(bytes.into());
        self.send_file(photo, caption)
    }

    /// Sends a file of this MIME type, with a caption that may be empty.
    pub fn send_document(&self, bytes: impl Into<Bytes>, file_name: &str, mime: &str, caption: &str) -> i64 {
        self.send_as("document", bytes, file_name, mime, caption)
    }

    /// Sends a file as a `video`, a `voice` and so on.
    pub fn send_as(
        &self,
        kind: &str,
        bytes: impl Into<Bytes>,
        file_name: &str,
        mime: &str,
        caption: &str,
    ) -> i64 {
        let file = self.bot.files.keep(kind, bytes.into(), file_name, Some(mime));
        self.send_file(file, caption)
    }

    /// Sends pictures as one album, the caption under the first. They come one by one.
    pub fn send_album(&self, pictures: &[Bytes], caption: &str) {
        let album = format!("1300{:013}", self.bot.files.next_album());
        for (index, picture) in pictures.iter().enumerate() {
            let photo = self.bot.files.keep_photo(picture.clone());
            let text = if index == 0 { caption.to_owned() } else { String::new() };
            let mut message =
                Message::default().with_attachment(photo).with_text(Styled { text, entities: Vec::new() });
            message.media_group_id = Some(album.clone());
            self.send(message);
        }
    }

    /// The bytes of a file that stands in the chat.
    #[must_use]
    pub fn file(&self, file_id: &str) -> Option<Bytes> {
        self.bot.files.bytes(file_id)
    }

    fn send_file(&self, file: Attachment, caption: &str) -> i64 {
        let styled = Styled { text: caption.to_owned(), entities: commands(caption) };
        self.send(Message::default().with_attachment(file).with_text(styled))
    }

    /// Shares a place, in degrees.
    pub fn send_location(&self, latitude: f64, longitude: f64) -> i64 {
        let place = json!({ "latitude": latitude, "longitude": longitude });
        self.send(Message::default().with_attachment(Attachment::Location(place)))
    }

    /// Shares the person's own phone number.
    pub fn send_contact(&self, phone_number: &str, first_name: &str) -> i64 {
        let contact = json!({
            "phone_number": phone_number,
            "first_name": first_name,
            "user_id": self.id,
        });
        self.send(Message::default().with_attachment(Attachment::Contact(contact)))
    }

    /// Changes the text, or the caption, of an own message; false when it is not there.
    pub fn edit_text(&self, message_id: i64, text: &str) -> bool {
        let bot = &self.bot;
        let json = bot.chats.enter(self.id, |chat| {
            let message = chat.messages.get_mut(&message_id)?;
            if message.from_bot {
                return None;
            }
            let changed = Arc::make_mut(message);
            changed.text = text.to_owned();
            changed.entities = commands(text);
            changed.edit_date = Some(unix_now());
            chat.waiting_since.get_or_insert_with(Instant::now);
            Some(message.json(&bot.me, &chat.person, None))
        });
        let edited = json.is_some();
        if let Some(json) = json {
            bot.updates.push(self.id, "edited_message", &json);
        }
        edited
    }

    /// Reacts to a message with an emoji, or takes the reaction away. Who has no such message cannot.
    pub fn react(&self, message_id: i64, emoji: Option<&str>) -> bool {
        self.react_with(message_id, emoji.map(|emoji| json!({ "type": "emoji", "emoji": emoji })))
    }

    /// Reacts with a custom emoji of that name.
    pub fn react_with_custom(&self, message_id: i64, name: &str) -> bool {
        self.react_with(message_id, Some(json!({ "type": "custom_emoji", "custom_emoji_id": name })))
    }

    fn react_with(&self, message_id: i64, new: Option<Value>) -> bool {
        let bot = &self.bot;
        let change = bot.chats.enter(self.id, |chat| {
            chat.get(message_id)?;
            chat.waiting_since.get_or_insert_with(Instant::now);
            Some(json!({
                "chat": chat_json(&chat.person),
                "message_id": message_id,
                "user": json!(*chat.person),
                "date": unix_now(),
                "old_reaction": [],
                "new_reaction": Vec::from_iter(new),
            }))
        });
        if let Some(change) = &change {
            bot.updates.push(self.id, "message_reaction", &change.to_string());
        }
        change.is_some()
    }

    /// Taps a button of a message, by its `callback_data` or its label.
    ///
    /// # Errors
    /// When the message or the button is not there: what a person cannot see, they cannot tap.
    pub fn tap(&self, message_id: i64, which: &str) -> Result<Tap, TapError> {
        let bot = &self.bot;
        let query_id = bot.callbacks.next_id();
        let (data, message, person) = bot.chats.enter(self.id, |chat| {
            let message = chat.get(message_id).map(Arc::clone);
            let message = message.ok_or(TapError::NoMessage(message_id))?;
            let data = message.button(which).and_then(|button| button.data);
            let data = data.ok_or_else(|| TapError::NoButton {
                message: message_id,
                wanted: which.to_owned(),
                there: message.buttons().into_iter().map(|b| b.text).collect(),
            })?;
            chat.waiting_since.get_or_insert_with(Instant::now);
            let json = message.json(&bot.me, &chat.person, None);
            Ok((data, json, Arc::clone(&chat.person)))
        })?;
        let answer = bot.callbacks.open_query(&query_id);
        let json = format!(
            r#"{{"id":"{query_id}","from":{},"message":{message},"chat_instance":"{}","data":{}}}"#,
            json!(*person),
            self.id.wrapping_mul(7_919),
            Value::from(data),
        );
        bot.updates.push(self.id, "callback_query", &json);
        Ok(Tap { query_id, answer })
    }

    /// Writes the bot's name and these words in another chat; `None` where its owner did not turn that on, so
    /// that nothing happens.
    pub fn ask_inline(&self, words: &str) -> Option<InlineQuery> {
        let bot = &self.bot;
        if !bot.inline.is_on() {
            return None;
        }
        let (id, query) = bot.inline.ask();
        let person = bot.chats.enter(self.id, |chat| Arc::clone(&chat.person));
        let json = json!({ "id": id, "from": *person, "query": words, "offset": "", "chat_type": "private" });
        bot.updates.push(self.id, "inline_query", &json.to_string());
        Some(query)
    }

    /// Blocks the bot.
    pub fn block(&self) {
        self.set_blocked(true);
    }

    /// Takes no voice and video messages any more, as who pays for Telegram may.
    pub fn refuse_voice(&self) {
        self.bot.chats.enter(self.id, |chat| chat.no_voice = true);
    }

    /// Takes the block away. A blocked person who writes does so too.
    pub fn unblock(&self) {
        self.set_blocked(false);
    }

    fn set_blocked(&self, blocked: bool) {
        let person = self.bot.chats.enter(self.id, |chat| {
            let changes = chat.blocked != blocked;
            chat.blocked = blocked;
            changes.then(|| Arc::clone(&chat.person))
        });
        if let Some(person) = person {
            let json = self.membership(&person, blocked);
            self.bot.updates.push(self.id, "my_chat_member", &json);
        }
    }

    /// The `ChatMemberUpdated` object; in a private chat a block looks like a ban.
    fn membership(&self, person: &Profile, blocked: bool) -> String {
        let member = json!({ "user": self.bot.me, "status": "member" });
        let kicked = json!({ "user": self.bot.me, "status": "kicked", "until_date": 0 });
        let (old, new) = if blocked { (member, kicked) } else { (kicked, member) };
        json!({
            "chat": chat_json(person),
            "from": person,
            "date": unix_now(),
            "old_chat_member": old,
            "new_chat_member": new,
        })
        .to_string()
    }

    fn send(&self, mut message: Message) -> i64 {
        self.unblock();
        let bot = &self.bot;
        message.id = bot.chats.next_id();
        message.date = unix_now();
        message.topic = self.topic;
        let id = message.id;
        let (message, person, replied) = bot.chats.enter(self.id, |chat| {
            chat.open = true;
            chat.waiting_since.get_or_insert_with(Instant::now);
            let replied = message.reply_to.and_then(|id| chat.get(id).map(Arc::clone));
            let message = bot.chats.put(chat, message);
            (message, Arc::clone(&chat.person), replied)
        });
        let json = message.json(&bot.me, &person, replied.as_deref());
        bot.updates.push(self.id, "message", &json);
        id
    }
}

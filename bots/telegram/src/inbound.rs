//! From an update's raw JSON to what the relay understands.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
};

use adapter::{Address, Attached, FileRef, Inbound, Kind, NativeId, TapId, TopicId};
use chrono::{DateTime, Utc};
use marketplace_domain::{
    account::{Identity, Language, Platform},
    media::FileKind,
    message::Rich,
    place::Point,
    reaction::Reaction,
};

use crate::{
    entities::{self, Borders},
    limits,
    update::{
        CallbackQuery, Chat, ChatMemberUpdated, File, Message, MessageReactionUpdated, Numbered, PhotoSize,
        Update, User,
    },
};

/// Reads updates for one bot.
pub(crate) struct Reader<'a> {
    /// The bot's id.
    pub(crate) bot: &'a str,
    /// The bot's user name, by which a command may call it.
    pub(crate) username: &'a str,
    /// When the update came in.
    pub(crate) now: DateTime<Utc>,
}

/// The number of an update that was read; none where it had none.
pub(crate) fn number_of(native: &NativeId) -> Option<i64> {
    native.0.parse().ok()
}

/// The number of an update, even where the rest cannot be read.
fn number(raw: &str) -> Option<i64> {
    serde_json::from_str::<Numbered>(raw).ok().map(|it| it.update_id)
}

impl Reader<'_> {
    /// Translates one update. What is not about one person, or cannot be read, becomes
    /// [`Kind::Parked`]; there is always an answer, so that no update blocks those behind it.
    pub(crate) fn read(&self, raw: &str) -> Inbound {
        let Ok(update) = serde_json::from_str::<Update>(raw) else {
            return self.park(&number(raw).map_or_else(|| fingerprint(raw), |it| it.to_string()), raw);
        };
        let native = update.update_id.to_string();
        let read = match update {
            Update { message: Some(message), .. } => self.message(&native, message),
            Update { callback_query: Some(query), .. } => self.tap(&native, query),
            Update { my_chat_member: Some(change), .. } => self.membership(&native, change),
            Update { edited_message: Some(message), .. } => return self.edited(&native, message),
            Update { message_reaction: Some(change), .. } => self.reacted(&native, change),
            _ => None,
        };
        read.unwrap_or_else(|| self.park(&native, raw))
    }

    fn message(&self, native: &str, message: Message) -> Option<Inbound> {
        let (chat, sender) = private(&message.chat, message.from.as_ref()?)?;
        if message.note.is_some() {
            return None;
        }
        let at = DateTime::from_timestamp(message.date, 0);
        let topic = topic(message.message_thread_id, message.is_topic_message);
        let inbound = self.inbound(native, chat, sender, at, topic, self.content(&message));
        Some(Inbound { message: Some(NativeId(message.message_id.to_string())), ..inbound })
    }

    /// A message that says something else now. Other edits (a live location that moves) are not kept, not
    /// even for an operator: where somebody is concerns nobody.
    fn edited(&self, native: &str, message: Message) -> Inbound {
        let text = match (&message.text, &message.caption) {
            (Some(text), _) => Some(entities::to_rich(clean(text), &message.entities)),
            (None, Some(caption)) => Some(entities::to_rich(clean(caption), &message.caption_entities)),
            // What stood under a file was taken away.
            (None, None) => file(&message).map(|_| Rich::default()),
        };
        let sender = message.from.as_ref().and_then(|from| private(&message.chat, from));
        let (Some(text), Some((chat, sender))) = (text, sender) else {
            return self.park(native, "an edit of something other than words");
        };
        let at = message.edit_date.and_then(|at| DateTime::from_timestamp(at, 0));
        let kind = Kind::Edited { message: NativeId(message.message_id.to_string()), text };
        self.inbound(native, chat, sender, at, None, kind)
    }

    /// Of several reactions the last one counts. A custom emoji is none: its name would lead to whoever
    /// made it.
    fn reacted(&self, native: &str, change: MessageReactionUpdated) -> Option<Inbound> {
        let (chat, sender) = private(&change.chat, change.user.as_ref()?)?;
        let emoji = change.new_reaction.iter().rev().filter_map(|it| it.emoji.as_deref());
        let kind = Kind::Reacted {
            message: NativeId(change.message_id.to_string()),
            reaction: emoji.filter_map(Reaction::parse).next(),
        };
        Some(self.inbound(native, chat, sender, DateTime::from_timestamp(change.date, 0), None, kind))
    }

    fn content(&self, message: &Message) -> Kind {
        if let Some(text) = &message.text {
            return self.text(clean(text), message);
        }
        if let Some(file) = file(message) {
            let caption = message.caption.as_deref().map(clean).unwrap_or_default();
            return Kind::Files {
                files: vec![file],
                caption: entities::to_rich(caption, &message.caption_entities),
                album: message.media_group_id.clone(),
                reply_to: reply_to(message),
            };
        }
        // One that moves is said in a word.
        if let Some(emoji) = message.sticker.as_ref().and_then(|sticker| sticker.emoji.as_deref()) {
            return Kind::Text { text: Rich::plain(clean(emoji)), reply_to: reply_to(message) };
        }
        if message.contact.is_some() {
            return Kind::Contact;
        }
        let point = message.location.as_ref().and_then(|at| Point::new(at.latitude, at.longitude).ok());
        point.map_or(Kind::Unsupported, Kind::Location)
    }

    fn text(&self, text: String, message: &Message) -> Kind {
        if let Some(command) = self.command(&text, message) {
            return command;
        }
        Kind::Text { text: entities::to_rich(text, &message.entities), reply_to: reply_to(message) }
    }

    /// The command that the text starts with, if it is meant for us.
    fn command(&self, text: &str, message: &Message) -> Option<Kind> {
        let entity = message.entities.iter().find(|it| it.kind == "bot_command" && it.offset == 0)?;
        let end = Borders::of(text).bytes(entity)?.end;
        let (command, arguments) = text.split_at_checked(end)?;
        let command = command.strip_prefix('/')?;
        let (name, bot) = command.split_once('@').unwrap_or((command, self.username));
        if name.is_empty() || !bot.eq_ignore_ascii_case(self.username) {
            return None;
        }
        Some(Kind::Command {
            name: name.to_lowercase(),
            arguments: arguments.trim().to_owned(),
            reply_to: reply_to(message),
        })
    }

    fn tap(&self, native: &str, query: CallbackQuery) -> Option<Inbound> {
        let message = query.message?;
        let (chat, sender) = private(&message.chat, &query.from)?;
        let kind = Kind::Tap {
            tap: TapId(query.id),
            on: Some(NativeId(message.message_id.to_string())),
            data: clean(&query.data?),
        };
        let topic = topic(message.message_thread_id, message.is_topic_message);
        // The message's date is when we sent it, so the press counts as of now.
        Some(self.inbound(native, chat, sender, None, topic, kind))
    }

    fn membership(&self, native: &str, change: ChatMemberUpdated) -> Option<Inbound> {
        let (chat, sender) = private(&change.chat, &change.from)?;
        let kind = match change.new_chat_member.status.as_str() {
            "kicked" | "left" => Kind::Left,
            "member" => Kind::Returned,
            _ => return None,
        };
        let at = DateTime::from_timestamp(change.date, 0);
        Some(self.inbound(native, chat, sender, at, None, kind))
    }

    fn inbound(
        &self,
        native: &str,
        chat: i64,
        sender: &User,
        at: Option<DateTime<Utc>>,
        topic: Option<TopicId>,
        kind: Kind,
    ) -> Inbound {
        Inbound {
            native: NativeId(native.to_owned()),
            message: None,
            from: self.address(chat.to_string()),
            who: Identity { platform: Platform::Telegram, subject: sender.id.to_string() },
            language: sender.language_code.as_deref().and_then(Language::from_tag),
            at: at.unwrap_or(self.now),
            topic,
            kind,
        }
    }

    /// An update that is kept for an operator. It belongs to nobody.
    fn park(&self, native: &str, raw: &str) -> Inbound {
        let kept = raw.get(..raw.floor_char_boundary(limits::PARKED)).unwrap_or_default();
        Inbound {
            native: NativeId(native.to_owned()),
            message: None,
            from: self.address(String::new()),
            who: Identity { platform: Platform::Telegram, subject: String::new() },
            language: None,
            at: self.now,
            topic: None,
            kind: Kind::Parked { raw: clean(kept) },
        }
    }

    fn address(&self, chat: String) -> Address {
        Address { platform: Platform::Telegram, bot: self.bot.to_owned(), chat }
    }
}

/// The chat and the sender, where it is a chat of one person with us.
fn private<'a>(chat: &Chat, sender: &'a User) -> Option<(i64, &'a User)> {
    (chat.kind == "private" && !sender.is_bot).then_some((chat.id, sender))
}

/// The topic of a message. A thread that is no topic is one of replies.
fn topic(thread: Option<i64>, is_topic: bool) -> Option<TopicId> {
    thread.filter(|_| is_topic).map(|id| TopicId(id.to_string()))
}

fn reply_to(message: &Message) -> Option<NativeId> {
    message.reply_to_message.as_ref().map(|it| NativeId(it.message_id.to_string()))
}

/// The file in a message. A photo is there in several sizes: the largest. A sticker that moves is none.
fn file(message: &Message) -> Option<Attached> {
    let area = |size: &&PhotoSize| size.width.saturating_mul(size.height);
    let small_enough = |size: &&PhotoSize| size.file_size.unwrap_or(0) <= limits::PHOTO_BYTES;
    if let Some(size) = message.photo.iter().filter(small_enough).max_by_key(area) {
        return Some(attached(FileKind::Photo, &size.file_id, size.file_size));
    }
    if let Some(sticker) = message.sticker.as_ref().filter(|it| !it.is_animated && !it.is_video) {
        return Some(attached(FileKind::Sticker, &sticker.file_id, sticker.file_size));
    }
    let document = message.document.as_ref();
    let is_image = |file: &&File| file.mime_type.as_deref().is_some_and(|it| it.starts_with("image/"));
    let (kind, file) = [
        // Before the document, which stands beside it.
        (FileKind::Video, message.animation.as_ref()),
        (FileKind::Video, message.video.as_ref()),
        (FileKind::Round, message.video_note.as_ref()),
        (FileKind::Voice, message.voice.as_ref()),
        (FileKind::Audio, message.audio.as_ref()),
        (FileKind::Photo, document.filter(is_image)),
        (FileKind::Document, document),
    ]
    .into_iter()
    .find_map(|(kind, file)| Some((kind, file?)))?;
    Some(attached(kind, &file.file_id, file.file_size))
}

fn attached(kind: FileKind, file: &str, length: Option<u64>) -> Attached {
    Attached { kind, file: FileRef(file.to_owned()), length }
}

/// The text without U+0000, which a database of text cannot hold. Its stand-in is as many UTF-16
/// units long, so that entities stay where they are.
fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// A stand-in for the number of an update that has none: the same bytes give the same one.
fn fingerprint(raw: &str) -> String {
    let mut hasher = DefaultHasher::new();
    raw.hash(&mut hasher);
    format!("unreadable-{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests;

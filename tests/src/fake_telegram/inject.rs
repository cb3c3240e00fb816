//! Raw updates from a test or a bench.

use std::time::Instant;

use serde_json::Value;

use super::bot::Bot;
use super::message::{Attachment, Message, Profile};
use super::params::int;
use super::text::Entity;

/// Queues an update as it is. Its people become known, its messages are seen in the chat, its
/// callback query can be answered. An `update_id` of its own is kept. `None` when the bot does not
/// want this kind, or when the value is no update.
pub(super) fn push(bot: &Bot, mut update: Value) -> Option<i64> {
    let fields = update.as_object_mut()?;
    let own_id = fields.remove("update_id").as_ref().and_then(int);
    let (kind, body) = fields.iter().next()?;
    let person = body.get("from").and_then(profile);
    let chat = match kind.as_str() {
        "callback_query" => body.pointer("/message/chat/id"),
        _ => body.pointer("/chat/id"),
    };
    let person_id = person.as_ref().map(|person| person.id);
    let chat = chat.and_then(Value::as_i64).or(person_id)?;
    if let Some(person) = person.filter(|person| person.id == chat) {
        bot.chats.register(person);
    }
    if kind == "callback_query"
        && let Some(id) = body.get("id").and_then(Value::as_str)
    {
        bot.callbacks.open_query(id);
    }
    let message = (kind == "message").then(|| message(body)).flatten();
    if let Some(message) = &message {
        bot.chats.seen_id(message.id);
    }
    bot.chats.enter(chat, |chat| {
        chat.open = true;
        chat.waiting_since.get_or_insert_with(Instant::now);
        if let Some(message) = message {
            bot.chats.put(chat, message);
        }
    });
    bot.updates.push_as(own_id, chat, kind, &body.to_string())
}

fn profile(from: &Value) -> Option<Profile> {
    let text = |name| from.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(Profile {
        id: from.get("id").and_then(Value::as_i64)?,
        is_bot: false,
        first_name: text("first_name").unwrap_or_default(),
        username: text("username"),
        language_code: text("language_code"),
    })
}

/// As much of a person's message as a chat shows.
fn message(body: &Value) -> Option<Message> {
    let text = body.get("text").or_else(|| body.get("caption"));
    let entities = body.get("entities").or_else(|| body.get("caption_entities")).cloned();
    let entities = entities.and_then(|list| serde_json::from_value::<Vec<Entity>>(list).ok());
    let attachment = [
        ("location", Attachment::Location as fn(Value) -> Attachment),
        ("contact", Attachment::Contact),
        ("document", Attachment::Document),
    ]
    .into_iter()
    .find_map(|(name, made)| Some(made(body.get(name)?.clone())));
    Some(Message {
        id: body.get("message_id").and_then(Value::as_i64)?,
        date: body.get("date").and_then(Value::as_i64).unwrap_or(0),
        text: text.and_then(Value::as_str).unwrap_or_default().to_owned(),
        entities: entities.unwrap_or_default(),
        attachment,
        ..Message::default()
    })
}

//! Methods that put a message into a chat.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::fake_telegram::bot::{Bot, unix_now};
use crate::fake_telegram::chats::Chat;
use crate::fake_telegram::markup::Markup;
use crate::fake_telegram::message::{Attachment, Message};
use crate::fake_telegram::params::{Params, int};
use crate::fake_telegram::refusal::{Answer, Refusal};
use crate::fake_telegram::text::{caption, message_text};
use crate::fake_telegram::topics;

/// `sendMessage`.
pub(super) fn message(bot: &Bot, params: &Params) -> Answer {
    let mut message = Message::default().with_text(message_text(params, "message is too long")?);
    message.link_preview_options = params.json("link_preview_options")?.map(|options| options.into_owned());
    one(bot, params, message)
}

/// `sendLocation`.
pub(super) fn location(bot: &Bot, params: &Params) -> Answer {
    let side = |name: &str, most: f64| {
        let degrees = params.float(name).filter(|degrees| degrees.abs() <= most);
        degrees.ok_or_else(|| Refusal::bad(&format!("{name} is invalid")))
    };
    let location = json!({
        "latitude": side("latitude", 90.0)?,
        "longitude": side("longitude", 180.0)?,
    });
    one(bot, params, Message::default().with_attachment(Attachment::Location(location)))
}

/// `sendContact`.
pub(super) fn contact(bot: &Bot, params: &Params) -> Answer {
    let field = |name: &'static str| params.text(name).filter(|text| !text.is_empty());
    let required = |name: &'static str| {
        field(name).ok_or_else(|| Refusal::bad(&format!("parameter \"{name}\" is required")))
    };
    let mut contact = json!({
        "phone_number": required("phone_number")?,
        "first_name": required("first_name")?,
    });
    if let Some(last_name) = field("last_name") {
        contact["last_name"] = last_name.into();
    }
    one(bot, params, Message::default().with_attachment(Attachment::Contact(contact)))
}

/// `copyMessage`.
pub(super) fn copy(bot: &Bot, params: &Params) -> Answer {
    let from = params.values.get("from_chat_id").and_then(int);
    let from = from.ok_or_else(|| Refusal::bad("chat not found"))?;
    let id = params.int("message_id").unwrap_or(0);
    let original = bot.chats.change(from, |chat| {
        chat.get(id).map(Arc::clone).ok_or_else(|| Refusal::bad("message to copy not found"))
    })?;
    let mut copy = Message {
        text: original.text.clone(),
        entities: original.entities.clone(),
        attachment: original.attachment.clone(),
        ..Message::default()
    };
    if params.values.contains_key("caption") && copy.attachment.is_some() {
        copy = copy.with_text(caption(params)?);
    }
    let sent = deliver(bot, params, vec![copy])?;
    let id = sent.first().map_or(0, |(message, _)| message.id);
    Ok(json!({ "message_id": id }).to_string())
}

/// Sends one message and answers with it.
pub(super) fn one(bot: &Bot, params: &Params, message: Message) -> Answer {
    let sent = deliver(bot, params, vec![message])?;
    let json = sent.into_iter().map(|(_, json)| json).next();
    Ok(json.unwrap_or_default())
}

/// Puts messages into the chat together, each with its JSON.
pub(super) fn deliver(
    bot: &Bot,
    params: &Params,
    messages: Vec<Message>,
) -> Result<Vec<(Arc<Message>, String)>, Refusal> {
    let chat_id = params.chat_id()?;
    let markup = Markup::read(params)?;
    let reply = params.json("reply_parameters")?;
    let silent = params.flag("disable_notification");
    let protected = params.flag("protect_content");
    let date = unix_now();
    let (sent, person, replied) = bot.chats.change(chat_id, |chat| {
        chat.check_writable()?;
        let topic = topics::named(bot, chat, params)?;
        let is_voice = |message: &Message| {
            matches!(message.attachment, Some(Attachment::Voice(_) | Attachment::VideoNote(_)))
        };
        if chat.no_voice && messages.iter().any(is_voice) {
            return Err(Refusal::bad("VOICE_MESSAGES_FORBIDDEN"));
        }
        let reply_to = reply_target(bot, chat, reply.as_deref())?;
        let replied = reply_to.and_then(|id| chat.get(id).map(Arc::clone));
        let place = |mut message: Message| {
            message.id = bot.chats.next_id();
            message.from_bot = true;
            message.topic = topic;
            message.date = date;
            message.reply_to = reply_to;
            message.silent = silent;
            message.protected = protected;
            if let Markup::Inline(keyboard) = &markup {
                message.inline_keyboard = Some(keyboard.clone());
            }
            bot.chats.put(chat, message)
        };
        let sent: Vec<_> = messages.into_iter().map(place).collect();
        match markup {
            Markup::Reply(keyboard) => chat.keyboard = Some(keyboard),
            Markup::Remove => chat.keyboard = None,
            Markup::None | Markup::Inline(_) => {}
        }
        bot.replied(chat);
        Ok((sent, Arc::clone(&chat.person), replied))
    })?;
    let with_json = |message: Arc<Message>| {
        let json = message.json(&bot.me, &person, replied.as_deref());
        (message, json)
    };
    Ok(sent.into_iter().map(with_json).collect())
}

/// The message that is answered. In light mode old messages are not kept, so any number will do.
fn reply_target(bot: &Bot, chat: &Chat, reply: Option<&Value>) -> Result<Option<i64>, Refusal> {
    let Some(reply) = reply else {
        return Ok(None);
    };
    let id = reply.get("message_id").and_then(int).unwrap_or(0);
    let there = chat.get(id).is_some() || (!bot.chats.record && bot.chats.was_numbered(id));
    let optional = reply.get("allow_sending_without_reply") == Some(&Value::Bool(true));
    if there {
        Ok(Some(id))
    } else if optional {
        Ok(None)
    } else {
        Err(Refusal::bad("message to be replied not found"))
    }
}

//! Topics in private chats: whether the bot has them, as its owner sets it at @BotFather, and the methods
//! that make and end them.

use std::sync::Mutex;

use serde_json::json;

use super::bot::Bot;
use super::chats::Chat;
use super::params::Params;
use super::refusal::{Answer, Refusal};

/// How a bot's private chats are set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Topics {
    /// There are no topics.
    #[default]
    Off,
    /// The bot opens them.
    OfBot,
    /// The bot does, and people may open and delete some themselves.
    OfBotAndPeople,
}

/// The present setup of one bot.
#[derive(Debug, Default)]
pub(super) struct Setup(Mutex<Topics>);

impl Setup {
    pub(super) fn set(&self, topics: Topics) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = topics;
    }

    pub(super) fn get(&self) -> Topics {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// The topic that a call names, which must be there. In the words of the public server's source
/// (github.com/tdlib/telegram-bot-api, telegram-bot-api/Client.cpp).
pub(super) fn named(bot: &Bot, chat: &Chat, params: &Params) -> Result<Option<i64>, Refusal> {
    let Some(topic) = params.int("message_thread_id") else { return Ok(None) };
    let there = bot.topics.get() != Topics::Off && chat.topics.contains_key(&topic);
    there.then_some(Some(topic)).ok_or_else(|| Refusal::bad("message thread not found"))
}

fn name(params: &Params) -> Result<String, Refusal> {
    let name = params.text("name").unwrap_or_default().trim().to_owned();
    // "Topic name, 1-128 characters".
    match name.chars().count() {
        0 => Err(Refusal::bad("TOPIC_TITLE_EMPTY")),
        1..=128 => Ok(name),
        _ => Err(Refusal::bad("TOPIC_TITLE_INVALID")),
    }
}

/// `createForumTopic`.
pub(super) fn create(bot: &Bot, params: &Params) -> Answer {
    bot.chats.change(params.chat_id()?, |chat| {
        chat.check_writable()?;
        if bot.topics.get() == Topics::Off {
            return Err(Refusal::bad("the chat is not a forum"));
        }
        let name = name(params)?;
        // A topic has the number of the note that tells of it.
        let topic = bot.chats.next_id();
        chat.topics.insert(topic, name.clone());
        Ok(json!({ "message_thread_id": topic, "name": name, "icon_color": 7_322_096 }).to_string())
    })
}

/// `editForumTopic`.
pub(super) fn edit(bot: &Bot, params: &Params) -> Answer {
    bot.chats.change(params.chat_id()?, |chat| {
        chat.check_writable()?;
        let topic = named(bot, chat, params)?.ok_or_else(|| Refusal::bad("message thread not found"))?;
        if params.text("name").is_some_and(|name| !name.is_empty()) {
            chat.topics.insert(topic, name(params)?);
        }
        Ok("true".to_owned())
    })
}

/// `deleteForumTopic`.
pub(super) fn delete(bot: &Bot, params: &Params) -> Answer {
    bot.chats.change(params.chat_id()?, |chat| {
        chat.check_writable()?;
        let topic = named(bot, chat, params)?.ok_or_else(|| Refusal::bad("message thread not found"))?;
        chat.delete_topic(topic);
        Ok("true".to_owned())
    })
}

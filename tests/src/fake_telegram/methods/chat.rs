//! Methods about a chat or about messages as a whole.

use serde_json::{Value, json};

use crate::fake_telegram::bot::Bot;
use crate::fake_telegram::chats::Chat;
use crate::fake_telegram::message::chat_json;
use crate::fake_telegram::params::{Params, int};
use crate::fake_telegram::refusal::{Answer, Refusal};

/// What `sendChatAction` takes.
const ACTIONS: &[&str] = &[
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

/// The emoji of `ReactionTypeEmoji`.
const REACTIONS: &str = "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u{200d}🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u{200d}💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u{200d}♂ 🤷 🤷\u{200d}♀ 😡";

fn done() -> Answer {
    Ok("true".to_owned())
}

/// The message that a call names, which must be there.
fn existing(bot: &Bot, chat: &Chat, params: &Params, missing: &str) -> Result<i64, Refusal> {
    let id = params.int("message_id").unwrap_or(0);
    let there = chat.get(id).is_some() || (!bot.chats.record && bot.chats.was_numbered(id));
    there.then_some(id).ok_or_else(|| Refusal::bad(missing))
}

/// `sendChatAction`.
pub(super) fn action(bot: &Bot, params: &Params) -> Answer {
    let action = params.text("action").unwrap_or_default();
    if !ACTIONS.contains(&action.as_ref()) {
        return Err(Refusal::bad("wrong parameter action in request"));
    }
    bot.chats.change(params.chat_id()?, |chat| {
        chat.check_writable()?;
        chat.action = Some(action.into_owned());
        done()
    })
}

/// `setMessageReaction`; a bot has at most one reaction to a message.
pub(super) fn reaction(bot: &Bot, params: &Params) -> Answer {
    let reactions = params.json("reaction")?;
    let reactions = reactions.as_deref().and_then(Value::as_array);
    let reactions = reactions.map(Vec::as_slice).unwrap_or_default();
    let emoji = match reactions {
        [] => None,
        [one] => Some(one.get("emoji").and_then(Value::as_str).unwrap_or_default()),
        _ => return Err(Refusal::bad("REACTIONS_TOO_MANY")),
    };
    if emoji.is_some_and(|emoji| !REACTIONS.split(' ').any(|known| known == emoji)) {
        return Err(Refusal::bad("REACTION_INVALID"));
    }
    bot.chats.change(params.chat_id()?, |chat| {
        chat.check_writable()?;
        let id = existing(bot, chat, params, "message to react not found")?;
        if let Some(message) = chat.messages.get_mut(&id) {
            std::sync::Arc::make_mut(message).reaction = emoji.map(str::to_owned);
        }
        done()
    })
}

/// `getChat`.
pub(super) fn get(bot: &Bot, params: &Params) -> Answer {
    bot.chats.change(params.chat_id()?, |chat| {
        if !chat.open {
            return Err(Refusal::bad("chat not found"));
        }
        let mut full = chat_json(&chat.person);
        full["accent_color_id"] = 0.into();
        full["max_reaction_count"] = 11.into();
        full["accepted_gift_types"] = json!({
            "unlimited_gifts": true,
            "limited_gifts": true,
            "unique_gifts": true,
            "premium_subscription": true,
            "gifts_from_channels": true,
        });
        Ok(full.to_string())
    })
}

/// `deleteMessage`.
pub(super) fn delete(bot: &Bot, params: &Params) -> Answer {
    bot.chats.change(params.chat_id()?, |chat| {
        let id = existing(bot, chat, params, "message to delete not found")?;
        remove(chat, id);
        done()
    })
}

/// `deleteMessages`: "If some of the specified messages can't be found, they are skipped."
pub(super) fn delete_many(bot: &Bot, params: &Params) -> Answer {
    let ids = params.json("message_ids")?;
    let ids = ids.as_deref().and_then(Value::as_array);
    let ids = ids.filter(|ids| (1..=100).contains(&ids.len()));
    let ids = ids.ok_or_else(|| Refusal::bad("message identifiers are not specified"))?;
    bot.chats.change(params.chat_id()?, |chat| {
        for id in ids.iter().filter_map(int) {
            remove(chat, id);
        }
        done()
    })
}

fn remove(chat: &mut Chat, id: i64) {
    chat.messages.remove(&id);
    chat.pinned.retain(|pinned| *pinned != id);
}

/// `pinChatMessage`.
pub(super) fn pin(bot: &Bot, params: &Params) -> Answer {
    bot.chats.change(params.chat_id()?, |chat| {
        chat.check_writable()?;
        let id = existing(bot, chat, params, "message to pin not found")?;
        chat.pinned.retain(|pinned| *pinned != id);
        chat.pinned.push(id);
        done()
    })
}

/// `unpinChatMessage`: the message named, or else the one pinned last.
pub(super) fn unpin(bot: &Bot, params: &Params) -> Answer {
    bot.chats.change(params.chat_id()?, |chat| {
        let id = params.int("message_id").or(chat.pinned.last().copied());
        let place = chat.pinned.iter().position(|pinned| Some(*pinned) == id);
        let place = place.ok_or_else(|| Refusal::bad("message to unpin not found"))?;
        chat.pinned.remove(place);
        done()
    })
}

/// `unpinAllChatMessages`.
pub(super) fn unpin_all(bot: &Bot, params: &Params) -> Answer {
    bot.chats.change(params.chat_id()?, |chat| {
        chat.pinned.clear();
        done()
    })
}

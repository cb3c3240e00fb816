//! Methods that change a message.

use std::sync::Arc;

use serde_json::Value;

use super::media::described;
use crate::fake_telegram::bot::{Bot, unix_now};
use crate::fake_telegram::chats::Chat;
use crate::fake_telegram::markup::Markup;
use crate::fake_telegram::message::Message;
use crate::fake_telegram::params::Params;
use crate::fake_telegram::refusal::{Answer, Refusal};
use crate::fake_telegram::text;

/// `editMessageText`.
pub(super) fn text(bot: &Bot, params: &Params) -> Answer {
    let styled = text::message_text(params, "MESSAGE_TOO_LONG")?;
    let preview = params.json("link_preview_options")?;
    let preview = preview.map(|options| options.into_owned());
    edit(bot, params, |message| {
        if message.attachment.is_some() {
            return Err(Refusal::bad("there is no text in the message to edit"));
        }
        message.text = styled.text;
        message.entities = styled.entities;
        message.link_preview_options = preview;
        Ok(())
    })
}

/// `editMessageCaption`.
pub(super) fn caption(bot: &Bot, params: &Params) -> Answer {
    let styled = text::caption(params)?;
    let light = !bot.chats.record;
    edit(bot, params, |message| {
        if message.attachment.is_none() && !light {
            return Err(Refusal::bad("there is no caption in the message to edit"));
        }
        message.text = styled.text;
        message.entities = styled.entities;
        Ok(())
    })
}

/// `editMessageMedia`.
pub(super) fn media(bot: &Bot, params: &Params) -> Answer {
    let item = params.json("media")?;
    let item = item.ok_or_else(|| Refusal::bad("input media is not specified"))?;
    let new = described(bot, params, &item)?;
    edit(bot, params, |message| {
        message.text = new.text;
        message.entities = new.entities;
        message.attachment = new.attachment;
        Ok(())
    })
}

/// `editMessageReplyMarkup`.
pub(super) fn markup(bot: &Bot, params: &Params) -> Answer {
    edit(bot, params, |_| Ok(()))
}

/// Changes the bot's own message. Without a keyboard in the call the message loses its keyboard.
fn edit(bot: &Bot, params: &Params, change: impl FnOnce(&mut Message) -> Result<(), Refusal>) -> Answer {
    if params.values.contains_key("inline_message_id") {
        bot.record.finding("inline messages are not imitated".to_owned());
        return Err(Refusal::bad("MESSAGE_ID_INVALID"));
    }
    let id = params.int("message_id");
    let id = id.ok_or_else(|| Refusal::bad("message identifier is not specified"))?;
    let keyboard = Markup::inline(params)?;
    let (message, person, replied) = bot.chats.change(params.chat_id()?, |chat| {
        chat.check_writable()?;
        let message = changed(bot, chat, id, keyboard, change)?;
        bot.replied(chat);
        let replied = message.reply_to.and_then(|id| chat.get(id).map(Arc::clone));
        Ok((message, Arc::clone(&chat.person), replied))
    })?;
    Ok(message.json(&bot.me, &person, replied.as_deref()))
}

fn changed(
    bot: &Bot,
    chat: &mut Chat,
    id: i64,
    keyboard: Option<Value>,
    change: impl FnOnce(&mut Message) -> Result<(), Refusal>,
) -> Result<Arc<Message>, Refusal> {
    let old = chat.get(id).map(Arc::clone);
    let mut new = match &old {
        Some(old) if !old.from_bot => return Err(Refusal::bad("message can't be edited")),
        Some(old) => Message::clone(old),
        // Light mode keeps only the last message; an older one is taken to be there still.
        None if !bot.chats.record && bot.chats.was_numbered(id) => {
            Message { id, from_bot: true, date: unix_now(), ..Message::default() }
        }
        None => return Err(Refusal::bad("message to edit not found")),
    };
    change(&mut new)?;
    new.inline_keyboard = keyboard;
    if old.as_deref() == Some(&new) {
        return Err(Refusal::bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
        ));
    }
    new.edit_date = Some(unix_now());
    let new = Arc::new(new);
    if old.is_some() {
        chat.messages.insert(id, Arc::clone(&new));
    }
    Ok(new)
}

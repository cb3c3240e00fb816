//! From what the relay wants in a chat to calls of the Bot API. Messages are built from our own
//! words and bytes only: nothing is forwarded or copied, and no file id is used twice.

use std::borrow::Cow;

use adapter::{DeliverError, NativeId, Outbound, Picture, Receipt, TapId, TopicError, TopicId};
use marketplace_domain::{
    message::{Button, Message, Press, Rich},
    reaction::Reaction,
};
use reqwest::{
    Url,
    multipart::{Form, Part},
};
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::json;
use teloxide_core::{
    payloads::{
        AnswerCallbackQuery, CreateForumTopic, DeleteMessages, EditMessageCaption, EditMessageText,
        PinChatMessage, SendMessage, SetMessageReaction, UnpinChatMessage,
    },
    types::{
        CallbackQueryId, ChatId, InlineKeyboardButton, InlineKeyboardButtonKind, InlineKeyboardMarkup,
        LinkPreviewOptions, MessageId, ReactionType, ReplyMarkup, ReplyParameters, ThreadId,
    },
};

use crate::{
    answer::{CallError, Reason, Refusal},
    client::Client,
    entities, errors, limits,
    split::split,
};

/// What we read of a message that was sent.
#[derive(Deserialize)]
pub(crate) struct Sent {
    message_id: i64,
}

/// What we read of core.telegram.org/bots/api#forumtopic.
#[derive(Deserialize)]
struct Opened {
    message_thread_id: i64,
}

/// Makes the calls for one chat.
pub(crate) struct Sender<'a> {
    /// To call with.
    pub(crate) client: &'a Client,
    /// The chat.
    pub(crate) chat: ChatId,
    /// The topic of the chat that messages are sent to.
    pub(crate) topic: Option<ThreadId>,
}

impl Sender<'_> {
    /// Does one thing.
    pub(crate) async fn perform(&self, what: &Outbound) -> Result<Receipt, TopicError> {
        let done = match what {
            Outbound::Send { message, pictures, reply_to } => {
                return self.send(message, pictures, reply_to.as_ref().and_then(number)).await;
            }
            Outbound::Files { message, files, reply_to } => {
                return self.send_files(message, files, reply_to.as_ref().and_then(number)).await;
            }
            Outbound::Edit { id, message } => self.edit(id, message).await,
            Outbound::Delete { ids } => self.delete(ids).await,
            Outbound::Acknowledge { tap } => self.acknowledge(tap).await,
            Outbound::React { id, reaction } => self.react(id, *reaction).await,
            Outbound::Pin { id, pinned } => self.pin(id, *pinned).await,
        };
        Ok(done?)
    }

    /// Opens a topic.
    pub(crate) async fn open_topic(&self, name: &str) -> Result<TopicId, DeliverError> {
        let payload = CreateForumTopic::new(self.chat, name);
        let opened: Opened =
            self.client.call("createForumTopic", &payload).await.map_err(errors::of_sending)?;
        Ok(TopicId(opened.message_thread_id.to_string()))
    }

    async fn send(
        &self,
        message: &Message,
        pictures: &[Picture],
        reply_to: Option<MessageId>,
    ) -> Result<Receipt, TopicError> {
        let keyboard = keyboard(&message.buttons)?;
        let mut shown = self.shown(reply_to, message.silent);
        let text = &message.text;
        if let [picture] = pictures
            && entities::units(text.text()) <= limits::CAPABILITIES.caption_units
        {
            shown.add(self.photo(picture, text, keyboard.as_ref(), &shown).await)?;
            return Ok(shown.receipt());
        }
        for pictures in pictures.chunks(limits::ALBUM) {
            match pictures {
                [picture] => shown.add(self.photo(picture, &Rich::default(), None, &shown).await)?,
                _ => shown.add(self.album(pictures, &shown).await)?,
            }
        }
        // Without a picture an empty text goes out too, and is refused, as is right.
        if pictures.is_empty() || !text.text().is_empty() {
            let parts = split(text, limits::CAPABILITIES.text_units);
            let last = parts.len().saturating_sub(1);
            for (index, part) in parts.into_iter().enumerate() {
                let keyboard = keyboard.as_ref().filter(|_| index == last);
                shown.add(self.text(part, keyboard, &shown).await)?;
            }
        }
        Ok(shown.receipt())
    }

    pub(crate) async fn text(
        &self,
        text: Cow<'_, Rich>,
        keyboard: Option<&InlineKeyboardMarkup>,
        shown: &Shown,
    ) -> Result<Vec<Sent>, CallError> {
        let entities = entities::of_marks(&text);
        let mut payload = SendMessage::new(self.chat, text.text());
        payload.message_thread_id = self.topic;
        payload.entities = Some(entities).filter(|entities| !entities.is_empty());
        payload.link_preview_options = Some(no_preview());
        payload.reply_parameters = shown.reply_to.map(reply);
        payload.disable_notification = shown.silent.then_some(true);
        payload.reply_markup = keyboard.cloned().map(ReplyMarkup::InlineKeyboard);
        self.client.call("sendMessage", &payload).await.map(|sent| vec![sent])
    }

    async fn photo(
        &self,
        picture: &Picture,
        caption: &Rich,
        keyboard: Option<&InlineKeyboardMarkup>,
        shown: &Shown,
    ) -> Result<Vec<Sent>, CallError> {
        let length = picture.0.len() as u64;
        let form = self.form(caption, keyboard, shown).part("photo", file(picture));
        self.client.upload("sendPhoto", form, length).await.map(|sent| vec![sent])
    }

    async fn album(&self, pictures: &[Picture], shown: &Shown) -> Result<Vec<Sent>, CallError> {
        let media: Vec<_> = (0..pictures.len())
            .map(|index| json!({"type": "photo", "media": format!("attach://{index}")}))
            .collect();
        let mut form = field(self.place(), "media", Some(&media));
        form = shown.describe(form);
        for (index, picture) in pictures.iter().enumerate() {
            form = form.part(index.to_string(), file(picture));
        }
        let length = pictures.iter().map(|picture| picture.0.len() as u64).sum();
        self.client.upload("sendMediaGroup", form, length).await
    }

    /// Nothing is shown yet.
    pub(crate) fn shown(&self, reply_to: Option<MessageId>, silent: bool) -> Shown {
        Shown { ids: Vec::new(), reply_to, silent, in_topic: self.topic.is_some() }
    }

    /// A form that says where a message is sent to.
    pub(crate) fn place(&self) -> Form {
        let form = Form::new().text("chat_id", self.chat.to_string());
        match self.topic {
            Some(ThreadId(MessageId(topic))) => form.text("message_thread_id", topic.to_string()),
            None => form,
        }
    }

    /// The form of one message with a file, which is still to be added.
    pub(crate) fn form(
        &self,
        caption: &Rich,
        keyboard: Option<&InlineKeyboardMarkup>,
        shown: &Shown,
    ) -> Form {
        let entities = entities::of_marks(caption);
        let mut form = self.place();
        if !caption.text().is_empty() {
            form = form.text("caption", caption.text().to_owned());
        }
        form = field(form, "caption_entities", Some(&entities).filter(|entities| !entities.is_empty()));
        form = field(form, "reply_markup", keyboard);
        shown.describe(form)
    }

    async fn edit(&self, id: &NativeId, message: &Message) -> Result<Receipt, DeliverError> {
        let number = number(id).ok_or(DeliverError::NoSuchMessage)?;
        let keyboard = keyboard(&message.buttons)?;
        let mut payload = EditMessageText::new(self.chat, number, message.text.text());
        payload.entities = Some(entities::of_marks(&message.text));
        payload.link_preview_options = Some(no_preview());
        payload.reply_markup = keyboard.clone();
        let mut answer = self.client.call::<IgnoredAny>("editMessageText", &payload).await;
        // The text under a picture is changed by another method, and only the answer tells which
        // of the two a message needs: we remember nothing about it.
        if is(&answer, Reason::NoText) {
            let mut payload = EditMessageCaption::new(self.chat, number);
            payload.caption = Some(message.text.text().to_owned());
            payload.caption_entities = Some(entities::of_marks(&message.text));
            payload.reply_markup = keyboard;
            answer = self.client.call::<IgnoredAny>("editMessageCaption", &payload).await;
        }
        if !is(&answer, Reason::NotModified) {
            answer.map_err(errors::of_repeatable)?;
        }
        Ok(Receipt { ids: vec![id.clone()] })
    }

    async fn delete(&self, ids: &[NativeId]) -> Result<Receipt, DeliverError> {
        // What is no id of Telegram's cannot stand in the chat.
        let ids: Vec<MessageId> = ids.iter().filter_map(number).collect();
        for ids in ids.chunks(limits::DELETIONS) {
            let payload = DeleteMessages::new(self.chat, ids.iter().copied());
            let answer = self.client.call::<IgnoredAny>("deleteMessages", &payload).await;
            if !is(&answer, Reason::NoSuchMessage) {
                answer.map_err(errors::of_repeatable)?;
            }
        }
        Ok(Receipt::default())
    }

    async fn pin(&self, id: &NativeId, pinned: bool) -> Result<Receipt, DeliverError> {
        let number = number(id).ok_or(DeliverError::NoSuchMessage)?;
        let answer = if pinned {
            let mut payload = PinChatMessage::new(self.chat, number);
            payload.disable_notification = Some(true);
            self.client.call::<IgnoredAny>("pinChatMessage", &payload).await
        } else {
            let mut payload = UnpinChatMessage::new(self.chat);
            payload.message_id = Some(number);
            self.client.call::<IgnoredAny>("unpinChatMessage", &payload).await
        };
        answer.map_err(errors::of_repeatable)?;
        Ok(Receipt::default())
    }

    async fn react(&self, id: &NativeId, reaction: Option<Reaction>) -> Result<Receipt, DeliverError> {
        let number = number(id).ok_or(DeliverError::NoSuchMessage)?;
        let mut payload = SetMessageReaction::new(self.chat, number);
        // As Telegram's own list writes them.
        let emoji = reaction.map(|reaction| ReactionType::Emoji { emoji: reaction.bare() });
        payload.reaction = Some(emoji.into_iter().collect());
        let answer = self.client.call::<IgnoredAny>("setMessageReaction", &payload).await;
        answer.map_err(errors::of_repeatable)?;
        Ok(Receipt::default())
    }

    async fn acknowledge(&self, tap: &TapId) -> Result<Receipt, DeliverError> {
        let payload = AnswerCallbackQuery::new(CallbackQueryId(tap.0.clone()));
        let answer = self.client.call::<IgnoredAny>("answerCallbackQuery", &payload).await;
        // After a while the button stops waiting by itself.
        if !is(&answer, Reason::OldTap) {
            answer.map_err(errors::of_repeatable)?;
        }
        Ok(Receipt::default())
    }
}

/// What of one delivery stands in the chat already.
pub(crate) struct Shown {
    ids: Vec<NativeId>,
    /// What the next message replies to: only the first one does.
    reply_to: Option<MessageId>,
    /// Whether it comes without a sound.
    silent: bool,
    in_topic: bool,
}

impl Shown {
    /// Puts into the form of the next message what it replies to, and whether it makes a sound.
    pub(crate) fn describe(&self, form: Form) -> Form {
        let form = field(form, "reply_parameters", self.reply_to.map(reply).as_ref());
        field(form, "disable_notification", Some(&self.silent).filter(|silent| **silent))
    }

    pub(crate) fn add(&mut self, sent: Result<Vec<Sent>, CallError>) -> Result<(), TopicError> {
        let behind_a_part = !self.ids.is_empty();
        let sent = sent.map_err(|error| errors::of_part(error, self.in_topic, behind_a_part))?;
        self.ids.extend(sent.into_iter().map(|sent| NativeId(sent.message_id.to_string())));
        self.reply_to = None;
        Ok(())
    }

    pub(crate) fn receipt(self) -> Receipt {
        Receipt { ids: self.ids }
    }
}

fn is(answer: &Result<IgnoredAny, CallError>, reason: Reason) -> bool {
    matches!(answer, Err(CallError::Answered(Refusal { reason: said, .. })) if *said == reason)
}

fn number(id: &NativeId) -> Option<MessageId> {
    id.0.parse().ok().map(MessageId)
}

fn reply(id: MessageId) -> ReplyParameters {
    // Somebody may have deleted the message meanwhile; the answer must come all the same.
    ReplyParameters::new(id).allow_sending_without_reply()
}

/// A preview would have Telegram's servers open the link, and show what stands there.
fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

pub(crate) fn keyboard(rows: &[Vec<Button>]) -> Result<Option<InlineKeyboardMarkup>, DeliverError> {
    if rows.is_empty() {
        return Ok(None);
    }
    let rows = rows.iter().map(|row| row.iter().map(button).collect()).collect::<Result<Vec<Vec<_>>, _>>()?;
    Ok(Some(InlineKeyboardMarkup::new(rows)))
}

fn button(button: &Button) -> Result<InlineKeyboardButton, DeliverError> {
    let kind = match &button.press {
        Press::Data(data) => InlineKeyboardButtonKind::CallbackData(data.clone()),
        // Telegram answers 400 to what is no address.
        Press::Link(link) => {
            InlineKeyboardButtonKind::Url(Url::parse(link).map_err(|_| DeliverError::Refused { code: 400 })?)
        }
    };
    Ok(InlineKeyboardButton::new(button.label.clone(), kind))
}

/// The bytes as an upload. The name says nothing, but without one Telegram takes it for a text.
fn file(picture: &Picture) -> Part {
    let length = picture.0.len() as u64;
    Part::stream_with_length(picture.0.clone(), length).file_name("picture.jpg")
}

/// Adds a field in JSON, which is how a form carries structures.
pub(crate) fn field(form: Form, name: &'static str, value: Option<&impl Serialize>) -> Form {
    match value.and_then(|value| serde_json::to_string(value).ok()) {
        Some(json) => form.text(name, json),
        None => form,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(press: Press) -> Vec<Vec<Button>> {
        vec![vec![Button { label: "Open".into(), press }]]
    }

    #[test]
    fn buttons_become_a_keyboard() {
        assert_eq!(keyboard(&[]), Ok(None));
        let data = keyboard(&row(Press::Data("k:1".into()))).unwrap().unwrap();
        let expected = json!({"inline_keyboard": [[{"text": "Open", "callback_data": "k:1"}]]});
        assert_eq!(serde_json::to_value(data).unwrap(), expected);
        let link = keyboard(&row(Press::Link("https://example.org/a".into()))).unwrap().unwrap();
        let expected = json!({"inline_keyboard": [[{"text": "Open", "url": "https://example.org/a"}]]});
        assert_eq!(serde_json::to_value(link).unwrap(), expected);
    }

    #[test]
    fn a_link_that_is_none_is_refused() {
        let refused = Err(DeliverError::Refused { code: 400 });
        assert_eq!(keyboard(&row(Press::Link("nowhere".into()))), refused);
    }
}

//! A message as it stands in a chat, and its JSON.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::files::PhotoSize;
use super::text::{Entity, Styled};

/// A person or a bot, as the API shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// The Telegram id; a private chat has the id of its person.
    pub id: i64,
    /// True for a bot.
    pub is_bot: bool,
    /// The shown name.
    pub first_name: String,
    /// The public name, without `@`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The language of the person's app, such as `fr`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_code: Option<String>,
}

/// What a message carries besides its text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Attachment {
    /// A picture in several sizes, the largest last.
    Photo(Vec<PhotoSize>),
    /// A file: the `Document` object.
    Document(Value),
    /// A film: the `Video` object.
    Video(Value),
    /// A film in a circle: the `VideoNote` object.
    VideoNote(Value),
    /// Something spoken: the `Voice` object.
    Voice(Value),
    /// Sound: the `Audio` object.
    Audio(Value),
    /// A picture that stands for a word: the `Sticker` object.
    Sticker(Value),
    /// A place: the `Location` object.
    Location(Value),
    /// A shared contact: the `Contact` object.
    Contact(Value),
}

impl Attachment {
    /// A file of that kind, by the name of the field that carries it.
    pub(super) fn file(kind: &str, file: Value) -> Self {
        match kind {
            "video" => Self::Video(file),
            "video_note" => Self::VideoNote(file),
            "voice" => Self::Voice(file),
            "audio" => Self::Audio(file),
            "sticker" => Self::Sticker(file),
            _ => Self::Document(file),
        }
    }

    /// The name of the field that carries it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Photo(_) => "photo",
            Self::Document(_) => "document",
            Self::Video(_) => "video",
            Self::VideoNote(_) => "video_note",
            Self::Voice(_) => "voice",
            Self::Audio(_) => "audio",
            Self::Sticker(_) => "sticker",
            Self::Location(_) => "location",
            Self::Contact(_) => "contact",
        }
    }

    /// What the bot fetches it with; none for what is no file.
    #[must_use]
    pub fn file_id(&self) -> Option<&str> {
        match self {
            Self::Photo(sizes) => sizes.last().map(|size| size.file_id.as_str()),
            Self::Document(file)
            | Self::Video(file)
            | Self::VideoNote(file)
            | Self::Voice(file)
            | Self::Audio(file)
            | Self::Sticker(file) => file.get("file_id").and_then(Value::as_str),
            Self::Location(_) | Self::Contact(_) => None,
        }
    }
}

/// A message as the person sees it now.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Message {
    /// Its number in the chat.
    pub id: i64,
    /// True when the bot sent it.
    pub from_bot: bool,
    /// The topic that it stands in.
    pub topic: Option<i64>,
    /// When it was sent, Unix seconds.
    pub date: i64,
    /// When it was last edited, Unix seconds.
    pub edit_date: Option<i64>,
    /// The text, or the caption of an attachment; empty when there is none.
    pub text: String,
    /// The marked parts of the text.
    pub entities: Vec<Entity>,
    /// What it carries besides the text.
    pub attachment: Option<Attachment>,
    /// The album that it belongs to.
    pub media_group_id: Option<String>,
    /// The message that it answers.
    pub reply_to: Option<i64>,
    /// The `InlineKeyboardMarkup` under it.
    pub inline_keyboard: Option<Value>,
    /// The `LinkPreviewOptions` that it was sent with.
    pub link_preview_options: Option<Value>,
    /// True when it was sent without a sound.
    pub silent: bool,
    /// True when it may not be forwarded or saved.
    pub protected: bool,
    /// The bot's reaction to it, an emoji.
    pub reaction: Option<String>,
}

/// A button under a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What it says.
    pub text: String,
    /// What a tap sends to the bot.
    pub data: Option<String>,
    /// The address that a tap opens.
    pub url: Option<String>,
}

impl Message {
    pub(super) fn with_text(mut self, styled: Styled) -> Self {
        self.text = styled.text;
        self.entities = styled.entities;
        self
    }

    pub(super) fn with_attachment(mut self, attachment: Attachment) -> Self {
        self.attachment = Some(attachment);
        self
    }

    /// Whether it was edited.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.edit_date.is_some()
    }

    /// The buttons under it, row by row.
    #[must_use]
    pub fn rows(&self) -> Vec<Vec<Button>> {
        let keyboard = self
            .inline_keyboard
            .as_ref()
            .and_then(|markup| markup.get("inline_keyboard"))
            .and_then(Value::as_array);
        keyboard
            .into_iter()
            .flatten()
            .filter_map(Value::as_array)
            .map(|row| row.iter().map(Button::read).collect())
            .collect()
    }

    /// All buttons under it.
    #[must_use]
    pub fn buttons(&self) -> Vec<Button> {
        self.rows().into_iter().flatten().collect()
    }

    /// The button with this `callback_data` or this label.
    #[must_use]
    pub fn button(&self, which: &str) -> Option<Button> {
        let mut buttons = self.buttons();
        let place = buttons
            .iter()
            .position(|button| button.data.as_deref() == Some(which))
            .or_else(|| buttons.iter().position(|button| button.text == which))?;
        Some(buttons.swap_remove(place))
    }

    /// The largest size of its picture.
    #[must_use]
    pub fn photo(&self) -> Option<&PhotoSize> {
        match &self.attachment {
            Some(Attachment::Photo(sizes)) => sizes.last(),
            _ => None,
        }
    }

    /// The `Message` object.
    pub(super) fn json(&self, bot: &Profile, person: &Profile, reply_to: Option<&Message>) -> String {
        let wire = Wire::new(self, bot, person, reply_to);
        serde_json::to_string(&wire).unwrap_or_default()
    }
}

impl Button {
    fn read(button: &Value) -> Self {
        let text = |name| button.get(name).and_then(Value::as_str).map(str::to_owned);
        Self { text: text("text").unwrap_or_default(), data: text("callback_data"), url: text("url") }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sender = if self.from_bot { "bot" } else { "person" };
        write!(out, "[{}] {sender}: {}", self.id, self.text)?;
        if let Some(attachment) = &self.attachment {
            write!(out, " <{}>", attachment.kind())?;
        }
        for row in self.rows() {
            write!(out, "\n     ")?;
            for button in row {
                let action = button.data.or(button.url).unwrap_or_default();
                write!(out, " [{} | {action}]", button.text)?;
            }
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct Chat<'a> {
    id: i64,
    #[serde(rename = "type")]
    kind: &'static str,
    first_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<&'a str>,
}

/// The `Message` object of the API.
#[derive(Serialize)]
struct Wire<'a> {
    message_id: i64,
    from: &'a Profile,
    chat: Chat<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_thread_id: Option<i64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_topic_message: bool,
    date: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    edit_date: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    media_group_id: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    has_protected_content: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to_message: Option<Box<Wire<'a>>>,
    #[serde(flatten)]
    attachment: Option<&'a Attachment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    entities: &'a [Entity],
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    caption_entities: &'a [Entity],
    #[serde(skip_serializing_if = "Option::is_none")]
    link_preview_options: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<&'a Value>,
}

impl<'a> Wire<'a> {
    fn new(
        message: &'a Message,
        bot: &'a Profile,
        person: &'a Profile,
        reply_to: Option<&'a Message>,
    ) -> Self {
        let plain = message.attachment.is_none();
        let words = (!message.text.is_empty()).then_some(message.text.as_str());
        let entities = message.entities.as_slice();
        Self {
            message_id: message.id,
            from: if message.from_bot { bot } else { person },
            chat: Chat {
                id: person.id,
                kind: "private",
                first_name: &person.first_name,
                username: person.username.as_deref(),
            },
            message_thread_id: message.topic,
            is_topic_message: message.topic.is_some(),
            date: message.date,
            edit_date: message.edit_date,
            media_group_id: message.media_group_id.as_deref(),
            has_protected_content: message.protected,
            reply_to_message: reply_to.map(|other| Box::new(Self::new(other, bot, person, None))),
            attachment: message.attachment.as_ref(),
            text: words.filter(|_| plain),
            entities: if plain { entities } else { &[] },
            caption: words.filter(|_| !plain),
            caption_entities: if plain { &[] } else { entities },
            link_preview_options: message.link_preview_options.as_ref(),
            reply_markup: message.inline_keyboard.as_ref(),
        }
    }
}

/// The `Chat` object of a person's private chat.
pub(super) fn chat_json(person: &Profile) -> Value {
    let chat = Chat {
        id: person.id,
        kind: "private",
        first_name: &person.first_name,
        username: person.username.as_deref(),
    };
    serde_json::to_value(chat).unwrap_or_default()
}

//! Texts and their entities, counted as Telegram counts: in UTF-16 units.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::html;
use super::params::Params;
use super::refusal::Refusal;

/// The most UTF-16 units in a message, after entities are parsed (`sendMessage`).
pub(super) const TEXT_LIMIT: usize = 4096;
/// The most UTF-16 units in a caption (`sendPhoto`).
pub(super) const CAPTION_LIMIT: usize = 1024;

/// A marked part of a text; places and lengths are UTF-16 units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// `bold`, `bot_command`, `text_link` and so on.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where the part begins.
    pub offset: usize,
    /// How long it is.
    pub length: usize,
    /// The address behind a `text_link`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// The person behind a `text_mention`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub user: Option<Value>,
    /// The language of a `pre`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub language: Option<String>,
    /// The emoji of a `custom_emoji`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub custom_emoji_id: Option<String>,
    /// The moment of a `date_time`, Unix seconds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unix_time: Option<i64>,
    /// How a `date_time` is shown.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date_time_format: Option<String>,
}

impl Entity {
    /// An entity without an argument.
    #[must_use]
    pub fn new(kind: &str, offset: usize, length: usize) -> Self {
        Self {
            kind: kind.to_owned(),
            offset,
            length,
            url: None,
            user: None,
            language: None,
            custom_emoji_id: None,
            unix_time: None,
            date_time_format: None,
        }
    }
}

/// A text as it is shown, with its entities.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Styled {
    pub(super) text: String,
    pub(super) entities: Vec<Entity>,
}

/// The length of a text in UTF-16 units.
pub(super) fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Reads a text with its mark-up: `parse_mode` wins over explicit entities, as in Telegram.
pub(super) fn styled(
    raw: &str,
    parse_mode: Option<&str>,
    entities: Option<&Value>,
) -> Result<Styled, Refusal> {
    let styled = match parse_mode.unwrap_or_default().to_ascii_lowercase().as_str() {
        "" => Styled { text: raw.to_owned(), entities: explicit(raw, entities)? },
        "html" => html::parse(raw)?,
        _ => return Err(Refusal::bad("unsupported parse_mode")),
    };
    Ok(trimmed(styled))
}

/// The text of `sendMessage` and `editMessageText`.
pub(super) fn message_text(params: &Params, too_long: &str) -> Result<Styled, Refusal> {
    let raw = params.text("text").unwrap_or_default();
    let entities = params.json("entities")?;
    let styled = styled(&raw, params.text("parse_mode").as_deref(), entities.as_deref())?;
    if styled.text.is_empty() {
        return Err(Refusal::bad("message text is empty"));
    }
    if utf16_len(&styled.text) > TEXT_LIMIT {
        return Err(Refusal::bad(too_long));
    }
    Ok(styled)
}

/// The caption among the parameters, empty when there is none.
pub(super) fn caption(params: &Params) -> Result<Styled, Refusal> {
    let raw = params.text("caption").unwrap_or_default();
    let entities = params.json("caption_entities")?;
    let mode = params.text("parse_mode");
    limited_caption(styled(&raw, mode.as_deref(), entities.as_deref())?)
}

/// The caption of one item of an album.
pub(super) fn item_caption(item: &Value) -> Result<Styled, Refusal> {
    let text = |name| item.get(name).and_then(Value::as_str);
    limited_caption(styled(
        text("caption").unwrap_or_default(),
        text("parse_mode"),
        item.get("caption_entities"),
    )?)
}

fn limited_caption(caption: Styled) -> Result<Styled, Refusal> {
    if utf16_len(&caption.text) > CAPTION_LIMIT {
        return Err(Refusal::bad("message caption is too long"));
    }
    Ok(caption)
}

/// Explicit entities, each within the text and on the borders of characters.
fn explicit(text: &str, entities: Option<&Value>) -> Result<Vec<Entity>, Refusal> {
    let Some(value) = entities else {
        return Ok(Vec::new());
    };
    let entities = Vec::<Entity>::deserialize(value)
        .map_err(|_| Refusal::bad("can't parse entities: can't parse MessageEntity"))?;
    if entities.is_empty() {
        return Ok(entities);
    }
    let borders = borders(text);
    let end = borders.len().saturating_sub(1);
    for entity in &entities {
        let last = entity.offset.saturating_add(entity.length);
        if entity.length == 0 || last > end {
            return Err(Refusal::bad(&format!(
                "entity beginning at UTF-16 offset {} ends after the end of the text at UTF-16 offset {end}",
                entity.offset
            )));
        }
        for (place, word) in [(entity.offset, "begins"), (last, "ends")] {
            if borders.get(place) != Some(&true) {
                return Err(Refusal::bad(&format!(
                    "entity {word} in a middle of a UTF-16 symbol at UTF-16 offset {place}"
                )));
            }
        }
    }
    Ok(entities)
}

/// For every UTF-16 place, the end included, whether a character begins there.
fn borders(text: &str) -> Vec<bool> {
    let mut borders = Vec::with_capacity(text.len() + 1);
    for character in text.chars() {
        borders.push(true);
        if character.len_utf16() == 2 {
            borders.push(false);
        }
    }
    borders.push(true);
    borders
}

/// Telegram cuts white space at both ends; entities move along.
fn trimmed(styled: Styled) -> Styled {
    let start = styled.text.len() - styled.text.trim_start().len();
    let text = styled.text.trim();
    if text.len() == styled.text.len() {
        return styled;
    }
    let cut = utf16_len(styled.text.get(..start).unwrap_or_default());
    let end = cut + utf16_len(text);
    let entities = styled
        .entities
        .into_iter()
        .filter_map(|mut entity| {
            let from = entity.offset.max(cut);
            let to = (entity.offset + entity.length).min(end);
            entity.offset = from.checked_sub(cut)?;
            entity.length = to.checked_sub(from)?;
            (entity.length > 0).then_some(entity)
        })
        .collect();
    Styled { text: text.to_owned(), entities }
}

/// The commands in what a person writes: a slash at the beginning or after white space.
pub(super) fn commands(text: &str) -> Vec<Entity> {
    let mut found = Vec::new();
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let name: String = word
            .chars()
            .skip(1)
            .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '@'))
            .collect();
        if word.starts_with('/') && !name.is_empty() {
            found.push(Entity::new("bot_command", offset, name.len() + 1));
        }
        offset += utf16_len(word);
    }
    found
}

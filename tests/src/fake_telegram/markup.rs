//! Keyboards under messages.

use serde_json::Value;

use super::params::Params;
use super::refusal::Refusal;

/// What a call says about keyboards.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Markup {
    /// Nothing.
    #[default]
    None,
    /// Buttons under the message: the whole `InlineKeyboardMarkup`.
    Inline(Value),
    /// Buttons in place of the person's keyboard, or a forced reply.
    Reply(Value),
    /// The reply keyboard goes away.
    Remove,
}

impl Markup {
    /// Reads and checks `reply_markup`.
    pub(super) fn read(params: &Params) -> Result<Self, Refusal> {
        let Some(markup) = params.json("reply_markup")? else {
            return Ok(Self::None);
        };
        let object = markup.as_object().ok_or_else(|| Refusal::bad("object expected as reply markup"))?;
        if let Some(rows) = object.get("inline_keyboard") {
            let empty = check_inline(rows)?;
            return Ok(if empty { Self::None } else { Self::Inline(markup.into_owned()) });
        }
        if object.contains_key("keyboard") || object.contains_key("force_reply") {
            return Ok(Self::Reply(markup.into_owned()));
        }
        if object.contains_key("remove_keyboard") {
            return Ok(Self::Remove);
        }
        Ok(Self::None)
    }

    /// The inline keyboard for an edit, which takes no other.
    pub(super) fn inline(params: &Params) -> Result<Option<Value>, Refusal> {
        match Self::read(params)? {
            Self::Inline(value) => Ok(Some(value)),
            Self::None => Ok(None),
            Self::Reply(_) | Self::Remove => Err(Refusal::bad("inline keyboard expected")),
        }
    }
}

/// Checks every button; true when there is none.
fn check_inline(rows: &Value) -> Result<bool, Refusal> {
    fn array<'v>(value: &'v Value, why: &str) -> Result<&'v Vec<Value>, Refusal> {
        value.as_array().ok_or_else(|| Refusal::bad(why))
    }
    let mut empty = true;
    for row in array(rows, "field \"inline_keyboard\" must be of type Array")? {
        for button in array(row, "field \"inline_keyboard\" must be an Array of Arrays")? {
            check_button(button)?;
            empty = false;
        }
    }
    Ok(empty)
}

/// A button's kinds of action, of which it has exactly one (`InlineKeyboardButton`).
const ACTIONS: &[&str] = &[
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
];

fn check_button(button: &Value) -> Result<(), Refusal> {
    let text = button.get("text").and_then(Value::as_str);
    if text.is_none_or(|text| text.trim().is_empty()) {
        return Err(Refusal::bad(
            "can't parse inline keyboard button: Field \"text\" must be a non-empty String",
        ));
    }
    let actions =
        ACTIONS.iter().filter(|name| button.get(**name).is_some_and(|value| !value.is_null())).count();
    if actions != 1 {
        return Err(Refusal::bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ));
    }
    if let Some(data) = button.get("callback_data").filter(|data| !data.is_null())
        && !data.as_str().is_some_and(|data| (1..=64).contains(&data.len()))
    {
        return Err(Refusal::bad("BUTTON_DATA_INVALID"));
    }
    if let Some(url) = button.get("url").and_then(Value::as_str)
        && !["http://", "https://", "tg://"]
            .iter()
            .any(|scheme| url.starts_with(scheme) && url.len() > scheme.len())
    {
        return Err(Refusal::bad("BUTTON_URL_INVALID"));
    }
    match button.get("style").and_then(Value::as_str) {
        None | Some("danger" | "success" | "primary") => Ok(()),
        Some(_) => Err(Refusal::bad("can't parse inline keyboard button: invalid button style specified")),
    }
}

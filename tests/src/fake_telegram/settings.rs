//! What a bot says of itself: commands, names, descriptions, the menu button.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use super::bot::Bot;
use super::params::{Params, int};
use super::refusal::{Answer, Refusal};

/// A scope's JSON text and a language.
type ScopeKey = (String, String);

#[derive(Debug, Default)]
struct Inner {
    commands: HashMap<ScopeKey, Value>,
    /// By parameter name and language.
    texts: HashMap<(&'static str, String), String>,
    menu_buttons: HashMap<Option<i64>, Value>,
}

/// The settings of one bot.
#[derive(Debug, Default)]
pub(super) struct Settings {
    inner: Mutex<Inner>,
}

impl Settings {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn language(params: &Params) -> Result<String, Refusal> {
    let language = params.text("language_code").unwrap_or_default();
    let two_letters = language.len() == 2 && language.chars().all(|c| c.is_ascii_lowercase());
    if language.is_empty() || two_letters {
        Ok(language.into_owned())
    } else {
        Err(Refusal::bad("invalid language code specified"))
    }
}

fn scope_key(params: &Params) -> Result<ScopeKey, Refusal> {
    let mut scope =
        params.json("scope")?.map_or_else(|| json!({ "type": "default" }), |scope| scope.into_owned());
    if let Some(id) = scope.get("chat_id").and_then(int) {
        scope["chat_id"] = id.into();
    }
    if scope.get("type").and_then(Value::as_str).is_none() {
        return Err(Refusal::bad("can't parse BotCommandScope: type is missing"));
    }
    Ok((scope.to_string(), language(params)?))
}

fn done() -> Answer {
    Ok("true".to_owned())
}

/// `setMyCommands`.
pub(super) fn set_commands(bot: &Bot, params: &Params) -> Answer {
    let key = scope_key(params)?;
    let commands =
        params.json("commands")?.ok_or_else(|| Refusal::bad("parameter \"commands\" is required"))?;
    let list = commands.as_array().ok_or_else(|| Refusal::bad("expected an Array of BotCommand"))?;
    // "At most 100 commands can be specified."
    if list.len() > 100 {
        return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    for command in list {
        check_command(command)?;
    }
    bot.settings.inner().commands.insert(key, commands.into_owned());
    done()
}

/// `BotCommand`: 1-32 lowercase letters, digits and underscores; a description of 1-256.
fn check_command(command: &Value) -> Result<(), Refusal> {
    let text = |name| {
        let text = command.get(name).and_then(Value::as_str);
        text.unwrap_or_default()
    };
    let name = text("command");
    let name = name.strip_prefix('/').unwrap_or(name);
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !(1..=32).contains(&name.len()) || !name.chars().all(allowed) {
        return Err(Refusal::bad("BOT_COMMAND_INVALID"));
    }
    if !(1..=256).contains(&text("description").chars().count()) {
        return Err(Refusal::bad("BOT_COMMAND_DESCRIPTION_INVALID"));
    }
    Ok(())
}

/// `getMyCommands`: exactly this scope and language, or nothing.
pub(super) fn get_commands(bot: &Bot, params: &Params) -> Answer {
    let key = scope_key(params)?;
    let inner = bot.settings.inner();
    let commands = inner.commands.get(&key);
    Ok(commands.map_or_else(|| "[]".to_owned(), Value::to_string))
}

/// `deleteMyCommands`.
pub(super) fn delete_commands(bot: &Bot, params: &Params) -> Answer {
    let key = scope_key(params)?;
    bot.settings.inner().commands.remove(&key);
    done()
}

/// `setMyName`, `setMyDescription`, `setMyShortDescription`; an empty text clears it.
pub(super) fn set_text(bot: &Bot, params: &Params, name: &'static str, limit: usize) -> Answer {
    let key = (name, language(params)?);
    let text = params.text(name).unwrap_or_default().into_owned();
    if text.chars().count() > limit {
        return Err(Refusal::bad(&format!("bot {name} is too long")));
    }
    let mut inner = bot.settings.inner();
    if text.is_empty() {
        inner.texts.remove(&key);
    } else {
        inner.texts.insert(key, text);
    }
    done()
}

/// `getMyName` and its like: this language's text, or else the one for all languages.
pub(super) fn get_text(bot: &Bot, params: &Params, name: &'static str) -> Answer {
    let language = language(params)?;
    let inner = bot.settings.inner();
    let own = inner.texts.get(&(name, language));
    let text = own.or_else(|| inner.texts.get(&(name, String::new())));
    let text = match (text, name) {
        (Some(text), _) => text.as_str(),
        (None, "name") => &bot.me.first_name,
        (None, _) => "",
    };
    Ok(json!({ name: text }).to_string())
}

/// `setChatMenuButton`.
pub(super) fn set_menu_button(bot: &Bot, params: &Params) -> Answer {
    let button = params
        .json("menu_button")?
        .map_or_else(|| json!({ "type": "default" }), |button| button.into_owned());
    let kind = button.get("type").and_then(Value::as_str);
    if !matches!(kind, Some("commands" | "web_app" | "default")) {
        return Err(Refusal::bad("can't parse menu button: unknown type"));
    }
    let chat = params.int("chat_id");
    bot.settings.inner().menu_buttons.insert(chat, button);
    done()
}

/// `getChatMenuButton`.
pub(super) fn get_menu_button(bot: &Bot, params: &Params) -> Answer {
    let inner = bot.settings.inner();
    let own = inner.menu_buttons.get(&params.int("chat_id"));
    let button = own.or_else(|| inner.menu_buttons.get(&None));
    Ok(button.map_or_else(|| r#"{"type":"commands"}"#.to_owned(), Value::to_string))
}

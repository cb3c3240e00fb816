//! The menu of commands beside the text field.

use adapter::Words;
use marketplace_domain::account::Language;
use serde::de::IgnoredAny;
use teloxide_core::{
    payloads::{GetMyCommands, SetMyCommands},
    types::BotCommand,
};

use crate::{ConnectError, Telegram};

/// Shows the commands in each language, and in English to readers of others. Called at start; what
/// is shown already is not set again, because Telegram lets it be set rarely.
pub async fn publish(telegram: &Telegram, words: &dyn Words) -> Result<(), ConnectError> {
    set(telegram, None, commands(words, Language::En)).await?;
    for language in Language::ALL {
        set(telegram, Some(language.code()), commands(words, language)).await?;
    }
    Ok(())
}

async fn set(
    telegram: &Telegram,
    language: Option<&str>,
    wanted: Vec<BotCommand>,
) -> Result<(), ConnectError> {
    let language_code = language.map(str::to_owned);
    let mut get = GetMyCommands::new();
    get.language_code = language_code.clone();
    let shown: Vec<BotCommand> = telegram.client.call("getMyCommands", &get).await?;
    if shown != wanted {
        let mut set = SetMyCommands::new(wanted);
        set.language_code = language_code;
        telegram.client.call::<IgnoredAny>("setMyCommands", &set).await?;
    }
    Ok(())
}

fn commands(words: &dyn Words, language: Language) -> Vec<BotCommand> {
    words
        .commands(language)
        .into_iter()
        .map(|command| BotCommand::new(command.name, command.description))
        .collect()
}

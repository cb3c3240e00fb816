//! The menu of commands, which Discord shows when somebody types a slash.

use adapter::{CommandWord, Words};
use marketplace_domain::account::Language;
use reqwest::Method;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Map, Value, json};

use crate::{ConnectError, Discord, limits, split::shorten};

/// Discord's names of our languages (docs.discord.com/developers/reference#locales; `ar` is in its
/// published schema). Readers of others get English.
const LOCALES: [(&str, Language); 2] = [("fr", Language::Fr), ("ar", Language::Ar)];

/// A command that is typed (docs.discord.com/developers/interactions/application-commands).
const CHAT_INPUT: u8 = 1;

/// In the chat with the bot, and nowhere else.
const BOT_DM: u8 = 1;

/// What we read of the application (docs.discord.com/developers/resources/application). Its id is the
/// bot's for all but old ones.
#[derive(Deserialize)]
struct Application {
    id: String,
}

/// Sets the commands, in each language. Called at start; setting them again changes nothing.
pub async fn publish(discord: &Discord, words: &dyn Words) -> Result<(), ConnectError> {
    let Application { id } = discord.client.get("applications/@me").await?;
    let path = format!("applications/{id}/commands");
    discord.client.call::<IgnoredAny>(Method::PUT, &path, &commands(words)).await?;
    Ok(())
}

fn commands(words: &dyn Words) -> Vec<Value> {
    let locales = LOCALES.map(|(locale, language)| (locale, words.commands(language)));
    let description = |command: &CommandWord| json!(shorten(&command.description, limits::DESCRIPTION));
    let one = |command: CommandWord| {
        let same = |(locale, commands): &(&str, Vec<CommandWord>)| {
            let command = commands.iter().find(|it| it.name == command.name)?;
            Some(((*locale).to_owned(), description(command)))
        };
        let localizations: Map<String, Value> = locales.iter().filter_map(same).collect();
        json!({
            "type": CHAT_INPUT,
            "name": command.name,
            "description": description(&command),
            "description_localizations": localizations,
            "contexts": [BOT_DM],
        })
    };
    words.commands(Language::En).into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Few;

    impl Words for Few {
        fn word(&self, _: Language, _: &str) -> String {
            String::new()
        }

        fn commands(&self, language: Language) -> Vec<CommandWord> {
            let command = |name: &str| CommandWord {
                name: name.to_owned(),
                description: format!("{} {name} {}", language.code(), "y".repeat(100)),
            };
            vec![command("start"), command("help")]
        }
    }

    #[test]
    fn every_command_is_described_in_every_language() {
        let commands = commands(&Few);
        assert_eq!(commands.len(), 2);
        let help = &commands[1];
        assert_eq!(
            (&help["name"], &help["contexts"], &help["type"]),
            (&json!("help"), &json!([1]), &json!(1))
        );
        let descriptions = [
            &help["description"],
            &help["description_localizations"]["fr"],
            &help["description_localizations"]["ar"],
        ];
        for (description, code) in descriptions.into_iter().zip(["en", "fr", "ar"]) {
            let text = description.as_str().unwrap();
            assert!(text.starts_with(&format!("{code} help ")), "{text}");
            assert_eq!(text.chars().count(), limits::DESCRIPTION);
        }
    }
}

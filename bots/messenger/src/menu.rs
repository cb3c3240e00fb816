//! What Messenger shows outside the talk: a greeting and a button before the first word, and a menu
//! of commands beside the text field.

use adapter::Words;
use marketplace_domain::account::Language;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::{ConnectError, Messenger, limits, split::shorten};

/// What the button before the first word carries.
pub(crate) const GET_STARTED: &str = "start";

/// The sentence that greets people who have not written yet.
const GREETING: &str = "start-welcome";

/// Messenger's names of our languages (developers.facebook.com/documentation/business-messaging/
/// messenger-platform/messenger-profile/supported-locales). Readers of others get English.
const LOCALES: [(&str, Language); 3] =
    [("default", Language::En), ("fr_FR", Language::Fr), ("ar_AR", Language::Ar)];

/// Sets all of it, in each language. Called at start; setting it again changes nothing. The menu is
/// refused without the button, so that both go in one call.
pub async fn publish(messenger: &Messenger, words: &dyn Words) -> Result<(), ConnectError> {
    messenger.client.call::<IgnoredAny>("me/messenger_profile", &profile(words)).await?;
    Ok(())
}

/// …/reference/messenger-profile-api
fn profile(words: &dyn Words) -> Value {
    let greeting = |(locale, language)| json!({"locale": locale, "text": shorten(&words.word(language, GREETING), limits::GREETING)});
    let menu = |(locale, language)| {
        json!({
            "locale": locale,
            "composer_input_disabled": false,
            "call_to_actions": items(words, language),
        })
    };
    json!({
        "get_started": {"payload": GET_STARTED},
        "greeting": LOCALES.map(greeting),
        "persistent_menu": LOCALES.map(menu),
    })
}

/// An item is read back as the command that its payload spells.
fn items(words: &dyn Words, language: Language) -> Vec<Value> {
    let commands = words.commands(language).into_iter().take(limits::MENU_ITEMS);
    let item = |command: adapter::CommandWord| {
        json!({
            "type": "postback",
            "title": shorten(&command.description, limits::MENU_TITLE),
            "payload": format!("/{}", command.name),
        })
    };
    commands.map(item).collect()
}

#[cfg(test)]
mod tests {
    use adapter::CommandWord;

    use super::*;

    struct Few;

    impl Words for Few {
        fn word(&self, language: Language, key: &str) -> String {
            format!("{key} {} {}", language.code(), "x".repeat(200))
        }

        fn commands(&self, language: Language) -> Vec<CommandWord> {
            let command = |number| CommandWord {
                name: format!("c{number}"),
                description: format!("{} {}", language.code(), "y".repeat(40)),
            };
            (0..25).map(command).collect()
        }
    }

    #[test]
    fn every_language_has_a_greeting_and_a_menu_that_fit() {
        let profile = profile(&Few);
        assert_eq!(profile["get_started"]["payload"], GET_STARTED);
        for (index, (locale, language)) in LOCALES.into_iter().enumerate() {
            let greeting = &profile["greeting"][index];
            assert_eq!(greeting["locale"], locale);
            let text = greeting["text"].as_str().unwrap();
            assert!(text.starts_with(&format!("start-welcome {}", language.code())));
            assert_eq!(text.chars().count(), limits::GREETING);
            let menu = &profile["persistent_menu"][index];
            assert_eq!(menu["locale"], locale);
            let items = menu["call_to_actions"].as_array().unwrap();
            assert_eq!(items.len(), limits::MENU_ITEMS);
            assert_eq!(items[3]["payload"], "/c3");
            let title = items[3]["title"].as_str().unwrap();
            assert!(title.starts_with(language.code()) && title.chars().count() == limits::MENU_TITLE);
        }
    }
}

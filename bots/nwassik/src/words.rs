//! Words of the locales for what adapters show outside a chat.

use adapter::{CommandWord, Words};
use marketplace_domain::account::Language;

/// The product's locales.
pub struct Locales;

impl Words for Locales {
    fn word(&self, language: Language, key: &str) -> String {
        conversation::word(language, key)
    }

    fn commands(&self, language: Language) -> Vec<CommandWord> {
        let commands = conversation::commands(language).into_iter();
        commands.map(|(name, description)| CommandWord { name: name.to_owned(), description }).collect()
    }
}

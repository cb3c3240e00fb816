//! Words that an adapter needs outside a chat: on a page, in a menu. They come from the locales
//! through whoever wires the adapter.

use marketplace_domain::account::Language;

/// A command as a platform's menu shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandWord {
    /// Without the slash.
    pub name: String,
    /// What it does, in a few words.
    pub description: String,
}

/// Looks words up.
pub trait Words: Send + Sync {
    /// The sentence of that key, in that language.
    fn word(&self, language: Language, key: &str) -> String;

    /// The commands of the menu, in order.
    fn commands(&self, language: Language) -> Vec<CommandWord>;
}

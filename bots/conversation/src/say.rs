//! What the bot says, before it is put into a language.

use chrono::NaiveDate;
use marketplace_domain::{
    conversation::Alias, id::PhotoId, message::Rich, money::Money, place::Place,
};

/// Where a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// The one live card of the chat: a press of a button on it changes it in place; after a line
    /// of text it moves below that line and the old one goes.
    Live,
    /// A message that stays where it is, such as a receipt.
    Stay,
}

/// One message to show.
#[derive(Debug, Clone, PartialEq)]
pub struct Say {
    /// Where it goes.
    pub show: Show,
    /// Its paragraphs and lines.
    pub parts: Vec<Part>,
    /// Rows of buttons.
    pub buttons: Vec<Vec<Button>>,
    /// Pictures; only with [`Show::Stay`].
    pub photos: Vec<PhotoId>,
}

/// A line of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A sentence.
    Line(Sentence),
    /// A sentence in bold.
    Heading(Sentence),
    /// What a person wrote, as they wrote it, in bold.
    Title(String),
    /// What a person wrote, as they wrote it.
    Quote(Rich),
    /// An empty line.
    Gap,
}

/// A named sentence of the locales, with what goes into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Its key.
    pub key: &'static str,
    /// What goes into it.
    pub args: Vec<(&'static str, Arg)>,
}

/// What goes into a sentence; rendering knows how each is written in each language.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// What a person wrote.
    Text(String),
    /// A number; the sentence chooses its plural by it.
    Number(i64),
    /// A day.
    Date(NaiveDate),
    /// An amount.
    Money(Money),
    /// A place, in the reader's language.
    Place(Place),
    /// What the other side is called.
    Alias(Alias),
    /// Another sentence.
    Sentence(Box<Sentence>),
}

/// A button.
#[derive(Debug, Clone, PartialEq)]
pub struct Button {
    /// What stands on it.
    pub label: Sentence,
    /// What it carries back to us, at most 64 bytes.
    pub data: String,
}

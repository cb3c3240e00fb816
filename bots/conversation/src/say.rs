//! What the bot says, before it is put into a language.

use chrono::NaiveDate;
use marketplace_domain::{conversation::Alias, id::PhotoId, message::Rich, money::Money, place::Place};

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
    /// A text that is shown as a QR picture; only with [`Show::Stay`].
    pub qr: Option<String>,
    /// Whether the live card is to be kept in sight at the top of the chat, or is not any more.
    pub pin: Option<bool>,
}

/// A line of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A sentence.
    Line(Sentence),
    /// A sentence in bold.
    Heading(Sentence),
    /// Short sentences on one line, with a dot between.
    Row(Vec<Sentence>),
    /// What a person wrote, as they wrote it, in bold.
    Title(String),
    /// What a person wrote, as they wrote it.
    Quote(Rich),
    /// An empty line.
    Gap,
}

impl Part {
    /// A sentence that nothing goes into.
    pub(crate) const fn line(key: &'static str) -> Self {
        Self::Line(s(key))
    }

    /// The same in bold.
    pub(crate) const fn heading(key: &'static str) -> Self {
        Self::Heading(s(key))
    }
}

/// A named sentence of the locales, with what goes into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Its key.
    pub key: &'static str,
    /// What goes into it.
    pub args: Vec<(&'static str, Arg)>,
}

impl Sentence {
    /// A sentence that nothing goes into.
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// The same with something in it.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((name, arg));
        self
    }

    /// The same with what a person wrote in it.
    #[must_use]
    pub fn text(self, name: &'static str, text: &str) -> Self {
        self.with(name, Arg::Text(text.to_owned()))
    }

    /// The same with a number in it.
    #[must_use]
    pub fn number(self, name: &'static str, number: impl Into<i64>) -> Self {
        self.with(name, Arg::Number(number.into()))
    }
}

/// A sentence that nothing goes into yet.
pub(crate) const fn s(key: &'static str) -> Sentence {
    Sentence::new(key)
}

/// What goes into a sentence; rendering knows how each is written in each language.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// What a person wrote.
    Text(String),
    /// A web address that a person wrote.
    Link(String),
    /// A number; the sentence chooses its plural by it.
    Number(i64),
    /// A weight in grams, written in kilograms.
    Kilos(u32),
    /// A number in tenths, written with one decimal.
    Tenths(u32),
    /// A day.
    Date(NaiveDate),
    /// An amount.
    Money(Money),
    /// A place, in the reader's language; its country goes with it unless that is Tunisia.
    Place(Place),
    /// A place by its name alone, for a button that has no room for more.
    PlaceName(Place),
    /// A place with its country in any case, where several of one name are offered.
    PlaceFull(Place),
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

//! What a person answered in a form.

use chrono::NaiveDate;
use marketplace_domain::{
    alert::QuietHours,
    deal::Goods,
    message::Rich,
    money::Money,
    place::Place,
    request::{Item, Kind, Link, Photos, Quantity, Radius, Size, Window, Words},
    text::{Carries, Description, ItemName, Note, Title},
};
use serde::{Deserialize, Serialize};

use super::Key;

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Value {
    /// Left empty on purpose.
    None,
    Kind(Kind),
    Title(Title),
    Description(Description),
    Name(ItemName),
    Message(Rich),
    Place(Place),
    Date(NaiveDate),
    Money(Money),
    Quantity(Quantity),
    Link(Link),
    Size(Size),
    Grams(u32),
    Flag(bool),
    Photos(Photos),
    Items(Vec<Item>),
    Radius(Radius),
    Days(u16),
    Window(Window),
    Words(Words),
    Hours(QuietHours),
    Carries(Carries),
    Goods(Goods),
    Note(Note),
}

/// The answers of a form, at most one a key.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Answers(Vec<(Key, Value)>);

impl Answers {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All answers, in the order in which they were given.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(Key, Value)> {
        self.0.iter()
    }

    /// Whether it was answered or left empty on purpose.
    pub(crate) fn has(&self, key: Key) -> bool {
        self.0.iter().any(|(other, _)| *other == key)
    }

    /// The answer; `None` also where it was left empty on purpose.
    pub(crate) fn get(&self, key: Key) -> Option<&Value> {
        self.0.iter().find(|(other, value)| *other == key && *value != Value::None).map(|(_, value)| value)
    }

    pub(crate) fn set(&mut self, key: Key, value: Value) {
        match self.0.iter_mut().find(|(other, _)| *other == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    /// The same with an answer, if there is one.
    #[must_use]
    pub(crate) fn with(mut self, key: Key, value: Option<Value>) -> Self {
        if let Some(value) = value {
            self.set(key, value);
        }
        self
    }

    pub(crate) fn remove(&mut self, key: Key) {
        self.0.retain(|(other, _)| *other != key);
    }

    pub(crate) fn kind(&self) -> Option<Kind> {
        match self.get(Key::Kind) {
            Some(Value::Kind(kind)) => Some(*kind),
            _ => None,
        }
    }

    pub(crate) fn title(&self) -> Option<&Title> {
        match self.get(Key::Title) {
            Some(Value::Title(title)) => Some(title),
            _ => None,
        }
    }

    pub(crate) fn place(&self, key: Key) -> Option<&Place> {
        match self.get(key) {
            Some(Value::Place(place)) => Some(place),
            _ => None,
        }
    }

    pub(crate) fn date(&self, key: Key) -> Option<NaiveDate> {
        match self.get(key) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    pub(crate) fn money(&self, key: Key) -> Option<Money> {
        match self.get(key) {
            Some(Value::Money(money)) => Some(*money),
            _ => None,
        }
    }

    pub(crate) fn words(&self, key: Key) -> Option<&Words> {
        match self.get(key) {
            Some(Value::Words(words)) => Some(words),
            _ => None,
        }
    }

    pub(crate) fn radius(&self, key: Key) -> Option<Radius> {
        match self.get(key) {
            Some(Value::Radius(radius)) => Some(*radius),
            _ => None,
        }
    }

    pub(crate) fn photos(&self) -> Photos {
        match self.get(Key::Photos) {
            Some(Value::Photos(photos)) => photos.clone(),
            _ => Photos::default(),
        }
    }

    pub(crate) fn items(&self) -> &[Item] {
        match self.get(Key::Items) {
            Some(Value::Items(items)) => items,
            _ => &[],
        }
    }
}

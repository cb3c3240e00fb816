//! What a line says, and what was read from it, in the same words.

use std::collections::BTreeMap;

use conversation::read::{
    amount::read_amount,
    request::{Request, Said},
    weight::read_weight,
};
use marketplace_domain::{
    money::Money,
    place::{Gazetteer, Place},
    request::Size,
};

/// A field of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Kind,
    Items,
    Quantity,
    Link,
    From,
    To,
    Due,
    Reward,
    Ceiling,
    Weight,
    Size,
}

/// What is said of each field: a value, or `?` where it must be asked.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Label(pub(crate) BTreeMap<Field, String>);

pub(crate) const UNSURE: &str = "?";

impl Label {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut fields = BTreeMap::new();
        let mut items = Vec::new();
        for part in text.split(" | ") {
            let (word, rest) = part.split_once(' ').unwrap_or((part, ""));
            let (field, value) = match word {
                "nothing" => continue,
                "buy" | "pickup" | "service" if rest.is_empty() => (Field::Kind, word.to_owned()),
                "link" => (Field::Link, rest.to_owned()),
                "from" => (Field::From, place(rest)?),
                "to" => (Field::To, place(rest)?),
                "due" => (Field::Due, rest.to_owned()),
                "reward" => (Field::Reward, money(rest)?),
                "max" => (Field::Ceiling, money(rest)?),
                "weight" => (Field::Weight, read_weight(rest).map_err(|_| rest.to_owned())?.to_string()),
                "size" => (Field::Size, rest.to_owned()),
                "from?" => (Field::From, UNSURE.to_owned()),
                "to?" => (Field::To, UNSURE.to_owned()),
                "due?" => (Field::Due, UNSURE.to_owned()),
                "reward?" => (Field::Reward, UNSURE.to_owned()),
                _ => {
                    items.push(item(part));
                    continue;
                }
            };
            if fields.insert(field, value).is_some() {
                return Err(format!("{field:?} stands twice"));
            }
        }
        put_items(&mut fields, &items);
        Ok(Self(fields))
    }

    pub(crate) fn of(read: &Request) -> Self {
        let mut fields = BTreeMap::new();
        let mut put = |field, value: Option<String>| {
            if let Some(value) = value {
                fields.insert(field, value);
            }
        };
        put(Field::Kind, read.kind.map(|kind| kind.name().to_owned()));
        put(Field::Link, read.link.as_ref().map(|link| link.as_str().to_owned()));
        put(Field::From, said(&read.from, place_name));
        put(Field::To, said(&read.to, place_name));
        put(Field::Due, said(&read.due, ToString::to_string));
        put(Field::Reward, said(&read.reward, written));
        put(Field::Ceiling, read.ceiling.as_ref().map(written));
        put(Field::Weight, read.grams.map(|grams| grams.to_string()));
        put(Field::Size, read.size.map(|size| size_name(size).to_owned()));
        let sure = read.items.sure().map(Vec::as_slice).unwrap_or_default();
        let items: Vec<(u8, String)> = sure.iter().map(|item| (item.quantity, plain(&item.name))).collect();
        put_items(&mut fields, &items);
        if matches!(read.items, Said::Unsure(_)) {
            fields.insert(Field::Items, UNSURE.to_owned());
        }
        Self(fields)
    }
}

fn put_items(fields: &mut BTreeMap<Field, String>, items: &[(u8, String)]) {
    if items.is_empty() {
        return;
    }
    fields.insert(Field::Items, items.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" + "));
    if items.iter().any(|(quantity, _)| *quantity > 1) {
        fields.insert(
            Field::Quantity,
            items.iter().map(|(quantity, _)| quantity.to_string()).collect::<Vec<_>>().join(" + "),
        );
    }
}

fn said<T>(said: &Said<T>, write: impl Fn(&T) -> String) -> Option<String> {
    match said {
        Said::Not => None,
        Said::Sure(value) => Some(write(value)),
        Said::Unsure(_) => Some(UNSURE.to_owned()),
    }
}

fn item(text: &str) -> (u8, String) {
    let counted = text.split_once(" x ").and_then(|(count, name)| Some((count.parse().ok()?, name)));
    let (quantity, name) = counted.unwrap_or((1, text));
    (quantity, plain(name))
}

/// A name without case, signs and the articles before it.
fn plain(name: &str) -> String {
    const ARTICLES: [&str; 18] = [
        "a", "an", "the", "some", "un", "une", "des", "du", "de", "d", "la", "le", "les", "l", "el", "my",
        "mon", "ma",
    ];
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.skip_while(|word| ARTICLES.contains(word)).collect::<Vec<_>>().join(" ")
}

fn place(name: &str) -> Result<String, String> {
    let found = Gazetteer::embedded().find(name, None);
    found.first().map(|entry| place_name(&entry.place())).ok_or_else(|| format!("{name} is no place"))
}

fn place_name(place: &Place) -> String {
    format!("{} {}", place.name, place.id)
}

fn money(text: &str) -> Result<String, String> {
    read_amount(text, None).map(|money| written(&money)).map_err(|problem| problem.to_string())
}

fn written(money: &Money) -> String {
    format!("{} {}", money.minor(), money.currency())
}

const fn size_name(size: Size) -> &'static str {
    match size {
        Size::Small => "small",
        Size::Medium => "medium",
        Size::Large => "large",
    }
}

//! How an answer reads on a card.

use marketplace_domain::{deal::Goods, request::Item};

use super::{
    Key, Value,
    choice::{hours, kind_key, size_key},
};
use crate::say::{Arg, Part, Sentence, s};

/// Writes an answer onto a card.
pub(crate) fn filled(key: Key, value: &Value, parts: &mut Vec<Part>) {
    match value {
        Value::None => parts.extend(empty(key).map(Part::line)),
        Value::Kind(kind) => parts.push(Part::line(kind_key(*kind))),
        Value::Title(title) => parts.push(Part::Title(title.as_str().to_owned())),
        Value::Description(text) => {
            parts.push(Part::Quote(marketplace_domain::message::Rich::plain(text.as_str())));
        }
        Value::Message(text) => parts.push(Part::Quote(text.clone())),
        Value::Note(note) => {
            parts.push(Part::Quote(marketplace_domain::message::Rich::plain(note.as_str())));
        }
        Value::Items(items) => {
            parts.push(Part::line("filled-items"));
            for item in items {
                parts.push(Part::Row(item_line(item)));
            }
        }
        value => parts.extend(line(key, value).map(Part::Line)),
    }
}

/// The same as one of several short sentences on a line.
pub(crate) fn short_answer(key: Key, value: &Value) -> Option<Sentence> {
    match value {
        Value::Kind(kind) => Some(s(kind_key(*kind))),
        value => line(key, value),
    }
}

fn line(key: Key, value: &Value) -> Option<Sentence> {
    Some(match value {
        Value::Name(name) => s("filled-name").text("name", name.as_str()),
        Value::Place(place) => s(place_line(key)).with("place", Arg::Place(place.clone())),
        Value::Date(date) => s(date_line(key)).with("date", Arg::Date(*date)),
        Value::Money(money) if key == Key::Price => s("deal-price").with("money", Arg::Money(*money)),
        Value::Goods(goods) => s(goods_line(*goods)),
        Value::Money(money) => {
            let name = match key {
                Key::Ceiling => "filled-ceiling",
                Key::Least => "filled-least",
                _ => "filled-reward",
            };
            s(name).with("money", Arg::Money(*money))
        }
        Value::Quantity(quantity) => s("filled-quantity").number("quantity", quantity.get()),
        Value::Link(link) => s("filled-link").with("link", Arg::Link(link.as_str().to_owned())),
        Value::Size(size) => s("filled-size").with("size", Arg::Sentence(Box::new(s(size_key(*size))))),
        Value::Grams(grams) if key == Key::Room => s("filled-room").with("kilos", Arg::Kilos(*grams)),
        Value::Grams(grams @ 1000..) => s("filled-kilos").with("kilos", Arg::Kilos(*grams)),
        Value::Grams(grams) => s("filled-grams").number("grams", *grams),
        Value::Flag(true) => s("filled-fragile"),
        Value::Flag(false) => s("filled-sturdy"),
        Value::Photos(photos) => {
            s("filled-photos").number("count", i64::try_from(photos.as_slice().len()).unwrap_or_default())
        }
        Value::Radius(radius) => s("filled-radius").number("km", radius.km()),
        Value::Days(days) => s("filled-days").number("days", *days),
        Value::Words(words) => s(words_line(key)).text("words", words.as_str()),
        Value::Hours(quiet) => hours(s("filled-hours"), quiet.from(), quiet.to()),
        Value::Carries(text) => s("filled-carries").text("text", text.as_str()),
        Value::Window(window) => {
            s("filled-window").with("first", Arg::Date(window.first())).with("last", Arg::Date(window.last()))
        }
        Value::None
        | Value::Kind(_)
        | Value::Title(_)
        | Value::Description(_)
        | Value::Message(_)
        | Value::Note(_)
        | Value::Items(_) => return None,
    })
}

/// Who pays for the goods.
pub(crate) const fn goods_line(goods: Goods) -> &'static str {
    match goods {
        Goods::Included => "deal-goods-included",
        Goods::Apart => "deal-goods-apart",
    }
}

const fn place_line(key: Key) -> &'static str {
    match key {
        Key::From => "filled-from",
        Key::Meetup => "filled-meetup",
        Key::Home => "filled-home",
        _ => "filled-to",
    }
}

const fn date_line(key: Key) -> &'static str {
    match key {
        Key::Day => "filled-day",
        Key::Handover => "deal-day",
        Key::Until => "filled-until",
        _ => "filled-due",
    }
}

const fn words_line(key: Key) -> &'static str {
    match key {
        Key::Without | Key::Muted => "filled-without",
        _ => "filled-words",
    }
}

/// What a card says of a question that was left empty; most say nothing.
fn empty(key: Key) -> Option<&'static str> {
    match key {
        Key::From => Some("filled-from-none"),
        Key::Due => Some("filled-due-none"),
        Key::Reward => Some("filled-reward-none"),
        _ => None,
    }
}

/// A line of a shopping list.
fn item_line(item: &Item) -> Vec<Sentence> {
    let name = s("item-name").text("name", item.name.as_str()).number("quantity", item.quantity.get());
    let ceiling = item.ceiling.map(|money| s("item-ceiling").with("money", Arg::Money(money)));
    let link =
        item.link.as_ref().map(|link| s("item-link").with("link", Arg::Link(link.as_str().to_owned())));
    [Some(name), ceiling, link].into_iter().flatten().collect()
}

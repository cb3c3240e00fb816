//! Between the answers of a form and the terms of a deal.

use marketplace_domain::{
    deal::{Goods, Terms},
    text::Note,
};

use super::{Answers, Key, Value};

/// The terms that were written; `None` while something that they need is missing.
pub(crate) fn terms_of(answers: &Answers) -> Option<Terms> {
    let goods = match answers.get(Key::Goods) {
        Some(Value::Goods(goods)) => Some(*goods),
        _ => None,
    };
    Some(Terms {
        price: answers.money(Key::Price)?,
        day: answers.date(Key::Handover)?,
        place: answers.place(Key::Meetup).cloned(),
        goods,
    })
}

/// What was written with them.
pub(crate) fn note_of(answers: &Answers) -> Option<Note> {
    match answers.get(Key::Note) {
        Some(Value::Note(note)) => Some(note.clone()),
        _ => None,
    }
}

/// The answers that write these terms again, without what was written with them.
pub(crate) fn answers_of_terms(terms: &Terms) -> Answers {
    Answers::default()
        .with(Key::Price, Some(Value::Money(terms.price)))
        .with(Key::Handover, Some(Value::Date(terms.day)))
        .with(Key::Goods, terms.goods.map(|goods: Goods| Value::Goods(goods)))
        .with(Key::Meetup, terms.place.clone().map(Value::Place))
        .with(Key::Note, Some(Value::None))
}

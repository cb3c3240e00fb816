//! Between the answers of a form and what the market understands.

use marketplace_domain::{
    place::{Kind as PlaceKind, Place},
    request::{Area, Content, Due, Filter, Item, Kind, Need, Parcel, Radius},
};

use super::{Answers, Key, Value};
use crate::context::Context;

/// The request that was written; `None` while something it needs is missing.
pub(crate) fn content_of(answers: &Answers) -> Option<Content> {
    let description = match answers.get(Key::Description) {
        Some(Value::Description(text)) => Some(text.clone()),
        _ => None,
    };
    Some(Content {
        title: answers.title()?.clone(),
        description,
        need: need_of(answers)?,
        due: answers.date(Key::Due),
        reward: answers.money(Key::Reward),
        photos: answers.photos(),
    })
}

fn need_of(answers: &Answers) -> Option<Need> {
    let place = |key| answers.place(key).cloned();
    Some(match answers.kind()? {
        Kind::Buy => {
            Need::Buy { items: answers.items().to_vec(), from: place(Key::From), to: place(Key::To)? }
        }
        Kind::Pickup => {
            Need::Pickup { parcel: parcel_of(answers), from: place(Key::From)?, to: place(Key::To)? }
        }
        Kind::Service => Need::Service { meetup: place(Key::Meetup) },
    })
}

fn parcel_of(answers: &Answers) -> Parcel {
    let mut parcel = Parcel::default();
    if let Some(Value::Size(size)) = answers.get(Key::Size) {
        parcel.size = Some(*size);
    }
    if let Some(Value::Grams(grams)) = answers.get(Key::Weight) {
        parcel.grams = Some(*grams);
    }
    parcel.fragile = answers.get(Key::Fragile) == Some(&Value::Flag(true));
    parcel
}

/// The answers that write this request again.
pub(crate) fn answers_of(content: &Content) -> Answers {
    let place = |place: Option<&Place>| place.cloned().map_or(Value::None, Value::Place);
    let answers = Answers::default()
        .with(Key::Kind, Some(Value::Kind(content.need.kind())))
        .with(Key::Title, Some(Value::Title(content.title.clone())));
    let answers = match &content.need {
        Need::Buy { items, from, to } => answers
            .with(Key::From, Some(place(from.as_ref())))
            .with(Key::To, Some(place(Some(to))))
            .with(Key::Items, (!items.is_empty()).then(|| Value::Items(items.clone()))),
        Need::Pickup { parcel, from, to } => answers
            .with(Key::From, Some(place(Some(from))))
            .with(Key::To, Some(place(Some(to))))
            .with(Key::Size, parcel.size.map(Value::Size))
            .with(Key::Weight, parcel.grams.map(Value::Grams))
            .with(Key::Fragile, parcel.fragile.then_some(Value::Flag(true))),
        Need::Service { meetup } => answers.with(Key::Meetup, meetup.clone().map(Value::Place)),
    };
    let photos = (!content.photos.as_slice().is_empty()).then(|| Value::Photos(content.photos.clone()));
    answers
        .with(Key::Due, Some(content.due.map_or(Value::None, Value::Date)))
        .with(Key::Reward, Some(content.reward.map_or(Value::None, Value::Money)))
        .with(Key::Description, content.description.clone().map(Value::Description))
        .with(Key::Photos, photos)
}

/// The line of a shopping list that was written.
pub(crate) fn item_of(answers: &Answers) -> Option<Item> {
    let (Some(Value::Name(name)), Some(Value::Quantity(quantity))) =
        (answers.get(Key::Name), answers.get(Key::Quantity))
    else {
        return None;
    };
    let link = match answers.get(Key::Link) {
        Some(Value::Link(link)) => Some(link.clone()),
        _ => None,
    };
    Some(Item { name: name.clone(), quantity: *quantity, link, ceiling: answers.money(Key::Ceiling) })
}

/// The search that was described.
pub(crate) fn filter_of(answers: &Answers, cx: &Context) -> Filter {
    let area = |key, radius| {
        let place = answers.place(key)?;
        let radius = answers.radius(radius).unwrap_or(Radius::USUAL);
        let is_country = cx.places.by_id(place.id).is_some_and(|entry| entry.kind() == PlaceKind::Country);
        Some(if is_country {
            Area::Country(place.country)
        } else {
            Area::Around { place: place.clone(), radius }
        })
    };
    Filter {
        kind: answers.kind(),
        from: area(Key::From, Key::Radius),
        to: area(Key::To, Key::Reach),
        due: match answers.get(Key::Days) {
            Some(Value::Days(days)) => Some(Due::Within(*days)),
            Some(Value::Window(window)) => Some(Due::Between(*window)),
            _ => None,
        },
        reward: answers.money(Key::Least),
        words: match answers.get(Key::Words) {
            Some(Value::Words(words)) => Some(words.clone()),
            _ => None,
        },
    }
}

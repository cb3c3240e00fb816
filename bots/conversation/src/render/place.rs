//! Places in the reader's language.

use std::borrow::Cow;

use marketplace_domain::{
    account::Language,
    place::{Country, Gazetteer, Kind, Place},
};

use super::{args::word_or, bundle::with_texts};

/// Its name alone.
pub(super) fn name(language: Language, place: &Place) -> Cow<'_, str> {
    match Gazetteer::embedded().by_id(place.id) {
        Some(entry) => Cow::Borrowed(entry.name(language.code())),
        None => Cow::Borrowed(&place.name),
    }
}

/// With its country unless that is Tunisia, where most of them are.
pub(super) fn write(language: Language, place: &Place) -> String {
    if place.country == Country::TUNISIA || is_country(place) {
        name(language, place).into_owned()
    } else {
        with_country(language, place)
    }
}

/// With its country in any case; a country says that it is one.
pub(super) fn write_full(language: Language, place: &Place) -> String {
    if is_country(place) {
        let name = name(language, place).into_owned();
        with_texts(language, "place-whole-country", &[("country", name)])
    } else {
        with_country(language, place)
    }
}

fn is_country(place: &Place) -> bool {
    Gazetteer::embedded().by_id(place.id).is_some_and(|entry| entry.kind() == Kind::Country)
}

fn with_country(language: Language, place: &Place) -> String {
    let code = place.country.to_string();
    let key = format!("country-{code}");
    let country = word_or(language, &key, &code).into_owned();
    with_texts(
        language,
        "place-in-country",
        &[("place", name(language, place).into_owned()), ("country", country)],
    )
}

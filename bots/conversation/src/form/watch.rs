//! Between the answers of a form and an alert or a trip.

use marketplace_domain::{
    account::Language,
    alert::{Alert, TooBroad},
    place::{Country, Kind as PlaceKind, Place},
    request::{Area, Due, Filter, Window},
    trip::{InvalidTrip, Plan, Trip},
};

use super::{Answers, Key, Problem, Value, filter_of};
use crate::{context::Context, render};

/// The alert that was described.
pub(crate) fn alert_of(answers: &Answers, cx: &Context) -> Result<Alert, TooBroad> {
    Alert::new(filter_of(answers, cx), answers.words(Key::Without).cloned())
}

/// The answers that describe this alert again.
pub(crate) fn answers_of_alert(alert: &Alert, cx: &Context) -> Answers {
    let filter: &Filter = alert.filter();
    let place = |area: Option<&Area>| match area {
        Some(Area::Around { place, .. }) => Some(Value::Place(place.clone())),
        Some(Area::Country(country)) => whole(*country, cx).map(Value::Place),
        None => None,
    };
    let radius = |area: Option<&Area>| match area {
        Some(Area::Around { radius, .. }) => Some(Value::Radius(*radius)),
        _ => None,
    };
    let days = filter.due.map(|due| match due {
        Due::Within(days) => Value::Days(days),
        Due::Between(window) => Value::Window(window),
    });
    Answers::default()
        .with(Key::Kind, filter.kind.map(Value::Kind))
        .with(Key::From, place(filter.from.as_ref()))
        .with(Key::Radius, radius(filter.from.as_ref()))
        .with(Key::To, place(filter.to.as_ref()))
        .with(Key::Reach, radius(filter.to.as_ref()))
        .with(Key::Days, days)
        .with(Key::Least, filter.reward.map(Value::Money))
        .with(Key::Words, filter.words.clone().map(Value::Words))
        .with(Key::Without, alert.without().cloned().map(Value::Words))
}

/// A country as a place.
fn whole(country: Country, cx: &Context) -> Option<Place> {
    let name = render::word(Language::En, &format!("country-{country}"));
    let named = cx.places.named(&name, cx.near);
    let found = named.iter().find(|entry| entry.kind() == PlaceKind::Country && entry.country() == country);
    found.map(|entry| entry.place())
}

/// The trip that was described; the field to ask again where it is none.
pub(crate) fn trip_of(answers: &Answers, cx: &Context) -> Result<Trip, (Key, Problem)> {
    let required = |key| (key, Problem::new("problem-required"));
    let town = |key| {
        let place = answers.place(key).ok_or_else(|| required(key))?;
        match cx.places.by_id(place.id) {
            Some(entry) if entry.kind() == PlaceKind::Country => {
                Err((key, Problem::new("problem-trip-town")))
            }
            _ => Ok(place.clone()),
        }
    };
    let first = answers.date(Key::Day).ok_or_else(|| required(Key::Day))?;
    let last = answers.date(Key::Until).unwrap_or(first);
    let days = Window::new(first, last).map_err(|_| (Key::Until, Problem::new("problem-trip-inverted")))?;
    let room = match answers.get(Key::Room) {
        Some(Value::Grams(grams)) => Some(*grams),
        _ => None,
    };
    let carries = match answers.get(Key::Carries) {
        Some(Value::Carries(text)) => Some(text.clone()),
        _ => None,
    };
    let plan = Plan { from: town(Key::From)?, to: town(Key::To)?, days, room, carries };
    Trip::new(plan).map_err(|problem| match problem {
        InvalidTrip::TooLong => {
            let most = i64::try_from(Trip::MOST_DAYS).unwrap_or(i64::MAX);
            (Key::Until, crate::say::s("problem-trip-long").number("days", most).into())
        }
        InvalidTrip::Nowhere => (Key::To, Problem::new("problem-trip-nowhere")),
        InvalidTrip::Room => (Key::Room, Problem::new("problem-weight")),
    })
}

/// The answers that describe this trip again.
pub(crate) fn answers_of_trip(trip: &Trip) -> Answers {
    let Plan { from, to, days, room, carries } = trip.plan();
    let until = if days.last() == days.first() { Value::None } else { Value::Date(days.last()) };
    Answers::default()
        .with(Key::From, Some(Value::Place(from.clone())))
        .with(Key::To, Some(Value::Place(to.clone())))
        .with(Key::Day, Some(Value::Date(days.first())))
        .with(Key::Until, Some(until))
        .with(Key::Room, Some(room.map_or(Value::None, Value::Grams)))
        .with(Key::Carries, Some(carries.clone().map_or(Value::None, Value::Carries)))
}

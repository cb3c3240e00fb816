//! The keys of an alert or a trip, and what decides whether a request that is found under them fits.

use marketplace_domain::{
    alert::Alert,
    request::{Area, Due},
    trip::Trip,
};

use super::{
    grid,
    look::{WORD_UNKNOWN, kind_number, word_token},
};
use crate::{
    circle::{Circle, circle},
    tables::watch::Keys,
    words,
};

/// The keys of an alert.
pub(crate) fn of_alert(alert: &Alert) -> Keys {
    let filter = alert.filter();
    let (from_tokens, from) = tokens(filter.from.as_ref());
    let (to_tokens, to) = tokens(filter.to.as_ref());
    let mut keys = Keys {
        to_tokens,
        from_tokens,
        kind: filter.kind.map_or(0, kind_number),
        word: filter.words.as_ref().and_then(words::longest).map_or(WORD_UNKNOWN, |word| word_token(&word)),
        from,
        to,
        reward: filter.reward.map(|least| (least.currency().code(), least.minor())),
        words: words::wanted(filter.words.as_ref(), alert.without()),
        ..Keys::default()
    };
    match filter.due {
        Some(Due::Within(days)) => keys.due_days = Some(i16::try_from(days).unwrap_or(i16::MAX)),
        Some(Due::Between(window)) => {
            (keys.due_first, keys.due_last) = (Some(window.first()), Some(window.last()));
        }
        None => {}
    }
    keys
}

/// The keys of a trip.
pub(crate) fn of_trip(trip: &Trip) -> Keys {
    let plan = trip.plan();
    let around = |place| Area::Around { place, radius: Trip::DETOUR };
    let (from_tokens, from) = tokens(Some(&around(plan.from.clone())));
    let (to_tokens, to) = tokens(Some(&around(plan.to.clone())));
    Keys {
        to_tokens,
        from_tokens,
        word: WORD_UNKNOWN,
        from,
        to,
        due_first: Some(plan.days.first()),
        undated: true,
        room: plan.room.and_then(|grams| i32::try_from(grams).ok()),
        trip: true,
        ..Keys::default()
    }
}

fn tokens(area: Option<&Area>) -> (Vec<i32>, Option<Circle>) {
    match area {
        None => (vec![grid::ANY], None),
        Some(Area::Country(country)) => (vec![grid::country(*country)], None),
        Some(Area::Around { place, radius }) => {
            let circle = circle(place.point, *radius);
            (grid::covering(&circle), Some(circle))
        }
    }
}

impl Keys {
    /// Whether everything fits: what is looked for has nothing in it that can be found.
    pub(crate) fn is_open(&self) -> bool {
        let anywhere = [grid::ANY];
        self.kind == 0
            && self.to_tokens == anywhere
            && self.from_tokens == anywhere
            && self.from.is_none()
            && self.to.is_none()
            && self.word == WORD_UNKNOWN
            && self.due_first.is_none()
            && self.due_days.is_none()
            && self.reward.is_none()
            && self.words.as_ref().is_none_or(|words| words.starts_with('!'))
    }
}

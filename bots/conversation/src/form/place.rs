//! The place that a line names.

use marketplace_domain::place::{Country, Entry, Kind};

use super::{Problem, Value, choice};
use crate::{
    context::Context,
    say::{Arg, s},
};

/// How many places are offered where a name is that of several.
const MOST_OFFERED: usize = 4;

/// A place this many times as weighty as the next of its name is the one that is meant.
const CLEARLY: u64 = 10;

/// People abroad name Tunisian places far more often than their size tells.
const HOME: u64 = 10;

/// The longest piece of what was written that is repeated to the person.
const MOST_REPEATED: usize = 40;

pub(super) fn read_place(text: &str, cx: &Context) -> Result<Value, Problem> {
    let found = cx.places.find(text, None);
    match found.as_slice() {
        [] => Err(unknown(text)),
        [only] => Ok(Value::Place(only.place())),
        [first, second, ..] if is_clear(first, second) => Ok(Value::Place(first.place())),
        several => Err(Problem::from(s("problem-place-several").text("text", &short(text)))
            .choices(several.iter().take(MOST_OFFERED).map(|entry| offer(entry)).collect())),
    }
}

fn offer(entry: &Entry) -> (crate::say::Sentence, String) {
    (s("choice-place").with("place", Arg::PlaceFull(entry.place())), choice::place_code(entry.id()))
}

fn unknown(text: &str) -> Problem {
    s("problem-place-unknown").text("text", &short(text)).into()
}

fn short(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= MOST_REPEATED {
        return text.to_owned();
    }
    text.chars().take(MOST_REPEATED).chain(['…']).collect()
}

fn is_clear(first: &Entry, second: &Entry) -> bool {
    first.kind() == second.kind() && weight(first) >= CLEARLY * weight(second)
        || first.kind() == Kind::City && second.kind() == Kind::City && weight(second) == 0
}

fn weight(entry: &Entry) -> u64 {
    let home = if entry.country() == Country::TUNISIA { HOME } else { 1 };
    u64::from(entry.population()) * home
}

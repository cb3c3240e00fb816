//! What somebody said so that it can mean several things: it is asked, with all that it can mean to choose from.

use chrono::NaiveDate;
use marketplace_domain::place::Place;
use serde::{Deserialize, Serialize};

use super::{Key, Problem, Value};
use crate::{
    card::cut,
    context::Context,
    say::{Arg, Sentence, s},
};

/// What stands before the number of a choice in its button, where other codes begin otherwise.
const MARK: char = '~';

/// The longest title on a button, in characters.
const MOST_OF_TITLE: usize = 20;

/// What is said of a field, but not for sure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Doubt {
    pub(crate) key: Key,
    /// What it can mean, the likeliest first; at most [`Doubt::MOST`].
    pub(crate) values: Vec<Value>,
}

impl Doubt {
    /// The most meanings that are offered.
    pub(crate) const MOST: usize = 4;

    pub(crate) fn new(key: Key, values: impl IntoIterator<Item = Value>) -> Self {
        Self { key, values: values.into_iter().take(Self::MOST).collect() }
    }

    /// The meaning with this code.
    pub(crate) fn choose(&self, code: &str) -> Option<Value> {
        let number: usize = code.strip_prefix(MARK)?.parse().ok()?;
        self.values.get(number).cloned()
    }

    /// How it is asked; `None` where the question alone says all.
    pub(crate) fn problem(&self, cx: &Context) -> Option<Problem> {
        let choices = || {
            (0..)
                .zip(&self.values)
                .filter_map(|(number, value)| Some((label(value)?, code(number))))
                .collect()
        };
        match self.values.as_slice() {
            [] => None,
            [Value::Date(day), ..] if *day < cx.today() => Some(past(*day, cx)),
            [Value::Place(place)] => Some(Problem::from(inside(place)).choices(choices())),
            [Value::Money(money)] => Some(
                Problem::from(s("doubt-reward-price").with("money", Arg::Money(*money))).choices(choices()),
            ),
            _ => Some(Problem::new(question(self.key)).choices(choices())),
        }
    }
}

fn code(number: usize) -> String {
    format!("{MARK}{number}")
}

const fn question(key: Key) -> &'static str {
    match key {
        Key::Due => "doubt-due",
        Key::Reward => "doubt-reward",
        Key::From => "doubt-from",
        Key::To => "doubt-to",
        _ => "doubt-title",
    }
}

fn label(value: &Value) -> Option<Sentence> {
    Some(match value {
        Value::Title(title) => s("choice-title").text("title", &cut(title.as_str(), MOST_OF_TITLE)),
        Value::Place(place) => s("choice-place").with("place", Arg::PlaceFull(place.clone())),
        Value::Date(day) => s("choice-date").with("date", Arg::Date(*day)),
        Value::Money(money) => s("choice-money").with("money", Arg::Money(*money)),
        _ => return None,
    })
}

fn inside(place: &Place) -> Sentence {
    s("problem-place-inside").with("place", Arg::PlaceFull(place.clone()))
}

fn past(day: NaiveDate, cx: &Context) -> Problem {
    s("problem-date-past").with("date", Arg::Date(day)).with("today", Arg::Date(cx.today())).into()
}

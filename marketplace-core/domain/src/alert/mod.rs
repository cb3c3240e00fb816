//! What somebody wants to be told of: a search that is kept, and looks at every new request.

mod reason;
mod telling;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use self::{
    reason::{End, Reason},
    telling::{InvalidHours, QuietHours, Telling},
};
use crate::{
    id::{AlertId, RequestId},
    money::Money,
    place::Place,
    request::{Area, Content, Filter, Need, Words},
    text::Title,
};

/// How many alerts one person may have.
pub const MOST_ALERTS: u32 = 20;

/// An alert that would tell of every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an alert says at least one thing that a request must have")]
pub struct TooBroad;

/// What somebody wants to be told of. It says at least one thing that a request must have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct Alert {
    filter: Filter,
    without: Option<Words>,
}

/// An alert as it is written down.
#[derive(Serialize, Deserialize)]
struct Raw {
    filter: Filter,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    without: Option<Words>,
}

impl TryFrom<Raw> for Alert {
    type Error = TooBroad;
    fn try_from(raw: Raw) -> Result<Self, TooBroad> {
        Self::new(raw.filter, raw.without)
    }
}

impl From<Alert> for Raw {
    fn from(alert: Alert) -> Self {
        Self { filter: alert.filter, without: alert.without }
    }
}

impl Alert {
    /// What fits the filter and has none of the other words.
    ///
    /// # Errors
    /// [`TooBroad`] where the filter lets everything through: words that keep something out are
    /// not enough.
    pub fn new(filter: Filter, without: Option<Words>) -> Result<Self, TooBroad> {
        if filter.is_open() { Err(TooBroad) } else { Ok(Self { filter, without }) }
    }

    /// What a request must have.
    pub const fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Words of which a request must have none.
    pub const fn without(&self) -> Option<&Words> {
        self.without.as_ref()
    }

    /// Whether a request fits, as plainly as it can be said: the database must agree with this. `today`
    /// is the day where the person is. `has` says whether a word begins one of the request's words,
    /// however both are spelt; `None` where nothing of the word is left to look for.
    pub fn matches(&self, content: &Content, today: NaiveDate, has: impl Fn(&str) -> Option<bool>) -> bool {
        let Filter { kind, from, to, due, reward, words } = &self.filter;
        let need = &content.need;
        let anywhere = matches!(need, Need::Buy { from: None, .. });
        kind.is_none_or(|kind| kind == need.kind())
            && from.as_ref().is_none_or(|area| anywhere || area.holds(need.from()))
            && to.as_ref().is_none_or(|area| area.holds(need.to()))
            && due.is_none_or(|due| content.due.is_some_and(|day| due.window(today).holds(day)))
            && reward.is_none_or(|least| content.reward.is_some_and(|reward| is_at_least(reward, least)))
            && each(words.as_ref()).all(|word| has(word).unwrap_or(true))
            && !each(self.without.as_ref()).any(|word| has(word).unwrap_or(false))
    }
}

impl Area {
    /// Whether a place lies in it; nothing lies nowhere.
    fn holds(&self, place: Option<&Place>) -> bool {
        match (self, place) {
            (_, None) => false,
            (Self::Country(country), Some(there)) => there.country == *country,
            (Self::Around { place, radius }, Some(there)) => {
                place.point.distance_km(there.point) <= f64::from(radius.km())
            }
        }
    }
}

/// Amounts of different currencies are not compared.
fn is_at_least(reward: Money, least: Money) -> bool {
    reward.currency() == least.currency() && reward.minor() >= least.minor()
}

fn each(words: Option<&Words>) -> impl Iterator<Item = &str> {
    words.into_iter().flat_map(|words| words.as_str().split(' '))
}

/// What becomes of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It tells of nothing for now.
    Pause,
    /// It tells again.
    Resume,
    /// It is taken back.
    Delete,
    /// Undoes [`Step::Delete`], for 30 seconds.
    Restore,
}

/// An alert as its owner sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Its id.
    pub id: AlertId,
    /// What it looks for.
    pub alert: Alert,
    /// Whether it tells of nothing for now.
    pub paused: bool,
}

/// Somebody whose requests a person does not want to be told of, by one of those requests: who it is
/// is not said.
#[derive(Debug, Clone, PartialEq)]
pub struct MutedPerson {
    /// The request through which they were muted.
    pub request: RequestId,
    /// What it is called.
    pub title: Title,
}

/// How a person is told of what fits their alerts and trips.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choices {
    /// When.
    pub telling: Telling,
    /// Words of which they want to hear in no alert.
    pub muted_words: Option<Words>,
}

/// One of these choices.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// In which hours nobody is told.
    Quiet(Option<QuietHours>),
    /// Whether everything is told once a day.
    Daily(bool),
    /// Words of which nothing is to be heard.
    Muted(Option<Words>),
}

impl Choices {
    /// The same with one of them made anew.
    #[must_use]
    pub fn with(mut self, choice: Choice) -> Self {
        match choice {
            Choice::Quiet(quiet) => self.telling.quiet = quiet,
            Choice::Daily(daily) => self.telling.daily = daily,
            Choice::Muted(words) => self.muted_words = words,
        }
        self
    }
}

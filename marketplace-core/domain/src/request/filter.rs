//! What a provider looks for.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    money::Money,
    place::{Country, Place},
    request::Kind,
};

/// A radius that makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a radius is 1 to {} km", Radius::MOST)]
pub struct InvalidRadius;

/// How far around a place, in kilometres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Radius(u16);

impl Radius {
    /// Wider than this, a country is the better filter.
    pub const MOST: u16 = 1000;
    /// Where nobody said another: a city and the towns around it.
    pub const USUAL: Self = Self(50);
    /// How far somebody goes out of their way who travels anyway: about an hour.
    pub const DETOUR: Self = Self(100);

    /// In kilometres.
    pub const fn km(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Radius {
    type Error = InvalidRadius;
    fn try_from(km: u16) -> Result<Self, InvalidRadius> {
        if (1..=Self::MOST).contains(&km) { Ok(Self(km)) } else { Err(InvalidRadius) }
    }
}

impl From<Radius> for u16 {
    fn from(radius: Radius) -> Self {
        radius.0
    }
}

/// A part of the world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Area {
    /// All of a country.
    Country(Country),
    /// A place and what lies around it.
    Around {
        /// The centre.
        place: Place,
        /// How far.
        radius: Radius,
    },
}

/// Words to look for: one to eight, folded by the search itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Words(String);

impl Words {
    /// The most words that are looked at; the rest is ignored.
    pub const MOST: usize = 8;

    /// Reads them; `None` where there is no letter or digit to look for.
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(Self::MOST)
            .map(|word| word.chars().take(40).collect())
            .collect();
        if words.is_empty() { None } else { Some(Self(words.join(" "))) }
    }

    /// The words, with a space between.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Words {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, &'static str> {
        Self::parse(&text).ok_or("no word to look for")
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.0
    }
}

/// Days whose last one is before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a window ends on its first day or later")]
pub struct InvalidWindow;

/// The days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(NaiveDate, NaiveDate)", into = "(NaiveDate, NaiveDate)")]
pub struct Window {
    first: NaiveDate,
    last: NaiveDate,
}

impl Window {
    /// From this day to that.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, InvalidWindow> {
        if first <= last { Ok(Self { first, last }) } else { Err(InvalidWindow) }
    }

    /// The first day.
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub const fn last(self) -> NaiveDate {
        self.last
    }

    /// Whether it is one of these days.
    pub fn holds(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

impl TryFrom<(NaiveDate, NaiveDate)> for Window {
    type Error = InvalidWindow;
    fn try_from((first, last): (NaiveDate, NaiveDate)) -> Result<Self, InvalidWindow> {
        Self::new(first, last)
    }
}

impl From<Window> for (NaiveDate, NaiveDate) {
    fn from(window: Window) -> Self {
        (window.first, window.last)
    }
}

/// When something must be due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Due {
    /// Within so many days from today, whenever that is.
    Within(u16),
    /// On one of these days.
    Between(Window),
}

impl Due {
    /// The days that are meant today.
    pub fn window(self, today: NaiveDate) -> Window {
        match self {
            Self::Within(days) => {
                let last = today.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX);
                Window { first: today, last }
            }
            Self::Between(window) => window,
        }
    }
}

/// A search. Every part left out matches everything.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only from there; requests that may come from anywhere match too.
    pub from: Option<Area>,
    /// Only to there.
    pub to: Option<Area>,
    /// Only what is due then.
    pub due: Option<Due>,
    /// Only what is rewarded with so much or more, in that currency.
    pub reward: Option<Money>,
    /// Only with all of these words in the title, the description or an item.
    pub words: Option<Words>,
}

impl Filter {
    /// Whether it lets everything through.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn a_radius_is_one_to_a_thousand() {
        assert!(Radius::try_from(0).is_err());
        assert!(Radius::try_from(1000).is_ok());
        assert!(Radius::try_from(40_000).is_err());
    }

    #[test]
    fn a_window_ends_no_earlier_than_it_begins() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
        assert_eq!(Window::new(day(2), day(1)), Err(InvalidWindow));
        assert!(serde_json::from_str::<Window>(r#"["2026-12-02","2026-12-01"]"#).is_err());
        let window = Window::new(day(1), day(1)).unwrap();
        assert_eq!(Due::Between(window).window(day(20)), window);
        assert_eq!(Due::Within(3).window(day(1)), Window::new(day(1), day(4)).unwrap());
        assert_eq!(Due::Within(u16::MAX).window(NaiveDate::MAX).last(), NaiveDate::MAX);
    }

    #[test]
    fn a_search_survives_writing_and_reading() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
        let filter = Filter {
            kind: Some(Kind::Buy),
            from: Some(Area::Country(Country::TUNISIA)),
            to: None,
            due: Some(Due::Between(Window::new(day(1), day(9)).unwrap())),
            reward: Some(Money::from_minor(1500, Currency::Eur).unwrap()),
            words: Words::parse("miel lavande"),
        };
        let json = serde_json::to_string(&filter).unwrap();
        assert_eq!(serde_json::from_str::<Filter>(&json).unwrap(), filter);
        assert_eq!(serde_json::from_str::<Filter>("{}").unwrap(), Filter::default());
    }

    #[test]
    fn words_need_a_letter_or_a_digit() {
        assert_eq!(Words::parse("🎁🎁 !!"), None);
        assert_eq!(Words::parse(" iPhone, 15\u{0} ").unwrap().as_str(), "iPhone 15");
        assert_eq!(Words::parse(&"a ".repeat(99)).unwrap().as_str().split(' ').count(), Words::MOST);
    }
}

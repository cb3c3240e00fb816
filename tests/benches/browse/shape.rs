//! The shapes of searches that people make.

use std::error::Error;

use chrono::NaiveDate;
use marketplace_domain::{
    money::{Currency, Money},
    place::Place,
    request::{Area, Due, Filter, Kind, Radius, Sort, Window, Words},
};

use crate::{Outcome, dice::Dice, million::Million};

/// A shape of search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Everything,
    ThirdPage,
    OfAKind,
    FromCountry,
    ToCountry,
    Route,
    RouteAndKind,
    DueThen,
    RewardedWith,
    AllButWords,
    FromCircle,
    ToCircle,
    TwoCircles,
    WideCircle,
    Soonest,
    SoonestOfRoute,
    NearestFrom,
    NearestOfKind,
    Word,
    TwoWords,
    WordToCountry,
    WordInCircle,
    Misspelt,
}

/// All of them, as they are printed.
pub(crate) const ALL: [Shape; 23] = [
    Shape::Everything,
    Shape::ThirdPage,
    Shape::OfAKind,
    Shape::FromCountry,
    Shape::ToCountry,
    Shape::Route,
    Shape::RouteAndKind,
    Shape::DueThen,
    Shape::RewardedWith,
    Shape::AllButWords,
    Shape::FromCircle,
    Shape::ToCircle,
    Shape::TwoCircles,
    Shape::WideCircle,
    Shape::Soonest,
    Shape::SoonestOfRoute,
    Shape::NearestFrom,
    Shape::NearestOfKind,
    Shape::Word,
    Shape::TwoWords,
    Shape::WordToCountry,
    Shape::WordInCircle,
    Shape::Misspelt,
];

impl Shape {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::ThirdPage => "everything, third page",
            Self::OfAKind => "kind",
            Self::FromCountry => "from a country",
            Self::ToCountry => "to a country",
            Self::Route => "country to country",
            Self::RouteAndKind => "country to country, kind",
            Self::DueThen => "due in a window",
            Self::RewardedWith => "reward at least",
            Self::AllButWords => "all of these at once",
            Self::FromCircle => "from 100 km around",
            Self::ToCircle => "to 100 km around",
            Self::TwoCircles => "from 100 to 50 km around",
            Self::WideCircle => "from 1,000 km around",
            Self::Soonest => "soonest",
            Self::SoonestOfRoute => "country to country, soonest",
            Self::NearestFrom => "from 100 km, nearest",
            Self::NearestOfKind => "to 100 km, kind, nearest",
            Self::Word => "a word",
            Self::TwoWords => "two words",
            Self::WordToCountry => "a word, to a country",
            Self::WordInCircle => "a word, to 100 km around",
            Self::Misspelt => "a misspelt word",
        }
    }

    pub(crate) const fn has_words(self) -> bool {
        matches!(
            self,
            Self::Word | Self::TwoWords | Self::WordToCountry | Self::WordInCircle | Self::Misspelt
        )
    }

    pub(crate) const fn sort(self) -> Sort {
        match self {
            Self::Soonest | Self::SoonestOfRoute => Sort::Soonest,
            Self::NearestFrom | Self::NearestOfKind => Sort::Nearest,
            _ => Sort::Newest,
        }
    }

    /// Which page is asked for.
    pub(crate) const fn page(self) -> usize {
        if matches!(self, Self::ThirdPage) { 3 } else { 1 }
    }

    /// A search of this shape.
    pub(crate) fn draw(self, million: &Million, today: NaiveDate, dice: &mut Dice) -> Outcome<Filter> {
        let mut filter = Filter::default();
        let route =
            matches!(self, Self::Route | Self::RouteAndKind | Self::SoonestOfRoute | Self::AllButWords);
        if route || matches!(self, Self::FromCountry) {
            filter.from = Some(Area::Country(million.town(&million.origins, dice)?.country));
        }
        if route || matches!(self, Self::ToCountry | Self::WordToCountry) {
            filter.to = Some(Area::Country(million.town(&million.targets, dice)?.country));
        }
        match self {
            Self::FromCircle | Self::NearestFrom | Self::TwoCircles => {
                filter.from = Some(around(million.town(&million.origins, dice)?, 100)?);
            }
            Self::WideCircle => filter.from = Some(around(million.town(&million.origins, dice)?, 1000)?),
            _ => {}
        }
        match self {
            Self::ToCircle | Self::NearestOfKind | Self::WordInCircle => {
                filter.to = Some(around(million.town(&million.targets, dice)?, 100)?);
            }
            Self::TwoCircles => filter.to = Some(around(million.town(&million.targets, dice)?, 50)?),
            _ => {}
        }
        if matches!(self, Self::OfAKind | Self::RouteAndKind | Self::NearestOfKind | Self::AllButWords) {
            filter.kind = dice.of(&Kind::ALL).copied();
        }
        if matches!(self, Self::DueThen | Self::AllButWords) {
            let first = today + chrono::Days::new(dice.below(90) as u64);
            let last = first + chrono::Days::new(dice.below(21) as u64);
            filter.due = Some(Due::Between(Window::new(first, last)?));
        }
        if matches!(self, Self::RewardedWith | Self::AllButWords) {
            let currency = *dice.of(&[Currency::Eur, Currency::Tnd, Currency::Usd]).ok_or("none")?;
            filter.reward = Some(Money::from_minor(500 * (1 << dice.below(8)), currency)?);
        }
        filter.words = self.words(million, dice);
        Ok(filter)
    }

    fn words(self, million: &Million, dice: &mut Dice) -> Option<Words> {
        // As often as they are used.
        let mut word = || {
            let part = dice.part();
            million
                .words
                .get((million.words.len() as f64 * part.powi(3)) as usize)
                .cloned()
                .unwrap_or_default()
        };
        match self {
            Self::Word | Self::WordToCountry | Self::WordInCircle => Words::parse(&word()),
            Self::TwoWords => Words::parse(&format!("{} {}", word(), word())),
            Self::Misspelt => {
                let mut letters: Vec<char> = word().chars().collect();
                let middle = letters.len() / 2;
                letters.swap(middle, middle - 1);
                Words::parse(&letters.into_iter().collect::<String>())
            }
            _ => None,
        }
    }
}

/// A circle, to be looked for.
pub(crate) fn around(place: &Place, km: u16) -> Result<Area, Box<dyn Error + Send + Sync>> {
    Ok(Area::Around { place: place.clone(), radius: Radius::try_from(km)? })
}

impl Million {
    /// A town that people look for: half of them as often as requests name it, half of them any other.
    pub(crate) fn town(&self, wheel: &[usize], dice: &mut Dice) -> Outcome<&Place> {
        let place =
            if dice.chance(0.5) { dice.of(wheel).copied() } else { Some(dice.below(self.towns.len())) };
        place.and_then(|place| self.towns.get(place)).ok_or_else(|| "there are no towns".into())
    }
}

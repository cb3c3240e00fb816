//! Towns, words, alerts and requests, generated: a few are in everybody's, most in few.

use marketplace_domain::account::DEFAULT_ZONE;
use marketplace_domain::alert::Alert;
use marketplace_domain::entropy::{Entropy, below};
use marketplace_domain::place::{Country, Place, Point};
use marketplace_domain::request::{Area, Content, Filter, Kind, Need, Parcel, Photos, Radius, Words};
use marketplace_domain::text::Title;
use tests::fakes::SeededEntropy;

/// Towns: the first one is in a ninth of everything (Zipf's law).
const TOWNS: usize = 3000;
/// Words.
const WORDS: usize = 5000;

/// What everything is drawn from.
pub(crate) struct Town {
    entropy: SeededEntropy,
    towns: Vec<Place>,
    words: Vec<String>,
    /// How much all items up to one weigh.
    town_weights: Vec<f64>,
    word_weights: Vec<f64>,
}

impl Town {
    /// The same every time.
    pub(crate) fn new() -> Self {
        let entropy = SeededEntropy::new(20);
        let towns = (0..TOWNS).map(|number| place(&entropy, number)).collect();
        let words = words(&entropy);
        Self { entropy, towns, words, town_weights: weights(TOWNS, 1.0), word_weights: weights(WORDS, 0.9) }
    }

    /// What somebody waits for.
    pub(crate) fn alert(&self) -> Alert {
        loop {
            let from = self.area(15, 20);
            let to = self.area(5, 20);
            let precise = |area: &Option<Area>| matches!(area, Some(Area::Around { .. }));
            // Who looks far and wide says what for: others would hear of something every minute.
            let words = match (precise(&from), precise(&to)) {
                (true, true) => self.some_words(80, 1),
                (true, false) | (false, true) => self.some_words(98, 1),
                (false, false) => self.some_words(100, 2),
            };
            let kind = self.chance(50).then(|| self.of(&Kind::ALL));
            let without = if self.chance(10) { self.some_words(100, 1) } else { None };
            let filter = Filter { kind, from, to, words, ..Filter::default() };
            if let Ok(alert) = Alert::new(filter, without) {
                return alert;
            }
        }
    }

    /// What somebody asks for.
    pub(crate) fn request(&self) -> Content {
        let words: Vec<String> = (0..4 + below(&self.entropy, 9)).map(|_| self.word()).collect();
        let title: String = words.join(" ").chars().take(Title::MOST).collect();
        let (from, to) = (self.town(), self.town());
        let need = match below(&self.entropy, 100) {
            0..20 => Need::Buy { items: Vec::new(), from: None, to },
            20..70 => Need::Buy { items: Vec::new(), from: Some(from), to },
            70..95 => Need::Pickup { parcel: Parcel::default(), from, to },
            _ => Need::Service { meetup: None },
        };
        let title =
            Title::parse(&title).or_else(|_| Title::parse("thing")).unwrap_or_else(|_| unreachable!());
        Content { title, description: None, need, due: None, reward: None, photos: Photos::default() }
    }

    fn area(&self, any: u32, country: u32) -> Option<Area> {
        let place = self.town();
        match below(&self.entropy, 100) {
            drawn if drawn < any => None,
            drawn if drawn < any + country => Some(Area::Country(place.country)),
            _ => {
                let km = self.of(&[10, 25, 25, 50, 50, 50, 50, 100, 100, 200]);
                Some(Area::Around { place, radius: Radius::try_from(km).unwrap_or(Radius::USUAL) })
            }
        }
    }

    fn some_words(&self, percent: u32, least: u32) -> Option<Words> {
        if !self.chance(percent) {
            return None;
        }
        let count = least + u32::from(self.chance(30));
        let words: Vec<String> = (0..count).map(|_| self.word()).collect();
        Words::parse(&words.join(" "))
    }

    fn chance(&self, percent: u32) -> bool {
        below(&self.entropy, 100) < percent
    }

    fn of<T: Copy>(&self, all: &[T]) -> T {
        let drawn = below(&self.entropy, u32::try_from(all.len()).unwrap_or(1)) as usize;
        all.get(drawn).copied().unwrap_or_else(|| unreachable!())
    }

    fn town(&self) -> Place {
        self.towns.get(self.weighed(&self.town_weights)).cloned().unwrap_or_else(|| unreachable!())
    }

    fn word(&self) -> String {
        self.words.get(self.weighed(&self.word_weights)).cloned().unwrap_or_default()
    }

    fn weighed(&self, weights: &[f64]) -> usize {
        let all = weights.last().copied().unwrap_or_default();
        let drawn = f64::from(below(&self.entropy, u32::MAX)) / f64::from(u32::MAX) * all;
        weights.partition_point(|weight| *weight < drawn).min(weights.len() - 1)
    }
}

/// Weights by Zipf's law, added up.
fn weights(count: usize, exponent: f64) -> Vec<f64> {
    let mut sum = 0.0;
    (1..=count)
        .map(|rank| {
            sum += (rank as f64).powf(-exponent);
            sum
        })
        .collect()
}

fn place(entropy: &dyn Entropy, number: usize) -> Place {
    let degrees = |least: f64, range: u32| least + f64::from(below(entropy, range * 1000)) / 1000.0;
    let (lat, lon) = (degrees(30.0, 25), degrees(-10.0, 50));
    let letter = |number: f64| char::from(b'A' + (number as u8) % 26);
    let code = format!("{}{}", letter((lat - 30.0) / 6.0), letter((lon + 10.0) / 9.0));
    Place {
        id: 3_000_000_000 + u32::try_from(number).unwrap_or_default(),
        name: format!("Town {number}"),
        country: Country::parse(&code).unwrap_or(Country::TUNISIA),
        point: Point::new(lat, lon).unwrap_or_else(|_| unreachable!()),
        zone: DEFAULT_ZONE,
    }
}

/// Words of two to four syllables.
fn words(entropy: &dyn Entropy) -> Vec<String> {
    let of = |letters: &str| {
        let drawn = below(entropy, u32::try_from(letters.len()).unwrap_or(1)) as usize;
        letters.chars().nth(drawn).unwrap_or('a')
    };
    let mut words = std::collections::BTreeSet::new();
    let mut ordered = Vec::new();
    while ordered.len() < WORDS {
        let syllables = 2 + below(entropy, 3);
        let word: String = (0..syllables).flat_map(|_| [of("bcdfghlmnprstv"), of("aeiou")]).collect();
        if words.insert(word.clone()) {
            ordered.push(word);
        }
    }
    ordered
}

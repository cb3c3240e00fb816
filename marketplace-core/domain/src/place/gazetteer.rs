//! The gazetteer: places by name, by id and by nearness.

use std::{cmp::Reverse, sync::LazyLock};

use super::{
    Country, Place, Point,
    fold::{arabizi, key},
    index::{Hit, Index},
};

/// How the file is made, from what and under which licence stands in `data/README.md`.
const PLACES: &str = include_str!("../../data/places.tsv");

/// The most places that a look-up returns.
const MOST_FOUND: usize = 5;

/// From how many people on a place outside Tunisia is found by a beginning or a misspelling.
const GUESSABLE_POPULATION: u32 = 50_000;

/// How many times its people a Tunisian place counts among places of one name, and so does a
/// place around the person: `المرسى` is La Marsa, not a harbour elsewhere.
const HOME_WEIGHT: u64 = 10;

/// What is around the person, in kilometres: about a country of Tunisia's size.
const AROUND_KM: f64 = 300.0;

/// Farther than this from any city is nowhere.
const NEAREST_KM: f64 = 100.0;

/// A degree of latitude has at least this many kilometres.
const KM_PER_DEGREE: f64 = 110.5;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A town, village or quarter, or an island that people name like one.
    City,
    /// A whole country, at the point and in the zone of its capital.
    Country,
}

/// A place of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    place: Place,
    french: Option<&'static str>,
    arabic: Option<&'static str>,
    population: u32,
    kind: Kind,
}

impl Entry {
    /// The place, to be kept.
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// The GeoNames id, or the market's own from 2,000,000,000 on.
    pub const fn id(&self) -> u32 {
        self.place.id
    }

    /// The country it lies in, or is.
    pub const fn country(&self) -> Country {
        self.place.country
    }

    /// Where it is.
    pub const fn point(&self) -> Point {
        self.place.point
    }

    /// Its name in a language (`en`, `fr`, `ar`); where that is not known, or the language is
    /// another, as GeoNames has it.
    pub fn name(&self, lang: &str) -> &str {
        let own = match lang {
            "fr" => self.french,
            "ar" => self.arabic,
            _ => None,
        };
        own.unwrap_or(&self.place.name)
    }

    /// How many people live there, as far as known.
    pub const fn population(&self) -> u32 {
        self.population
    }

    /// Whether it is a city or a country.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    fn guessable(&self) -> bool {
        self.population >= GUESSABLE_POPULATION || self.place.country == Country::TUNISIA
    }
}

/// All places that the market knows.
#[derive(Debug)]
pub struct Gazetteer {
    /// Sorted by id.
    entries: Vec<Entry>,
    index: Index,
}

impl Gazetteer {
    /// The gazetteer inside the program, read at first use.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::read(PLACES));
        &EMBEDDED
    }

    /// Reads a table; a line that is none is left out (a test sees to it that ours has none).
    fn read(table: &'static str) -> Self {
        let mut rows: Vec<Row> = table.lines().filter_map(Row::parse).collect();
        rows.sort_unstable_by_key(|row| row.entry.id());
        let mut index = Index::default();
        for (at, row) in rows.iter().enumerate() {
            row.add_names(at, &mut index);
        }
        index.finish();
        let entries = rows.into_iter().map(|row| row.entry).collect();
        Self { entries, index }
    }

    /// The places that a text names in English, French or Arabic, best first, at most five.
    ///
    /// The text is the name and nothing else, in any of its spellings; it may end in a country
    /// after a comma (`Tripoli, Libya`). A city comes before a country of the same name. Among
    /// places of one name the larger comes first, Tunisian places and those around `near`
    /// counting ten times, then the closer. A beginning counts only where no whole name fits,
    /// a misspelling only where neither does. What names no place gives an empty list.
    pub fn find(&self, text: &str, near: Option<Point>) -> Vec<&Entry> {
        let mut hits = self.exact(text);
        if hits.is_empty() {
            hits = self.in_country(text);
        }
        if let Some(key) = key(text) {
            if hits.is_empty() {
                hits = self.index.prefix(&key);
            }
            if hits.is_empty() {
                hits = self.index.fuzzy(&key);
            }
        }
        self.best(hits, near)
    }

    /// The place with this id, if there is one.
    pub fn by_id(&self, id: u32) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&id, Entry::id).ok()?;
        self.entries.get(at)
    }

    /// The city nearest to a point; `None` if the nearest is over 100 km away.
    pub fn nearest(&self, point: Point) -> Option<&Entry> {
        let mut found = None;
        let mut within = NEAREST_KM;
        for entry in self.entries.iter().filter(|e| e.kind == Kind::City) {
            // Spares the trigonometry for nearly all.
            let north_km = (entry.point().lat() - point.lat()).abs() * KM_PER_DEGREE;
            if north_km > within {
                continue;
            }
            let km = point.distance_km(entry.point());
            if km <= within {
                within = km;
                found = Some(entry);
            }
        }
        found
    }

    #[cfg(test)]
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    fn exact(&self, text: &str) -> Vec<Hit> {
        let hits = key(text).map(|key| self.index.exact(&key));
        match hits {
            Some(hits) if !hits.is_empty() => hits,
            _ => arabizi(text)
                .and_then(|plain| key(&plain))
                .map(|key| self.index.exact(&key))
                .unwrap_or_default(),
        }
    }

    /// The places that `name, country` names.
    fn in_country(&self, text: &str) -> Vec<Hit> {
        let Some((name, country)) = text.rsplit_once([',', '،']) else {
            return Vec::new();
        };
        let Some(country) = self.exact(country).into_iter().find_map(|hit| {
            let entry = self.entries.get(hit.entry)?;
            (entry.kind == Kind::Country).then_some(entry.country())
        }) else {
            return Vec::new();
        };
        let mut hits = self.exact(name);
        hits.retain(|hit| self.entries.get(hit.entry).is_some_and(|entry| entry.country() == country));
        hits
    }

    fn best(&self, hits: Vec<Hit>, near: Option<Point>) -> Vec<&Entry> {
        let mut found: Vec<_> = hits
            .into_iter()
            .filter_map(|hit| {
                let entry = self.entries.get(hit.entry)?;
                let away = near.map_or(0.0, |near| near.distance_km(entry.point()));
                let around = near.is_some() && away <= AROUND_KM;
                let weight = weight(entry, around);
                // Whole kilometres are close enough to tell two places apart, and have an order.
                let order = (hit.fit, entry.kind == Kind::Country, Reverse(weight), away as u32);
                Some((order, entry))
            })
            .collect();
        found.sort_by_key(|(order, entry)| (*order, entry.id()));
        let mut best: Vec<&Entry> = Vec::with_capacity(MOST_FOUND);
        for (_, entry) in found {
            if best.len() < MOST_FOUND && best.iter().all(|kept| kept.id() != entry.id()) {
                best.push(entry);
            }
        }
        best
    }
}

fn weight(entry: &Entry, around: bool) -> u64 {
    let times = |holds: bool| if holds { HOME_WEIGHT } else { 1 };
    u64::from(entry.population) * times(entry.country() == Country::TUNISIA) * times(around)
}

/// A line of the table: an entry, the names it goes by and those it is also known as.
struct Row {
    entry: Entry,
    own: &'static str,
    other: &'static str,
}

impl Row {
    /// Reads the columns that `data/README.md` describes.
    fn parse(line: &'static str) -> Option<Self> {
        let mut columns = line.split('\t');
        let mut next = || columns.next();
        let id = next()?.parse().ok()?;
        let kind = match next()? {
            "city" => Kind::City,
            "country" => Kind::Country,
            _ => return None,
        };
        let country = Country::parse(next()?).ok()?;
        let point = Point::new(next()?.parse().ok()?, next()?.parse().ok()?).ok()?;
        let population = next()?.parse().ok()?;
        let zone = next()?.parse().ok()?;
        let name = next()?.to_owned();
        let known = |name: &'static str| (!name.is_empty()).then_some(name);
        let (french, arabic) = (known(next()?), known(next()?));
        let (own, other) = (next()?, next()?);
        let place = Place { id, name, country, point, zone };
        let entry = Entry { place, french, arabic, population, kind };
        Some(Self { entry, own, other })
    }

    fn add_names(&self, at: usize, index: &mut Index) {
        let entry = &self.entry;
        let shown = [Some(entry.name("en")), entry.french, entry.arabic];
        let own = shown.into_iter().flatten().chain(self.own.split('|'));
        let own = own.map(|name| (name, true));
        let other = self.other.split('|').map(|name| (name, false));
        for (name, own) in own.chain(other) {
            if let Some(key) = key(name) {
                index.add(key, at, own, entry.guessable());
            }
        }
    }
}

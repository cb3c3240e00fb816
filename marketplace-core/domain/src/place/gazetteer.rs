//! The gazetteer: places by name, by id and by nearness.

use std::{cmp::Reverse, collections::HashSet, sync::LazyLock};

use super::{
    Country, Place, Point,
    fold::{Key, arabizi, key},
    index::{Hit, Index, Standing},
};

/// How the file is made, from what and under which licence stands in `data/README.md`.
const PLACES: &str = include_str!("../../data/places.tsv");

/// Words that are no places, though some place is called so or nearly so; one a line.
const EVERYDAY: &str = include_str!("../../data/everyday.txt");

/// The most places that a look-up returns.
const MOST_FOUND: usize = 5;

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
}

/// All places that the market knows.
#[derive(Debug)]
pub struct Gazetteer {
    /// Sorted by id.
    entries: Vec<Entry>,
    index: Index,
    everyday: HashSet<String>,
}

impl Gazetteer {
    /// The gazetteer inside the program, read at first use.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::read(PLACES, EVERYDAY));
        &EMBEDDED
    }

    /// Reads a table; a line that is none is left out (a test sees to it that ours has none).
    fn read(table: &'static str, everyday: &str) -> Self {
        let mut rows: Vec<Row> = table.lines().filter_map(Row::parse).collect();
        rows.sort_unstable_by_key(|row| row.entry.id());
        let mut index = Index::default();
        for (at, row) in rows.iter().enumerate() {
            row.add_names(at, &mut index);
        }
        index.finish();
        let entries = rows.into_iter().map(|row| row.entry).collect();
        let everyday = everyday.lines().filter_map(key).map(|key| key.full);
        Self { entries, index, everyday: everyday.collect() }
    }

    /// The places that a text names in English, French or Arabic, best first, at most five.
    ///
    /// The text is the name and nothing else, in any of its spellings; it may end in a country
    /// after a comma (`Tripoli, Libya`). A city comes before a country of the same name. Among
    /// places of one name the larger comes first, Tunisian places and those around `near`
    /// counting ten times, then the closer. A beginning counts only where no whole name fits,
    /// a misspelling only where neither does, and both only for well-known places. What names
    /// no place, or is rather an everyday word, gives an empty list.
    pub fn find(&self, text: &str, near: Option<Point>) -> Vec<&Entry> {
        let Some(key) = key(text) else {
            return self.best(self.exact_arabizi(text), near);
        };
        if self.everyday.contains(&key.full) {
            return Vec::new();
        }
        let mut hits = self.whole(text, &key);
        if hits.is_empty() {
            hits = self.in_country(text);
        }
        if hits.is_empty() {
            hits = self.index.prefix(&key);
        }
        if hits.is_empty() {
            hits = self.index.fuzzy(&key);
        }
        self.best(hits, near)
    }

    /// The places that go by this name as it is written, best first, at most five: no beginning, no
    /// misspelling and no everyday word counts. Cheap enough to be tried on every part of a line.
    pub fn named(&self, text: &str, near: Option<Point>) -> Vec<&Entry> {
        let hits = match key(text) {
            None => self.exact_arabizi(text),
            Some(key) if self.everyday.contains(&key.full) => Vec::new(),
            Some(key) => self.whole(text, &key),
        };
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
    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    fn exact(&self, text: &str) -> Vec<Hit> {
        key(text).map_or_else(Vec::new, |key| self.index.exact(&key))
    }

    fn whole(&self, text: &str, key: &Key) -> Vec<Hit> {
        let hits = self.index.exact(key);
        if hits.is_empty() { self.exact_arabizi(text) } else { hits }
    }

    fn exact_arabizi(&self, text: &str) -> Vec<Hit> {
        arabizi(text)
            .and_then(|plain| key(&plain))
            .filter(|key| !self.everyday.contains(&key.full))
            .map_or_else(Vec::new, |key| self.index.exact(&key))
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
    /// Whether a beginning or a misspelling may lead there.
    known: bool,
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
        let known = next()? == "known";
        let country = Country::parse(next()?).ok()?;
        let point = Point::new(next()?.parse().ok()?, next()?.parse().ok()?).ok()?;
        let population = next()?.parse().ok()?;
        let zone = next()?.parse().ok()?;
        let name = next()?.to_owned();
        let given = |name: &'static str| (!name.is_empty()).then_some(name);
        let (french, arabic) = (given(next()?), given(next()?));
        let (own, other) = (next()?, next()?);
        let place = Place { id, name, country, point, zone };
        let entry = Entry { place, french, arabic, population, kind };
        Some(Self { entry, known, own, other })
    }

    fn add_names(&self, at: usize, index: &mut Index) {
        let entry = &self.entry;
        let shown = [Some(entry.name("en")), entry.french, entry.arabic];
        let mut add = |name: &str, standing| {
            if let Some(key) = key(name) {
                index.add(key, at, standing);
            }
        };
        for name in shown.into_iter().flatten() {
            let known = self.known;
            add(name, if known { Standing::Known } else { Standing::Own });
        }
        self.own.split('|').for_each(|name| add(name, Standing::Own));
        self.other.split('|').for_each(|name| add(name, Standing::Other));
    }
}

#[cfg(test)]
mod tests;

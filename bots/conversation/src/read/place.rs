//! Which of several places of one name is meant.

use marketplace_domain::place::{Country, Entry, Gazetteer, Kind, Point};

/// A place this many times as weighty as the next of its name is the one that is meant.
const CLEARLY: u64 = 10;

/// People abroad name Tunisian places far more often than their size tells.
const HOME: u64 = 10;

/// All places, and what is known of the person who names one.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// All places.
    pub places: &'a Gazetteer,
    /// Where the person lives, if they told.
    pub near: Option<Point>,
    /// The places of their earlier requests, by their ids.
    pub past: &'a [u32],
}

/// The place that is meant, where that is clear: the only one, the only one that the person named before, or one
/// that is much larger than all others of its name.
pub fn meant<'a>(found: &[&'a Entry], around: &Around<'_>) -> Option<&'a Entry> {
    let mut past = found.iter().filter(|entry| around.past.contains(&entry.id()));
    match (found, past.next(), past.next()) {
        (_, Some(before), None) => Some(before),
        ([only], _, _) => Some(only),
        ([first, second, ..], _, _) if is_clear(first, second) => Some(first),
        _ => None,
    }
}

fn is_clear(first: &Entry, second: &Entry) -> bool {
    first.kind() == second.kind() && weight(first) >= CLEARLY * weight(second)
        || first.kind() == Kind::City && second.kind() == Kind::City && weight(second) == 0
}

fn weight(entry: &Entry) -> u64 {
    let home = if entry.country() == Country::TUNISIA { HOME } else { 1 };
    u64::from(entry.population()) * home
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(near: Option<Point>, past: &[u32]) -> Around<'_> {
        Around { places: Gazetteer::embedded(), near, past }
    }

    fn meant_by(text: &str, around: &Around<'_>) -> Option<&'static str> {
        let found = Gazetteer::embedded().find(text, around.near);
        let entry = meant(&found, around)?;
        Gazetteer::embedded().by_id(entry.id()).map(|entry| entry.name("en"))
    }

    #[test]
    fn a_much_larger_place_is_meant() {
        assert_eq!(meant_by("Paris", &around(None, &[])), Some("Paris"));
        assert_eq!(meant_by("tripoli", &around(None, &[])), None);
    }

    #[test]
    fn a_place_that_was_named_before_is_meant() {
        let places = Gazetteer::embedded();
        for name in ["tripoli", "تونس"] {
            for entry in places.find(name, None) {
                let past = [1, entry.id()];
                let found = places.find(name, None);
                assert_eq!(meant(&found, &around(None, &past)).map(Entry::id), Some(entry.id()), "{name}");
            }
            let all: Vec<u32> = places.find(name, None).iter().map(|entry| entry.id()).collect();
            assert_eq!(meant_by(name, &around(None, &all)), None, "both were named before");
        }
    }

    #[test]
    fn what_is_around_the_person_is_offered_first() {
        let beirut = Point::new(33.9, 35.5).ok();
        let first = |near| Gazetteer::embedded().find("tripoli", near)[0].country().to_string();
        assert_eq!(first(None), "LY");
        assert_eq!(first(beirut), "LB");
    }
}

//! The place that stands somewhere in a line: "chez ma tante à Sousse".

use marketplace_domain::place::{Entry, Kind};

use crate::read::place::Around;

/// The most words of a line that are looked at.
const MOST_WORDS: usize = 24;

/// The most words that the name of a place has.
const LONGEST_NAME: usize = 3;

/// Shorter parts are rather something else than a place, in characters.
const SHORTEST_NAME: usize = 3;

/// What stands before a place, in French, English, Arabic and Tunisian in Latin letters.
const BEFORE: [&str; 24] = [
    "à", "a", "au", "aux", "en", "de", "depuis", "vers", "from", "to", "in", "at", "near", "في", "من", "إلى",
    "الى", "نحو", "men", "mn", "fi", "fel", "ila", "l",
];

/// What may be written together with the place behind it.
const ATTACHED: [&str; 8] = ["l-", "l'", "l’", "d'", "d’", "f-", "ل", "ب"];

/// A part of a line that names places.
struct Named<'a> {
    text: String,
    places: Vec<&'a Entry>,
    /// Whether the word before it announces a place.
    announced: bool,
}

/// The only part of a line that names places, and those that it names. A part that is announced
/// (`à Sousse`) goes before others, a town before the country around it. `None` where there is no
/// such part or more than one: "from Paris to Tunis".
pub(super) fn the_one_named_in<'a>(line: &str, around: &Around<'a>) -> Option<(String, Vec<&'a Entry>)> {
    let mut parts = named_in(line, around);
    keep_if_any(&mut parts, |part| part.announced);
    keep_if_any(&mut parts, |part| part.places.iter().any(|entry| entry.kind() == Kind::City));
    let mut parts = parts.into_iter();
    let only = parts.next()?;
    let same = |other: &Named| other.places.first().map(|e| e.id()) == only.places.first().map(|e| e.id());
    parts.all(|other| same(&other)).then_some((only.text, only.places))
}

fn keep_if_any(parts: &mut Vec<Named>, which: impl Fn(&Named) -> bool) {
    if parts.iter().any(&which) {
        parts.retain(which);
    }
}

/// All parts that name places, the longest at each word.
fn named_in<'a>(line: &str, around: &Around<'a>) -> Vec<Named<'a>> {
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '،' | ';' | '؛' | ':' | '(' | ')' | '"'))
        .map(|word| word.trim_matches(|c: char| matches!(c, '.' | '!' | '?' | '؟' | '«' | '»')))
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let named = longest(rest, around);
        at += named.as_ref().map_or(1, |(length, _)| *length);
        parts.extend(named.map(|(_, part)| Named {
            announced: part.announced || before.is_some_and(|word| announces(word)),
            ..part
        }));
    }
    parts
}

fn announces(word: &str) -> bool {
    let word = word.to_lowercase();
    BEFORE.contains(&word.as_str())
}

/// The longest name at the beginning of these words, and how many words it has.
fn longest<'a>(words: &[&str], around: &Around<'a>) -> Option<(usize, Named<'a>)> {
    (1..=LONGEST_NAME.min(words.len())).rev().find_map(|length| {
        let text = words.get(..length)?.join(" ");
        let plain = named(&text, false, around);
        let part = plain.or_else(|| {
            let lower = text.to_lowercase();
            ATTACHED.iter().find_map(|before| named(lower.strip_prefix(before)?, true, around))
        })?;
        Some((length, part))
    })
}

fn named<'a>(text: &str, announced: bool, around: &Around<'a>) -> Option<Named<'a>> {
    if text.chars().count() < SHORTEST_NAME {
        return None;
    }
    let places = around.places.named(text, around.near);
    (!places.is_empty()).then(|| Named { text: text.to_owned(), places, announced })
}

#[cfg(test)]
mod tests {
    use super::*;
    use marketplace_domain::place::Gazetteer;

    fn one(line: &str) -> Option<&'static str> {
        let (_, found) =
            the_one_named_in(line, &Around { places: Gazetteer::embedded(), near: None, past: &[] })?;
        Some(found.first()?.name("en"))
    }

    #[test]
    fn the_only_place_of_a_line_is_found() {
        for (line, name) in [
            ("chez ma tante à Sousse", "Sousse"),
            ("chez ma tante à Sousse.", "Sousse"),
            ("at my aunt's in La Marsa", "La Marsa"),
            ("Sousse, near the station", "Sousse"),
            ("à Sousse en Tunisie", "Sousse"),
            ("the Apple shop in Paris", "Paris"),
            ("عند خالتي في سوسة", "Sousse"),
            ("من باريس", "Paris"),
            ("عند أمي بسوسة", "Sousse"),
            ("men Paris", "Paris"),
            ("l-Sousse", "Sousse"),
            ("famma l'Ariana", "Ariana"),
            ("Paris ou bien paris", "Paris"),
            ("quelque part en France", "France"),
        ] {
            assert_eq!(one(line), Some(name), "{line}");
        }
    }

    #[test]
    fn none_or_several_are_not_guessed_at() {
        for line in
            ["", "chez ma tante", "from Paris to Tunis", "Paris Lyon Marseille", "at home", "عند خالتي"]
        {
            assert_eq!(one(line), None, "{line}");
        }
    }
}

//! What a request looks for: all keys under which an alert or a trip that it fits may stand.

use chrono::NaiveDate;
use marketplace_domain::{
    place::{Place, Point},
    request::{Content, Kind, Need},
};

use super::grid;
use crate::words;

/// No word in particular.
pub(super) const WORD_UNKNOWN: i32 = 0;
/// How many letters of a word are in a key: a word may be looked for by its beginning.
const BEGINNING: usize = 3;

/// Everything about a request that decides which alerts and trips it fits.
pub(crate) struct Look {
    pub(crate) kinds: [i16; 2],
    pub(crate) to_tokens: Vec<i32>,
    /// None where it may come from anywhere.
    pub(crate) from_tokens: Option<Vec<i32>>,
    pub(crate) word_tokens: Vec<i32>,
    pub(crate) from: Option<Point>,
    pub(crate) to: Option<Point>,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) reward: Option<(&'static str, i64)>,
    pub(crate) grams: Option<i32>,
    pub(crate) words: Vec<String>,
}

/// What a request looks for.
pub(crate) fn of_content(content: &Content) -> Look {
    let need = &content.need;
    let words = words::of_content(content);
    let mut word_tokens: Vec<i32> = words.iter().map(|word| word_token(word)).collect();
    word_tokens.push(WORD_UNKNOWN);
    word_tokens.sort_unstable();
    word_tokens.dedup();
    let grams = match need {
        Need::Pickup { parcel, .. } => parcel.grams,
        Need::Buy { .. } | Need::Service { .. } => None,
    };
    Look {
        kinds: [0, kind_number(need.kind())],
        to_tokens: tokens(need.to()),
        from_tokens: (!matches!(need, Need::Buy { from: None, .. })).then(|| tokens(need.from())),
        word_tokens,
        from: need.from().map(|place| place.point),
        to: need.to().map(|place| place.point),
        due: content.due,
        reward: content.reward.map(|reward| (reward.currency().code(), reward.minor())),
        grams: grams.map(|grams| i32::try_from(grams).unwrap_or(i32::MAX)),
        words,
    }
}

fn tokens(place: Option<&Place>) -> Vec<i32> {
    let mut tokens = vec![grid::ANY];
    if let Some(place) = place {
        tokens.push(grid::country(place.country));
        tokens.extend(grid::around(place.point));
    }
    tokens
}

/// The number of a kind in a key; 0 is any.
pub(super) const fn kind_number(kind: Kind) -> i16 {
    match kind {
        Kind::Buy => 1,
        Kind::Pickup => 2,
        Kind::Service => 3,
    }
}

/// The beginning of a folded word as a number; [`WORD_UNKNOWN`] where it is too short to have one. That
/// two have the same one costs a look at the words themselves.
pub(super) fn word_token(word: &str) -> i32 {
    let letters: Vec<u32> = word.chars().take(BEGINNING).map(u32::from).collect();
    if letters.len() < BEGINNING {
        return WORD_UNKNOWN;
    }
    let mixed = letters.iter().fold(7u32, |mixed, letter| mixed.wrapping_mul(65_599).wrapping_add(*letter));
    i32::try_from(mixed & 0x7fff_ffff).unwrap_or_default().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_its_beginning_have_one_token() {
        assert_eq!(word_token("iphone"), word_token("ipho"));
        assert_ne!(word_token("iphone"), word_token("ipad"));
        assert_eq!(word_token("15"), WORD_UNKNOWN);
    }
}

//! Where a line names a place, and what announces it.

use marketplace_domain::place::{Country, Entry, Kind};

use super::super::{
    token::{Line, Role, Shape},
    words::{AT, COUNTER, FROM, HERE, Meaning, THERE, TO},
};
use crate::read::place::Around;

/// The most words that the name of a place has.
const LONGEST_NAME: usize = 3;

/// Shorter parts are rather something else, in characters.
const SHORTEST_NAME: usize = 3;

/// Unannounced, only large places are places and not the name of a thing; Tunisian ones always.
const LARGE: u32 = 100_000;

/// How many misspelt names are looked up: it costs a hundred times what a right one does.
const MOST_GUESSES: usize = 6;

/// How far back words say whether a thing is at a place or its owner is, in tokens.
const REACH: usize = 9;

/// What announces a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    None,
    From,
    To,
    /// It is said to be there, whatever "it" is.
    At,
    /// The thing comes from there or goes there: nobody can tell.
    Either,
    /// It is part of a name.
    Name,
}

/// A place that is named.
#[derive(Debug, Clone)]
pub(super) struct Mention<'a> {
    pub(super) entries: Vec<&'a Entry>,
    pub(super) cue: Cue,
    /// Where the words begin that announce it.
    pub(super) cue_start: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether the words that announce it can mean nothing else.
    pub(super) is_strong: bool,
    pub(super) after_arrow: bool,
    /// Whether a sign, a field or the end stands behind it.
    pub(super) stands_alone: bool,
}

/// What announces a place, where the words begin that do, and whether they can mean nothing else.
type Announced = (Cue, usize, bool);

/// How many words a name has, the places of that name, and what announces it.
type Named<'a> = (usize, Vec<&'a Entry>, Option<Announced>);

/// All places that a line names, in their order.
pub(super) fn mentions<'a>(line: &Line<'_>, around: &Around<'a>) -> Vec<Mention<'a>> {
    let mut found: Vec<Mention<'a>> = Vec::new();
    let mut guesses = 0;
    let mut at = 0;
    while at < line.len() {
        match mention_at(line, at, around, &mut guesses) {
            Some(mention) => {
                at = mention.end;
                found.push(mention);
            }
            None => at += 1,
        }
    }
    found
}

fn mention_at<'a>(
    line: &Line<'_>,
    at: usize,
    around: &Around<'a>,
    guesses: &mut usize,
) -> Option<Mention<'a>> {
    if !line.is_free(at) {
        return None;
    }
    let announced = announced(line, at, around);
    // What announces a place is no part of its name, but for the articles of some: La Marsa.
    let opens = matches!(line.folded(at), "l" | "l'" | "lel" | "li" | "d'");
    let plain = (1..=LONGEST_NAME).rev().filter(|_| !opens).find_map(|words| {
        let text = free_text(line, at, words).filter(|_| !measures(line, at + words))?;
        let entries = named(text, around);
        (!entries.is_empty()).then_some((words, entries, announced))
    });
    let (words, entries, announced) = plain.or_else(|| attached(line, at, around)).or_else(|| {
        let (cue, _, is_strong) = announced?;
        let entries =
            everyday(line, at, cue, around).or_else(|| misspelt(line, at, is_strong, around, guesses))?;
        Some((1, entries, announced))
    })?;
    let (cue, cue_start, is_strong) = announced.unwrap_or((Cue::None, at, false));
    let end = at + words;
    let after_arrow = at.checked_sub(1).is_some_and(|before| line.shape(before) == Some(Shape::Arrow));
    if cue == Cue::None && !entries.first().is_some_and(|entry| is_well_known(entry)) {
        return None;
    }
    let stands_alone = !line.is_free(end);
    Some(Mention { entries, cue, cue_start, start: at, end, is_strong, after_arrow, stands_alone })
}

fn is_well_known(entry: &Entry) -> bool {
    entry.kind() == Kind::Country || entry.country() == Country::TUNISIA || entry.population() >= LARGE
}

fn free_text<'t>(line: &Line<'t>, at: usize, words: usize) -> Option<&'t str> {
    if !(at..at + words).all(|at| line.is_free(at)) {
        return None;
    }
    line.written(at, words).filter(|text| text.chars().count() >= SHORTEST_NAME)
}

/// Whether a number before a token belongs to what follows it and not to a name: "Paris 5 kg" is not Paris 5.
fn measures(line: &Line<'_>, behind: usize) -> bool {
    let number = behind.checked_sub(1).is_some_and(|at| line.folded(at).bytes().all(|b| b.is_ascii_digit()));
    let unit = matches!(line.folded(behind), "kg" | "kilo" | "kilos" | "g" | "كغ" | "كيلو" | "x");
    number && line.is_free(behind) && (unit || line.means(behind, COUNTER).is_some())
}

fn named<'a>(text: &str, around: &Around<'a>) -> Vec<&'a Entry> {
    around.places.named(text, around.near)
}

/// The words before a place that announce it: what they mean, where they begin, whether they mean nothing else.
fn announced(line: &Line<'_>, at: usize, around: &Around<'_>) -> Option<Announced> {
    let mut end = at;
    // "Aéroport de Lyon", "the airport of Lyon", "from the city Lyon", "To: Tunis".
    while let Some(before) = end.checked_sub(1) {
        let skips = matches!(
            line.folded(before),
            "the"
                | "la"
                | "le"
                | "l'"
                | "el"
                | "city"
                | "ville"
                | "aeroport"
                | "l'aeroport"
                | "مدينه"
                | "مطار"
        );
        let colon =
            line.shape(before) == Some(Shape::Colon) && line.meant_before(before, FROM.or(TO)).is_some();
        if !(skips && line.meant_before(before, FROM.or(TO).or(AT)).is_some() || colon) {
            break;
        }
        end = before;
    }
    let arrow = end.checked_sub(1).filter(|before| line.shape(*before) == Some(Shape::Arrow));
    if let Some(before) = arrow {
        // Several signs may make one arrow: "->", "=>".
        let start =
            (0..before).rev().take_while(|at| line.shape(*at) == Some(Shape::Arrow)).last().unwrap_or(before);
        return Some((Cue::To, start, true)).filter(|_| start > 0);
    }
    // "From Decathlon Lyon": a shop may stand before its town.
    let is_shop = |at: usize| {
        let is_place = line.written(at, 1).is_some_and(|text| !named(text, around).is_empty());
        line.is_free(at) && !is_place && line.meant_before(at + 1, FROM.or(TO).or(AT)).is_none()
    };
    let shop = end.checked_sub(1).filter(|before| is_shop(*before));
    let strong = shop.and_then(|shop| Some((shop, line.meant_before(shop, FROM)?)));
    if let Some((shop, words)) = strong.filter(|(shop, words)| {
        *words == 1 && matches!(line.folded(shop - 1), "from" | "men" | "mel" | "depuis")
    }) {
        return Some((Cue::From, shop - words, false));
    }
    let free = |words: usize| (end - words..end).all(|at| line.role(at) != Role::Taken);
    let before = |what: Meaning| line.meant_before(end, what).filter(|words| free(*words));
    let (from, to, at_place) = (before(FROM), before(TO), before(AT));
    let longest = from.max(to).max(at_place)?;
    let start = end - longest;
    let word = line.phrase(start, longest).unwrap_or_default();
    if word == "a" || word == "le" || word == "la" || at_place == Some(longest) && to != Some(longest) {
        let cue = match where_things_are(line, start) {
            Some(true) => Cue::From,
            Some(false) => Cue::To,
            None if word == "a" => Cue::To,
            None => Cue::At,
        };
        return Some((cue, start, false));
    }
    let is_strong =
        !matches!(word.as_str(), "de" | "d'" | "du" | "des" | "for" | "pour" | "l" | "li" | "le" | "ل");
    // "I am from Gafsa": there the person is.
    let is_home =
        start.checked_sub(1).is_some_and(|before| matches!(line.folded(before), "ena" | "ana" | "انا"));
    let cue = if to == Some(longest) || is_home { Cue::To } else { Cue::From };
    Some((cue, start, is_strong))
}

/// Whether the words before "at" say that the thing is there, or that its owner is.
fn where_things_are(line: &Line<'_>, end: usize) -> Option<bool> {
    for at in (end.saturating_sub(REACH)..end).rev() {
        if matches!(line.shape(at), Some(Shape::Break))
            || line.role(at) == Role::Taken && line.shape(at) == Some(Shape::Arrow)
        {
            return None;
        }
        let words = |what| line.meant_before(at + 1, what).unwrap_or_default();
        let (there, here) = (words(THERE), words(HERE));
        if there.max(here) > 0 {
            return Some(there > here);
        }
    }
    None
}

/// A place written together with what announces it: `lsousse`, `لسوسة`, `للمرسى`.
fn attached<'a>(line: &Line<'_>, at: usize, around: &Around<'a>) -> Option<Named<'a>> {
    const LATIN: [(&str, Cue); 3] = [("l", Cue::To), ("f", Cue::At), ("m", Cue::From)];
    (1..=2).rev().find_map(|words| {
        let text = free_text(line, at, words)?;
        let lower = text.to_lowercase();
        let article = text.strip_prefix("لل").map(|rest| (format!("ال{rest}"), Cue::To));
        let letters = [("ل", Cue::To), ("ب", Cue::At)];
        let arabic =
            letters.iter().filter_map(|(prefix, cue)| Some((text.strip_prefix(prefix)?.to_owned(), *cue)));
        let latin = LATIN.iter().filter_map(|(prefix, cue)| {
            let rest = lower.strip_prefix(prefix)?.trim_start_matches(['-', '\'', '’']);
            (rest.len() >= 4).then(|| (rest.to_owned(), *cue))
        });
        article.into_iter().chain(arabic).chain(latin).find_map(|(rest, cue)| {
            let entries = named(&rest, around);
            let known = entries.first().is_some_and(|entry| is_well_known(entry));
            let cue = if cue == Cue::At { resolve(line, at) } else { cue };
            known.then_some((words, entries, Some((cue, at, true))))
        })
    })
}

fn resolve(line: &Line<'_>, at: usize) -> Cue {
    match where_things_are(line, at) {
        Some(true) => Cue::From,
        Some(false) => Cue::To,
        None => Cue::At,
    }
}

/// A town whose name is an everyday word, where it is announced in Arabic: `من ليل`.
fn everyday<'a>(line: &Line<'_>, at: usize, cue: Cue, around: &Around<'a>) -> Option<Vec<&'a Entry>> {
    let text = free_text(line, at, 1).filter(|text| text.contains(|c: char| c > '\u{600}'))?;
    let entries = around.places.find(&format!("{text}، فرنسا"), around.near);
    (matches!(cue, Cue::From | Cue::To) && !entries.is_empty()).then_some(entries)
}

/// A name with a mistake, where it is clearly announced as a place.
fn misspelt<'a>(
    line: &Line<'_>,
    at: usize,
    is_strong: bool,
    around: &Around<'a>,
    guesses: &mut usize,
) -> Option<Vec<&'a Entry>> {
    let text = free_text(line, at, 1).filter(|text| is_strong && text.chars().count() >= 5)?;
    if *guesses >= MOST_GUESSES {
        return None;
    }
    *guesses += 1;
    let entries = around.places.find(text, around.near);
    (!entries.is_empty()).then_some(entries)
}

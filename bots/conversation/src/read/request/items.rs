//! The things in a line: what is left when all else is read.

mod quantity;
mod segment;

use marketplace_domain::request::Kind;

use self::{
    quantity::{behind, is_count, split_off},
    segment::{Segment, segments},
};
use super::{
    MOST_ITEMS, Said, Wanted,
    kind::LEAD,
    token::Line,
    words::{
        AND, ARTICLE, AT, BY, CHAT, COLOUR, COUNTER, FILLER, FROM, KIN, OR, QUESTION, REWARD, SENTENCE, TO,
        WEAK,
    },
};

/// A longer name is rather a sentence, in words.
const LONGEST_NAME: usize = 9;

/// The things that are wanted, in their order. Where a name reads like a sentence, or other words come before it,
/// nobody can be sure.
pub(super) fn take(line: &Line<'_>, kind: Kind) -> Said<Vec<Wanted>> {
    let all = segments(line, kind);
    let Some(first) = first(line, &all) else { return Said::Not };
    let things = list(line, &all, first, kind);
    let is_sure = kind == Kind::Service || is_clear(line, &all, first);
    match things.as_slice() {
        [] => Said::Not,
        _ if is_sure => Said::Sure(things),
        _ => Said::Unsure(vec![things]),
    }
}

/// The segment that the things begin with: one behind a colon, else one that is announced, else the first.
fn first(line: &Line<'_>, all: &[Segment]) -> Option<usize> {
    let by =
        |what: fn(&Segment) -> bool| all.iter().position(|segment| what(segment) && !is_count(line, segment));
    by(|segment| segment.after_colon).or_else(|| by(|segment| segment.led)).or_else(|| by(|_| true))
}

/// Whether the things that begin with a segment can be nothing else.
fn is_clear(line: &Line<'_>, all: &[Segment], first: usize) -> bool {
    let names = |segment: &Segment| !is_count(line, segment);
    let led = all.iter().position(|segment| segment.led && names(segment));
    // "A box. Contents: books" and "I need parts: a filter" look alike.
    let is_torn =
        led.is_some_and(|led| led != first) && all.get(first).is_some_and(|segment| segment.after_colon);
    let rival = all.iter().skip(first + 1).any(|segment| segment.led && names(segment));
    let parts = series(line, all, first);
    !is_torn && !rival && parts.iter().all(|part| is_name(line, part)) && !may_be_list(line, parts)
}

/// Whether words are left over that are neither the things nor known to say nothing.
pub(super) fn says_more(line: &Line<'_>, kind: Kind) -> bool {
    let all = segments(line, kind);
    let used: Vec<Segment> =
        first(line, &all).map(|first| series(line, &all, first).to_vec()).unwrap_or_default();
    let known = LEAD
        .or(FILLER)
        .or(WEAK)
        .or(ARTICLE)
        .or(FROM)
        .or(TO)
        .or(AT)
        .or(AND)
        .or(BY)
        .or(KIN)
        .or(COUNTER)
        .or(OR)
        .or(REWARD);
    let mut at = 0;
    while at < line.len() {
        let is_used = used.iter().any(|segment| (segment.start..segment.end).contains(&at));
        match line.means(at, known) {
            _ if is_used || !line.is_free(at) => at += 1,
            Some(words) => at += words,
            None => return true,
        }
    }
    false
}

/// Whether parts between commas may be things of their own: without "and", nobody can tell a second thing from
/// more about the first, unless it is a word or a number.
fn may_be_list(line: &Line<'_>, parts: &[Segment]) -> bool {
    let is_plain = |part: &Segment| {
        let has_digit =
            (part.start..part.end).any(|at| line.folded(at).contains(|c: char| c.is_ascii_digit()));
        part.end - part.start > 1 && !has_digit
    };
    if let [first, second] = parts
        && second.after_and
    {
        // "Salt and pepper grinder" is one thing.
        return first.end - first.start == 1
            && !first.has_article
            && second.end - second.start > 1
            && split_off(line, second).0 == 1;
    }
    !parts.iter().any(|part| part.after_and)
        && parts.iter().skip(1).any(|part| !part.has_article && is_plain(part))
}

/// Whether a segment reads like the name of a thing and not like a sentence.
fn is_name(line: &Line<'_>, segment: &Segment) -> bool {
    let is_word = |at: usize| {
        line.tokens.get(at).is_some_and(|token| {
            line.text.get(token.start..token.end).is_some_and(|text| text == text.to_lowercase())
        })
    };
    let talks = (segment.start..segment.end)
        .any(|at| is_word(at) && line.means(at, SENTENCE.or(QUESTION).or(KIN)).is_some());
    !talks && segment.end - segment.start <= LONGEST_NAME
}

/// The segment and those that go on its list.
fn series<'s>(line: &Line<'_>, all: &'s [Segment], first: usize) -> &'s [Segment] {
    let series = all.get(first..).unwrap_or_default();
    let length =
        1 + series.iter().skip(1).take_while(|segment| segment.joined && !is_count(line, segment)).count();
    series.get(..length).unwrap_or_default()
}

/// The list that begins with a segment.
fn list(line: &Line<'_>, all: &[Segment], first: usize, kind: Kind) -> Vec<Wanted> {
    let mut parts: Vec<Vec<Segment>> = Vec::new();
    let series = series(line, all, first);
    let is_list = kind != Kind::Service && series.iter().any(|segment| segment.after_and);
    for segment in series {
        let starts = is_list && !is_colour(line, segment)
            || segment.has_article
            || split_off(line, segment).0 > 1
            || begins_with_one(line, segment);
        match parts.last_mut().filter(|_| !starts || kind == Kind::Service) {
            Some(part) => part.push(*segment),
            None => parts.push(vec![*segment]),
        }
    }
    let mut things: Vec<Wanted> =
        parts.iter().filter_map(|part| wanted(line, part, kind)).take(MOST_ITEMS).collect();
    if let ([only], Some(count)) = (things.as_mut_slice(), behind(line, series.first()))
        && only.quantity == 1
    {
        only.quantity = count;
    }
    things
}

fn is_colour(line: &Line<'_>, segment: &Segment) -> bool {
    line.means(segment.start, COLOUR).is_some()
}

fn begins_with_one(line: &Line<'_>, segment: &Segment) -> bool {
    line.folded(segment.start) == "1" && segment.start + 1 < segment.end
}

/// One thing, of the parts that its name was written in.
fn wanted(line: &Line<'_>, part: &[Segment], kind: Kind) -> Option<Wanted> {
    let (first, last) = (part.first()?, part.last()?);
    if kind == Kind::Service {
        return Some(Wanted { name: between(line, first, last)?, quantity: 1 });
    }
    let (quantity, pieces) = split_off(line, first);
    let name = match pieces.as_slice() {
        [whole] => between(line, whole, if part.len() > 1 { last } else { whole })?,
        // A count stood in the middle: "pokemon cards x10 boosters".
        pieces => pieces.iter().filter_map(|piece| between(line, piece, piece)).collect::<Vec<_>>().join(" "),
    };
    let plain = (first.start..last.end).all(|at| line.means(at, CHAT.or(FILLER).or(WEAK)).is_some());
    (!name.is_empty() && !plain).then_some(Wanted { name, quantity })
}

fn between(line: &Line<'_>, first: &Segment, last: &Segment) -> Option<String> {
    let start = line.tokens.get(first.start)?.start + first.cut;
    let end = line.tokens.get(last.end.checked_sub(1)?)?.end;
    let text = line.text.get(start..end)?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

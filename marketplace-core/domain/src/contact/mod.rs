//! Contact details in what people write: by phone numbers, addresses and accounts two people would
//! learn who the other is.
//!
//! A text is read once into pieces ([`token`]), with characters that look alike folded together
//! ([`glyph`]); then each kind of detail is looked for among the pieces. All of it takes time in
//! proportion to the text. A detail that is split over several messages is found where it is
//! completed.

mod address;
mod bank;
mod context;
mod email;
mod glyph;
mod handle;
mod innocent;
mod link;
mod list;
mod mask;
mod number;
mod numeral;
mod phone;
mod platform;
mod policy;
mod token;
mod vocabulary;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use self::{
    mask::{MASK, mask},
    policy::{Crossing, Held, Kinds, Policy, UnknownPolicy},
};

/// What leads to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// The name of an account, or a name to look for, on another platform.
    Handle,
    /// A web address that leads to a person.
    Link,
    /// A bank account.
    Bank,
}

impl Kind {
    /// All kinds, in the order in which they are named.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Email, Self::Handle, Self::Link, Self::Bank];
}

/// A contact detail in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is, in bytes, on borders of characters.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// How many earlier lines of the same person are worth looking at: as many as an international
/// number has digits.
pub const LINES_BEFORE: usize = 12;

/// How many characters at the end of an earlier line are looked at.
const END: usize = 200;

/// The contact details in a line, in order and apart. `before` holds the lines that the same person
/// said before in the same conversation, the last one last; details that they begin and the line
/// completes are found in the line.
pub fn find(line: &str, before: &[&str]) -> Vec<Found> {
    let mut text = String::new();
    for earlier in before.get(before.len().saturating_sub(LINES_BEFORE)..).unwrap_or_default() {
        text.extend(end_of(earlier).chars().filter(|c| *c != glyph::BOUNDARY));
        text.push(glyph::BOUNDARY);
    }
    let start = text.len();
    text.push_str(line);
    let found = find_all(&text).into_iter().filter(|found| found.range.end > start);
    let found = found.map(|Found { range, kind }| Found {
        range: range.start.max(start) - start..range.end - start,
        kind,
    });
    merged(found.collect(), line)
}

/// The last characters of a line: only what stands at its end can go on in the next one.
fn end_of(line: &str) -> &str {
    let start = line.char_indices().rev().nth(END - 1).map_or(0, |(start, _)| start);
    line.get(start..).unwrap_or_default()
}

fn find_all(text: &str) -> Vec<Found> {
    let tokens = token::read(text);
    let mut closed = vec![false; tokens.len()];
    let mut found = Vec::new();
    let mut take = |ranges: Vec<Range<usize>>, kind, closed: &mut Vec<bool>| {
        for range in ranges {
            let is_free = closed.get(range.clone()).is_some_and(|taken| taken.iter().all(|taken| !taken));
            if let (true, Some(first), Some(last)) =
                (is_free, tokens.get(range.start), tokens.get(range.end - 1))
            {
                closed.iter_mut().take(range.end).skip(range.start).for_each(|taken| *taken = true);
                found.push(Found { range: first.from..last.to, kind });
            }
        }
    };
    take(bank::find(&tokens, &number::runs(&tokens, &closed)), Kind::Bank, &mut closed);
    take(link::find(&tokens), Kind::Link, &mut closed);
    take(email::find(&tokens), Kind::Email, &mut closed);
    take(handle::alone(&tokens), Kind::Handle, &mut closed);
    take(handle::beside(&tokens, platform::name), Kind::Handle, &mut closed);
    take(handle::beside(&tokens, platform::mail), Kind::Email, &mut closed);
    for (taken, innocent) in closed.iter_mut().zip(innocent::tokens(&tokens)) {
        *taken |= innocent;
    }
    let runs = number::runs(&tokens, &closed);
    take(phone::find(&tokens, &closed, &runs), Kind::Phone, &mut closed.clone());
    found
}

/// In order, with those that touch as one, and without a border of messages in them.
fn merged(mut found: Vec<Found>, line: &str) -> Vec<Found> {
    found.sort_by_key(|found| (found.range.start, found.range.end));
    let mut apart: Vec<Found> = Vec::with_capacity(found.len());
    for next in found {
        if line.get(next.range.clone()).is_none_or(str::is_empty) {
            continue;
        }
        match apart.last_mut() {
            Some(last) if next.range.start < last.range.end => {
                last.range.end = last.range.end.max(next.range.end);
            }
            _ => apart.push(next),
        }
    }
    apart
}

//! Hiding what was found.

use std::ops::Range;

use super::Found;
use crate::message::{Mark, Rich};

/// What stands in the place of what is hidden.
pub const MASK: &str = "•••";

/// The text with the found ranges hidden; marks stay on their words. Ranges are in order and apart,
/// as [`super::find`] gives them.
#[must_use]
pub fn mask(rich: &Rich, found: &[Found]) -> Rich {
    let mut text = String::with_capacity(rich.text().len());
    let mut moved: Vec<(Range<usize>, Range<usize>)> = Vec::with_capacity(found.len());
    let mut at = 0;
    for Found { range, .. } in found {
        text.push_str(rich.text().get(at..range.start).unwrap_or_default());
        let start = text.len();
        text.push_str(MASK);
        moved.push((range.clone(), start..text.len()));
        at = range.end;
    }
    text.push_str(rich.text().get(at..).unwrap_or_default());
    let marks = rich.marks().iter().map(|mark| Mark {
        range: place(&moved, mark.range.start, true)..place(&moved, mark.range.end, false),
        style: mark.style,
    });
    Rich::new(text, marks.collect())
}

/// Where a place of the old text is in the new one. Inside of what is hidden, a start moves to the
/// beginning and an end to the end.
fn place(moved: &[(Range<usize>, Range<usize>)], old: usize, is_start: bool) -> usize {
    match moved.iter().rev().find(|(from, _)| from.start < old || (is_start && from.start == old)) {
        None => old,
        Some((from, to)) if old < from.end => {
            if is_start {
                to.start
            } else {
                to.end
            }
        }
        Some((from, to)) => to.end + (old - from.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{contact::Kind, message::Style};

    fn hidden(ranges: &[Range<usize>], marks: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
        let marks = marks.iter().map(|range| Mark { range: range.clone(), style: Style::Bold }).collect();
        let found: Vec<Found> =
            ranges.iter().map(|range| Found { range: range.clone(), kind: Kind::Phone }).collect();
        let masked = mask(&Rich::new("call 24619037 or 98120458 é", marks), &found);
        (masked.text().to_owned(), masked.marks().iter().map(|mark| mark.range.clone()).collect())
    }

    #[test]
    fn what_is_hidden_leaves_the_rest_as_it_was() {
        let (text, _) = hidden(&[5..13, 17..25], &[]);
        assert_eq!(text, "call ••• or ••• é");
        assert_eq!(hidden(&[], &[]).0, "call 24619037 or 98120458 é");
    }

    #[test]
    fn marks_stay_on_their_words() {
        // "•••" has nine bytes.
        let both = [5..13, 17..25];
        let cases: [(Range<usize>, Range<usize>); 6] = [
            (0..4, 0..4),
            (14..16, 15..17),
            (26..28, 28..30),
            (5..13, 5..14),
            (7..15, 5..16),
            (0..28, 0..30),
        ];
        for (old, new) in cases {
            assert_eq!(hidden(&both, std::slice::from_ref(&old)).1, [new], "{old:?}");
        }
    }
}

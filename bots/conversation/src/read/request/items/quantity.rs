//! How many are wanted.

use marketplace_domain::request::Quantity;

use super::segment::Segment;
use crate::read::request::{
    token::{Line, Role},
    words::{COUNTER, FILLER, count},
};

/// What stands behind a number that measures and does not count.
const UNITS: [&str; 30] = [
    "meters", "metres", "m2", "متر", "kg", "kilo", "kilos", "g", "gr", "gram", "grams", "grammes", "l",
    "litre", "litres", "liter", "liters", "ml", "cl", "cm", "m", "mm", "gb", "go", "inch", "pouces", "ans",
    "mois", "years", "year",
];

/// How many a segment says, and what is left of its name.
pub(super) fn split_off(line: &Line<'_>, segment: &Segment) -> (u8, Vec<Segment>) {
    let mut rest = *segment;
    let opening = number(line.folded(rest.start))
        .filter(|_| rest.start + 1 < rest.end && !UNITS.contains(&line.folded(rest.start + 1)));
    let multiplied =
        (rest.start..rest.end).find_map(|at| times(line, at).map(|(words, count)| (at, words, count)));
    if let Some((at, words, count)) = multiplied {
        let (left, right) = (Segment { end: at, ..rest }, Segment { start: at + words, cut: 0, ..rest });
        return (count, [left, right].into_iter().filter(|piece| piece.start < piece.end).collect());
    }
    if let Some(count) = opening {
        let times = usize::from(line.folded(rest.start + 1) == "x" && rest.start + 2 < rest.end);
        rest = Segment { start: rest.start + 1 + times, cut: 0, ..rest };
        let of = usize::from(
            matches!(line.folded(rest.start), "de" | "of" | "d'") && rest.start + 1 < rest.end && count == 12,
        );
        return (count, vec![Segment { start: rest.start + of, ..rest }]);
    }
    let counted =
        rest.end.checked_sub(2).filter(|at| *at > rest.start && line.means(*at + 1, COUNTER).is_some());
    if let Some((at, count)) = counted.and_then(|at| Some((at, number(line.folded(at))?))) {
        return (count, vec![Segment { end: at, ..rest }]);
    }
    (1, vec![rest])
}

/// Whether a segment says how many, and not of what: "two boxes".
pub(super) fn is_count(line: &Line<'_>, segment: &Segment) -> bool {
    segment.end - segment.start == 2
        && number(line.folded(segment.start)).is_some()
        && line.means(segment.start + 1, COUNTER).is_some()
}

/// "…, two boxes": how many are said somewhere behind the name.
pub(super) fn behind(line: &Line<'_>, first: Option<&Segment>) -> Option<u8> {
    let start = first?.end;
    (start..line.len()).find_map(|at| {
        let count = number(line.folded(at)).filter(|_| line.role(at) != Role::Taken)?;
        let counts = line.means(at + 1, COUNTER).is_some() && line.role(at + 1) != Role::Taken;
        let ends = (!line.is_free(at + 2) || line.means(at + 2, FILLER).is_some())
            && at.checked_sub(1).is_none_or(|before| !line.is_free(before));
        (counts && ends).then_some(count)
    })
}

/// `x2`, `2x`, `x 2`, `عدد 2`.
fn times(line: &Line<'_>, at: usize) -> Option<(usize, u8)> {
    let text = line.folded(at);
    if matches!(text, "x" | "عدد" | "qty" | "quantite") {
        return Some((2, number(line.folded(at + 1))?)).filter(|_| line.is_free(at + 1));
    }
    // A capital X is a model: BMW X5.
    let is_model = line.written(at, 1).is_some_and(|text| text.starts_with('X'));
    let digits = text
        .strip_prefix('x')
        .filter(|_| !is_model)
        .or_else(|| text.strip_suffix('x'))
        .filter(|digits| !digits.is_empty())?;
    let count = number(digits).filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))?;
    (count > 1 || text.ends_with('x')).then_some((1, count))
}

fn number(text: &str) -> Option<u8> {
    let read =
        text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit())).or_else(|| count(text))?;
    Quantity::try_from(read).ok().map(Quantity::get)
}

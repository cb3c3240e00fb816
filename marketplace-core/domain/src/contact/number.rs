//! Numbers in digits and in words, one after another.

use super::{
    numeral::{self, Numeral},
    token::{Token, What},
    vocabulary,
};

/// One number: a piece of digits, or number words that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Its decimal digits.
    pub(super) digits: String,
    /// Its first token.
    pub(super) first: usize,
    /// The token after its last one.
    pub(super) end: usize,
    /// Whether it is in words.
    pub(super) spelled: bool,
    /// Whether a plus is before it.
    pub(super) plus: bool,
    /// What is between the part before and this one.
    pub(super) gap: Gap,
}

/// How near two numbers are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing but white space, or signs that people write inside a number.
    Tight,
    /// A comma, a line break, or a word such as "then".
    Loose,
    /// The border of two messages.
    Boundary,
}

/// The most tokens that may stand between two numbers of a run.
const LONGEST_GAP: usize = 8;
/// The most words between two numbers where one of the words tells a place in a number.
const MOST_WORDS: usize = 4;

/// The numbers of a text in runs: numbers that nothing but signs and linking words keep apart.
/// Tokens that are `closed` are no numbers, and end a run.
pub(super) fn runs(tokens: &[Token], closed: &[bool]) -> Vec<Vec<Part>> {
    let mut runs: Vec<Vec<Part>> = Vec::new();
    let mut at = 0;
    let mut open = false;
    while at < tokens.len() {
        let Some(mut part) = part(tokens, closed, at) else {
            at += 1;
            continue;
        };
        at = part.end;
        part.plus = part
            .first
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_some_and(|before| before.is('+') || before.word() == Some("plus"));
        let joined = open.then(|| runs.last_mut()).flatten().and_then(|run| {
            let before = run.last()?;
            let plus = part.plus && (part.digits.len() > 1 || before.digits.len() > 1);
            part.gap = gap(tokens, closed, before.end, part.first).filter(|_| !plus)?;
            Some(run)
        });
        match joined {
            Some(run) => run.push(part),
            None => runs.push(vec![Part { gap: Gap::Tight, ..part }]),
        }
        open = true;
    }
    runs
}

fn part(tokens: &[Token], closed: &[bool], first: usize) -> Option<Part> {
    if closed.get(first).copied().unwrap_or(true) {
        return None;
    }
    let token = tokens.get(first)?;
    let made = |digits: String, end: usize, spelled| Part {
        digits,
        first,
        end,
        spelled,
        plus: false,
        gap: Gap::Tight,
    };
    if let Some(digits) = token.digits() {
        return Some(made(digits.to_owned(), first + 1, false));
    }
    match numeral::read(token.word()?)? {
        Numeral::Times(times) => {
            let next = part(tokens, closed, first + 1).filter(|next| next.digits.len() == 1)?;
            Some(made(next.digits.repeat(times), next.end, true))
        }
        _ => compound(tokens, first).map(|(value, end)| made(value.to_string(), end, true)),
    }
}

/// What keeps two numbers of one run apart; `None` where they are of two runs.
fn gap(tokens: &[Token], closed: &[bool], from: usize, to: usize) -> Option<Gap> {
    let from = after_whole_messages(tokens, from, to);
    let mut gap = if tokens.get(from).is_some_and(Token::is_boundary) { Gap::Boundary } else { Gap::Tight };
    let between = tokens.get(from..to)?;
    let open = closed.get(from..to)?.iter().all(|closed| !closed);
    if !open || between.len() > LONGEST_GAP {
        return None;
    }
    let words = between.iter().filter_map(Token::word);
    let placed = words.clone().count() <= MOST_WORDS && words.clone().any(vocabulary::places_in_number);
    for token in between {
        match token.what {
            What::Sign(_) if token.is_boundary() => gap = Gap::Boundary,
            What::Sign('\n' | ',' | ';') => gap = gap.max(Gap::Loose),
            What::Sign(sign) if vocabulary::ends_number(sign) => return None,
            What::Sign(_) => {}
            What::Word if vocabulary::is_choice(&token.text) => return None,
            What::Word if placed || vocabulary::links_numbers(&token.text) => gap = gap.max(Gap::Loose),
            What::Word | What::Digits => return None,
        }
    }
    Some(gap)
}

/// The last border of messages before `to`, if only whole messages are between it and the first one:
/// a message without a number does not end a run, because it may be there to do so.
fn after_whole_messages(tokens: &[Token], from: usize, to: usize) -> usize {
    let between = tokens.get(from..to).unwrap_or_default();
    let first = between.iter().position(Token::is_boundary);
    let last = between.iter().rposition(Token::is_boundary);
    match (first, last) {
        // What stands before the first border belongs to the message of the number.
        (Some(0), Some(last)) => from + last,
        _ => from,
    }
}

fn numeral_at(tokens: &[Token], at: usize) -> Option<Numeral> {
    numeral::read(tokens.get(at)?.word()?)
}

/// The token after an optional hyphen, or after one of the joining words.
fn after_joint(tokens: &[Token], at: usize, joints: &[&str]) -> usize {
    let skip_hyphen = |at: usize| {
        let hyphen = tokens.get(at).is_some_and(|token| token.is('-') && !token.spaced);
        if hyphen { at + 1 } else { at }
    };
    let at = skip_hyphen(at);
    let joint = tokens.get(at).and_then(Token::word).is_some_and(|word| joints.contains(&word));
    if joint { skip_hyphen(at + 1) } else { at }
}

/// The value of the number words from here on that make one number, and the token after them.
fn compound(tokens: &[Token], at: usize) -> Option<(u16, usize)> {
    match numeral_at(tokens, at)? {
        Numeral::Hundred => Some(with_rest(tokens, 100, at + 1)),
        Numeral::Hundreds(hundreds) => Some(with_rest(tokens, hundreds, at + 1)),
        Numeral::Unit(unit) if unit > 0 => {
            let next = after_joint(tokens, at + 1, &[]);
            if numeral_at(tokens, next) == Some(Numeral::Hundred) {
                return Some(with_rest(tokens, unit * 100, next + 1));
            }
            below_hundred(tokens, at)
        }
        _ => below_hundred(tokens, at),
    }
}

/// Hundreds with the tens and units behind them.
fn with_rest(tokens: &[Token], hundreds: u16, at: usize) -> (u16, usize) {
    let next = after_joint(tokens, at, &["and", "et", "w", "و"]);
    match below_hundred(tokens, next) {
        Some((rest, end)) if rest > 0 => (hundreds + rest, end),
        _ => (hundreds, at),
    }
}

fn below_hundred(tokens: &[Token], at: usize) -> Option<(u16, usize)> {
    match numeral_at(tokens, at)? {
        Numeral::Unit(unit) => Some(from_unit(tokens, unit, at)),
        Numeral::Teen(10) => Some(teen(tokens, at)),
        Numeral::Teen(value) | Numeral::Whole(value) => Some((value, at + 1)),
        Numeral::Tens(tens) => Some(from_tens(tokens, tens, at)),
        Numeral::Hundred | Numeral::Hundreds(_) | Numeral::Times(_) => None,
    }
}

/// A unit; with the tens behind it where those are said last (`اثنان وعشرون`, `tnin w 3echrin`), and
/// the French eighty.
fn from_unit(tokens: &[Token], unit: u16, at: usize) -> (u16, usize) {
    let word = tokens.get(at).and_then(Token::word).unwrap_or_default();
    let next = after_joint(tokens, at + 1, &[]);
    let next_word = tokens.get(next).and_then(Token::word).unwrap_or_default();
    if word == "quatre" && next_word.starts_with("vingt") {
        return from_tens(tokens, 80, next);
    }
    if unit > 0 && next_word == "عشر" {
        return (10 + unit, next + 1);
    }
    let joined = after_joint(tokens, at + 1, &["w", "و"]);
    if unit > 0
        && joined == at + 2
        && let Some(Numeral::Tens(tens)) = numeral_at(tokens, joined)
    {
        return (tens + unit, joined + 1);
    }
    (unit, at + 1)
}

/// Tens with the unit behind them, and the French seventies and nineties.
fn from_tens(tokens: &[Token], tens: u16, at: usize) -> (u16, usize) {
    let next = after_joint(tokens, at + 1, &["et", "and"]);
    match numeral_at(tokens, next) {
        Some(Numeral::Unit(unit)) if unit > 0 => (tens + unit, next + 1),
        Some(Numeral::Teen(_)) if tens == 60 || tens == 80 => {
            let (teen, end) = teen(tokens, next);
            (tens + teen, end)
        }
        _ => (tens, at + 1),
    }
}

/// Ten to nineteen; the French ones above sixteen are two words.
fn teen(tokens: &[Token], at: usize) -> (u16, usize) {
    let Some(Numeral::Teen(teen)) = numeral_at(tokens, at) else { return (0, at) };
    let next = after_joint(tokens, at + 1, &[]);
    match numeral_at(tokens, next) {
        Some(Numeral::Unit(unit)) if tokens.get(at).and_then(Token::word) == Some("dix") && unit >= 7 => {
            (teen + unit, next + 1)
        }
        _ => (teen, at + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::token;

    fn numbers(text: &str) -> Vec<Vec<String>> {
        let tokens = token::read(text);
        let runs = runs(&tokens, &vec![false; tokens.len()]);
        runs.into_iter().map(|run| run.into_iter().map(|part| part.digits).collect()).collect()
    }

    #[test]
    fn number_words_become_digits() {
        for (text, digits) in [
            ("zero six twelve thirty-four double five", "06123455"),
            ("two hundred and forty six, nineteen", "24619"),
            ("soixante-dix-sept quatre-vingt-onze quatre vingt cent un", "779180101"),
            ("quarante et un, soixante et onze, dix sept, quatre-vingts", "41711780"),
            ("صفر ستة اثنا عشر أربعة وثلاثون مئة وخمسة وأربعون ستمائة وتسعة عشر", "061234145619"),
            ("tnin w 3echrin mya w 5amsa w arb3in zouz sfer", "2214520"),
            ("2 four 6 un", "2461"),
        ] {
            assert_eq!(numbers(text).concat().concat(), digits, "{text}");
        }
    }

    #[test]
    fn a_run_ends_at_words() {
        assert_eq!(numbers("24 then 61, 90 jars 37"), [vec!["24", "61", "90"], vec!["37"]]);
        assert_eq!(numbers("24 or 61 = 90"), [vec!["24"], vec!["61"], vec!["90"]]);
        assert_eq!(numbers("24\u{1e}well, hello\u{1e}61\u{1e}see 90"), [vec!["24", "61"], vec!["90"]]);
    }
}

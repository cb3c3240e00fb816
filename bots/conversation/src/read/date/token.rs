//! A line cut into the tokens of a date.

use chrono::Weekday;

use super::super::fold::fold;
use super::words;

/// A stretch of time people count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Digits as typed; how many there are tells a day from a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) digits: usize,
}

/// What a word, a number or a group of numbers means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// 20, 2026.
    Number(Number),
    /// 20th, 1er, first.
    Ordinal(u32),
    /// a, une, three.
    Count(u32),
    /// 20/12.
    DayMonth(Number, Number),
    /// 20/12/2026, also typed as 2026-12-20: day, month, year.
    DayMonthYear(Number, Number, Number),
    /// A month by name, 1 to 12.
    Month(u32),
    Weekday(Weekday),
    Unit(Unit),
    /// A count and a unit in one word: يومين.
    Span(u32, Unit),
    /// Days from today: yesterday is -1.
    FromToday(i64),
    /// before, by, on.
    By,
    /// at the latest; stands before or after the date.
    Latest,
    /// within, d'ici: before a date or a stretch of time.
    Within,
    /// in, dans: before a stretch of time.
    In,
    /// after, بعد.
    After,
    Article,
    Of,
    This,
    Next,
    End,
}

/// The tokens of the line; nothing if any part of it is unknown.
pub(super) fn tokens(line: &str) -> Option<Vec<Token>> {
    // Many leave the apostrophe of "d'ici" and "aujourd'hui" out.
    let line = fold(line)?.replace('\'', "").replace(" / ", "/").replace(" - ", "-");
    let mut words = Vec::new();
    for chunk in line.split(' ') {
        words.extend(pieces(chunk)?);
    }
    let mut tokens = Vec::new();
    let mut rest = words.as_slice();
    while let Some(first) = rest.first() {
        let (token, used) = match *first {
            Piece::Known(token) => (token, 1),
            Piece::Word(_) => phrase(rest)?,
        };
        tokens.push(token);
        rest = rest.get(used..)?;
    }
    Some(tokens)
}

/// A part of the line: numbers are known at once, words wait for their neighbours.
#[derive(Debug, Clone, Copy)]
enum Piece<'a> {
    Known(Token),
    Word(&'a str),
}

const JOINTS: [char; 3] = ['/', '-', '.'];

/// What stands between two spaces: a date in digits, or words and numbers with or without joints
/// (`20-dec-2026`, `apres-demain`).
fn pieces(chunk: &str) -> Option<Vec<Piece<'_>>> {
    let chunk = chunk.strip_suffix(['.', ',', '!']).unwrap_or(chunk);
    if chunk.contains(JOINTS) && chunk.chars().all(|c| c.is_ascii_digit() || JOINTS.contains(&c)) {
        return Some(vec![Piece::Known(date_in_digits(chunk)?)]);
    }
    let mut pieces = Vec::new();
    for run in chunk.split(JOINTS) {
        split_run(run, &mut pieces)?;
    }
    Some(pieces)
}

/// Day first, as in France and Tunisia, unless a year of four digits opens.
fn date_in_digits(chunk: &str) -> Option<Token> {
    let joint = chunk.chars().find(|c| JOINTS.contains(c))?;
    let numbers: Vec<Number> = chunk.split(joint).map(number).collect::<Option<_>>()?;
    match *numbers.as_slice() {
        [day, month] => Some(Token::DayMonth(day, month)),
        [year, month, day] if year.digits == 4 => Some(Token::DayMonthYear(day, month, year)),
        [day, month, year] => Some(Token::DayMonthYear(day, month, year)),
        _ => None,
    }
}

fn number(text: &str) -> Option<Number> {
    let all_digits = text.bytes().all(|b| b.is_ascii_digit());
    if !all_digits || text.len() > 4 {
        return None;
    }
    Some(Number { value: text.parse().ok()?, digits: text.len() })
}

/// Cuts `20dec`, `3jours`, `1er` and `dec20` where digits meet letters, but not the words of
/// Tunisian that are typed with digits for letters (`ba3d`, `9bal`).
fn split_run<'a>(run: &'a str, pieces: &mut Vec<Piece<'a>>) -> Option<()> {
    if let Some(number) = number(run) {
        pieces.push(Piece::Known(Token::Number(number)));
        return Some(());
    }
    let is_known = words::token(run).is_some();
    if is_known || !run.contains(|c: char| c.is_ascii_digit()) {
        pieces.push(Piece::Word(run));
        return Some(());
    }
    let digits_end = run.find(|c: char| !c.is_ascii_digit())?;
    if digits_end == 0 {
        let digits_start = run.find(|c: char| c.is_ascii_digit())?;
        let (word, digits) = run.split_at_checked(digits_start)?;
        // The tail may only be digits: "5jem3a7" stays unknown.
        pieces.push(Piece::Word(word));
        pieces.push(Piece::Known(Token::Number(number(digits)?)));
        return Some(());
    }
    let (digits, word) = run.split_at_checked(digits_end)?;
    let number = number(digits)?;
    if words::is_ordinal_ending(word) {
        pieces.push(Piece::Known(Token::Ordinal(number.value)));
    } else {
        pieces.push(Piece::Known(Token::Number(number)));
        pieces.push(Piece::Word(word));
    }
    Some(())
}

/// The longest phrase that the words begin with, and how many words it took.
fn phrase(pieces: &[Piece<'_>]) -> Option<(Token, usize)> {
    let run: Vec<&str> = pieces
        .iter()
        .take(words::LONGEST_PHRASE)
        .map_while(|piece| match piece {
            Piece::Word(word) => Some(*word),
            Piece::Known(_) => None,
        })
        .collect();
    (1..=run.len()).rev().find_map(|length| {
        let token = words::token(&run.get(..length)?.join(" "))?;
        Some((token, length))
    })
}

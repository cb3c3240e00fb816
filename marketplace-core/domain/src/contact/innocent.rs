//! Numbers that are no contact details by their shape or by the words around them: amounts, dates,
//! times, sizes, numbers of orders and parcels, and what is inside a web address.

use super::{
    number::{Gap, Part},
    token::{Token, What},
    vocabulary,
};

/// Which tokens are of no use to anybody who looks for a person.
pub(super) fn tokens(tokens: &[Token]) -> Vec<bool> {
    let mut closed = vec![false; tokens.len()];
    let mut close = |from: usize, to: usize| {
        for token in closed.iter_mut().take(to).skip(from) {
            *token = true;
        }
    };
    for at in 0..tokens.len() {
        if let Some(end) = web_address(tokens, at) {
            close(at, end);
        }
        if tokens.get(at).and_then(Token::digits).is_none() {
            continue;
        }
        for shape in [date, time, coordinates] {
            if let Some(end) = shape(tokens, at) {
                close(at, end);
            }
        }
        if let Some(from) = amount(tokens, at) {
            close(from, at + 1);
        }
    }
    closed
}

/// A token that is written onto the one before it.
fn glued(tokens: &[Token], at: usize) -> Option<&Token> {
    tokens.get(at).filter(|token| !token.spaced)
}

/// Digits that are written onto the token before them: their value, if they have so many digits.
fn glued_digits(tokens: &[Token], at: usize, lengths: &[usize]) -> Option<u32> {
    let digits = glued(tokens, at)?.digits()?;
    lengths.contains(&digits.len()).then(|| digits.parse().ok())?
}

/// Whether a number goes on at this token: a sign with digits behind it.
fn goes_on(tokens: &[Token], at: usize, signs: &[char]) -> bool {
    glued(tokens, at).and_then(Token::sign).is_some_and(|sign| signs.contains(&sign))
        && glued(tokens, at + 1).is_some_and(|token| token.digits().is_some())
}

/// `20/12/2026`, `2026-12-20`, `20/12`.
fn date(tokens: &[Token], at: usize) -> Option<usize> {
    let first = tokens.get(at)?.digits()?;
    let sign = glued(tokens, at + 1)?.sign().filter(|sign| matches!(sign, '/' | '-' | '.'))?;
    if at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|token| token.is(sign)) {
        return None;
    }
    let second = glued_digits(tokens, at + 2, &[1, 2])?;
    let number: u32 = first.parse().ok()?;
    let third = glued(tokens, at + 3).filter(|token| token.is(sign)).and_then(|_| {
        let digits = glued(tokens, at + 4)?.digits()?;
        Some((digits.len(), digits.parse::<u32>().ok()?))
    });
    let end = if third.is_some() { at + 5 } else { at + 3 };
    let is_date = match third {
        // Few years in two digits are near enough to be meant.
        Some((2, year)) if first.len() <= 2 => {
            is_day(number) && (1..=12).contains(&second) && (24..=35).contains(&year)
        }
        Some((4, year)) if first.len() <= 2 => {
            is_day(number) && (1..=12).contains(&second) && is_year(year)
        }
        Some((_, day)) if first.len() == 4 => is_year(number) && (1..=12).contains(&second) && is_day(day),
        None => sign == '/' && first.len() <= 2 && is_day(number) && (1..=12).contains(&second),
        Some(_) => false,
    };
    (is_date && !goes_on(tokens, end, &['/', '-', '.'])).then_some(end)
}

fn is_day(day: u32) -> bool {
    (1..=31).contains(&day)
}

fn is_year(year: u32) -> bool {
    (1900..2100).contains(&year)
}

/// `14:35`, `8 h 30`.
fn time(tokens: &[Token], at: usize) -> Option<usize> {
    let hour = tokens.get(at)?.digits().filter(|hour| hour.len() <= 2)?;
    if hour.parse::<u32>().ok()? > 24 {
        return None;
    }
    let between = tokens.get(at + 1)?;
    if between.word() == Some("h") {
        let minutes = tokens.get(at + 2).and_then(Token::digits).filter(|minutes| minutes.len() == 2);
        return Some(if minutes.is_some() { at + 3 } else { at + 2 });
    }
    let after_colon = at.checked_sub(1).and_then(|before| tokens.get(before));
    let starts = !after_colon.is_some_and(|token| token.is(':') && !tokens.get(at).is_some_and(|at| at.spaced));
    let minutes = glued(tokens, at + 1).filter(|token| token.is(':') && starts)?;
    let sound = !minutes.spaced && glued_digits(tokens, at + 2, &[2])? < 60;
    (sound && !goes_on(tokens, at + 3, &[':'])).then_some(at + 3)
}

/// `36.80650, 10.18150`.
fn coordinates(tokens: &[Token], at: usize) -> Option<usize> {
    let degrees = |at: usize| {
        let whole: u32 = tokens.get(at)?.digits()?.parse().ok()?;
        let point = glued(tokens, at + 1)?.is('.');
        let fraction = glued(tokens, at + 2)?.digits()?;
        (whole <= 180 && point && fraction.len() >= 4).then_some(at + 3)
    };
    let comma = degrees(at)?;
    let next = if tokens.get(comma)?.is(',') { comma + 1 } else { comma };
    degrees(next)
}

/// The most digits of a measure: "24619037 am …" is a number and a verb.
const LONGEST_MEASURE: usize = 5;

/// Where an amount begins whose last piece of digits this is: before a unit or behind a currency.
fn amount(tokens: &[Token], at: usize) -> Option<usize> {
    let from = grouped(tokens, at);
    let length: usize = tokens.get(from..=at)?.iter().filter_map(Token::digits).map(str::len).sum();
    let unit = tokens.get(at + 1).is_some_and(|next| match next.what {
        What::Sign(sign) => vocabulary::ends_number(sign) && sign != '=' && sign != '@',
        What::Word if vocabulary::is_money(&next.text) => true,
        What::Word => length <= LONGEST_MEASURE && vocabulary::is_measure(&next.text),
        What::Digits => false,
    });
    let currency = from.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|before| {
        matches!(before.what, What::Sign('$' | '£' | '¥' | '\u{20a0}'..='\u{20cf}'))
    });
    (unit || currency).then_some(from)
}

/// The first piece of a number that is written in thousands, or with decimals: `1 229,90`.
fn grouped(tokens: &[Token], at: usize) -> usize {
    let mut first = at;
    loop {
        let Some(token) = tokens.get(first) else { return first };
        let separated = !token.spaced
            && first >= 2
            && tokens.get(first - 1).is_some_and(|sign| !sign.spaced && (sign.is('.') || sign.is(',')));
        let before = if separated {
            first - 2
        } else if token.spaced && first >= 1 && token.text.len() == 3 {
            first - 1
        } else {
            return first;
        };
        let is_group = tokens.get(before).and_then(Token::digits).is_some_and(|digits| digits.len() <= 3);
        if !is_group {
            return first;
        }
        first = before;
    }
}

/// The end of a web address: a scheme or a domain with something behind it. What leads to a person
/// is found before; the rest leads to things.
fn web_address(tokens: &[Token], at: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    let word = first.word().filter(|_| first.spaced)?;
    let end = (at + 1..tokens.len()).find(|next| glued(tokens, *next).is_none()).unwrap_or(tokens.len());
    let sign = |at: usize, sign: char| glued(tokens, at).is_some_and(|token| token.is(sign));
    let scheme = matches!(word, "http" | "https") && sign(at + 1, ':') && sign(at + 2, '/');
    let chain = tokens.get(at..end)?;
    let slash = chain.iter().position(|token| token.is('/'));
    let domain = slash.is_some_and(|slash| slash >= 3 && chain.get(slash - 2).is_some_and(|token| token.is('.')));
    (scheme || domain).then_some(end)
}

/// How far before a number a word is looked for that tells what it is.
const BEFORE: usize = 7;
/// How far behind it.
const BEHIND: usize = 4;

/// What the words around a run of numbers say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// How somebody can be reached.
    Contact,
    /// The number of a thing.
    Reference,
    /// Nothing.
    Unknown,
}

/// What the words around a run of numbers say about it.
pub(super) fn context(tokens: &[Token], closed: &[bool], run: &[Part]) -> Context {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return Context::Unknown };
    let before = before(tokens, closed, first.first);
    let behind = tokens.get(last.end..).unwrap_or_default().iter();
    let behind: Vec<&str> = behind
        .take_while(|token| token.digits().is_none() && !token.is_boundary())
        .filter_map(Token::word)
        .take(BEHIND)
        .collect();
    let contact = before.iter().position(|word| vocabulary::is_contact(word));
    let number = before.iter().position(|word| vocabulary::is_number_word(word));
    let reference = before.iter().position(|word| vocabulary::is_reference(word));
    let called = behind.iter().take(2).any(|word| vocabulary::is_contact(word));
    let referred = behind.iter().any(|word| vocabulary::is_reference(word));
    match (contact, reference) {
        _ if called => Context::Contact,
        (Some(contact), Some(reference)) if contact < reference => Context::Contact,
        (_, Some(_)) => Context::Reference,
        (Some(_), None) => Context::Contact,
        (None, None) if referred || continues_code(tokens, first.first) => Context::Reference,
        (None, None) if number.is_some() || behind.iter().any(|word| vocabulary::is_contact(word)) => {
            Context::Contact
        }
        (None, None) => Context::Unknown,
    }
}

/// The words before a token, the nearest first.
fn before<'a>(tokens: &'a [Token], closed: &[bool], at: usize) -> Vec<&'a str> {
    let mut words = Vec::new();
    let mut boundaries = 0;
    for before in (0..at).rev().take(BEFORE * 3) {
        let Some(token) = tokens.get(before) else { break };
        boundaries += usize::from(token.is_boundary());
        let is_amount = token.digits().is_some() && closed.get(before) == Some(&true);
        if words.len() == BEFORE || boundaries > 1 || is_amount {
            break;
        }
        words.extend(token.word());
    }
    words
}

/// Whether a number goes on a code: `6A12 3456 7890`, `5QA-407-151`.
fn continues_code(tokens: &[Token], at: usize) -> bool {
    let mut before = tokens.get(..at).unwrap_or_default().iter().rev();
    let last = before.next();
    let last = if last.is_some_and(|token| token.is('-')) { before.next() } else { last };
    last.is_some_and(|token| token.code)
}

/// Whether the numbers of a run are a list of sizes, prices, years or counts.
pub(super) fn is_list(run: &[Part]) -> bool {
    let values: Vec<i64> = run.iter().filter_map(|part| part.digits.parse().ok()).collect();
    if values.len() != run.len() || run.iter().any(|part| part.digits.starts_with('0')) {
        return false;
    }
    if let [value] = values.as_slice() {
        return value % 100_000 == 0 || is_compact_date(*value);
    }
    let steps: Vec<i64> = values.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?)).collect();
    let even = values.len() >= 3 && steps.iter().all(|step| step == steps.first().unwrap_or(&0) && *step != 0);
    let apart = run.iter().skip(1).all(|part| part.gap >= Gap::Loose);
    let alike = run.iter().all(|part| run.first().is_some_and(|first| first.digits.len() == part.digits.len()));
    let sorted = steps.iter().all(|step| *step > 0) || steps.iter().all(|step| *step < 0);
    let years = values.iter().all(|value| (1900..2100).contains(value));
    let round = values.iter().skip(1).all(|value| *value == 0);
    even || years || round || (apart && alike && values.len() >= 3 && (sorted || are_offers(&values)))
}

/// Numbers that are as near to each other as what people haggle with.
fn are_offers(values: &[i64]) -> bool {
    let (least, most) = (values.iter().min().copied().unwrap_or(0), values.iter().max().copied().unwrap_or(0));
    least >= 10 && (most < 2 * least || values.iter().all(|value| value % 5 == 0))
}

/// A day as `20261220` or `20122026`.
fn is_compact_date(value: i64) -> bool {
    let date = |year: i64, month: i64, day: i64| {
        (2024..2032).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    date(value / 10_000, value / 100 % 100, value % 100) || date(value % 10_000, value / 10_000 % 100, value / 1_000_000)
}

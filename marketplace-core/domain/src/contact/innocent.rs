//! Numbers that are no contact details by their shape or by the words around them: amounts, dates,
//! times, sizes, numbers of orders and parcels, and what is inside a web address.

use super::{
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
        for shape in [date, time, coordinates, price] {
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
        Some((4, year)) if first.len() <= 2 => is_day(number) && (1..=12).contains(&second) && is_year(year),
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
    let starts =
        !after_colon.is_some_and(|token| token.is(':') && !tokens.get(at).is_some_and(|at| at.spaced));
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

/// `24.99`: what prices end with, and no more digits around.
fn price(tokens: &[Token], at: usize) -> Option<usize> {
    const CENTS: [&str; 8] = ["00", "49", "50", "79", "89", "90", "95", "99"];
    let whole = tokens.get(at)?;
    let starts = whole.spaced
        || !at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|t| t.is('.') || t.is(','));
    let point = glued(tokens, at + 1)?.sign().filter(|sign| matches!(sign, '.' | ','))?;
    let cents = glued(tokens, at + 2)?.digits()?;
    let sound = starts && whole.text.len() <= 4 && CENTS.contains(&cents);
    (sound && !goes_on(tokens, at + 3, &[point, '.', ',', '-', '/'])).then_some(at + 3)
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
    let currency = from
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .is_some_and(|before| matches!(before.what, What::Sign('$' | '£' | '¥' | '\u{20a0}'..='\u{20cf}')));
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
    let domain =
        slash.is_some_and(|slash| slash >= 3 && chain.get(slash - 2).is_some_and(|token| token.is('.')));
    (scheme || domain).then_some(end)
}

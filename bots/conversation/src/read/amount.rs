//! The amount of money in a line, as people type it into a form.
//!
//! How separators are read:
//! - Two kinds of separator: the last one, a comma or a point, opens the decimals and the other
//!   groups thousands (`1,200.50`, `1.200,50`, `1 200,50`).
//! - One kind, several times: thousands (`1.200.000`).
//! - One comma or point before exactly three digits, where it could group thousands: decimals
//!   for currencies with three (TND, LYD) when it is a comma, thousands otherwise. Without a
//!   currency nobody can tell, and the line is not understood.
//! - Any other single comma or point opens the decimals; a space or an apostrophe never does.

mod number;
mod words;

#[cfg(test)]
mod tests;

use marketplace_domain::money::{Currency, Money};

pub use number::Decimal;

use super::fold::fold;
use number::Reading;

/// Why a line is not a usable amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountProblem {
    /// The line is not one amount in one known currency, or has more decimals than the currency.
    #[error("not an amount of money")]
    NotUnderstood,
    /// The number is fine but no currency is known; [`Decimal::in_currency`] completes it.
    #[error("the amount has no currency")]
    NoCurrency(Decimal),
    /// The amount is below zero.
    #[error("the amount is negative")]
    Negative,
    /// The amount is above [`marketplace_domain::money::MAX_MINOR`].
    #[error("the amount is too large")]
    TooLarge,
    /// The amount is zero.
    #[error("the amount is zero")]
    Zero,
}

/// The amount that the line says, in `default_currency` when it names none.
///
/// # Errors
/// [`AmountProblem`]; every word of the line must be understood.
pub fn read_amount(line: &str, default_currency: Option<Currency>) -> Result<Money, AmountProblem> {
    let line = fold(line).ok_or(AmountProblem::NotUnderstood)?;
    let parts = split(&line).ok_or(AmountProblem::NotUnderstood)?;
    let currency = match parts.currency {
        "" => default_currency,
        word => Some(words::currency(word, default_currency).ok_or(AmountProblem::NotUnderstood)?),
    };
    let decimal = match (Reading::of(parts.number)?, currency) {
        (Reading::Clear(decimal), _) => decimal,
        (reading, Some(currency)) => reading.in_currency(currency),
        (Reading::Ambiguous { .. }, None) => return Err(AmountProblem::NotUnderstood),
    };
    if parts.is_negative {
        return Err(AmountProblem::Negative);
    }
    match currency {
        Some(currency) => decimal.in_currency(currency),
        None if decimal.is_zero() => Err(AmountProblem::Zero),
        None => Err(AmountProblem::NoCurrency(decimal)),
    }
}

/// A line cut at its number.
struct Parts<'a> {
    is_negative: bool,
    number: &'a str,
    /// What stands before or after the number; empty if nothing does.
    currency: &'a str,
}

/// Cuts `-15 eur`, `€-15`, `15 €.`; nothing if there is no digit or a word on both sides.
fn split(line: &str) -> Option<Parts<'_>> {
    let start = line.find(is_digit)?;
    let last = line.rfind(is_digit)?;
    let (before, rest) = line.split_at_checked(start)?;
    let (number, after) = rest.split_at_checked(last - start + 1)?;
    let after = after.trim();
    let after = if words::is_known(after) { after } else { after.strip_suffix('.').unwrap_or(after) };
    let before = before.trim();
    let (is_negative, before) = match (before.strip_prefix('-'), before.strip_suffix('-')) {
        (Some(word), _) | (None, Some(word)) => (true, word.trim()),
        (None, None) => (false, before),
    };
    let currency = match (before, after) {
        (word, "") | ("", word) => word,
        _ => return None,
    };
    Some(Parts { is_negative, number, currency })
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

//! Bank accounts: IBAN, the Tunisian RIB, and card numbers.

use std::ops::Range;

use super::{number::Part, token::Token};

/// The length of an IBAN by country (SWIFT IBAN registry).
const LENGTHS: [(&str, usize); 78] = [
    ("ad", 24),
    ("ae", 23),
    ("al", 28),
    ("at", 20),
    ("az", 28),
    ("ba", 20),
    ("be", 16),
    ("bg", 22),
    ("bh", 22),
    ("br", 29),
    ("by", 28),
    ("ch", 21),
    ("cr", 22),
    ("cy", 28),
    ("cz", 24),
    ("de", 22),
    ("dk", 18),
    ("do", 28),
    ("ee", 20),
    ("eg", 29),
    ("es", 24),
    ("fi", 18),
    ("fo", 18),
    ("fr", 27),
    ("gb", 22),
    ("ge", 22),
    ("gi", 23),
    ("gl", 18),
    ("gr", 27),
    ("gt", 28),
    ("hr", 21),
    ("hu", 28),
    ("ie", 22),
    ("il", 23),
    ("iq", 23),
    ("is", 26),
    ("it", 27),
    ("jo", 30),
    ("kw", 30),
    ("kz", 20),
    ("lb", 28),
    ("lc", 32),
    ("li", 21),
    ("lt", 20),
    ("lu", 20),
    ("lv", 21),
    ("ly", 25),
    ("mc", 27),
    ("md", 24),
    ("me", 22),
    ("mk", 19),
    ("mr", 27),
    ("mt", 31),
    ("mu", 30),
    ("nl", 18),
    ("no", 15),
    ("om", 23),
    ("pk", 24),
    ("pl", 28),
    ("ps", 29),
    ("pt", 25),
    ("qa", 29),
    ("ro", 24),
    ("rs", 22),
    ("sa", 24),
    ("sc", 31),
    ("sd", 18),
    ("se", 24),
    ("si", 19),
    ("sk", 24),
    ("sm", 27),
    ("so", 23),
    ("st", 25),
    ("sv", 28),
    ("tn", 24),
    ("tr", 26),
    ("ua", 29),
    ("xk", 20),
];

/// The digits of a Tunisian RIB: bank, branch, account, key.
const RIB: usize = 20;
/// The digits of most payment cards.
const CARD: usize = 16;

/// The accounts in a text, as ranges of tokens.
pub(super) fn find(tokens: &[Token], runs: &[Vec<Part>]) -> Vec<Range<usize>> {
    let ibans = (0..tokens.len()).filter_map(|at| Some(at..iban(tokens, at)?));
    let others = runs.iter().flat_map(|run| (0..run.len()).filter_map(|from| account(tokens, run, from)));
    ibans.chain(others).collect()
}

/// The end of an IBAN that begins with this token. Its check digits tell it from any other code.
fn iban(tokens: &[Token], at: usize) -> Option<usize> {
    let mut code = String::new();
    let mut length = None;
    for (end, token) in tokens.iter().enumerate().skip(at) {
        match token.sign() {
            Some('-' | '.' | '/' | ' ') if end > at => continue,
            Some(_) => return None,
            None => code.push_str(&token.text),
        }
        if length.is_none() && code.len() >= 2 {
            let country = code.get(..2)?;
            length = Some(LENGTHS.iter().find(|(name, _)| *name == country)?.1);
        }
        match length {
            Some(length) if code.len() == length => return is_checked(&code).then_some(end + 1),
            Some(length) if code.len() > length => return None,
            _ => {}
        }
    }
    None
}

/// ISO 13616: a country, two digits, and the rest; the first four characters behind the others, letters as
/// 10 to 35, modulo 97 is 1. One of 97 sentences would be so without the two digits.
fn is_checked(code: &str) -> bool {
    let (Some(head), Some(tail)) = (code.get(..4), code.get(4..)) else { return false };
    if !head.chars().skip(2).all(|c| c.is_ascii_digit()) {
        return false;
    }
    tail.chars().chain(head.chars()).try_fold(0, |rest: u32, c| {
        let value = c.to_digit(36)?;
        Some((rest * if value > 9 { 100 } else { 10 } + value) % 97)
    }) == Some(1)
}

/// An account in digits alone that begins with this part: one whose check digits are right, or one
/// that the words before it announce.
fn account(tokens: &[Token], run: &[Part], from: usize) -> Option<Range<usize>> {
    let first = run.get(from)?.first;
    let announced = tokens.get(..first)?.iter().rev().take(6).filter_map(Token::word).any(is_account_word);
    let mut digits = String::new();
    for part in run.get(from..)? {
        digits.push_str(&part.digits);
        let checked = match digits.len() {
            RIB => remainder(&digits) == 0,
            CARD => digits.starts_with(['4', '5']) && is_luhn(&digits),
            length if length > RIB + 4 => return None,
            _ => false,
        };
        if checked || (announced && digits.len() >= RIB) {
            return Some(first..part.end);
        }
    }
    None
}

fn is_account_word(word: &str) -> bool {
    matches!(word, "rib" | "iban" | "compte" | "account" | "ايبان" | "الايبان" | "الحساب" | "حسابي")
}

/// Modulo 97: a RIB with its key has none.
fn remainder(digits: &str) -> u32 {
    digits.chars().filter_map(|c| c.to_digit(10)).fold(0, |rest, digit| (rest * 10 + digit) % 97)
}

/// ISO/IEC 7812: the check of card numbers.
fn is_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_tell_accounts_from_codes() {
        assert!(is_checked("gb29nwbk60161331926819"));
        assert!(!is_checked("gb29nwbk60161331926818"));
        assert!(!is_checked("starwars75257pourungarcon"), "its remainder is 1 by chance");
        assert!(is_luhn("4111111111111111"));
        assert!(!is_luhn("4111111111111112"));
        assert_eq!(remainder("10006035183598478831"), 0);
    }
}

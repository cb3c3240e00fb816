//! What the words around numbers say about them.

use super::{number::Part, token::Token, vocabulary};

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
pub(super) fn of(tokens: &[Token], closed: &[bool], run: &[Part]) -> Context {
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
    // The code of a country is a part of a phone number.
    let is_country = |at: usize| before.get(at + 1).is_some_and(|word| vocabulary::is_contact(word));
    let reference = before
        .iter()
        .enumerate()
        .position(|(at, word)| vocabulary::is_reference(word) && !(*word == "code" && is_country(at)));
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

//! E-mail addresses, written or spelt out.

use std::ops::Range;

use super::{
    address::{self, At, Domain},
    token::Token,
    vocabulary,
};

/// The e-mail addresses in a text, as ranges of tokens.
pub(super) fn find(tokens: &[Token]) -> Vec<Range<usize>> {
    (0..tokens.len()).filter_map(|at| around_at(tokens, at).or_else(|| before_provider(tokens, at))).collect()
}

/// An address around an at sign.
fn around_at(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let (after, sure) = address::at_sign(tokens, at)?;
    let after = address::after_breaks(tokens, after);
    let domain = domain(tokens, after)?;
    let provider = domain.labels.first().and_then(|label| provider(label));
    let ended = domain.labels.len() >= 2 && domain.labels.last().is_some_and(|label| address::is_ending(label));
    let first = local(tokens, at);
    match sure {
        At::Sign => {
            let sign = tokens.get(at)?;
            let any_ending = sign.is('@') && !sign.spaced && domain.labels.len() >= 2 && is_tail(&domain);
            (provider.is_some() || ended || any_ending).then(|| first.unwrap_or(at)..domain.end)
        }
        At::Word | At::Place => {
            let special = address::identifier_before(tokens, at)?.special;
            let named = provider == Some(Provider::Only) || (provider.is_some() && ended);
            let known = named && (special || ended || sure == At::Word);
            let spelled = sure == At::Word && ended && domain.spelled;
            let first = first.filter(|first| !is_common(tokens, *first, at))?;
            (known || spelled).then_some(first..domain.end)
        }
    }
}

/// Endings that no list has: two letters or more.
fn is_tail(domain: &Domain) -> bool {
    domain.labels.last().is_some_and(|tail| tail.len() >= 2 && tail.chars().all(char::is_alphabetic))
}

/// A domain, where the label of a provider may be followed by its ending without a dot.
fn domain(tokens: &[Token], at: usize) -> Option<Domain> {
    let mut domain = address::domain(tokens, at)?;
    if domain.labels.len() == 1
        && provider(domain.labels.first()?).is_some()
        && let Some(ending) = tokens.get(domain.end).and_then(Token::word)
        && matches!(ending, "com" | "fr" | "net" | "tn")
    {
        domain.labels.push(ending.to_owned());
        domain.end += 1;
    }
    Some(domain)
}

/// `leila99 gmail dot com`: no at sign at all.
fn before_provider(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let name = tokens.get(at)?.word()?;
    if provider(name) != Some(Provider::Only) {
        return None;
    }
    let domain = domain(tokens, at).filter(|domain| domain.labels.len() >= 2)?;
    let identifier = address::identifier_before(tokens, at).filter(|identifier| identifier.special)?;
    address::is_ending(domain.labels.last()?).then_some(identifier.first..domain.end)
}

/// Whether a name means mail and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Provider {
    /// Only mail.
    Only,
    /// Other things as well: a shop, a fruit.
    Among,
}

fn provider(label: &str) -> Option<Provider> {
    match vocabulary::bare(label) {
        "gmail" | "googlemail" | "hotmail" | "yahoo" | "ymail" | "outlook" | "icloud" | "protonmail" | "aol" | "gmx"
        | "جيميل" | "هوتميل" | "ياهو" | "اوتلوك" | "ايكلاود" => Some(Provider::Only),
        "proton" | "live" | "msn" | "orange" | "free" | "laposte" | "sfr" | "wanadoo" | "topnet" | "planet" | "gnet"
        | "hexabyte" | "yandex" | "mail" | "zoho" | "tuta" | "bbox" | "neuf" | "numericable" => Some(Provider::Among),
        _ => None,
    }
}

/// Where the part before an at sign begins.
fn local(tokens: &[Token], at: usize) -> Option<usize> {
    let mut end = at;
    while end.checked_sub(1).and_then(|last| tokens.get(last)).is_some_and(|t| t.is('\n') || t.is_boundary()) {
        end -= 1;
    }
    let mut first = address::identifier_before(tokens, end)?.first;
    // Letter by letter.
    let letter = |at: usize| {
        tokens.get(at).is_some_and(|token| token.sign().is_none() && token.text.chars().count() == 1)
    };
    while letter(first) && first.checked_sub(1).is_some_and(letter) {
        first -= 1;
    }
    Some(first)
}

/// Whether the part before the word "at" is a word of a sentence: "write me at gmail".
fn is_common(tokens: &[Token], first: usize, end: usize) -> bool {
    const WORDS: [&str; 44] = [
        "me", "us", "you", "it", "is", "am", "are", "him", "them", "account", "accounts", "mail", "email", "e", "an",
        "a", "the", "one", "here", "look", "find", "found", "bought", "works", "moi", "compte", "mel", "adresse",
        "address", "that", "this", "and", "or", "be", "out", "back", "up", "was", "not", "i", "je", "suis", "ecris",
        "ecrire",
    ];
    first + 1 == end && tokens.get(first).and_then(Token::word).is_some_and(|word| WORDS.contains(&word))
}

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
    let after = if tokens.get(after)?.is('-') { after + 1 } else { after };
    let domain = domain(tokens, after)?;
    let provider = domain.labels.first().and_then(|label| provider(label));
    let ended =
        domain.labels.len() >= 2 && domain.labels.last().is_some_and(|label| address::is_ending(label));
    let first = local(tokens, at);
    match sure {
        At::Sign => {
            let sign = tokens.get(at)?;
            let any_ending = sign.is('@') && !sign.spaced && domain.labels.len() >= 2 && is_tail(&domain);
            (provider.is_some() || ended || any_ending).then(|| first.unwrap_or(at)..domain.end)
        }
        At::Word | At::Place => {
            let special = address::identifier_before(tokens, before_breaks(tokens, at))?.special;
            let named = provider == Some(Provider::Only) || (provider.is_some() && ended);
            let known = named && (special || ended || sure == At::Word);
            let spelled =
                sure == At::Word && ended && domain.spelled && (special || is_announced(tokens, at));
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
    if tokens.get(at)?.word() == Some("g") && tokens.get(at + 1).and_then(Token::word) == Some("mail") {
        let mut domain = domain(tokens, at + 1)?;
        domain.labels.first_mut()?.insert(0, 'g');
        return Some(domain);
    }
    let mut domain = address::domain(tokens, at)?;
    let dash = tokens.get(domain.end).is_some_and(|token| token.is('-'));
    let end = domain.end + usize::from(dash);
    if domain.labels.len() == 1
        && provider(domain.labels.first()?).is_some()
        && let Some(ending) = tokens.get(end).and_then(Token::word)
        && matches!(ending, "com" | "fr" | "net" | "tn")
    {
        domain.labels.push(ending.to_owned());
        domain.end = end + 1;
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
    let dash = tokens.get(at.checked_sub(1)?)?.is('-');
    let identifier =
        address::identifier_before(tokens, at - usize::from(dash)).filter(|identifier| identifier.special)?;
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
        "gmail" | "googlemail" | "hotmail" | "yahoo" | "ymail" | "outlook" | "icloud" | "protonmail"
        | "aol" | "gmx" | "جيميل" | "هوتميل" | "ياهو" | "اوتلوك" | "ايكلاود" => {
            Some(Provider::Only)
        }
        "proton" | "live" | "msn" | "orange" | "free" | "laposte" | "sfr" | "wanadoo" | "topnet"
        | "planet" | "gnet" | "hexabyte" | "yandex" | "mail" | "zoho" | "tuta" | "bbox" | "neuf"
        | "numericable" => Some(Provider::Among),
        _ => None,
    }
}

/// Where the part before an at sign begins.
fn local(tokens: &[Token], at: usize) -> Option<usize> {
    let mut first = address::identifier_before(tokens, before_breaks(tokens, at))?.first;
    // Letter by letter.
    let letter = |at: usize| {
        tokens.get(at).is_some_and(|token| token.sign().is_none() && token.text.chars().count() == 1)
    };
    while letter(first) && first.checked_sub(1).is_some_and(letter) {
        first -= 1;
    }
    Some(first)
}

/// Where what stands before an at sign ends: before line breaks, borders and a hyphen.
fn before_breaks(tokens: &[Token], mut end: usize) -> usize {
    while end
        .checked_sub(1)
        .and_then(|last| tokens.get(last))
        .is_some_and(|token| token.is('\n') || token.is_boundary() || (token.is('-') && !token.spaced))
    {
        end -= 1;
    }
    end
}

/// Whether words before this token announce an address.
fn is_announced(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(8)..at).unwrap_or_default();
    before.iter().filter_map(Token::word).any(|word| {
        matches!(
            word,
            "mail" | "email" | "e" | "address" | "adresse" | "write" | "ecris" | "ecrivez" | "contact"
        )
    })
}

/// Whether the part before the word "at" is a word of a sentence: "write me at gmail".
fn is_common(tokens: &[Token], first: usize, end: usize) -> bool {
    const WORDS: [&str; 44] = [
        "me", "us", "you", "it", "is", "am", "are", "him", "them", "account", "accounts", "mail", "email",
        "e", "an", "a", "the", "one", "here", "look", "find", "found", "bought", "works", "moi", "compte",
        "mel", "adresse", "address", "that", "this", "and", "or", "be", "out", "back", "up", "was", "not",
        "i", "je", "suis", "ecris", "ecrire",
    ];
    first + 1 == end && tokens.get(first).and_then(Token::word).is_some_and(|word| WORDS.contains(&word))
}

//! The names of accounts: `@name`, and names beside that of a platform.

mod words;

use std::ops::Range;

use self::words::{is_article, is_called, is_equals, is_filler, is_invitation, is_mine, is_search, is_state};
use super::{
    address::{self, Identifier},
    token::{Token, What},
    vocabulary,
};

/// The shortest name behind an `@`, in characters.
const SHORTEST: usize = 3;
/// How many words and signs may stand between a platform's name and that of the account.
const FURTHEST: usize = 9;
/// The most words of a person's name.
const MOST_WORDS: usize = 3;

/// Account names that need no platform's name beside them: `@name`, `name_77`, `name#0042`.
pub(super) fn alone(tokens: &[Token]) -> Vec<Range<usize>> {
    (0..tokens.len()).filter_map(|at| behind_at(tokens, at).or_else(|| joined(tokens, at))).collect()
}

/// Account names beside the name of a place where people have accounts, as ranges of tokens.
pub(super) fn beside(tokens: &[Token], place: fn(&[Token], usize) -> Option<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(end) = place(tokens, at) else {
            at += 1;
            continue;
        };
        found.extend(behind(tokens, at, end).or_else(|| ahead(tokens, at)));
        at = end;
    }
    found
}

/// `@name`; spelt out or with a space only where the name can hardly be a word.
fn behind_at(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let (next, _) = address::at_sign(tokens, at).filter(|(_, sure)| *sure == address::At::Sign)?;
    let next = next + usize::from(tokens.get(next)?.is('_'));
    let identifier = address::identifier(tokens, next)?;
    let first = tokens.get(next)?;
    let glued = tokens.get(at)?.is('@') && !first.spaced;
    let lettered = first.word().is_some_and(|word| {
        word.starts_with(char::is_alphabetic) && (word.chars().count() >= SHORTEST || identifier.special)
    });
    let special = identifier.special || identifier.end > next + 1;
    (lettered && (glued || special)).then_some(at..identifier.end)
}

/// `name_77`, which no sentence has, and Discord's `name#0042`.
fn joined(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let first = tokens.get(at).filter(|token| token.what == What::Word && !token.code)?;
    let identifier = address::identifier(tokens, at)?;
    let pieces = tokens.get(at..identifier.end)?;
    let letters =
        pieces.iter().map(|piece| piece.text.chars().filter(|c| c.is_alphabetic()).count()).sum::<usize>();
    let file = pieces
        .last()?
        .word()
        .is_some_and(|end| matches!(end, "jpg" | "jpeg" | "png" | "pdf" | "mp4" | "webp"));
    let underscore = pieces.iter().any(|piece| piece.is('_')) && letters >= 4 && !file;
    let tag = pieces.len() == 3
        && pieces.get(1)?.is('#')
        && pieces.get(2)?.digits().is_some_and(|digits| digits.len() == 4)
        && !vocabulary::is_reference(&first.text)
        && !vocabulary::is_number_word(&first.text);
    (underscore || tag).then_some(at..identifier.end)
}

/// What was read between a platform's name and that of an account.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// "my"
    mine: bool,
    /// "is", a colon
    equals: bool,
    /// "called", "by the name of"
    called: bool,
    /// A comma or another sign that names may follow.
    sign: bool,
    /// A quotation mark.
    quoted: bool,
    /// The border of two messages.
    crossed: bool,
    /// The platform's name begins the message.
    starts: bool,
    /// It is told to look there.
    told: bool,
    /// It is told to connect there.
    invited: bool,
}

/// The account that is named after a platform: "my insta is …", "Telegram: …".
fn behind(tokens: &[Token], platform: usize, end: usize) -> Option<Range<usize>> {
    let mut seen = Seen { mine: is_mine_before(tokens, platform), ..Seen::default() };
    seen.mine |= tokens.get(platform).and_then(Token::word).is_some_and(|word| word.ends_with('ي'));
    seen.called = tokens.get(platform.saturating_sub(4)..platform)?.iter().any(|token| {
        token.word().is_some_and(|word| matches!(word, "esmi" | "ismi" | "اسمي" | "nom" | "name"))
    });
    let before = tokens.get(platform.saturating_sub(5)..platform)?;
    seen.starts = before.last().is_none_or(|token| token.is_boundary() || token.is('\n'));
    let any = |means: fn(&str) -> bool| before.iter().filter_map(Token::word).any(means);
    seen.invited = any(is_invitation);
    seen.told = seen.starts || any(is_search) || any(|word| matches!(word, "me" | "moi"));
    for at in (end..tokens.len()).take(FURTHEST) {
        let token = tokens.get(at)?;
        match token.what {
            What::Sign(_) if token.is_boundary() => {
                if seen.crossed {
                    return None;
                }
                seen.crossed = true;
            }
            What::Sign(':' | '=' | '>' | '→' | '➡') => seen.equals = true,
            What::Sign('"') => seen.quoted = true,
            What::Sign('.') if !token.spaced => return None,
            What::Sign('@' | '.' | '/') => return None,
            What::Sign(_) => seen.sign = true,
            What::Word if is_filler(&token.text) => {
                seen.mine |= is_mine(&token.text);
                seen.equals |= is_equals(&token.text);
                seen.called |= is_called(&token.text);
            }
            What::Word | What::Digits => return named(tokens, at, seen),
        }
    }
    None
}

/// The account name here, if what was read before allows one.
fn named(tokens: &[Token], at: usize, seen: Seen) -> Option<Range<usize>> {
    let identifier = address::identifier(tokens, at)?;
    if identifier.special {
        return Some(at..identifier.end);
    }
    let whole_message = !seen.crossed || is_end(tokens, identifier.end);
    let names = names(tokens, at);
    if seen.called && names >= 1 && whole_message {
        return Some(at..at + names);
    }
    if names >= 2 && !seen.crossed && (seen.mine || seen.invited || (seen.told && (seen.equals || seen.sign)))
    {
        return Some(at..at + names);
    }
    let word = tokens.get(at)?.word()?;
    let told = (seen.equals && (seen.mine || seen.starts)) || seen.quoted;
    let plain = told && word.chars().count() >= 4 && !is_state(word) && is_end(tokens, identifier.end);
    plain.then_some(at..identifier.end)
}

/// The account that is named before a platform: "… on insta".
fn ahead(tokens: &[Token], platform: usize) -> Option<Range<usize>> {
    let mut end = platform.checked_sub(1)?;
    while tokens.get(end)?.word().is_some_and(is_article) {
        end = end.checked_sub(1)?;
    }
    let joined =
        tokens.get(platform)?.word().is_some_and(|word| word.starts_with("بال") || word.starts_with("فال"));
    if joined {
        end += 1;
    } else if !tokens
        .get(end)
        .is_some_and(|token| token.is('(') || token.word().is_some_and(address::is_place_word))
    {
        return None;
    }
    let last = |end: usize, means: fn(&Token) -> bool| {
        end.checked_sub(1).and_then(|last| tokens.get(last)).is_some_and(means)
    };
    while last(end, |token| token.sign().is_some_and(|sign| matches!(sign, '"' | '\'' | ',' | ')'))) {
        end -= 1;
    }
    let Identifier { first, special, .. } = address::identifier_before(tokens, end)?;
    let domain = tokens.get(end - 1)?.word().is_some_and(address::is_ending) && end - first >= 3;
    if special && !domain {
        return Some(first..end);
    }
    searched(tokens, end, platform)
}

/// A person's name before "on facebook", where it is told to look for it.
fn searched(tokens: &[Token], end: usize, platform: usize) -> Option<Range<usize>> {
    let count = (1..=MOST_WORDS)
        .take_while(|back| end.checked_sub(*back).and_then(|at| tokens.get(at)).is_some_and(is_name));
    let first = end - count.last().filter(|count| *count >= 2)?;
    // The verb may begin the sentence, with a capital letter.
    let verb = tokens.get(first)?.word().is_some_and(|word| is_search(word) || is_called(word));
    let around =
        tokens.get(first.saturating_sub(4)..first)?.iter().chain(tokens.iter().skip(platform + 1).take(4));
    let told = verb || around.filter_map(Token::word).any(|word| is_search(word) || is_called(word));
    told.then_some(first + usize::from(verb)..end)
}

/// How many words from here on can be a person's name.
fn names(tokens: &[Token], at: usize) -> usize {
    (at..at + MOST_WORDS).take_while(|at| tokens.get(*at).is_some_and(is_name)).count()
}

/// Letters with a capital, or Arabic ones, which have none.
fn is_name(token: &Token) -> bool {
    token.word().is_some_and(|word| {
        (token.capital || word.starts_with(|c: char| ('\u{621}'..='\u{64a}').contains(&c)))
            && word.chars().all(char::is_alphabetic)
            && word.chars().count() >= 2
    })
}

/// Whether nothing more is said here.
fn is_end(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_none_or(|token| {
        token.sign().is_some_and(|sign| !matches!(sign, '/' | '\''))
            || token.word().is_some_and(|word| matches!(word, "and" | "et" | "w" | "و"))
    })
}

fn is_mine_before(tokens: &[Token], platform: usize) -> bool {
    tokens
        .get(platform.saturating_sub(4)..platform)
        .unwrap_or_default()
        .iter()
        .filter_map(Token::word)
        .any(is_mine)
}

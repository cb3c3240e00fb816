//! The names of accounts: `@name`, and names beside that of a platform.

use std::ops::Range;

use super::{
    address::{self, Identifier},
    platform,
    token::{Token, What},
    vocabulary::bare,
};

/// The shortest name behind an `@`, in characters.
const SHORTEST: usize = 3;
/// How many words and signs may stand between a platform's name and that of the account.
const FURTHEST: usize = 9;
/// The most words of a person's name.
const MOST_WORDS: usize = 3;

/// The account names in a text, as ranges of tokens.
pub(super) fn find(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = (0..tokens.len()).filter_map(|at| behind_at(tokens, at)).collect();
    let mut at = 0;
    while at < tokens.len() {
        let Some(end) = platform::name(tokens, at) else {
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
    let identifier = address::identifier(tokens, next)?;
    let first = tokens.get(next)?;
    let underscore = tokens.get(at + 1).is_some_and(|token| token.is('_'));
    let glued = tokens.get(at)?.is('@') && !first.spaced && !underscore;
    let lettered = first.word().is_some_and(|word| {
        word.starts_with(char::is_alphabetic) && (word.chars().count() >= SHORTEST || identifier.special)
    });
    let special = identifier.special || identifier.end > next + 1;
    (lettered && (glued || special)).then_some(at..identifier.end)
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
}

/// The account that is named after a platform: "my insta is …", "Telegram: …".
fn behind(tokens: &[Token], platform: usize, end: usize) -> Option<Range<usize>> {
    let mut seen = Seen { mine: is_mine_before(tokens, platform), ..Seen::default() };
    seen.mine |= tokens.get(platform).and_then(Token::word).is_some_and(|word| word.ends_with('ي'));
    seen.called = tokens.get(platform.saturating_sub(4)..platform)?.iter().any(|token| {
        token.word().is_some_and(|word| matches!(word, "esmi" | "ismi" | "اسمي" | "nom"))
    });
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
    if names >= 2 && (seen.mine || seen.equals || seen.sign) && !seen.crossed {
        return Some(at..at + names);
    }
    let word = tokens.get(at)?.word()?;
    let told = (seen.mine && seen.equals) || seen.quoted;
    let plain = told && word.chars().count() >= 4 && !is_state(word) && is_end(tokens, identifier.end);
    plain.then_some(at..identifier.end)
}

/// The account that is named before a platform: "… on insta".
fn ahead(tokens: &[Token], platform: usize) -> Option<Range<usize>> {
    let mut end = platform.checked_sub(1)?;
    let joined = tokens.get(platform)?.word().is_some_and(|word| word.starts_with("بال") || word.starts_with("فال"));
    if joined {
        end += 1;
    } else if !tokens.get(end)?.word().is_some_and(address::is_place_word) {
        return None;
    }
    while end.checked_sub(1).and_then(|last| tokens.get(last)).is_some_and(|token| {
        token.sign().is_some_and(|sign| matches!(sign, '"' | '\'' | ',' | ')'))
    }) {
        end -= 1;
    }
    let Identifier { first, special, .. } = address::identifier_before(tokens, end)?;
    let domain = tokens.get(end - 1)?.word().is_some_and(address::is_ending) && end - first >= 3;
    if special && !domain {
        return Some(first..end);
    }
    searched(tokens, end)
}

/// A person's name before "on facebook", where it is told to look for it.
fn searched(tokens: &[Token], end: usize) -> Option<Range<usize>> {
    let count = (1..=MOST_WORDS).take_while(|back| {
        end.checked_sub(*back).and_then(|at| tokens.get(at)).is_some_and(is_name)
    });
    let first = end - count.last().filter(|count| *count >= 2)?;
    let told = tokens.get(first.saturating_sub(4)..first)?.iter().filter_map(Token::word).any(is_search);
    // The verb itself may begin the sentence with a capital letter.
    let first = if tokens.get(first)?.word().is_some_and(is_search) { first + 1 } else { first };
    (told || first > end - 3).then_some(first..end).filter(|_| told || tokens.get(first - 1).and_then(Token::word).is_some_and(is_search))
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
        token.sign().is_some_and(|sign| !matches!(sign, '/' | '\'')) || token.word().is_some_and(|word| matches!(word, "and" | "et" | "w" | "و"))
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

/// Words that may stand between a platform's name and that of an account.
fn is_filler(word: &str) -> bool {
    const WORDS: [&str; 36] = [
        "name", "names", "handle", "id", "user", "username", "account", "profile", "page", "nick", "nickname", "tag",
        "compte", "profil", "pseudo", "identifiant", "nom", "au", "de", "sous", "le", "the", "under", "with", "as",
        "and", "add", "it", "search", "cherche", "i", "je", "ana", "houni", "by", "me",
    ];
    const ARABIC: [&str; 6] = ["هو", "هي", "انا", "حساب", "شات", "هذا"];
    WORDS.contains(&word) || ARABIC.contains(&word) || is_mine(word) || is_equals(word) || is_called(word)
}

fn is_mine(word: &str) -> bool {
    matches!(
        word,
        "my" | "mon" | "ma" | "mine" | "mte3i" | "mta3i" | "mt3i" | "mteei" | "am" | "suis" | "حسابي" | "متاعي" | "صفحتي"
            | "اسمي" | "معرفي"
    )
}

fn is_equals(word: &str) -> bool {
    matches!(word, "is" | "s" | "c" | "est" | "am" | "suis" | "houwa" | "heya" | "howa" | "هو" | "هي")
}

fn is_called(word: &str) -> bool {
    matches!(word, "called" | "named" | "appelle" | "m" | "nom" | "name" | "esmi" | "ismi" | "ism" | "باسم" | "اسمي" | "اسم")
}

fn is_search(word: &str) -> bool {
    const WORDS: [&str; 20] = [
        "search", "find", "look", "add", "follow", "type", "check", "cherche", "cherchez", "trouve", "trouvez", "ajoute",
        "ajoutez", "tape", "tapez", "suis", "lawej", "zid", "ziden", "ab7eth",
    ];
    WORDS.contains(&word) || bare(word).starts_with("ابحث")
}

/// What a platform or an account may be rather than be called.
fn is_state(word: &str) -> bool {
    const WORDS: [&str; 44] = [
        "private", "down", "broken", "closed", "deleted", "hacked", "blocked", "banned", "dead", "gone", "full", "empty",
        "slow", "better", "fine", "good", "nice", "great", "here", "there", "public", "open", "wrong", "right", "yours",
        "mine", "prive", "privee", "ferme", "bloque", "pirate", "mort", "supprime", "plein", "vide", "lent", "bien",
        "mieux", "public", "ouvert", "joli", "msakker", "mbloki", "خاص",
    ];
    WORDS.contains(&word)
}

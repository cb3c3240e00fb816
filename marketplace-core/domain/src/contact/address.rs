//! What addresses are made of, also where it is spelt out or spaced: dots, slashes, at signs, domains
//! and identifiers.

use super::token::{Token, What};

/// The most labels of a domain that are looked at.
const MOST_LABELS: usize = 5;
/// The most letters of a label that is spelt with spaces.
const MOST_LETTERS: usize = 24;
/// The most pieces of an identifier.
const MOST_PIECES: usize = 12;

/// The token after line breaks and borders of messages.
pub(super) fn after_breaks(tokens: &[Token], mut at: usize) -> usize {
    while tokens.get(at).is_some_and(|token| token.is('\n') || token.is_boundary()) {
        at += 1;
    }
    at
}

/// The token after something that may stand in brackets: `(at)`, `[.]`.
fn bracketed(tokens: &[Token], at: usize, means: impl Fn(&Token) -> bool) -> Option<usize> {
    let open = tokens.get(at)?.sign().is_some_and(|sign| matches!(sign, '(' | '[' | '{' | '<'));
    if !open {
        return None;
    }
    let close = tokens.get(at + 2)?.sign().is_some_and(|sign| matches!(sign, ')' | ']' | '}' | '>'));
    (close && tokens.get(at + 1).is_some_and(means)).then_some(at + 3)
}

/// The token after a dot, and whether it is spelt out.
pub(super) fn dot(tokens: &[Token], at: usize) -> Option<(usize, bool)> {
    let token = tokens.get(at)?;
    if token.is('-') && tokens.get(at + 1)?.word().is_some() {
        // gmail-dot-com
        let (next, spelled) = dot(tokens, at + 1).filter(|(_, spelled)| *spelled)?;
        return Some((if tokens.get(next)?.is('-') { next + 1 } else { next }, spelled));
    }
    let is_word = |token: &Token| {
        token.word().is_some_and(|word| matches!(word, "dot" | "point" | "poin" | "punto" | "نقطه" | "دوت"))
    };
    if token.is('.')
        || (token.is(',') && !token.spaced && tokens.get(at + 1).is_some_and(|next| !next.spaced))
    {
        return Some((at + 1, false));
    }
    if is_word(token) {
        return Some((at + 1, true));
    }
    Some((bracketed(tokens, at, |token| token.is('.') || is_word(token))?, true))
}

/// The token after a slash.
pub(super) fn slash(tokens: &[Token], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    (token.is('/') || token.is('\\') || token.word().is_some_and(|word| matches!(word, "slash" | "سلاش")))
        .then_some(at + 1)
}

/// How surely something stands for an at sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// It can mean nothing else.
    Sign,
    /// The word "at", which has other uses.
    Word,
    /// A word that tells where somebody is found, such as "on".
    Place,
}

/// The token after an at sign, and how sure that is.
pub(super) fn at_sign(tokens: &[Token], at: usize) -> Option<(usize, At)> {
    let token = tokens.get(at)?;
    let sure = |word: &str| matches!(word, "arobase" | "arobaz" | "arobas" | "arrobase" | "اروباز" | "اروبا");
    if token.is('@') {
        return Some((at + 1, At::Sign));
    }
    if let Some(word) = token.word() {
        return match word {
            "a" if tokens.get(at + 1).and_then(Token::word) == Some("commercial") => Some((at + 2, At::Sign)),
            _ if sure(word) => Some((at + 1, At::Sign)),
            "at" | "ات" => {
                let sign = tokens.get(at + 1).and_then(Token::word) == Some("sign");
                Some((if sign { at + 2 } else { at + 1 }, At::Word))
            }
            _ => is_place_word(word).then_some((at + 1, At::Place)),
        };
    }
    let inside = |token: &Token| {
        token.is('@') || token.word().is_some_and(|word| matches!(word, "at" | "a" | "ات") || sure(word))
    };
    bracketed(tokens, at, inside).map(|next| (next, At::Sign))
}

/// Words for where somebody is found.
pub(super) fn is_place_word(word: &str) -> bool {
    matches!(
        word,
        "on" | "in"
            | "chez"
            | "sur"
            | "dans"
            | "with"
            | "avec"
            | "via"
            | "علي"
            | "في"
            | "ع"
            | "fel"
            | "fi"
            | "3al"
            | "3la"
    )
}

/// A domain with its dots, spelt out or not, as `gmail.com`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Domain {
    /// Its labels.
    pub(super) labels: Vec<String>,
    /// The token after it.
    pub(super) end: usize,
    /// Whether a dot in it is spelt out.
    pub(super) spelled: bool,
}

impl Domain {
    /// Whether it is a host, or below one.
    pub(super) fn is_within(&self, host: &str) -> bool {
        let parts: Vec<&str> = host.split('.').collect();
        self.labels.len() >= parts.len()
            && self.labels.iter().rev().zip(parts.iter().rev()).all(|(a, b)| a == b)
    }
}

/// The domain that begins with this token; one label is one, too.
pub(super) fn domain(tokens: &[Token], at: usize) -> Option<Domain> {
    let (first, mut end) = label(tokens, at)?;
    let (mut labels, mut any_spelled) = (vec![latin_label(first)], false);
    while labels.len() < MOST_LABELS {
        let Some((next, spelled)) = dot(tokens, after_breaks(tokens, end)) else { break };
        let Some((label, after)) = label(tokens, next) else { break };
        labels.push(latin_label(label));
        any_spelled |= spelled;
        end = after;
    }
    Some(Domain { labels, end, spelled: any_spelled })
}

/// One label, with hyphens, or letter by letter with spaces between.
fn label(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let first = tokens.get(at).filter(|token| token.sign().is_none())?;
    let mut text = first.text.clone();
    let mut end = at + 1;
    if is_letter(first) {
        while tokens.get(end).is_some_and(|token| token.spaced && is_letter(token)) && end - at < MOST_LETTERS
        {
            text.push_str(&tokens.get(end)?.text);
            end += 1;
        }
        return Some((text, end));
    }
    while tokens.get(end).is_some_and(|token| token.is('-') && !token.spaced)
        && dot(tokens, end).is_none()
        && tokens.get(end + 1).is_some_and(|token| token.sign().is_none() && !token.spaced)
        && end - at < MOST_LETTERS
    {
        text.push('-');
        text.push_str(&tokens.get(end + 1)?.text);
        end += 2;
    }
    Some((text, end))
}

fn is_letter(token: &Token) -> bool {
    token.sign().is_none() && token.text.chars().count() == 1
}

/// Pieces of domains that people write in Arabic letters.
fn latin_label(label: String) -> String {
    match label.as_str() {
        "انستغرام" | "انستقرام" => "instagram".into(),
        "فيسبوك" | "فايسبوك" => "facebook".into(),
        "تيليجرام" | "تلغرام" => "telegram".into(),
        "كوم" => "com".into(),
        "نت" => "net".into(),
        "تن" => "tn".into(),
        _ => label,
    }
}

/// Whether a label ends a domain: the generic ones and those of the countries that people here use.
pub(super) fn is_ending(label: &str) -> bool {
    const ENDINGS: [&str; 36] = [
        "com", "fr", "tn", "net", "org", "me", "info", "biz", "io", "co", "uk", "de", "it", "es", "be", "ch",
        "ca", "dz", "ma", "ly", "eu", "app", "dev", "online", "shop", "store", "xyz", "us", "nl", "pt", "qa",
        "ae", "sa", "edu", "site", "page",
    ];
    ENDINGS.contains(&label)
}

/// The name of an account: where it ends, and whether it can hardly be a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identifier {
    /// Its first token.
    pub(super) first: usize,
    /// The token after it.
    pub(super) end: usize,
    /// Whether it has what words have not: `_`, a dot inside, digits at its end.
    pub(super) special: bool,
}

/// The identifier that begins with this token.
pub(super) fn identifier(tokens: &[Token], first: usize) -> Option<Identifier> {
    tokens.get(first).filter(|token| token.sign().is_none())?;
    let mut end = first + 1;
    while end - first < MOST_PIECES {
        let Some((next, spelled)) = joint(tokens, end) else { break };
        let Some(piece) = tokens.get(next).filter(|token| token.sign().is_none()) else { break };
        if piece.spaced && !spelled {
            break;
        }
        end = next + 1;
    }
    Some(Identifier { first, end, special: is_special(tokens.get(first..end)?) })
}

/// The identifier that ends before this token.
pub(super) fn identifier_before(tokens: &[Token], end: usize) -> Option<Identifier> {
    let mut first = end.checked_sub(1)?;
    tokens.get(first).filter(|token| token.sign().is_none())?;
    while end - first < MOST_PIECES {
        let signs = (1..=3).find(|signs| {
            let start = first.checked_sub(signs + 1);
            start.is_some_and(|start| identifier(tokens, start).is_some_and(|found| found.end >= end))
        });
        match signs {
            Some(signs) => first -= signs + 1,
            None => break,
        }
    }
    Some(Identifier { first, end, special: is_special(tokens.get(first..end)?) })
}

/// The token after what joins pieces of an identifier: glued signs, or their names (then true).
fn joint(tokens: &[Token], at: usize) -> Option<(usize, bool)> {
    let is_sign = |token: &Token| {
        !token.spaced && token.sign().is_some_and(|sign| matches!(sign, '.' | '_' | '-' | '#' | ':' | '+'))
    };
    let token = tokens.get(at)?;
    if is_sign(token) {
        return Some((if tokens.get(at + 1).is_some_and(is_sign) { at + 2 } else { at + 1 }, false));
    }
    if let Some((next, true)) = dot(tokens, at) {
        return Some((next, true));
    }
    let named =
        token.word().is_some_and(|word| matches!(word, "underscore" | "tiret" | "dash" | "hyphen" | "شرطه"));
    let below = tokens.get(at + 1..at + 3).unwrap_or_default().iter().filter_map(Token::word);
    let below = below.take_while(|word| matches!(*word, "du" | "bas")).count();
    named.then_some((at + 1 + below, true))
}

fn is_special(pieces: &[Token]) -> bool {
    let joined = pieces.iter().any(|piece| match piece.what {
        What::Sign(sign) => matches!(sign, '_' | '.' | '#'),
        What::Word => matches!(piece.text.as_str(), "underscore" | "tiret" | "dot"),
        What::Digits => false,
    });
    let lettered = pieces.iter().any(|piece| piece.what == What::Word);
    lettered && (joined || pieces.iter().any(|piece| ends_in_digits(&piece.text)))
}

/// Letters and then digits, as in `karim77`. One of the digits that stand for Arabic letters at the
/// end of a Tunisian word is not enough.
fn ends_in_digits(text: &str) -> bool {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - letters.len();
    letters.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && (digits >= 2 || text.ends_with(['0', '1', '4', '6', '8']))
}

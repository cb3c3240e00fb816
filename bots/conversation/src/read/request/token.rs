//! A line cut into words and signs, each with its place in the line.

use super::words::{LONGEST, Meaning, meaning};
use crate::read::fold::fold;

/// Longer texts are stories: what is behind is left to the description.
const MOST_TOKENS: usize = 150;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word or a number.
    Word,
    /// The end of a sentence, a new line, an emoji.
    Break,
    Comma,
    Colon,
    Open,
    Close,
    /// `→`, `->`, `>`, or the dash and the stroke between two words.
    Arrow,
}

/// What became of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Nobody has read it.
    Free,
    /// A field was read from it.
    Taken,
    /// It announces or adorns, and is no part of a thing.
    Said,
}

#[derive(Debug, Clone)]
pub(super) struct Token {
    /// As `fold` spells it.
    pub(super) folded: String,
    pub(super) shape: Shape,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) role: Role,
    /// What the phrases can mean that begin here, by how many words they have.
    meanings: [Meaning; LONGEST],
}

/// A line and its tokens.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
}

impl<'a> Line<'a> {
    /// Cuts the line; `is_place` tells whether a word is the name of a place.
    pub(super) fn of(text: &'a str, is_place: &dyn Fn(&str) -> bool) -> Self {
        let mut cutter = Cutter { text, tokens: Vec::new(), is_place };
        cutter.cut();
        let mut line = Self { text, tokens: cutter.tokens };
        line.tokens.truncate(MOST_TOKENS);
        for at in 0..line.tokens.len() {
            for words in 1..=LONGEST {
                let found = line.meaning_of(at, words);
                if let Some(slot) =
                    line.tokens.get_mut(at).and_then(|token| token.meanings.get_mut(words - 1))
                {
                    *slot = found;
                }
            }
        }
        line
    }

    /// What a phrase can mean. A capital letter alone is a size, and the Arabic "and" may open any word.
    fn meaning_of(&self, at: usize, words: usize) -> Meaning {
        let Some(phrase) = self.phrase(at, words) else { return Meaning::default() };
        let is_size = words == 1
            && self
                .written(at, 1)
                .is_some_and(|text| text.len() == 1 && text.bytes().all(|b| b"SMLX".contains(&b)));
        let found = if is_size { Meaning::default() } else { meaning(&phrase) };
        match phrase.strip_prefix('و') {
            Some(rest) if found == Meaning::default() => meaning(rest),
            _ => found,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.tokens.get(at).map(|token| token.shape)
    }

    pub(super) fn role(&self, at: usize) -> Role {
        self.tokens.get(at).map_or(Role::Taken, |token| token.role)
    }

    pub(super) fn folded(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.folded)
    }

    /// Whether this is a word that nobody has read.
    pub(super) fn is_free(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.role == Role::Free && token.shape == Shape::Word)
    }

    /// Words in a row, folded; `None` where there are not so many.
    pub(super) fn phrase(&self, at: usize, words: usize) -> Option<String> {
        let tokens = self.tokens.get(at..at + words)?;
        if tokens.iter().any(|token| token.shape != Shape::Word) {
            return None;
        }
        let mut phrase = String::new();
        for token in tokens {
            if !phrase.is_empty() && !phrase.ends_with('\'') {
                phrase.push(' ');
            }
            phrase.push_str(&token.folded);
        }
        Some(phrase)
    }

    /// The same as it was written, with what stands between.
    pub(super) fn written(&self, at: usize, words: usize) -> Option<&'a str> {
        let tokens = self.tokens.get(at..at + words)?;
        self.text.get(tokens.first()?.start..tokens.last()?.end)
    }

    /// How many words the longest phrase has that begins here and can mean this.
    pub(super) fn means(&self, at: usize, what: Meaning) -> Option<usize> {
        let token = self.tokens.get(at)?;
        (1..=LONGEST)
            .rev()
            .find(|words| token.meanings.get(words - 1).is_some_and(|meaning| meaning.overlaps(what)))
    }

    /// How many words the longest phrase has that ends right before `end` and can mean this.
    pub(super) fn meant_before(&self, end: usize, what: Meaning) -> Option<usize> {
        (1..=LONGEST.min(end)).rev().find(|words| {
            let meaning = self.tokens.get(end - words).and_then(|token| token.meanings.get(words - 1));
            meaning.is_some_and(|meaning| meaning.overlaps(what))
        })
    }

    /// Whether a phrase that can mean this stands anywhere among these.
    pub(super) fn has(&self, range: std::ops::Range<usize>, what: Meaning) -> bool {
        range.into_iter().any(|at| self.means(at, what).is_some())
    }

    pub(super) fn mark(&mut self, at: usize, words: usize, role: Role) {
        for token in self.tokens.iter_mut().skip(at).take(words) {
            token.role = role;
        }
    }
}

struct Cutter<'a> {
    text: &'a str,
    is_place: &'a dyn Fn(&str) -> bool,
    tokens: Vec<Token>,
}

impl Cutter<'_> {
    fn cut(&mut self) {
        let mut word: Option<usize> = None;
        let mut chars = self.text.char_indices().peekable();
        let mut before = ' ';
        while let Some((at, c)) = chars.next() {
            if self.tokens.len() > MOST_TOKENS {
                return;
            }
            let next = chars.peek().map_or(' ', |(_, next)| *next);
            if is_letter(c) || word.is_some() && joins(before, c, next) {
                let start = *word.get_or_insert(at);
                if matches!(c, '\'' | '’') && is_elision(self.text.get(start..at).unwrap_or_default()) {
                    self.push_word(start, at + c.len_utf8());
                    word = None;
                }
            } else {
                if let Some(start) = word.take() {
                    self.push_word(start, at);
                }
                self.push_sign(at, c, next);
            }
            before = c;
        }
        if let Some(start) = word {
            self.push_word(start, self.text.len());
        }
    }

    fn push_sign(&mut self, at: usize, c: char, next: char) {
        let goes_on = c == '\n' && self.tokens.last().is_some_and(|token| token.shape == Shape::Comma);
        let shape = match c {
            _ if goes_on => return,
            '\n' | '!' | '?' | '؟' | ';' | '؛' | '.' | '…' => Shape::Break,
            ',' | '،' => Shape::Comma,
            ':' => Shape::Colon,
            '(' | '[' => Shape::Open,
            ')' | ']' => Shape::Close,
            '/' | '|' => Shape::Comma,
            '→' | '➡' | '←' | '⇒' | '⟶' | '>' => Shape::Arrow,
            '-' | '–' | '—' if next != '>' && !next.is_ascii_digit() => Shape::Arrow,
            '+' | '&' | '€' | '$' | '£' | '₺' | '%' => Shape::Word,
            _ if c.is_whitespace()
                || matches!(c, '"' | '«' | '»' | '“' | '”' | '\'' | '’' | '-' | '=' | '*') =>
            {
                return;
            }
            // The sign that makes an emoji of what stands before it, and joins emoji.
            '\u{fe0f}' | '\u{200d}' => return,
            _ => Shape::Break,
        };
        let folded = if shape == Shape::Word { c.to_string() } else { String::new() };
        self.push(folded, shape, at, at + c.len_utf8());
    }

    /// A word, and the unit behind its number apart: `50dt`, `5kg`.
    fn push_word(&mut self, start: usize, end: usize) {
        let Some(text) = self.text.get(start..end) else { return };
        let Some(folded) = fold(text) else { return self.push(String::new(), Shape::Word, start, end) };
        let digits = text.len()
            - text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '٫')).len();
        let unit = text.get(digits..).and_then(fold).unwrap_or_default();
        let number = text.get(..digits).unwrap_or_default();
        if digits > 0 && is_unit(&unit, number) {
            self.push(fold(number).unwrap_or_default(), Shape::Word, start, start + digits);
            return self.push(unit, Shape::Word, start + digits, end);
        }
        let halves = ['/', '-']
            .into_iter()
            .find(|stroke| text.split_once(*stroke).is_some_and(|halves| self.are_two(halves)));
        if let Some(stroke) = halves {
            return self.push_halves(text, start, stroke);
        }
        // "For twenty" is one word in Arabic and in haste: `ب20`, `b20`.
        if let Some(number) = text.strip_prefix(['ب', 'b']).filter(|rest| is_sum(rest)) {
            let middle = end - number.len();
            self.push(
                fold(self.text.get(start..middle).unwrap_or_default()).unwrap_or_default(),
                Shape::Word,
                start,
                middle,
            );
            return self.push_word(middle, end);
        }
        self.push(folded, Shape::Word, start, end);
    }

    /// Whether words with a stroke between are two: `Paris/Tunis`, `20 dt/h`.
    fn are_two(&self, (left, right): (&str, &str)) -> bool {
        let is_hour = matches!(right, "h" | "heure" | "hour" | "mois" | "jour" | "page" | "kg");
        is_hour || (self.is_place)(left) && (self.is_place)(right)
    }

    /// Two words with a stroke between: `Paris/Tunis`.
    fn push_halves(&mut self, text: &str, start: usize, stroke: char) {
        let Some((left, right)) = text.split_once(stroke) else { return };
        let middle = start + left.len();
        let end = start + text.len();
        self.push(fold(left).unwrap_or_default(), Shape::Word, start, middle);
        self.push(String::new(), Shape::Arrow, middle, middle + stroke.len_utf8());
        self.push(fold(right).unwrap_or_default(), Shape::Word, middle + stroke.len_utf8(), end);
    }

    fn push(&mut self, folded: String, shape: Shape, start: usize, end: usize) {
        self.tokens.push(Token { folded, shape, start, end, role: Role::Free, meanings: Default::default() });
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
        || unicode_normalization::char::is_combining_mark(c) && c != '\u{fe0f}'
        || matches!(c, 'ـ' | '\u{200c}')
}

/// Whether a sign inside of a word belongs to it: `l'eau`, `20/12`, `2,5`, `wi-fi`, `h&m`, `50+`.
fn joins(before: char, c: char, next: char) -> bool {
    match c {
        '\'' | '’' | '-' | '/' | '&' | '_' | '@' | '#' => is_letter(before) && is_letter(next),
        '.' | ',' | '٫' => {
            before.is_numeric() && next.is_numeric()
                || c == '.' && before.is_alphabetic() && next.is_alphanumeric()
        }
        ':' => before.is_numeric() && next.is_numeric(),
        '+' => before.is_numeric() && !is_letter(next),
        _ => false,
    }
}

/// Whether this is a number of two digits or more, perhaps with its unit behind: `20`, `200dt`.
fn is_sum(text: &str) -> bool {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let unit = text.get(digits..).unwrap_or_default();
    digits >= 2 && (unit.is_empty() || is_unit(unit, text.get(..digits).unwrap_or_default()))
}

/// The short words of French that lose their vowel before another one.
fn is_elision(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "l" | "d" | "j" | "m" | "n" | "s" | "c" | "t" | "qu")
}

/// Whether letters right behind digits are a currency or a weight. `3d` is a printer's, and `2e` comes second.
fn is_unit(letters: &str, number: &str) -> bool {
    let value: f64 = number.replace(',', ".").parse().unwrap_or_default();
    match letters {
        "dt" | "d.t" | "tnd" | "td" | "eur" | "euro" | "euros" | "usd" | "dinar" | "dinars" | "dh"
        | "chf" | "cad" | "gbp" | "kg" | "kgs" | "kilo" | "kilos" | "دينار" | "يورو" | "كغ" | "كلغ"
        | "كيلو" => true,
        "d" | "e" => value >= 5.0,
        _ => false,
    }
}

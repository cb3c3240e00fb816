//! Text in pieces: words, numbers and signs.

use super::{
    glyph::{self, BOUNDARY, Glyph},
    numeral,
};

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Digits; letters that look like digits among them count as digits.
    Digits,
    /// Letters, or letters with digits.
    Word,
    /// Any other character: one a piece.
    Sign(char),
}

/// A piece of a text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// What it is.
    pub(super) what: What,
    /// Folded; of digits the ASCII digits.
    pub(super) text: String,
    /// Where it begins in the text, in bytes.
    pub(super) from: usize,
    /// Where it ends.
    pub(super) to: usize,
    /// Whether white space or the start of the text is before it.
    pub(super) spaced: bool,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether it is a code such as `6A12`: capital letters and two digits or more.
    pub(super) code: bool,
}

impl Token {
    /// Whether it is this sign.
    pub(super) fn is(&self, sign: char) -> bool {
        self.what == What::Sign(sign)
    }

    /// The sign that it is.
    pub(super) fn sign(&self) -> Option<char> {
        match self.what {
            What::Sign(sign) => Some(sign),
            What::Digits | What::Word => None,
        }
    }

    /// Its text, if it is a word.
    pub(super) fn word(&self) -> Option<&str> {
        (self.what == What::Word).then_some(&self.text)
    }

    /// Its digits, if it is a number.
    pub(super) fn digits(&self) -> Option<&str> {
        (self.what == What::Digits).then_some(&self.text)
    }

    /// Whether it is the border of two messages.
    pub(super) fn is_boundary(&self) -> bool {
        self.is(BOUNDARY)
    }
}

/// The pieces of a text.
pub(super) fn read(text: &str) -> Vec<Token> {
    let glyphs = glyph::read(text);
    let mut tokens = Vec::new();
    let mut spaced = true;
    let mut at = 0;
    while let Some(first) = glyphs.get(at) {
        if first.c.is_alphanumeric() {
            let rest = glyphs.get(at..).unwrap_or_default();
            let length = rest.iter().take_while(|glyph| glyph.c.is_alphanumeric()).count();
            push_word(rest.get(..length).unwrap_or_default(), spaced, &mut tokens);
            (at, spaced) = (at + length, false);
            continue;
        }
        let breaks = matches!(first.c, '\n' | BOUNDARY);
        if breaks || !first.c.is_whitespace() {
            tokens.push(Token {
                what: What::Sign(first.c),
                text: String::new(),
                from: first.from,
                to: first.to,
                spaced,
                capital: false,
                code: false,
            });
        }
        spaced = first.c.is_whitespace() || breaks;
        at += 1;
    }
    tokens
}

/// Appends a run of letters and digits: mostly one piece, two where they were written together.
fn push_word(glyphs: &[Glyph], spaced: bool, tokens: &mut Vec<Token>) {
    let text: String = glyphs.iter().map(|glyph| glyph.c).collect();
    let head = head(&text).min(glyphs.len());
    if head > 0 {
        let (first, second) = glyphs.split_at(head);
        tokens.extend(token(first, spaced));
        tokens.extend(token(second, false));
    } else {
        tokens.extend(token(glyphs, spaced));
    }
}

/// How many characters at the start are a word of their own: the Arabic `و` (and) before a number
/// word, and the letters before a long number that is glued to them (`num24619037`).
fn head(text: &str) -> usize {
    if let Some(rest) = text.strip_prefix('و')
        && numeral::read(rest).is_some()
        && numeral::read(text).is_none()
    {
        return 1;
    }
    let digits = text.trim_start_matches(|c: char| c.is_alphabetic());
    let letters = text.len() - digits.len();
    let is_glued = digits.len() >= 7 && digits.chars().all(|c| c.is_ascii_digit());
    if letters > 0 && is_glued { text.chars().take_while(|c| c.is_alphabetic()).count() } else { 0 }
}

fn token(glyphs: &[Glyph], spaced: bool) -> Option<Token> {
    let (first, last) = (glyphs.first()?, glyphs.last()?);
    let text: String = glyphs.iter().map(|glyph| glyph.c).collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = glyphs.iter().filter(|glyph| glyph.c.is_alphabetic());
    let number = number(&text);
    Some(Token {
        what: if number.is_some() { What::Digits } else { What::Word },
        from: first.from,
        to: last.to,
        spaced,
        capital: first.capital,
        code: number.is_none() && digits >= 2 && letters.clone().all(|glyph| glyph.capital),
        text: number.unwrap_or(text),
    })
}

/// The digits of a piece of digits and of letters that stand for some: that look like them, or number
/// words (`six1nine`). At least one is a digit.
fn number(text: &str) -> Option<String> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut number = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_digit).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        match numeral::read(piece) {
            _ if is_digit => number.push_str(piece),
            Some(numeral::Numeral::Unit(unit)) if piece.len() > 1 => number.push_str(&unit.to_string()),
            _ => number.push_str(&look_alikes(piece, !number.is_empty() && text.len() > 2)?),
        }
        rest = behind;
    }
    Some(number)
}

/// The digits that letters look like. Some stand for a digit only in the midst of others: `5s` and
/// `S24` are things.
fn look_alikes(letters: &str, in_the_midst: bool) -> Option<String> {
    letters
        .chars()
        .map(|c| match c {
            'o' => Some('0'),
            'l' | 'i' => Some('1'),
            'z' if in_the_midst => Some('2'),
            's' if in_the_midst => Some('5'),
            'b' if in_the_midst => Some('8'),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        read(text).into_iter().map(|token| token.sign().map_or(token.text, |sign| sign.to_string())).collect()
    }

    #[test]
    fn a_text_falls_into_pieces() {
        assert_eq!(texts("Call 5O-33l now!"), ["call", "50", "-", "331", "now", "!"]);
        assert_eq!(texts("num24619037 وعشرون"), ["num", "24619037", "و", "عشرون"]);
        assert_eq!(texts("3aytli 5amsa"), ["3aytli", "5amsa"]);
    }

    #[test]
    fn codes_are_told_from_words() {
        let codes = |text| read(text).iter().filter(|token| token.code).count();
        assert_eq!(codes("6A12 5QA S24"), 2);
        assert_eq!(codes("m3a7 5amsa 24 ABC"), 0);
    }
}

//! The words of a PDF (ISO 32000-1, 7.2 and 7.3).

use std::ops::Range;

/// A word, by where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// `/Name`, without the slash.
    Name(Range<usize>),
    /// What stands between `(` and `)`, or between `<` and `>`.
    Text(Range<usize>),
    /// `<<`
    Open,
    /// `>>`
    Close,
    /// `[`
    OpenList,
    /// `]`
    CloseList,
    /// A number, `obj`, `R`, `stream` …
    Word(Range<usize>),
    /// What stands behind `%`, up to the end of the line.
    Comment(Range<usize>),
}

/// Reads words one after the other.
pub(super) struct Lexer<'a> {
    file: &'a [u8],
    /// Where the next word is looked for.
    pub(super) at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(file: &'a [u8]) -> Self {
        Self { file, at: 0 }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.file.get(at).copied()
    }

    /// Where the first byte from `start` on stands that fits, or the end.
    fn until(&self, start: usize, fits: impl Fn(u8) -> bool) -> usize {
        let rest = self.file.get(start..).unwrap_or_default();
        rest.iter().position(|byte| fits(*byte)).map_or(self.file.len(), |found| start + found)
    }

    /// Behind the bracket that closes a text that begins at `start`.
    fn literal(&self, start: usize) -> Token {
        let mut depth = 0_usize;
        let mut at = start;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'\\' => at += 1,
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                _ => {}
            }
            at += 1;
        }
        Token::Text(start..at.min(self.file.len()))
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let start = self.until(self.at, |byte| !is_space(byte));
        let first = self.byte(start)?;
        let second = self.byte(start + 1);
        let (token, end) = match (first, second) {
            (b'%', _) => {
                let end = self.until(start, |byte| matches!(byte, b'\r' | b'\n'));
                (Token::Comment(start + 1..end), end)
            }
            (b'<', Some(b'<')) => (Token::Open, start + 2),
            (b'>', Some(b'>')) => (Token::Close, start + 2),
            (b'<', _) => {
                let end = self.until(start, |byte| byte == b'>');
                (Token::Text(start + 1..end), end + 1)
            }
            (b'(', _) => {
                let text = self.literal(start + 1);
                let end = if let Token::Text(text) = &text { text.end + 1 } else { start + 1 };
                (text, end)
            }
            (b'[', _) => (Token::OpenList, start + 1),
            (b']', _) => (Token::CloseList, start + 1),
            (b'/', _) => {
                let end = self.until(start + 1, |byte| !is_regular(byte));
                (Token::Name(start + 1..end), end)
            }
            _ => {
                let end = self.until(start + 1, |byte| !is_regular(byte));
                (Token::Word(start..end), end)
            }
        };
        self.at = end;
        Some(token)
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// A name as it is meant: `#41` in it stands for a byte (7.3.5).
pub(super) fn name(written: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    if !written.contains(&b'#') {
        return written.into();
    }
    let mut meant = Vec::with_capacity(written.len());
    let mut rest = written;
    while let [first, behind @ ..] = rest {
        let code = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'#') {
            Some(byte) => {
                meant.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                meant.push(*first);
                rest = behind;
            }
        }
    }
    meant.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        let file = b"1 0 obj<</A(a\\)(b))/B<41>[/C]>>%c\nstream";
        let words: Vec<_> = Lexer::new(file).collect();
        let expected = [
            Token::Word(0..1),
            Token::Word(2..3),
            Token::Word(4..7),
            Token::Open,
            Token::Name(10..11),
            Token::Text(12..18),
            Token::Name(20..21),
            Token::Text(22..24),
            Token::OpenList,
            Token::Name(27..28),
            Token::CloseList,
            Token::Close,
            Token::Comment(32..33),
            Token::Word(34..40),
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn names_are_read_as_they_are_meant() {
        assert_eq!(*name(b"Auth#6fr"), *b"Author");
        assert_eq!(*name(b"A#"), *b"A#");
        assert_eq!(*name(b"A#zz"), *b"A#zz");
    }
}

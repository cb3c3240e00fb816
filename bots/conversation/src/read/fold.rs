//! One spelling for the many ways to type the same word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::digits::fold_digits;

/// The longest line a reader looks at, in bytes; no date or amount comes near it.
const MAX_BYTES: usize = 200;

/// The line with ASCII digits, in lower case, without accents, Arabic vowel signs and hamza on
/// letters, with single spaces; nothing if it is too long to be a date or an amount.
///
/// Canonical decomposition only: the compatibility one would turn `1²` into `12`.
pub(super) fn fold(line: &str) -> Option<String> {
    if line.len() > MAX_BYTES {
        return None;
    }
    let letters: String = fold_digits(line)
        .to_lowercase()
        .nfd()
        .filter(|&c| !is_combining_mark(c) && !is_ignored(c))
        .map(fold_char)
        .collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    Some(words.join(" "))
}

/// The Arabic stretching line, zero-width characters.
fn is_ignored(c: char) -> bool {
    matches!(c, 'ـ' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

fn fold_char(c: char) -> char {
    match c {
        // Final letters that are typed one for the other, and their Persian twins.
        'ة' => 'ه',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '،' => ',',
        '‐'..='―' | '−' | '－' => '-',
        '／' | '⁄' => '/',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_spellings_together() {
        for (line, expected) in [
            ("  Le 1er   FÉVRIER ", "le 1er fevrier"),
            ("Aujourd’hui", "aujourd'hui"),
            ("أفريل جويلية آخِر", "افريل جويليه اخر"),
            ("غدًا", "غدا"),
            ("غداً", "غدا"),
            ("حتى إلى", "حتي الي"),
            ("٢٠ ديسمـبر", "20 ديسمبر"),
            ("1\u{202F}200,50\u{A0}€", "1 200,50 €"),
            ("20–12", "20-12"),
            ("1²", "1²"),
        ] {
            assert_eq!(fold(line).as_deref(), Some(expected), "{line:?}");
        }
    }

    #[test]
    fn a_long_line_is_not_looked_at() {
        assert_eq!(fold(&"1".repeat(201)), None);
    }
}

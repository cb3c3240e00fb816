//! Texts that are longer than they may be.

use adapter::cut;

/// How long a text is, in UTF-16 units.
pub(crate) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text in parts of at most `most` units, `most` being 2 or more: cut behind a line, else behind
/// a word, else between characters. Nothing but the white space at a cut is lost. There is always a
/// part: an empty one lets Messenger say that it does not take this.
pub(crate) fn split(text: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (part, behind) = rest.split_at_checked(cut(rest, most, char::len_utf16)).unwrap_or((rest, ""));
        // Messenger refuses a message of white space alone.
        if !part.trim().is_empty() {
            parts.push(if behind.is_empty() { part } else { part.trim_end() });
        }
        rest = behind;
    }
    if parts.is_empty() {
        parts.push("");
    }
    parts
}

/// The text, or its beginning and an ellipsis, in at most `most` units.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    if units(text) <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub('…'.len_utf16());
    let fits = |character: &char| match left.checked_sub(character.len_utf16()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let beginning: String = text.chars().take_while(fits).collect();
    format!("{}…", beginning.trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_that_fits_stays_whole() {
        assert_eq!(split("hello", 5), ["hello"]);
        assert_eq!(split("😀😀", 4), ["😀😀"]);
        assert_eq!(split("", 5), [""]);
        assert_eq!(split("  \n  ", 5), [""]);
    }

    #[test]
    fn lines_are_cut_before_words_and_words_before_characters() {
        assert_eq!(split("one two\nthree four", 14), ["one two", "three four"]);
        assert_eq!(split("one two three", 8), ["one two", "three"]);
        assert_eq!(split("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(split("😀😀😀", 5), ["😀😀", "😀"]);
    }

    #[test]
    fn what_is_shortened_says_so() {
        assert_eq!(shorten("hello", 5), "hello");
        assert_eq!(shorten("hello world", 7), "hello…");
        assert_eq!(shorten("😀😀😀", 5), "😀😀…");
    }

    proptest! {
        #[test]
        fn parts_fit_and_lose_nothing_but_white_space(text in "[a-z😀ت \n]{0,60}", most in 2usize..12) {
            let parts = split(&text, most);
            prop_assert!(parts.iter().all(|part| units(part) <= most));
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&parts.concat()), bare(&text));
        }

        #[test]
        fn what_is_shortened_fits(text in "[a-z😀ت \n]{0,60}", most in 1usize..12) {
            prop_assert!(units(&shorten(&text, most)) <= most);
        }
    }
}

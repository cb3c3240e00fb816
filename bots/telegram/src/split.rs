//! Texts that are longer than one message may be.

use std::borrow::Cow;

use adapter::cut;
use marketplace_domain::message::Rich;

use crate::entities::units;

/// The text in parts of at most `most` UTF-16 units, `most` being 2 or more: cut behind a line, else
/// behind a word, else between characters. Nothing but the white space at a cut is lost. There is
/// always a part.
pub(crate) fn split(rich: &Rich, most: usize) -> Vec<Cow<'_, Rich>> {
    // A text has at most as many units as bytes, so that most texts need no counting.
    if rich.text().len() <= most || units(rich.text()) <= most {
        return vec![Cow::Borrowed(rich)];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some(rest) = rich.text().get(start..).filter(|rest| !rest.is_empty()) {
        let end = start + cut(rest, most, char::len_utf16);
        // Telegram refuses a message of white space alone.
        if rich.text().get(start..end).is_some_and(|part| !part.trim().is_empty()) {
            parts.push(Cow::Owned(rich.section(start, end)));
        }
        start = end;
    }
    // One empty part, rather than none, lets Telegram say that it does not take this.
    if parts.is_empty() {
        parts.push(Cow::Owned(Rich::default()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use marketplace_domain::message::Style;
    use proptest::prelude::*;

    use super::*;

    fn texts(text: &str, most: usize) -> Vec<String> {
        split(&Rich::plain(text), most).iter().map(|part| part.text().to_owned()).collect()
    }

    #[test]
    fn a_text_that_fits_stays_whole() {
        assert_eq!(texts("hello", 5), ["hello"]);
        assert_eq!(texts("😀😀", 4), ["😀😀"]);
        assert_eq!(texts("", 5), [""]);
    }

    #[test]
    fn lines_are_cut_before_words_and_words_before_characters() {
        assert_eq!(texts("one two\nthree four", 14), ["one two", "three four"]);
        assert_eq!(texts("one two three", 8), ["one two", "three"]);
        assert_eq!(texts("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(texts("😀😀😀", 5), ["😀😀", "😀"]);
    }

    #[test]
    fn a_mark_over_a_cut_goes_on_behind_it() {
        let mut rich = Rich::plain("a ");
        rich.push_styled("bc de", Style::Bold);
        let parts = split(&rich, 5);
        let ranges: Vec<_> = parts.iter().map(|part| part.marks()[0].range.clone()).collect();
        assert_eq!(ranges, [2..4, 0..2]);
    }

    proptest! {
        #[test]
        fn parts_fit_and_lose_nothing_but_white_space(text in "[a-z😀ت \n]{0,60}", most in 2usize..12) {
            let parts = texts(&text, most);
            prop_assert!(parts.iter().all(|part| units(part) <= most));
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&parts.concat()), bare(&text));
        }
    }
}

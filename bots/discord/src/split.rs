//! Texts that are longer than one message may be, and what stands on a button.

use adapter::cut;
use marketplace_domain::message::Rich;

use crate::{limits, markdown};

/// The text in Markdown, in parts of at most [`limits::CONTENT`] characters each: cut behind a line,
/// else behind a word, else between characters. Nothing but the white space at a cut is lost. There is
/// always a part: an empty one lets Discord say that it does not take this.
pub(crate) fn split(rich: &Rich) -> Vec<String> {
    split_at(rich, limits::CONTENT)
}

fn split_at(rich: &Rich, most: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some(rest) = rich.text().get(start..).filter(|rest| !rest.is_empty()) {
        let (taken, part) = first(rich, start, rest, most);
        // Discord refuses a message of white space alone.
        if !part.trim().is_empty() {
            parts.push(part);
        }
        start += taken;
    }
    if parts.is_empty() {
        parts.push(String::new());
    }
    parts
}

/// The first part from `start` on: how many bytes of the text it takes, and what it is in Markdown.
/// How much longer escaping makes a text is known only afterwards, so that a part which turns out too
/// long is taken shorter.
fn first(rich: &Rich, start: usize, rest: &str, most: usize) -> (usize, String) {
    let mut budget = most;
    loop {
        let taken = cut(rest, budget, |_| 1);
        let part = markdown::encode(&rich.section(start, start + taken));
        let length = part.chars().count();
        if length <= most || budget <= 1 {
            return (taken, part);
        }
        budget = (budget * most / length).clamp(1, budget - 1);
    }
}

/// The text, or its beginning and an ellipsis, in at most `most` characters.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", beginning.trim_end())
}

#[cfg(test)]
mod tests {
    use marketplace_domain::message::Style;
    use proptest::prelude::*;

    use super::*;

    fn texts(text: &str, most: usize) -> Vec<String> {
        split_at(&Rich::plain(text), most)
    }

    #[test]
    fn a_text_that_fits_stays_whole() {
        assert_eq!(texts("hello", 5), ["hello"]);
        assert_eq!(texts("😀😀", 2), ["😀😀"]);
        assert_eq!(texts("", 5), [""]);
        assert_eq!(texts("  \n  ", 5), [""]);
    }

    #[test]
    fn lines_are_cut_before_words_and_words_before_characters() {
        assert_eq!(texts("one two\nthree four", 14), ["one two", "three four"]);
        assert_eq!(texts("one two three", 8), ["one two", "three"]);
        assert_eq!(texts("abcdefgh", 3), ["abc", "def", "gh"]);
    }

    #[test]
    fn what_escaping_adds_counts() {
        let parts = split(&Rich::plain("*".repeat(2000)));
        assert_eq!(parts.len(), 2);
        assert!(parts.iter().all(|part| part.chars().count() <= 2000));
    }

    #[test]
    fn a_mark_over_a_cut_goes_on_behind_it() {
        let mut rich = Rich::default();
        rich.push_styled("one two", Style::Bold);
        assert_eq!(split_at(&rich, 8), ["**one**", "**two**"]);
    }

    #[test]
    fn what_is_shortened_says_so() {
        assert_eq!(shorten("hello", 5), "hello");
        assert_eq!(shorten("hello world", 7), "hello…");
    }

    proptest! {
        #[test]
        fn parts_fit_and_lose_nothing_but_white_space(text in "[a-z😀ت*_ \n]{0,60}", most in 8usize..20) {
            let parts = texts(&text, most);
            prop_assert!(parts.iter().all(|part| part.chars().count() <= most));
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '\\').collect::<String>();
            prop_assert_eq!(bare(&parts.concat()), bare(&text));
        }
    }
}

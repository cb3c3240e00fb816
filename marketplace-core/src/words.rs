//! Words to be found by, however they are spelt: without case, accents, vowel marks, Arabic letter
//! forms and the Arabic article.

use std::collections::BTreeSet;

use marketplace_domain::{
    place::distance,
    request::{Content, Need, Words},
};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What follows in a longer word is not looked at: as much as a search looks at.
const LONGEST: usize = 40;

/// The Arabic article, written together with its word.
const ARTICLE: &str = "ال";

/// All words of a request by which it is found.
pub(crate) fn of_content(content: &Content) -> Vec<String> {
    let mut texts = vec![content.title.as_str()];
    texts.extend(content.description.as_ref().map(|description| description.as_str()));
    if let Need::Buy { items, .. } = &content.need {
        texts.extend(items.iter().map(|item| item.name.as_str()));
    }
    let mut words = BTreeSet::new();
    for word in texts.into_iter().flat_map(fold) {
        words.extend(without_article(&word).map(str::to_owned));
        words.insert(word);
    }
    words.into_iter().collect()
}

/// A text query of Postgres: a word that begins with each of these. `None` where nothing is left
/// to look for.
pub(crate) fn query(words: &Words) -> Option<String> {
    // A folded word has letters and digits only: there is nothing to escape.
    let parts: Vec<String> = sought(words).map(|word| format!("'{word}':*")).collect();
    if parts.is_empty() { None } else { Some(parts.join(" & ")) }
}

/// The same for what has all of the first words and none of the others.
pub(crate) fn wanted(with: Option<&Words>, without: Option<&Words>) -> Option<String> {
    let without = without.and_then(any).map(|without| format!("!({without})"));
    let parts: Vec<String> = with.and_then(query).into_iter().chain(without).collect();
    if parts.is_empty() { None } else { Some(parts.join(" & ")) }
}

/// The same for what has one of the words at least: each as it was written, also where it is two once it is
/// folded.
pub(crate) fn any(words: &Words) -> Option<String> {
    let parts: Vec<String> = words.as_str().split(' ').filter_map(one).collect();
    if parts.is_empty() { None } else { Some(parts.join(" | ")) }
}

fn one(word: &str) -> Option<String> {
    let query = query(&Words::parse(word)?)?;
    Some(if query.contains('&') { format!("({query})") } else { query })
}

/// The longest of the words, folded.
pub(crate) fn longest(words: &Words) -> Option<String> {
    let words = fold(words.as_str());
    let words = words.iter().map(|word| without_article(word).unwrap_or(word));
    words.max_by_key(|word| word.chars().count()).map(str::to_owned)
}

/// Whether one of a request's words begins with this one; `None` where nothing of it is left to look for.
pub(crate) fn has(all: &[String], word: &str) -> Option<bool> {
    let parts = fold(word);
    let begins = |part: &String| {
        let part = without_article(part).unwrap_or(part);
        all.iter().any(|word| word.starts_with(part))
    };
    if parts.is_empty() { None } else { Some(parts.iter().all(begins)) }
}

/// What is looked for: how the words begin.
pub(crate) fn sought(words: &Words) -> impl Iterator<Item = String> + use<> {
    fold(words.as_str()).into_iter().map(|word| without_article(&word).map_or(word.clone(), str::to_owned))
}

/// The one of some known words that another one most likely misspells, if any: the fewer letters a word has, the
/// fewer may be wrong. Of those that are equally like it the first.
pub(crate) fn likeliest(word: &str, known: Vec<String>) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let most = match letters.len() {
        ..4 => return None,
        4..7 => 1,
        _ => 2,
    };
    let distance = |known: &str| distance(&letters, &known.chars().collect::<Vec<_>>(), most);
    let near = known.into_iter().filter_map(|known| distance(&known).map(|distance| (distance, known)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
}

/// The word without its article, if three letters stay.
fn without_article(word: &str) -> Option<&str> {
    word.strip_prefix(ARTICLE).filter(|rest| rest.chars().count() >= 3)
}

/// The words of a text in their plainest form.
fn fold(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in text.chars() {
        decompose_compatible(c, |part| {
            if is_unseen(part) {
            } else if part.is_alphanumeric() {
                if let Some(word) = words.last_mut() {
                    push(part, word);
                }
            } else {
                words.push(String::new());
            }
        });
    }
    words.retain(|word| !word.is_empty());
    for word in &mut words {
        if let Some((end, _)) = word.char_indices().nth(LONGEST) {
            word.truncate(end);
        }
    }
    words
}

/// Marks on letters, marks that direct or join text, and the tatweel that stretches it.
fn is_unseen(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{640}')
}

fn push(c: char, word: &mut String) {
    match c {
        'ß' | 'ẞ' => word.push_str("ss"),
        'æ' | 'Æ' => word.push_str("ae"),
        'œ' | 'Œ' => word.push_str("oe"),
        'ø' | 'Ø' => word.push('o'),
        'ı' => word.push('i'),
        'ٱ' => word.push('ا'),
        'ى' | 'ی' => word.push('ي'),
        'ة' | 'ہ' => word.push('ه'),
        'ک' => word.push('ك'),
        // Tunisian g, and the v and p of foreign words.
        'ڨ' => word.push('ق'),
        'ڤ' => word.push('ف'),
        'پ' => word.push('ب'),
        '٠'..='٩' => word.extend(char::from_digit(u32::from(c) - 0x660, 10)),
        // Lower case of an accented capital may bring a mark of its own.
        _ => word.extend(c.to_lowercase().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_a_word_are_one() {
        for (text, plain) in [
            ("Télévision", "television"),
            ("TE\u{301}LE\u{301}", "tele"),
            ("Œuvre", "oeuvre"),
            ("إِيفـــون", "ايفون"),
            ("مدرسة", "مدرسه"),
            ("١٥", "15"),
            ("ﬁn", "fin"),
        ] {
            assert_eq!(fold(text), [plain], "{text}");
        }
    }

    #[test]
    fn a_query_looks_for_beginnings() {
        let query = |text| query(&Words::parse(text).unwrap()).unwrap();
        assert_eq!(query("iPhone 15"), "'iphone':* & '15':*");
        assert_eq!(query("الهاتف"), "'هاتف':*");
        assert_eq!(query("ال"), "'ال':*");
    }

    #[test]
    fn a_misspelt_word_is_taken_for_the_one_that_is_most_like_it() {
        let known = ["iphones", "iphone", "phone", "samsung", "تلفزيون"];
        for (typed, meant) in [
            ("iphnoe", Some("iphone")),
            ("samsong", Some("samsung")),
            ("تلفزون", Some("تلفزيون")),
            ("ipone", Some("iphone")),
            ("pho", None),
            ("laptop", None),
        ] {
            assert_eq!(likeliest(typed, known.map(str::to_owned).to_vec()).as_deref(), meant, "{typed}");
        }
    }

    proptest! {
        /// No text can leave the quotes of a query, and no word is longer than an index takes.
        #[test]
        fn words_are_letters_and_digits(text in "\\PC*") {
            for word in fold(&text) {
                prop_assert!(word.chars().all(char::is_alphanumeric));
                prop_assert!((1..=LONGEST).contains(&word.chars().count()));
            }
        }
    }
}

//! Lines that people write, parsed once into values that cannot be wrong.

use serde::{Deserialize, Serialize};

/// Why a line cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// Nothing readable is in it.
    #[error("the text is empty")]
    Empty,
    /// It has more characters than allowed.
    #[error("the text has {length} characters, at most {most} are allowed")]
    TooLong {
        /// How many it has.
        length: usize,
        /// How many it may have.
        most: usize,
    },
}

macro_rules! line {
    ($(#[$doc:meta])* $name:ident, $most:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The most characters (Unicode scalar values) that it may have.
            pub const MOST: usize = $most;

            /// Reads it: control characters go, white space at the ends goes.
            pub fn parse(text: &str) -> Result<Self, TextProblem> {
                clean(text, Self::MOST).map(Self)
            }

            /// Its text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextProblem;
            fn try_from(text: String) -> Result<Self, TextProblem> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(line: $name) -> String {
                line.0
            }
        }
    };
}

line!(/// What a request is called.
    Title, 100);
line!(/// What a request says beyond its title.
    Description, 500);
line!(/// One thing on a shopping list.
    ItemName, 100);
line!(/// What a traveller would carry.
    Carries, 100);
line!(/// What goes with an offer.
    Note, 300);
line!(/// A message between two people. 4,000 leaves room, on every platform but Discord,
    /// for the line that says who speaks.
    MessageText, 4000);

/// Drops what nobody can see and a database may refuse (U+0000), keeps line breaks.
fn clean(text: &str, most: usize) -> Result<String, TextProblem> {
    let visible: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let trimmed = visible.trim();
    if !trimmed.chars().any(is_seen) {
        return Err(TextProblem::Empty);
    }
    let length = trimmed.chars().count();
    if length > most {
        return Err(TextProblem::TooLong { length, most });
    }
    Ok(trimmed.to_owned())
}

/// Zero-width and direction marks leave nothing to read on their own.
fn is_seen(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{00AD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_one_to_a_hundred_characters() {
        assert_eq!(Title::parse(&"é".repeat(100)).unwrap().as_str().chars().count(), 100);
        assert_eq!(Title::parse(&"é".repeat(101)), Err(TextProblem::TooLong { length: 101, most: 100 }));
        for nothing in ["", "  \n ", "\u{0}\u{1}", "\u{200B}\u{200F}"] {
            assert_eq!(Title::parse(nothing), Err(TextProblem::Empty), "{nothing:?}");
        }
    }

    #[test]
    fn what_a_database_refuses_is_dropped() {
        assert_eq!(Title::parse(" a\u{0}b ").unwrap().as_str(), "ab");
    }
}

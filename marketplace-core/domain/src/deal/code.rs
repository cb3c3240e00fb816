//! The codes by which two people prove to each other that they met.

use std::{fmt, hint::black_box};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::entropy::{Entropy, below};

/// A code of six digits. Each of the two has one, and tells it to the other when they meet. Its `Debug`
/// form hides it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

/// A text that is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code has {} digits", Code::DIGITS)]
pub struct InvalidCode;

impl Code {
    /// How many digits it has.
    pub const DIGITS: usize = 6;

    /// A random one.
    pub fn random(entropy: &dyn Entropy) -> Self {
        let digit = |_| char::from_digit(below(entropy, 10), 10).unwrap_or('0');
        Self((0..Self::DIGITS).map(digit).collect())
    }

    /// Reads what somebody typed: digits, with spaces or dashes between them.
    ///
    /// # Errors
    /// [`InvalidCode`].
    pub fn parse(text: &str) -> Result<Self, InvalidCode> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '·')).collect();
        let is_code = digits.len() == Self::DIGITS && digits.chars().all(|c| c.is_ascii_digit());
        if is_code { Ok(Self(digits)) } else { Err(InvalidCode) }
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is that one. It takes as long for every code, so that time tells nothing.
    pub fn is(&self, other: &Self) -> bool {
        let differences = self.0.bytes().zip(other.0.bytes()).fold(0, |all, (a, b)| black_box(all | (a ^ b)));
        differences == 0 && self.0.len() == other.0.len()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

impl TryFrom<String> for Code {
    type Error = InvalidCode;
    fn try_from(text: String) -> Result<Self, InvalidCode> {
        Self::parse(&text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

/// The codes of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes {
    /// What the requester tells.
    pub requester: Code,
    /// What the provider tells.
    pub provider: Code,
}

/// How often somebody entered a wrong code, and until when they have to wait. With ten tries in the first
/// half hour, and one a day in the end, a code of six digits is as good as never guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tries {
    /// How often in all.
    pub wrong: u16,
    /// Until when nothing is looked at.
    pub until: Option<DateTime<Utc>>,
}

impl Tries {
    /// So many are free of waiting.
    pub const FREE: u16 = 5;
    /// The first pause; each one after it is twice as long.
    const PAUSE: TimeDelta = TimeDelta::minutes(1);
    /// The longest pause.
    const LONGEST: TimeDelta = TimeDelta::days(1);

    /// Until when somebody has to wait, if they have to.
    pub fn wait(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.until.filter(|until| *until > now)
    }

    /// After one more that was wrong.
    #[must_use]
    pub fn after_wrong(self, now: DateTime<Utc>) -> Self {
        let wrong = self.wrong.saturating_add(1);
        let doubled = wrong.checked_sub(Self::FREE).map(|times| 1 << times.min(11));
        let pause = doubled.map(|factor| (Self::PAUSE * factor).min(Self::LONGEST));
        Self { wrong, until: pause.map(|pause| now + pause) }
    }

    /// How many are left before the first pause.
    pub const fn left(self) -> u16 {
        Self::FREE.saturating_sub(self.wrong)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> Code {
        Code::parse(text).unwrap()
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(code(" 482 913\n"), code("482-913"));
        for text in ["", "48291", "4829133", "48291a", "-482913-x", "٤٨٢٩١٣"] {
            assert_eq!(Code::parse(text), Err(InvalidCode), "{text}");
        }
        assert!(!format!("{:?}", code("482913")).contains("482913"));
    }

    #[test]
    fn pauses_grow_to_a_day() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let mut tries = Tries::default();
        let mut pauses = Vec::new();
        for _ in 0..20 {
            tries = tries.after_wrong(now);
            pauses.push(tries.wait(now).map_or(0, |until| (until - now).num_minutes()));
        }
        assert_eq!(pauses[..8], [0, 0, 0, 0, 1, 2, 4, 8]);
        assert_eq!(pauses[19], 1440);
        assert_eq!((tries.left(), Tries::default().left()), (0, 5));
    }

    proptest! {
        /// However patient somebody is: within a month they try fewer than fifty codes of a million.
        #[test]
        fn a_month_of_guessing_is_a_few_tries(seconds in proptest::collection::vec(0i64..4000, 0..2000)) {
            let begin = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
            let (mut now, mut tries, mut tried) = (begin, Tries::default(), 0);
            for pause in seconds {
                now += TimeDelta::seconds(pause);
                if tries.wait(now).is_none() && now - begin < TimeDelta::days(30) {
                    tries = tries.after_wrong(now);
                    tried += 1;
                }
            }
            prop_assert!(tried < 50, "{}", tried);
        }

        #[test]
        fn codes_are_the_same_where_their_digits_are(a in "[0-9]{6}", b in "[0-9]{6}") {
            prop_assert_eq!(code(&a).is(&code(&b)), a == b);
            prop_assert!(code(&a).is(&code(&a)));
        }
    }
}

//! What becomes of a line that has contact details in it, before both agreed to share theirs.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Kind, find, mask};
use crate::message::Rich;

/// What the operator chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// They are hidden; the rest of the line goes on.
    #[default]
    Mask,
    /// The line goes on as it is, and its writer is warned.
    Warn,
    /// The line does not go on; its writer can change it.
    Hold,
}

/// A text that names no policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a policy: mask, warn or hold was expected")]
pub struct UnknownPolicy;

impl FromStr for Policy {
    type Err = UnknownPolicy;

    fn from_str(text: &str) -> Result<Self, UnknownPolicy> {
        match text {
            "mask" => Ok(Self::Mask),
            "warn" => Ok(Self::Warn),
            "hold" => Ok(Self::Hold),
            _ => Err(UnknownPolicy),
        }
    }
}

/// The kinds of contact details that were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Kinds(u8);

impl Kinds {
    /// Those of the set, in the order of [`Kind::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| self.0 & bit(*kind) != 0)
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<T: IntoIterator<Item = Kind>>(kinds: T) -> Self {
        Self(kinds.into_iter().fold(0, |set, kind| set | bit(kind)))
    }
}

const fn bit(kind: Kind) -> u8 {
    1 << kind as u8
}

/// How a line crosses to the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Crossing {
    /// As it was written.
    #[default]
    Whole,
    /// As it was written; these are in it, and its writer is warned.
    Warned(Kinds),
    /// These are hidden in it.
    Masked(Kinds),
}

impl Crossing {
    /// How this line and another one cross together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Masked(a), Self::Masked(b)) => Self::Masked(a.iter().chain(b.iter()).collect()),
            (Self::Warned(a), Self::Warned(b)) => Self::Warned(a.iter().chain(b.iter()).collect()),
            (Self::Whole, other) | (other, Self::Whole) => other,
            (masked @ Self::Masked(_), Self::Warned(_)) | (Self::Warned(_), masked) => masked,
        }
    }
}

/// These are in a line, and it does not cross.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held(pub Kinds);

impl Policy {
    /// What crosses of a line, and how. `before` holds the writer's earlier lines, as in [`find`].
    ///
    /// # Errors
    /// [`Held`] where nothing crosses.
    pub fn judge(self, line: &Rich, before: &[&str]) -> Result<(Rich, Crossing), Held> {
        let found = find(line.text(), before);
        if found.is_empty() {
            return Ok((line.clone(), Crossing::Whole));
        }
        let kinds = found.iter().map(|found| found.kind).collect();
        match self {
            Self::Mask => Ok((mask(line, &found), Crossing::Masked(kinds))),
            Self::Warn => Ok((line.clone(), Crossing::Warned(kinds))),
            Self::Hold => Err(Held(kinds)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_policy_does_what_it_says() {
        let line = Rich::plain("call 24619037 or a@b.com");
        let kinds: Kinds = [Kind::Email, Kind::Phone].into_iter().collect();
        assert_eq!(kinds.iter().collect::<Vec<_>>(), [Kind::Phone, Kind::Email]);
        let masked = Rich::plain("call ••• or •••");
        assert_eq!(Policy::Mask.judge(&line, &[]), Ok((masked, Crossing::Masked(kinds))));
        assert_eq!(Policy::Warn.judge(&line, &[]), Ok((line.clone(), Crossing::Warned(kinds))));
        assert_eq!(Policy::Hold.judge(&line, &[]), Err(Held(kinds)));
        let innocent = Rich::plain("see you at 5");
        for policy in [Policy::Mask, Policy::Warn, Policy::Hold] {
            assert_eq!(policy.judge(&innocent, &[]), Ok((innocent.clone(), Crossing::Whole)));
        }
    }

    #[test]
    fn what_earlier_lines_began_is_found_where_it_ends() {
        let rest = Rich::plain("037");
        let (crossed, _) = Policy::Mask.judge(&rest, &["my number is 24", "then 619"]).unwrap();
        assert_eq!(crossed.text(), "•••");
        let (crossed, how) = Policy::Mask.judge(&rest, &["room 24", "floor 6"]).unwrap();
        assert_eq!((crossed, how), (rest, Crossing::Whole));
    }
}

//! Things to buy, and the parcel that they travel in.

use serde::{Deserialize, Serialize};

use crate::{money::Money, text::ItemName};

/// Why a line of a shopping list cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidItem {
    /// The count is not 1 to 99.
    #[error("a quantity is 1 to {}", Quantity::MOST)]
    Quantity,
    /// It is no web address.
    #[error("a link starts with http:// or https:// and has at most {} characters", Link::MOST)]
    Link,
}

/// How many of a thing, 1 to 99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Quantity(u8);

impl Quantity {
    /// The most of one thing: more is trade, not luggage.
    pub const MOST: u8 = 99;
    /// One.
    pub const ONE: Self = Self(1);

    /// The number.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Quantity {
    type Error = InvalidItem;
    fn try_from(count: u8) -> Result<Self, InvalidItem> {
        if (1..=Self::MOST).contains(&count) { Ok(Self(count)) } else { Err(InvalidItem::Quantity) }
    }
}

impl From<Quantity> for u8 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}

/// A web address that a person may follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

impl Link {
    /// The most characters.
    pub const MOST: usize = 500;

    /// Reads an `http` or `https` address without user name, white space or control characters.
    pub fn parse(text: &str) -> Result<Self, InvalidItem> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        let sound = text.chars().count() <= Self::MOST
            && !text.chars().any(|c| c.is_whitespace() || c.is_control())
            && host.contains('.')
            && !host.contains('@')
            && !host.starts_with('.');
        if sound { Ok(Self(text.to_owned())) } else { Err(InvalidItem::Link) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Link {
    type Error = InvalidItem;
    fn try_from(text: String) -> Result<Self, InvalidItem> {
        Self::parse(&text)
    }
}

impl From<Link> for String {
    fn from(link: Link) -> Self {
        link.0
    }
}

/// A line of a shopping list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What.
    pub name: ItemName,
    /// How many.
    pub quantity: Quantity,
    /// Where it is sold.
    #[serde(default)]
    pub link: Option<Link>,
    /// What all of them may cost at most.
    #[serde(default)]
    pub ceiling: Option<Money>,
}

impl Item {
    /// The most lines of one shopping list.
    pub const MOST: usize = 10;
}

/// How big a parcel is, in words that need no ruler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// Fits a pocket or an envelope.
    Small,
    /// Fits a backpack.
    Medium,
    /// Fills a suitcase.
    Large,
}

/// What is carried from place to place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Parcel {
    /// Its size, if said.
    #[serde(default)]
    pub size: Option<Size>,
    /// Its weight in grams, if said.
    #[serde(default)]
    pub grams: Option<u32>,
    /// Whether it breaks.
    #[serde(default)]
    pub fragile: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_web_addresses() {
        for good in ["https://example.com/a?b=c", "HTTP://Example.com"] {
            assert!(Link::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "https://",
            "https://a b.com",
            "https://me@evil.com",
            "ftp://x.y",
            "https://localhost",
        ] {
            assert_eq!(Link::parse(bad), Err(InvalidItem::Link), "{bad}");
        }
    }

    #[test]
    fn quantities_are_one_to_ninety_nine() {
        assert!(Quantity::try_from(0).is_err());
        assert!(Quantity::try_from(99).is_ok());
        assert!(Quantity::try_from(100).is_err());
    }
}

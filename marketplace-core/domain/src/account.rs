//! People, and where they come from.

use std::{fmt, str::FromStr};

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{id::AccountId, place::Point, request::Need};

/// A language that every sentence of the product exists in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
    /// Arabic, written from right to left.
    Ar,
}

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::En, Self::Fr, Self::Ar];

    /// The two-letter code (ISO 639-1).
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Ar => "ar",
        }
    }

    /// The language of a tag such as `fr`, `fr-TN` or `ar_TN`; `None` where we do not speak it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == primary)
    }

    /// Whether it is written from right to left.
    pub const fn is_rtl(self) -> bool {
        matches!(self, Self::Ar)
    }
}

/// A chat platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// Telegram's Bot API.
    Telegram,
    /// Discord.
    Discord,
    /// Facebook Messenger.
    Messenger,
    /// Our own web chat, which the terminal speaks to as well.
    Web,
}

impl Platform {
    /// All platforms.
    pub const ALL: [Self; 4] = [Self::Telegram, Self::Discord, Self::Messenger, Self::Web];

    /// The name in the database, in metrics and in configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Telegram => "telegram",
            Self::Discord => "discord",
            Self::Messenger => "messenger",
            Self::Web => "web",
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names no platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a platform: telegram, discord, messenger or web was expected")]
pub struct UnknownPlatform;

impl FromStr for Platform {
    type Err = UnknownPlatform;

    fn from_str(text: &str) -> Result<Self, UnknownPlatform> {
        Self::ALL.into_iter().find(|platform| platform.name() == text).ok_or(UnknownPlatform)
    }
}

/// Who somebody is on one platform: what that platform's own user id proves.
/// Its `Debug` form hides the user id, because logs are public.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    /// The platform.
    pub platform: Platform,
    /// The platform's id of the person; for page-scoped ids with the bot in front.
    pub subject: String,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({}, …)", self.platform)
    }
}

/// What the market knows of a person who is served now.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Their account.
    pub account: AccountId,
    /// The language they chose; `None` until they did.
    pub language: Option<Language>,
    /// The time zone in which they mean a date.
    pub zone: Tz,
    /// About where they live, if they told.
    pub home: Option<Point>,
    /// The places that their requests named, the last first, by their ids; at most [`Person::MOST_PLACES`].
    pub places: Vec<u32>,
}

impl Person {
    /// How many places of earlier requests are remembered.
    pub const MOST_PLACES: usize = 12;

    /// Remembers the places of a request; whether that changes what is known.
    pub fn remember(&mut self, need: &Need) -> bool {
        let before = self.places.clone();
        let named: Vec<u32> = need.to().into_iter().chain(need.from()).map(|place| place.id).collect();
        self.places.retain(|place| !named.contains(place));
        self.places.splice(0..0, named);
        self.places.truncate(Self::MOST_PLACES);
        self.places != before
    }
}

/// The zone of people who told us no other: most of them import to Tunisia.
pub const DEFAULT_ZONE: Tz = chrono_tz::Africa::Tunis;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Gazetteer;

    #[test]
    fn a_language_is_read_from_a_tag() {
        assert_eq!(Language::from_tag("fr-TN"), Some(Language::Fr));
        assert_eq!(Language::from_tag("AR_tn"), Some(Language::Ar));
        assert_eq!(Language::from_tag("de"), None);
        assert_eq!(Language::from_tag(""), None);
    }

    #[test]
    fn the_places_of_requests_are_remembered_the_last_first() {
        let mut person = Person {
            account: AccountId::from_uuid(uuid::Uuid::nil()),
            language: None,
            zone: DEFAULT_ZONE,
            home: None,
            places: (1..=12).collect(),
        };
        let places = Gazetteer::embedded();
        let place = |name: &str| places.find(name, None)[0].place();
        let need = Need::Buy { items: Vec::new(), from: Some(place("Paris")), to: place("Tunis") };
        assert!(person.remember(&need));
        assert_eq!(person.places[..3], [place("Tunis").id, place("Paris").id, 1]);
        assert_eq!(person.places.len(), Person::MOST_PLACES);
        assert!(!person.remember(&need), "they are known");
    }

    #[test]
    fn an_identity_does_not_show_itself() {
        let identity = Identity { platform: Platform::Telegram, subject: "4242".into() };
        assert!(!format!("{identity:?}").contains("4242"));
    }
}

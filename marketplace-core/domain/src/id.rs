//! Opaque ids. They are random, so they tell neither when nor by whom a thing was made.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entropy::Entropy;

/// A text that is not an id of the expected form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: 32 hexadecimal digits were expected")]
pub struct InvalidId;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new random id.
            pub fn random(entropy: &dyn Entropy) -> Self {
                Self(crate::entropy::uuid(entropy))
            }

            /// The id that the database holds.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The form that the database holds.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        /// 32 hexadecimal digits: short enough for a button, safe in a link.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                if text.len() != 32 {
                    return Err(InvalidId);
                }
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }
    };
}

id!(/// A person, whatever channels they use.
    AccountId);
id!(/// A request on the market.
    RequestId);
id!(/// Two people talking through the bot about one request.
    ConversationId);
id!(/// What somebody wants to be told of.
    AlertId);
id!(/// Somebody's way from one place to another.
    TripId);
id!(/// What two people agree on, from the first offer on.
    DealId);
id!(/// A picture, from the moment that a platform told us of it.
    PhotoId);
id!(/// A file that somebody sent, from the moment that a platform told us of it.
    FileId);

impl PhotoId {
    /// The same as a file of any kind.
    pub const fn file(self) -> FileId {
        FileId(self.0)
    }
}

impl FileId {
    /// The same as a picture, for whoever knows that it is one.
    pub const fn photo(self) -> PhotoId {
        PhotoId(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = RequestId::from_uuid(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().len(), 32);
    }

    /// Nothing but randomness is in it: the same bytes make the same id at any time, for anybody.
    #[test]
    fn an_id_tells_neither_when_nor_by_whom_it_was_made() {
        struct Same;
        impl Entropy for Same {
            fn fill(&self, buffer: &mut [u8]) {
                buffer.fill(0xab);
            }
        }
        assert_eq!(ConversationId::random(&Same), ConversationId::random(&Same));
        assert_eq!(ConversationId::random(&Same).uuid(), FileId::random(&Same).uuid());
        assert_eq!(AccountId::random(&Same).uuid().get_version_num(), 4, "the random form of an id");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "7", "00000000-0000-0000-0000-000000000007", "zz000000000000000000000000000007"] {
            assert_eq!(text.parse::<RequestId>(), Err(InvalidId), "{text}");
        }
    }
}

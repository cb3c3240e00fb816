//! What a requester asks for.

mod filter;
mod item;
mod sort;
mod state;
mod view;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use self::{
    filter::{Area, Due, Filter, InvalidRadius, InvalidWindow, Radius, Window, Words},
    item::{InvalidItem, Item, Link, Parcel, Quantity, Size},
    sort::Sort,
    state::{InvalidTransition, LIFE, State, UNDO},
    view::{Card, Cursor, Found, Page},
};
use crate::{
    id::PhotoId,
    money::Money,
    place::Place,
    text::{Description, Title},
};

/// How many requests one person may have open at once.
pub const MOST_OPEN: u32 = 20;

/// How many requests of others one person may keep in sight.
pub const MOST_SAVED: u32 = 100;

/// The three kinds of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Buy something and bring it.
    Buy,
    /// Fetch something that is there and bring it.
    Pickup,
    /// Do something online.
    Service,
}

impl Kind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Buy, Self::Pickup, Self::Service];

    /// The name in the database and in buttons.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Buy => "buy",
            Self::Pickup => "pickup",
            Self::Service => "service",
        }
    }

    /// Whether something is carried.
    pub const fn is_carried(self) -> bool {
        matches!(self, Self::Buy | Self::Pickup)
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What each kind needs to be complete.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Need {
    /// Buy & Deliver.
    Buy {
        /// A shopping list, where the title does not say it all; at most [`Item::MOST`].
        #[serde(default)]
        items: Vec<Item>,
        /// Where it is sold; `None` is anywhere.
        from: Option<Place>,
        /// Where it is handed over.
        to: Place,
    },
    /// Pickup & Deliver.
    Pickup {
        /// What is carried.
        parcel: Parcel,
        /// Where it waits.
        from: Place,
        /// Where it is handed over.
        to: Place,
    },
    /// Online Service.
    Service {
        /// Where to meet, if at all.
        meetup: Option<Place>,
    },
}

impl Need {
    /// Its kind.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Buy { .. } => Kind::Buy,
            Self::Pickup { .. } => Kind::Pickup,
            Self::Service { .. } => Kind::Service,
        }
    }

    /// Where things come from.
    pub const fn from(&self) -> Option<&Place> {
        match self {
            Self::Buy { from, .. } => from.as_ref(),
            Self::Pickup { from, .. } => Some(from),
            Self::Service { .. } => None,
        }
    }

    /// Where people meet.
    pub const fn to(&self) -> Option<&Place> {
        match self {
            Self::Buy { to, .. } | Self::Pickup { to, .. } => Some(to),
            Self::Service { meetup } => meetup.as_ref(),
        }
    }
}

/// A third picture was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a request has at most {} pictures", Photos::MOST)]
pub struct TooManyPhotos;

/// The pictures of a request: none, one or two.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<PhotoId>", into = "Vec<PhotoId>")]
pub struct Photos(Vec<PhotoId>);

impl Photos {
    /// The most pictures of a request.
    pub const MOST: usize = 2;

    /// With one more.
    pub fn with(mut self, photo: PhotoId) -> Result<Self, TooManyPhotos> {
        self.0.push(photo);
        self.0.try_into()
    }

    /// The pictures.
    pub fn as_slice(&self) -> &[PhotoId] {
        &self.0
    }
}

impl TryFrom<Vec<PhotoId>> for Photos {
    type Error = TooManyPhotos;
    fn try_from(photos: Vec<PhotoId>) -> Result<Self, TooManyPhotos> {
        if photos.len() > Self::MOST { Err(TooManyPhotos) } else { Ok(Self(photos)) }
    }
}

impl From<Photos> for Vec<PhotoId> {
    fn from(photos: Photos) -> Self {
        photos.0
    }
}

/// Everything that a requester says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// What it is called.
    pub title: Title,
    /// More about it.
    #[serde(default)]
    pub description: Option<Description>,
    /// What its kind needs.
    pub need: Need,
    /// The last day on which it is of use, in the requester's time zone.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// What the provider gets for it.
    #[serde(default)]
    pub reward: Option<Money>,
    /// How it looks.
    #[serde(default)]
    pub photos: Photos,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_third_photo_is_refused() {
        let photo = PhotoId::from_uuid(Uuid::from_u128(1));
        let two = Photos::default().with(photo).unwrap().with(photo).unwrap();
        assert_eq!(two.with(photo), Err(TooManyPhotos));
    }
}

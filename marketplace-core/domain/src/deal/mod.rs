//! What two people agree on, from the first offer on. An offer is the first state of a deal.

mod code;
mod forbidden;
mod news;
mod state;
mod view;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

pub use self::{
    code::{Code, Codes, InvalidCode, Tries},
    forbidden::{Thing, forbidden},
    news::{News, What},
    state::{CHECK_IN, CONFIRM, LAPSE, LIFE, Proposal, RATE, Running, SILENCE, State, UNDO, Was, Wrong},
    view::{Cursor, Page, Public, Sheet, View},
};
use crate::{
    money::Money,
    place::Place,
    request::{Content, Kind},
};

/// How many offers one person may have waiting for an answer at once.
pub const MOST_OPEN: u32 = 20;

/// Who pays for what is bought, where something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Goods {
    /// The price is for everything, the goods too.
    Included,
    /// The price is the provider's reward; the requester pays the goods besides, by the receipt.
    Apart,
}

impl Goods {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Included, Self::Apart];

    /// The name in buttons.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Included => "included",
            Self::Apart => "apart",
        }
    }
}

/// What is agreed, or proposed: all of it is paid in cash when the two meet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// What the requester pays the provider.
    pub price: Money,
    /// The day on which it is handed over.
    pub day: NaiveDate,
    /// Where; `None` where nobody meets.
    pub place: Option<Place>,
    /// Who pays for the goods; `None` where none are bought.
    pub goods: Option<Goods>,
}

impl Terms {
    /// Whether these say what a request of this content needs to be agreed on.
    pub fn fit(&self, content: &Content) -> bool {
        self.goods.is_some() == (content.need.kind() == Kind::Buy)
            && (self.place.is_some() || content.need.to().is_none())
    }

    /// When the day of the handover begins, for whoever is first: in the east of the world.
    pub fn dawn(&self) -> DateTime<Utc> {
        (self.day.and_time(NaiveTime::MIN) - TimeDelta::hours(14)).and_utc()
    }

    /// When both are reminded of it: the afternoon before.
    pub fn eve(&self) -> DateTime<Utc> {
        (self.day.and_time(NaiveTime::MIN) - TimeDelta::hours(10)).and_utc()
    }

    /// When the day is over for everybody, in the west of the world too.
    pub fn end(&self) -> DateTime<Utc> {
        (self.day.and_time(NaiveTime::MIN) + TimeDelta::hours(36)).and_utc()
    }
}

//! Why a request fits an alert.

use chrono::NaiveDate;

use super::Alert;
use crate::{
    money::Money,
    place::Place,
    request::{Area, Content, Kind, Words},
};

/// One of the two ends of a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Where something comes from.
    From,
    /// Where it goes.
    To,
}

/// A part of an alert, and how a request fits it.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// It is of this kind.
    Kind(Kind),
    /// It may come from anywhere.
    Anywhere,
    /// This end is in the country that was asked for.
    In(End, Place),
    /// This end is so many kilometres from the place that was asked for.
    Near(End, Place, u32),
    /// It is due on this day.
    Due(NaiveDate),
    /// So much is paid for it.
    Reward(Money),
    /// These words are in it.
    Words(Words),
}

impl Alert {
    /// Why a request that fits does: each part of the alert that it was held against.
    pub fn reasons(&self, content: &Content) -> Vec<Reason> {
        let (filter, need) = (self.filter(), &content.need);
        let mut reasons = Vec::new();
        reasons.extend(filter.kind.map(Reason::Kind));
        if let Some(area) = &filter.from {
            reasons
                .extend(need.from().map_or(Some(Reason::Anywhere), |there| within(End::From, area, there)));
        }
        if let (Some(area), Some(there)) = (&filter.to, need.to()) {
            reasons.extend(within(End::To, area, there));
        }
        reasons.extend(content.due.filter(|_| filter.due.is_some()).map(Reason::Due));
        reasons.extend(content.reward.filter(|_| filter.reward.is_some()).map(Reason::Reward));
        reasons.extend(filter.words.clone().map(Reason::Words));
        reasons
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 20,016 km, and rounded")]
fn within(end: End, area: &Area, there: &Place) -> Option<Reason> {
    match area {
        Area::Country(_) => Some(Reason::In(end, there.clone())),
        Area::Around { place, .. } => {
            let km = place.point.distance_km(there.point).round() as u32;
            Some(Reason::Near(end, place.clone(), km))
        }
    }
}

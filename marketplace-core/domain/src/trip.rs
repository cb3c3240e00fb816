//! Somebody's way from one place to another, with room for what others need.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    id::TripId,
    place::Place,
    request::{Content, Need, Radius, Window},
    text::Carries,
};

/// How many trips one person may have ahead of them.
pub const MOST_TRIPS: u32 = 10;

/// Why this is no trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTrip {
    /// It takes too long.
    #[error("a trip takes at most {} days", Trip::MOST_DAYS)]
    TooLong,
    /// It leads nowhere.
    #[error("a trip goes from one place to another")]
    Nowhere,
    /// There is no such room.
    #[error("there is room for 1 g to {} kg", Trip::MOST_GRAMS / 1000)]
    Room,
}

/// A trip as it is said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Plan", into = "Plan")]
pub struct Trip(Plan);

/// What is said of a trip, before anybody checked it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Where it begins.
    pub from: Place,
    /// Where it leads.
    pub to: Place,
    /// The day, or those on one of which they travel.
    pub days: Window,
    /// For how many grams there is room, if said.
    #[serde(default)]
    pub room: Option<u32>,
    /// What they would carry, if said.
    #[serde(default)]
    pub carries: Option<Carries>,
}

impl TryFrom<Plan> for Trip {
    type Error = InvalidTrip;
    fn try_from(plan: Plan) -> Result<Self, InvalidTrip> {
        Self::new(plan)
    }
}

impl From<Trip> for Plan {
    fn from(trip: Trip) -> Self {
        trip.0
    }
}

impl Trip {
    /// The most days from the first to the last: more is no trip.
    pub const MOST_DAYS: u64 = 60;
    /// The most that somebody carries: 100 kg.
    pub const MOST_GRAMS: u32 = 100_000;
    /// How far from either end something may be: an hour's drive.
    pub const DETOUR: Radius = Radius::DETOUR;

    /// A trip, if that is one.
    ///
    /// # Errors
    /// [`InvalidTrip`] says why it is none.
    pub fn new(plan: Plan) -> Result<Self, InvalidTrip> {
        let most = plan.days.first().checked_add_days(Days::new(Self::MOST_DAYS));
        if most.is_none_or(|most| plan.days.last() > most) {
            return Err(InvalidTrip::TooLong);
        }
        if plan.from.id == plan.to.id {
            return Err(InvalidTrip::Nowhere);
        }
        if plan.room.is_some_and(|grams| !(1..=Self::MOST_GRAMS).contains(&grams)) {
            return Err(InvalidTrip::Room);
        }
        Ok(Self(plan))
    }

    /// What is said of it.
    pub const fn plan(&self) -> &Plan {
        &self.0
    }

    /// When it is over: with its last day, where it leads. Never, where no calendar goes so far.
    pub fn ends(&self) -> DateTime<Utc> {
        day_after(self.0.days.last(), self.0.to.zone).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// Whether a request can be brought along, as plainly as it can be said: the database must agree
    /// with this.
    pub fn matches(&self, content: &Content) -> bool {
        let Plan { from, to, days, room, .. } = &self.0;
        let near =
            |one: &Place, other: &Place| one.point.distance_km(other.point) <= f64::from(Self::DETOUR.km());
        let on_the_way = match &content.need {
            Need::Buy { from: sold, to: wanted, .. } => {
                sold.as_ref().is_none_or(|sold| near(from, sold)) && near(to, wanted)
            }
            Need::Pickup { parcel, from: waits, to: wanted } => {
                let fits = parcel.grams.zip(*room).is_none_or(|(grams, room)| grams <= room);
                fits && near(from, waits) && near(to, wanted)
            }
            Need::Service { .. } => false,
        };
        on_the_way && content.due.is_none_or(|due| due >= days.first())
    }
}

fn day_after(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let midnight = day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
    let later = midnight + TimeDelta::hours(1);
    let found = |then| zone.from_local_datetime(&then).earliest();
    found(midnight).or_else(|| found(later)).map(|then| then.to_utc())
}

/// Where a trip stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Ahead or under way.
    Planned,
    /// Its last day has passed.
    Over,
    /// Taken back.
    Cancelled {
        /// When.
        at: DateTime<Utc>,
    },
}

/// A trip as its traveller sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Its id.
    pub id: TripId,
    /// What was said of it.
    pub trip: Trip,
    /// Where it stands.
    pub state: State,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Gazetteer;

    fn place(name: &str) -> Place {
        Gazetteer::embedded().find(name, None).first().unwrap().place()
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
    }

    fn days(first: u32, last: u32) -> Window {
        Window::new(day(first), day(last)).unwrap()
    }

    fn plan() -> Plan {
        Plan { from: place("Paris"), to: place("Tunis"), days: days(1, 3), room: Some(5000), carries: None }
    }

    #[test]
    fn a_trip_goes_forward_and_somewhere() {
        assert!(Trip::new(plan()).is_ok());
        assert!(Trip::new(Plan { days: days(1, 1), ..plan() }).is_ok(), "a day is enough");
        assert_eq!(Trip::new(Plan { to: place("Paris"), ..plan() }), Err(InvalidTrip::Nowhere));
        assert_eq!(Trip::new(Plan { room: Some(0), ..plan() }), Err(InvalidTrip::Room));
        let march = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        assert_eq!(
            Trip::new(Plan { days: Window::new(day(1), march).unwrap(), ..plan() }),
            Err(InvalidTrip::TooLong)
        );
    }

    #[test]
    fn it_is_over_with_its_last_day_where_it_leads() {
        assert_eq!(
            Trip::new(plan()).unwrap().ends(),
            "2026-12-03T23:00:00Z".parse::<DateTime<Utc>>().unwrap()
        );
    }
}

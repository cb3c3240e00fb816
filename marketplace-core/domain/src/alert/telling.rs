//! When a person is told of what fits.

use chrono::{DateTime, Days, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// Hours between which nobody can be quiet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("quiet hours go from one full hour to another one, 0 to 23")]
pub struct InvalidHours;

/// Hours of the day in which a person is not told of anything, where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u8, u8)", into = "(u8, u8)")]
pub struct QuietHours {
    from: u8,
    to: u8,
}

impl QuietHours {
    /// From the first full hour on, until the second one; over midnight where that is earlier.
    ///
    /// # Errors
    /// [`InvalidHours`] where one is no hour, or both are the same.
    pub const fn new(from: u8, to: u8) -> Result<Self, InvalidHours> {
        if from < 24 && to < 24 && from != to { Ok(Self { from, to }) } else { Err(InvalidHours) }
    }

    /// The first quiet hour.
    pub const fn from(self) -> u8 {
        self.from
    }

    /// The hour at which it ends.
    pub const fn to(self) -> u8 {
        self.to
    }

    fn hold(self, hour: u32) -> bool {
        let (from, to) = (u32::from(self.from), u32::from(self.to));
        if from < to { (from..to).contains(&hour) } else { hour >= from || hour < to }
    }
}

impl TryFrom<(u8, u8)> for QuietHours {
    type Error = InvalidHours;
    fn try_from((from, to): (u8, u8)) -> Result<Self, InvalidHours> {
        Self::new(from, to)
    }
}

impl From<QuietHours> for (u8, u8) {
    fn from(hours: QuietHours) -> Self {
        (hours.from, hours.to)
    }
}

/// When a person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Telling {
    /// Not in these hours.
    pub quiet: Option<QuietHours>,
    /// Once a day of everything together, rather than at once of each.
    pub daily: bool,
}

impl Telling {
    /// The hour at which everything of a day is told.
    pub const DAILY_HOUR: u8 = 9;

    /// When a person in that time zone is told of what comes now: at once, at the hour of the day at which
    /// everything is told, or when the quiet hours are over.
    pub fn when(self, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        let here = now.with_timezone(&zone);
        let quiet = |hour: u32| self.quiet.filter(|quiet| quiet.hold(hour));
        let hour = if self.daily {
            Some(quiet(u32::from(Self::DAILY_HOUR)).map_or(Self::DAILY_HOUR, QuietHours::to))
        } else {
            quiet(here.hour()).map(QuietHours::to)
        };
        hour.and_then(|hour| next(hour, here.naive_local(), zone)).unwrap_or(now)
    }
}

/// The next time that it is this hour there. An hour that a clock leaps over begins when it has leapt.
fn next(hour: u8, here: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    let time = NaiveTime::from_hms_opt(u32::from(hour), 0, 0)?;
    let today = here.date().and_time(time);
    let then = if today > here { today } else { here.date().checked_add_days(Days::new(1))?.and_time(time) };
    let found = |then: NaiveDateTime| zone.from_local_datetime(&then).earliest();
    found(then).or_else(|| found(then + TimeDelta::hours(1))).map(|then| then.to_utc())
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Africa::Tunis, Europe::Paris};
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn quiet(from: u8, to: u8, daily: bool) -> Telling {
        Telling { quiet: Some(QuietHours::new(from, to).unwrap()), daily }
    }

    #[test]
    fn hours_are_two_different_ones_of_the_day() {
        for (from, to) in [(24, 7), (22, 24), (7, 7)] {
            assert_eq!(QuietHours::new(from, to), Err(InvalidHours));
        }
        assert!(serde_json::from_str::<QuietHours>("[22,22]").is_err());
    }

    #[test]
    fn at_once_unless_it_is_quiet() {
        let noon = at("2026-11-24T11:00:00Z");
        assert_eq!(Telling::default().when(noon, Tunis), noon);
        assert_eq!(quiet(22, 7, false).when(noon, Tunis), noon);
    }

    #[test]
    fn what_comes_in_quiet_hours_waits_for_their_end_where_the_person_is() {
        // 22:30 in Tunis and Paris.
        let late = at("2026-11-24T21:30:00Z");
        let morning = at("2026-11-25T06:00:00Z");
        assert_eq!(quiet(22, 7, false).when(late, Tunis), morning);
        // 06:59, the same night.
        assert_eq!(quiet(22, 7, false).when(at("2026-11-25T05:59:59Z"), Paris), morning);
        // In Tokyo it is 06:30 in the morning.
        let tokyo = quiet(22, 7, false).when(late, chrono_tz::Asia::Tokyo);
        assert_eq!(tokyo, at("2026-11-24T22:00:00Z"));
    }

    #[test]
    fn everything_of_a_day_is_told_in_the_morning() {
        let daily = Telling { quiet: None, daily: true };
        assert_eq!(daily.when(at("2026-11-24T11:00:00Z"), Tunis), at("2026-11-25T08:00:00Z"));
        assert_eq!(daily.when(at("2026-11-24T07:59:00Z"), Tunis), at("2026-11-24T08:00:00Z"));
        // Somebody who sleeps until ten is told at ten.
        assert_eq!(quiet(2, 10, true).when(at("2026-11-24T11:00:00Z"), Tunis), at("2026-11-25T09:00:00Z"));
    }

    #[test]
    fn an_hour_that_does_not_exist_begins_when_the_clock_has_leapt() {
        // In Paris 02:00 to 03:00 is missing on 2026-03-29.
        let told = quiet(22, 2, false).when(at("2026-03-28T23:30:00Z"), Paris);
        assert_eq!(told, at("2026-03-29T01:00:00Z"));
    }

    proptest! {
        #[test]
        fn nobody_is_told_in_quiet_hours(
            from in 0u8..24, to in 0u8..24, daily: bool, seconds in 1_700_000_000i64..1_800_000_000,
        ) {
            prop_assume!(from != to);
            let now = DateTime::from_timestamp(seconds, 0).unwrap();
            let at = quiet(from, to, daily).when(now, Tunis);
            prop_assert!(at >= now && at - now <= TimeDelta::hours(25));
            prop_assert!(!QuietHours::new(from, to).unwrap().hold(at.with_timezone(&Tunis).hour()));
        }
    }
}

//! What a step may know beyond the person's state. All of it is data: nothing in here waits.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use marketplace_domain::{account::Language, place::Gazetteer};

/// What a step may know.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The language that the person chose; `None` until they did.
    pub chosen: Option<Language>,
    /// The language of their app, where the platform tells it.
    pub hint: Option<Language>,
    /// The time zone in which they mean a date.
    pub zone: Tz,
    /// The present moment.
    pub now: DateTime<Utc>,
    /// All places.
    pub places: &'a Gazetteer,
    /// The public web address, without a slash at its end, for links to requests.
    pub site: &'a str,
}

impl Context<'_> {
    /// The language to speak: the chosen one, else that of the app, else English.
    pub fn language(&self) -> Language {
        self.chosen.or(self.hint).unwrap_or(Language::En)
    }

    /// The day it is where the person is.
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive()
    }
}

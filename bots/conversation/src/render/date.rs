//! Days as people write them out: Sat 20 December 2026.

use chrono::{Datelike, NaiveDate};
use marketplace_domain::account::Language;

use super::bundle::{with_texts, word};

const WEEKDAYS: [&str; 7] =
    ["weekday-1", "weekday-2", "weekday-3", "weekday-4", "weekday-5", "weekday-6", "weekday-7"];

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
    "month-10", "month-11", "month-12",
];

pub(super) fn write(language: Language, day: NaiveDate) -> String {
    let name = |names: &[&str], index: u32| {
        let key = usize::try_from(index).ok().and_then(|index| names.get(index).copied());
        key.map_or_else(String::new, |key| word(language, key))
    };
    with_texts(
        language,
        "date",
        &[
            ("weekday", name(&WEEKDAYS, day.weekday().num_days_from_monday())),
            ("day", day_of_month(language, day.day())),
            ("month", name(&MONTHS, day.month0())),
            ("year", day.year().to_string()),
        ],
    )
}

/// French writes the first of a month as no other day.
fn day_of_month(language: Language, day: u32) -> String {
    if day == 1 { word(language, "day-first") } else { day.to_string() }
}

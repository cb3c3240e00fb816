mod lines;

use super::*;
use proptest::prelude::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A Thursday.
const TODAY: &str = "2026-10-15";

#[test]
fn weekdays_are_ahead_whatever_today_is() {
    for offset in 0..7 {
        let today = date(TODAY) + Days::new(offset);
        for (name, day) in [
            ("monday", Weekday::Mon),
            ("mardi", Weekday::Tue),
            ("الأربعاء", Weekday::Wed),
            ("khmis", Weekday::Thu),
            ("vendredi", Weekday::Fri),
            ("السبت", Weekday::Sat),
            ("a7ad", Weekday::Sun),
        ] {
            let read = read_date(name, today).unwrap();
            assert_eq!(read.weekday(), day);
            assert!((1..=7).contains(&(read - today).num_days()), "{name} on {today}");
        }
    }
}

#[test]
fn short_months_and_leap_years() {
    for (today, line, expected) in [
        ("2027-01-31", "in a month", "2027-02-28"),
        ("2027-02-01", "the 30th", "2027-03-30"),
        ("2027-01-31", "the 31st", "2027-01-31"),
        ("2028-02-10", "end of month", "2028-02-29"),
        ("2027-12-31", "tomorrow", "2028-01-01"),
        ("2027-03-01", "29/02", "2028-02-29"),
        ("2028-02-29", "29 février", "2028-02-29"),
        ("2027-03-01", "end of February", "2028-02-29"),
        ("2026-12-31", "1/1", "2027-01-01"),
        ("2026-10-18", "end of the week", "2026-10-18"),
    ] {
        assert_eq!(read_date(line, date(today)), Ok(date(expected)), "{line} on {today}");
    }
    // Nothing lies after the last day that the calendar has, and nothing overflows.
    for line in ["tomorrow", "in 3 months", "20/12", "end of month", "29/02", "friday", "the 3rd"] {
        assert!(read_date(line, NaiveDate::MAX).is_err(), "{line}");
    }
}

const MONTHS: [[&str; 12]; 4] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "جانفي",
        "فيفري",
        "مارس",
        "أفريل",
        "ماي",
        "جوان",
        "جويلية",
        "أوت",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    [
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    ],
];

#[test]
fn each_of_the_next_300_days_reads_back_from_every_writing() {
    for today in ["2026-10-15", "2027-12-31", "2028-02-28"].map(date) {
        for day in today.iter_days().take(300) {
            let mut lines = vec![day.to_string()];
            for pattern in ["%d/%m/%Y", "%-d/%-m/%y", "%d/%m", "%-d.%-m.%Y", "%d-%m-%Y"] {
                lines.push(day.format(pattern).to_string());
            }
            for months in MONTHS {
                let month = months[day.month0() as usize];
                lines.push(format!("{} {month}", day.day()));
                lines.push(format!("{} {month} {}", day.day(), day.year()));
                lines.push(format!("{month} {}", day.day()).to_uppercase());
            }
            for line in lines {
                assert_eq!(read_date(&line, today), Ok(day), "{line} on {today}");
            }
        }
    }
}

/// Lines made of the reader's own words and signs, which reach deeper than random text.
fn plausible_line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "in",
        "3",
        "days",
        "20/12",
        "20",
        "dec",
        "بعد",
        "غد",
        "-",
        "/",
        ".",
        ",",
        "le",
        "1er",
        "fin",
        "du",
        "mois",
        "9bal",
        "jem3a",
        "9999",
        "years",
        "2026-12-20",
        "29",
        "feb",
        "'",
        "٣",
        "this",
        "next",
        "an",
        "0",
        "",
    ]);
    prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_answered(line in any::<String>()) {
        let _ = read_date(&line, date(TODAY));
    }

    #[test]
    fn an_accepted_date_is_within_the_year(line in plausible_line(), offset in 0_u64..3000) {
        let today = date(TODAY) + Days::new(offset);
        if let Ok(read) = read_date(&line, today) {
            prop_assert!(read >= today && read <= today + Days::new(MAX_DAYS_AHEAD));
        }
    }

    #[test]
    fn an_unknown_word_is_never_dropped(day in 1_u32..28, month in 1_u32..12) {
        for line in [format!("{day}/{month} zzz"), format!("zzz {day}/{month}"), format!("{day} zzz {month}")] {
            prop_assert_eq!(read_date(&line, date(TODAY)), Err(DateProblem::NotUnderstood));
        }
    }
}

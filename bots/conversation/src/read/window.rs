//! The days from one to another in a line.

use chrono::NaiveDate;

use super::date::{DateProblem, read_date};

/// What stands between two days.
const BETWEEN: [&str; 17] = [
    " - ", "–", "—", "→", "←", "..", " to ", " until ", " till ", " and ", " au ", " à ", " et ", " الى ",
    " إلى ", " حتى ", "-",
];

/// What may stand before the first.
const BEFORE: [&str; 6] = ["from ", "between ", "du ", "de ", "entre ", "من "];

/// The days that a line says, from one to another; a single day is from today to that one. Whether the first
/// comes before the last is for the caller to see.
///
/// # Errors
/// [`DateProblem`], of the two days or of the single one.
pub fn read_window(line: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), DateProblem> {
    let line = line.trim().to_lowercase();
    let days = BEFORE.into_iter().find_map(|word| line.strip_prefix(word)).unwrap_or(&line);
    let mut problem = None;
    for (first, last) in BETWEEN.into_iter().flat_map(|sign| days.split_once(sign)) {
        match (read_date(first, today), read_date(last, today)) {
            (Ok(first), Ok(last)) => return Ok((first, last)),
            (Err(DateProblem::NotUnderstood), _) | (_, Err(DateProblem::NotUnderstood)) => {}
            (Err(wrong), _) | (_, Err(wrong)) => problem = problem.or(Some(wrong)),
        }
    }
    match read_date(&line, today) {
        Ok(last) => Ok((today, last)),
        Err(DateProblem::NotUnderstood) => Err(problem.unwrap_or(DateProblem::NotUnderstood)),
        Err(wrong) => Err(wrong),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn two_days_are_read_in_three_languages() {
        for line in [
            "10/12 - 20/12",
            "10/12-20/12",
            "from 10/12 to 20/12",
            "10 December – 20 December",
            "du 10 décembre au 20 décembre",
            "entre le 10/12 et le 20/12",
            "من 10/12 إلى 20/12",
            "2026-12-10 - 2026-12-20",
        ] {
            assert_eq!(read_window(line, day(11, 23)), Ok((day(12, 10), day(12, 20))), "{line}");
        }
    }

    #[test]
    fn a_single_day_is_the_last_one() {
        for line in ["20/12", "2026-12-20", "20 décembre"] {
            assert_eq!(read_window(line, day(11, 23)), Ok((day(11, 23), day(12, 20))), "{line}");
        }
    }

    #[test]
    fn what_is_no_window_says_why() {
        let today = day(11, 23);
        assert_eq!(read_window("20/12 - 10/12", today), Ok((day(12, 20), day(12, 10))));
        assert_eq!(read_window("31/2 - 10/3", today), Err(DateProblem::NoSuchDay));
        assert_eq!(read_window("soon - later", today), Err(DateProblem::NotUnderstood));
        assert_eq!(read_window("", today), Err(DateProblem::NotUnderstood));
    }

    proptest! {
        #[test]
        fn any_line_is_read_without_harm(line in "\\PC{0,60}") {
            let _ = read_window(&line, day(11, 23));
        }
    }
}

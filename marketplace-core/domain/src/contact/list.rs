//! Numbers in a row that are a list of things rather than the pieces of one number.

use super::number::{Gap, Part};

/// Whether the numbers of a run are a list of sizes, prices, years or counts.
pub(super) fn is_list(run: &[Part]) -> bool {
    let values: Vec<i64> = run.iter().filter_map(|part| part.digits.parse().ok()).collect();
    if values.len() != run.len() || run.iter().any(|part| part.digits.starts_with('0')) {
        return false;
    }
    if let [value] = values.as_slice() {
        return value % 100_000 == 0 || is_compact_date(*value);
    }
    let steps: Vec<i64> = values.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?)).collect();
    let even =
        values.len() >= 3 && steps.iter().all(|step| step == steps.first().unwrap_or(&0) && *step != 0);
    let apart = run.iter().skip(1).all(|part| part.gap >= Gap::Loose);
    let alike =
        run.iter().all(|part| run.first().is_some_and(|first| first.digits.len() == part.digits.len()));
    let sorted = steps.iter().all(|step| *step > 0) || steps.iter().all(|step| *step < 0);
    let years = values.iter().all(|value| (1900..2100).contains(value));
    let round = values.iter().skip(1).all(|value| *value == 0);
    even || years
        || round
        || are_counts(run)
        || (apart && alike && values.len() >= 3 && (sorted || are_offers(&values)))
}

/// Numbers that are as near to each other as what people haggle with.
fn are_offers(values: &[i64]) -> bool {
    let (least, most) =
        (values.iter().min().copied().unwrap_or(0), values.iter().max().copied().unwrap_or(0));
    least >= 10 && (most < 2 * least || values.iter().all(|value| value % 5 == 0))
}

/// How many of which size, again and again: "one 38, two 39".
fn are_counts(run: &[Part]) -> bool {
    run.len() >= 4
        && run.chunks(2).all(|pair| match pair {
            [count, size] => {
                count.spelled && count.digits.len() == 1 && !size.spelled && size.digits.len() >= 2
            }
            _ => false,
        })
}

/// A day as `20261220` or `20122026`.
fn is_compact_date(value: i64) -> bool {
    let date = |year: i64, month: i64, day: i64| {
        (2024..2032).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    date(value / 10_000, value / 100 % 100, value % 100)
        || date(value % 10_000, value / 10_000 % 100, value / 1_000_000)
}

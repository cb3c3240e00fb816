//! The weight that a line says: "2", "2,5 kg", "500 g", "٣ كغ".

use super::digits::fold_digits;

/// The heaviest parcel that is taken, in grams: more is freight, not luggage.
pub const MOST_GRAMS: u32 = 100_000;

/// Why a line is no weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightProblem {
    /// It is not one number with a unit of weight, or without one.
    NotUnderstood,
    /// It is nothing, or more than [`MOST_GRAMS`].
    OutOfRange,
}

/// Grams, 1 to [`MOST_GRAMS`]. A number without a unit means kilograms.
///
/// # Errors
/// [`WeightProblem`]; every word of the line must be understood.
pub fn read_weight(text: &str) -> Result<u32, WeightProblem> {
    let text = fold_digits(text).trim().to_lowercase();
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '٫'))).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end).ok_or(WeightProblem::NotUnderstood)?;
    let unit_grams = match unit.trim().trim_end_matches('.') {
        "" | "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramme" | "kilogrammes"
        | "k" | "كغ" | "كلغ" | "كجم" | "كيلو" | "كيلوغرام" => 1000,
        "g" | "gr" | "gram" | "grams" | "gramme" | "grammes" | "غ" | "غرام" | "جرام" => 1,
        _ => return Err(WeightProblem::NotUnderstood),
    };
    let grams = parse_thousandths(number).ok_or(WeightProblem::NotUnderstood)? * unit_grams / 1000;
    match u32::try_from(grams) {
        Ok(grams @ 1..=MOST_GRAMS) => Ok(grams),
        _ => Err(WeightProblem::OutOfRange),
    }
}

/// A decimal of at most nine whole digits, times a thousand; finer than that is dropped.
fn parse_thousandths(number: &str) -> Option<u64> {
    let mut parts = number.split(['.', ',', '٫']);
    let whole = parts.next()?;
    let decimals = parts.next().unwrap_or_default();
    if whole.is_empty() || whole.len() > 9 || parts.next().is_some() {
        return None;
    }
    let padded: String = decimals.chars().chain("000".chars()).take(3).collect();
    Some(whole.parse::<u64>().ok()? * 1000 + padded.parse::<u64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_as_people_write_them() {
        for (text, grams) in [
            ("2", 2000),
            ("2,5 kg", 2500),
            ("2.5kg", 2500),
            (" 500 g ", 500),
            ("٣ كغ", 3000),
            ("1 Kilo", 1000),
            ("0.25", 250),
            ("100", MOST_GRAMS),
        ] {
            assert_eq!(read_weight(text), Ok(grams), "{text}");
        }
    }

    #[test]
    fn what_is_no_weight() {
        for text in ["", "heavy", "kg", "2 stone", "1.2.3", "-2", "9999999999"] {
            assert_eq!(read_weight(text), Err(WeightProblem::NotUnderstood), "{text}");
        }
        for text in ["0", "0 g", "101", "999999999 kg"] {
            assert_eq!(read_weight(text), Err(WeightProblem::OutOfRange), "{text}");
        }
    }
}

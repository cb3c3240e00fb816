//! Money: a non-negative amount in one currency, counted in minor units.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The largest amount accepted, in minor units: ten million euros, or a million dinars.
///
/// Far above any reward or price in this market, and far enough below `i64::MAX` that sums
/// over every deal cannot overflow.
pub const MAX_MINOR: i64 = 1_000_000_000;

/// The currencies that people of this market pay in, by their ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Tunisian dinar.
    Tnd,
    /// Euro.
    Eur,
    /// Dollar of the United States.
    Usd,
    /// Pound sterling.
    Gbp,
    /// Swiss franc.
    Chf,
    /// Canadian dollar.
    Cad,
    /// Dirham of the United Arab Emirates.
    Aed,
    /// Saudi riyal.
    Sar,
    /// Qatari riyal.
    Qar,
    /// Algerian dinar.
    Dzd,
    /// Moroccan dirham.
    Mad,
    /// Libyan dinar.
    Lyd,
    /// Turkish lira.
    Try,
}

impl Currency {
    /// Every currency, the most used here first.
    pub const ALL: [Currency; 13] = [
        Currency::Tnd,
        Currency::Eur,
        Currency::Usd,
        Currency::Gbp,
        Currency::Chf,
        Currency::Cad,
        Currency::Aed,
        Currency::Sar,
        Currency::Qar,
        Currency::Dzd,
        Currency::Mad,
        Currency::Lyd,
        Currency::Try,
    ];

    /// The three-letter code of ISO 4217, in capitals.
    pub fn code(self) -> &'static str {
        match self {
            Currency::Tnd => "TND",
            Currency::Eur => "EUR",
            Currency::Usd => "USD",
            Currency::Gbp => "GBP",
            Currency::Chf => "CHF",
            Currency::Cad => "CAD",
            Currency::Aed => "AED",
            Currency::Sar => "SAR",
            Currency::Qar => "QAR",
            Currency::Dzd => "DZD",
            Currency::Mad => "MAD",
            Currency::Lyd => "LYD",
            Currency::Try => "TRY",
        }
    }

    /// The currency with this ISO 4217 code, in capitals or not.
    pub fn from_code(code: &str) -> Option<Currency> {
        Currency::ALL.into_iter().find(|currency| currency.code().eq_ignore_ascii_case(code))
    }

    /// The sign people write instead of the code, where one is in common use.
    pub fn symbol(self) -> Option<&'static str> {
        match self {
            Currency::Eur => Some("€"),
            Currency::Usd => Some("$"),
            Currency::Gbp => Some("£"),
            Currency::Cad => Some("CA$"),
            Currency::Try => Some("₺"),
            _ => None,
        }
    }

    /// How many decimals the minor unit has (ISO 4217): a dinar has 1000 millimes, a euro 100 cents.
    pub fn exponent(self) -> u32 {
        match self {
            Currency::Tnd | Currency::Lyd => 3,
            _ => 2,
        }
    }

    /// How many minor units make one major unit.
    fn minor_per_major(self) -> i64 {
        10_i64.pow(self.exponent())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why a number is not an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The amount is below zero.
    #[error("an amount of money cannot be negative")]
    Negative,
    /// The amount is above [`MAX_MINOR`].
    #[error("an amount of money is at most {MAX_MINOR} minor units")]
    TooLarge,
}

/// An amount between zero and [`MAX_MINOR`] in one currency.
///
/// As JSON: `{"minor":1500,"currency":"EUR"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawMoney")]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// The same fields before they are checked.
#[derive(Deserialize)]
struct RawMoney {
    minor: i64,
    currency: Currency,
}

impl TryFrom<RawMoney> for Money {
    type Error = MoneyError;

    fn try_from(raw: RawMoney) -> Result<Money, MoneyError> {
        Money::from_minor(raw.minor, raw.currency)
    }
}

/// An amount taken apart for a renderer, which adds separators and the currency's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoneyParts {
    /// Whole units of the currency.
    pub major: i64,
    /// What is left, in minor units; to be written with `exponent` digits.
    pub minor: i64,
    /// How many digits `minor` has.
    pub exponent: u32,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// An amount in minor units (cents, millimes).
    ///
    /// # Errors
    /// [`MoneyError::Negative`] below zero, [`MoneyError::TooLarge`] above [`MAX_MINOR`].
    pub fn from_minor(minor: i64, currency: Currency) -> Result<Money, MoneyError> {
        match minor {
            ..0 => Err(MoneyError::Negative),
            0..=MAX_MINOR => Ok(Money { minor, currency }),
            _ => Err(MoneyError::TooLarge),
        }
    }

    /// The amount in minor units (cents, millimes).
    pub fn minor(self) -> i64 {
        self.minor
    }

    /// The currency of the amount.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// The amount taken apart into whole units and the rest.
    pub fn parts(self) -> MoneyParts {
        let per_major = self.currency.minor_per_major();
        MoneyParts {
            major: self.minor / per_major,
            minor: self.minor % per_major,
            exponent: self.currency.exponent(),
            currency: self.currency,
        }
    }
}

/// Neutral writing for logs, exports and operators: `15 EUR`, `12.500 TND`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts();
        if parts.minor == 0 {
            return write!(f, "{} {}", parts.major, parts.currency);
        }
        let width = parts.currency.exponent() as usize;
        write!(f, "{}.{:0width$} {}", parts.major, parts.minor, parts.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(minor: i64, currency: Currency) -> Money {
        Money::from_minor(minor, currency).unwrap()
    }

    #[test]
    fn writes_whole_amounts_without_and_others_with_all_decimals() {
        for (minor, currency, expected) in [
            (1500, Currency::Eur, "15 EUR"),
            (1505, Currency::Eur, "15.05 EUR"),
            (12_500, Currency::Tnd, "12.500 TND"),
            (12_000, Currency::Tnd, "12 TND"),
            (7, Currency::Lyd, "0.007 LYD"),
            (0, Currency::Usd, "0 USD"),
            (MAX_MINOR, Currency::Tnd, "1000000 TND"),
        ] {
            assert_eq!(money(minor, currency).to_string(), expected);
        }
    }

    #[test]
    fn refuses_what_is_out_of_bounds() {
        assert_eq!(Money::from_minor(-1, Currency::Eur), Err(MoneyError::Negative));
        assert_eq!(Money::from_minor(i64::MIN, Currency::Eur), Err(MoneyError::Negative));
        assert_eq!(Money::from_minor(MAX_MINOR + 1, Currency::Eur), Err(MoneyError::TooLarge));
        assert_eq!(Money::from_minor(i64::MAX, Currency::Eur), Err(MoneyError::TooLarge));
    }

    #[test]
    fn json_is_minor_and_code_and_is_checked() {
        let json = serde_json::to_string(&money(1500, Currency::Eur)).unwrap();
        assert_eq!(json, r#"{"minor":1500,"currency":"EUR"}"#);
        assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money(1500, Currency::Eur));
        for bad in [
            r#"{"minor":-1,"currency":"EUR"}"#,
            r#"{"minor":1000000001,"currency":"EUR"}"#,
            r#"{"minor":1,"currency":"XXX"}"#,
            r#"{"minor":1.5,"currency":"EUR"}"#,
            r#"{"minor":1}"#,
        ] {
            assert!(serde_json::from_str::<Money>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn codes_read_back_and_match_json() {
        for currency in Currency::ALL {
            assert_eq!(Currency::from_code(currency.code()), Some(currency));
            assert_eq!(Currency::from_code(&currency.code().to_lowercase()), Some(currency));
            let json = serde_json::to_string(&currency).unwrap();
            assert_eq!(json, format!("\"{}\"", currency.code()));
        }
        assert_eq!(Currency::from_code("XXX"), None);
        assert_eq!(Currency::from_code(""), None);
    }

    #[test]
    fn no_two_currencies_share_a_symbol() {
        let symbols: Vec<_> = Currency::ALL.iter().filter_map(|c| c.symbol()).collect();
        let mut unique = symbols.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), symbols.len());
    }

    proptest! {
        #[test]
        fn parts_make_the_whole(minor in 0..=MAX_MINOR, index in 0..Currency::ALL.len()) {
            let parts = money(minor, Currency::ALL[index]).parts();
            let per_major = 10_i64.pow(parts.exponent);
            prop_assert!((0..per_major).contains(&parts.minor));
            prop_assert_eq!(parts.major * per_major + parts.minor, minor);
        }
    }
}

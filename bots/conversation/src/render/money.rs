//! Amounts as people write them: 15 €, 1 200 DT.

use marketplace_domain::{
    account::Language,
    money::{Currency, Money},
};

use super::bundle::{with_texts, word};

pub(super) fn write(language: Language, money: Money) -> String {
    let parts = money.parts();
    let mut amount = group(&parts.major.to_string(), &word(language, "money-thousands"));
    if parts.minor != 0 {
        let width = usize::try_from(parts.exponent).unwrap_or_default();
        amount.push_str(&word(language, "money-decimal"));
        amount.push_str(&format!("{:0width$}", parts.minor));
    }
    let currency = word(language, currency_key(parts.currency));
    with_texts(language, "money", &[("amount", amount), ("currency", currency)])
}

/// Digits in threes.
fn group(digits: &str, separator: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + 8);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push_str(separator);
        }
        grouped.push(digit);
    }
    grouped
}

const fn currency_key(currency: Currency) -> &'static str {
    match currency {
        Currency::Tnd => "currency-TND",
        Currency::Eur => "currency-EUR",
        Currency::Usd => "currency-USD",
        Currency::Gbp => "currency-GBP",
        Currency::Chf => "currency-CHF",
        Currency::Cad => "currency-CAD",
        Currency::Aed => "currency-AED",
        Currency::Sar => "currency-SAR",
        Currency::Qar => "currency-QAR",
        Currency::Dzd => "currency-DZD",
        Currency::Mad => "currency-MAD",
        Currency::Lyd => "currency-LYD",
        Currency::Try => "currency-TRY",
    }
}

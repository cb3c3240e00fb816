//! A number with the separators people use.

use marketplace_domain::money::{Currency, MAX_MINOR, Money, MoneyError};

use super::AmountProblem;

/// A number of zero or more that waits for its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// The number without its decimal point, at most [`MAX_MINOR`].
    units: i64,
    /// How many digits of `units` are decimals, at most [`MAX_DECIMALS`]; the last is not zero.
    decimals: u32,
}

/// No currency here has more decimals.
const MAX_DECIMALS: usize = 3;

impl Decimal {
    /// The number as an amount in this currency.
    ///
    /// # Errors
    /// [`AmountProblem::NotUnderstood`] if the currency has no coin that small,
    /// [`AmountProblem::Zero`] and [`AmountProblem::TooLarge`].
    pub fn in_currency(self, currency: Currency) -> Result<Money, AmountProblem> {
        if self.is_zero() {
            return Err(AmountProblem::Zero);
        }
        let missing = currency.exponent().checked_sub(self.decimals).ok_or(AmountProblem::NotUnderstood)?;
        Money::from_minor(self.units * 10_i64.pow(missing), currency).map_err(|error| match error {
            MoneyError::Negative => AmountProblem::Negative,
            MoneyError::TooLarge => AmountProblem::TooLarge,
        })
    }

    /// Whether the number is zero.
    pub fn is_zero(self) -> bool {
        self.units == 0
    }

    fn parse(whole: &str, decimals: &str) -> Result<Decimal, AmountProblem> {
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > MAX_DECIMALS {
            return Err(AmountProblem::NotUnderstood);
        }
        let digits = format!("{whole}{decimals}");
        // Only digits come in, so that a number which does not fit is a large one.
        let units: i64 = digits.parse().map_err(|_| AmountProblem::TooLarge)?;
        if units > MAX_MINOR {
            return Err(AmountProblem::TooLarge);
        }
        Ok(Decimal { units, decimals: decimals.len() as u32 })
    }
}

/// What a number can mean before its currency is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// One meaning.
    Clear(Decimal),
    /// One comma or point before exactly three digits.
    Ambiguous { thousands: Decimal, decimals: Decimal, is_comma: bool },
}

impl Reading {
    /// The meaning in a currency, by the rule of the module above.
    pub(super) fn in_currency(self, currency: Currency) -> Decimal {
        match self {
            Reading::Clear(decimal) => decimal,
            Reading::Ambiguous { decimals, is_comma: true, .. } if currency.exponent() == 3 => decimals,
            Reading::Ambiguous { thousands, .. } => thousands,
        }
    }

    /// Reads digits and separators; the text begins and ends with an ASCII digit.
    pub(super) fn of(text: &str) -> Result<Reading, AmountProblem> {
        let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
        let separators: Vec<Separator> = text
            .chars()
            .filter(|c| !c.is_ascii_digit())
            .map(Separator::of)
            .collect::<Option<_>>()
            .ok_or(AmountProblem::NotUnderstood)?;
        let (Some((last_group, whole_groups)), Some((last, others))) =
            (groups.split_last(), separators.split_last())
        else {
            return Decimal::parse(text, "").map(Reading::Clear);
        };
        let groups_thousands = is_grouped(&groups) && all_same(&separators) && last.may_group();
        let opens_decimals = last.may_open_decimals()
            && !last_group.is_empty()
            && !others.contains(last)
            && all_same(others)
            && (others.is_empty() || is_grouped(whole_groups) && others.iter().all(|s| s.may_group()));
        let thousands = || Decimal::parse(&groups.concat(), "");
        let decimals = || Decimal::parse(&whole_groups.concat(), last_group);
        match (groups_thousands, opens_decimals) {
            (true, true) => Ok(Reading::Ambiguous {
                thousands: thousands()?,
                decimals: decimals()?,
                is_comma: *last == Separator::Comma,
            }),
            (true, false) => thousands().map(Reading::Clear),
            (false, true) => decimals().map(Reading::Clear),
            (false, false) => Err(AmountProblem::NotUnderstood),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Comma,
    Point,
    Space,
    Apostrophe,
    ArabicDecimal,
    ArabicThousands,
}

impl Separator {
    fn of(c: char) -> Option<Separator> {
        match c {
            ',' => Some(Separator::Comma),
            '.' => Some(Separator::Point),
            ' ' => Some(Separator::Space),
            '\'' => Some(Separator::Apostrophe),
            '٫' => Some(Separator::ArabicDecimal),
            '٬' => Some(Separator::ArabicThousands),
            _ => None,
        }
    }

    fn may_group(self) -> bool {
        self != Separator::ArabicDecimal
    }

    fn may_open_decimals(self) -> bool {
        matches!(self, Separator::Comma | Separator::Point | Separator::ArabicDecimal)
    }
}

/// Whether groups of digits are thousands: one to three digits that do not begin with zero, then
/// three each.
fn is_grouped(groups: &[&str]) -> bool {
    let Some((first, rest)) = groups.split_first() else {
        return false;
    };
    (1..=3).contains(&first.len()) && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3)
}

fn all_same(separators: &[Separator]) -> bool {
    separators.windows(2).all(|pair| pair.first() == pair.last())
}

//! The date in a line, as people type it into a form.
//!
//! - Day before month in digits (20/12), as in France and Tunisia; ISO dates are read too.
//! - A date without a year is its next occurrence; today counts.
//! - A weekday is the next such day after today; "this Friday" may be today.
//! - The week ends on Sunday.

mod token;
mod words;

#[cfg(test)]
mod tests;

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};

use token::{Number, Token, Unit, tokens};

/// How far ahead a date may lie, in days.
pub const MAX_DAYS_AHEAD: u64 = 365;

/// Why a line is not a usable date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateProblem {
    /// The line is not one date.
    #[error("not a date")]
    NotUnderstood,
    /// The line says a day and a month, but the calendar has no such day.
    #[error("no such day")]
    NoSuchDay,
    /// The date lies before today.
    #[error("the date has passed")]
    Past(NaiveDate),
    /// The date lies more than [`MAX_DAYS_AHEAD`] days ahead.
    #[error("the date is too far ahead")]
    TooFar(NaiveDate),
}

/// The date that the line says, `today` being the person's own day in their time zone.
///
/// # Errors
/// [`DateProblem`]; every word of the line must be understood.
pub fn read_date(line: &str, today: NaiveDate) -> Result<NaiveDate, DateProblem> {
    let tokens = tokens(line).ok_or(DateProblem::NotUnderstood)?;
    let date = understand(&tokens, today)?;
    let last = today.checked_add_days(Days::new(MAX_DAYS_AHEAD)).unwrap_or(NaiveDate::MAX);
    if date < today {
        Err(DateProblem::Past(date))
    } else if date > last {
        Err(DateProblem::TooFar(date))
    } else {
        Ok(date)
    }
}

/// Whether a word can be part of a date at all: cheap, for whoever looks for one in a long text.
pub(super) fn is_part(word: &str) -> bool {
    let is_known = |word: &str| words::is_word(word) || word.starts_with(|c: char| c.is_ascii_digit());
    is_known(&word.replace('\'', "")) || word.contains('-') && word.split('-').all(is_known)
}

fn understand(tokens: &[Token], today: NaiveDate) -> Result<NaiveDate, DateProblem> {
    let (leads, rest) = cut(tokens).ok_or(DateProblem::NotUnderstood)?;
    relative_day(leads, &rest, today)
        .or_else(|| stretch(leads, &rest, today))
        .or_else(|| calendar_date(&rest, today))
        .ok_or_else(|| {
            let is_date = written(without_weekday(&rest).1).is_some();
            let exists = written_date(without_weekday(&rest).1, today).is_some();
            if is_date && !exists { DateProblem::NoSuchDay } else { DateProblem::NotUnderstood }
        })
}

/// What leads to the date, and the date without the words that add nothing to it.
fn cut(tokens: &[Token]) -> Option<(&[Token], Vec<Token>)> {
    let tokens = match tokens {
        [date @ .., Token::Latest] => date,
        _ => tokens,
    };
    let (leads, rest) = tokens.split_at_checked(tokens.iter().take_while(|t| is_lead(t)).count())?;
    if matches!(rest.last(), Some(Token::Article | Token::Of)) {
        return None;
    }
    let adds = |token: &Token| !matches!(token, Token::Article | Token::Of);
    Some((leads, rest.iter().copied().filter(adds).collect()))
}

/// What may stand before a date and adds nothing to it; "day" as in يوم الجمعة, nhar 20/12.
fn is_lead(token: &Token) -> bool {
    matches!(token, Token::By | Token::Latest | Token::Within | Token::Article | Token::Unit(Unit::Day))
}

/// Today, Friday, the 20th, the end of the month.
fn relative_day(leads: &[Token], rest: &[Token], today: NaiveDate) -> Option<NaiveDate> {
    let named_day = matches!(leads.last(), Some(Token::Article | Token::Unit(Unit::Day)));
    match *rest {
        [Token::FromToday(days)] => today.checked_add_signed(TimeDelta::try_days(days)?),
        [Token::Weekday(day)] | [Token::Next, Token::Weekday(day)] | [Token::Weekday(day), Token::Next] => {
            weekday_from(today.succ_opt()?, day)
        }
        [Token::This, Token::Weekday(day)] => weekday_from(today, day),
        [Token::Ordinal(day)] => next_day_of_month(day, today),
        [Token::Number(day)] if named_day => next_day_of_month(day.value, today),
        [Token::End, Token::Unit(unit)] | [Token::End, Token::This, Token::Unit(unit)] => end_of(unit, today),
        [Token::End, Token::Month(month)] => {
            let end = last_day_of_month(today.with_day(1)?.with_month(month)?)?;
            if end >= today { Some(end) } else { last_day_of_month(end.checked_add_months(Months::new(12))?) }
        }
        _ => None,
    }
}

/// In 3 days, بعد أسبوع. "Before 3 days" is refused: in Arabic it means three days ago.
fn stretch(leads: &[Token], rest: &[Token], today: NaiveDate) -> Option<NaiveDate> {
    let within = leads.last() == Some(&Token::Within);
    let (opened, length) = match rest {
        [Token::In | Token::After, length @ ..] => (true, length),
        _ => (within, rest),
    };
    if !opened && !leads.is_empty() {
        return None;
    }
    let (count, unit) = match *length {
        [Token::Number(number), Token::Unit(unit)] => (number.value, unit),
        [Token::Count(count), Token::Unit(unit)] => (count, unit),
        [Token::Span(count, unit)] => (count, unit),
        [Token::Unit(unit)] if opened => (1, unit),
        _ => return None,
    };
    match unit {
        Unit::Day => today.checked_add_days(Days::new(u64::from(count))),
        Unit::Week => today.checked_add_days(Days::new(u64::from(count) * 7)),
        Unit::Month => today.checked_add_months(Months::new(count)),
        Unit::Year => today.checked_add_months(Months::new(count * 12)),
    }
}

/// A day and a month, with or without a year and the name of the day, which must then fit.
fn calendar_date(rest: &[Token], today: NaiveDate) -> Option<NaiveDate> {
    let (weekday, date) = without_weekday(rest);
    written_date(date, today).filter(|date| weekday.is_none_or(|day| date.weekday() == day))
}

fn without_weekday(rest: &[Token]) -> (Option<Weekday>, &[Token]) {
    match rest {
        [Token::Weekday(day), date @ ..] => (Some(*day), date),
        _ => (None, rest),
    }
}

fn written_date(rest: &[Token], today: NaiveDate) -> Option<NaiveDate> {
    match written(rest)? {
        (day, month, Some(year)) => NaiveDate::from_ymd_opt(year, month, day),
        (day, month, None) => next_day_month(day, month, today),
    }
}

/// The day, the month and the year that are written, whether the calendar has them or not.
fn written(rest: &[Token]) -> Option<(u32, u32, Option<i32>)> {
    match *rest {
        [Token::DayMonthYear(day, month, year)] => Some((short(day)?, short(month)?, Some(full(year)?))),
        [Token::DayMonth(day, month)] => Some((short(day)?, short(month)?, None)),
        [day, Token::Month(month)] | [Token::Month(month), day] | [day, Token::Month(month), Token::Next] => {
            Some((day_number(day)?, month, None))
        }
        [day, Token::Month(month), Token::Number(year)] | [Token::Month(month), day, Token::Number(year)] => {
            Some((day_number(day)?, month, Some(full(year)?)))
        }
        _ => None,
    }
}

/// The value of a number that can be a day or a month: one or two digits.
fn short(number: Number) -> Option<u32> {
    (number.digits <= 2).then_some(number.value)
}

fn day_number(token: Token) -> Option<u32> {
    match token {
        Token::Number(number) => short(number),
        Token::Ordinal(day) => Some(day),
        _ => None,
    }
}

/// Years have four digits, or two for this century.
fn full(year: Number) -> Option<i32> {
    let year = match year.digits {
        4 => year.value,
        2 => 2000 + year.value,
        _ => return None,
    };
    i32::try_from(year).ok()
}

/// The next time this day comes round. Up to eight years lie between two 29ths of February.
fn next_day_month(day: u32, month: u32, today: NaiveDate) -> Option<NaiveDate> {
    (0..=8)
        .filter_map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, day))
        .find(|date| *date >= today)
}

/// The next 20th. A 30th or 31st skips the months that are too short: never two in a row.
fn next_day_of_month(day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let first = today.with_day(1)?;
    (0..=2)
        .filter_map(|months| first.checked_add_months(Months::new(months))?.with_day(day))
        .find(|date| *date >= today)
}

/// The first such weekday on or after a day.
fn weekday_from(start: NaiveDate, day: Weekday) -> Option<NaiveDate> {
    start.checked_add_days(Days::new(u64::from(day.days_since(start.weekday()))))
}

fn end_of(unit: Unit, today: NaiveDate) -> Option<NaiveDate> {
    match unit {
        Unit::Day => Some(today),
        Unit::Week => weekday_from(today, Weekday::Sun),
        Unit::Month => last_day_of_month(today),
        Unit::Year => NaiveDate::from_ymd_opt(today.year(), 12, 31),
    }
}

fn last_day_of_month(date: NaiveDate) -> Option<NaiveDate> {
    date.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

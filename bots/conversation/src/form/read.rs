//! Reads a line of text as the answer to a field.

use chrono::TimeDelta;
use marketplace_domain::{
    alert::QuietHours,
    contact,
    message::Rich,
    money::{Currency, Money},
    request::{InvalidItem, Kind, Link, Quantity, Radius, Window, Words},
    text::{Carries, Description, ItemName, MessageText, Note, TextProblem, Title},
};

use super::{Input, Problem, Value, choice, place::read_place};
use crate::{
    context::Context,
    read::{
        amount::{AmountProblem, read_amount},
        date::{DateProblem, MAX_DAYS_AHEAD, read_date},
        digits::fold_digits,
        weight::{MOST_GRAMS, WeightProblem, read_weight},
        window::read_window,
    },
    say::{Arg, s},
};

/// The currencies that are offered where somebody wrote a number alone.
const OFFERED: [Currency; 4] = [Currency::Eur, Currency::Tnd, Currency::Usd, Currency::Gbp];

/// The longest search window in days: no request is due later.
const MOST_DAYS: u16 = 365;

/// Reads a line as the answer to such a field.
pub(super) fn read(input: Input, line: &Rich, cx: &Context) -> Result<Value, Problem> {
    let text = line.text();
    match input {
        Input::Kind => Kind::ALL
            .into_iter()
            .find(|kind| kind.name().eq_ignore_ascii_case(text.trim()))
            .map(Value::Kind)
            .ok_or_else(|| Problem::new("error-tap-here")),
        Input::Title => {
            public(text).and_then(|text| Title::parse(text).map(Value::Title).map_err(wrong_text))
        }
        Input::Description => {
            public(text).and_then(|text| Description::parse(text).map(Value::Description).map_err(wrong_text))
        }
        Input::Name | Input::Items => {
            public(text).and_then(|text| ItemName::parse(text).map(Value::Name).map_err(wrong_text))
        }
        Input::Message => MessageText::parse(text).map(|_| Value::Message(line.clone())).map_err(wrong_text),
        Input::Place => not_empty(text).and_then(|text| read_place(text, cx)),
        Input::Due => not_empty(text).and_then(|text| read_due(text, cx)),
        Input::Money => not_empty(text).and_then(read_money),
        Input::Quantity => read_quantity(text),
        Input::Link => not_empty(text)
            .and_then(public)
            .and_then(|text| Link::parse(text).map(Value::Link).map_err(wrong_link)),
        Input::Weight => not_empty(text).and_then(read_grams),
        Input::Note => Note::parse(text).map(Value::Note).map_err(wrong_text),
        Input::Size | Input::YesNo | Input::Goods => Err(Problem::new("error-tap-here")),
        Input::Photos => Err(Problem::new("problem-photo-expected")),
        Input::Hours => read_hours(text),
        Input::Carries => {
            public(text).and_then(|text| Carries::parse(text).map(Value::Carries).map_err(wrong_text))
        }
        Input::Radius => read_radius(text),
        Input::Days => not_empty(text).and_then(|text| read_days(text, cx)),
        Input::Words => Words::parse(text).map(Value::Words).ok_or_else(|| Problem::new("problem-words")),
    }
}

/// The sentence for a text that cannot be taken.
pub(crate) fn wrong_text(problem: TextProblem) -> Problem {
    match problem {
        TextProblem::Empty => Problem::new("problem-empty"),
        TextProblem::TooLong { length, most } => s("problem-too-long")
            .number("length", i64::try_from(length).unwrap_or(i64::MAX))
            .number("most", i64::try_from(most).unwrap_or(i64::MAX))
            .into(),
    }
}

/// What everybody can read has no contact details in it. Longer texts are refused anyway.
fn public(text: &str) -> Result<&str, Problem> {
    let start =
        text.char_indices().nth(Description::MOST).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    if contact::find(start, &[]).is_empty() { Ok(text) } else { Err(Problem::new("problem-contact")) }
}

fn not_empty(text: &str) -> Result<&str, Problem> {
    if text.trim().is_empty() { Err(Problem::new("problem-empty")) } else { Ok(text) }
}

fn read_due(text: &str, cx: &Context) -> Result<Value, Problem> {
    let today = cx.today();
    read_date(text, today).map(Value::Date).map_err(|problem| wrong_date(problem, cx))
}

fn wrong_date(problem: DateProblem, cx: &Context) -> Problem {
    let today = cx.today();
    match problem {
        DateProblem::NotUnderstood => {
            let example = today.checked_add_signed(TimeDelta::days(14)).unwrap_or(today);
            s("problem-date-unknown").with("example", Arg::Date(example))
        }
        DateProblem::NoSuchDay => s("problem-date-no-day"),
        DateProblem::Past(date) => {
            s("problem-date-past").with("date", Arg::Date(date)).with("today", Arg::Date(today))
        }
        DateProblem::TooFar(date) => s("problem-date-far")
            .with("date", Arg::Date(date))
            .number("days", i64::try_from(MAX_DAYS_AHEAD).unwrap_or(i64::MAX)),
    }
    .into()
}

fn read_money(text: &str) -> Result<Value, Problem> {
    read_amount(text, None).map(Value::Money).map_err(|problem| match problem {
        AmountProblem::NotUnderstood => Problem::new("problem-amount-unknown"),
        AmountProblem::Negative => Problem::new("problem-amount-negative"),
        AmountProblem::TooLarge => Problem::new("problem-amount-large"),
        AmountProblem::Zero => Problem::new("problem-amount-zero"),
        AmountProblem::NoCurrency(number) => {
            let offers: Vec<Money> = OFFERED.into_iter().filter_map(|c| number.in_currency(c).ok()).collect();
            if offers.is_empty() {
                return Problem::new("problem-amount-unknown");
            }
            let offers = offers
                .into_iter()
                .map(|money| (s("choice-money").with("money", Arg::Money(money)), choice::money_code(money)));
            Problem::new("problem-amount-currency").choices(offers.collect())
        }
    })
}

fn read_quantity(text: &str) -> Result<Value, Problem> {
    let count = fold_digits(text).trim().parse().ok().and_then(|count: u8| Quantity::try_from(count).ok());
    count.map(Value::Quantity).ok_or_else(wrong_quantity)
}

pub(super) fn wrong_quantity() -> Problem {
    s("problem-quantity").number("most", Quantity::MOST).into()
}

fn wrong_link(_: InvalidItem) -> Problem {
    Problem::new("problem-link")
}

fn read_grams(text: &str) -> Result<Value, Problem> {
    read_weight(text).map(Value::Grams).map_err(|problem| match problem {
        WeightProblem::NotUnderstood => Problem::new("problem-weight"),
        WeightProblem::OutOfRange => s("problem-weight-range").number("most", MOST_GRAMS / 1000).into(),
    })
}

fn read_radius(text: &str) -> Result<Value, Problem> {
    let number = leading_number(text).and_then(|km| Radius::try_from(km).ok());
    number.map(Value::Radius).ok_or_else(|| s("problem-radius").number("most", Radius::MOST).into())
}

/// So many days from now, or the days from one to another.
fn read_days(text: &str, cx: &Context) -> Result<Value, Problem> {
    let wrong = || s("problem-days").number("most", MOST_DAYS).into();
    if let Some(days) = only_number(text) {
        return if (1..=MOST_DAYS).contains(&days) { Ok(Value::Days(days)) } else { Err(wrong()) };
    }
    let (first, last) = match read_window(text, cx.today()) {
        Ok(days) => days,
        Err(DateProblem::NotUnderstood) => return Err(wrong()),
        Err(problem) => return Err(wrong_date(problem, cx)),
    };
    Window::new(first, last)
        .map(Value::Window)
        .map_err(|_| s("problem-window").with("first", Arg::Date(first)).with("last", Arg::Date(last)).into())
}

/// The number of a line that has no other: "30 days".
fn only_number(text: &str) -> Option<u16> {
    let text = fold_digits(text);
    let rest = text.trim().trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.contains(|c: char| c.is_ascii_digit() || c == '/') { None } else { leading_number(&text) }
}

/// Two hours of the day: "22-7", "22h à 7h", "from 22:00 to 7:00".
fn read_hours(text: &str) -> Result<Value, Problem> {
    let text = fold_digits(text).replace(":00", "");
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let hours: Vec<u8> = numbers.map(|hour| hour.parse().unwrap_or(u8::MAX)).collect();
    let hours = match hours.as_slice() {
        [from, to] => QuietHours::new(*from, if *to == 24 { 0 } else { *to }).ok(),
        _ => None,
    };
    hours.map(Value::Hours).ok_or_else(|| Problem::new("problem-hours"))
}

/// The number that a line begins with: "50 km", "30 days".
fn leading_number(text: &str) -> Option<u16> {
    let text = fold_digits(text);
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

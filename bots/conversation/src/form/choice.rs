//! The choices that a field offers, and what they carry. A choice is read like any other input:
//! it may be forged.

use chrono::{Days, Months, NaiveDate};
use marketplace_domain::{
    deal::Goods,
    money::{Currency, Money},
    request::{Kind, Quantity, Radius, Size},
};

use super::{Input, Problem, Value, read::wrong_quantity};
use crate::{
    context::Context,
    say::{Arg, Sentence, s},
};

/// Paris, Lyon, Marseille, Tunis, Sousse, Sfax, by their GeoNames ids: between these most things
/// of this market travel.
const PLACES: [u32; 6] = [2_988_507, 2_996_944, 2_995_469, 2_464_470, 2_464_915, 2_467_454];

const SIZES: [(Size, &str, &str); 3] = [
    (Size::Small, "small", "size-small"),
    (Size::Medium, "medium", "size-medium"),
    (Size::Large, "large", "size-large"),
];

/// Hours in which many people sleep.
const HOURS: [(u8, u8); 4] = [(21, 7), (22, 7), (22, 8), (23, 9)];

/// A sentence with two hours in it.
pub(crate) fn hours(sentence: Sentence, from: u8, to: u8) -> Sentence {
    sentence.number("from", from).number("to", to)
}

/// The choices of a field: label and code.
pub(super) fn choices(input: Input, cx: &Context) -> Vec<(Sentence, String)> {
    match input {
        Input::Kind => Kind::ALL.map(|kind| (s(kind_key(kind)), kind.name().to_owned())).into(),
        Input::Place => places(cx),
        Input::Due => dates(cx.today()),
        Input::Quantity => {
            (1..=5u8).map(|n| (s("choice-number").number("number", n), n.to_string())).collect()
        }
        Input::Size => SIZES.map(|(_, code, key)| (s(key), code.to_owned())).into(),
        Input::Weight => [1, 2, 5, 10, 20]
            .map(|kg: u32| (s("choice-kilos").number("kilos", kg), (kg * 1000).to_string()))
            .into(),
        Input::Goods => Goods::ALL.map(|goods| (s(goods_key(goods)), goods.name().to_owned())).into(),
        Input::YesNo => vec![(s("choice-yes"), "yes".to_owned()), (s("choice-no"), "no".to_owned())],
        Input::Radius => {
            [10, 25, 50, 100, 200].map(|km: u16| (s("choice-radius").number("km", km), km.to_string())).into()
        }
        Input::Days => {
            [7, 14, 30, 90].map(|days: u16| (s("choice-days").number("days", days), days.to_string())).into()
        }
        Input::Hours => {
            HOURS.map(|(from, to)| (hours(s("choice-hours"), from, to), format!("{from}-{to}"))).into()
        }
        Input::Title
        | Input::Description
        | Input::Name
        | Input::Message
        | Input::Money
        | Input::Link
        | Input::Photos
        | Input::Items
        | Input::Note
        | Input::Words
        | Input::Carries => Vec::new(),
    }
}

/// How many choices of a field stand in a row.
pub(super) const fn wide(input: Input) -> usize {
    match input {
        Input::Kind | Input::Size | Input::Goods => 1,
        Input::Quantity | Input::Weight | Input::Radius => 5,
        Input::YesNo | Input::Days | Input::Hours => 2,
        _ => 3,
    }
}

/// The sentence that names a kind.
pub(crate) const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Buy => "kind-buy",
        Kind::Pickup => "kind-pickup",
        Kind::Service => "kind-service",
    }
}

/// The sentence that says who pays for the goods, as a choice.
const fn goods_key(goods: Goods) -> &'static str {
    match goods {
        Goods::Included => "choice-goods-included",
        Goods::Apart => "choice-goods-apart",
    }
}

/// The sentence that names a size.
pub(super) const fn size_key(size: Size) -> &'static str {
    match size {
        Size::Small => "size-small",
        Size::Medium => "size-medium",
        Size::Large => "size-large",
    }
}

pub(super) fn place_code(id: u32) -> String {
    id.to_string()
}

pub(super) fn money_code(money: Money) -> String {
    format!("{}{}", money.minor(), money.currency().code())
}

fn places(cx: &Context) -> Vec<(Sentence, String)> {
    let entries = PLACES.into_iter().filter_map(|id| cx.places.by_id(id));
    entries
        .map(|entry| (s("choice-place").with("place", Arg::PlaceName(entry.place())), place_code(entry.id())))
        .collect()
}

fn dates(today: NaiveDate) -> Vec<(Sentence, String)> {
    let choice = |key, date: Option<NaiveDate>| date.map(|date| (s(key), date.to_string()));
    [
        choice("choice-one-week", today.checked_add_days(Days::new(7))),
        choice("choice-two-weeks", today.checked_add_days(Days::new(14))),
        choice("choice-one-month", today.checked_add_months(Months::new(1))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Reads a choice of such a field.
pub(super) fn choose(input: Input, code: &str, cx: &Context) -> Result<Value, Problem> {
    parse(input, code, cx).unwrap_or_else(|| Err(Problem::new("error-bad-button")))
}

/// `None` where the code is not one that the field gives out.
fn parse(input: Input, code: &str, cx: &Context) -> Option<Result<Value, Problem>> {
    let value = match input {
        Input::Kind => Value::Kind(Kind::from_name(code)?),
        Input::Place => Value::Place(cx.places.by_id(code.parse().ok()?)?.place()),
        // Past the bounds of what may be typed it is refused in the same words.
        Input::Due => return Some(super::read::read(input, &plain(code.parse::<NaiveDate>().ok()?), cx)),
        Input::Money => Value::Money(parse_money(code)?),
        Input::Quantity => {
            let count: u8 = code.parse().ok()?;
            return Some(Quantity::try_from(count).map(Value::Quantity).map_err(|_| wrong_quantity()));
        }
        Input::Size => Value::Size(SIZES.into_iter().find(|(_, name, _)| *name == code)?.0),
        Input::Weight => {
            let grams: u32 = code.parse().ok()?;
            Value::Grams((1..=crate::read::weight::MOST_GRAMS).contains(&grams).then_some(grams)?)
        }
        Input::Goods => Value::Goods(Goods::ALL.into_iter().find(|goods| goods.name() == code)?),
        Input::YesNo => Value::Flag(match code {
            "yes" => true,
            "no" => false,
            _ => return None,
        }),
        Input::Radius => Value::Radius(Radius::try_from(code.parse::<u16>().ok()?).ok()?),
        Input::Days | Input::Hours => return Some(super::read::read(input, &plain(code), cx)),
        Input::Title
        | Input::Description
        | Input::Name
        | Input::Message
        | Input::Link
        | Input::Photos
        | Input::Items
        | Input::Note
        | Input::Words
        | Input::Carries => return None,
    };
    Some(Ok(value))
}

fn plain(text: impl ToString) -> marketplace_domain::message::Rich {
    marketplace_domain::message::Rich::plain(text.to_string())
}

fn parse_money(code: &str) -> Option<Money> {
    let (minor, currency) = code.split_at_checked(code.len().checked_sub(3)?)?;
    let money = Money::from_minor(minor.parse().ok()?, Currency::from_code(currency)?).ok()?;
    (money.minor() > 0).then_some(money)
}

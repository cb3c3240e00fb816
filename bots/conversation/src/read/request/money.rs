//! The sums of money in a line, and what each is for.

use marketplace_domain::{
    money::{Currency, Money},
    request::Kind,
};

use super::{
    Said,
    route::Route,
    token::{Line, Role, Shape},
    words::{AT_MOST, MOST_BEHIND, Meaning, OR, PRICE, REWARD, REWARD_BEHIND},
};
use crate::read::amount::{AmountProblem, read_amount};

/// The most words that a currency has.
const LONGEST_CURRENCY: usize = 3;

/// How many words may stand between a sum and what it is for.
const REACH: usize = 3;

/// A sum that nothing is said of is what somebody pays for the way, unless it is more than that would be: then it
/// may be the price of the thing. In whole units.
const LARGE: i64 = 150;
const LARGE_IN_DINARS: i64 = 400;

/// The currencies in which a number alone may be meant.
const LIKELY: [Currency; 2] = [Currency::Tnd, Currency::Eur];

/// What a sum is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Reward,
    Ceiling,
    /// What the thing costs, which is neither.
    Price,
    /// Nothing is said of it.
    Bare,
}

#[derive(Debug)]
struct Sum {
    money: Money,
    part: Part,
    /// Whether "or" stands between it and the one before.
    or: bool,
    /// Whether its name of a currency is that of several.
    shared: bool,
}

/// All sums of a line.
#[derive(Debug, Default)]
pub(super) struct Sums {
    sums: Vec<Sum>,
    /// What is offered in a currency that is not said.
    unnamed: Vec<Money>,
}

impl Sums {
    /// Finds them; their tokens, and the words that say what they are for, are read.
    pub(super) fn find(line: &mut Line<'_>) -> Self {
        let mut all = Self::default();
        let mut last_end = None;
        let mut at = 0;
        while at < line.len() {
            skip_percent(line, at);
            let Some((words, money, shared)) = sum_at(line, at) else {
                all.take_unnamed(line, at);
                at += 1;
                continue;
            };
            line.mark(at, words, Role::Taken);
            let or = last_end.is_some_and(|end| line.means(end, OR).is_some_and(|words| end + words == at));
            let part = part(line, at, words);
            all.sums.push(Sum { money, part, or, shared });
            at += words;
            last_end = Some(at);
        }
        all
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sums.is_empty() && self.unnamed.is_empty()
    }

    /// "Reward 20": how much is said, but not of what.
    fn take_unnamed(&mut self, line: &mut Line<'_>, at: usize) {
        if !line.is_free(at) || line.meant_before(at, REWARD).is_none() {
            return;
        }
        let Err(AmountProblem::NoCurrency(number)) = read_amount(line.folded(at), None) else { return };
        let follows = line.is_free(at + 1) && line.role(at + 1) == Role::Free;
        if !follows && self.unnamed.is_empty() {
            self.unnamed =
                LIKELY.into_iter().filter_map(|currency| number.in_currency(currency).ok()).collect();
            line.mark(at, 1, Role::Taken);
        }
    }

    /// What is offered, and what the thing may cost.
    pub(super) fn judge(self, kind: Kind, route: &Route) -> (Said<Money>, Option<Money>) {
        let of = |part| self.sums.iter().filter(move |sum| sum.part == part);
        let ceiling = of(Part::Ceiling).next().map(|sum| sum.money);
        let told = |sum: &Sum| named(sum, route);
        let alternatives: Vec<Money> = self
            .sums
            .iter()
            .zip(self.sums.iter().skip(1))
            .filter(|(first, second)| second.or && first.part != Part::Ceiling)
            .flat_map(|(first, second)| [told(first), told(second)])
            .collect();
        if !alternatives.is_empty() {
            return (Said::one_of(alternatives), ceiling);
        }
        let rewards: Vec<Money> = of(Part::Reward).map(told).collect();
        if !rewards.is_empty() {
            return (Said::one_of(rewards), ceiling);
        }
        if !self.unnamed.is_empty() {
            return (Said::Unsure(self.unnamed), ceiling);
        }
        let bare: Vec<Money> = of(Part::Bare).map(told).collect();
        let reward = match Said::one_of(bare) {
            Said::Sure(money) if kind == Kind::Buy && is_large(money) => Said::Unsure(vec![money]),
            other => other,
        };
        (reward, ceiling)
    }
}

/// A share of something is no sum.
fn skip_percent(line: &mut Line<'_>, at: usize) {
    if line.folded(at + 1) == "%" && is_number(line.folded(at)) {
        mark_before(line, at, REWARD);
        line.mark(at, 2, Role::Taken);
    }
}

/// A rial and a dirham are those of the country that the thing comes from or goes to.
fn named(sum: &Sum, route: &Route) -> Money {
    if !sum.shared {
        return sum.money;
    }
    let there = |code: &str| route.countries().any(|country| country.to_string() == code);
    let currency = match sum.money.currency() {
        Currency::Sar if there("QA") && !there("SA") => Currency::Qar,
        Currency::Mad if there("AE") && !there("MA") => Currency::Aed,
        other => other,
    };
    Money::from_minor(sum.money.minor(), currency).unwrap_or(sum.money)
}

fn is_large(money: Money) -> bool {
    let most = if money.currency() == Currency::Tnd { LARGE_IN_DINARS } else { LARGE };
    money.parts().major >= most
}

/// The sum that begins at a token, and how many tokens it has.
fn sum_at(line: &Line<'_>, at: usize) -> Option<(usize, Money, bool)> {
    if !line.is_free(at) {
        return None;
    }
    let first = line.folded(at);
    if matches!(first, "€" | "$" | "£") && is_number(line.folded(at + 1)) {
        return read(&format!("{} {first}", line.folded(at + 1))).map(|(money, shared)| (2, money, shared));
    }
    if !is_number(first) {
        return None;
    }
    (1..=LONGEST_CURRENCY + 1).rev().find_map(|behind| {
        let words = behind + 1;
        if !(at..at + words).all(|at| line.is_free(at)) {
            return None;
        }
        let text = line.phrase(at, words)?;
        let text = text.strip_suffix(" e").map_or(text.clone(), |number| format!("{number} eur"));
        read(&text).map(|(money, shared)| (words, money, shared))
    })
}

/// The amount, and whether its currency is one of several of that name.
fn read(text: &str) -> Option<(Money, bool)> {
    // Three books are not three pounds.
    let is_book = text.ends_with(" livre") || text.ends_with(" livres");
    let money = read_amount(text, None).ok().filter(|_| !is_book)?;
    let word = text.split(' ').next_back().unwrap_or_default();
    let shared = [
        "rial",
        "rials",
        "riyal",
        "riyals",
        "ريال",
        "ريالات",
        "dh",
        "dhs",
        "dirham",
        "dirhams",
        "درهم",
        "دراهم",
    ];
    Some((money, shared.contains(&word)))
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '٫'))
}

/// What the words around a sum say that it is for. They are read.
fn part(line: &mut Line<'_>, at: usize, words: usize) -> Part {
    let behind = at + words;
    let followed = |line: &Line<'_>, what| {
        line.means(behind, what)
            .filter(|words| !is_number(line.folded(behind + words)) && line.role(behind) == Role::Free)
    };
    if let Some(words) = followed(line, MOST_BEHIND) {
        line.mark(behind, words, Role::Said);
        mark_before(line, at, PRICE.or(AT_MOST));
        return Part::Ceiling;
    }
    for (what, part) in [(AT_MOST, Part::Ceiling), (REWARD, Part::Reward)] {
        if mark_before(line, at, what) {
            mark_before(line, at, PRICE);
            return part;
        }
    }
    if let Some(words) = followed(line, REWARD_BEHIND) {
        line.mark(behind, words, Role::Said);
        return Part::Reward;
    }
    if mark_before(line, at, PRICE) { Part::Price } else { Part::Bare }
}

/// Marks the nearest words before the sum that can mean this; whether there are any.
fn mark_before(line: &mut Line<'_>, at: usize, what: Meaning) -> bool {
    let mut end = at;
    for _ in 0..=REACH {
        if let Some(words) = line.meant_before(end, what) {
            line.mark(end - words, words, Role::Said);
            return true;
        }
        let Some(before) = end.checked_sub(1) else { return false };
        let passes = match line.shape(before) {
            Some(Shape::Word) => line.role(before) != Role::Taken,
            Some(Shape::Colon) => true,
            _ => false,
        };
        if !passes {
            return false;
        }
        end = before;
    }
    false
}

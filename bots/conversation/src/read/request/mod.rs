//! Reads a request out of free text: what is wanted, from where, to where, until when, and what is offered
//! for it. In English, French, Arabic and Tunisian in Latin letters.
//!
//! Unlike the readers of answers, this one leaves over what it does not know. But it fills in nothing of which
//! it is not sure: what can be meant in two ways is [`Said::Unsure`], and is asked.
//!
//! One pass a field, from the fields that are known by their shape to those that are what is left: link, money,
//! day, kind, weight, places, things.

mod due;
mod items;
mod kind;
mod link;
mod money;
mod route;
mod token;
mod weight;
mod words;

use chrono::NaiveDate;
use marketplace_domain::{
    contact,
    money::Money,
    place::Place,
    request::{Item, Kind, Link, Size},
};

use self::{
    money::Sums,
    route::Route,
    token::{Line, Role},
};
use super::place::Around;

/// What a text says of one thing.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Said<T> {
    /// Nothing.
    #[default]
    Not,
    /// This.
    Sure(T),
    /// Something: perhaps one of these, the likeliest first. Nobody can be sure.
    Unsure(Vec<T>),
}

impl<T> Said<T> {
    /// What is said for sure.
    pub fn sure(&self) -> Option<&T> {
        match self {
            Self::Sure(value) => Some(value),
            Self::Not | Self::Unsure(_) => None,
        }
    }

    /// The same, but not sure.
    fn doubted(self) -> Self {
        match self {
            Self::Sure(value) => Self::Unsure(vec![value]),
            other => other,
        }
    }

    /// These at most: none is nothing, one is sure, more are not.
    fn one_of(values: Vec<T>) -> Self
    where
        T: PartialEq,
    {
        let mut different: Vec<T> = Vec::new();
        for value in values {
            if !different.contains(&value) {
                different.push(value);
            }
        }
        if different.len() > 1 {
            return Self::Unsure(different);
        }
        different.pop().map_or(Self::Not, Self::Sure)
    }
}

/// What a text says of a request.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    /// What kind it is; `None` where the text does not say that it is a request at all.
    pub kind: Option<Kind>,
    /// What is wanted, at most [`Item::MOST`]; not sure where the text has more words than this explains.
    pub items: Said<Vec<Wanted>>,
    /// Where it is sold.
    pub link: Option<Link>,
    /// Where it comes from.
    pub from: Said<Place>,
    /// Where it is brought to.
    pub to: Said<Place>,
    /// The last day; a day in the past is never sure.
    pub due: Said<NaiveDate>,
    /// What is offered for it.
    pub reward: Said<Money>,
    /// What it may cost at most.
    pub ceiling: Option<Money>,
    /// The weight of a parcel in grams.
    pub grams: Option<u32>,
    /// The size of a parcel.
    pub size: Option<Size>,
    /// Whether the text says more than all this.
    pub says_more: bool,
}

/// A thing that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// As it was written, without its article.
    pub name: String,
    /// How many; one where nothing is said.
    pub quantity: u8,
}

/// What the text says. `today` is the person's own day.
pub fn read_request(text: &str, today: NaiveDate, around: &Around<'_>) -> Request {
    let mut line = Line::of(text, &|word| !around.places.named(word, None).is_empty());
    let link = link::take(&mut line);
    hide_contacts(&mut line);
    let sums = Sums::find(&mut line);
    let due = due::take(&mut line, today);
    let mut routed = line.clone();
    let way = Route::take(&mut routed, around);
    let pays = link.is_none() && !sums.is_empty();
    let known = kind::of(&line, &routed, &way, pays);
    let kind = known.unwrap_or(Kind::Buy);
    if kind::is_talk(&line) && link.is_none() {
        return Request::default();
    }
    let is_request = link.is_some() || !sums.is_empty() || way.has_any() || kind::is_request(&line);
    let route = if kind == Kind::Service { Route::default() } else { way };
    let mut line = if kind == Kind::Service { line } else { routed };
    let (grams, size) = if kind == Kind::Pickup { weight::take(&mut line) } else { (None, None) };
    let items = items::take(&line, kind);
    if link.is_none() && items == Said::Not && !route.has_both() {
        return Request::default();
    }
    if !is_request {
        return Request { items: items.doubted(), ..Request::default() };
    }
    let (reward, ceiling) = sums.judge(kind, &route);
    let says_more = items::says_more(&line, kind);
    Request {
        kind: known,
        items,
        link,
        from: route.from,
        to: route.to,
        due,
        reward,
        ceiling,
        grams,
        size,
        says_more,
    }
}

/// A phone number is neither a model nor a sum.
fn hide_contacts(line: &mut Line<'_>) {
    for found in contact::find(line.text, &[]).into_iter().filter(|found| found.kind == contact::Kind::Phone)
    {
        for token in &mut line.tokens {
            if found.range.start < token.end && token.start < found.range.end {
                token.role = Role::Taken;
            }
        }
    }
}

/// The most things of one request.
const MOST_ITEMS: usize = Item::MOST;

//! Looking through the offers of everybody. Nobody is named in them.

use marketplace_domain::{
    deal::{Page, Public},
    trip::Trip,
};

use super::{menu, mine, trips::summary};
use crate::{
    call::Call,
    card::cut,
    form::{Answers, Form, Key, Shape, filled, filter_of, kind_key, show},
    notice::Notice,
    say::{Arg, Part, Sentence, s},
    state::{Flow, Pager, Pending},
    tap::{Act, Deed, Screen, Tap},
    turn::{Turn, button, go},
};

/// The longest piece of a title on a button, in characters.
const MOST_ON_BUTTON: usize = 20;

/// What offers are looked for by.
const KEYS: [Key; 5] = [Key::Kind, Key::From, Key::Radius, Key::To, Key::Reach];

/// Shows the newest that fit the search.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Offers(Pager::default());
    load(turn);
}

/// Asks the market for the page that the person is on.
pub(crate) fn load(turn: &mut Turn) {
    let Flow::Offers(pager) = &turn.state.flow else { return };
    let call = Call::Offers(filter_of(&turn.state.search, turn.cx), pager.start());
    turn.call(Pending::List, call);
}

/// Shows a page.
pub(crate) fn page(turn: &mut Turn, page: &Page<Public>, trips: &[Trip]) {
    let Flow::Offers(pager) = &mut turn.state.flow else { return menu::show(turn) };
    pager.set_next(page.next);
    let pager = pager.clone();
    let mut parts = vec![Part::heading("offers-heading"), Part::line("offers-what")];
    let looked_for: Vec<_> =
        KEYS.iter().filter_map(|key| Some((*key, turn.state.search.get(*key)?))).collect();
    for (key, value) in &looked_for {
        filled(*key, value, &mut parts);
    }
    let is_filtered = !looked_for.is_empty();
    if page.items.is_empty() && trips.is_empty() {
        parts.extend([Part::Gap, Part::line(if is_filtered { "offers-no-match" } else { "offers-nothing" })]);
    }
    let mut buttons = Vec::new();
    for (number, offer) in (1i64..).zip(&page.items) {
        let title = offer.title.as_str();
        parts.extend([
            Part::Gap,
            Part::Heading(s("list-title").number("number", number).text("title", title)),
        ]);
        parts.push(Part::Row(line(offer)));
        let label = s("list-open").number("number", number).text("title", &cut(title, MOST_ON_BUTTON));
        buttons.push(vec![button(label, &Tap::Request(Deed::Look, offer.request))]);
    }
    if !trips.is_empty() {
        parts.extend([Part::Gap, Part::heading("offers-trips")]);
        parts.extend(trips.iter().map(|trip| Part::Row(summary(trip))));
    }
    buttons.extend(mine::page_buttons(turn, &pager));
    let mut last = vec![turn.here("button-filters", Act::Filters)];
    if is_filtered {
        last.push(turn.here("button-clear-all", Act::Reset));
    }
    last.push(go(Screen::Menu));
    buttons.push(last);
    turn.live(parts, buttons);
}

/// What is offered, from where to where, and when.
fn line(offer: &Public) -> Vec<Sentence> {
    let place = |key, name, place: &Option<marketplace_domain::place::Place>| {
        place.as_ref().map(|place| s(key).with(name, Arg::Place(place.clone())))
    };
    let route = match (&offer.from, &offer.to) {
        (Some(from), Some(to)) => {
            Some(s("list-route").with("from", Arg::Place(from.clone())).with("to", Arg::Place(to.clone())))
        }
        (None, to) => place("list-meetup", "place", to),
        (Some(_), None) => None,
    };
    let price = s("deal-price").with("money", Arg::Money(offer.terms.price));
    let day = s("deal-day").with("date", Arg::Date(offer.terms.day));
    [Some(s(kind_key(offer.kind))), route, Some(price), Some(day)].into_iter().flatten().collect()
}

/// Looks for everything again.
pub(crate) fn reset(turn: &mut Turn) {
    turn.state.search = Answers::default();
    open(turn);
}

/// A button of the list.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let Flow::Offers(pager) = &mut turn.state.flow else { return menu::show(turn) };
    match act {
        Act::Next => pager.turn(),
        Act::Previous => pager.turn_back(),
        Act::Filters => {
            let answers = turn.state.search.clone();
            turn.state.flow = Flow::Form(Form::with(Shape::OfferSearch, answers));
            return show(turn, None);
        }
        Act::Reset => return reset(turn),
        _ => return super::again(turn, Notice::OldButton),
    }
    load(turn);
}

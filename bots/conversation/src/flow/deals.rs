//! Looking through one's deals, and through what is offered for one's request.

use marketplace_domain::{
    deal::{Page, View},
    id::RequestId,
};

use super::{menu, mine};
use crate::{
    call::Call,
    dealt::{standing, trust},
    notice::Notice,
    say::{Arg, Button, Part, s},
    state::{Flow, Pager, Pending},
    tap::{Act, Deal, Deed, Screen, Tap},
    turn::{Turn, button, deed, go},
};

/// Shows those that changed last.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Deals(Pager::default());
    load(turn);
}

/// Shows what is offered for a request of one's own, side by side.
pub(crate) fn bids(turn: &mut Turn, request: RequestId) {
    turn.state.flow = Flow::Bids(request, Pager::default());
    load(turn);
}

/// Asks the market for the page that the person is on.
pub(crate) fn load(turn: &mut Turn) {
    let call = match &turn.state.flow {
        Flow::Deals(pager) => Call::Deals(pager.start()),
        Flow::Bids(request, pager) => Call::Bids(*request, pager.start()),
        _ => return,
    };
    turn.call(Pending::List, call);
}

/// Shows a page.
pub(crate) fn page(turn: &mut Turn, page: &Page<View>) {
    let request = match &turn.state.flow {
        Flow::Bids(request, _) => Some(*request),
        _ => None,
    };
    let (Flow::Deals(pager) | Flow::Bids(_, pager)) = &mut turn.state.flow else { return menu::show(turn) };
    pager.set_next(page.next);
    let pager = pager.clone();
    let (heading, nothing) = match request {
        Some(_) => ("bids-heading", "bids-nothing"),
        None => ("deals-heading", "deals-nothing"),
    };
    let mut parts = vec![Part::heading(heading)];
    // All are about one request: its title once says it.
    parts.extend(page.items.first().filter(|_| request.is_some()).map(title));
    if page.items.is_empty() {
        parts.push(Part::line(nothing));
    }
    let mut buttons = Vec::new();
    for (number, view) in (1i64..).zip(&page.items) {
        parts.push(Part::Gap);
        write(turn, number, view, request.is_some(), &mut parts);
        buttons.push(vec![open_button(number, view)]);
    }
    buttons.extend(mine::page_buttons(turn, &pager));
    buttons.push(match request {
        Some(id) => vec![deed("button-see-my-request", Deed::Look, id), go(Screen::Menu)],
        None => vec![go(Screen::Offers), go(Screen::Menu)],
    });
    turn.live(parts, buttons);
}

fn title(view: &View) -> Part {
    Part::Title(view.title.as_str().to_owned())
}

/// One of them: whom it is with, what is proposed, why one may trust them, and where it stands.
fn write(turn: &Turn, number: i64, view: &View, is_bid: bool, parts: &mut Vec<Part>) {
    let line = s("deals-line").number("number", number).with("alias", Arg::Alias(view.other));
    let terms = &view.deal.terms;
    parts.push(Part::Heading(line));
    if !is_bid {
        parts.push(title(view));
    }
    parts.push(Part::Row(vec![
        s("deal-price").with("money", Arg::Money(terms.price)),
        s("deal-day").with("date", Arg::Date(terms.day)),
    ]));
    if is_bid {
        parts.push(Part::Row(trust(view.trust)));
    }
    parts.extend(standing(&view.deal, view.side, turn.cx));
}

fn open_button(number: i64, view: &View) -> Button {
    let label = s("deals-open").number("number", number).with("alias", Arg::Alias(view.other));
    button(label, &Tap::Deal(Deal::Look, view.deal.id))
}

/// A button of the list.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let (Flow::Deals(pager) | Flow::Bids(_, pager)) = &mut turn.state.flow else { return menu::show(turn) };
    match act {
        Act::Next => pager.turn(),
        Act::Previous => pager.turn_back(),
        _ => return super::again(turn, Notice::OldButton),
    }
    load(turn);
}

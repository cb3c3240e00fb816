//! Looking through the requests that one saved.

use marketplace_domain::request::{Card, Page};

use super::{menu, mine};
use crate::{
    call::Call,
    card,
    notice::Notice,
    say::Part,
    state::{Flow, Pager, Pending},
    tap::{Act, Screen},
    turn::{Turn, go},
};

/// Shows the last ones.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Saved(Pager::default());
    load(turn);
}

/// Asks the market for the page that the person is on.
pub(crate) fn load(turn: &mut Turn) {
    let Flow::Saved(pager) = &turn.state.flow else { return };
    let call = Call::Saved(pager.start());
    turn.call(Pending::List, call);
}

/// Shows a page.
pub(crate) fn page(turn: &mut Turn, page: &Page<Card>) {
    let Flow::Saved(pager) = &mut turn.state.flow else { return };
    pager.set_next(page.next);
    let pager = pager.clone();
    let mut parts = vec![Part::heading("saved-heading")];
    if page.items.is_empty() {
        parts.push(Part::line("saved-nothing"));
    }
    let mut buttons = card::list(&page.items, turn.cx, &mut parts);
    buttons.extend(mine::page_buttons(turn, &pager));
    buttons.push(vec![go(Screen::Browse), go(Screen::Menu)]);
    turn.live(parts, buttons);
}

/// A button of the list.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let Flow::Saved(pager) = &mut turn.state.flow else { return menu::show(turn) };
    match act {
        Act::Next => pager.turn(),
        Act::Previous => pager.turn_back(),
        _ => return super::again(turn, Notice::OldButton),
    }
    load(turn);
}

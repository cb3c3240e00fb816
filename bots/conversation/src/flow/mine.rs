//! Looking through one's own requests.

use marketplace_domain::request::{Card, Page};

use super::menu;
use crate::{
    call::Call,
    card,
    notice::Notice,
    say::{Button, Part},
    state::{Flow, Pager, Pending},
    tap::{Act, Screen},
    turn::{Turn, go},
};

/// Shows the newest.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Mine(Pager::default());
    load(turn);
}

/// Asks the market for the page that the person is on.
pub(crate) fn load(turn: &mut Turn) {
    let Flow::Mine(pager) = &turn.state.flow else { return };
    let call = Call::Mine(pager.start());
    turn.call(Pending::List, call);
}

/// Shows a page.
pub(crate) fn page(turn: &mut Turn, page: &Page<Card>) {
    let Flow::Mine(pager) = &mut turn.state.flow else { return };
    pager.set_next(page.next);
    let pager = pager.clone();
    let mut parts = vec![Part::heading("mine-heading")];
    if page.items.is_empty() {
        parts.push(Part::line("mine-nothing"));
    }
    let mut buttons = card::list(&page.items, turn.cx, &mut parts);
    buttons.extend(page_buttons(turn, &pager));
    buttons.push(vec![go(Screen::Post), go(Screen::Menu)]);
    turn.live(parts, buttons);
}

/// The buttons that turn pages, where there are several.
pub(crate) fn page_buttons<T: Copy>(turn: &Turn, pager: &Pager<T>) -> Option<Vec<Button>> {
    let previous = pager.has_previous().then(|| turn.here("button-previous", Act::Previous));
    let next = pager.has_next().then(|| turn.here("button-next", Act::Next));
    let row: Vec<Button> = previous.into_iter().chain(next).collect();
    (!row.is_empty()).then_some(row)
}

/// A button of the list.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let Flow::Mine(pager) = &mut turn.state.flow else { return menu::show(turn) };
    match act {
        Act::Next => pager.turn(),
        Act::Previous => pager.turn_back(),
        _ => return super::again(turn, Notice::OldButton),
    }
    load(turn);
}

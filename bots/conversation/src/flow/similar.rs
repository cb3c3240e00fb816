//! Looking through requests that are like another one.

use marketplace_domain::{
    id::RequestId,
    request::{Card, Page},
};

use crate::{
    call::Call,
    card,
    say::Part,
    state::{Flow, Pending},
    tap::{Deed, Screen},
    turn::{Turn, deed, go},
};

/// Shows those that are like this one.
pub(crate) fn open(turn: &mut Turn, id: RequestId) {
    turn.state.leave();
    turn.state.flow = Flow::Similar(id);
    load(turn, id);
}

/// Asks the market for them.
pub(crate) fn load(turn: &mut Turn, id: RequestId) {
    turn.call(Pending::List, Call::Similar(id));
}

/// Shows them.
pub(crate) fn page(turn: &mut Turn, id: RequestId, page: &Page<Card>) {
    let mut parts = vec![Part::heading("similar-heading")];
    if page.items.is_empty() {
        parts.push(Part::line("similar-nothing"));
    }
    let mut buttons = card::list(&page.items, turn.cx, &mut parts);
    buttons.push(vec![deed("button-back-to-request", Deed::Look, id)]);
    buttons.push(vec![go(Screen::Browse), go(Screen::Menu)]);
    turn.live(parts, buttons);
}

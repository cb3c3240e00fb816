//! Looking through those that one blocked.

use chrono::{DateTime, Utc};
use marketplace_domain::conversation::View;

use super::{menu, mine};
use crate::{
    call::Call,
    notice::Notice,
    say::{Arg, Part, s},
    state::{Flow, Pager, Pending},
    tap::{Act, Screen, Talk, Tap},
    turn::{Turn, button, go},
};

/// Shows those that were blocked last.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Blocked(Pager::default());
    load(turn);
}

/// Asks the market for the page that the person is on.
pub(crate) fn load(turn: &mut Turn) {
    let Flow::Blocked(pager) = &turn.state.flow else { return };
    let call = Call::Blocked(pager.start());
    turn.call(Pending::List, call);
}

/// Shows a page.
pub(crate) fn page(turn: &mut Turn, views: &[View], next: Option<DateTime<Utc>>) {
    let Flow::Blocked(pager) = &mut turn.state.flow else { return };
    pager.set_next(next);
    let pager = pager.clone();
    let mut parts = vec![Part::heading("blocked-heading")];
    if views.is_empty() {
        parts.push(Part::line("blocked-nobody"));
    }
    let mut buttons = Vec::new();
    for view in views {
        let line = s("chats-line").with("alias", Arg::Alias(view.other)).text("title", view.title.as_str());
        parts.push(Part::Line(line));
        let label = s("blocked-unblock").with("alias", Arg::Alias(view.other));
        buttons.push(vec![button(label, &Tap::Talk(Talk::Unblock, view.id))]);
    }
    buttons.extend(mine::page_buttons(turn, &pager));
    buttons.push(vec![go(Screen::Settings), go(Screen::Menu)]);
    turn.live(parts, buttons);
}

/// A button of the list.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let Flow::Blocked(pager) = &mut turn.state.flow else { return menu::show(turn) };
    match act {
        Act::Next => pager.turn(),
        Act::Previous => pager.turn_back(),
        _ => return super::again(turn, Notice::OldButton),
    }
    load(turn);
}

//! Looking through one's conversations.

use chrono::{DateTime, Utc};
use marketplace_domain::conversation::View;

use super::{menu, mine};
use crate::{
    call::Call,
    notice::Notice,
    say::{Arg, Part, Sentence, s},
    state::{Flow, Pager, Pending},
    tap::{Act, Screen, Talk, Tap},
    turn::{Turn, button, go, talk},
};

/// Shows those that were spoken in last.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Chats(Pager::default());
    load(turn);
}

/// Asks the market for the page that the person is on.
pub(crate) fn load(turn: &mut Turn) {
    let Flow::Chats(pager) = &turn.state.flow else { return };
    let call = Call::Chats(pager.start());
    turn.call(Pending::List, call);
}

/// Shows a page.
pub(crate) fn page(turn: &mut Turn, views: &[View], next: Option<DateTime<Utc>>) {
    let Flow::Chats(pager) = &mut turn.state.flow else { return };
    pager.set_next(next);
    let pager = pager.clone();
    let mut parts = vec![Part::heading("chats-heading")];
    if views.is_empty() {
        parts.push(Part::line("chats-nothing"));
    }
    let mut buttons = Vec::new();
    for view in views {
        parts.push(Part::Row(line(view, turn.state.talking == Some(view.id))));
        let label = s("chats-enter").with("alias", Arg::Alias(view.other));
        let options = talk("button-options", Talk::Options, view.id);
        buttons.push(vec![button(label, &Tap::Talk(Talk::Enter, view.id)), options]);
    }
    buttons.extend(mine::page_buttons(turn, &pager));
    buttons.push(vec![go(Screen::Browse), go(Screen::Menu)]);
    turn.live(parts, buttons);
}

/// Whom a conversation is with, about what, and what is new in it. What one talks in is in sight.
fn line(view: &View, in_sight: bool) -> Vec<Sentence> {
    let key = if view.open { "chats-line" } else { "chats-line-over" };
    let line = s(key).with("alias", Arg::Alias(view.other)).text("title", view.title.as_str());
    let new =
        (view.open && view.unread > 0 && !in_sight).then(|| s("chats-new").number("count", view.unread));
    let muted = (view.open && view.muted).then(|| s("chats-muted"));
    [Some(line), new, muted].into_iter().flatten().collect()
}

/// A button of the list.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let Flow::Chats(pager) = &mut turn.state.flow else { return menu::show(turn) };
    match act {
        Act::Next => pager.turn(),
        Act::Previous => pager.turn_back(),
        _ => return super::again(turn, Notice::OldButton),
    }
    load(turn);
}

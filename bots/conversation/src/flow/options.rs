//! What can be done with a conversation as a whole.

use marketplace_domain::conversation::{Side, View};

use super::contact;
use crate::{
    say::{Arg, Button, Part, s},
    state::Flow,
    tap::{Deal, Deed, Screen, Talk},
    turn::{Turn, deal, deed, go, talk},
};

/// Shows it, also where the person talks to somebody else: that stays as it is.
pub(crate) fn show(turn: &mut Turn, view: &View) {
    turn.state.flow = Flow::Options(view.id);
    let mut buttons = controls(view);
    if view.open {
        buttons.insert(0, vec![talk("button-conversation", Talk::Enter, view.id)]);
    }
    buttons.push(vec![go(Screen::Chats), go(Screen::Menu)]);
    turn.live(parts(view), buttons);
}

/// Whom it is with, about what, and how it stands.
pub(super) fn parts(view: &View) -> Vec<Part> {
    let heading = s("talk-heading").with("alias", Arg::Alias(view.other));
    let about = s("talk-about").text("title", view.title.as_str());
    let mut parts = vec![Part::Heading(heading), Part::Line(about)];
    if !view.open {
        parts.push(Part::line("talk-over"));
    }
    if view.blocked {
        parts.push(Part::line("talk-blocked"));
    } else if view.muted && view.open {
        parts.push(Part::line("talk-muted"));
    }
    parts.extend(contact::standing(view));
    parts
}

/// Everything that can be done with it now; each of these has its way back.
pub(super) fn controls(view: &View) -> Vec<Vec<Button>> {
    let button = |label, what| talk(label, what, view.id);
    let sound = match view.muted {
        true => button("button-unmute", Talk::Unmute),
        false => button("button-mute", Talk::Mute),
    };
    let block = match view.blocked {
        true => button("button-unblock", Talk::Unblock),
        false => button("button-block", Talk::Block),
    };
    let mut rows = vec![vec![deed("button-see-request", Deed::Look, view.request)]];
    rows.extend(agreement(view).map(|button| vec![button]));
    rows.extend(contact::button(view).map(|button| vec![button]));
    if view.open {
        rows.push(vec![button("button-unsend-last", Talk::Unsend)]);
        rows.push(vec![sound, button("button-leave", Talk::Leave)]);
    } else if view.left && !view.blocked {
        rows.push(vec![button("button-reopen-chat", Talk::Return)]);
    }
    rows.push(vec![block, button("button-report", Talk::Report)]);
    rows
}

/// The button that leads to what the two are agreeing on, or begins it.
fn agreement(view: &View) -> Option<Button> {
    match view.deal {
        Some(id) => Some(deal("button-deal", Deal::Look, id)),
        None if view.open && view.side == Side::Provider => {
            Some(deed("button-offer", Deed::Offer, view.request))
        }
        None => None,
    }
}

/// Asks before somebody is blocked: what waits on its way is taken back, and that cannot be undone.
pub(crate) fn ask_block(turn: &mut Turn, view: &View) {
    turn.state.flow = Flow::Options(view.id);
    let heading = s("block-heading").with("alias", Arg::Alias(view.other));
    let buttons = vec![
        vec![talk("button-shut", Talk::Shut, view.id)],
        vec![talk("button-back", Talk::Options, view.id), go(Screen::Menu)],
    ];
    turn.live(vec![Part::Heading(heading), Part::line("block-what"), Part::line("block-back")], buttons);
}

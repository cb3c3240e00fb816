//! The menu: where a person is when nothing is being asked.

use crate::{
    form::Shape,
    notice::Notice,
    say::{Button, Part, s},
    state::Flow,
    tap::{Act, Deed, Screen, Talk, Tap},
    turn::{Turn, button, deed, go, talk},
};

/// Shows the menu.
pub(crate) fn show(turn: &mut Turn) {
    show_saying(turn, vec![Part::heading("menu-heading")]);
}

/// Shows the menu to somebody who is new here.
pub(crate) fn welcome(turn: &mut Turn) {
    let lines = ["start-welcome-post", "start-welcome-browse", "start-welcome-private"].map(Part::line);
    let mut parts = vec![Part::heading("start-welcome"), Part::Gap];
    parts.extend(lines);
    parts.extend([Part::Gap, Part::heading("menu-heading")]);
    show_saying(turn, parts);
}

fn show_saying(turn: &mut Turn, mut parts: Vec<Part>) {
    turn.state.flow = Flow::Idle;
    let mut buttons = Vec::new();
    if turn.state.has_draft() {
        parts.push(Part::line("menu-draft"));
        buttons.push(vec![resume()]);
    }
    if let Some(id) = turn.state.talking {
        parts.push(Part::line("menu-talking"));
        buttons.push(vec![talk("button-conversation", Talk::Enter, id)]);
    }
    if !turn.state.held.is_empty() {
        parts.push(Part::line("menu-held"));
        buttons.push(vec![button(s("button-held"), &Tap::Held)]);
    }
    buttons.extend([
        vec![go(Screen::Post), go(Screen::Browse)],
        vec![go(Screen::Mine), go(Screen::Chats)],
        vec![go(Screen::Alerts), go(Screen::Trips)],
        vec![go(Screen::Offers), go(Screen::Deals)],
        vec![go(Screen::Settings), go(Screen::Help)],
    ]);
    turn.live(parts, buttons);
}

/// The button that goes on with what the person left, where there is something.
pub(crate) fn go_on(turn: &Turn) -> Option<Button> {
    let edited = turn.state.edit.as_ref().map(|form| &form.root().shape);
    match edited {
        _ if turn.state.has_draft() => Some(resume()),
        Some(Shape::Edit(id)) => Some(deed("button-continue", Deed::Edit, *id)),
        _ => None,
    }
}

/// The button that goes on with the kept draft.
fn resume() -> Button {
    button(s("button-continue"), &Tap::Continue)
}

/// Leaves whatever is going on. A draft is kept; changes to a published request are not.
pub(crate) fn cancel(turn: &mut Turn) {
    let form = match &turn.state.flow {
        Flow::Form(form) => Some(form.root().shape.clone()),
        _ => None,
    };
    match form {
        Some(Shape::Edit(_)) => {
            turn.state.flow = Flow::Idle;
            turn.state.edit = None;
            turn.notice = Some(s("cancel-edit"));
            show(turn);
        }
        Some(Shape::Post) => {
            turn.state.leave();
            cancel_post(turn);
        }
        Some(_) => stopped(turn),
        None if matches!(turn.state.flow, Flow::Report(..)) => stopped(turn),
        None if matches!(turn.state.flow, Flow::Stray(..)) => {
            turn.state.flow = Flow::Idle;
            turn.note(Notice::Kept);
            show(turn);
        }
        None if turn.state.has_draft() => {
            turn.state.flow = Flow::Idle;
            cancel_post(turn);
        }
        None => {
            turn.state.flow = Flow::Idle;
            turn.notice = Some(s("cancel-nothing"));
            show(turn);
        }
    }
}

fn stopped(turn: &mut Turn) {
    turn.state.flow = Flow::Idle;
    turn.notice = Some(s("cancel-done"));
    show(turn);
}

fn cancel_post(turn: &mut Turn) {
    if !turn.state.has_draft() {
        return stopped(turn);
    }
    let buttons = vec![
        vec![resume(), turn.here("button-discard", Act::Discard)],
        vec![go(Screen::Post), go(Screen::Browse)],
        vec![go(Screen::Mine), go(Screen::Chats)],
        vec![go(Screen::Offers), go(Screen::Deals)],
        vec![go(Screen::Settings), go(Screen::Help)],
    ];
    turn.live(vec![Part::line("cancel-draft"), Part::Gap, Part::heading("menu-heading")], buttons);
}

/// Drops the kept draft.
pub(crate) fn discard(turn: &mut Turn) {
    turn.state.draft = None;
    turn.notice = Some(s("menu-discarded"));
    show(turn);
}

/// A command that we do not have.
pub(crate) fn unknown_command(turn: &mut Turn) {
    turn.state.leave();
    turn.notice = Some(s("error-unknown-command"));
    show(turn);
}

/// A picture, a place on the map or a sticker that nothing asked for.
pub(crate) fn stray_thing(turn: &mut Turn, notice: Notice) {
    let sentence = match (notice, turn.state.talking) {
        (Notice::LocationHere, _) => s("menu-stray-location"),
        (Notice::Unsupported, Some(_)) => s("talk-does-not-cross"),
        _ => notice.sentence(),
    };
    turn.stay(vec![Part::Line(sentence)], vec![vec![go(Screen::Menu)]]);
}

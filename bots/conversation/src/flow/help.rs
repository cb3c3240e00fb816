//! What can be done here, and how.

use super::menu;
use crate::{
    say::Part,
    state::Flow,
    tap::Screen,
    turn::{Turn, go},
};

const LINES: [&str; 13] = [
    "help-post",
    "help-browse",
    "help-answer",
    "help-alerts",
    "help-trips",
    "help-offers",
    "help-deals",
    "help-profile",
    "help-chats",
    "help-mine",
    "help-saved",
    "help-cancel",
    "help-settings",
];

/// Shows the help.
pub(crate) fn show(turn: &mut Turn) {
    turn.state.flow = Flow::Help;
    let mut parts = vec![Part::heading("help-heading"), Part::line("help-what"), Part::Gap];
    parts.extend(LINES.map(Part::line));
    // GeoNames asks to be named where people see what comes from it.
    parts.extend([Part::Gap, Part::line("help-private"), Part::line("help-places")]);
    let mut buttons: Vec<_> = menu::go_on(turn).map(|button| vec![button]).into_iter().collect();
    buttons.push(vec![go(Screen::Post), go(Screen::Browse)]);
    buttons.push(vec![go(Screen::Settings), go(Screen::Menu)]);
    turn.live(parts, buttons);
}

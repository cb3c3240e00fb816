//! What can be done here, and how.

use crate::{
    say::Part,
    state::Flow,
    tap::Screen,
    turn::{Turn, go},
};

const LINES: [&str; 7] =
    ["help-post", "help-browse", "help-answer", "help-chats", "help-mine", "help-cancel", "help-settings"];

/// Shows the help.
pub(crate) fn show(turn: &mut Turn) {
    turn.state.flow = Flow::Help;
    let mut parts = vec![Part::heading("help-heading"), Part::line("help-what"), Part::Gap];
    parts.extend(LINES.map(Part::line));
    parts.extend([Part::Gap, Part::line("help-private")]);
    turn.live(
        parts,
        vec![vec![go(Screen::Post), go(Screen::Browse)], vec![go(Screen::Settings), go(Screen::Menu)]],
    );
}

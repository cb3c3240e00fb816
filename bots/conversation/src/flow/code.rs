//! The codes by which two people prove that they met: one's own, and the other's.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    deal::{Code, View},
    message::Rich,
};

use super::deal;
use crate::{
    call::Call,
    notice::Notice,
    read::digits::fold_digits,
    say::{Arg, Part, Say, Show, s},
    state::{Flow, Pending},
    tap::Deal,
    turn::{self, Turn},
};

/// Shows one's own code, in digits and as a picture.
pub(crate) fn show(turn: &mut Turn, view: &View, code: &Code) {
    let parts = vec![
        Part::Heading(s("code-yours").with("alias", Arg::Alias(view.other))),
        Part::Title(grouped(code)),
        Part::line("code-how"),
    ];
    let qr = Some(code.as_str().to_owned());
    let id = view.deal.id;
    let buttons =
        vec![vec![turn::deal("button-meet", Deal::Meet, id), turn::deal("button-deal-now", Deal::Look, id)]];
    turn.push_say(Say { show: Show::Stay, parts, buttons, photos: Vec::new(), qr, pin: None });
}

/// The digits in two halves, which are told more easily.
fn grouped(code: &Code) -> String {
    let (first, second) = code.as_str().split_at_checked(Code::DIGITS / 2).unwrap_or((code.as_str(), ""));
    format!("{first} {second}")
}

/// Asks for the other's code.
pub(crate) fn ask(turn: &mut Turn) {
    let Flow::Code(id) = turn.state.flow else { return };
    let parts = vec![Part::heading("code-ask"), Part::line("code-hint")];
    turn.live(parts, vec![vec![turn::deal("button-back", Deal::Look, id)]]);
}

/// A line while it is asked.
pub(crate) fn take(turn: &mut Turn, text: &Rich) {
    let Flow::Code(id) = turn.state.flow else { return };
    match Code::parse(&fold_digits(text.text())) {
        Ok(code) => turn.call(Pending::Meet(id), Call::Meet(id, code)),
        Err(_) => {
            turn.notice = Some(s("code-unread"));
            ask(turn);
        }
    }
}

/// It is the other's.
pub(crate) fn right(turn: &mut Turn, view: &View) {
    turn.note(if view.deal.state.is_done() { Notice::Completed } else { Notice::Met });
    deal::show(turn, view);
}

/// It is not, or nothing was looked at.
pub(crate) fn wrong(turn: &mut Turn, left: u16, until: Option<DateTime<Utc>>) {
    let minutes = until.map(|until| (until - turn.cx.now).num_minutes() + 1);
    turn.notice = Some(match minutes {
        Some(minutes) => s("code-paused").number("minutes", minutes),
        None => s("code-wrong").number("left", left),
    });
    ask(turn);
}

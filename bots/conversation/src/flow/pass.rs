//! A request that somebody was told of and is not interested in.

use marketplace_domain::id::RequestId;

use super::muted;
use crate::{
    call::Call,
    notice::Notice,
    say::{Part, s},
    state::{Flow, Pending},
    tap::{Act, Pass, Screen, Tap},
    turn::{Turn, button, go},
    watch::Watch,
};

/// Does something about it. What the person was in the middle of is kept.
pub(crate) fn act(turn: &mut Turn, what: Pass, id: RequestId) {
    turn.state.leave();
    let watch = match what {
        Pass::Over => {
            turn.state.flow = Flow::Passed(id);
            return ask(turn, id);
        }
        Pass::Mute => Watch::Mute(id),
        Pass::Unmute => Watch::Unmute(id),
    };
    turn.call(Pending::Pass(what, id), Call::Watch(watch));
}

/// Says that it is not told again, and offers to be told less.
pub(crate) fn ask(turn: &mut Turn, id: RequestId) {
    let parts = vec![Part::line("pass-done"), Part::Gap, Part::line("pass-less")];
    let buttons = vec![
        vec![button(s("button-mute-person"), &Tap::Pass(Pass::Mute, id))],
        vec![turn.here("button-mute-words", Act::Muted)],
        vec![go(Screen::Alerts), go(Screen::Menu)],
    ];
    turn.live(parts, buttons);
}

/// It is done.
pub(crate) fn done(turn: &mut Turn, what: Pass, id: RequestId) {
    match what {
        Pass::Over => {}
        Pass::Unmute => {
            turn.note(Notice::Unmuted);
            muted::open(turn);
        }
        Pass::Mute => {
            turn.state.flow = Flow::Idle;
            let undo = button(s("button-undo"), &Tap::Pass(Pass::Unmute, id));
            let buttons = vec![vec![undo], vec![go(Screen::Alerts), go(Screen::Menu)]];
            turn.live(vec![Part::line("pass-muted")], buttons);
        }
    }
}

//! Taking a line back, where a platform does not tell that people delete their messages: by `/unsend` as a
//! reply to the line, or by a button for the last one. The line is shown before it goes.

use marketplace_domain::{
    conversation::View,
    id::ConversationId,
    media::FileKind,
    refusal::Refusal,
    said::{Body, LineRef},
};

use crate::{
    call::{Call, Retraction},
    say::{Arg, Part, s},
    state::{Flow, Pending},
    tap::{Screen, Talk, Tap},
    thing,
    turn::{Turn, button, go, talk},
};

/// Which line is it? The one that `/unsend` replies to, else the last one where the person talks.
pub(crate) fn ask(turn: &mut Turn, line: Option<LineRef>) {
    match (line, turn.state.talking) {
        (Some(line), _) => {
            let call = Call::MyLine(line.conversation, Some(line.seq));
            turn.call(Pending::MyLine(line.conversation), call);
        }
        (None, Some(id)) => ask_last(turn, id),
        (None, None) => turn.stay(vec![Part::line("unsend-which")], vec![vec![go(Screen::Chats)]]),
    }
}

/// The last line of the person there.
pub(crate) fn ask_last(turn: &mut Turn, id: ConversationId) {
    turn.call(Pending::MyLine(id), Call::MyLine(id, None));
}

/// Shows it, and asks.
pub(crate) fn show(
    turn: &mut Turn,
    id: ConversationId,
    view: &View,
    line: Option<(i64, Body, Vec<FileKind>)>,
) {
    turn.state.leave();
    turn.state.flow = Flow::Options(id);
    let alias = Arg::Alias(view.other);
    let back = vec![talk("button-keep-line", Talk::Options, id), go(Screen::Menu)];
    let Some((seq, body, files)) = line else {
        let nothing = Part::Line(s("unsend-nothing").with("alias", alias));
        return turn.live(vec![nothing], vec![back]);
    };
    let mut parts = vec![Part::Heading(s("unsend-heading").with("alias", alias))];
    parts.extend(thing::labels(&files));
    parts.extend(thing::shown(&body, Clone::clone));
    parts.extend([Part::Gap, Part::line("unsend-how")]);
    turn.live(parts, vec![vec![button(s("button-unsend"), &Tap::TakeBack(id, seq))], back]);
}

/// Takes it back.
pub(crate) fn take_back(turn: &mut Turn, id: ConversationId, seq: i64) {
    turn.call(Pending::TakeBack(id), Call::TakeBack(id, vec![seq]));
}

/// What came of it so far.
pub(crate) fn done(turn: &mut Turn, view: &View, how: Retraction) {
    turn.state.leave();
    turn.state.flow = Flow::Options(view.id);
    let key = match how {
        Retraction::Unsent => "unsend-unsent",
        Retraction::OnItsWay => "unsend-on-its-way",
        Retraction::Already => "unsend-already",
    };
    let parts = vec![Part::Line(s(key).with("alias", Arg::Alias(view.other)))];
    let mut buttons = vec![vec![go(Screen::Chats), go(Screen::Menu)]];
    if view.open {
        buttons.insert(0, vec![talk("button-conversation", Talk::Enter, view.id)]);
    }
    turn.live(parts, buttons);
}

/// It is not possible.
pub(crate) fn refused(turn: &mut Turn, refusal: Refusal) {
    turn.state.flow = Flow::Idle;
    super::again(turn, refusal.into());
}

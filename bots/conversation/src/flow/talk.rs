//! Talking to the other side of a conversation.

use marketplace_domain::{
    conversation::View, id::ConversationId, message::Rich, refusal::Refusal, request::UNDO, text::MessageText,
};

use crate::{
    call::Call,
    form::wrong_text,
    notice::Notice,
    say::{Arg, Part, s},
    state::{Flow, Pending},
    tap::{Deed, Screen, Talk},
    turn::{Turn, deed, go, talk},
};

/// Enters or leaves a conversation, or returns to it.
pub(crate) fn act(turn: &mut Turn, what: Talk, id: ConversationId) {
    turn.state.leave();
    turn.state.flow = Flow::Idle;
    let call = match what {
        Talk::Enter => Call::Enter(id),
        Talk::Leave => Call::Leave(id),
        Talk::Return => Call::Return(id),
    };
    turn.call(Pending::Talk(what, id), call);
}

/// The market has answered: this is the conversation now.
pub(crate) fn done(turn: &mut Turn, what: Talk, view: &View) {
    turn.state.flow = Flow::Idle;
    match what {
        Talk::Leave => left(turn, view),
        Talk::Enter | Talk::Return if view.open => entered(turn, view),
        Talk::Enter | Talk::Return => over(turn, view),
    }
}

/// One's first line has opened the conversation.
pub(crate) fn answered(turn: &mut Turn, view: &View) {
    turn.notice = Some(s("talk-answer-sent"));
    entered(turn, view);
}

/// Whom one talks to, about what, and how to leave.
fn entered(turn: &mut Turn, view: &View) {
    turn.state.flow = Flow::Idle;
    turn.state.talking = Some(view.id);
    let parts = vec![heading(view), about(view), Part::line("talk-how")];
    let buttons = vec![
        vec![
            deed("button-see-request", Deed::Look, view.request),
            talk("button-leave", Talk::Leave, view.id),
        ],
        vec![go(Screen::Chats), go(Screen::Menu)],
    ];
    turn.live(parts, buttons);
}

fn left(turn: &mut Turn, view: &View) {
    forget(turn, view.id);
    let sentence = s("talk-left").with("alias", Arg::Alias(view.other)).number("seconds", UNDO.num_seconds());
    let buttons =
        vec![vec![talk("button-undo", Talk::Return, view.id)], vec![go(Screen::Chats), go(Screen::Menu)]];
    turn.live(vec![Part::Line(sentence)], buttons);
}

fn over(turn: &mut Turn, view: &View) {
    forget(turn, view.id);
    let buttons = vec![
        vec![deed("button-see-request", Deed::Look, view.request)],
        vec![go(Screen::Chats), go(Screen::Menu)],
    ];
    turn.live(vec![heading(view), about(view), Part::line("talk-over")], buttons);
}

fn heading(view: &View) -> Part {
    Part::Heading(s("talk-heading").with("alias", Arg::Alias(view.other)))
}

fn about(view: &View) -> Part {
    Part::Line(s("talk-about").text("title", view.title.as_str()))
}

/// The lines of this conversation are not waited for any more.
fn forget(turn: &mut Turn, id: ConversationId) {
    if turn.state.talking == Some(id) {
        turn.state.talking = None;
    }
}

/// Entering, leaving or returning was not possible.
pub(crate) fn refused(turn: &mut Turn, id: ConversationId, refusal: Refusal) {
    if refusal != Refusal::Broken {
        forget(turn, id);
    }
    super::again(turn, refusal.into());
}

/// A line for the other side. Nothing is said when it is on its way: a receipt for every line
/// would be noise.
pub(crate) fn line(turn: &mut Turn, id: ConversationId, text: Rich) {
    match MessageText::parse(text.text()) {
        Ok(_) => {
            turn.state.talking = Some(id);
            turn.call(Pending::Say(id), Call::Say(id, text));
        }
        Err(problem) => turn.stay(vec![Part::Line(wrong_text(problem).sentence)], Vec::new()),
    }
}

/// A line was not taken. The sender is told below it; what they were doing stays as it is.
pub(crate) fn line_refused(turn: &mut Turn, id: ConversationId, refusal: Refusal) {
    if matches!(refusal, Refusal::Ended | Refusal::Unknown) {
        forget(turn, id);
    }
    let reason = Arg::Sentence(Box::new(Notice::from(refusal).sentence()));
    let parts = vec![Part::Line(s("talk-not-sent").with("reason", reason))];
    turn.stay(parts, vec![vec![go(Screen::Chats), go(Screen::Menu)]]);
}

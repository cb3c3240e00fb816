//! Talking to the other side of a conversation.

use marketplace_domain::{
    conversation::View,
    id::ConversationId,
    place::Point,
    refusal::Refusal,
    said::{Said, Spot},
    text::{MessageText, TextProblem},
};

use super::{aim, contact, options, report, unsend};
use crate::{
    call::{Call, Control},
    context::Topic,
    form::wrong_text,
    notice::Notice,
    say::{Arg, Button, Part, s},
    state::{Flow, Pending},
    tap::{Pin, Screen, Talk, Tap},
    turn::{Turn, button, go, rows, talk},
};

/// Does something with a conversation. What the person was in the middle of is kept.
pub(crate) fn act(turn: &mut Turn, what: Talk, id: ConversationId) {
    if what == Talk::Unsend {
        return unsend::ask_last(turn, id);
    }
    turn.state.leave();
    turn.state.flow = match what {
        Talk::Enter | Talk::Leave | Talk::Return | Talk::Reveal | Talk::Unsend => Flow::Idle,
        _ => Flow::Options(id),
    };
    let call = match what {
        Talk::Enter => Call::Enter(id),
        Talk::Options | Talk::Block | Talk::Report | Talk::Unsend => Call::Look(id),
        Talk::Leave => Call::Control(Control::Leave, id),
        Talk::Return => Call::Control(Control::Return, id),
        Talk::Mute => Call::Control(Control::Mute, id),
        Talk::Unmute => Call::Control(Control::Unmute, id),
        Talk::Shut => Call::Control(Control::Block, id),
        Talk::Unblock => Call::Control(Control::Unblock, id),
        Talk::Reveal => Call::Control(Control::Reveal, id),
    };
    turn.call(Pending::Talk(what, id), call);
}

/// The market has answered: this is the conversation now, and these are others to switch to.
pub(crate) fn entered(turn: &mut Turn, what: Talk, view: &View, others: &[View]) {
    let here = Topic::Of(view.id);
    match what {
        Talk::Mute | Talk::Unmute if turn.state.talking != Some(view.id) && turn.cx.topic != here => {
            options::show(turn, view);
        }
        Talk::Mute | Talk::Unmute => show(turn, view, others),
        _ if !view.open => {
            forget(turn, view.id);
            options::show(turn, view);
        }
        // What is written here goes there anyway, and what is written outside stays what it was.
        _ if turn.cx.topic == here => show(turn, view, others),
        _ => {
            aim::point(turn, view.id);
            show(turn, view, others);
        }
    }
}

/// The market has answered: this is the conversation now.
pub(crate) fn done(turn: &mut Turn, what: Talk, view: &View) {
    match what {
        Talk::Leave => left(turn, view),
        Talk::Block => options::ask_block(turn, view),
        Talk::Report => report::open(turn, view),
        Talk::Unblock => {
            turn.note(Notice::Unblocked);
            options::show(turn, view);
        }
        _ => options::show(turn, view),
    }
}

/// One's first line has opened the conversation.
pub(crate) fn answered(turn: &mut Turn, view: &View, others: &[View]) {
    turn.notice = Some(s("talk-answer-sent"));
    aim::point(turn, view.id);
    show(turn, view, others);
}

/// Whom one talks to, about what, what can be done, and to whom else one can switch.
fn show(turn: &mut Turn, view: &View, others: &[View]) {
    turn.state.flow = Flow::Idle;
    let mut parts = options::parts(view);
    let is_here = matches!(turn.cx.topic, Topic::Main) || turn.cx.topic == Topic::Of(view.id);
    parts.push(Part::line(if is_here { "talk-how" } else { "talk-how-elsewhere" }));
    let mut buttons = options::controls(view);
    if !turn.state.held.is_empty() {
        parts.push(Part::line("menu-held"));
        buttons.insert(0, vec![button(s("button-held"), &Tap::Held)]);
    }
    // In a topic there is nobody to switch to: it is for one of them.
    if turn.cx.topic == Topic::Main {
        buttons.extend(rows(others.iter().map(switch).collect(), 2));
    }
    buttons.push(vec![go(Screen::Chats), go(Screen::Menu)]);
    if is_here { turn.pinned(parts, buttons) } else { turn.live(parts, buttons) }
}

/// The button that leads to another conversation.
fn switch(view: &View) -> Button {
    let key = if view.unread > 0 { "chats-enter-new" } else { "chats-enter" };
    let label = s(key).with("alias", Arg::Alias(view.other)).number("count", view.unread);
    button(label, &Tap::Talk(Talk::Enter, view.id))
}

fn left(turn: &mut Turn, view: &View) {
    forget(turn, view.id);
    turn.state.flow = Flow::Idle;
    let sentence = s("talk-left").with("alias", Arg::Alias(view.other));
    let buttons = vec![
        vec![talk("button-reopen-chat", Talk::Return, view.id)],
        vec![go(Screen::Chats), go(Screen::Menu)],
    ];
    turn.live(vec![Part::Line(sentence)], buttons);
}

/// The other side is blocked. Where a line was on its way at that moment, it is not denied.
pub(crate) fn blocked(turn: &mut Turn, view: &View, on_its_way: bool) {
    forget(turn, view.id);
    turn.state.flow = Flow::Idle;
    let done = if on_its_way { "talk-shut-after-one" } else { "talk-shut" };
    let parts = vec![Part::Line(s(done).with("alias", Arg::Alias(view.other))), Part::line("talk-shut-how")];
    let buttons = vec![
        vec![talk("button-unblock", Talk::Unblock, view.id), talk("button-report", Talk::Report, view.id)],
        vec![go(Screen::Chats), go(Screen::Menu)],
    ];
    turn.live(parts, buttons);
}

/// The lines of this conversation are not waited for any more.
fn forget(turn: &mut Turn, id: ConversationId) {
    if turn.state.talking == Some(id) {
        turn.state.talking = None;
        aim::blur(turn);
    }
}

/// It was not possible. A conversation that is still the person's own is shown as it is.
pub(crate) fn refused(turn: &mut Turn, what: Talk, id: ConversationId, refusal: Refusal) {
    if refusal != Refusal::Broken {
        forget(turn, id);
    }
    turn.state.flow = Flow::Idle;
    turn.note(refusal.into());
    match refusal {
        Refusal::Ended | Refusal::Blocked if what != Talk::Options => act(turn, Talk::Options, id),
        _ => super::show(turn),
    }
}

/// Something for the other side. Nothing is said when it is on its way: a receipt for every line
/// would be noise.
pub(crate) fn line(turn: &mut Turn, id: ConversationId, said: Said) {
    if say(turn, id, said) {
        aim::point(turn, id);
    }
}

/// A line that replies to one of the other side: it goes there, whoever else one talks to. Where that
/// was somebody else, the next line without an address is doubtful.
pub(crate) fn reply(turn: &mut Turn, id: ConversationId, said: Said) {
    let elsewhere = turn.state.talking.is_some_and(|talking| talking != id);
    if !say(turn, id, said) {
        return;
    }
    if elsewhere { aim::blur(turn) } else { aim::point(turn, id) }
}

/// A line went to this conversation from its own topic: where the person talks to somebody else outside of
/// topics, their next line there is doubtful.
pub(super) fn spoke_elsewhere(turn: &mut Turn, id: ConversationId) {
    if turn.state.talking.is_some_and(|talking| talking != id) {
        aim::blur(turn);
    }
}

/// Asks the market to take it, unless it cannot be said.
pub(super) fn say(turn: &mut Turn, id: ConversationId, said: Said) -> bool {
    let said = from_here(turn, said);
    match problem(&said) {
        None => turn.call(Pending::Say(id), Call::Say(id, said)),
        Some(problem) => {
            turn.stay(vec![Part::Line(wrong_text(problem).sentence)], Vec::new());
            return false;
        }
    }
    true
}

/// With the message that it came as.
pub(crate) fn from_here(turn: &Turn, said: Said) -> Said {
    Said { origin: said.origin.or_else(|| turn.cx.origin.cloned()), ..said }
}

/// Why it cannot be said: words must say something, unless they stand under a file.
pub(crate) fn problem(said: &Said) -> Option<TextProblem> {
    let problem = MessageText::parse(said.body.text()?.text()).err()?;
    (said.files.is_empty() || problem != TextProblem::Empty).then_some(problem)
}

/// A place for the other side: about where it is, until its sender says that it may be known exactly.
pub(crate) fn place(turn: &mut Turn, id: ConversationId, point: Point) {
    say_place(turn, id, point);
    aim::point(turn, id);
}

/// Asks the market to take it.
pub(super) fn say_place(turn: &mut Turn, id: ConversationId, point: Point) {
    turn.call(Pending::Place(id, Pin::of(point)), Call::Say(id, from_here(turn, Spot::around(point).into())));
}

/// It is on its way.
pub(crate) fn place_sent(turn: &mut Turn, id: ConversationId, pin: Pin) {
    let exact = button(s("button-exact-place"), &Tap::Exact(id, pin));
    turn.stay(vec![Part::line("talk-place-sent")], vec![vec![exact]]);
}

/// Its sender says so.
pub(crate) fn exact_place(turn: &mut Turn, id: ConversationId, pin: Pin) {
    match pin.point() {
        Some(point) => turn.call(Pending::Exact(id), Call::Say(id, Spot::exactly(point).into())),
        None => super::again(turn, Notice::BadButton),
    }
}

/// That is on its way as well.
pub(crate) fn exact_place_sent(turn: &mut Turn) {
    turn.stay(vec![Part::line("talk-exact-place-sent")], Vec::new());
}

/// A line was not taken. The sender is told below it; what they were doing stays as it is.
pub(crate) fn line_refused(turn: &mut Turn, id: ConversationId, refusal: Refusal) {
    if matches!(refusal, Refusal::Ended | Refusal::Unknown) {
        forget(turn, id);
    }
    if let Refusal::Held(kinds) = refusal {
        return contact::held(turn, id, kinds);
    }
    let reason = Arg::Sentence(Box::new(Notice::from(refusal).sentence()));
    let parts = vec![Part::Line(s("talk-not-sent").with("reason", reason))];
    turn.stay(parts, vec![vec![go(Screen::Chats), go(Screen::Menu)]]);
}

//! What is done in a topic of the chat. A topic names its conversation for certain: what is written there
//! goes to it without a question, whatever else is going on in the chat.

use marketplace_domain::{id::ConversationId, said::Said};

use super::{contact, talk};
use crate::{
    context::Topic,
    event::Event,
    notice::Notice,
    say::Part,
    state::Flow,
    tap::Screen,
    turn::{Turn, go},
};

/// Takes what belongs to the topic that it was done in, and gives back what it would be anywhere.
pub(crate) fn take(turn: &mut Turn, event: Event) -> Option<Event> {
    let belongs = is_something(&event) && !is_asked(turn);
    match (turn.cx.topic, event) {
        // A reply says whom it is for; in a topic it cannot be for anybody else.
        (Topic::Of(id), Event::Reply(_, said)) => line(turn, id, said),
        (Topic::Of(id), event) if belongs => say(turn, id, event),
        (Topic::Unknown, _) if belongs => unknown(turn),
        (_, event) => return Some(event),
    }
    None
}

/// Whether it is something for somebody, rather than a command or a button.
fn is_something(event: &Event) -> bool {
    match event {
        Event::Text(_)
        | Event::Files(_)
        | Event::LargeFile
        | Event::TooManyFiles
        | Event::Location(_)
        | Event::Contact
        | Event::Unsupported => true,
        Event::Reply(..)
        | Event::Edited(..)
        | Event::TakenBack(..)
        | Event::Unsend(_)
        | Event::Reacted(..)
        | Event::Command { .. }
        | Event::Tap(_)
        | Event::Returned
        | Event::Outcome(_) => false,
    }
}

/// Whether a card asks for words in this very topic, because the person pressed something here: then they
/// are the answer. One that stands elsewhere asks elsewhere.
fn is_asked(turn: &Turn) -> bool {
    let asks = matches!(
        turn.state.flow,
        Flow::Form(_)
            | Flow::Browse(_)
            | Flow::Report(..)
            | Flow::Code(_)
            | Flow::Rate(..)
            | Flow::Answer(_)
            | Flow::Resume(_)
            | Flow::Language(_)
    );
    asks && turn.state.topic == turn.cx.topic.conversation()
}

fn say(turn: &mut Turn, id: ConversationId, event: Event) {
    match event {
        Event::Text(text) => line(turn, id, text.into()),
        Event::Files(said) => line(turn, id, said),
        Event::Location(point) => {
            talk::say_place(turn, id, point);
            talk::spoke_elsewhere(turn, id);
        }
        Event::Contact => contact::offer(turn, id),
        Event::LargeFile => not_taken(turn, Part::Line(Notice::LargeFile.sentence())),
        _ => not_taken(turn, Part::line("talk-does-not-cross")),
    }
}

fn line(turn: &mut Turn, id: ConversationId, said: Said) {
    if talk::say(turn, id, said) {
        talk::spoke_elsewhere(turn, id);
    }
}

fn not_taken(turn: &mut Turn, why: Part) {
    turn.stay(vec![why], vec![vec![go(Screen::Menu)]]);
}

/// Nobody knows whom it is for, and so it goes nowhere.
fn unknown(turn: &mut Turn) {
    turn.stay(vec![Part::line("topic-unknown")], vec![vec![go(Screen::Chats), go(Screen::Menu)]]);
}

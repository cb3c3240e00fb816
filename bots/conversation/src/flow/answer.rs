//! Answering a request: one line, which opens a conversation.

use marketplace_domain::{id::RequestId, refusal::Refusal, request::Card};

use super::{card, talk};
use crate::{
    call::Call,
    form::{Form, Key, Shape, Value, show},
    notice::Notice,
    state::{Flow, Pending},
    tap::{Deed, Talk},
    turn::Turn,
};

/// Asks for the line, if this person can answer this request.
pub(crate) fn open(turn: &mut Turn, card: &Card) {
    if let Some(id) = card.conversation {
        return talk::act(turn, Talk::Enter, id);
    }
    if let Some(reason) = why_not(card) {
        turn.note(reason);
        return card::show(turn, card);
    }
    let title = card.content.title.clone();
    turn.state.flow = Flow::Form(Form::new(Shape::Answer(card.id, title, card.content.need.kind())));
    show(turn, None);
}

/// Why this person cannot answer it.
pub(super) fn why_not(card: &Card) -> Option<Notice> {
    if card.mine {
        Some(Notice::Own)
    } else if card.demo {
        Some(Notice::Demo)
    } else {
        (!card.state.is_on_market()).then_some(Notice::OffMarket)
    }
}

/// Sends the line.
pub(crate) fn send(turn: &mut Turn, id: RequestId, form: &Form) {
    turn.state.flow = Flow::Card(id, None);
    match form.answers.get(Key::Message) {
        Some(Value::Message(text)) => turn.call(Pending::Answer(id), Call::Answer(id, text.clone())),
        _ => card::load(turn, Deed::Look, id),
    }
}

/// It was not taken: the request as it is now says more.
pub(crate) fn refused(turn: &mut Turn, id: RequestId, refusal: Refusal) {
    match refusal {
        // They can write it again.
        Refusal::Held(_) | Refusal::Unchecked => {
            turn.note(refusal.into());
            card::load(turn, Deed::Answer, id);
        }
        _ => card::refused(turn, Deed::Answer, id, refusal),
    }
}

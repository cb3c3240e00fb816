//! Offering something for a request, and proposing other terms.

use marketplace_domain::{deal::View, refusal::Refusal, request::Card};

use super::{answer, card, deal, fill};
use crate::{
    call::Call,
    form::{Answers, At, Form, Key, Problem, Shape, Value, answers_of_terms, note_of, show, terms_of},
    notice::Notice,
    state::{Flow, Pending},
    tap::Deal,
    turn::Turn,
};

/// Asks for the offer, if this person can make one for this request. What the request says already is
/// taken from it.
pub(crate) fn open(turn: &mut Turn, card: &Card) {
    if let Some(id) = card.deal {
        return deal::act(turn, Deal::Look, id);
    }
    if let Some(reason) = answer::why_not(card) {
        turn.note(reason);
        return card::show(turn, card);
    }
    let content = &card.content;
    let place = content.need.to().cloned().map(Value::Place);
    let shape = Shape::Offer(card.id, content.title.clone(), content.need.kind());
    turn.state.flow = Flow::Form(Form::with(shape, Answers::default().with(Key::Meetup, place)));
    show(turn, None);
}

/// Lists what is proposed, to change it.
pub(crate) fn counter(turn: &mut Turn, view: &View) {
    if !view.deal.state.is_current() {
        turn.note(Notice::Moved);
        return deal::show(turn, view);
    }
    let shape = Shape::Counter(view.deal.id, view.title.clone(), view.deal.kind);
    let mut form = Form::with(shape, answers_of_terms(&view.deal.terms));
    form.at = At::Fields;
    turn.state.flow = Flow::Form(form);
    show(turn, None);
}

/// Sends it, if nothing is missing.
pub(crate) fn submit(turn: &mut Turn) {
    let Flow::Form(form) = &turn.state.flow else { return };
    if form.answers.date(Key::Handover).is_some_and(|day| day < turn.cx.today()) {
        return fill::ask(turn, Key::Handover, Problem::from(Notice::PastDue.sentence()));
    }
    if let Some(key) = form.missing() {
        return fill::ask(turn, key, Problem::new("problem-required"));
    }
    let Some(terms) = terms_of(&form.answers) else { return show(turn, None) };
    let note = note_of(&form.answers);
    match form.shape {
        Shape::Offer(id, ..) => turn.call(Pending::Offer(id), Call::Offer(id, terms, note)),
        Shape::Counter(id, ..) => turn.call(Pending::Counter(id), Call::Counter(id, terms, note)),
        _ => super::again(turn, Notice::OldButton),
    }
}

/// It is on its way.
pub(crate) fn made(turn: &mut Turn, view: &View) {
    let is_offer = view.deal.state.proposal().is_some_and(|proposal| proposal.round == 1);
    turn.note(if is_offer { Notice::Offered } else { Notice::Countered });
    deal::show(turn, view);
}

/// It was not taken: what can be mended is asked again, and otherwise the form is left.
pub(crate) fn refused(turn: &mut Turn, refusal: Refusal) {
    let Flow::Form(form) = &turn.state.flow else { return super::again(turn, refusal.into()) };
    let (offered, countered) = match form.shape {
        Shape::Offer(id, ..) => (Some(id), None),
        Shape::Counter(id, ..) => (None, Some(id)),
        _ => (None, None),
    };
    match (refusal, offered, countered) {
        (Refusal::PastDue, ..) => fill::ask(turn, Key::Handover, Problem::from(Notice::PastDue.sentence())),
        (Refusal::Held(_) | Refusal::Unchecked, ..) => {
            fill::ask(turn, Key::Note, Problem::from(Notice::from(refusal).sentence()));
        }
        (Refusal::Broken, ..) => super::again(turn, refusal.into()),
        (_, Some(id), _) => {
            turn.state.flow = Flow::Card(id, None);
            super::again(turn, refusal.into());
        }
        (_, _, Some(id)) => {
            turn.state.flow = Flow::Deal(id);
            super::again(turn, refusal.into());
        }
        _ => super::again(turn, refusal.into()),
    }
}

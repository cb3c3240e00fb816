//! One alert: kept from a search or written down, and what can be done with it.

use marketplace_domain::{
    alert::{Step, View},
    id::AlertId,
    refusal::Refusal,
};

use super::alerts;
use crate::{
    call::Call,
    form::{Form, Problem, Shape, alert_of, answers_of_alert, filled, show},
    notice::Notice,
    say::{Button, Part, s},
    state::{Flow, Pending},
    tap::{Act, OfAlert, Screen, Tap},
    turn::{Turn, button, go},
    watch::Watch,
};

/// The button that keeps what is looked for, where something is.
pub(crate) fn offer(turn: &Turn) -> Option<Vec<Button>> {
    (!turn.state.search.is_empty()).then(|| vec![turn.here("button-tell-me", Act::Alert)])
}

/// Keeps what the person looks for as an alert.
pub(crate) fn keep(turn: &mut Turn) {
    match alert_of(&turn.state.search, turn.cx) {
        Ok(alert) => turn.call(Pending::Kept, Call::Watch(Watch::Add(alert))),
        Err(_) => super::again(turn, Notice::TooBroad),
    }
}

/// Begins a new one.
pub(crate) fn begin(turn: &mut Turn) {
    turn.state.flow = Flow::Form(Form::new(Shape::Alert(None)));
    show(turn, None);
}

/// Keeps or changes the one that was written down.
pub(crate) fn submit(turn: &mut Turn, id: Option<AlertId>) {
    let Flow::Form(form) = &turn.state.flow else { return };
    match alert_of(&form.answers, turn.cx) {
        Ok(alert) => {
            let watch = match id {
                Some(id) => Watch::Save(id, alert),
                None => Watch::Add(alert),
            };
            turn.call(Pending::Kept, Call::Watch(watch));
        }
        Err(_) => show(turn, Some(Problem::from(Notice::TooBroad.sentence()))),
    }
}

/// It is kept.
pub(crate) fn kept(turn: &mut Turn, view: &View) {
    turn.notice = Some(s(if view.paused { "alert-kept-paused" } else { "alert-kept" }));
    card(turn, view);
}

/// It is not: whoever wrote it down sees it again, whoever looked for it their search.
pub(crate) fn not_kept(turn: &mut Turn, refusal: Refusal) {
    match &turn.state.flow {
        Flow::Form(_) if refusal != Refusal::Unknown => {
            show(turn, Some(Problem::from(Notice::from(refusal).sentence())));
        }
        Flow::Form(_) => back(turn, refusal),
        _ => super::again(turn, refusal.into()),
    }
}

/// Does something with one of their alerts. What the person was in the middle of is kept.
pub(crate) fn act(turn: &mut Turn, what: OfAlert, id: AlertId) {
    turn.state.leave();
    turn.state.flow = Flow::Alert(id);
    let watch = match what {
        OfAlert::Look | OfAlert::Edit => Watch::Look(id),
        OfAlert::Pause => Watch::Step(Step::Pause, id),
        OfAlert::Resume => Watch::Step(Step::Resume, id),
        OfAlert::Delete => Watch::Step(Step::Delete, id),
        OfAlert::Restore => Watch::Step(Step::Restore, id),
    };
    turn.call(Pending::Alert(what), Call::Watch(watch));
}

/// It is done: this is the alert now.
pub(crate) fn done(turn: &mut Turn, what: OfAlert, view: &View) {
    match what {
        OfAlert::Look => {}
        OfAlert::Edit => {
            let answers = answers_of_alert(&view.alert, turn.cx);
            turn.state.flow = Flow::Form(Form::with(Shape::Alert(Some(view.id)), answers));
            return show(turn, None);
        }
        OfAlert::Pause => turn.notice = Some(s("alert-paused-now")),
        OfAlert::Resume => turn.notice = Some(s("alert-resumed")),
        OfAlert::Restore => turn.notice = Some(s("alert-restored")),
        OfAlert::Delete => return deleted(turn, view),
    }
    card(turn, view);
}

fn card(turn: &mut Turn, view: &View) {
    turn.state.flow = Flow::Alert(view.id);
    let mut parts = vec![Part::heading("alert-heading")];
    for (key, value) in answers_of_alert(&view.alert, turn.cx).iter() {
        filled(*key, value, &mut parts);
    }
    parts.extend([Part::Gap, Part::line(if view.paused { "alert-is-paused" } else { "alert-is-on" })]);
    let of = |label, what| button(s(label), &Tap::Alert(what, view.id));
    let pause = match view.paused {
        true => of("button-resume-alert", OfAlert::Resume),
        false => of("button-pause-alert", OfAlert::Pause),
    };
    let buttons = vec![
        vec![of("button-edit", OfAlert::Edit), pause],
        vec![of("button-delete-alert", OfAlert::Delete)],
        vec![go(Screen::Alerts), go(Screen::Menu)],
    ];
    turn.live(parts, buttons);
}

fn deleted(turn: &mut Turn, view: &View) {
    turn.state.flow = Flow::Idle;
    let parts = vec![Part::line("alert-deleted"), Part::Row(alerts::summary(&view.alert, turn.cx))];
    let undo = button(s("button-undo"), &Tap::Alert(OfAlert::Restore, view.id));
    turn.live(parts, vec![vec![undo], vec![go(Screen::Alerts), go(Screen::Menu)]]);
}

/// It was not done.
pub(crate) fn refused(turn: &mut Turn, refusal: Refusal) {
    back(turn, refusal);
}

fn back(turn: &mut Turn, refusal: Refusal) {
    turn.note(refusal.into());
    alerts::open(turn);
}

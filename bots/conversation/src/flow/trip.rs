//! One trip: writing it down, the requests on its way, and what can be done with it.

use marketplace_domain::{
    id::TripId,
    refusal::Refusal,
    request::{Card, Page},
    trip::{State, View},
};

use super::{fill, menu, mine, trips};
use crate::{
    call::Call,
    card,
    form::{At, Form, Problem, Shape, answers_of_trip, filled, show, trip_of},
    notice::Notice,
    say::{Button, Part, s},
    state::{Flow, Pager, Pending},
    tap::{Act, OfTrip, Screen, Tap},
    turn::{Turn, button, go},
    watch::Watch,
};

/// Posts or changes the one that was written down.
pub(crate) fn submit(turn: &mut Turn, id: Option<TripId>) {
    let Flow::Form(form) = &turn.state.flow else { return };
    match trip_of(&form.answers, turn.cx) {
        Ok(trip) => {
            let watch = match id {
                Some(id) => Watch::Change(id, trip),
                None => Watch::Post(trip),
            };
            turn.call(Pending::SetOut, Call::Watch(watch));
        }
        Err((key, problem)) => fill::ask(turn, key, problem),
    }
}

/// It is posted or changed.
pub(crate) fn set_out(turn: &mut Turn, view: &View, page: &Page<Card>) {
    turn.notice = Some(s("trip-posted"));
    turn.state.flow = Flow::Trip(view.id, Pager::default());
    card(turn, view, page);
}

/// It is not: it is shown again as it was written down.
pub(crate) fn not_set_out(turn: &mut Turn, refusal: Refusal) {
    match &turn.state.flow {
        Flow::Form(_) if !matches!(refusal, Refusal::Unknown | Refusal::NotNow) => {
            show(turn, Some(Problem::from(Notice::from(refusal).sentence())));
        }
        _ => refused(turn, refusal),
    }
}

/// Does something with one of their trips. What the person was in the middle of is kept.
pub(crate) fn act(turn: &mut Turn, what: OfTrip, id: TripId) {
    turn.state.leave();
    turn.state.flow = Flow::Trip(id, Pager::default());
    let watch = match what {
        OfTrip::Look | OfTrip::Edit => Watch::Trip(id, None),
        OfTrip::Cancel => Watch::Cancel(id),
        OfTrip::Restore => Watch::Restore(id),
    };
    turn.call(Pending::Trip(what), Call::Watch(watch));
}

/// Asks the market for the page that the person is on.
pub(crate) fn load(turn: &mut Turn) {
    let Flow::Trip(id, pager) = &turn.state.flow else { return };
    let watch = Watch::Trip(*id, pager.start());
    turn.call(Pending::Trip(OfTrip::Look), Call::Watch(watch));
}

/// It is done: this is the trip now.
pub(crate) fn done(turn: &mut Turn, what: OfTrip, view: &View, page: &Page<Card>) {
    match what {
        OfTrip::Look => {}
        OfTrip::Edit if view.state != State::Planned => turn.note(Notice::NotNow),
        OfTrip::Edit => {
            let mut form = Form::with(Shape::Trip(Some(view.id)), answers_of_trip(&view.trip));
            form.at = At::Review;
            turn.state.flow = Flow::Form(form);
            return show(turn, None);
        }
        OfTrip::Cancel => turn.notice = Some(s("trip-cancelled-now")),
        OfTrip::Restore => turn.notice = Some(s("trip-restored")),
    }
    card(turn, view, page);
}

fn card(turn: &mut Turn, view: &View, page: &Page<Card>) {
    let Flow::Trip(_, pager) = &mut turn.state.flow else { return menu::show(turn) };
    pager.set_next(page.next);
    let pager = pager.clone();
    let mut parts = vec![Part::heading("trip-heading")];
    for (key, value) in answers_of_trip(&view.trip).iter() {
        filled(*key, value, &mut parts);
    }
    parts.extend(trips::standing(view).map(Part::Line));
    let mut buttons = Vec::new();
    if view.state == State::Planned {
        let key = if page.items.is_empty() { "trip-no-requests" } else { "trip-requests" };
        parts.extend([Part::Gap, Part::line(key)]);
        buttons = card::list(&page.items, turn.cx, &mut parts);
        buttons.extend(mine::page_buttons(turn, &pager));
    }
    buttons.extend(own_buttons(view));
    turn.live(parts, buttons);
}

fn own_buttons(view: &View) -> Vec<Vec<Button>> {
    let of = |label, what| button(s(label), &Tap::Trip(what, view.id));
    let mut buttons = match view.state {
        State::Planned => {
            vec![vec![of("button-edit", OfTrip::Edit), of("button-cancel-trip", OfTrip::Cancel)]]
        }
        State::Cancelled { .. } => vec![vec![of("button-undo", OfTrip::Restore)]],
        State::Over => Vec::new(),
    };
    buttons.push(vec![go(Screen::Trips), go(Screen::Menu)]);
    buttons
}

/// A button that turns the page.
pub(crate) fn turn_page(turn: &mut Turn, act: &Act) {
    let Flow::Trip(_, pager) = &mut turn.state.flow else { return menu::show(turn) };
    match act {
        Act::Next => pager.turn(),
        Act::Previous => pager.turn_back(),
        _ => return super::again(turn, Notice::OldButton),
    }
    load(turn);
}

/// It was not done.
pub(crate) fn refused(turn: &mut Turn, refusal: Refusal) {
    turn.note(refusal.into());
    trips::open(turn);
}

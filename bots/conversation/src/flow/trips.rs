//! Looking through one's trips.

use marketplace_domain::trip::{State, Trip, View};

use super::menu;
use crate::{
    call::Call,
    form::{Form, Shape, show},
    notice::Notice,
    say::{Arg, Part, Sentence, s},
    state::{Flow, Pending},
    tap::{Act, OfTrip, Screen, Tap},
    turn::{Turn, button, go},
    watch::Watch,
};

/// Shows them.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Trips;
    load(turn);
}

/// Asks the market for them.
pub(crate) fn load(turn: &mut Turn) {
    turn.call(Pending::Trips, Call::Watch(Watch::Trips));
}

/// Shows them: those ahead first.
pub(crate) fn list(turn: &mut Turn, views: &[View]) {
    if turn.state.flow != Flow::Trips {
        return menu::show(turn);
    }
    let mut parts = vec![Part::heading("trips-heading")];
    if views.is_empty() {
        parts.push(Part::line("trips-nothing"));
    }
    let mut buttons = Vec::new();
    for (number, view) in (1i64..).zip(views) {
        let mut line = summary(&view.trip);
        line.extend(standing(view));
        parts.extend([Part::Line(s("alerts-number").number("number", number)), Part::Row(line)]);
        let label = s("alerts-open").number("number", number);
        buttons.push(button(label, &Tap::Trip(OfTrip::Look, view.id)));
    }
    let mut buttons = crate::turn::rows(buttons, 6);
    buttons.push(vec![turn.here("button-new-trip", Act::New), go(Screen::Menu)]);
    turn.live(parts, buttons);
}

/// Where a trip goes and when, on one line.
pub(crate) fn summary(trip: &Trip) -> Vec<Sentence> {
    let plan = trip.plan();
    let route =
        s("list-route").with("from", Arg::Place(plan.from.clone())).with("to", Arg::Place(plan.to.clone()));
    let (first, last) = (Arg::Date(plan.days.first()), Arg::Date(plan.days.last()));
    let days = if first == last {
        s("trip-on").with("date", first)
    } else {
        s("trip-between").with("first", first).with("last", last)
    };
    vec![route, days]
}

/// Where a trip stands, unless it is ahead.
pub(crate) fn standing(view: &View) -> Option<Sentence> {
    match view.state {
        State::Planned => None,
        State::Over => Some(s("trip-is-over")),
        State::Cancelled { .. } => Some(s("trip-is-cancelled")),
    }
}

/// A button of the list.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    match act {
        Act::New => {
            turn.state.flow = Flow::Form(Form::new(Shape::Trip(None)));
            show(turn, None);
        }
        _ => super::again(turn, Notice::OldButton),
    }
}

//! Language and home town.

use marketplace_domain::account::Language;

use super::{menu, start};
use crate::{
    call::Call,
    context::Context,
    form::{Answers, Form, Key, Shape},
    notice::Notice,
    say::{Arg, Part, s},
    state::{Flow, Pending},
    tap::{Act, Screen},
    turn::{Turn, go},
};

/// Shows the settings.
pub(crate) fn show(turn: &mut Turn) {
    turn.state.flow = Flow::Settings;
    let name = match turn.cx.language() {
        Language::En => "language-en",
        Language::Fr => "language-fr",
        Language::Ar => "language-ar",
    };
    let parts = vec![
        Part::heading("settings-heading"),
        Part::Line(s("settings-language").with("language", Arg::Sentence(Box::new(s(name))))),
        Part::Line(s("settings-zone").with("city", city(turn.cx)).with("date", Arg::Date(turn.cx.today()))),
    ];
    let mut buttons = vec![
        Language::ALL.map(start::choice).into(),
        vec![turn.here("button-home", Act::Field(Key::Home)), turn.here("button-blocked", Act::Blocked)],
    ];
    buttons.push(vec![go(Screen::Profile)]);
    buttons.push(menu::go_on(turn).into_iter().chain([go(Screen::Menu)]).collect());
    turn.live(parts, buttons);
}

/// Asks for the home town.
pub(crate) fn ask_home(turn: &mut Turn) {
    turn.state.flow = Flow::Form(Form::new(Shape::Home));
    crate::form::show(turn, None);
}

/// Has the home town remembered.
pub(crate) fn save_home(turn: &mut Turn, answers: &Answers) {
    turn.state.flow = Flow::Settings;
    match answers.place(Key::Home) {
        Some(place) => turn.call(Pending::Home(place.id), Call::SetHome(place.clone())),
        None => show(turn),
    }
}

/// It is remembered.
pub(crate) fn saved(turn: &mut Turn, place: u32) {
    match turn.cx.places.by_id(place) {
        Some(entry) => {
            turn.notice = Some(s("settings-home-saved").with("place", Arg::Place(entry.place())));
        }
        None => turn.note(Notice::Saved),
    }
    show(turn);
}

/// The city that a time zone is called after.
fn city(cx: &Context) -> Arg {
    let name = cx.zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
    let found = cx.places.find(&name, None);
    let place = found.into_iter().map(|entry| entry.place()).find(|place| place.zone == cx.zone);
    place.map_or(Arg::Text(name), Arg::PlaceName)
}

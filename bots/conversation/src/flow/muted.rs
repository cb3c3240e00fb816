//! Looking through the people and words that one muted.

use marketplace_domain::alert::{Choice, Choices, MutedPerson};

use super::menu;
use crate::{
    call::Call,
    card::cut,
    form::{Answers, Form, Key, Shape, Value, show},
    notice::Notice,
    say::{Part, s},
    state::{Flow, Pending},
    tap::{Act, Pass, Screen, Tap},
    turn::{Turn, button, go},
    watch::Watch,
};

/// The longest piece of a title on a button, in characters.
const MOST_ON_BUTTON: usize = 16;
/// How many people are listed: the last ones.
const LISTED: usize = 5;

/// Shows them.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Muted;
    load(turn);
}

/// Asks the market for them.
pub(crate) fn load(turn: &mut Turn) {
    turn.call(Pending::Alerts, Call::Watch(Watch::Muted));
}

/// Shows them: people by the request through which they were muted.
pub(crate) fn list(turn: &mut Turn, people: &[MutedPerson], choices: &Choices) {
    if turn.state.flow != Flow::Muted {
        return menu::show(turn);
    }
    let mut parts = vec![Part::heading("muted-heading")];
    match &choices.muted_words {
        Some(words) => parts.push(Part::Line(s("filled-without").text("words", words.as_str()))),
        None => parts.push(Part::line("muted-no-words")),
    }
    parts.extend([Part::Gap, Part::line(if people.is_empty() { "muted-nobody" } else { "muted-people" })]);
    let mut buttons = Vec::new();
    for person in people.iter().take(LISTED) {
        parts.push(Part::Line(s("muted-person").text("title", person.title.as_str())));
        let label = s("muted-unmute").text("title", &cut(person.title.as_str(), MOST_ON_BUTTON));
        buttons.push(vec![button(label, &Tap::Pass(Pass::Unmute, person.request))]);
    }
    buttons.push(vec![turn.here("label-muted", Act::Field(Key::Muted))]);
    buttons.push(vec![go(Screen::Alerts), go(Screen::Menu)]);
    turn.live(parts, buttons);
}

/// A button of the list.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    match act {
        Act::Field(Key::Muted) => {
            turn.state.flow = Flow::Form(Form::new(Shape::Muted));
            show(turn, None);
        }
        _ => super::again(turn, Notice::OldButton),
    }
}

/// Has the words remembered, in place of those before.
pub(crate) fn save_words(turn: &mut Turn, answers: &Answers) {
    turn.state.flow = Flow::Muted;
    let words = match answers.get(Key::Muted) {
        Some(Value::Words(words)) => Some(words.clone()),
        _ => None,
    };
    turn.note(Notice::Saved);
    turn.call(Pending::Alerts, Call::Watch(Watch::Choose(Choice::Muted(words))));
}

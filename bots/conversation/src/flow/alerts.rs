//! Looking through one's alerts, and choosing how one is told.

use marketplace_domain::alert::{Alert, Choice, Choices, Telling, View};

use super::{alert, menu, mine, muted};
use crate::{
    call::Call,
    context::Context,
    form::{Answers, Form, Key, Shape, Value, answers_of_alert, hours, short_answer, show},
    notice::Notice,
    say::{Part, Sentence, s},
    state::{Flow, Pager, Pending},
    tap::{Act, OfAlert, Screen, Tap},
    turn::{Turn, button, go},
    watch::Watch,
};

/// How many stand on a page.
const PAGE: u8 = 5;

/// Shows the newest.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Alerts(Pager::default());
    load(turn);
}

/// Asks the market for them.
pub(crate) fn load(turn: &mut Turn) {
    turn.call(Pending::Alerts, Call::Watch(Watch::List));
}

/// Shows a page of them.
pub(crate) fn page(turn: &mut Turn, views: &[View], choices: &Choices) {
    let Flow::Alerts(pager) = &mut turn.state.flow else { return menu::show(turn) };
    let start = pager.start().unwrap_or_default();
    let after = start.saturating_add(PAGE);
    pager.set_next((views.len() > usize::from(after)).then_some(after));
    let pager = pager.clone();
    let mut parts = vec![Part::heading("alerts-heading")];
    if views.is_empty() {
        parts.push(Part::line("alerts-nothing"));
    }
    let mut buttons = Vec::new();
    let shown = views.iter().skip(usize::from(start)).take(usize::from(PAGE));
    for (number, view) in (i64::from(start) + 1..).zip(shown) {
        let mut line = summary(&view.alert, turn.cx);
        if view.paused {
            line.push(s("alert-mark-paused"));
        }
        parts.extend([Part::Line(s("alerts-number").number("number", number)), Part::Row(line)]);
        let label = s("alerts-open").number("number", number);
        buttons.push(button(label, &Tap::Alert(OfAlert::Look, view.id)));
    }
    let mut buttons = crate::turn::rows(buttons, usize::from(PAGE));
    buttons.extend(mine::page_buttons(turn, &pager));
    parts.push(Part::Gap);
    parts.extend(how(choices.telling).map(Part::Line));
    let daily = if choices.telling.daily { ("button-at-once", "instant") } else { ("button-daily", "daily") };
    buttons.push(vec![turn.here("button-new-alert", Act::New)]);
    buttons.push(vec![
        turn.here("label-quiet", Act::Field(Key::Quiet)),
        turn.here(daily.0, Act::Choose(daily.1.to_owned())),
    ]);
    buttons.push(vec![turn.here("button-muted", Act::Muted), go(Screen::Menu)]);
    turn.live(parts, buttons);
}

/// How somebody is told.
fn how(telling: Telling) -> impl Iterator<Item = Sentence> {
    let when = if telling.daily {
        s("alerts-daily").number("hour", Telling::DAILY_HOUR)
    } else {
        s("alerts-at-once")
    };
    let quiet = telling.quiet.map(|quiet| hours(s("alerts-quiet"), quiet.from(), quiet.to()));
    [Some(when), quiet].into_iter().flatten()
}

/// What an alert looks for, on one line.
pub(crate) fn summary(alert: &Alert, cx: &Context) -> Vec<Sentence> {
    let answers = answers_of_alert(alert, cx);
    answers
        .iter()
        .filter(|(key, _)| !matches!(key, Key::Radius | Key::Reach))
        .filter_map(|(key, value)| short_answer(*key, value))
        .collect()
}

/// A button of the list.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let Flow::Alerts(pager) = &mut turn.state.flow else { return menu::show(turn) };
    match act {
        Act::Next => pager.turn(),
        Act::Previous => pager.turn_back(),
        Act::New => return alert::begin(turn),
        Act::Muted => return muted::open(turn),
        Act::Field(Key::Quiet) => return ask_quiet(turn),
        Act::Choose(how) => return choose(turn, Choice::Daily(how == "daily")),
        _ => return super::again(turn, Notice::OldButton),
    }
    load(turn);
}

fn ask_quiet(turn: &mut Turn) {
    turn.state.flow = Flow::Form(Form::new(Shape::Quiet));
    show(turn, None);
}

/// Has the quiet hours remembered.
pub(crate) fn save_quiet(turn: &mut Turn, answers: &Answers) {
    turn.state.flow = Flow::Alerts(Pager::default());
    let quiet = match answers.get(Key::Quiet) {
        Some(Value::Hours(quiet)) => Some(*quiet),
        _ => None,
    };
    choose(turn, Choice::Quiet(quiet));
}

fn choose(turn: &mut Turn, choice: Choice) {
    turn.note(Notice::Saved);
    turn.call(Pending::Alerts, Call::Watch(Watch::Choose(choice)));
}

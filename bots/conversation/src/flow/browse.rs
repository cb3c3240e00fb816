//! Looking through requests of others.

use marketplace_domain::{
    message::Rich,
    request::{Card, Page, Words},
};

use super::{alert, menu};
use crate::{
    call::Call,
    card,
    form::{Answers, Form, Key, Shape, Value, filled, filter_of, show},
    notice::Notice,
    say::{Part, s},
    state::{Flow, Pager, Pending},
    tap::{Act, Screen},
    turn::{Turn, go},
};

/// Shows the newest requests that fit the search.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Browse(Pager::default());
    load(turn);
}

/// Asks the market for the page that the person is on.
pub(crate) fn load(turn: &mut Turn) {
    let Flow::Browse(pager) = &turn.state.flow else { return };
    let call = Call::Browse(filter_of(&turn.state.search, turn.cx), pager.start());
    turn.call(Pending::List, call);
}

/// Shows a page.
pub(crate) fn page(turn: &mut Turn, page: &Page<Card>) {
    let Flow::Browse(pager) = &mut turn.state.flow else { return };
    pager.set_next(page.next);
    let pager = pager.clone();
    let mut parts = vec![Part::heading("browse-heading")];
    write_search(&turn.state.search, &mut parts);
    if page.items.is_empty() {
        let key = if turn.state.search.is_empty() { "browse-nothing" } else { "browse-no-match" };
        parts.extend([Part::Gap, Part::line(key)]);
    }
    let mut buttons = card::list(&page.items, turn.cx, &mut parts);
    if !page.items.is_empty() {
        parts.extend([Part::Gap, Part::line("browse-how")]);
    }
    buttons.extend(super::mine::page_buttons(turn, &pager));
    let mut last = vec![turn.here("button-filters", Act::Filters)];
    if !turn.state.search.is_empty() {
        last.push(turn.here("button-clear-all", Act::Reset));
    }
    last.push(go(Screen::Menu));
    buttons.extend(alert::offer(turn));
    buttons.push(last);
    turn.live(parts, buttons);
}

/// What is being looked for.
fn write_search(search: &Answers, parts: &mut Vec<Part>) {
    for key in [Key::Kind, Key::From, Key::To, Key::Radius, Key::Days, Key::Words] {
        if let Some(value) = search.get(key) {
            filled(key, value, parts);
        }
    }
}

/// A line while looking: words to look for.
pub(crate) fn words(turn: &mut Turn, text: &Rich) {
    match Words::parse(text.text()) {
        Some(words) => {
            turn.state.search.set(Key::Words, Value::Words(words));
            open(turn);
        }
        None => {
            turn.notice = Some(s("problem-words"));
            filters(turn);
        }
    }
}

/// Shows what is being looked for, to change it.
fn filters(turn: &mut Turn) {
    let answers = turn.state.search.clone();
    turn.state.flow = Flow::Form(Form::with(Shape::Search, answers));
    show(turn, None);
}

/// Looks for everything again.
pub(crate) fn reset(turn: &mut Turn) {
    turn.state.search = Answers::default();
    open(turn);
}

/// A button of the list.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let Flow::Browse(pager) = &mut turn.state.flow else { return menu::show(turn) };
    match act {
        Act::Next => pager.turn(),
        Act::Previous => pager.turn_back(),
        Act::Filters => return filters(turn),
        Act::Reset => return reset(turn),
        Act::Alert => return alert::keep(turn),
        _ => return super::again(turn, Notice::OldButton),
    }
    load(turn);
}

//! Looking through requests of others.

use marketplace_domain::{
    message::Rich,
    request::{Area, Filter, Found, Sort, Words},
};

use super::{alert, menu};
use crate::{
    call::Call,
    card,
    form::{Answers, Form, Key, Shape, Value, filled, filter_of, show},
    notice::Notice,
    say::{Arg, Button, Part, s},
    state::{Flow, Pager, Pending},
    tap::{Act, Screen},
    turn::{Turn, go, rows},
};

/// What a search goes by, in the order in which it is told.
const PARTS: [Key; 8] =
    [Key::Kind, Key::From, Key::Radius, Key::To, Key::Reach, Key::Days, Key::Least, Key::Words];

/// Shows the first requests that fit the search.
pub(crate) fn open(turn: &mut Turn) {
    turn.state.flow = Flow::Browse(Pager::default());
    load(turn);
}

/// Asks the market for the page that the person is on.
pub(crate) fn load(turn: &mut Turn) {
    let Flow::Browse(pager) = &turn.state.flow else { return };
    let filter = filter_of(&turn.state.search, turn.cx);
    let call = Call::Browse(filter, turn.state.sort, pager.start());
    turn.call(Pending::List, call);
}

/// Shows a page.
pub(crate) fn page(turn: &mut Turn, found: &Found) {
    let page = &found.page;
    let Flow::Browse(pager) = &mut turn.state.flow else { return };
    pager.set_next(page.next);
    let pager = pager.clone();
    let mut parts = vec![Part::heading("browse-heading")];
    if let Some(words) = &found.instead {
        // The next page is one of these words.
        turn.state.search.set(Key::Words, Value::Words(words.clone()));
        parts.push(Part::line("browse-instead"));
    }
    write_search(&turn.state.search, &mut parts);
    if page.items.is_empty() {
        let key = if is_searching(&turn.state.search) { "browse-no-match" } else { "browse-nothing" };
        parts.extend([Part::Gap, Part::line(key)]);
    }
    let mut buttons = card::list(&page.items, turn.cx, &mut parts);
    if !page.items.is_empty() {
        parts.extend([Part::Gap, Part::line("browse-how")]);
    }
    buttons.extend(super::mine::page_buttons(turn, &pager));
    buttons.extend(rows(chips(turn), 2));
    buttons.push(vec![turn.here("button-filters", Act::Filters), turn.here(order(turn), Act::Sort)]);
    let mut last = vec![go(Screen::Saved), go(Screen::Menu)];
    if is_searching(&turn.state.search) {
        last.insert(0, turn.here("button-clear-all", Act::Reset));
    }
    buttons.extend(alert::offer(turn));
    buttons.push(last);
    turn.live(parts, buttons);
}

/// A button for each part of the search, which leaves it out.
fn chips(turn: &Turn) -> Vec<Button> {
    let set = PARTS.into_iter().filter(|key| turn.state.search.get(*key).is_some());
    set.map(|key| {
        let what = Arg::Sentence(Box::new(s(key.label())));
        turn.here_labelled(s("button-unset").with("what", what), Act::Unset(key))
    })
    .collect()
}

fn is_searching(search: &Answers) -> bool {
    PARTS.into_iter().any(|key| search.get(key).is_some())
}

/// The order in which requests stand there. Near is only what is near a town.
fn sort(turn: &Turn) -> Sort {
    match turn.state.sort {
        Sort::Nearest if !has_town(&filter_of(&turn.state.search, turn.cx)) => Sort::Newest,
        sort => sort,
    }
}

fn has_town(filter: &Filter) -> bool {
    [&filter.from, &filter.to].into_iter().any(|area| matches!(area, Some(Area::Around { .. })))
}

fn order(turn: &Turn) -> &'static str {
    match sort(turn) {
        Sort::Newest => "sort-newest",
        Sort::Soonest => "sort-soonest",
        Sort::Nearest => "sort-nearest",
    }
}

/// Sorts in the next order that there is.
fn sort_next(turn: &mut Turn) {
    turn.state.sort = match sort(turn) {
        Sort::Newest => Sort::Soonest,
        Sort::Soonest if has_town(&filter_of(&turn.state.search, turn.cx)) => Sort::Nearest,
        Sort::Soonest | Sort::Nearest => Sort::Newest,
    };
    open(turn);
}

/// Leaves a part out of the search.
fn unset(turn: &mut Turn, key: Key) {
    turn.state.search.remove(key);
    open(turn);
}

/// What is being looked for.
fn write_search(search: &Answers, parts: &mut Vec<Part>) {
    for key in PARTS {
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
        Act::Sort => return sort_next(turn),
        Act::Unset(key) => return unset(turn, *key),
        _ => return super::again(turn, Notice::OldButton),
    }
    load(turn);
}

//! The one renderer of forms: what is filled in so far, the question, the choices, the way out.

use marketplace_domain::request::Photos;

use super::{At, Field, Form, Input, Key, Need, Problem, Shape, choice, filled};
use crate::{
    say::{Button, Part, Sentence, s},
    state::Flow,
    tap::{Act, Screen},
    turn::{Turn, go, rows},
};

/// Shows the form that the person is in.
pub(crate) fn show(turn: &mut Turn, problem: Option<Problem>) {
    let notice = turn.take_notice();
    let Flow::Form(form) = &turn.state.flow else { return };
    let mut parts = vec![Part::heading(heading(form))];
    write_filled(form, &mut parts);
    parts.push(Part::Gap);
    parts.extend(notice.map(Part::Line));
    let doubt =
        || form.asked().and_then(|field| form.doubt(field.key)).and_then(|doubt| doubt.problem(turn.cx));
    let (wrong, choices) = problem
        .or_else(doubt)
        .map_or((None, Vec::new()), |problem| (Some(problem.sentence), problem.choices));
    let buttons = match form.asked() {
        Some(field) => {
            write_question(field, wrong, !choices.is_empty(), &mut parts);
            question_buttons(turn, form, field, choices)
        }
        None if form.at == At::Fields => {
            parts.extend(wrong.map(Part::Line));
            parts.push(Part::line("form-choose-field"));
            field_buttons(turn, form)
        }
        None => {
            parts.extend(wrong.map(Part::Line));
            parts.push(Part::line(review_line(&form.shape)));
            parts.extend(room_for_photos(form));
            review_buttons(turn, form)
        }
    };
    turn.live(parts, buttons);
}

const fn heading(form: &Form) -> &'static str {
    match form.shape {
        Shape::Post => "form-post",
        Shape::Edit(_) => "form-edit",
        Shape::Item => "form-item",
        Shape::Alert(_) => "form-alert",
        Shape::Quiet => "form-quiet",
        Shape::Muted => "form-muted",
        Shape::Trip(_) => "form-trip",
        Shape::Search | Shape::OfferSearch => "form-search",
        Shape::Home => "form-home",
        Shape::Answer(..) => "form-answer",
        Shape::Offer(..) => "form-offer",
        Shape::Counter(..) => "form-counter",
    }
}

const fn review_line(shape: &Shape) -> &'static str {
    match shape {
        Shape::Edit(_) => "form-review-edit",
        Shape::Alert(_) => "form-review-alert",
        Shape::Trip(_) => "form-review-trip",
        Shape::Search | Shape::OfferSearch => "form-review-search",
        Shape::Offer(..) | Shape::Counter(..) => "form-review-offer",
        _ => "form-review-post",
    }
}

/// How many pictures a new request still takes, if any.
fn room_for_photos(form: &Form) -> Option<Part> {
    let room = Photos::MOST.saturating_sub(form.answers.photos().as_slice().len());
    let room = i64::try_from(room).ok().filter(|room| *room > 0 && form.shape == Shape::Post)?;
    Some(Part::Line(s("form-review-photos").number("room", room)))
}

fn write_filled(form: &Form, parts: &mut Vec<Part>) {
    if let Shape::Answer(_, title, _) | Shape::Offer(_, title, _) | Shape::Counter(_, title, _) = &form.shape
    {
        parts.push(Part::Title(title.as_str().to_owned()));
    }
    for field in form.fields() {
        match form.answers.get(field.key) {
            Some(value) => filled(field.key, value, parts),
            None if form.answers.has(field.key) && !form.shape.is_search() => {
                filled(field.key, &super::Value::None, parts);
            }
            None => {}
        }
    }
}

/// The question with its example. Where there is only a choice left to make, that is the question.
fn write_question(field: &Field, wrong: Option<Sentence>, is_choice: bool, parts: &mut Vec<Part>) {
    match wrong {
        Some(choice) if is_choice => parts.push(Part::Heading(choice)),
        wrong => {
            // What was wrong says the same as the hint where there are only buttons.
            let is_told = wrong.is_some()
                && matches!(field.input, Input::Kind | Input::Size | Input::YesNo | Input::Goods);
            parts.extend(wrong.map(Part::Line));
            parts.push(Part::heading(field.ask));
            parts.extend((!is_told).then(|| Part::line(field.hint)));
        }
    }
}

fn question_buttons(
    turn: &Turn,
    form: &Form,
    field: &Field,
    offered: Vec<(Sentence, String)>,
) -> Vec<Vec<Button>> {
    let (choices, wide) = if offered.is_empty() {
        (choice::choices(field.input, turn.cx), choice::wide(field.input))
    } else {
        (offered, 2)
    };
    let choices =
        choices.into_iter().map(|(label, code)| turn.here_labelled(label, Act::Choose(code))).collect();
    let mut buttons = rows(choices, wide);
    buttons.extend(remove_buttons(turn, form, field));
    let is_answered = form.answers.get(field.key).is_some();
    if let Some(label) = field.empty {
        buttons.push(vec![turn.here(label, Act::Clear)]);
    } else if is_answered && field.need == Need::Extra && !is_collection(field.input) {
        buttons.push(vec![turn.here("choice-remove", Act::Clear)]);
    }
    let search =
        (form.may_be_search() && form.words().is_some()).then(|| turn.here("stray-search", Act::Search));
    buttons.extend(search.map(|button| vec![button]));
    buttons.push(way_out(turn, form, field, is_answered));
    buttons
}

/// Back, Keep it or Done, Cancel. What may be left empty has a choice that says so.
fn way_out(turn: &Turn, form: &Form, field: &Field, is_answered: bool) -> Vec<Button> {
    let mut row = Vec::new();
    if form.single || form.before(field.key).is_some() {
        row.push(turn.here("button-back", Act::Back));
    }
    if is_answered && is_collection(field.input) {
        row.push(turn.here("button-done", Act::Skip));
    } else if is_answered && !form.shape.is_search() {
        row.push(turn.here("button-keep", Act::Skip));
    }
    row.push(turn.here("button-cancel", Act::Cancel));
    row
}

/// Whether an answer of this kind is put together from several.
const fn is_collection(input: Input) -> bool {
    matches!(input, Input::Photos | Input::Items)
}

fn remove_buttons(turn: &Turn, form: &Form, field: &Field) -> Vec<Vec<Button>> {
    let count = match field.input {
        Input::Photos => form.answers.photos().as_slice().len(),
        Input::Items => form.answers.items().len(),
        _ => 0,
    };
    let label = if field.input == Input::Photos { "button-remove-photo" } else { "button-remove-item" };
    let numbers = 1..=u8::try_from(count).unwrap_or(u8::MAX);
    let buttons = numbers
        .map(|number| turn.here_labelled(s(label).number("number", number), Act::Remove(number - 1)))
        .collect();
    rows(buttons, 2)
}

fn field_buttons(turn: &Turn, form: &Form) -> Vec<Vec<Button>> {
    let mut buttons = rows(every_field(turn, form), 2);
    buttons.push(vec![turn.here("button-back", Act::Back), turn.here("button-cancel", Act::Cancel)]);
    buttons
}

fn every_field(turn: &Turn, form: &Form) -> Vec<Button> {
    form.fields().iter().map(|field| turn.here(field.key.label(), Act::Field(field.key))).collect()
}

fn review_buttons(turn: &Turn, form: &Form) -> Vec<Vec<Button>> {
    if form.shape.is_search() {
        let is_alert = matches!(form.shape, Shape::Alert(_));
        let done = if is_alert { "button-keep-alert" } else { "button-show" };
        let mut buttons = vec![vec![turn.here(done, Act::Done)]];
        buttons.extend(rows(every_field(turn, form), 2));
        let mut last = vec![go(Screen::Menu)];
        if form.shape != Shape::Search {
            last.insert(0, turn.here("button-cancel", Act::Cancel));
        } else if form.answers.is_set(form.fields().iter().map(|field| field.key)) {
            last.insert(0, turn.here("button-clear-all", Act::Reset));
        }
        buttons.push(last);
        return buttons;
    }
    let done = match form.shape {
        Shape::Post => "button-publish",
        Shape::Trip(None) => "button-post-trip",
        Shape::Offer(..) | Shape::Counter(..) => "button-send-offer",
        _ => "button-save",
    };
    vec![
        vec![turn.here(done, Act::Done)],
        vec![turn.here("button-edit", Act::Fields), turn.here("button-cancel", Act::Cancel)],
    ]
}

impl super::Answers {
    /// Whether any of these has an answer.
    fn is_set(&self, keys: impl IntoIterator<Item = Key>) -> bool {
        keys.into_iter().any(|key| self.get(key).is_some())
    }
}

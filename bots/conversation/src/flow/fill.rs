//! Filling a form in: what a person writes, taps or sends while one is open.

use marketplace_domain::{media::FileKind, message::Rich, place::Point, said::Said};

use super::{alert, alerts, answer, browse, menu, muted, offer, offers, post, settings, trip, trips};
use crate::{
    form::{At, Form, Input, Key, Problem, Progress, Shape, Value, show},
    notice::Notice,
    state::{Flow, List, Pager},
    tap::Act,
    turn::Turn,
};

/// A line of text.
pub(crate) fn text(turn: &mut Turn, text: &Rich) {
    let cx = turn.cx;
    go(turn, |form| form.take_text(text, cx));
}

/// Files: a request takes pictures at any moment. What stands under them answers a question for text.
pub(crate) fn files(turn: &mut Turn, said: &Said) {
    let Flow::Form(form) = &mut turn.state.flow else { return };
    let mut pictures = said.files.iter().filter(|file| file.kind == FileKind::Photo).peekable();
    if pictures.peek().is_none() {
        return super::again(turn, Notice::Unsupported);
    }
    for picture in pictures {
        let Some(added) = post::add_photo(form.root_mut(), picture.id.photo()) else {
            return super::again(turn, Notice::PhotoHere);
        };
        turn.notice = Some(added);
    }
    let asked = form.asked().map(|field| field.input);
    let takes_caption = matches!(asked, Some(Input::Title | Input::Description | Input::Name));
    match said.body.text().filter(|caption| takes_caption && !caption.text().trim().is_empty()) {
        Some(caption) => text(turn, &Rich::plain(caption.text())),
        None => show(turn, None),
    }
}

/// A point on the map: the nearest place answers a question for one.
pub(crate) fn location(turn: &mut Turn, point: Point) {
    let cx = turn.cx;
    let Flow::Form(form) = &turn.state.flow else { return };
    match form.asked() {
        Some(field) if field.input == Input::Place => {
            go(turn, |form| match cx.places.nearest(point) {
                Some(entry) => form.take(field.key, Value::Place(entry.place())),
                None => Progress::Wrong(Problem::new("problem-place-nowhere")),
            });
        }
        _ => super::again(turn, Notice::LocationHere),
    }
}

/// A button of the form's card.
pub(crate) fn act(turn: &mut Turn, act: Act) {
    let cx = turn.cx;
    match act {
        Act::Cancel => cancel(turn),
        Act::Done => done(turn),
        Act::Reset => reset(turn),
        Act::Back => go(turn, |form| {
            form.back();
            Progress::Ask
        }),
        Act::Fields => go(turn, |form| {
            form.at = At::Fields;
            Progress::Ask
        }),
        Act::Field(key) => go(turn, |form| {
            form.ask(key);
            Progress::Ask
        }),
        Act::Skip => go(turn, Form::skip),
        Act::Clear => go(turn, Form::clear),
        Act::Choose(code) => go(turn, |form| form.take_choice(&code, cx)),
        Act::Remove(index) => go(turn, |form| post::remove(form, usize::from(index))),
        Act::Search => search(turn),
        Act::Next
        | Act::Previous
        | Act::Afresh
        | Act::Discard
        | Act::Filters
        | Act::Unset(_)
        | Act::Sort
        | Act::Send(_)
        | Act::Post
        | Act::Drop
        | Act::Blocked
        | Act::Alert
        | Act::New
        | Act::Muted => super::again(turn, Notice::OldButton),
    }
}

/// Looks for everything again.
fn reset(turn: &mut Turn) {
    match &turn.state.flow {
        Flow::Form(form) if form.shape == Shape::OfferSearch => offers::reset(turn),
        _ => browse::reset(turn),
    }
}

/// Looks for what the person wrote instead; the draft is kept.
fn search(turn: &mut Turn) {
    let Flow::Form(form) = &turn.state.flow else { return };
    match form.words().filter(|_| form.said).map(Rich::plain) {
        Some(words) => {
            turn.state.leave();
            browse::words(turn, &words);
        }
        None => super::again(turn, Notice::OldButton),
    }
}

/// Does something with the form, then shows what comes next.
fn go(turn: &mut Turn, step: impl FnOnce(&mut Form) -> Progress) {
    let Flow::Form(form) = &mut turn.state.flow else { return };
    match step(form) {
        Progress::Ask => {
            remember_search(turn);
            show(turn, None);
        }
        Progress::Wrong(problem) => show(turn, Some(problem)),
        Progress::Item(name) => {
            post::begin_item(form, name);
            show(turn, None);
        }
        Progress::Complete => complete(turn),
    }
}

/// What is looked for counts from the moment that it is chosen.
fn remember_search(turn: &mut Turn) {
    if let Flow::Form(form) = &turn.state.flow
        && form.shape.is_search()
    {
        turn.state.search = form.answers.clone();
    }
}

/// The last question of a form without a review is answered.
fn complete(turn: &mut Turn) {
    let Flow::Form(form) = std::mem::take(&mut turn.state.flow) else { return };
    match form.shape {
        Shape::Item => post::finish_item(turn, form),
        Shape::Home => settings::save_home(turn, &form.answers),
        Shape::Answer(id, ..) => answer::send(turn, id, &form),
        Shape::Quiet => alerts::save_quiet(turn, &form.answers),
        Shape::Muted => muted::save_words(turn, &form.answers),
        Shape::Post
        | Shape::Edit(_)
        | Shape::Search
        | Shape::Alert(_)
        | Shape::Trip(_)
        | Shape::OfferSearch
        | Shape::Offer(..)
        | Shape::Counter(..) => {
            turn.state.flow = Flow::Form(form);
            show(turn, None);
        }
    }
}

/// Publish, save or show.
fn done(turn: &mut Turn) {
    let Flow::Form(form) = &turn.state.flow else { return };
    match form.shape {
        Shape::Post | Shape::Edit(_) => post::submit(turn),
        Shape::Offer(..) | Shape::Counter(..) => offer::submit(turn),
        Shape::Search => browse::open(turn),
        Shape::Alert(id) => alert::submit(turn, id),
        Shape::Trip(id) => trip::submit(turn, id),
        Shape::OfferSearch => offers::open(turn),
        Shape::Item | Shape::Home | Shape::Answer(..) | Shape::Quiet | Shape::Muted => {
            super::again(turn, Notice::OldButton)
        }
    }
}

fn cancel(turn: &mut Turn) {
    let Flow::Form(form) = &mut turn.state.flow else { return };
    match form.shape {
        Shape::Item => {
            if let Some(under) = form.under.take() {
                turn.state.flow = Flow::Form(*under);
            }
            show(turn, None);
        }
        Shape::Search => browse::open(turn),
        Shape::OfferSearch => offers::open(turn),
        Shape::Home => settings::show(turn),
        Shape::Alert(_) | Shape::Quiet => alerts::open(turn),
        Shape::Muted => muted::open(turn),
        Shape::Trip(_) => trips::open(turn),
        Shape::Answer(id, ..) => {
            turn.state.flow = Flow::Card(id, None);
            super::again(turn, Notice::NothingSent);
        }
        Shape::Offer(id, ..) => {
            turn.state.flow = Flow::Card(id, None);
            super::again(turn, Notice::NothingSent);
        }
        Shape::Counter(id, ..) => {
            turn.state.flow = Flow::Deal(id);
            super::again(turn, Notice::NothingSent);
        }
        Shape::Edit(id) => {
            turn.state.edit = None;
            turn.state.flow = Flow::Card(id, Some(List::Mine(Pager::default())));
            super::again(turn, Notice::Unchanged);
        }
        Shape::Post => menu::cancel(turn),
    }
}

/// Asks this field, saying why it is asked.
pub(crate) fn ask(turn: &mut Turn, key: Key, problem: Problem) {
    if let Flow::Form(form) = &mut turn.state.flow {
        form.ask(key);
    }
    show(turn, Some(problem));
}

//! Writing a request: the guided form, its pictures and shopping list, publishing and saving it.

use marketplace_domain::{
    id::PhotoId,
    refusal::Refusal,
    request::{Card, Content, Photos},
};

use super::{card, fill, menu};
use crate::{
    call::Call,
    form::{
        Answers, At, Form, Key, Problem, Progress, Shape, Value, answers_of, content_of, draft_of, item_of,
        show,
    },
    notice::Notice,
    say::{Part, Sentence, s},
    state::{Begin, Flow, Pending},
    tap::{Act, Deed, Screen},
    turn::{Turn, go},
};

/// Begins a request. A kept draft is offered first.
pub(crate) fn open(turn: &mut Turn, with: Begin) {
    if turn.state.has_draft() {
        turn.state.flow = Flow::Resume(with);
        return ask_resume(turn);
    }
    begin(turn, with);
}

fn begin(turn: &mut Turn, with: Begin) {
    let form = match with {
        Begin::Repeat(id) => return card::load(turn, Deed::Repost, id),
        Begin::Said(text, photos) => draft_of(&text, photos, turn.cx),
        Begin::Empty => Form::new(Shape::Post),
    };
    turn.state.flow = Flow::Form(form);
    show(turn, None);
}

/// Asks whether to go on with the kept draft.
pub(crate) fn ask_resume(turn: &mut Turn) {
    let mut parts = vec![Part::heading("resume-heading")];
    if let Some(title) = turn.state.draft.as_ref().and_then(|draft| draft.root().answers.title()) {
        parts.push(Part::Title(title.as_str().to_owned()));
    }
    let go_on = crate::turn::button(s("button-continue"), &crate::tap::Tap::Continue);
    let buttons = vec![vec![go_on, turn.here("button-afresh", Act::Afresh)], vec![go(Screen::Menu)]];
    turn.live(parts, buttons);
}

/// Goes on with the kept draft.
pub(crate) fn resume(turn: &mut Turn) {
    if let Flow::Form(form) = &turn.state.flow
        && form.root().shape == Shape::Post
    {
        return show(turn, None);
    }
    turn.state.leave();
    match turn.state.draft.take() {
        Some(draft) => {
            turn.state.flow = Flow::Form(draft);
            show(turn, None);
        }
        None => {
            turn.notice = Some(s("resume-nothing"));
            menu::show(turn);
        }
    }
}

/// Drops the kept draft and begins anew.
pub(crate) fn afresh(turn: &mut Turn) {
    let Flow::Resume(with) = std::mem::take(&mut turn.state.flow) else { return };
    turn.state.draft = None;
    begin(turn, with);
}

/// Lists the fields of a published request, to change it. Changes that were begun go on.
pub(crate) fn edit(turn: &mut Turn, card: &Card) {
    let kept = turn.state.edit.take().filter(|form| form.root().shape == Shape::Edit(card.id));
    if kept.is_some() {
        turn.notice = Some(s("edit-kept"));
    }
    let form = kept.unwrap_or_else(|| {
        let mut form = Form::with(Shape::Edit(card.id), answers_of(&card.content));
        form.at = At::Fields;
        form
    });
    turn.state.flow = Flow::Form(form);
    show(turn, None);
}

/// A new request like that one. A day that has passed is asked for again.
pub(crate) fn repeat(turn: &mut Turn, content: &Content) {
    let mut answers = answers_of(content);
    if content.due.is_some_and(|due| due < turn.cx.today()) {
        answers.remove(Key::Due);
    }
    turn.state.flow = Flow::Form(Form::with(Shape::Post, answers));
    show(turn, None);
}

/// Publishes or saves, if nothing is missing.
pub(crate) fn submit(turn: &mut Turn) {
    let Flow::Form(form) = &mut turn.state.flow else { return };
    if form.answers.date(Key::Due).is_some_and(|due| due < turn.cx.today()) {
        return fill::ask(turn, Key::Due, past_due());
    }
    if let Some(key) = form.missing() {
        return fill::ask(turn, key, Problem::new("problem-required"));
    }
    let Some(content) = content_of(&form.answers) else { return show(turn, None) };
    match form.shape {
        Shape::Edit(id) => turn.call(Pending::Save, Call::Save(id, content)),
        _ => turn.call(Pending::Publish, Call::Publish(content)),
    }
}

fn past_due() -> Problem {
    Problem::from(Notice::PastDue.sentence())
}

/// It is on the market.
pub(crate) fn published(turn: &mut Turn, card: &Card) {
    turn.state.draft = None;
    turn.notice = Some(s("post-published"));
    card::own(turn, card);
}

/// It is changed.
pub(crate) fn saved(turn: &mut Turn, card: &Card) {
    turn.state.edit = None;
    turn.note(Notice::Saved);
    card::own(turn, card);
}

/// It was not taken: the form is still there.
pub(crate) fn refused(turn: &mut Turn, refusal: Refusal) {
    if refusal == Refusal::PastDue {
        return fill::ask(turn, Key::Due, past_due());
    }
    super::again(turn, refusal.into());
}

/// Adds a picture to a request; `None` where the form is no request.
pub(crate) fn add_photo(form: &mut Form, photo: PhotoId) -> Option<Sentence> {
    if !matches!(form.shape, Shape::Post | Shape::Edit(_)) {
        return None;
    }
    let most = i64::try_from(Photos::MOST).unwrap_or_default();
    let Ok(photos) = form.answers.photos().with(photo) else {
        return Some(s("problem-photos-full").number("most", most));
    };
    let count = i64::try_from(photos.as_slice().len()).unwrap_or_default();
    form.answers.set(Key::Photos, Value::Photos(photos));
    Some(s("post-photo-added").number("count", count).number("most", most))
}

/// Takes a picture or a line of the shopping list off again.
pub(crate) fn remove(form: &mut Form, index: usize) -> Progress {
    match form.at {
        At::Field(Key::Photos) => {
            let mut photos: Vec<PhotoId> = form.answers.photos().into();
            if index < photos.len() {
                photos.remove(index);
            }
            match Photos::try_from(photos) {
                Ok(photos) if !photos.as_slice().is_empty() => {
                    form.answers.set(Key::Photos, Value::Photos(photos));
                }
                _ => form.answers.remove(Key::Photos),
            }
        }
        At::Field(Key::Items) => {
            let mut items = form.answers.items().to_vec();
            if index < items.len() {
                items.remove(index);
            }
            if items.is_empty() {
                form.answers.remove(Key::Items);
            } else {
                form.answers.set(Key::Items, Value::Items(items));
            }
        }
        _ => {}
    }
    Progress::Ask
}

/// Opens the form of one line of the shopping list over that of the request.
pub(crate) fn begin_item(form: &mut Form, name: Value) {
    let item = Form::with(Shape::Item, Answers::default().with(Key::Name, Some(name)));
    let under = std::mem::replace(form, item);
    form.under = Some(Box::new(under));
}

/// Puts the line onto the list; the form of the request goes on where it was.
pub(crate) fn finish_item(turn: &mut Turn, form: Form) {
    let item = item_of(&form.answers);
    let Some(mut under) = form.under.map(|under| *under) else { return menu::show(turn) };
    if let Some(item) = item {
        let mut items = under.answers.items().to_vec();
        items.push(item);
        under.answers.set(Key::Items, Value::Items(items));
        turn.notice = Some(s("post-item-added"));
    }
    turn.state.flow = Flow::Form(under);
    show(turn, None);
}

//! Lines, files and places of which it is not sure to whom they go, or that nothing asked for. They are
//! held, and their writer says what becomes of them: one that reaches the wrong person is the worst that
//! can happen.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    conversation::View,
    id::{ConversationId, PhotoId},
    media::FileKind,
    message::Rich,
    refusal::Refusal,
    request::{Photos, Words},
    said::{Body, Said},
};

use super::{browse, menu, mine, post, talk};
use crate::{
    call::Call,
    card::cut,
    form::{is_request, says_something, wrong_text},
    notice::Notice,
    say::{Arg, Button, Part, s},
    state::{Begin, Flow, Pager, Pending},
    tap::{Act, Screen, Talk, Tap},
    thing,
    turn::{Turn, button, go},
};

/// The longest piece of a title behind an alias on a button, in characters.
const MOST_OF_TITLE: usize = 12;
/// The longest piece of the lines that is repeated; their writer sees them right above.
const MOST_REPEATED: usize = 200;
/// How many lines are held.
const MOST_HELD: usize = 20;
/// How many bytes of text are held: what is remembered of a chat must stay small. One line always is.
const MOST_BYTES: usize = 16_000;

/// Holds it behind what is held already, and asks what becomes of all of it.
pub(crate) fn hold(turn: &mut Turn, line: Said) {
    if let Some(problem) = talk::problem(&line) {
        return turn.stay(vec![Part::Line(wrong_text(problem).sentence)], Vec::new());
    }
    let held = &mut turn.state.held;
    let length = |line: &Said| line.body.text().map_or(0, |text| text.text().len());
    let bytes = held.iter().map(length).sum::<usize>() + length(&line);
    if held.len() >= MOST_HELD || (!held.is_empty() && bytes > MOST_BYTES) {
        let decide = button(s("button-held"), &Tap::Held);
        return turn.stay(vec![Part::line("stray-full")], vec![vec![decide]]);
    }
    let line = talk::from_here(turn, line);
    turn.state.held.push(line);
    open(turn);
}

/// Keeps a line of somebody who cannot be answered yet, if a request can begin with it.
pub(crate) fn keep(turn: &mut Turn, line: Said) {
    let begins = request(std::slice::from_ref(&line))
        .is_some_and(|(text, photos)| !photos.as_slice().is_empty() || is_request(&text, turn.cx));
    if begins && talk::problem(&line).is_none() && turn.state.held.is_empty() {
        turn.state.held.push(line);
    }
}

/// Asks what becomes of the lines that are held.
pub(crate) fn open(turn: &mut Turn) {
    if turn.state.held.is_empty() {
        return menu::show(turn);
    }
    let from = match std::mem::take(&mut turn.state.flow) {
        Flow::Stray(_, from) => from,
        flow => Box::new(flow),
    };
    turn.state.flow = Flow::Stray(Pager::default(), from);
    load(turn);
}

/// Asks the market whom the lines could be for.
pub(crate) fn load(turn: &mut Turn) {
    let Flow::Stray(pager, _) = &turn.state.flow else { return };
    let call = Call::OpenChats(pager.start());
    turn.call(Pending::List, call);
}

/// What becomes of the lines, now that it is known whom they could be for: where that is nobody, they are the
/// beginning of a request.
pub(crate) fn ask(turn: &mut Turn, views: &[View], next: Option<DateTime<Utc>>) {
    let Flow::Stray(pager, from) = &mut turn.state.flow else { return };
    pager.set_next(next);
    // Somebody who was talking meant a person.
    let is_for_somebody = is_talking(turn.state.talking, from) || !views.is_empty() || pager.has_previous();
    if is_for_somebody {
        return show(turn, views, true);
    }
    // A line that waited until all chats were over was meant for one of them.
    let is_new = turn.state.held.len() == 1;
    match request(&turn.state.held) {
        Some((text, photos))
            if is_new && (!photos.as_slice().is_empty() || says_something(&text, turn.cx)) =>
        {
            draft(turn, text, photos);
        }
        Some(_) => show(turn, views, false),
        None => for_nobody(turn),
    }
}

/// Asks what to do with the lines where nobody can say whom they could be for.
pub(crate) fn ask_whatever(turn: &mut Turn) {
    show(turn, &[], false);
}

fn is_talking(talking: Option<ConversationId>, from: &Flow) -> bool {
    *from == Flow::Idle && talking.is_some()
}

fn show(turn: &mut Turn, views: &[View], is_for_somebody: bool) {
    let Flow::Stray(pager, from) = &turn.state.flow else { return };
    let (pager, at_rest) = (pager.clone(), **from == Flow::Idle);
    let talking = is_talking(turn.state.talking, from);
    let mut parts = Vec::new();
    if is_for_somebody {
        parts.push(Part::line("stray-not-sent"));
    }
    parts.extend(repeated(&turn.state.held));
    parts.extend([Part::Gap, Part::heading(if talking { "stray-whom" } else { "stray-heading" })]);
    let mut buttons: Vec<Vec<Button>> = views.iter().map(|view| vec![send_button(turn, view)]).collect();
    buttons.extend(mine::page_buttons(turn, &pager));
    let words = words(&turn.state.held).filter(|_| !talking);
    let post = request(&turn.state.held).filter(|(text, _)| !talking || is_request(text, turn.cx));
    let post = post.map(|_| turn.here("stray-post", Act::Post));
    let search = words.as_deref().and_then(Words::parse).map(|_| turn.here("stray-search", Act::Search));
    buttons.extend(post.into_iter().chain(search).map(|button| vec![button]));
    let drop = if is_for_somebody { "stray-nobody" } else { "stray-drop" };
    buttons.push(vec![turn.here(drop, Act::Drop)]);
    let back = (!at_rest).then(|| turn.here("button-back", Act::Back));
    buttons.push(back.into_iter().chain([go(Screen::Menu)]).collect());
    turn.live(parts, buttons);
}

/// Makes the lines the beginning of a request.
fn draft(turn: &mut Turn, text: String, photos: Photos) {
    turn.state.held.clear();
    post::open(turn, Begin::Said(text, photos));
}

/// The lines, as far as a card has room for them.
fn repeated(lines: &[Said]) -> Vec<Part> {
    let each = MOST_REPEATED / lines.len().max(1);
    let kinds: Vec<FileKind> = lines.iter().flat_map(|line| &line.files).map(|file| file.kind).collect();
    let words =
        lines.iter().filter_map(|line| thing::shown(&line.body, |text| Rich::plain(cut(text.text(), each))));
    thing::labels(&kinds).into_iter().chain(words).collect()
}

fn send_button(turn: &Turn, view: &View) -> Button {
    let title = cut(view.title.as_str(), MOST_OF_TITLE);
    let label = s("stray-send").with("alias", Arg::Alias(view.other)).text("title", &title);
    turn.here_labelled(label, Act::Send(view.id))
}

/// It cannot be sent to anybody, nor be made a request of.
fn for_nobody(turn: &mut Turn) {
    let Flow::Stray(_, from) = std::mem::take(&mut turn.state.flow) else { return };
    turn.state.flow = *from;
    let Some(line) = std::mem::take(&mut turn.state.held).pop() else { return };
    let notice =
        if matches!(line.body, Body::Place { .. }) { Notice::LocationHere } else { Notice::Unsupported };
    menu::stray_thing(turn, notice);
}

/// Whether it is words alone.
fn is_words(line: &Said) -> bool {
    line.files.is_empty() && line.body.text().is_some()
}

/// The lines as one text, if all of them are words alone.
fn words(lines: &[Said]) -> Option<String> {
    let texts = lines.iter().map(|line| line.body.text().filter(|_| is_words(line)).map(Rich::text));
    texts.collect::<Option<Vec<_>>>().map(|texts| texts.join("\n"))
}

/// The words and the pictures of a request that begins with the lines; `None` where there is anything else among them.
fn request(lines: &[Said]) -> Option<(String, Photos)> {
    let files = lines.iter().flat_map(|line| &line.files);
    let texts: Option<Vec<&str>> = lines.iter().map(|line| line.body.text().map(Rich::text)).collect();
    let pictures = files.map(|file| (file.kind == FileKind::Photo).then(|| file.id.photo()));
    let pictures: Vec<PhotoId> =
        pictures.collect::<Option<Vec<_>>>()?.into_iter().take(Photos::MOST).collect();
    let text = texts?.into_iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n");
    Some((text, Photos::try_from(pictures).unwrap_or_default()))
}

/// A button of the question.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let Flow::Stray(pager, from) = &mut turn.state.flow else { return menu::show(turn) };
    match act {
        Act::Send(id) => {
            let call = Call::SayHeld(*id, turn.state.held.clone());
            turn.call(Pending::Send(*id), call);
        }
        Act::Next => {
            pager.turn();
            load(turn);
        }
        Act::Previous => {
            pager.turn_back();
            load(turn);
        }
        Act::Post => match request(&turn.state.held) {
            Some((text, photos)) => draft(turn, text, photos),
            None => super::again(turn, Notice::BadButton),
        },
        Act::Search => match words(&turn.state.held) {
            Some(words) => {
                turn.state.held.clear();
                browse::words(turn, &Rich::plain(words));
            }
            None => super::again(turn, Notice::BadButton),
        },
        Act::Drop => {
            turn.state.flow = (**from).clone();
            turn.state.held.clear();
            turn.note(Notice::Dropped);
            super::show(turn);
        }
        Act::Back => {
            turn.state.flow = (**from).clone();
            super::show(turn);
        }
        _ => super::again(turn, Notice::OldButton),
    }
}

/// They are on their way: further lines go there, too.
pub(crate) fn sent(turn: &mut Turn, id: ConversationId) {
    turn.state.held.clear();
    turn.note(Notice::Sent);
    turn.state.flow = Flow::Idle;
    turn.call(Pending::Talk(Talk::Enter, id), Call::Enter(id));
}

/// They were not taken, and are still here.
pub(crate) fn refused(turn: &mut Turn, refusal: Refusal) {
    turn.note(refusal.into());
    load(turn);
}

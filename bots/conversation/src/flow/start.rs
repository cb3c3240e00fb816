//! The very first question: which language. Then the person lands where they wanted to go.

use marketplace_domain::account::Language;

use super::{menu, stray};
use crate::{
    call::Call,
    event::Event,
    notice::Notice,
    say::{Button, Part, s},
    state::{Flow, Pending},
    step,
    tap::{Screen, Tap},
    turn::{Turn, button},
};

/// What somebody does who has not chosen a language yet.
pub(crate) fn first(turn: &mut Turn, event: Event) {
    if let Event::Tap(data) = &event
        && let Some(Tap::Language(language)) = Tap::decode(data)
    {
        if !matches!(turn.state.flow, Flow::Language(_)) {
            turn.state.flow = Flow::Language(Tap::Go(Screen::Menu));
        }
        return choose(turn, language);
    }
    let wish = wish(&event).or_else(|| match &turn.state.flow {
        Flow::Language(then) => Some(then.clone()),
        _ => None,
    });
    match &event {
        Event::Text(text) => stray::keep(turn, text.clone().into()),
        Event::Files(said) => stray::keep(turn, said.clone()),
        _ => {}
    }
    let was_asked = matches!(turn.state.flow, Flow::Language(_));
    turn.state.leave();
    turn.state.flow = Flow::Language(wish.unwrap_or(Tap::Go(Screen::Menu)));
    if was_asked && !matches!(event, Event::Command { .. } | Event::Tap(_)) {
        turn.notice = Some(s("start-tap-language"));
    }
    ask(turn);
}

/// Where they want to go.
fn wish(event: &Event) -> Option<Tap> {
    match event {
        Event::Command { name, arguments } => step::command(name, arguments),
        Event::Tap(data) => Tap::decode(data).filter(|tap| !matches!(tap, Tap::Here(..))),
        _ => None,
    }
}

/// Asks for the language, in all of them, that of the person's app first.
pub(crate) fn ask(turn: &mut Turn) {
    let first = turn.cx.language();
    let others = Language::ALL.into_iter().filter(|language| *language != first);
    let ordered: Vec<Language> = std::iter::once(first).chain(others).collect();
    let parts = ordered.iter().map(|language| Part::line(question(*language))).collect();
    let buttons = ordered.iter().map(|language| vec![choice(*language)]).collect();
    turn.live(parts, buttons);
}

/// The button that chooses a language.
pub(crate) fn choice(language: Language) -> Button {
    let name = match language {
        Language::En => "language-en",
        Language::Fr => "language-fr",
        Language::Ar => "language-ar",
    };
    button(s(name), &Tap::Language(language))
}

const fn question(language: Language) -> &'static str {
    match language {
        Language::En => "start-language-en",
        Language::Fr => "start-language-fr",
        Language::Ar => "start-language-ar",
    }
}

/// Has the language remembered.
pub(crate) fn choose(turn: &mut Turn, language: Language) {
    turn.call(Pending::Language, Call::SetLanguage(language));
}

/// The language is remembered: on to where they wanted to go.
pub(crate) fn chosen(turn: &mut Turn) {
    match std::mem::take(&mut turn.state.flow) {
        Flow::Language(Tap::Go(Screen::Menu | Screen::Cancel)) if !turn.state.held.is_empty() => {
            turn.note(Notice::Welcome);
            stray::open(turn);
        }
        Flow::Language(Tap::Go(Screen::Menu | Screen::Cancel)) => menu::welcome(turn),
        Flow::Language(then) => {
            turn.note(Notice::Welcome);
            step::tap(turn, then);
        }
        flow => {
            turn.state.flow = flow;
            turn.note(Notice::Saved);
            super::show(turn);
        }
    }
}

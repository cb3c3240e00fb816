//! Telling moderators of the other side of a conversation.

use marketplace_domain::{
    conversation::View, id::ConversationId, message::Rich, refusal::Refusal, report::Category,
    text::Description,
};

use super::talk;
use crate::{
    call::Call,
    form::wrong_text,
    notice::Notice,
    say::{Arg, Part, s},
    state::{Flow, Pending},
    tap::{Act, Screen, Talk},
    turn::{self, Turn, go},
};

/// Begins.
pub(crate) fn open(turn: &mut Turn, view: &View) {
    turn.state.flow = Flow::Report(view.id, None);
    ask(turn);
}

/// Asks what is wrong, then for a few words.
pub(crate) fn ask(turn: &mut Turn) {
    let Flow::Report(id, category) = turn.state.flow else { return };
    let cancel = turn::talk("button-cancel", Talk::Options, id);
    let mut parts = vec![Part::heading("report-heading")];
    let buttons = match category {
        None => {
            parts.extend([Part::line("report-private"), Part::Gap, Part::heading("report-what")]);
            let choice = |category: Category| {
                vec![turn.here(label(category), Act::Choose(category.name().to_owned()))]
            };
            Category::ALL.into_iter().map(choice).chain([vec![cancel]]).collect()
        }
        Some(category) => {
            let question = [Part::Gap, Part::heading("report-words"), Part::line("report-words-hint")];
            parts.push(Part::line(label(category)));
            parts.extend(question);
            vec![
                vec![turn.here("button-no-words", Act::Skip)],
                vec![turn.here("button-back", Act::Back), cancel],
            ]
        }
    };
    turn.live(parts, buttons);
}

const fn label(category: Category) -> &'static str {
    match category {
        Category::Spam => "report-spam",
        Category::Scam => "report-scam",
        Category::Rude => "report-rude",
        Category::Danger => "report-danger",
        Category::Other => "report-other",
    }
}

/// A button of the questions.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let Flow::Report(id, category) = &mut turn.state.flow else { return };
    match (act, *category) {
        (Act::Choose(name), None) => match Category::from_name(name) {
            Some(chosen) => *category = Some(chosen),
            None => return super::again(turn, Notice::BadButton),
        },
        (Act::Back, Some(_)) => *category = None,
        (Act::Skip, Some(category)) => {
            let id = *id;
            return send(turn, id, category, None);
        }
        _ => return super::again(turn, Notice::OldButton),
    }
    ask(turn);
}

/// A line while it is asked: the few words.
pub(crate) fn words(turn: &mut Turn, text: &Rich) {
    let Flow::Report(id, Some(category)) = turn.state.flow else {
        return super::again(turn, Notice::TapHere);
    };
    match Description::parse(text.text()) {
        Ok(words) => send(turn, id, category, Some(words)),
        Err(problem) => {
            turn.notice = Some(wrong_text(problem).sentence);
            ask(turn);
        }
    }
}

fn send(turn: &mut Turn, id: ConversationId, category: Category, words: Option<Description>) {
    turn.call(Pending::Report(id), Call::Report(id, category, words));
}

/// It is stored: what happens now, and what the person can do themselves.
pub(crate) fn stored(turn: &mut Turn, view: &View) {
    turn.state.flow = Flow::Options(view.id);
    let parts = vec![
        Part::heading("report-stored"),
        Part::Line(s("report-next").with("alias", Arg::Alias(view.other))),
    ];
    let block = (!view.blocked).then(|| turn::talk("button-block", Talk::Block, view.id));
    let back = turn::talk("button-back", Talk::Options, view.id);
    let buttons = vec![block.into_iter().chain([back]).collect(), vec![go(Screen::Chats), go(Screen::Menu)]];
    turn.live(parts, buttons);
}

/// It was not taken.
pub(crate) fn refused(turn: &mut Turn, id: ConversationId, refusal: Refusal) {
    turn.state.flow = Flow::Idle;
    turn.note(refusal.into());
    match refusal {
        Refusal::Reported => talk::act(turn, Talk::Options, id),
        _ => super::show(turn),
    }
}

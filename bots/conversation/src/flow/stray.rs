//! A line that nothing asked for and that nobody waits for. It is kept, and its writer says what
//! becomes of it: a line that reaches the wrong person is the worst that can happen.

use marketplace_domain::{
    conversation::View,
    id::ConversationId,
    message::Rich,
    refusal::Refusal,
    request::Words,
    text::{MessageText, Title},
};

use super::{browse, menu, post};
use crate::{
    call::Call,
    card::cut,
    form::wrong_text,
    notice::Notice,
    say::{Arg, Button, Part, s},
    state::{Begin, Flow, Pending},
    tap::{Act, Screen, Talk},
    turn::{Turn, go},
};

/// How many conversations are offered, those that were spoken in last.
const MOST_OFFERED: usize = 4;
/// The longest piece of a title behind an alias on a button, in characters.
const MOST_OF_TITLE: usize = 12;
/// The longest piece of the line that is repeated; its writer sees it right above.
const MOST_REPEATED: usize = 200;

/// Keeps the line and asks what to do with it. A second one joins the first.
pub(crate) fn open(turn: &mut Turn, line: Rich) {
    if let Err(problem) = MessageText::parse(line.text()) {
        return turn.stay(vec![Part::Line(wrong_text(problem).sentence)], Vec::new());
    }
    turn.state.flow = match std::mem::take(&mut turn.state.flow) {
        Flow::Stray(first, from) => Flow::Stray(joined(&first, line), from),
        flow => Flow::Stray(line, Box::new(flow)),
    };
    load(turn);
}

/// Both lines, as far as one message has room for them.
fn joined(first: &Rich, second: Rich) -> Rich {
    let both = format!("{}\n{}", first.text(), second.text());
    if MessageText::parse(&both).is_ok() { Rich::plain(both) } else { second }
}

/// Asks the market whom the line could be for.
pub(crate) fn load(turn: &mut Turn) {
    turn.call(Pending::List, Call::Chats(None));
}

/// Asks what to do with the line.
pub(crate) fn ask(turn: &mut Turn, views: &[View]) {
    let Flow::Stray(line, from) = &turn.state.flow else { return };
    let open: Vec<&View> = views.iter().filter(|view| view.open).take(MOST_OFFERED).collect();
    let mut parts = Vec::new();
    if !open.is_empty() {
        parts.push(Part::line("stray-not-sent"));
    }
    parts.extend([Part::Quote(Rich::plain(cut(line.text(), MOST_REPEATED))), Part::Gap]);
    parts.push(Part::heading("stray-heading"));
    let mut buttons: Vec<Vec<Button>> = open.into_iter().map(|view| vec![send_button(turn, view)]).collect();
    let post = title(line).map(|_| turn.here("stray-post", Act::Post));
    let search = Words::parse(line.text()).map(|_| turn.here("stray-search", Act::Search));
    buttons.extend(post.map(|button| vec![button]));
    buttons.extend(search.map(|button| vec![button]));
    let back = (**from != Flow::Idle).then(|| turn.here("button-back", Act::Back));
    buttons.push(back.into_iter().chain([go(Screen::Menu)]).collect());
    turn.live(parts, buttons);
}

fn send_button(turn: &Turn, view: &View) -> Button {
    let title = cut(view.title.as_str(), MOST_OF_TITLE);
    let label = s("stray-send").with("alias", Arg::Alias(view.other)).text("title", &title);
    turn.here_labelled(label, Act::Send(view.id))
}

/// The line as the title of a request, if it is short enough.
fn title(line: &Rich) -> Option<Title> {
    let words: Vec<&str> = line.text().split_whitespace().collect();
    Title::parse(&words.join(" ")).ok()
}

/// A button of the question.
pub(crate) fn act(turn: &mut Turn, act: &Act) {
    let Flow::Stray(line, from) = &turn.state.flow else { return menu::show(turn) };
    match act {
        Act::Send(id) => {
            let call = Call::Say(*id, line.clone());
            turn.call(Pending::Send(*id), call);
        }
        Act::Post => match title(line) {
            Some(title) => post::open(turn, Begin::Title(title)),
            None => super::again(turn, Notice::BadButton),
        },
        Act::Search => {
            let line = line.clone();
            browse::words(turn, &line);
        }
        Act::Back => {
            turn.state.flow = (**from).clone();
            super::show(turn);
        }
        _ => super::again(turn, Notice::OldButton),
    }
}

/// It is on its way: further lines go there, too.
pub(crate) fn sent(turn: &mut Turn, id: ConversationId) {
    turn.note(Notice::Sent);
    turn.call(Pending::Talk(Talk::Enter, id), Call::Enter(id));
}

/// It was not taken, and is still here.
pub(crate) fn refused(turn: &mut Turn, refusal: Refusal) {
    turn.note(refusal.into());
    load(turn);
}

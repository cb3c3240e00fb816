//! What people do to messages that they sent before: edit them, delete them, react to them. Nothing of
//! it says to whom the next line goes.

use marketplace_domain::{
    id::ConversationId,
    message::Rich,
    reaction::Reaction,
    refusal::Refusal,
    said::{LineRef, Origin, Said},
    text::TextProblem,
};

use super::{contact, stray, talk};
use crate::{
    call::Call,
    form::wrong_text,
    notice::Notice,
    say::{Arg, Part, s},
    state::{Flow, Pending},
    turn::Turn,
};

/// A message says something else now. One that is still held changes where it waits.
pub(crate) fn edited(turn: &mut Turn, line: Option<LineRef>, origin: &Origin, text: Rich) {
    let held = turn.state.held.iter().position(|said| said.origin.as_ref() == Some(origin));
    let said = held.and_then(|index| turn.state.held.get(index)).cloned();
    let files = said.as_ref().map(|said| said.files.clone()).unwrap_or_default();
    let changed = Said { files, ..text.clone().into() };
    if held.is_some()
        && let Some(problem) = talk::problem(&changed)
    {
        return turn.stay(vec![Part::Line(wrong_text(problem).sentence)], Vec::new());
    }
    if let Some(said) = held.and_then(|index| turn.state.held.get_mut(index)) {
        said.body = text.into();
        // The card that asks about it repeats it.
        if matches!(turn.state.flow, Flow::Stray(..)) {
            stray::load(turn);
        }
        return;
    }
    // Answers to questions, commands and what was refused are no lines.
    let Some(line) = line else { return };
    // What may be empty, because files stay, is known to the market.
    if let Some(problem) =
        talk::problem(&text.clone().into()).filter(|problem| *problem != TextProblem::Empty)
    {
        turn.stay(vec![Part::Line(wrong_text(problem).sentence)], Vec::new());
    } else {
        turn.call(Pending::Edit(line.conversation), Call::Edit(line, text));
    }
}

/// It was not changed; what crossed before stays.
pub(crate) fn edit_refused(turn: &mut Turn, id: ConversationId, refusal: Refusal) {
    if let Refusal::Held(kinds) = refusal {
        return contact::held(turn, id, kinds);
    }
    let reason = Arg::Sentence(Box::new(Notice::from(refusal).sentence()));
    turn.stay(vec![Part::Line(s("edit-not-sent").with("reason", reason))], Vec::new());
}

/// Messages were deleted. Those that are held are forgotten, the others are taken back.
pub(crate) fn taken_back(turn: &mut Turn, lines: &[LineRef], origins: &[Origin]) {
    turn.state.held.retain(|said| said.origin.as_ref().is_none_or(|origin| !origins.contains(origin)));
    // All of them are of one chat; of several conversations there, one is seen to at a time.
    let Some(id) = lines.first().map(|line| line.conversation) else { return };
    let seqs = lines.iter().filter(|line| line.conversation == id).map(|line| line.seq).collect();
    turn.call(Pending::Deleted(id), Call::TakeBack(id, seqs));
}

/// Somebody reacted to a line, or does not any more.
pub(crate) fn reacted(turn: &mut Turn, line: LineRef, reaction: Option<Reaction>) {
    turn.call(Pending::React(line.conversation), Call::React(line, reaction));
}

/// What they reacted with is no standard emoji.
pub(crate) fn no_reaction(turn: &mut Turn) {
    turn.stay(vec![Part::line("reaction-does-not-cross")], Vec::new());
}

/// It does not cross.
pub(crate) fn refused(turn: &mut Turn, refusal: Refusal) {
    let reason = Arg::Sentence(Box::new(Notice::from(refusal).sentence()));
    turn.stay(vec![Part::Line(s("talk-not-sent").with("reason", reason))], Vec::new());
}

//! How edits, deletions and reactions are shown: in place where the platform can, else below in words.

use adapter::{Capabilities, NativeId, Outbound};
use conversation::{Undelivered, edited, reacted, render, say::Say, taken_back};
use marketplace_domain::{account::Language, message::Message, said::Body};

use crate::{
    say::{Change, Showing},
    store::{
        changes::About,
        due::{Due, Line, What},
    },
};

/// What is shown of it; none where it is no change of a line.
pub(crate) fn of(
    line: &Line,
    due: &Due,
    about: Option<&About>,
    language: Language,
    able: &Capabilities,
) -> Option<Showing> {
    let change = Shown { line, due, language, able };
    match line.what {
        What::Edited => Some(change.edited(about)),
        What::TakenBack => Some(change.taken_back(about)),
        What::Reacted => Some(change.reacted(about)),
        _ => None,
    }
}

struct Shown<'a> {
    line: &'a Line,
    due: &'a Due,
    language: Language,
    able: &'a Capabilities,
}

impl Shown<'_> {
    fn edited(&self, about: Option<&About>) -> Showing {
        let Some(about) = about.filter(|about| !about.taken_back) else { return Showing::Over };
        let Line { title, other, body, request, .. } = self.line;
        let first = about.is_first.then_some(*request);
        let message = self.message(&edited(title, *other, body, self.due.conversation, first));
        let units = message.text.text().encode_utf16().count();
        // A text in parts cannot be changed in one of them. Files stand before the text.
        let whole = units <= self.able.text_units && about.together <= about.files + 1;
        let below = self.below(message.clone(), about.natives.last());
        match about.natives.last().filter(|_| self.able.edits && whole) {
            Some(id) => Showing::Change(Change {
                change: Outbound::Edit { id: id.clone(), message },
                else_below: Some(below),
                done: None,
                undone: None,
            }),
            None => Showing::This(below, None),
        }
    }

    fn taken_back(&self, about: Option<&About>) -> Showing {
        let Some(about) = about else { return Showing::Over };
        // Whoever ended the conversation is not written to.
        let told = || {
            let say = taken_back(&self.line.title, self.line.other, self.due.conversation);
            self.below(self.message(&say), about.natives.last())
        };
        let told = about.open.then(told);
        match (self.able.deletes && !about.natives.is_empty(), told) {
            (true, else_below) => Showing::Change(Change {
                change: Outbound::Delete { ids: about.natives.clone() },
                else_below,
                done: Some(Undelivered::TakenBack),
                undone: Some(Undelivered::StaysThere),
            }),
            // Nobody knows where it would stand, if it ever arrived.
            (false, _) if about.natives.is_empty() => Showing::Nothing(Undelivered::StaysThere),
            (false, Some(told)) => Showing::This(told, Some(Undelivered::StaysThere)),
            (false, None) => Showing::Nothing(Undelivered::StaysThere),
        }
    }

    fn reacted(&self, about: Option<&About>) -> Showing {
        let Some(about) = about.filter(|about| !about.taken_back) else { return Showing::Over };
        let Body::Reaction { reaction, former } = &self.line.body else { return Showing::Over };
        let say = reacted(&self.line.title, self.line.other, &self.line.body, self.due.conversation);
        let below = say.map(|say| self.below(self.message(&say), about.natives.last()));
        let shows = reaction.or(*former).is_some_and(|emoji| self.able.reactions.show(emoji));
        match (about.natives.last().filter(|_| shows), below) {
            (Some(id), else_below) => Showing::Change(Change {
                change: Outbound::React { id: id.clone(), reaction: *reaction },
                else_below,
                done: None,
                undone: None,
            }),
            (None, Some(below)) => Showing::This(below, None),
            (None, None) => Showing::Over,
        }
    }

    fn message(&self, say: &Say) -> Message {
        Message { silent: self.due.silent, ..render(self.language, say) }
    }

    fn below(&self, message: Message, to: Option<&NativeId>) -> Outbound {
        Outbound::Send { message, pictures: Vec::new(), reply_to: to.cloned() }
    }
}

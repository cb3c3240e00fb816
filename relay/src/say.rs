//! How a delivery is shown to the person whom it goes to.

use std::sync::Arc;

use adapter::{Attachment, Capabilities, Outbound};
use conversation::{
    Undelivered, dealt, ended, first_answer, incoming, news, render, reopened, say::Say, undelivered,
};
use marketplace_core::{Market, blobs::Blobs};
use marketplace_domain::{account::Language, media::FileKind, message::Message, said::Body};

use crate::{
    attachments::attachment,
    say_changes,
    store::{
        changes::About,
        due::{Due, Line, What},
        files::{EventFile, FileState},
    },
};

/// What becomes of a delivery now.
pub(crate) enum Showing {
    /// It is shown. The sender is told if a part of it cannot be.
    This(Outbound, Option<Undelivered>),
    /// A file is not there yet after all.
    NotYet,
    /// Nothing of it can be shown.
    Nothing(Undelivered),
    /// There is nothing to show any more.
    Over,
    /// Something that is shown already changes.
    Change(Change),
}

/// A change of what is shown already.
pub(crate) struct Change {
    /// What is done to it.
    pub change: Outbound,
    /// What is shown where that is refused.
    pub else_below: Option<Outbound>,
    /// What the writer is told where it was done.
    pub done: Option<Undelivered>,
    /// What the writer is told where it was refused.
    pub undone: Option<Undelivered>,
}

/// What is shown of a line with these files, to somebody on a platform that can show so much.
pub(crate) fn of(
    line: &Line,
    due: &Due,
    files: &[EventFile],
    about: Option<&About>,
    language: Language,
    capabilities: &Capabilities,
    kept: (&Arc<Market>, &Arc<Blobs>),
) -> Showing {
    if let Some(change) = say_changes::of(line, due, about, language, capabilities) {
        return change;
    }
    let Line { request, title, other, body, what } = line;
    let reply_to = about.filter(|about| !about.taken_back).and_then(|about| about.natives.last()).cloned();
    let message = |say: &Say| Message { silent: due.silent, ..render(language, say) };
    let words = |say: &Say| Outbound::Send {
        message: message(say),
        pictures: Vec::new(),
        reply_to: reply_to.clone(),
    };
    let split = match what {
        What::Undelivered(reason) => {
            let say = undelivered(*reason, *other, body, &concerned(*reason, files));
            return Showing::This(words(&say), None);
        }
        What::Ended(lost) => return Showing::This(words(&ended(title, *other, *lost)), None),
        What::Reopened => return Showing::This(words(&reopened(title, *other, due.conversation)), None),
        What::News(what) => {
            return Showing::This(words(&news(*what, title, *other, due.conversation)), None);
        }
        What::Deal(side) => {
            let Body::Deal { deal } = body else { return Showing::Over };
            return Showing::This(words(&dealt(deal, *side, title, *other, due.conversation)), None);
        }
        What::First | What::Said => split(files, capabilities, kept),
        // They are shown as changes.
        What::Edited | What::TakenBack | What::Reacted => return Showing::Over,
    };
    let Some((files, problem)) = split else { return Showing::NotYet };
    if let (true, Some(problem)) = (files.is_empty(), problem) {
        return Showing::Nothing(problem);
    }
    let kinds = files.iter().map(|file| file.kind);
    let unshown: Vec<FileKind> = kinds.filter(|kind| !capabilities.shows.contains(kind)).collect();
    let say = match what {
        What::First => first_answer(title, *other, body, due.conversation, *request),
        _ => incoming(title, *other, body, &unshown, due.conversation),
    };
    if files.is_empty() {
        return Showing::This(words(&say), None);
    }
    Showing::This(Outbound::Files { message: message(&say), files, reply_to: reply_to.clone() }, problem)
}

/// What the sender is told of: the files that did not cross, where that is what went wrong.
fn concerned(reason: Undelivered, files: &[EventFile]) -> Vec<FileKind> {
    let is_gone = |file: &&EventFile| matches!(file.state, FileState::Gone(_));
    let all = !matches!(reason, Undelivered::File(_)) || !files.iter().any(|file| is_gone(&file));
    files.iter().filter(|file| all || is_gone(file)).map(|file| file.kind).collect()
}

/// The files that can be shown, and why the others cannot; none where one is not there yet.
fn split(
    files: &[EventFile],
    capabilities: &Capabilities,
    (market, blobs): (&Arc<Market>, &Arc<Blobs>),
) -> Option<(Vec<Attachment>, Option<Undelivered>)> {
    let mut attachments = Vec::with_capacity(files.len());
    let mut problem = None;
    for file in files {
        match &file.state {
            FileState::Pending => return None,
            FileState::Ready(ready) if ready.length <= capabilities.file_bytes => {
                attachments.push(attachment(market, blobs, ready));
            }
            FileState::Ready(_) => problem = problem.or(Some(Undelivered::FileTooLargeThere)),
            FileState::Gone(why) => problem = problem.or(Some(Undelivered::File(*why))),
        }
    }
    Some((attachments, problem))
}

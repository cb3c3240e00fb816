//! How a delivery reads to the person whom it goes to.

use conversation::{ended, first_answer, incoming, news, render, reopened, undelivered};
use marketplace_domain::{account::Language, id::ConversationId, message::Message};

use crate::store::lane::{Line, What};

/// The message of a line.
pub(crate) fn of(line: &Line, conversation: ConversationId, language: Language) -> Message {
    let Line { request, title, other, text, what } = line;
    let say = match what {
        What::First => first_answer(title, *other, text, conversation, *request),
        What::Said => incoming(title, *other, text, conversation),
        What::Ended(lost) => ended(title, *other, *lost),
        What::Reopened => reopened(title, *other, conversation),
        What::News(what) => news(*what, title, *other, conversation),
        What::Undelivered(reason) => undelivered(*reason, *other, text),
    };
    render(language, &say)
}

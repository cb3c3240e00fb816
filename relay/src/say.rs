//! How a delivery reads to the person whom it goes to.

use conversation::{first_answer, incoming, render, undelivered};
use marketplace_domain::{account::Language, message::Message};

use crate::store::lane::{Due, What};

/// The message of a delivery.
pub(crate) fn of(due: &Due, language: Language) -> Message {
    let say = match &due.what {
        What::Said { text, first: true } => {
            first_answer(&due.title, due.other, text, due.conversation, due.request)
        }
        What::Said { text, first: false } => incoming(&due.title, due.other, text, due.conversation),
        What::Undelivered { text, reason } => undelivered(*reason, due.other, text),
    };
    render(language, &say)
}

//! How a delivery reads to the person whom it goes to.

use conversation::{notice, notice::Notice, render::render};
use marketplace_domain::{account::Language, message::Message};

use crate::store::lane::{Due, What};

/// The message of a delivery.
pub fn of(due: &Due, language: Language) -> Message {
    let say = match &due.what {
        What::Said { text, first: true } => {
            notice::first_answer(due.request, &due.title, due.other, text, due.conversation)
        }
        What::Said { text, first: false } => notice::incoming(&due.title, due.other, text, due.conversation),
        What::Notice(stored) => {
            let notice =
                serde_json::from_value(stored.clone()).unwrap_or(Notice::Undelivered(notice::Reason::Dead));
            notice::of(notice, &due.title, due.other, due.conversation)
        }
    };
    render(language, &say)
}

//! What can be done with a message: react, reply, change it, take it back. One list of it, which a page
//! without scripts shows below the message, and the script in a window over it.

use maud::{Markup, html};

use super::{Say, anchor, icons};
use crate::{
    entry::{Entry, EntryId, Marks},
    names,
    visit::Seat,
};

/// The reactions that are offered: of those that every platform can show (Telegram has a list of its own).
const OFFERED: [&str; 6] = ["👍", "❤️", "🤣", "😢", "🎉", "🙏"];

/// Which message it is about, and what of it can be done.
#[derive(Default)]
pub(super) struct About {
    id: Option<EntryId>,
    own: bool,
}

impl About {
    pub(super) fn entry(id: EntryId, entry: &Entry) -> Self {
        Self { id: Some(id), own: entry.own().is_some() }
    }

    /// Any: the script fills in which.
    pub(super) fn any() -> Self {
        Self { id: None, own: true }
    }

    fn value(&self) -> String {
        self.id.map(|id| id.to_string()).unwrap_or_default()
    }
}

/// The list.
pub(super) fn actions(say: Say<'_>, seat: Seat, about: &About) -> Markup {
    let id = about.value();
    html! {
        div class="actions" {
            form class="offered" method="post" action=(seat.path("/chat/react")) data-form="react" role="group"
                aria-label=(say.word("web-reactions")) {
                (hidden(say, &id))
                @for emoji in OFFERED { button name="reaction" value=(emoji) { (emoji) } }
            }
            a class="action" href=(place(seat, "reply", &id)) data-do="reply" {
                (icons::lined(icons::REPLY)) (say.word("web-reply"))
            }
            @if about.id.is_none() {
                button class="action" type="button" data-do="copy" {
                    (icons::lined(icons::COPY)) (say.word("web-copy"))
                }
            }
            @if about.own {
                a class="action" href=(place(seat, "edit", &id)) data-do="edit" {
                    (icons::lined(icons::EDIT)) (say.word("web-edit"))
                }
                form method="post" action=(seat.path("/chat/take-back")) data-form="take-back" {
                    (hidden(say, &id))
                    button class="action alarm" { (icons::lined(icons::TAKE_BACK)) (say.word("web-take-back")) }
                }
            }
        }
    }
}

/// Opens the list of a message.
pub(super) fn more(say: Say<'_>, seat: Seat, id: EntryId) -> Markup {
    let href = format!("{}#{}", with(seat, "on", &id.to_string()), anchor(id));
    html! {
        a class="more" href=(href) aria-label=(say.word("web-actions")) title=(say.word("web-actions")) {
            (icons::filled(icons::MORE))
        }
    }
}

/// The reactions to a message. The visitor's own is a button that takes it away.
pub(super) fn marks(say: Say<'_>, seat: Seat, id: EntryId, marks: Marks) -> Markup {
    html! {
        @if marks != Marks::default() {
            div class="marks" {
                @if let Some(theirs) = marks.theirs {
                    span class="mark" title=(say.word("web-reaction")) {
                        span class="unseen" { (say.word("web-reaction")) ": " }
                        (theirs.as_str())
                    }
                }
                @if let Some(mine) = marks.mine {
                    form method="post" action=(seat.path("/chat/react")) data-form="react" {
                        (hidden(say, &id.to_string()))
                        button class="mark mine" name="reaction" value="" title=(say.word("web-unreact")) {
                            (mine.as_str())
                            span class="unseen" { " " (say.word("web-unreact")) }
                        }
                    }
                }
            }
        }
    }
}

/// Which message, and the key without which a form counts for nothing.
fn hidden(say: Say<'_>, id: &str) -> Markup {
    html! {
        input type="hidden" name="id" value=(id);
        input type="hidden" name="key" value=(names::random::<16>(say.site.entropy.as_ref()));
    }
}

/// The page with the field for writing about that message.
fn place(seat: Seat, what: &str, id: &str) -> String {
    format!("{}#text", with(seat, what, id))
}

fn with(seat: Seat, what: &str, id: &str) -> String {
    let path = seat.path("/chat");
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}{what}={id}")
}

//! Where people write: at the bottom of the chat.

use maud::{Markup, html};

use super::{Say, icons};
use crate::{
    entry::{Entry, EntryId},
    inbound::MOST_TEXT,
    mailbox::Snapshot,
    names,
    visit::Seat,
};

/// What is written.
pub(crate) enum Writing {
    /// Something new.
    New,
    /// A reply to an entry.
    Reply(EntryId),
    /// Another text for an entry.
    Edit(EntryId),
}

/// What is written, as far as the entry is there.
enum Mode<'a> {
    New,
    Reply(EntryId, &'a str),
    Edit(EntryId, &'a str),
}

impl Writing {
    fn mode<'a>(&self, snapshot: &'a Snapshot) -> Mode<'a> {
        let find = |id: EntryId| {
            let change = snapshot.entries.iter().find(|change| change.id == id);
            change.and_then(|change| change.entry.as_ref()).filter(|entry| entry.unsent().is_none())
        };
        match *self {
            Self::New => Mode::New,
            Self::Reply(id) => match find(id) {
                Some(Entry::Bot { message, .. }) => Mode::Reply(id, message.text.text()),
                Some(entry) => entry.own_text().map_or(Mode::New, |text| Mode::Reply(id, text)),
                None => Mode::New,
            },
            Self::Edit(id) => {
                find(id).and_then(Entry::own_text).map_or(Mode::New, |text| Mode::Edit(id, text))
            }
        }
    }
}

pub(super) fn composer(say: Say<'_>, seat: Seat, writing: &Writing, snapshot: &Snapshot) -> Markup {
    let key = || names::random::<16>(say.site.entropy.as_ref());
    let mode = writing.mode(snapshot);
    let action = if let Mode::Edit(..) = mode { "/chat/edit" } else { "/chat/say" };
    html! {
        footer data-editing=(say.word("web-editing")) data-replying=(say.word("web-replying"))
            data-say=(seat.path("/chat/say")) data-edit=(seat.path("/chat/edit")) {
            (strip(say, seat, &mode))
            (menu(say, seat, &key()))
            form class="photo" method="post" action=(seat.path("/chat/file")) enctype="multipart/form-data"
                data-form="file" {
                input type="hidden" name="key" value=(key());
                @if let Mode::Reply(id, _) = mode { input type="hidden" name="reply_to" value=(id); }
                input class="unseen" id="file" type="file" name="file" required;
                label class="round" for="file" title=(say.word("web-send-file")) {
                    (icons::filled(icons::PICTURE))
                    span class="unseen" { (say.word("web-send-file")) }
                }
                button class="scriptless" { (say.word("web-send-file")) }
            }
            form class="say" method="post" action=(seat.path(action)) data-form="say" {
                input type="hidden" name="key" value=(key());
                @match mode {
                    Mode::New => {}
                    Mode::Reply(id, _) => { input type="hidden" name="reply_to" value=(id); }
                    Mode::Edit(id, _) => { input type="hidden" name="id" value=(id); }
                }
                label class="unseen" for="text" { (say.word("web-your-message")) }
                textarea id="text" name="text" rows="1" maxlength=(MOST_TEXT) dir="auto"
                    required[!matches!(mode, Mode::Edit(..))] autocomplete="off" enterkeyhint="send"
                    placeholder=(say.word("web-your-message")) {
                    @if let Mode::Edit(_, text) = mode { (text) }
                }
                button class="round send" aria-label=(say.word("web-send")) { (icons::filled(icons::SEND)) }
            }
        }
    }
}

/// What is written about, and the way out of it. The script fills it in by itself.
fn strip(say: Say<'_>, seat: Seat, mode: &Mode<'_>) -> Markup {
    /// As much as one line shows.
    const MOST: usize = 120;
    let (kind, id, word, text) = match mode {
        Mode::New => ("", None, String::new(), ""),
        Mode::Reply(id, text) => ("reply", Some(*id), say.word("web-replying"), *text),
        Mode::Edit(id, text) => ("edit", Some(*id), say.word("web-editing"), *text),
    };
    let text: String = text.chars().take(MOST).collect();
    html! {
        div id="mode" hidden[id.is_none()] data-kind=(kind) data-id=[id] {
            span {
                strong { (word) }
                span class="quoted" dir="auto" { (text) }
            }
            a class="round" href=(format!("{}#end", seat.path("/chat"))) data-do="cancel"
                aria-label=(say.word("web-cancel")) title=(say.word("web-cancel")) {
                (icons::lined(icons::CANCEL))
            }
        }
    }
}

/// The commands, each a button that says it.
fn menu(say: Say<'_>, seat: Seat, key: &str) -> Markup {
    html! {
        details class="menu" {
            summary class="round" title=(say.word("web-menu")) {
                (icons::lined(icons::MENU))
                span class="unseen" { (say.word("web-menu")) }
            }
            form method="post" action=(seat.path("/chat/say")) data-form="menu" {
                input type="hidden" name="key" value=(key);
                @for command in say.site.words.commands(say.language) {
                    button name="text" value=(format!("/{}", command.name)) {
                        span { (command.description) }
                        code dir="ltr" { "/" (command.name) }
                    }
                }
            }
        }
    }
}

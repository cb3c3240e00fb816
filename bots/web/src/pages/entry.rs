//! One entry of the chat.

use marketplace_domain::{
    account::Language,
    id::PhotoId,
    media::Format,
    message::{Button, Message, Press, Rich},
};
use maud::{Markup, html};

use super::{
    Say,
    actions::{marks, more},
    anchor,
    rich::{is_web_address, rich},
};
use crate::{
    Site,
    entry::{Entry, EntryId, Marks, Own, ShownFile},
    mailbox::Change,
    names,
    visit::Seat,
};

/// An entry as it stands in the list.
pub(crate) fn entry(site: &Site, seat: Seat, language: Language, change: &Change, entry: &Entry) -> Markup {
    let say = Say { site, language };
    match entry {
        Entry::Line { text, own } => self::own(say, seat, change, own, &own_words(text)),
        Entry::Photo { photo, caption, own, .. } => {
            let shown = html! {
                (picture(say, seat, *photo))
                @if !caption.is_empty() { (own_words(caption)) }
            };
            self::own(say, seat, change, own, &shown)
        }
        Entry::File { name, caption, own, .. } => {
            let shown = html! {
                div class="words" dir="auto" { "📎 " (name) }
                @if !caption.is_empty() { (own_words(caption)) }
            };
            self::own(say, seat, change, own, &shown)
        }
        Entry::Gone { key } => gone(say, change, key),
        Entry::Bot { message, files, reply_to, marks } => {
            let shown = html! {
                (quote(say, *reply_to))
                @for photo in &message.photos { (picture(say, seat, *photo)) }
                @for shown in files { (file(say, seat, shown)) }
                @if !message.text.text().is_empty() { (words(&message.text)) }
                (foot(say, change, false))
            };
            bot(say, seat, change, message, *marks, &shown)
        }
    }
}

fn own(say: Say<'_>, seat: Seat, change: &Change, own: &Own, shown: &Markup) -> Markup {
    html! {
        li class="entry own" id=(anchor(change.id)) data-key=(own.key) tabindex="-1" {
            div class="said" {
                div class="bubble" {
                    span class="unseen" { (say.word("web-you")) ": " }
                    (quote(say, own.reply_to))
                    (shown)
                    (foot(say, change, own.edited))
                }
                @if own.sent { (more(say, seat, change.id)) }
            }
            (marks(say, seat, change.id, own.marks))
            @if !own.sent { (unsent(say, seat, change.id)) }
        }
    }
}

/// What the visitor took back.
fn gone(say: Say<'_>, change: &Change, key: &str) -> Markup {
    html! {
        li class="entry own gone" id=(anchor(change.id)) data-key=(key) tabindex="-1" {
            div class="bubble" { (say.word("web-taken-back")) (foot(say, change, false)) }
        }
    }
}

/// A line that the market has not taken: it says so, and can be sent again.
fn unsent(say: Say<'_>, seat: Seat, id: EntryId) -> Markup {
    html! {
        form class="again" method="post" action=(seat.path("/chat/again")) data-form="again" {
            input type="hidden" name="id" value=(id);
            span { (say.word("web-not-sent")) }
            " "
            button { (say.word("web-send-again")) }
        }
    }
}

fn bot(say: Say<'_>, seat: Seat, change: &Change, message: &Message, marks: Marks, shown: &Markup) -> Markup {
    html! {
        li class="entry bot" id=(anchor(change.id)) tabindex="-1" {
            div class="said" {
                div class="bubble" {
                    span class="unseen" { (say.word("web-name")) ": " }
                    (shown)
                }
                (more(say, seat, change.id))
            }
            (self::marks(say, seat, change.id, marks))
            @if message.buttons.iter().any(|row| !row.is_empty()) {
                (buttons(say, seat, change.id, &message.buttons))
            }
        }
    }
}

/// What an entry replies to. The script quotes it where it is on the page.
fn quote(say: Say<'_>, reply_to: Option<EntryId>) -> Markup {
    html! {
        @if let Some(id) = reply_to {
            a class="reply" href=(format!("#{}", anchor(id))) dir="auto" { (say.word("web-in-reply")) }
        }
    }
}

/// The buttons of a message: one form, so that they work without scripts.
fn buttons(say: Say<'_>, seat: Seat, id: EntryId, rows: &[Vec<Button>]) -> Markup {
    html! {
        form class="buttons" method="post" action=(seat.path("/chat/tap")) data-form="tap" {
            input type="hidden" name="on" value=(id);
            input type="hidden" name="key" value=(names::random::<16>(say.site.entropy.as_ref()));
            @for row in rows.iter().filter(|row| !row.is_empty()) {
                div class="row" {
                    @for button in row { (self::button(button)) }
                }
            }
        }
    }
}

fn button(button: &Button) -> Markup {
    let label = &button.label;
    match &button.press {
        Press::Data(data) => html! { button name="data" value=(data) dir="auto" { (label) } },
        Press::Link(link) if is_web_address(link) => html! {
            a href=(link) target="_blank" rel="noopener noreferrer nofollow" dir="auto" { (label) }
        },
        // An address of another kind is not one of ours.
        Press::Link(_) => html! { span dir="auto" { (label) } },
    }
}

fn picture(say: Say<'_>, seat: Seat, photo: PhotoId) -> Markup {
    let place = seat.path(&format!("/photos/{photo}"));
    html! {
        a class="picture" href=(place) target="_blank" rel="noopener" {
            img src=(place) alt=(say.word("web-picture")) loading="lazy";
        }
    }
}

/// A file: played where browsers can, else to be saved under a name that says nothing.
fn file(say: Say<'_>, seat: Seat, file: &ShownFile) -> Markup {
    let name = file.format.file_name();
    let place = seat.path(&format!("/files/{}/{name}", file.id));
    html! {
        @match file.format {
            Format::Mp4 => {
                video class="file" controls preload="metadata" playsinline src=(place)
                    aria-label=(say.word("web-video")) {}
            }
            Format::M4a | Format::Opus | Format::Mp3 => {
                audio class="file" controls preload="none" src=(place) aria-label=(say.word("web-sound")) {}
            }
            _ => { a class="file" href=(place) download=(name) dir="ltr" { "📄 " (name) " · " (size(file.length)) } }
        }
    }
}

/// A length for people, such as `1.2 MB`. It is the same in every language that we speak.
fn size(length: u64) -> String {
    const KILO: u64 = 1000;
    match length {
        0..KILO => format!("{length} B"),
        length if length < KILO * KILO => format!("{} kB", length.div_ceil(KILO)),
        length => {
            let tenths = length.div_ceil(KILO * KILO / 10);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

fn words(text: &Rich) -> Markup {
    html! { div class="words" dir="auto" { (rich(text)) } }
}

/// What the visitor wrote: the script takes it from here to change it.
fn own_words(text: &str) -> Markup {
    html! { div class="words" dir="auto" data-own { (rich(&Rich::plain(text))) } }
}

/// The time, which the script writes in the zone of whoever reads.
fn foot(say: Say<'_>, change: &Change, edited: bool) -> Markup {
    let at = change.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    html! {
        div class="foot" {
            @if edited { span { (say.word("web-edited")) } " · " }
            time datetime=(at) {}
        }
    }
}

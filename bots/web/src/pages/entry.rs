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
    rich::{is_web_address, rich},
};
use crate::{
    Site,
    mailbox::{Change, Entry, EntryId, ShownFile},
    names,
    visit::Seat,
};

/// An entry as it stands in the list.
pub(crate) fn entry(site: &Site, seat: Seat, language: Language, change: &Change, entry: &Entry) -> Markup {
    let say = Say { site, language };
    match entry {
        Entry::Line { text, key, sent } => own(say, seat, change, key, *sent, &words(&Rich::plain(text))),
        Entry::Photo { photo, caption, key, sent, .. } => {
            let shown = html! {
                (picture(say, seat, *photo))
                @if !caption.is_empty() { (words(&Rich::plain(caption))) }
            };
            own(say, seat, change, key, *sent, &shown)
        }
        Entry::File { name, caption, key, sent, .. } => {
            let shown = html! {
                div class="words" dir="auto" { "📎 " (name) }
                @if !caption.is_empty() { (words(&Rich::plain(caption))) }
            };
            own(say, seat, change, key, *sent, &shown)
        }
        Entry::Bot { message, files, reply_to } => bot(say, seat, change, message, files, *reply_to),
    }
}

fn own(say: Say<'_>, seat: Seat, change: &Change, key: &str, sent: bool, shown: &Markup) -> Markup {
    html! {
        li class="entry own" id=(anchor(change.id)) data-key=(key) {
            div class="bubble" {
                span class="unseen" { (say.word("web-you")) ": " }
                (shown)
                (foot(change))
            }
            @if !sent { (unsent(say, seat, change.id)) }
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

fn bot(
    say: Say<'_>,
    seat: Seat,
    change: &Change,
    message: &Message,
    files: &[ShownFile],
    reply_to: Option<EntryId>,
) -> Markup {
    html! {
        li class="entry bot" id=(anchor(change.id)) tabindex="-1" {
            div class="bubble" {
                span class="unseen" { (say.word("web-name")) ": " }
                @if let Some(id) = reply_to {
                    a class="reply" href=(format!("#{}", anchor(id))) { (say.word("web-in-reply")) }
                }
                @for photo in &message.photos { (picture(say, seat, *photo)) }
                @for shown in files { (file(say, seat, shown)) }
                @if !message.text.text().is_empty() { (words(&message.text)) }
                (foot(change))
            }
            @if message.buttons.iter().any(|row| !row.is_empty()) {
                (buttons(say, seat, change.id, &message.buttons))
            }
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

/// The time, which the script writes in the zone of whoever reads.
fn foot(change: &Change) -> Markup {
    let at = change.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    html! { time datetime=(at) {} }
}

fn anchor(id: EntryId) -> String {
    format!("m{id}")
}

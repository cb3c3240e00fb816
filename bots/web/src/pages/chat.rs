//! The page of the chat.

use marketplace_domain::account::Language;
use maud::{Markup, html};

use super::{
    Say,
    actions::{About, actions},
    composer::{Writing, composer},
    entry, icons, page,
};
use crate::{Site, assets::LOGO, entry::EntryId, mailbox::Snapshot, visit::Seat};

/// What a page without scripts shows beside the chat.
pub(crate) struct Doing {
    /// The entry whose actions are open.
    pub(crate) on: Option<EntryId>,
    /// What is written.
    pub(crate) writing: Writing,
}

/// The chat as it stands.
pub(crate) fn chat(
    site: &Site,
    seat: Seat,
    language: Language,
    snapshot: &Snapshot,
    doing: &Doing,
) -> Markup {
    let say = Say { site, language };
    let body = html! {
        a class="skip" href="#text" { (say.word("web-skip")) }
        (header(say, seat))
        main id="chat" data-version=(snapshot.version) data-events=(seat.path("/chat/events"))
            data-seat=(seat.path("")) data-not-sent=(say.word("web-not-sent-retrying"))
            data-sending=(say.word("web-sending")) data-offline=(say.word("web-offline"))
            data-you=(say.word("web-you")) data-picture=(say.word("web-a-picture")) data-large=(say.word("web-problem-large-file")) {
            h1 class="unseen" { (say.word("web-chat-title")) }
            div role="log" aria-live="polite" aria-relevant="additions text" aria-label=(say.word("web-messages")) {
                ol id="log" {
                    @for change in &snapshot.entries {
                        @if let Some(shown) = &change.entry {
                            (entry(site, seat, language, change, shown))
                            @if doing.on == Some(change.id) {
                                li class="open" { (actions(say, seat, &About::entry(change.id, shown))) }
                            }
                        }
                    }
                }
            }
            @if snapshot.entries.is_empty() {
                p id="waiting" { (say.word("web-waiting")) }
            }
            p id="status" role="status" hidden {}
            div id="end" {}
        }
        dialog id="actions" aria-label=(say.word("web-actions")) { (actions(say, seat, &About::any())) }
        a id="newest" href="#end" hidden { (icons::lined(icons::DOWN)) span { (say.word("web-newest")) } }
        (composer(say, seat, &doing.writing, snapshot))
    };
    page(say, "chat", &say.word("web-chat-title"), &body)
}

fn header(say: Say<'_>, seat: Seat) -> Markup {
    html! {
        header {
            a class="brand" href="/" {
                img src=(LOGO.path) alt="" width="40" height="40";
                span {
                    strong { (say.word("web-name")) }
                    small { (say.word("web-tagline")) }
                }
            }
            @if say.site.demo {
                @if let Some(next) = seat.next() {
                    a class="second" href=(format!("{}#end", next.path("/chat"))) target="_blank" rel="opener"
                        title=(say.word("web-second-person")) {
                        (icons::filled(icons::SECOND))
                        span { (say.word("web-second-person")) }
                    }
                }
            }
        }
    }
}

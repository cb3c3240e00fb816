//! The page of the chat.

use marketplace_domain::account::Language;
use maud::{Markup, html};

use super::{Say, entry, icons, page};
use crate::{Site, assets::LOGO, inbound::MOST_TEXT, mailbox::Snapshot, names, visit::Seat};

/// The chat as it stands.
pub(crate) fn chat(site: &Site, seat: Seat, language: Language, snapshot: &Snapshot) -> Markup {
    let say = Say { site, language };
    let body = html! {
        a class="skip" href="#text" { (say.word("web-skip")) }
        (header(say, seat))
        main id="chat" data-version=(snapshot.version) data-events=(seat.path("/chat/events"))
            data-seat=(seat.path("")) data-not-sent=(say.word("web-not-sent-retrying"))
            data-sending=(say.word("web-sending")) data-offline=(say.word("web-offline"))
            data-you=(say.word("web-you")) data-large=(say.word("web-problem-large-file")) {
            h1 class="unseen" { (say.word("web-chat-title")) }
            div role="log" aria-live="polite" aria-relevant="additions text" aria-label=(say.word("web-messages")) {
                ol id="log" {
                    @for change in &snapshot.entries {
                        @if let Some(shown) = &change.entry { (entry(site, seat, language, change, shown)) }
                    }
                }
            }
            @if snapshot.entries.is_empty() {
                p id="waiting" { (say.word("web-waiting")) }
            }
            p id="status" role="status" hidden {}
            div id="end" {}
        }
        a id="newest" href="#end" hidden { (icons::lined(icons::DOWN)) span { (say.word("web-newest")) } }
        (footer(say, seat))
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

fn footer(say: Say<'_>, seat: Seat) -> Markup {
    let key = || names::random::<16>(say.site.entropy.as_ref());
    html! {
        footer {
            (menu(say, seat, &key()))
            form class="photo" method="post" action=(seat.path("/chat/file")) enctype="multipart/form-data"
                data-form="file" {
                input type="hidden" name="key" value=(key());
                input class="unseen" id="file" type="file" name="file" required;
                label class="round" for="file" title=(say.word("web-send-file")) {
                    (icons::filled(icons::PICTURE))
                    span class="unseen" { (say.word("web-send-file")) }
                }
                button class="scriptless" { (say.word("web-send-file")) }
            }
            form class="say" method="post" action=(seat.path("/chat/say")) data-form="say" {
                input type="hidden" name="key" value=(key());
                label class="unseen" for="text" { (say.word("web-your-message")) }
                textarea id="text" name="text" rows="1" maxlength=(MOST_TEXT) dir="auto" required
                    autocomplete="off" enterkeyhint="send" placeholder=(say.word("web-your-message")) {}
                button class="round send" aria-label=(say.word("web-send")) { (icons::filled(icons::SEND)) }
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

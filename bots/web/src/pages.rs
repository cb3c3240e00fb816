//! The pages: what they look like is in the style sheet, what they say is in the locales.

mod actions;
mod chat;
mod composer;
mod entry;
mod icons;
mod landing;
mod rich;

pub(crate) use self::{
    chat::{Doing, chat},
    composer::Writing,
    entry::entry,
    landing::landing,
};

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use marketplace_domain::account::Language;
use maud::{DOCTYPE, Markup, html};

use crate::{
    Site,
    assets::{LOGO, SCRIPT, STYLE},
    entry::EntryId,
    visit::{Seat, Visit},
};

/// The words of a page.
#[derive(Clone, Copy)]
struct Say<'a> {
    site: &'a Site,
    language: Language,
}

impl Say<'_> {
    fn word(&self, key: &str) -> String {
        self.site.words.word(self.language, key)
    }
}

/// A whole page. `kind` is its class in the style sheet.
fn page(say: Say<'_>, kind: &str, title: &str, body: &Markup) -> Markup {
    let direction = if say.language.is_rtl() { "rtl" } else { "ltr" };
    html! {
        (DOCTYPE)
        html lang=(say.language.code()) dir=(direction) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content";
                meta name="color-scheme" content="light dark";
                meta name="theme-color" content="#0b6e5f";
                meta name="description" content=(say.word("web-description"));
                title { (title) }
                link rel="icon" type="image/svg+xml" href=(LOGO.path);
                link rel="stylesheet" href=(STYLE.path);
                script src=(SCRIPT.path) defer {}
            }
            body class=(kind) { (body) }
        }
    }
}

/// Leads back to the chat, which waits for what comes after that version.
pub(crate) fn back_to_chat(seat: Seat, after: Option<i64>) -> Response {
    let mut place = seat.path("/chat");
    if let Some(after) = after {
        place.push(if place.contains('?') { '&' } else { '?' });
        place.push_str(&format!("after={after}"));
    }
    place.push_str("#end");
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// Leads back to an entry of the chat.
pub(crate) fn back_to_entry(seat: Seat, id: EntryId) -> Response {
    let place = format!("{}#{}", seat.path("/chat"), anchor(id));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// Where an entry is on the page.
fn anchor(id: EntryId) -> String {
    format!("m{id}")
}

/// Says what was wrong, with the way back.
pub(crate) fn problem(site: &Site, visit: &Visit, sentence: &str) -> Markup {
    let say = Say { site, language: visit.language };
    let body = html! {
        main class="notice" {
            img class="notice-logo" src=(LOGO.path) alt="" width="64" height="64";
            h1 { (sentence) }
            a class="primary" href=(format!("{}#end", visit.seat.path("/chat"))) { (say.word("web-back-to-chat")) }
        }
    };
    page(say, "plain", &say.word("web-name"), &body)
}

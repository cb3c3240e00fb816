//! The page that people arrive on.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use marketplace_domain::account::Language;
use maud::{Markup, html};

use super::{Say, icons, page};
use crate::{
    Site,
    assets::LOGO,
    visit::{Visit, language_cookie},
};

/// `GET /`, with `?lang=` in another language, which is remembered.
pub(crate) async fn landing(State(site): State<Arc<Site>>, visit: Visit) -> Response {
    let say = Say { site: &site, language: visit.language };
    let mut response = page(say, "landing", &say.word("web-landing-title"), &body(say)).into_response();
    if visit.switched
        && let Ok(cookie) = HeaderValue::from_str(&language_cookie(visit.language, &site))
    {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn body(say: Say<'_>) -> Markup {
    html! {
        a class="skip" href="#open" { (say.word("web-skip-to-button")) }
        header {
            a class="brand" href="/" {
                img src=(LOGO.path) alt="" width="40" height="40";
                strong { (say.word("web-name")) }
            }
            (languages(say))
        }
        main {
            section class="hero" {
                div {
                    h1 { (say.word("web-hero-title")) }
                    p { (say.word("web-hero-lead")) }
                    a class="primary" id="open" href="/chat#end" {
                        span { (say.word("web-open-chat")) } (icons::lined(icons::FORWARD))
                    }
                    p class="aside" { (say.word("web-hero-aside")) }
                }
                (sample(say))
            }
            section class="steps" aria-labelledby="how" {
                h2 id="how" { (say.word("web-how-title")) }
                ol {
                    @for step in ["one", "two", "three"] {
                        li {
                            h3 { (say.word(&format!("web-step-{step}-title"))) }
                            p { (say.word(&format!("web-step-{step}-text"))) }
                        }
                    }
                }
            }
        }
        footer {
            p { (say.word("web-landing-foot")) }
            p { a href="https://www.geonames.org" rel="noreferrer" { (say.word("web-places")) } }
        }
    }
}

/// A chat as it may go, so that people see at once what they come to.
fn sample(say: Say<'_>) -> Markup {
    html! {
        figure aria-label=(say.word("web-sample")) {
            ol {
                li class="entry own" { div class="bubble" { (say.word("web-sample-need")) } }
                li class="entry bot" {
                    div class="bubble" { (say.word("web-sample-card")) }
                    div class="buttons" aria-hidden="true" {
                        div class="row" { span { (say.word("web-sample-publish")) } span { (say.word("web-sample-change")) } }
                    }
                }
                li class="entry bot" { div class="bubble" { (say.word("web-sample-answer")) } }
            }
        }
    }
}

fn languages(say: Say<'_>) -> Markup {
    html! {
        nav aria-label=(say.word("web-languages")) {
            @for language in Language::ALL {
                @let name = Say { site: say.site, language }.word("web-language-name");
                a href=(format!("/?lang={}", language.code())) lang=(language.code()) hreflang=(language.code())
                    aria-current=[(language == say.language).then_some("true")] { (name) }
            }
        }
    }
}

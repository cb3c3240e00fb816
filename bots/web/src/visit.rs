//! Who asks: what a request tells about the visitor behind it.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use marketplace_domain::account::Language;
use serde::Deserialize;

use crate::{
    Site,
    mailbox::{MailboxError, TokenHash},
    names,
};

/// A year in seconds: how long a visitor is remembered.
const YEAR: u32 = 365 * 24 * 3600;
/// The cookie that remembers the language of the pages.
const LANGUAGE_COOKIE: &str = "nwassik_lang";
/// How many characters a token has: 32 bytes in hexadecimal digits.
const TOKEN_LENGTH: usize = 64;

/// Which of the people who share one browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat(u8);

impl Seat {
    /// The first person; the others are 2 to 9.
    pub(crate) const FIRST: Self = Self(1);

    fn parse(text: &str) -> Self {
        text.parse().ok().filter(|number| (1..=9).contains(number)).map_or(Self::FIRST, Self)
    }

    /// The next person, while there is one.
    pub(crate) fn next(self) -> Option<Self> {
        (self.0 < 9).then_some(Self(self.0 + 1))
    }

    /// A path as this person asks for it.
    pub(crate) fn path(self, path: &str) -> String {
        if self == Self::FIRST { path.to_owned() } else { format!("{path}?seat={}", self.0) }
    }

    fn cookie(self) -> String {
        if self == Self::FIRST { "nwassik".to_owned() } else { format!("nwassik_{}", self.0) }
    }
}

/// What a request tells about who asks. Nothing of it is proven but the token, once it is found.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) seat: Seat,
    /// The language of the pages, as far as the browser tells.
    pub(crate) language: Language,
    /// Whether they just switched to that language on a page.
    pub(crate) switched: bool,
    /// Whether the answer is for a program rather than for a page.
    pub(crate) wants_json: bool,
    token: Option<String>,
}

#[derive(Deserialize, Default)]
struct Asked {
    seat: Option<String>,
    lang: Option<String>,
}

impl FromRequestParts<Arc<Site>> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Site>) -> Result<Self, Infallible> {
        let asked = axum::extract::Query::<Asked>::try_from_uri(&parts.uri).map(|query| query.0);
        let asked = asked.unwrap_or_default();
        let seat = asked.seat.as_deref().map_or(Seat::FIRST, Seat::parse);
        let headers = &parts.headers;
        let switched = asked.lang.as_deref().and_then(Language::from_tag);
        let language = switched
            .or_else(|| cookie(headers, LANGUAGE_COOKIE).and_then(Language::from_tag))
            .unwrap_or_else(|| accepted_language(headers));
        let token = cookie(headers, &seat.cookie())
            .filter(|token| token.len() == TOKEN_LENGTH && token.bytes().all(|b| b.is_ascii_hexdigit()));
        Ok(Self {
            seat,
            language,
            switched: switched.is_some(),
            wants_json: wants_json(headers),
            token: token.map(str::to_owned),
        })
    }
}

impl Visit {
    /// The chat of the visitor, if their cookie opens one.
    pub(crate) async fn chat(&self, site: &Site) -> Result<Option<String>, MailboxError> {
        match &self.token {
            Some(token) => site.mailbox.find(&TokenHash::of(token)).await,
            None => Ok(None),
        }
    }

    /// Opens a new chat, and gives the cookie that opens it again.
    pub(crate) async fn register(&self, site: &Site) -> Result<(String, String), MailboxError> {
        let token = names::random::<32>(site.entropy.as_ref());
        let chat = names::random::<16>(site.entropy.as_ref());
        site.mailbox.register(&TokenHash::of(&token), &chat, site.clock.now()).await?;
        Ok((chat, set_cookie(&self.seat.cookie(), &token, site)))
    }

    /// The language of the pages: the one chosen in the chat comes first.
    pub(crate) async fn chosen(&self, site: &Site, chat: &str) -> Language {
        // A page in the browser's language is better than none.
        site.mailbox.language(chat).await.ok().flatten().unwrap_or(self.language)
    }
}

/// Remembers the language of the pages.
pub(crate) fn language_cookie(language: Language, site: &Site) -> String {
    set_cookie(LANGUAGE_COOKIE, language.code(), site)
}

fn set_cookie(name: &str, value: &str, site: &Site) -> String {
    let secure = if site.public_url.starts_with("https://") { "; Secure" } else { "" };
    format!("{name}={value}; HttpOnly; SameSite=Lax; Path=/; Max-Age={YEAR}{secure}")
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The first language of `Accept-Language` that we speak. Its order is taken for the preference,
/// as every browser writes it.
fn accepted_language(headers: &HeaderMap) -> Language {
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(',').find_map(|tag| Language::from_tag(tag.split(';').next()?.trim())))
        .unwrap_or(Language::En)
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let headers = headers(&[(header::COOKIE, "nwassik_2=b; nwassik=a")]);
        assert_eq!(cookie(&headers, "nwassik"), Some("a"));
        assert_eq!(cookie(&headers, "nwassik_2"), Some("b"));
        assert_eq!(cookie(&headers, "nwassik_3"), None);
    }

    #[test]
    fn the_first_language_that_we_speak_is_taken() {
        let language = |tags| accepted_language(&headers(&[(header::ACCEPT_LANGUAGE, tags)]));
        assert_eq!(language("de-DE,de;q=0.9,fr-TN;q=0.8,en;q=0.7"), Language::Fr);
        assert_eq!(language("ar"), Language::Ar);
        assert_eq!(language("de"), Language::En);
        assert_eq!(accepted_language(&HeaderMap::new()), Language::En);
    }

    #[test]
    fn seats_are_one_to_nine() {
        assert_eq!(Seat::parse("2").path("/chat"), "/chat?seat=2");
        for text in ["1", "0", "10", "-1", "x", ""] {
            assert_eq!(Seat::parse(text), Seat::FIRST, "{text}");
        }
        assert_eq!(Seat(9).next(), None);
    }
}

//! What the terminal asks of the server.

use std::{io::Write, time::Duration};

use conversation::word;
use marketplace_core::OsEntropy;
use marketplace_domain::{account::Language, entropy, media::MOST_BYTES};
use reqwest::{
    RequestBuilder, Response, StatusCode,
    header::{ACCEPT, ACCEPT_LANGUAGE, COOKIE, ORIGIN, SET_COOKIE},
    multipart::{Form, Part},
};
use serde::Deserialize;
use web::ChatState;

use super::{
    ChatError,
    screen::{Pressed, Screen},
    seat::{Seat, Server},
};

/// How often something is sent before we give up, and the longest pause in between: two minutes
/// in all, in which a server restarts easily.
const TRIES: u32 = 45;
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// What the server says when it refuses.
#[derive(Deserialize)]
struct Refusal {
    error: String,
}

pub(super) struct Client {
    http: reqwest::Client,
    server: Server,
    seat: Seat,
    language: Language,
}

impl Client {
    pub(super) fn new(server: Server, seat: Seat, language: Language) -> Self {
        Self { http: reqwest::Client::new(), server, seat, language }
    }

    /// Comes in: a new person where none is remembered.
    pub(super) async fn enter(&mut self) -> Result<ChatState, ChatError> {
        let answer = self.with_headers(self.http.get(self.server.at("/chat/state"))).send().await;
        let answer = answer.map_err(|_| self.nothing_there())?;
        let cookie = answer.headers().get(SET_COOKIE).and_then(|cookie| cookie.to_str().ok());
        if let Some(cookie) = cookie.and_then(|cookie| cookie.split(';').next()) {
            self.seat.remember(cookie)?;
        }
        if !answer.status().is_success() {
            return Err(ChatError::Refused { told: self.refusal(answer).await });
        }
        answer.json().await.map_err(|_| self.nothing_there())
    }

    /// What asks for the stream of changes.
    pub(super) fn events(&self) -> RequestBuilder {
        self.with_headers(self.http.get(self.server.at("/chat/events")))
    }

    /// Says a line. A sentence comes back where the server refuses it, as with all that follows.
    pub(super) async fn say(
        &self,
        text: &str,
        screen: &mut Screen<impl Write>,
    ) -> Result<Option<String>, ChatError> {
        let key = new_key(screen);
        self.send("/chat/say", screen, |request| request.form(&[("text", text), ("key", &key)])).await
    }

    /// Presses a button.
    pub(super) async fn tap(
        &self,
        button: &Pressed,
        screen: &mut Screen<impl Write>,
    ) -> Result<Option<String>, ChatError> {
        let key = new_key(screen);
        let on = button.on.to_string();
        let form = [("data", button.data.as_str()), ("on", &on), ("key", &key)];
        self.send("/chat/tap", screen, |request| request.form(&form)).await
    }

    /// Sends a file.
    pub(super) async fn photo(
        &self,
        path: &str,
        screen: &mut Screen<impl Write>,
    ) -> Result<Option<String>, ChatError> {
        let Ok(about) = tokio::fs::metadata(path).await else {
            return Ok(Some(word(screen.language, "terminal-no-such-file")));
        };
        if about.len() > MOST_BYTES {
            return Ok(Some(word(screen.language, "web-problem-large-file")));
        }
        let Ok(bytes) = tokio::fs::read(path).await else {
            return Ok(Some(word(screen.language, "terminal-no-such-file")));
        };
        let key = new_key(screen);
        let bytes = bytes::Bytes::from(bytes);
        let form = || {
            // The name of the file is not told: it may say who made it, and where.
            let file = Part::stream(bytes.clone()).file_name("file");
            Form::new().text("key", key.clone()).part("file", file)
        };
        self.send("/chat/file", screen, |request| request.multipart(form())).await
    }

    /// Tries until the server takes or refuses it.
    async fn send(
        &self,
        path: &str,
        screen: &mut Screen<impl Write>,
        body: impl Fn(RequestBuilder) -> RequestBuilder,
    ) -> Result<Option<String>, ChatError> {
        for attempt in 0..TRIES {
            let request = self.http.post(self.server.at(path)).header(ORIGIN, self.server.origin());
            match body(self.with_headers(request)).send().await {
                Ok(answer) if answer.status().is_success() => return Ok(None),
                Ok(answer) if answer.status() == StatusCode::CONFLICT => {
                    return Err(ChatError::Refused { told: self.refusal(answer).await });
                }
                Ok(answer) if answer.status().is_client_error() => {
                    return Ok(Some(self.refusal(answer).await));
                }
                Ok(_) | Err(_) => screen.offline()?,
            }
            tokio::time::sleep(LONGEST_PAUSE.min(Duration::from_millis(500) * (attempt + 1))).await;
        }
        Err(self.nothing_there())
    }

    fn with_headers(&self, request: RequestBuilder) -> RequestBuilder {
        let request = request
            .header(ACCEPT, "application/json, text/event-stream")
            .header(ACCEPT_LANGUAGE, self.language.code());
        match self.seat.cookie() {
            Some(cookie) => request.header(COOKIE, cookie),
            None => request,
        }
    }

    /// The sentence of a refusal.
    async fn refusal(&self, answer: Response) -> String {
        let refusal = answer.json::<Refusal>().await;
        refusal.map_or_else(|_| word(self.language, "web-problem-unavailable"), |refusal| refusal.error)
    }

    fn nothing_there(&self) -> ChatError {
        let told = word(self.language, "terminal-nothing-there");
        ChatError::NothingThere { told, url: self.server.origin() }
    }
}

/// A new key: one for each thing done, the same for every try.
fn new_key(screen: &mut Screen<impl Write>) -> String {
    let key = entropy::uuid(&OsEntropy).simple().to_string();
    screen.expect(&key);
    key
}

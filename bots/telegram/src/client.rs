//! Calls of the Bot API. The payloads are teloxide's types; the requests are our own, because
//! teloxide's client parses each answer twice into a whole `Message` of which we need one number,
//! and does not tell a lost connection from a lost answer.
//!
//! The token is part of every address, so no error of the HTTP client leaves this file.

use std::{borrow::Cow, time::Duration};

use bytes::{Bytes, BytesMut};
use reqwest::{RequestBuilder, Response, StatusCode, Url, multipart::Form};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::limits;

/// Telegram's own server.
const PUBLIC_API: &str = "https://api.telegram.org";

/// Why a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CallError {
    /// There was no connection: the call was certainly not made.
    Unreachable,
    /// The call was perhaps made; its answer was lost or makes no sense.
    Lost,
    /// Telegram answered with an error.
    Answered(Refusal),
}

/// An error that Telegram answered with. Its words are not kept: they may name somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The error code, close to HTTP's.
    pub(crate) code: i64,
    /// What its words mean.
    pub(crate) reason: Reason,
    /// How long to wait, where Telegram says.
    pub(crate) retry_after: Option<Duration>,
}

/// What the words of an error mean. The API gives many errors one code (400), so that the words
/// are the only way to tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The message says already what it should say.
    NotModified,
    /// The message is gone, or too old to be changed.
    NoSuchMessage,
    /// The message is a picture: it has a caption to be changed, no text.
    NoText,
    /// The chat does not exist, or the person left.
    NoSuchChat,
    /// The press of a button is too old to be acknowledged.
    OldTap,
    /// The file is larger than a bot may download.
    LargeFile,
    /// Anything else.
    Other,
}

impl Reason {
    /// Reads an error's words. They are not documented; these were seen on the public server, whose
    /// source (github.com/tdlib/telegram-bot-api, telegram-bot-api/Client.cpp) has them.
    fn read(description: &str) -> Self {
        const KNOWN: [(&str, Reason); 12] = [
            ("message is not modified", Reason::NotModified),
            ("message to edit not found", Reason::NoSuchMessage),
            ("message can't be edited", Reason::NoSuchMessage),
            ("message to delete not found", Reason::NoSuchMessage),
            ("message_id_invalid", Reason::NoSuchMessage),
            ("there is no text in the message", Reason::NoText),
            ("chat not found", Reason::NoSuchChat),
            ("user not found", Reason::NoSuchChat),
            ("peer_id_invalid", Reason::NoSuchChat),
            ("input_user_deactivated", Reason::NoSuchChat),
            ("query is too old", Reason::OldTap),
            ("file is too big", Reason::LargeFile),
        ];
        let description = description.to_ascii_lowercase();
        KNOWN
            .into_iter()
            .find(|(words, _)| description.contains(words))
            .map_or(Self::Other, |(_, reason)| reason)
    }
}

/// The frame of every answer (core.telegram.org/bots/api#making-requests).
#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Answer<'a, T> {
    #[serde(default = "Option::default")]
    result: Option<T>,
    error_code: Option<i64>,
    #[serde(borrow)]
    description: Option<Cow<'a, str>>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadError {
    /// It is longer than allowed.
    TooLong,
    /// The connection broke.
    Lost,
}

/// The address given for the API cannot be used, or the client cannot be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadAddress;

/// Speaks to the Bot API as one bot.
#[derive(Debug)]
pub(crate) struct Client {
    /// For everything but polls.
    http: reqwest::Client,
    /// For polls, whose answers take long on purpose.
    patient: reqwest::Client,
    /// `<server>/bot<token>/`, to which a method's name is added.
    methods: SecretString,
    /// `<server>/file/bot<token>/`, to which a file's path is added.
    files: SecretString,
}

impl Client {
    /// A client for the public server, or for the one at `api_url`.
    pub(crate) fn new(token: &SecretString, api_url: Option<&str>) -> Result<Self, BadAddress> {
        let server = api_url.unwrap_or(PUBLIC_API).trim_end_matches('/');
        let token = token.expose_secret();
        let methods = format!("{server}/bot{token}/");
        let parsed = Url::parse(&methods).map_err(|_| BadAddress)?;
        if !matches!(parsed.scheme(), "http" | "https") {
            return Err(BadAddress);
        }
        Ok(Self {
            http: http_client(limits::DELIVERY)?,
            patient: http_client(limits::POLL)?,
            methods: methods.into(),
            files: format!("{server}/file/bot{token}/").into(),
        })
    }

    /// Calls a method with a JSON body.
    pub(crate) async fn call<R: DeserializeOwned>(
        &self,
        method: &str,
        payload: &(impl Serialize + Sync),
    ) -> Result<R, CallError> {
        perform(self.http.post(self.address(method)).json(payload)).await
    }

    /// Calls a method with a form, which files are uploaded in.
    pub(crate) async fn upload<R: DeserializeOwned>(&self, method: &str, form: Form) -> Result<R, CallError> {
        perform(self.http.post(self.address(method)).multipart(form)).await
    }

    /// Calls a method whose answer may take as long as a poll.
    pub(crate) async fn wait<R: DeserializeOwned>(
        &self,
        method: &str,
        payload: &(impl Serialize + Sync),
    ) -> Result<R, CallError> {
        perform(self.patient.post(self.address(method)).json(payload)).await
    }

    /// Opens a file by the path that `getFile` told.
    pub(crate) async fn download(&self, path: &str) -> Result<Response, CallError> {
        let mut url = Url::parse(self.files.expose_secret()).map_err(|_| CallError::Unreachable)?;
        // Adding segments, rather than text, leaves no way out of the bot's own files.
        url.path_segments_mut()
            .map_err(|()| CallError::Unreachable)?
            .pop_if_empty()
            .extend(path.split('/').filter(|segment| !segment.is_empty()));
        let response = self.http.get(url).timeout(limits::DOWNLOAD).send().await.map_err(sort)?;
        match response.status() {
            StatusCode::OK => Ok(response),
            status => Err(CallError::Answered(Refusal {
                code: i64::from(status.as_u16()),
                reason: Reason::Other,
                retry_after: None,
            })),
        }
    }

    fn address(&self, method: &str) -> String {
        format!("{}{method}", self.methods.expose_secret())
    }
}

fn http_client(timeout: Duration) -> Result<reqwest::Client, BadAddress> {
    reqwest::Client::builder()
        .timeout(timeout)
        .connect_timeout(limits::CONNECT)
        .tcp_nodelay(true)
        // With fewer idle connections a burst of answers pays for a TLS handshake each.
        .pool_max_idle_per_host(64)
        // A redirect would carry the token to another server.
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(|_| BadAddress)
}

async fn perform<R: DeserializeOwned>(request: RequestBuilder) -> Result<R, CallError> {
    let response = request.send().await.map_err(sort)?;
    let status = response.status();
    let body = read(response, limits::ANSWER).await.map_err(|_| CallError::Lost)?;
    understand(status, &body)
}

/// Sorts a failure to get any answer. The error itself is dropped: it shows the address.
#[allow(clippy::needless_pass_by_value, reason = "it stands behind map_err")]
fn sort(error: reqwest::Error) -> CallError {
    if error.is_connect() || error.is_builder() { CallError::Unreachable } else { CallError::Lost }
}

fn understand<R: DeserializeOwned>(status: StatusCode, body: &[u8]) -> Result<R, CallError> {
    let answer = serde_json::from_slice::<Answer<'_, R>>(body);
    if status.is_success() {
        // An answer that says neither result nor error leaves open what happened.
        return match answer {
            Ok(Answer { result: Some(result), error_code: None, .. }) => Ok(result),
            Ok(Answer { error_code: Some(code), .. }) => Err(refused(code, answer.ok())),
            _ => Err(CallError::Lost),
        };
    }
    let answer = answer.ok();
    let code = answer.as_ref().and_then(|answer| answer.error_code);
    Err(refused(code.unwrap_or(i64::from(status.as_u16())), answer))
}

fn refused<R>(code: i64, answer: Option<Answer<'_, R>>) -> CallError {
    let (description, parameters) = answer.map_or((None, None), |it| (it.description, it.parameters));
    CallError::Answered(Refusal {
        code,
        reason: description.map_or(Reason::Other, |words| Reason::read(&words)),
        retry_after: parameters.and_then(|it| it.retry_after).map(Duration::from_secs),
    })
}

/// Reads a body, and stops where it turns out longer than `most` bytes.
pub(crate) async fn read(mut response: Response, most: usize) -> Result<Bytes, ReadError> {
    if response.content_length().is_some_and(|length| length > most as u64) {
        return Err(ReadError::TooLong);
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| ReadError::Lost)? {
        if body.len() + chunk.len() > most {
            return Err(ReadError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Result<bool, CallError> {
        understand(StatusCode::from_u16(status).unwrap(), body.as_bytes())
    }

    #[test]
    fn a_result_is_read() {
        assert_eq!(answer(200, r#"{"ok":true,"result":true}"#), Ok(true));
    }

    #[test]
    fn an_answer_without_sense_leaves_open_what_happened() {
        assert_eq!(answer(200, "<html>"), Err(CallError::Lost));
        assert_eq!(answer(200, r#"{"ok":true,"result":"text"}"#), Err(CallError::Lost));
        assert_eq!(answer(200, r#"{"ok":true}"#), Err(CallError::Lost));
    }

    #[test]
    fn an_error_is_read_with_its_wait() {
        let body = r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}"#;
        let refusal = Refusal { code: 429, reason: Reason::Other, retry_after: Some(Duration::from_secs(7)) };
        assert_eq!(answer(429, body), Err(CallError::Answered(refusal)));
    }

    #[test]
    fn an_error_page_counts_by_its_status() {
        let refusal = Refusal { code: 502, reason: Reason::Other, retry_after: None };
        assert_eq!(answer(502, "<h1>Bad Gateway</h1>"), Err(CallError::Answered(refusal)));
    }

    #[test]
    fn words_are_read_in_any_case() {
        let words = "Bad Request: query is too old and response timeout expired or query ID is invalid";
        assert_eq!(Reason::read(words), Reason::OldTap);
        assert_eq!(Reason::read("Bad Request: CHAT NOT FOUND"), Reason::NoSuchChat);
        assert_eq!(Reason::read("Bad Request: can't parse entities"), Reason::Other);
    }

    #[test]
    fn only_web_addresses_are_taken() {
        let token = SecretString::from("1:a");
        assert!(Client::new(&token, Some("http://127.0.0.1:8081/")).is_ok());
        assert!(Client::new(&token, Some("ftp://127.0.0.1")).is_err());
        assert!(Client::new(&token, Some("telegram")).is_err());
    }
}

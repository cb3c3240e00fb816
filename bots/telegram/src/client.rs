//! Calls of the Bot API. The payloads are teloxide's types; the requests are our own, because
//! teloxide's client parses each answer twice into a whole `Message` of which we need one number,
//! and does not tell a lost connection from a lost answer.
//!
//! The token is part of every address, so no error of the HTTP client leaves this file.

use std::time::Duration;

use adapter::{FetchError, Spool};
use bytes::{Bytes, BytesMut};
use reqwest::{RequestBuilder, Response, StatusCode, Url, multipart::Form};
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    answer::{CallError, Reason, Refusal, understand},
    limits,
};

/// Telegram's own server.
const PUBLIC_API: &str = "https://api.telegram.org";

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReadError {
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

    /// Calls a method with a form, which files are uploaded in that are so long together.
    pub(crate) async fn upload<R: DeserializeOwned>(
        &self,
        method: &str,
        form: Form,
        length: u64,
    ) -> Result<R, CallError> {
        let request = self.http.post(self.address(method)).timeout(limits::delivery_of(length));
        perform(request.multipart(form)).await
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

/// Reads a body, and stops where it turns out longer than `most` bytes.
async fn read(mut response: Response, most: usize) -> Result<Bytes, ReadError> {
    let told = response.content_length().unwrap_or_default();
    let room = usize::try_from(told).ok().filter(|told| *told <= most).ok_or(ReadError::TooLong)?;
    let mut body = BytesMut::with_capacity(room);
    while let Some(chunk) = response.chunk().await.map_err(|_| ReadError::Lost)? {
        if body.len() + chunk.len() > most {
            return Err(ReadError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// Reads a body into a spool, which says where it is too long.
pub(crate) async fn spool(mut response: Response, into: &mut Spool) -> Result<(), FetchError> {
    into.expect(response.content_length().unwrap_or_default())?;
    while let Some(chunk) = response.chunk().await.map_err(|_| FetchError::Unavailable)? {
        into.write(&chunk).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_taken() {
        let token = SecretString::from("1:a");
        assert!(Client::new(&token, Some("http://127.0.0.1:8081/")).is_ok());
        assert!(Client::new(&token, Some("ftp://127.0.0.1")).is_err());
        assert!(Client::new(&token, Some("telegram")).is_err());
    }
}

//! Calls of Discord's API. The token is in a header, which no error shows; nevertheless no error of
//! the HTTP client leaves this file, because addresses hold ids and tokens of interactions.

use std::time::{Duration, Instant};

use adapter::{FetchError, Spool};
use bytes::{Bytes, BytesMut};
use reqwest::{
    Method, RequestBuilder, Response, StatusCode, Url,
    header::{AUTHORIZATION, HeaderValue},
    multipart::Form,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    ConnectError,
    answer::{CallError, Refusal, understand},
    invalid::Invalid,
    limits, media,
};

/// Discord's own server.
const PUBLIC_SERVER: &str = "https://discord.com";

/// The version of the API that this was written for, which serenity speaks as well.
const API: [&str; 2] = ["api", "v10"];

/// Calls without a name of this form may be blocked (docs.discord.com/developers/reference#user-agent).
const USER_AGENT: &str = concat!("DiscordBot (nwassik-store, ", env!("CARGO_PKG_VERSION"), ")");

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReadError {
    /// It is longer than allowed.
    TooLong,
    /// The connection broke.
    Lost,
}

/// Speaks to Discord's API as one bot.
#[derive(Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    server: Url,
    token: SecretString,
    /// The token in the form of a header, which is marked so that it shows itself nowhere.
    authorization: HeaderValue,
    /// How many calls were refused lately.
    pub(crate) invalid: Invalid,
}

impl Client {
    /// A client for the public server, or for the one at `api_url`.
    pub(crate) fn new(token: SecretString, api_url: Option<&str>) -> Result<Self, ConnectError> {
        let server = Url::parse(api_url.unwrap_or(PUBLIC_SERVER)).map_err(|_| ConnectError::ApiUrl)?;
        if !matches!(server.scheme(), "http" | "https") {
            return Err(ConnectError::ApiUrl);
        }
        let mut authorization = HeaderValue::from_str(&format!("Bot {}", token.expose_secret()))
            .map_err(|_| ConnectError::Token)?;
        authorization.set_sensitive(true);
        let http = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .timeout(limits::DELIVERY)
            .connect_timeout(limits::CONNECT)
            .tcp_nodelay(true)
            // With fewer idle connections a burst of answers pays for a TLS handshake each.
            .pool_max_idle_per_host(64)
            // A redirect would lead a download to a private server.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|_| ConnectError::ApiUrl)?;
        Ok(Self { http, server, token, authorization, invalid: Invalid::default() })
    }

    /// The token, for the gateway, which is told it in a message rather than in a header.
    pub(crate) fn token(&self) -> &SecretString {
        &self.token
    }

    /// The server that is called.
    pub(crate) fn server(&self) -> &Url {
        &self.server
    }

    /// Reads something.
    pub(crate) async fn get<R: DeserializeOwned>(&self, path: &str) -> Result<R, CallError> {
        self.perform(self.request(Method::GET, path)).await
    }

    /// Makes a call with a JSON body.
    pub(crate) async fn call<R: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        payload: &(impl Serialize + Sync),
    ) -> Result<R, CallError> {
        self.perform(self.request(method, path).json(payload)).await
    }

    /// Makes a call with a form, which files are uploaded in that are so long together.
    pub(crate) async fn upload<R: DeserializeOwned>(
        &self,
        path: &str,
        form: Form,
        length: u64,
    ) -> Result<R, CallError> {
        let request = self.request(Method::POST, path).timeout(limits::delivery_of(length));
        self.perform(request.multipart(form)).await
    }

    /// Puts something where the path says, without a body.
    pub(crate) async fn put<R: DeserializeOwned>(&self, path: &str) -> Result<R, CallError> {
        self.perform(self.request(Method::PUT, path)).await
    }

    /// Takes something away.
    pub(crate) async fn delete<R: DeserializeOwned>(&self, path: &str) -> Result<R, CallError> {
        self.perform(self.request(Method::DELETE, path)).await
    }

    /// The address of a file that somebody sent, if it is one that we open.
    pub(crate) fn attachment(&self, text: &str) -> Option<Url> {
        media::address(text, &self.server)
    }

    /// Downloads a file. The token does not
    /// go along: the address alone opens it.
    pub(crate) async fn download(&self, address: Url, into: &mut Spool) -> Result<(), FetchError> {
        self.download_within(address, into, limits::DOWNLOAD).await
    }

    /// The same in another time.
    pub(crate) async fn download_within(
        &self,
        address: Url,
        into: &mut Spool,
        patience: Duration,
    ) -> Result<(), FetchError> {
        let request = self.http.get(address).timeout(patience);
        let response = request.send().await.map_err(|_| FetchError::Unavailable)?;
        match response.status() {
            StatusCode::OK => {}
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                return Err(FetchError::Unavailable);
            }
            // An address that ran out of time, a file that is gone (404 for both), a redirect.
            _ => return Err(FetchError::Gone),
        }
        spool(response, into).await
    }

    async fn perform<R: DeserializeOwned>(&self, request: RequestBuilder) -> Result<R, CallError> {
        if let Some(rest) = self.invalid.rest(Instant::now()) {
            return Err(CallError::Answered(Refusal::resting(rest)));
        }
        let response = request.send().await.map_err(sort)?;
        let status = response.status();
        self.invalid.answered(status.as_u16(), Instant::now());
        let headers = response.headers().clone();
        let body = read(response, limits::ANSWER).await.map_err(|_| CallError::Lost)?;
        understand(status, &headers, &body)
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut url = self.server.clone();
        // An http address always has a path, so that this cannot fail.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(API).extend(path.split('/'));
        }
        self.http.request(method, url).header(AUTHORIZATION, self.authorization.clone())
    }
}

/// Sorts a failure to get any answer. The error itself is dropped: it shows the address.
#[allow(clippy::needless_pass_by_value, reason = "it stands behind map_err")]
fn sort(error: reqwest::Error) -> CallError {
    if error.is_connect() || error.is_builder() { CallError::Unreachable } else { CallError::Lost }
}

async fn read(mut response: Response, most: usize) -> Result<Bytes, ReadError> {
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

/// Reads a body into a spool, which says where it is too long.
async fn spool(mut response: Response, into: &mut Spool) -> Result<(), FetchError> {
    into.expect(response.content_length().unwrap_or_default())?;
    while let Some(chunk) = response.chunk().await.map_err(|_| FetchError::Unavailable)? {
        into.write(&chunk).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Result<Client, ConnectError> {
        Client::new("secret-1".into(), Some(url))
    }

    #[test]
    fn only_web_addresses_are_taken() {
        assert_eq!(at("ftp://127.0.0.1").err(), Some(ConnectError::ApiUrl));
        assert_eq!(at("discord").err(), Some(ConnectError::ApiUrl));
        for url in ["http://127.0.0.1:8081", "http://127.0.0.1:8081/"] {
            let request = at(url).unwrap().request(Method::GET, "users/@me").build().unwrap();
            assert_eq!(request.url().as_str(), "http://127.0.0.1:8081/api/v10/users/@me");
        }
    }

    #[test]
    fn the_token_shows_itself_nowhere() {
        let client = at("http://127.0.0.1:8081").unwrap();
        let request = client.request(Method::GET, "users/@me");
        assert!(!format!("{client:?} {request:?}").contains("secret-1"));
        assert_eq!(Client::new("line\nbreak".into(), None).err(), Some(ConnectError::Token));
    }
}

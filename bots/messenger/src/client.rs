//! Calls of the Graph API.
//!
//! The token is part of every address, so no error of the HTTP client leaves this file.

use std::time::Duration;

use adapter::{FetchError, Spool};
use bytes::{Bytes, BytesMut};
use reqwest::{RequestBuilder, Response, StatusCode, Url, multipart::Form};
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    answer::{CallError, retry_after, understand},
    limits, media,
};

/// The Graph API, in the version that this was written for.
const PUBLIC_API: &str = "https://graph.facebook.com/v23.0";

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

/// Speaks to the Graph API as one Page.
#[derive(Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    server: Url,
    token: SecretString,
    /// The token's code under the app's secret, without which a stolen token is of no use
    /// (developers.facebook.com/docs/graph-api/guides/secure-requests).
    proof: SecretString,
}

impl Client {
    /// A client for the public server, or for the one at `graph_url`.
    pub(crate) fn new(
        token: SecretString,
        proof: SecretString,
        graph_url: Option<&str>,
    ) -> Result<Self, BadAddress> {
        let server = Url::parse(graph_url.unwrap_or(PUBLIC_API)).map_err(|_| BadAddress)?;
        if !matches!(server.scheme(), "http" | "https") {
            return Err(BadAddress);
        }
        let http = reqwest::Client::builder()
            .timeout(limits::DELIVERY)
            .connect_timeout(limits::CONNECT)
            .tcp_nodelay(true)
            // With fewer idle connections a burst of answers pays for a TLS handshake each.
            .pool_max_idle_per_host(64)
            // A redirect would carry the token to another server, or a download to a private one.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|_| BadAddress)?;
        Ok(Self { http, server, token, proof })
    }

    /// Reads fields of a node, `me` being the Page.
    pub(crate) async fn get<R: DeserializeOwned>(&self, path: &str, fields: &str) -> Result<R, CallError> {
        let mut address = self.address(path);
        address.query_pairs_mut().append_pair("fields", fields);
        perform(self.http.get(address)).await
    }

    /// Calls an edge with a JSON body.
    pub(crate) async fn call<R: DeserializeOwned>(
        &self,
        path: &str,
        payload: &(impl Serialize + Sync),
    ) -> Result<R, CallError> {
        perform(self.http.post(self.address(path)).json(payload)).await
    }

    /// Calls an edge with a form, which a file of that length is uploaded in.
    pub(crate) async fn upload<R: DeserializeOwned>(
        &self,
        path: &str,
        form: Form,
        length: u64,
    ) -> Result<R, CallError> {
        let request = self.http.post(self.address(path)).timeout(limits::delivery_of(length));
        perform(request.multipart(form)).await
    }

    /// The address of a file that somebody sent, if it is one that we open.
    pub(crate) fn attachment(&self, text: &str) -> Option<Url> {
        media::address(text, &self.server)
    }

    /// Downloads a file.
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
            // An address that ran out of time (403), a file that is gone (404, 410), a redirect.
            _ => return Err(FetchError::Gone),
        }
        spool(response, into).await
    }

    fn address(&self, path: &str) -> Url {
        let mut url = self.server.clone();
        // An http address always has a path, so that this cannot fail.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path.split('/'));
        }
        url.query_pairs_mut()
            .append_pair("access_token", self.token.expose_secret())
            .append_pair("appsecret_proof", self.proof.expose_secret());
        url
    }
}

async fn perform<R: DeserializeOwned>(request: RequestBuilder) -> Result<R, CallError> {
    let response = request.send().await.map_err(sort)?;
    let status = response.status();
    let wait = retry_after(response.headers());
    let body = read(response, limits::ANSWER).await.map_err(|_| CallError::Lost)?;
    understand(status, wait, &body)
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

    #[test]
    fn only_web_addresses_are_taken() {
        let at = |url| Client::new("t".into(), "p".into(), Some(url));
        assert!(at("ftp://127.0.0.1").is_err());
        assert!(at("graph").is_err());
        for url in ["http://127.0.0.1:8081/v1", "http://127.0.0.1:8081/v1/"] {
            let address = at(url).unwrap().address("me/messages");
            let expected = "http://127.0.0.1:8081/v1/me/messages?access_token=t&appsecret_proof=p";
            assert_eq!(address.as_str(), expected);
        }
    }
}

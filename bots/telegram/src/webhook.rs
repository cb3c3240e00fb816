//! The webhook: Telegram calls us with one update at a time, and calls again until we answer 200.

use std::sync::Arc;

use adapter::Ingress;
use axum::{
    Router,
    body::{Bytes, HttpBody},
    extract::{DefaultBodyLimit, FromRequest, Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use serde::de::IgnoredAny;
use subtle::ConstantTimeEq;
use teloxide_core::payloads::SetWebhook;

use crate::{ConnectError, Telegram, inline, limits, poll};

/// Where Telegram calls.
pub const PATH: &str = "/hooks/telegram";

/// The header that proves that it is Telegram who calls (core.telegram.org/bots/api#setwebhook).
const HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";

/// A secret that Telegram takes, and that is not empty.
#[derive(Debug, Clone)]
pub struct WebhookSecret(SecretString);

impl WebhookSecret {
    /// Takes 1 to 256 characters out of `A-Z`, `a-z`, `0-9`, `_` and `-`
    /// (core.telegram.org/bots/api#setwebhook); else [`ConnectError::Secret`].
    pub fn parse(secret: SecretString) -> Result<Self, ConnectError> {
        let text = secret.expose_secret();
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if (1..=256).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(secret))
        } else {
            Err(ConnectError::Secret)
        }
    }

    fn is_in(&self, headers: &HeaderMap) -> bool {
        headers
            .get(HEADER)
            .is_some_and(|given| given.as_bytes().ct_eq(self.0.expose_secret().as_bytes()).into())
    }
}

/// Tells Telegram to call at `public_url` (our address without [`PATH`], https). It replaces what
/// was set before; updates that wait are kept.
pub async fn set_webhook(
    telegram: &Telegram,
    public_url: &str,
    secret: &WebhookSecret,
) -> Result<(), ConnectError> {
    let address = format!("{}{PATH}", public_url.trim_end_matches('/'));
    let url = Url::parse(&address).map_err(|_| ConnectError::PublicUrl)?;
    let mut payload = SetWebhook::new(url);
    payload.secret_token = Some(secret.0.expose_secret().to_owned());
    payload.max_connections = Some(limits::WEBHOOK_CONNECTIONS);
    payload.allowed_updates = Some(poll::ALLOWED.to_vec());
    telegram.client.call::<IgnoredAny>("setWebhook", &payload).await?;
    Ok(())
}

/// The route that Telegram calls.
pub fn routes(telegram: Arc<Telegram>, ingress: Arc<dyn Ingress>, secret: WebhookSecret) -> Router {
    Router::new()
        .route(PATH, post(receive))
        .layer(DefaultBodyLimit::max(limits::WEBHOOK_BODY))
        .with_state(Hook { telegram, ingress, secret: Arc::new(secret) })
}

#[derive(Clone)]
struct Hook {
    telegram: Arc<Telegram>,
    ingress: Arc<dyn Ingress>,
    secret: Arc<WebhookSecret>,
}

/// Says 200 only once the update is stored. The secret comes first: a stranger's body is not read.
async fn receive(State(hook): State<Hook>, request: Request) -> Response {
    if !hook.secret.is_in(request.headers()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    // What says that it is too large is not read at all; what turns out to be, up to the limit.
    if request.body().size_hint().lower() > limits::WEBHOOK_BODY as u64 {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let body = match Bytes::from_request(request, &()).await {
        Ok(body) => body,
        // Too large (413), or broken off.
        Err(rejection) => return rejection.into_response(),
    };
    let raw = String::from_utf8_lossy(&body);
    if let Some(asked) = inline::read(&raw) {
        inline::answer(&hook.telegram, &hook.ingress, asked);
        return StatusCode::OK.into_response();
    }
    let update = hook.telegram.reader().read(&raw);
    match hook.ingress.accept(vec![update]).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_secrets_that_telegram_takes_are_taken() {
        let parse = |text: &str| WebhookSecret::parse(SecretString::from(text));
        assert!(parse("a_B-9").is_ok());
        assert!(parse(&"x".repeat(256)).is_ok());
        for wrong in ["", "with space", "é", "a.b", &"x".repeat(257)] {
            assert_eq!(parse(wrong).err(), Some(ConnectError::Secret), "{wrong}");
        }
    }

    #[test]
    fn only_the_right_secret_opens() {
        let secret = WebhookSecret::parse(SecretString::from("right")).unwrap();
        let headers = |value: &str| HeaderMap::from_iter([(HEADER.parse().unwrap(), value.parse().unwrap())]);
        assert!(secret.is_in(&headers("right")));
        for wrong in ["wrong", "", "righ", "right1"] {
            assert!(!secret.is_in(&headers(wrong)), "{wrong}");
        }
        assert!(!secret.is_in(&HeaderMap::new()));
    }
}

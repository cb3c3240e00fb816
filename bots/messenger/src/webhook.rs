//! The webhook: Messenger asks once whether it is ours, then calls with batches of what happened, and
//! calls again until we answer 200.

use std::sync::Arc;

use adapter::Ingress;
use axum::{
    Router,
    body::{Bytes, HttpBody},
    extract::{DefaultBodyLimit, FromRequest, Query, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use secrecy::ExposeSecret;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use crate::{Messenger, limits, signature};

/// Where Messenger calls.
pub const PATH: &str = "/hooks/messenger";

/// The header that proves that it is Messenger who calls
/// (developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications).
const HEADER: &str = "X-Hub-Signature-256";

/// The routes that Messenger calls.
pub fn routes(messenger: Arc<Messenger>, ingress: Arc<dyn Ingress>) -> Router {
    Router::new()
        .route(PATH, get(verify).post(receive))
        .layer(DefaultBodyLimit::max(limits::WEBHOOK_BODY))
        .with_state(Hook { messenger, ingress })
}

#[derive(Clone)]
struct Hook {
    messenger: Arc<Messenger>,
    ingress: Arc<dyn Ingress>,
}

/// developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
#[derive(Deserialize)]
struct Verification {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.verify_token")]
    verify_token: String,
    #[serde(rename = "hub.challenge")]
    challenge: String,
}

/// Echoes the challenge to who knows the token, as plain text that no browser takes for a page.
async fn verify(State(hook): State<Hook>, Query(question): Query<Verification>) -> Response {
    let expected = hook.messenger.verify_token.expose_secret().as_bytes();
    let known: bool = question.verify_token.as_bytes().ct_eq(expected).into();
    if question.mode != "subscribe" || !known {
        return StatusCode::FORBIDDEN.into_response();
    }
    if question.challenge.len() > limits::CHALLENGE {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (headers, question.challenge).into_response()
}

/// Says 200 only once all of the batch is stored. The signature is over the raw bytes, so those are
/// read first, up to the limit; without a signature not even that.
async fn receive(State(hook): State<Hook>, request: Request) -> Response {
    let Some(signature) = request.headers().get(HEADER).cloned() else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    // What says that it is too large is not read at all; what turns out to be, up to the limit.
    if request.body().size_hint().lower() > limits::WEBHOOK_BODY as u64 {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let body = match Bytes::from_request(request, &()).await {
        Ok(body) => body,
        // Too large (413), or broken off.
        Err(rejection) => return rejection.into_response(),
    };
    if !signature::is_signed(&hook.messenger.app_secret, &body, signature.as_bytes()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let updates = hook.messenger.reader().read(&String::from_utf8_lossy(&body));
    if updates.is_empty() || hook.ingress.accept(updates).await.is_ok() {
        return StatusCode::OK.into_response();
    }
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

//! Tells whoever watches the process how it is: a balancer, an orchestrator, a person with a browser.

use std::{sync::Arc, time::Duration};

use axum::{Json, Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use marketplace_core::Market;
use serde_json::json;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// How long the database may take to answer: less than the five seconds after which balancers give up.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone)]
struct Watched {
    market: Arc<Market>,
    stop: CancellationToken,
}

/// `/livez`: the process answers. `/readyz`: it can take something in, because the database answers and it was not
/// told to end; else 503. `/health`: the first for people.
pub(crate) fn routes(market: &Arc<Market>, stop: &CancellationToken) -> Router {
    let watched = Watched { market: Arc::clone(market), stop: stop.clone() };
    Router::new()
        .route("/livez", get(async || "alive"))
        .route("/readyz", get(ready))
        .route("/health", get(async || Json(json!({ "status": "ok", "message": "Service is healthy" }))))
        .with_state(watched)
}

async fn ready(State(watched): State<Watched>) -> impl IntoResponse {
    if watched.stop.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "ending");
    }
    match timeout(PATIENCE, watched.market.ping()).await {
        Ok(Ok(())) => (StatusCode::OK, "ready"),
        Ok(Err(_)) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
    }
}

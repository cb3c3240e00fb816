//! Stands between the product and the server that plays SQS: counts requests, and lets them go wrong.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State as Shared,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::Notify, task::JoinHandle};

/// A proxy on a port of its own; it ends when this is dropped.
pub struct SqsProxy {
    url: String,
    state: Arc<State>,
    task: JoinHandle<()>,
}

struct State {
    client: reqwest::Client,
    target: String,
    counts: Mutex<BTreeMap<String, u64>>,
    away: AtomicBool,
    gone: Notify,
    refuse: AtomicUsize,
    keeps: AtomicBool,
}

impl SqsProxy {
    /// Starts one before that server.
    ///
    /// # Panics
    /// Where no port is free: a test cannot go on without its peer.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its peer")]
    pub async fn start(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(60)).build();
        let state = Arc::new(State {
            client: client.expect("a client"),
            target: target.to_owned(),
            counts: Mutex::default(),
            away: AtomicBool::new(false),
            gone: Notify::new(),
            refuse: AtomicUsize::new(0),
            keeps: AtomicBool::new(false),
        });
        let routes = Router::new().fallback(serve).with_state(Arc::clone(&state));
        let task = tokio::spawn(async move { drop(axum::serve(listener, routes).await) });
        Self { url, state, task }
    }

    /// Its address, for `AWS_ENDPOINT_URL`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// From now on nothing is answered but 503, or everything again. Polls under way end as well.
    pub fn away(&self, away: bool) {
        self.state.away.store(away, Ordering::SeqCst);
        self.state.gone.notify_waiters();
    }

    /// Refuses every second message of the next so many batches that are sent.
    pub fn refuse_part_of(&self, batches: usize) {
        self.state.refuse.store(batches, Ordering::SeqCst);
    }

    /// From now on no message is deleted, because that alone is answered with 503; or all are again.
    pub fn keep_all(&self, keep: bool) {
        self.state.keeps.store(keep, Ordering::SeqCst);
    }

    /// How often each operation was asked for.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.state.counts().clone()
    }

    /// How many requests there were in all.
    pub fn count(&self) -> u64 {
        self.state.counts().values().sum()
    }
}

impl Drop for SqsProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl State {
    fn counts(&self) -> MutexGuard<'_, BTreeMap<String, u64>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn forward(&self, headers: &HeaderMap, body: Vec<u8>) -> Option<(StatusCode, HeaderMap, Bytes)> {
        let mut headers = headers.clone();
        headers.remove(header::HOST);
        headers.remove(header::CONTENT_LENGTH);
        let answer = self.client.post(&self.target).headers(headers).body(body).send().await.ok()?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        Some((status, headers, answer.bytes().await.ok()?))
    }
}

async fn serve(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Response {
    let mut gone = std::pin::pin!(state.gone.notified());
    gone.as_mut().enable();
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
    *state.counts().entry(operation.clone()).or_default() += 1;
    let keeps = operation == "DeleteMessageBatch" && state.keeps.load(Ordering::SeqCst);
    if keeps || state.away.load(Ordering::SeqCst) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let refuses = operation == "SendMessageBatch"
        && state.refuse.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
    let answer = async {
        if refuses {
            refuse_part(&state, &headers, &body).await
        } else {
            state.forward(&headers, body.to_vec()).await
        }
    };
    let answer = tokio::select! {
        answer = answer => answer,
        () = gone => None,
    };
    let Some((status, answered, body)) = answer else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let mut response = (status, body).into_response();
    for name in ["content-type", "x-amzn-query-error", "x-amzn-errortype"] {
        if let (Some(value), Ok(name)) = (answered.get(name), header::HeaderName::try_from(name)) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

/// Every second message is answered as SQS answers when it could not take one.
async fn refuse_part(
    state: &State,
    headers: &HeaderMap,
    body: &[u8],
) -> Option<(StatusCode, HeaderMap, Bytes)> {
    let mut batch: Value = serde_json::from_slice(body).ok()?;
    let entries = batch.get_mut("Entries")?.as_array_mut()?;
    let (mut taken, mut failed) = (Vec::new(), Vec::new());
    for (index, entry) in std::mem::take(entries).into_iter().enumerate() {
        if index % 2 == 0 { failed.push(entry) } else { taken.push(entry) }
    }
    let failed: Vec<Value> = failed
        .iter()
        .map(|entry| json!({ "Id": entry.get("Id"), "Code": "InternalError", "SenderFault": false }))
        .collect();
    let (headers, mut answer) = if taken.is_empty() {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/x-amz-json-1.0"));
        (headers, json!({ "Successful": [] }))
    } else {
        *entries = taken;
        let (_, headers, answer) = state.forward(headers, serde_json::to_vec(&batch).ok()?).await?;
        (headers, serde_json::from_slice(&answer).ok()?)
    };
    *answer.as_object_mut()?.entry("Failed").or_insert(json!([])) = Value::Array(failed);
    Some((StatusCode::OK, headers, serde_json::to_vec(&answer).ok()?.into()))
}

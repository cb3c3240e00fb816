//! Shares requests out among processes, as a load balancer before them does.

use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State as Shared,
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tokio::{net::TcpListener, task::JoinHandle};

/// A balancer on a port of its own; it ends when this is dropped.
pub struct Balancer {
    url: String,
    state: Arc<State>,
    task: JoinHandle<()>,
}

struct State {
    client: reqwest::Client,
    /// With how many requests each answered.
    processes: RwLock<Vec<(String, Arc<AtomicUsize>)>>,
    next: AtomicUsize,
}

impl Balancer {
    /// Starts one that answers 502 until it is told of processes.
    ///
    /// # Panics
    /// Where no port is free: a test cannot go on.
    #[expect(clippy::expect_used, reason = "a test cannot go on")]
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(20)).build();
        let state = State {
            client: client.expect("a client"),
            processes: RwLock::default(),
            next: AtomicUsize::new(0),
        };
        let state = Arc::new(state);
        let routes = Router::new().fallback(forward).with_state(Arc::clone(&state));
        let task = tokio::spawn(async move { drop(axum::serve(listener, routes).await) });
        Self { url, state, task }
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Shares out among the processes at these addresses.
    pub fn serve(&self, processes: &[&str]) {
        let mut known = self.state.processes.write().unwrap_or_else(PoisonError::into_inner);
        *known = processes.iter().map(|url| ((*url).to_owned(), Arc::default())).collect();
    }

    /// How many requests each of them answered.
    pub fn served(&self) -> Vec<usize> {
        let known = self.state.processes.read().unwrap_or_else(PoisonError::into_inner);
        known.iter().map(|(_, served)| served.load(Ordering::Relaxed)).collect()
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// To the next process that takes it. One that dies over a request has perhaps done it: then it is
/// for the caller to try again.
async fn forward(
    Shared(state): Shared<Arc<State>>,
    method: Method,
    uri: Uri,
    mut headers: HeaderMap,
    body: Bytes,
) -> Response {
    headers.remove(header::HOST);
    let processes = state.processes.read().unwrap_or_else(PoisonError::into_inner).clone();
    for _ in &processes {
        let turn = state.next.fetch_add(1, Ordering::Relaxed);
        let Some((process, served)) = processes.get(turn % processes.len()) else { break };
        let url = format!("{process}{}", uri.path());
        let request = state.client.request(method.clone(), url).headers(headers.clone()).body(body.clone());
        match request.send().await {
            Ok(answer) => {
                served.fetch_add(1, Ordering::Relaxed);
                let status = answer.status();
                return (status, answer.bytes().await.unwrap_or_default()).into_response();
            }
            Err(error) if error.is_connect() => {}
            Err(_) => break,
        }
    }
    StatusCode::BAD_GATEWAY.into_response()
}

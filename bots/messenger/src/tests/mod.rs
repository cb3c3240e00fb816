//! The adapter against a stand-in of the Graph API on a free port of this machine.

mod connect;
mod deliver;
mod download;
mod fetch;
mod webhook;

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex},
};

use adapter::FileRef;
use axum::{
    Router,
    body::Bytes,
    extract::{Query, State},
    http::{Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use marketplace_domain::clock::Clock;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::{Config, Messenger};

const TOKEN: &str = "page-token-1";
const SECRET: &str = "app-secret-1";
const VERIFY: &str = "verify-token-1";
const PAGE: &str = "12345654332";

struct Still;

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }
}

/// A call that was made.
struct Call {
    method: Method,
    path: String,
    query: HashMap<String, String>,
    body: Bytes,
}

impl Call {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Remembers calls, and answers what it was told to, or else as if a message was sent.
struct Graph {
    url: String,
    calls: Mutex<Vec<Call>>,
    answers: Mutex<VecDeque<Response>>,
}

impl Graph {
    fn answer(&self, answer: impl IntoResponse) {
        self.answers.lock().unwrap().push_back(answer.into_response());
    }

    fn refuse(&self, status: u16, code: i64, subcode: Option<i64>) {
        let error = json!({"error": {"message": "words", "code": code, "error_subcode": subcode}});
        self.answer((StatusCode::from_u16(status).unwrap(), error.to_string()));
    }

    /// A picture that stands on it.
    fn picture(&self) -> FileRef {
        FileRef(format!("{}/picture.jpg", self.url))
    }

    fn calls(&self) -> Vec<Call> {
        std::mem::take(&mut *self.calls.lock().unwrap())
    }
}

async fn take(
    State(graph): State<Arc<Graph>>,
    method: Method,
    uri: Uri,
    Query(query): Query<HashMap<String, String>>,
    body: Bytes,
) -> Response {
    let mut calls = graph.calls.lock().unwrap();
    calls.push(Call { method, path: uri.path().to_owned(), query, body });
    let usual = json!({"recipient_id": "7", "message_id": format!("m_{}", calls.len())}).to_string();
    graph.answers.lock().unwrap().pop_front().unwrap_or_else(|| usual.into_response())
}

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

fn serve(listener: TcpListener, router: Router) {
    tokio::spawn(async move { axum::serve(listener, router).await });
}

async fn graph() -> Arc<Graph> {
    let (listener, url) = listen().await;
    let graph = Arc::new(Graph { url, calls: Mutex::default(), answers: Mutex::default() });
    serve(listener, Router::new().fallback(take).with_state(Arc::clone(&graph)));
    graph
}

/// A configuration for the server at that address.
fn config(url: &str) -> Config {
    Config {
        page_token: TOKEN.into(),
        app_secret: SECRET.into(),
        verify_token: VERIFY.into(),
        graph_url: Some(format!("{url}/v23.0")),
    }
}

/// A stand-in, and the adapter connected to it.
async fn connected() -> (Arc<Graph>, Arc<Messenger>) {
    let graph = graph().await;
    graph.answer(json!({"id": PAGE}).to_string());
    let messenger = Messenger::connect(config(&graph.url), Arc::new(Still)).await.unwrap();
    graph.calls();
    (graph, messenger)
}

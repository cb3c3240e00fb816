//! The adapter against stand-ins of Discord's API and gateway on free ports of this machine.

mod connect;
mod deliver;
mod download;
mod gateway;
mod wire;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use marketplace_domain::clock::Clock;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::watch};

use crate::{Config, Discord};

const TOKEN: &str = "bot-token-1";
const BOT: &str = "1100000000000000001";
const CHANNEL: &str = "1200000000000000002";

struct Still;

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }
}

/// A call that was made.
#[derive(Clone)]
struct Call {
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Call {
    /// Its method and path.
    fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Remembers calls, and answers what it was told to, or else as if a message was sent.
struct Api {
    url: String,
    /// Where it says that the gateway is.
    gateway: Mutex<String>,
    calls: watch::Sender<Vec<Call>>,
    answers: Mutex<VecDeque<Response>>,
}

impl Api {
    fn answer(&self, answer: impl IntoResponse) {
        self.answers.lock().unwrap().push_back(answer.into_response());
    }

    fn refuse(&self, status: u16, code: i64) {
        let error = json!({"message": "words", "code": code});
        self.answer((StatusCode::from_u16(status).unwrap(), error.to_string()));
    }

    /// The calls since it was last asked.
    fn calls(&self) -> Vec<Call> {
        self.calls.send_replace(Vec::new())
    }
}

async fn take(
    State(api): State<Arc<Api>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if uri.path() == "/api/v10/gateway" {
        return json!({"url": *api.gateway.lock().unwrap()}).to_string().into_response();
    }
    let usual = json!({"id": (api.calls.borrow().len() + 1).to_string()}).to_string();
    let usual = match method {
        Method::DELETE => StatusCode::NO_CONTENT.into_response(),
        _ if uri.path().ends_with("/callback") => StatusCode::NO_CONTENT.into_response(),
        _ => usual.into_response(),
    };
    api.calls.send_modify(|calls| calls.push(Call { method, path: uri.path().to_owned(), headers, body }));
    api.answers.lock().unwrap().pop_front().unwrap_or(usual)
}

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap().to_string();
    (listener, place)
}

async fn api() -> Arc<Api> {
    let (listener, place) = listen().await;
    let api = Arc::new(Api {
        url: format!("http://{place}"),
        gateway: Mutex::default(),
        calls: watch::Sender::default(),
        answers: Mutex::default(),
    });
    let router = Router::new().fallback(take).with_state(Arc::clone(&api));
    tokio::spawn(async move { axum::serve(listener, router).await });
    api
}

/// A configuration for the server at that address.
fn config(url: &str) -> Config {
    Config { token: TOKEN.into(), api_url: Some(url.to_owned()) }
}

/// A stand-in, and the adapter connected to it.
async fn connected() -> (Arc<Api>, Arc<Discord>) {
    let api = api().await;
    api.answer(json!({"id": BOT, "username": "nwassik", "bot": true}).to_string());
    let discord = Discord::connect(config(&api.url), Arc::new(Still)).await.unwrap();
    api.calls();
    (api, discord)
}

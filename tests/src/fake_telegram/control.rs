//! The control API, for bots whose bench is not written in Rust.
//!
//! | request | meaning |
//! |---|---|
//! | `POST /control/updates` | a raw update, or an array of them; answers `{"pushed": 2}` |
//! | `GET /control/chats/{id}` | what a person sees: an array of messages |
//! | `POST /control/faults` | replaces all faults: `{"rules": [{"fault": {"too_many_requests": 3}, "next": 1, "chat": 7, "method": "sendMessage"}, {"fault": "drop_after", "chance": 0.01}], "delay_ms": 0, "strict_limits": false, "seed": 1}` |
//! | `GET /control/counters` | calls, refusals, faults, limits, pending updates, findings |
//! | `GET /control/latency` | summaries in microseconds |
//! | `POST /control/reset` | forgets counters and latencies |

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::bot::Bot;
use super::faults::Rule;
use super::inject;
use super::message::Message;
use super::params::BODY_LIMIT;
use super::record::{Span, Summary};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Faults {
    rules: Vec<Rule>,
    delay_ms: u64,
    strict_limits: bool,
    seed: u64,
}

impl Default for Faults {
    fn default() -> Self {
        Self { rules: Vec::new(), delay_ms: 0, strict_limits: false, seed: 1 }
    }
}

/// The routes below `/control`.
pub(super) fn router(bot: Arc<Bot>) -> Router {
    Router::new()
        .route("/updates", post(updates))
        .route("/chats/{id}", get(chat))
        .route("/faults", post(faults))
        .route("/counters", get(counters))
        .route("/latency", get(latency))
        .route("/reset", post(reset))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(bot)
}

async fn updates(State(bot): State<Arc<Bot>>, Json(body): Json<Value>) -> Json<Value> {
    let updates = match body {
        Value::Array(updates) => updates,
        update => vec![update],
    };
    let pushed = updates.into_iter().filter_map(|update| inject::push(&bot, update));
    Json(json!({ "pushed": pushed.count() }))
}

async fn chat(State(bot): State<Arc<Bot>>, Path(id): Path<i64>) -> Json<Value> {
    let view = bot.chats.view(id);
    Json(view.messages().iter().map(|message| shown(message)).collect())
}

fn shown(message: &Message) -> Value {
    let buttons = message.buttons();
    let buttons =
        buttons.iter().map(|button| json!({ "text": button.text, "data": button.data, "url": button.url }));
    json!({
        "message_id": message.id,
        "from_bot": message.from_bot,
        "text": message.text,
        "entities": message.entities,
        "attachment": message.attachment,
        "buttons": buttons.collect::<Vec<_>>(),
        "edited": message.is_edited(),
        "reply_to": message.reply_to,
    })
}

async fn faults(State(bot): State<Arc<Bot>>, Json(faults): Json<Faults>) -> Json<Value> {
    bot.faults.clear();
    bot.faults.set_seed(faults.seed);
    bot.faults.set_delay(Duration::from_millis(faults.delay_ms));
    bot.limits.set(faults.strict_limits);
    for rule in faults.rules {
        bot.faults.add(rule);
    }
    Json(json!({ "ok": true }))
}

async fn counters(State(bot): State<Arc<Bot>>) -> Json<Value> {
    Json(json!({
        "calls": bot.record.counts(),
        "refused": bot.record.refused(),
        "faults_struck": bot.faults.struck(),
        "limits_provoked": bot.limits.provoked(),
        "pending_updates": bot.updates.pending(),
        "confirmed_offset": bot.updates.confirmed(),
        "findings": bot.record.findings(),
    }))
}

async fn latency(State(bot): State<Arc<Bot>>) -> Json<Value> {
    let summary = |span| Summary::of(bot.record.latencies(span));
    Json(json!({
        "reply_us": summary(Span::Reply),
        "callback_us": summary(Span::Callback),
        "confirmation_us": summary(Span::Confirmation),
    }))
}

async fn reset(State(bot): State<Arc<Bot>>) -> Json<Value> {
    bot.record.reset();
    Json(json!({ "ok": true }))
}

//! Delivery by webhook: `setWebhook` and the workers that post.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use serde_json::json;
use tokio::task::JoinSet;

use super::bot::{Bot, unix_now};
use super::methods;
use super::params::Params;
use super::refusal::{Answer, Refusal};
use super::updates::{Taken, allowed_updates};

/// The header that carries the secret.
const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";
/// The first pause after a failure; it doubles up to the longest. Telegram's own pauses are longer.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

#[derive(Debug, Clone)]
struct Target {
    url: String,
    secret: Option<String>,
    max_connections: i64,
}

#[derive(Debug, Default)]
struct State {
    target: Option<Target>,
    last_error: Option<(i64, String)>,
    /// Ends the workers when it is dropped.
    workers: JoinSet<()>,
}

/// The webhook of one bot.
#[derive(Debug)]
pub(super) struct Webhook {
    state: Mutex<State>,
    /// How long the bot may take to answer.
    timeout: Duration,
}

impl Webhook {
    pub(super) fn new(timeout: Duration) -> Self {
        Self { state: Mutex::default(), timeout }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends all delivery.
    pub(super) fn stop(&self) {
        *self.state() = State::default();
    }
}

/// `setWebhook`. Any http address is taken, since a fake and its bot talk over loopback.
pub(super) fn set(bot: &Arc<Bot>, params: &Params) -> Answer {
    let url = params.text("url").unwrap_or_default().into_owned();
    if url.is_empty() {
        return delete(bot, params);
    }
    if reqwest::Url::parse(&url).is_err() {
        return Err(Refusal::bad("bad webhook: invalid webhook URL specified"));
    }
    let secret = params.text("secret_token").map(|text| text.into_owned());
    if let Some(secret) = &secret {
        check_secret(secret)?;
    }
    let target =
        Target { url, secret, max_connections: params.int("max_connections").unwrap_or(40).clamp(1, 100) };
    let allowed = allowed_updates(params)?;
    let client = reqwest::Client::builder()
        .no_proxy()
        .tcp_nodelay(true)
        .timeout(bot.webhook.timeout)
        .build()
        .map_err(|_| Refusal::server(500))?;
    bot.webhook.stop();
    if params.flag("drop_pending_updates") {
        bot.updates.drop_pending();
    }
    bot.updates.set_webhook(true, allowed);
    let mut state = bot.webhook.state();
    for _ in 0..target.max_connections {
        state.workers.spawn(work(Arc::clone(bot), target.clone(), client.clone()));
    }
    state.target = Some(target);
    Ok("true".to_owned())
}

fn check_secret(secret: &str) -> Result<(), Refusal> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if secret.is_empty() || secret.len() > 256 {
        return Err(Refusal::bad("secret token has an invalid length"));
    }
    if !secret.chars().all(allowed) {
        return Err(Refusal::bad("secret token contains unallowed characters"));
    }
    Ok(())
}

/// `deleteWebhook`.
pub(super) fn delete(bot: &Bot, params: &Params) -> Answer {
    bot.webhook.stop();
    if params.flag("drop_pending_updates") {
        bot.updates.drop_pending();
    }
    bot.updates.set_webhook(false, None);
    Ok("true".to_owned())
}

/// `getWebhookInfo`.
pub(super) fn info(bot: &Bot) -> Answer {
    let state = bot.webhook.state();
    let mut info = json!({
        "url": state.target.as_ref().map_or("", |target| &target.url),
        "has_custom_certificate": false,
        "pending_update_count": bot.updates.pending(),
    });
    if let Some(target) = &state.target {
        info["max_connections"] = target.max_connections.into();
        info["ip_address"] = "127.0.0.1".into();
    }
    if let Some((date, message)) = &state.last_error {
        info["last_error_date"] = (*date).into();
        info["last_error_message"] = message.as_str().into();
    }
    let allowed = bot.updates.allowed();
    if !allowed.is_empty() {
        info["allowed_updates"] = allowed.into();
    }
    Ok(info.to_string())
}

/// Delivers one update after another; each again and again until the bot answers 2xx.
async fn work(bot: Arc<Bot>, target: Target, client: reqwest::Client) {
    loop {
        let taken = bot.updates.take().await;
        let mut pause = FIRST_PAUSE;
        while let Err(error) = post(&bot, &target, &client, &taken).await {
            bot.webhook.state().last_error = Some((unix_now(), error));
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        bot.updates.delivered(&taken, &bot);
    }
}

async fn post(
    bot: &Arc<Bot>,
    target: &Target,
    client: &reqwest::Client,
    taken: &Taken,
) -> Result<(), String> {
    let mut request =
        client.post(&target.url).header("content-type", "application/json").body(taken.body.clone());
    if let Some(secret) = &target.secret {
        request = request.header(SECRET_HEADER, secret);
    }
    let response = request.send().await.map_err(|error| {
        if error.is_timeout() { "Read timeout expired".to_owned() } else { "Connection refused".to_owned() }
    })?;
    let status = response.status();
    if !status.is_success() {
        return Err(format!("Wrong response from the webhook: {status}"));
    }
    let kind = response.headers().get(CONTENT_TYPE).cloned();
    // An answer cut short is an answer still: its status has come.
    let body = response.bytes().await.unwrap_or_default();
    if let Some(kind) = kind.filter(|_| body.len() > 2) {
        call_in_answer(bot, Request::new(Body::from(body)), kind).await;
    }
    Ok(())
}

/// A bot may call a method in its answer to the webhook; nobody learns the result.
async fn call_in_answer(bot: &Arc<Bot>, mut answer: Request<Body>, kind: axum::http::HeaderValue) {
    answer.headers_mut().insert(CONTENT_TYPE, kind);
    if let Ok(mut params) = Box::pin(Params::read(answer)).await
        && let Some(method) = params.values.remove("method")
        && let Some(name) = method.as_str()
    {
        // Boxed, because the call may in turn set a webhook.
        let _ = Box::pin(methods::call_named(bot, name, params)).await;
    }
}

//! The HTTP server: connections, routes, and the way of one call.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::bot::Bot;
use super::faults::Fault;
use super::methods;
use super::params::{BODY_LIMIT, Params};
use super::record::Call;
use super::refusal::{Answer, Refusal};
use super::spec::{self, Method};

/// The bots by their tokens.
#[derive(Debug, Default)]
pub(super) struct Bots {
    by_token: RwLock<HashMap<String, Arc<Bot>>>,
}

impl Bots {
    pub(super) fn add(&self, bot: Arc<Bot>) {
        let mut bots = self.by_token.write().unwrap_or_else(PoisonError::into_inner);
        bots.insert(bot.token.clone(), bot);
    }

    fn get(&self, token: &str) -> Result<Arc<Bot>, Refusal> {
        let bots = self.by_token.read().unwrap_or_else(PoisonError::into_inner);
        bots.get(token).map(Arc::clone).ok_or_else(|| {
            let number = token.split_once(':').map(|(number, _)| number);
            if number.is_some_and(|number| number.parse::<u64>().is_ok()) {
                Refusal::unauthorized()
            } else {
                Refusal::not_found("Not Found")
            }
        })
    }

    /// Ends what bots have under way by themselves.
    pub(super) fn stop(&self) {
        let bots = self.by_token.read().unwrap_or_else(PoisonError::into_inner);
        for bot in bots.values() {
            bot.webhook.stop();
        }
    }
}

/// The paths of api.telegram.org.
pub(super) fn router(bots: Arc<Bots>) -> Router {
    Router::new()
        .route("/bot{token}/{method}", any(bot_call))
        .route("/file/bot{token}/{*path}", get(download))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .fallback(async || respond(&Err(Refusal::not_found("Not Found"))))
        .with_state(bots)
}

/// Takes connections until it is aborted, and they end with it.
pub(super) async fn serve(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve_connection(stream, router.clone()));
                }
                // Out of file descriptors, most likely: others have to close first.
                Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Marks an answer that must not be sent: the connection closes instead.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the connection is dropped on purpose")]
struct HangUp;

async fn serve_connection(stream: TcpStream, router: Router) {
    // Without it a small answer may wait for the peer's delayed acknowledgement.
    let _ = stream.set_nodelay(true);
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |request| {
        let answer = router.call(request);
        async move {
            let answer = answer.await.map_err(|never: Infallible| match never {})?;
            if answer.extensions().get::<HangUp>().is_some() {
                return Err(HangUp);
            }
            Ok(answer)
        }
    });
    let connection = hyper::server::conn::http1::Builder::new();
    let _ = connection.serve_connection(TokioIo::new(stream), service).await;
}

fn respond(answer: &Answer) -> Response {
    let (code, body) = match answer {
        Ok(result) => (200, format!(r#"{{"ok":true,"result":{result}}}"#)),
        Err(refusal) => (refusal.code, refusal.body()),
    };
    let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let json = HeaderValue::from_static("application/json");
    (status, [(CONTENT_TYPE, json)], body).into_response()
}

async fn download(State(bots): State<Arc<Bots>>, Path((token, path)): Path<(String, String)>) -> Response {
    let bytes = bots.get(&token).and_then(|bot| {
        let bytes = bot.files.fetch(&path);
        bytes.ok_or_else(|| Refusal::not_found("Not Found"))
    });
    match bytes {
        Ok(bytes) => bytes.into_response(),
        Err(refusal) => respond(&Err(refusal)),
    }
}

async fn bot_call(
    State(bots): State<Arc<Bots>>,
    Path((token, method)): Path<(String, String)>,
    request: Request<Body>,
) -> Response {
    let bot = match bots.get(&token) {
        Ok(bot) => bot,
        Err(refusal) => return respond(&Err(refusal)),
    };
    let found = spec::find(&method).and_then(|place| Some((place, spec::METHODS.get(place)?)));
    let Some((place, method)) = found else {
        bot.record.finding(format!("method {method} is not imitated"));
        return respond(&Err(Refusal::not_found("Not Found: method not found")));
    };
    let params = match Params::read(request).await {
        Ok(params) => params,
        Err(refusal) => return respond(&Err(refusal)),
    };
    let at = Instant::now();
    let chat = params.int("chat_id");
    note_unknown(&bot, method, &params);
    let outcome = run(&bot, method, &params, chat).await;
    let delay = bot.faults.delay();
    // An update that is there is handed over at once, as a webhook would get it.
    if !delay.is_zero() && method.name != "getUpdates" {
        tokio::time::sleep(delay).await;
    }
    let code = match &outcome {
        None => 0,
        Some(Ok(_)) => 200,
        Some(Err(refusal)) => refusal.code,
    };
    let call = || Call { at, took: at.elapsed(), method: method.name, chat, code, params: params.values };
    bot.record.call(place, call, code);
    match outcome {
        Some(answer) => respond(&answer),
        None => {
            let mut nothing = Response::default();
            nothing.extensions_mut().insert(HangUp);
            nothing
        }
    }
}

/// Does the call, or lets it fail; `None` stands for a dropped connection.
async fn run(bot: &Arc<Bot>, method: &'static Method, params: &Params, chat: Option<i64>) -> Option<Answer> {
    let fault = bot.faults.strike(method.name, chat);
    match fault {
        Some(Fault::TooManyRequests(seconds)) => {
            return Some(Err(Refusal::too_many(seconds)));
        }
        Some(Fault::BadRequest) => return Some(Err(Refusal::bad("INTERNALLY_ODD"))),
        Some(Fault::ServerError(code)) => return Some(Err(Refusal::server(code))),
        Some(Fault::DropBefore) => return None,
        Some(Fault::Hang) => std::future::pending::<()>().await,
        Some(Fault::DropAfter) | None => {}
    }
    if method.sends()
        && let Some(chat) = chat
        && let Err(seconds) = bot.limits.take(chat, messages_in(params), Instant::now())
    {
        return Some(Err(Refusal::too_many(seconds)));
    }
    let answer = methods::call(bot, method.name, params).await;
    (fault != Some(Fault::DropAfter)).then_some(answer)
}

/// An album counts as many messages as it has items.
fn messages_in(params: &Params) -> usize {
    let media = params.json("media").ok().flatten();
    let items = media.as_deref().and_then(Value::as_array);
    items.map_or(1, Vec::len)
}

fn note_unknown(bot: &Bot, method: &Method, params: &Params) {
    for name in params.values.keys() {
        if !method.takes(name) {
            bot.record.finding(format!("{}: unknown parameter {name}", method.name));
        }
    }
}

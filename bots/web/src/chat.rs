//! Coming in: the page of the chat, and the greeting.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{
    Site,
    bells::Listener,
    inbound::{Doer, start_argument},
    mailbox::Mailbox,
    names,
    pages::{self, Doing, Writing},
    problem::Problem,
    visit::Visit,
};

/// How many entries a page begins with.
pub(crate) const FIRST_PAGE: usize = 200;
/// How long a page waits for the bot's answer, so that a person without scripts sees it. An answer
/// usually takes some milliseconds; whoever waits longer than this would think it broken.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// What the address of the page asks for. Read leniently: a bad link still opens the chat.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    /// The argument of a deep link.
    start: Option<String>,
    /// The version that the person has seen: the page waits for a later one.
    after: Option<String>,
    /// The entry whose actions they opened.
    on: Option<String>,
    /// The entry that they reply to.
    reply: Option<String>,
    /// The entry that they change.
    edit: Option<String>,
}

impl Asked {
    fn doing(&self) -> Doing {
        let id = |text: &Option<String>| text.as_deref().and_then(|id| id.parse().ok());
        let writing = match (id(&self.reply), id(&self.edit)) {
            (Some(id), _) => Writing::Reply(id),
            (None, Some(id)) => Writing::Edit(id),
            (None, None) => Writing::New,
        };
        Doing { on: id(&self.on), writing }
    }
}

/// `GET /chat`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|query| query.0).unwrap_or_default();
    show(&site, &visit, &asked).await.unwrap_or_else(|problem| problem.answer(&site, &visit))
}

async fn show(site: &Site, visit: &Visit, asked: &Asked) -> Result<Response, Problem> {
    let start = asked.start.as_deref().and_then(start_argument);
    let came = enter(site, visit, start).await?;
    let response = if asked.start.is_some() {
        // So that a reload does not follow the link again.
        pages::back_to_chat(visit.seat, Some(came.version))
    } else {
        let seen = asked.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or(0);
        if came.version <= seen {
            wait_for(site.mailbox.as_ref(), site.bells.listen(&came.chat), &came.chat, seen).await;
        }
        let snapshot = site.mailbox.latest(&came.chat, FIRST_PAGE).await?;
        let language = visit.chosen(site, &came.chat).await;
        pages::chat(site, visit.seat, language, &snapshot, &asked.doing()).into_response()
    };
    Ok(came.remember(response))
}

/// A visitor who came in.
pub(crate) struct Came {
    pub(crate) chat: String,
    /// The version of the chat when they came.
    pub(crate) version: i64,
    cookie: Option<String>,
}

impl Came {
    /// Puts the cookie of a new visitor on an answer.
    pub(crate) fn remember(&self, mut response: Response) -> Response {
        let cookie = self.cookie.as_deref().and_then(|cookie| HeaderValue::from_str(cookie).ok());
        if let Some(cookie) = cookie {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// Opens the visitor's chat, a new one if need be. The bot is told to greet in an empty chat, and
/// of a deep link in any.
pub(crate) async fn enter(site: &Site, visit: &Visit, start: Option<&str>) -> Result<Came, Problem> {
    let (chat, cookie) = match visit.chat(site).await? {
        Some(chat) => (chat, None),
        None => {
            let (chat, cookie) = visit.register(site).await?;
            (chat, Some(cookie))
        }
    };
    let version = site.mailbox.latest(&chat, 1).await?.version;
    if version == 0 || start.is_some() {
        let doer = Doer { chat: &chat, language: visit.language, at: site.clock.now() };
        // However often an empty chat is opened, the greeting comes once.
        let key = if version == 0 { "first".to_owned() } else { names::random::<16>(site.entropy.as_ref()) };
        let came = doer.came(&key, start.unwrap_or_default());
        site.ingress.accept(vec![came]).await.map_err(|_| Problem::Unavailable)?;
    }
    Ok(Came { chat, version, cookie })
}

/// Waits, not for long, until the chat changes beyond a version.
async fn wait_for(mailbox: &dyn Mailbox, mut listener: Listener, chat: &str, seen: i64) {
    let changed = async {
        while mailbox.changes_since(chat, seen, 1).await.is_ok_and(|changes| changes.is_empty()) {
            listener.rung().await;
        }
    };
    // Without an answer in time the page is shown as it is.
    let _ = tokio::time::timeout(PATIENCE, changed).await;
}

//! The chat as it goes on: a stream for open pages, and a document for programs.

use std::{collections::VecDeque, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderName},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::stream;
use marketplace_domain::account::Language;
use serde::{Deserialize, Serialize};

use crate::{
    Site,
    bells::Listener,
    chat::{FIRST_PAGE, enter},
    mailbox::Change,
    pages,
    problem::Problem,
    visit::{Seat, Visit},
};

/// How often a stream looks by itself, for what another process put into the mailbox.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How often a silent stream shows that it lives: below the 60 s after which proxies hang up.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How many changes are read at once.
const BATCH: usize = 100;

/// The version that the reader has seen.
#[derive(Deserialize, Default)]
pub(crate) struct Since {
    since: Option<i64>,
}

/// A change, and how a page shows it.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    change: &'a Change,
    html: Option<String>,
}

/// What a stream begins with, and what it says when the language of the person has changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Hello {
    /// The version from which the stream goes on.
    pub version: i64,
    /// The language of the pages.
    pub language: Language,
}

/// The answer of `GET /chat/state`.
#[derive(Debug, Serialize, Deserialize)]
pub struct ChatState {
    /// The version to ask from next time.
    pub version: i64,
    /// The language of the pages.
    pub language: Language,
    /// What changed since the version asked for, in order; the last entries where none was.
    pub changes: Vec<Change>,
}

/// `GET /chat/state`
pub(crate) async fn state(
    State(site): State<Arc<Site>>,
    visit: Visit,
    since: Result<Query<Since>, QueryRejection>,
) -> Response {
    let since = since.ok().and_then(|query| query.0.since).filter(|&version| version > 0);
    stated(&site, &visit, since).await.unwrap_or_else(|problem| problem.answer(&site, &visit))
}

async fn stated(site: &Site, visit: &Visit, since: Option<i64>) -> Result<Response, Problem> {
    let came = enter(site, visit, None).await?;
    let (version, changes) = match since {
        Some(since) => {
            let changes = site.mailbox.changes_since(&came.chat, since, BATCH).await?;
            (changes.last().map_or(since, |change| change.version), changes)
        }
        None => {
            let snapshot = site.mailbox.latest(&came.chat, FIRST_PAGE).await?;
            (snapshot.version, snapshot.entries)
        }
    };
    let language = visit.chosen(site, &came.chat).await;
    Ok(came.remember(Json(ChatState { version, language, changes }).into_response()))
}

/// `GET /chat/events`: goes on after `Last-Event-ID`, else after `since`, else from now.
pub(crate) async fn events(
    State(site): State<Arc<Site>>,
    visit: Visit,
    since: Result<Query<Since>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let last = headers
        .get(HeaderName::from_static("last-event-id"))
        .and_then(|id| id.to_str().ok()?.parse::<i64>().ok());
    let since = last.or(since.ok().and_then(|query| query.0.since));
    match open(&site, visit.clone(), since).await {
        Ok(feed) => {
            let feed = stream::unfold(feed, |mut feed| async {
                let event = feed.next().await?;
                Some((Ok::<_, Infallible>(event), feed))
            });
            Sse::new(feed).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
        }
        Err(problem) => problem.answer(&site, &visit),
    }
}

async fn open(site: &Arc<Site>, visit: Visit, since: Option<i64>) -> Result<Feed, Problem> {
    let chat = visit.chat(site).await?.ok_or(Problem::NoVisitor)?;
    let listener = site.bells.listen(&chat);
    let version = match since {
        Some(version) => version,
        None => site.mailbox.latest(&chat, 1).await?.version,
    };
    let language = visit.chosen(site, &chat).await;
    let mut feed = Feed {
        site: Arc::clone(site),
        seat: visit.seat,
        visit,
        chat,
        listener,
        version,
        language,
        ready: VecDeque::new(),
    };
    feed.ready.push_back(feed.hello("hello").retry(Duration::from_secs(1)));
    Ok(feed)
}

/// One open page.
struct Feed {
    site: Arc<Site>,
    seat: Seat,
    visit: Visit,
    chat: String,
    listener: Listener,
    version: i64,
    language: Language,
    ready: VecDeque<Event>,
}

impl Feed {
    /// The next event; `None` when the server is about to stop.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            // Where the mailbox cannot be read now, the stream stays open and looks again.
            let changes = self.site.mailbox.changes_since(&self.chat, self.version, BATCH).await;
            for change in changes.iter().flatten() {
                self.version = change.version;
                let shown = self.shown(change);
                self.ready.extend(shown);
            }
            if !self.ready.is_empty() {
                self.notice_language().await;
                continue;
            }
            tokio::select! {
                () = self.listener.rung() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = self.site.bells.closed() => return None,
            }
        }
    }

    /// A person who chooses another language does so in the chat: the page follows.
    async fn notice_language(&mut self) {
        let language = self.visit.chosen(&self.site, &self.chat).await;
        if language != self.language {
            self.language = language;
            self.ready.push_back(self.hello("language"));
        }
    }

    fn hello(&self, name: &str) -> Event {
        json(name, &Hello { version: self.version, language: self.language }).unwrap_or_default()
    }

    fn shown(&self, change: &Change) -> Option<Event> {
        let html = change
            .entry
            .as_ref()
            .map(|entry| pages::entry(&self.site, self.seat, self.language, change, entry).into_string());
        Some(json("change", &Shown { change, html })?.id(change.version.to_string()))
    }
}

/// An event with a document. Ours always serialise; there is no event for one that would not.
fn json(name: &str, document: &impl Serialize) -> Option<Event> {
    Event::default().event(name).json_data(document).ok()
}

//! The web chat: a platform of its own, with its chats kept by us. It works without scripts, and
//! the terminal client uses it as well.

mod assets;
mod bells;
mod change;
mod chat;
mod entry;
mod events;
mod files;
mod guard;
mod inbound;
mod mailbox;
mod names;
mod outbound;
mod pages;
mod post;
mod problem;
mod upload;
mod visit;

#[cfg(test)]
mod tests;

pub use self::{
    bells::{Bells, Listener},
    entry::{Entry, EntryId, Marks, Own, ShownFile},
    events::{ChatState, Hello},
    mailbox::{Change, Mailbox, MailboxError, ServedFile, Snapshot, TokenHash},
    outbound::WebAdapter,
};

use std::sync::Arc;

use adapter::{Ingress, Words};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};
use marketplace_domain::{clock::Clock, entropy::Entropy};

/// The name of the one bot of the web.
pub const BOT: &str = "web";

/// The largest body of a form without a file, in bytes: 16 KiB of text where every byte takes
/// three characters, with room for the other fields.
const MOST_FORM: usize = 64 * 1024;

/// What the pages need.
pub struct Site {
    /// Where chats are kept.
    pub mailbox: Arc<dyn Mailbox>,
    /// Tells open pages that their chat changed: the same as the adapter's.
    pub bells: Bells,
    /// Where what visitors do is handed in.
    pub ingress: Arc<dyn Ingress>,
    /// The words on the pages.
    pub words: Arc<dyn Words>,
    /// What tells the time.
    pub clock: Arc<dyn Clock>,
    /// Where tokens come from.
    pub entropy: Arc<dyn Entropy>,
    /// Under which address people reach the server, such as `https://nwassik.example`.
    pub public_url: String,
    /// Whether the chat offers to open a second person in the same browser.
    pub demo: bool,
}

/// The landing page and the chat, with everything they need.
pub fn routes(site: Site) -> Router {
    let site = Arc::new(site);
    Router::new()
        .route("/", get(pages::landing))
        .route("/chat", get(chat::page))
        .route("/chat/events", get(events::events))
        .route("/chat/state", get(events::state))
        .route("/chat/say", post(post::say))
        .route("/chat/tap", post(post::tap))
        .route("/chat/again", post(post::again))
        .route("/chat/edit", post(change::edit))
        .route("/chat/take-back", post(change::take_back))
        .route("/chat/react", post(change::react))
        .layer(DefaultBodyLimit::max(MOST_FORM))
        .route("/chat/file", post(upload::file).layer(DefaultBodyLimit::max(upload::MOST_UPLOAD)))
        .route("/photos/{id}", get(upload::show))
        .route("/files/{id}/{name}", get(files::serve))
        .route("/assets/{name}", get(assets::serve))
        .layer(from_fn_with_state(Arc::clone(&site), guard::same_site))
        .layer(from_fn(guard::headers))
        .with_state(site)
}

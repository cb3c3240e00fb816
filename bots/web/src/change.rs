//! What visitors do to what stands in their chat: change it, take it back, react to it.

use std::sync::Arc;

use adapter::Kind;
use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use marketplace_domain::{message::Rich, reaction::Reaction};
use serde::Deserialize;

use crate::{
    Site,
    entry::{Entry, EntryId},
    inbound::{ClientKey, Doer, MOST_TEXT, native, tidy},
    mailbox::{Change, Mailbox, MailboxError},
    pages,
    post::chat_or_new,
    problem::Problem,
    visit::Visit,
};

/// How often a change is tried where somebody else changes the same entry at the same moment.
const TRIES: usize = 8;

/// Another text for something that was said.
#[derive(Deserialize)]
pub(crate) struct Edit {
    id: EntryId,
    text: String,
    key: String,
}

/// Something that is to be taken back.
#[derive(Deserialize)]
pub(crate) struct TakeBack {
    id: EntryId,
    key: String,
}

/// A reaction; an empty one takes the one before away.
#[derive(Deserialize)]
pub(crate) struct React {
    id: EntryId,
    reaction: String,
    key: String,
}

/// `POST /chat/edit`
pub(crate) async fn edit(
    State(site): State<Arc<Site>>,
    visit: Visit,
    form: Result<Form<Edit>, FormRejection>,
) -> Response {
    finish(&site, &visit, edited(&site, &visit, form).await)
}

/// `POST /chat/take-back`
pub(crate) async fn take_back(
    State(site): State<Arc<Site>>,
    visit: Visit,
    form: Result<Form<TakeBack>, FormRejection>,
) -> Response {
    finish(&site, &visit, taken_back(&site, &visit, form).await)
}

/// `POST /chat/react`
pub(crate) async fn react(
    State(site): State<Arc<Site>>,
    visit: Visit,
    form: Result<Form<React>, FormRejection>,
) -> Response {
    finish(&site, &visit, reacted(&site, &visit, form).await)
}

async fn edited(
    site: &Site,
    visit: &Visit,
    form: Result<Form<Edit>, FormRejection>,
) -> Result<EntryId, Problem> {
    let Form(edit) = form?;
    let key = ClientKey::parse(&edit.key).ok_or(Problem::Malformed)?;
    if edit.text.len() > MOST_TEXT {
        return Err(Problem::LongText);
    }
    let text = tidy(&edit.text);
    let chat = chat_or_new(site, visit).await?;
    let entry = standing(site, &chat, edit.id).await?;
    entry.own().ok_or(Problem::NotFound)?;
    // What stands under a file may be nothing; a line may not.
    if text.is_empty() && matches!(entry, Entry::Line { .. }) {
        return Err(Problem::Empty);
    }
    let kind = Kind::Edited { message: native(edit.id), text: Rich::plain(text.as_str()) };
    tell(site, visit, &chat, ("edited", key.as_str()), kind).await?;
    let set_text = |entry: &mut Entry| {
        entry.set_own_text(&text);
        entry.own().is_some()
    };
    apply(site, &chat, edit.id, set_text).await
}

async fn taken_back(
    site: &Site,
    visit: &Visit,
    form: Result<Form<TakeBack>, FormRejection>,
) -> Result<EntryId, Problem> {
    let Form(TakeBack { id, key }) = form?;
    let key = ClientKey::parse(&key).ok_or(Problem::Malformed)?;
    let chat = chat_or_new(site, visit).await?;
    match standing(site, &chat, id).await? {
        Entry::Gone { .. } => return Ok(id),
        Entry::Bot { .. } => return Err(Problem::NotFound),
        _ => {}
    }
    let kind = Kind::Deleted { messages: vec![native(id)] };
    tell(site, visit, &chat, ("deleted", key.as_str()), kind).await?;
    let go = |entry: &mut Entry| {
        let Some(key) = entry.own().map(|own| own.key.clone()) else { return false };
        *entry = Entry::Gone { key };
        true
    };
    apply(site, &chat, id, go).await
}

async fn reacted(
    site: &Site,
    visit: &Visit,
    form: Result<Form<React>, FormRejection>,
) -> Result<EntryId, Problem> {
    let Form(React { id, reaction, key }) = form?;
    let key = ClientKey::parse(&key).ok_or(Problem::Malformed)?;
    let reaction = match reaction.as_str() {
        "" => None,
        emoji => Some(Reaction::parse(emoji).ok_or(Problem::Malformed)?),
    };
    let chat = chat_or_new(site, visit).await?;
    if matches!(standing(site, &chat, id).await?, Entry::Gone { .. }) {
        return Err(Problem::NotFound);
    }
    // As with buttons, a page without scripts has one key for all of them.
    let key = format!("{}:{}", key.as_str(), reaction.map_or("", Reaction::as_str));
    let kind = Kind::Reacted { message: native(id), reaction };
    tell(site, visit, &chat, ("reacted", &key), kind).await?;
    apply(site, &chat, id, |entry| entry.marks_mut().map(|marks| marks.mine = reaction).is_some()).await
}

/// An entry of that chat that can be changed: what the market does not have yet cannot.
async fn standing(site: &Site, chat: &str, id: EntryId) -> Result<Entry, Problem> {
    let entry = site.mailbox.entry(chat, id).await?.and_then(|change| change.entry);
    entry.filter(|entry| entry.unsent().is_none()).ok_or(Problem::NotFound)
}

/// Tells the market, which takes the same key once. The chat shows it only then, so that it never shows
/// what did not happen.
async fn tell(
    site: &Site,
    visit: &Visit,
    chat: &str,
    (what, key): (&str, &str),
    kind: Kind,
) -> Result<(), Problem> {
    let doer = Doer { chat, language: visit.language, at: site.clock.now() };
    let inbound = doer.inbound(what, key, kind);
    site.ingress.accept(vec![inbound]).await.map_err(|_| Problem::Unavailable)
}

async fn apply(
    site: &Site,
    chat: &str,
    id: EntryId,
    work: impl Fn(&mut Entry) -> bool + Send,
) -> Result<EntryId, Problem> {
    let changed = change(site.mailbox.as_ref(), chat, id, work).await?;
    site.bells.ring(chat);
    if changed { Ok(id) } else { Err(Problem::NotFound) }
}

/// Changes an entry, whoever else changes it meanwhile: nothing that one of them did is lost. `false`
/// where it is gone, or `work` says that it cannot be changed so.
pub(crate) async fn change(
    mailbox: &dyn Mailbox,
    chat: &str,
    id: EntryId,
    work: impl Fn(&mut Entry) -> bool + Send,
) -> Result<bool, MailboxError> {
    for _ in 0..TRIES {
        let Some(Change { version, entry: Some(before), .. }) = mailbox.entry(chat, id).await? else {
            return Ok(false);
        };
        let mut entry = before.clone();
        if !work(&mut entry) {
            return Ok(false);
        }
        if entry == before || mailbox.replace(chat, id, version, &entry).await? {
            return Ok(true);
        }
    }
    Err(MailboxError::Unavailable)
}

/// Answers a program with 204 and leads a page back to the entry.
fn finish(site: &Site, visit: &Visit, done: Result<EntryId, Problem>) -> Response {
    match done {
        Ok(_) if visit.wants_json => StatusCode::NO_CONTENT.into_response(),
        Ok(id) => pages::back_to_entry(visit.seat, id),
        Err(problem) => problem.answer(site, visit),
    }
}

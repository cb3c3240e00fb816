//! What visitors do: say a line, press a button, try again. (Files: `upload`.)

use std::sync::Arc;

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{
    Site, change,
    entry::{Entry, EntryId, Own},
    inbound::{ClientKey, Doer, MOST_DATA, MOST_TEXT, tidy},
    mailbox::Change,
    pages,
    problem::Problem,
    visit::Visit,
};

/// A line.
#[derive(Deserialize)]
pub(crate) struct Say {
    text: String,
    key: String,
    reply_to: Option<EntryId>,
}

/// A press of a button.
#[derive(Deserialize)]
pub(crate) struct Tap {
    data: String,
    on: Option<EntryId>,
    key: String,
}

/// An entry that was not sent.
#[derive(Deserialize)]
pub(crate) struct Again {
    id: EntryId,
}

/// `POST /chat/say`
pub(crate) async fn say(
    State(site): State<Arc<Site>>,
    visit: Visit,
    form: Result<Form<Say>, FormRejection>,
) -> Response {
    finish(&site, &visit, said(&site, &visit, form).await)
}

/// `POST /chat/tap`
pub(crate) async fn tap(
    State(site): State<Arc<Site>>,
    visit: Visit,
    form: Result<Form<Tap>, FormRejection>,
) -> Response {
    finish(&site, &visit, tapped(&site, &visit, form).await)
}

/// `POST /chat/again`
pub(crate) async fn again(
    State(site): State<Arc<Site>>,
    visit: Visit,
    form: Result<Form<Again>, FormRejection>,
) -> Response {
    finish(&site, &visit, tried_again(&site, &visit, form).await)
}

async fn said(site: &Site, visit: &Visit, form: Result<Form<Say>, FormRejection>) -> Result<i64, Problem> {
    let Form(say) = form?;
    let key = ClientKey::parse(&say.key).ok_or(Problem::Malformed)?;
    if say.text.len() > MOST_TEXT {
        return Err(Problem::LongText);
    }
    let text = tidy(&say.text);
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    let chat = chat_or_new(site, visit).await?;
    let entry = Entry::Line { text, own: own(site, &chat, &key, say.reply_to).await? };
    hand_in(site, visit, &chat, &key, &entry).await
}

async fn tapped(site: &Site, visit: &Visit, form: Result<Form<Tap>, FormRejection>) -> Result<i64, Problem> {
    let Form(tap) = form?;
    let key = ClientKey::parse(&tap.key).ok_or(Problem::Malformed)?;
    if tap.data.len() > MOST_DATA || tap.data.chars().any(char::is_control) {
        return Err(Problem::Malformed);
    }
    let chat = chat_or_new(site, visit).await?;
    let seen = site.mailbox.latest(&chat, 1).await?.version;
    let doer = Doer { chat: &chat, language: visit.language, at: site.clock.now() };
    let inbound = doer.tapped(&key, tap.on, tap.data);
    site.ingress.accept(vec![inbound]).await.map_err(|_| Problem::Unavailable)?;
    Ok(seen)
}

async fn tried_again(
    site: &Site,
    visit: &Visit,
    form: Result<Form<Again>, FormRejection>,
) -> Result<i64, Problem> {
    let Form(Again { id }) = form?;
    let chat = chat_or_new(site, visit).await?;
    let change = site.mailbox.entry(&chat, id).await?.ok_or(Problem::NotFound)?;
    let done = submit(site, visit, &chat, change).await;
    site.bells.ring(&chat);
    done
}

/// What is said with that key, before the market has it. What it replies to must stand in the chat, or
/// have stood there: the market still knows whom it came from.
pub(crate) async fn own(
    site: &Site,
    chat: &str,
    key: &ClientKey,
    reply_to: Option<EntryId>,
) -> Result<Own, Problem> {
    if let Some(id) = reply_to {
        site.mailbox.entry(chat, id).await?.ok_or(Problem::NotFound)?;
    }
    Ok(Own { key: key.as_str().to_owned(), reply_to, ..Own::default() })
}

/// The visitor's chat; whoever has none gets one, and must ask again.
pub(crate) async fn chat_or_new(site: &Site, visit: &Visit) -> Result<String, Problem> {
    if let Some(chat) = visit.chat(site).await? {
        return Ok(chat);
    }
    let (_, cookie) = visit.register(site).await?;
    Err(Problem::NewVisitor { cookie })
}

/// Puts what the visitor said into their chat, then tells the market. Gives the version after
/// which the answer comes.
pub(crate) async fn hand_in(
    site: &Site,
    visit: &Visit,
    chat: &str,
    key: &ClientKey,
    entry: &Entry,
) -> Result<i64, Problem> {
    let key = format!("own:{}", key.as_str());
    let change = site.mailbox.append(chat, &key, entry, site.clock.now()).await?;
    let done = submit(site, visit, chat, change).await;
    // Only now: pages need not show for an instant that it was not sent.
    site.bells.ring(chat);
    done
}

/// Tells the market of an entry, and marks it as sent once the market has it. Until then the
/// chat shows honestly that it is not.
async fn submit(site: &Site, visit: &Visit, chat: &str, change: Change) -> Result<i64, Problem> {
    let Some(entry) = &change.entry else { return Ok(change.version) };
    if entry.unsent().is_none() {
        return Ok(change.version);
    }
    let doer = Doer { chat, language: visit.language, at: change.at };
    if let Some(inbound) = doer.said(change.id, entry) {
        site.ingress.accept(vec![inbound]).await.map_err(|_| Problem::Unavailable)?;
    }
    let set_sent = |entry: &mut Entry| entry.own_mut().map(|own| own.sent = true).is_some();
    change::change(site.mailbox.as_ref(), chat, change.id, set_sent).await?;
    Ok(change.version + 1)
}

/// Answers a program with 204 and leads a page back to the chat (POST, redirect, GET).
pub(crate) fn finish(site: &Site, visit: &Visit, done: Result<i64, Problem>) -> Response {
    match done {
        Ok(_) if visit.wants_json => StatusCode::NO_CONTENT.into_response(),
        Ok(seen) => pages::back_to_chat(visit.seat, Some(seen)),
        // On a page an empty line is a slip that needs no words.
        Err(Problem::Empty) if !visit.wants_json => pages::back_to_chat(visit.seat, None),
        Err(problem) => problem.answer(site, visit),
    }
}

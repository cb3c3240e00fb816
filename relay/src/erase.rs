//! Erases a conversation, and tells whom it concerns.

use conversation::Undelivered;
use marketplace_core::{
    Market, MarketError, Unit,
    blobs::{Blob, BlobError, Blobs},
    mailbox::MailboxError,
};
use marketplace_domain::{
    id::{ConversationId, FileId},
    refusal::Refusal,
};

use crate::{
    key,
    passing::is_conflict,
    store::{
        due::reason_name,
        erased::{self, Owed},
        log,
    },
};

/// How often it is tried where a worker was in the way.
const TRIES: usize = 5;

/// What was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// Lines that had not arrived yet and never will: who said them is told.
    pub waiting: usize,
    /// Messages that were taken back from web chats.
    pub taken_back: usize,
    /// Its files, which nobody can open any more: see [`delete_files`].
    pub files: Vec<FileId>,
}

/// Deletes files of an erased conversation from the bucket. What stays where this fails nobody can open.
///
/// # Errors
/// [`BlobError::Delete`].
pub async fn delete_files(blobs: &Blobs, files: &[FileId]) -> Result<(), BlobError> {
    for file in files {
        blobs.delete(Blob::File(*file)).await?;
    }
    Ok(())
}

/// Makes unreadable for everybody what was said in a conversation, and ends it for good. Lines that
/// have not arrived are given up, and who said them is told so when a process sweeps next. What shows lines of it in a web chat
/// is taken back; what stands in the chats of other platforms is theirs. `None` where there is no
/// such conversation. Doing so twice is no error.
///
/// # Errors
/// [`MarketError::Database`].
pub async fn erase(market: &Market, id: ConversationId) -> Result<Option<Erased>, MarketError> {
    let mut tries = 1;
    loop {
        match attempt(market, id).await {
            Err(MarketError::Refused(Refusal::Unknown)) => return Ok(None),
            Err(error) if is_conflict(&error) && tries < TRIES => tries += 1,
            other => return other.map(Some),
        }
    }
}

async fn attempt(market: &Market, id: ConversationId) -> Result<Erased, MarketError> {
    let mut unit = market.begin().await?;
    let now = unit.now();
    let files = unit.erase(id).await?;
    let over = erased::give_up(unit.connection(), id, now).await?;
    for Owed { endpoint, delivery } in erased::owed(unit.connection(), &over).await? {
        let (reason, key) = (reason_name(Undelivered::Erased), key::random(&**market.entropy()));
        log::notify(unit.connection(), endpoint, delivery, reason, &key, now).await?;
    }
    let waiting = over.iter().filter(|delivery| !delivery.notice).count();
    let taken_back = take_back(&mut unit, id).await?;
    unit.commit().await?;
    Ok(Erased { waiting, taken_back, files })
}

async fn take_back(unit: &mut Unit, id: ConversationId) -> Result<usize, MarketError> {
    let shown = erased::shown_on_the_web(unit.connection(), id).await?;
    for (address, entry) in &shown {
        match unit.take_back_entries(address, &[*entry]).await {
            Ok(()) | Err(MailboxError::NoVisitor | MailboxError::TooLarge) => {}
            Err(MailboxError::Market(error)) => return Err(error),
        }
    }
    Ok(shown.len())
}

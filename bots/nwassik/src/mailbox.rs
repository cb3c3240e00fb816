//! The web chat's mailbox, kept in the market's database and among its pictures.

use std::{io, sync::Arc};

use adapter::{FetchError, FileRef, Pieces, Spool};
use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::stream;
use marketplace_core::{
    Market,
    blobs::{Blobs, Opened, Source},
    mailbox::{MailboxChange, MailboxError as StoreError, NewEntry},
};
use marketplace_domain::{
    account::{Identity, Language, Platform},
    id::{FileId, PhotoId},
    media::Format,
};
use serde::Deserialize;
use serde_json::Value;
use web::{Change, Entry, EntryId, Mailbox, MailboxError, ServedFile, Snapshot, TokenHash};

/// Keeps the chats of the web.
pub struct MarketMailbox {
    market: Arc<Market>,
    blobs: Arc<Blobs>,
}

impl MarketMailbox {
    /// A mailbox on that market and those pictures.
    pub fn new(market: Arc<Market>, blobs: Arc<Blobs>) -> Self {
        Self { market, blobs }
    }
}

type Result<T> = std::result::Result<T, MailboxError>;

#[async_trait]
impl Mailbox for MarketMailbox {
    async fn find(&self, token: &TokenHash) -> Result<Option<String>> {
        self.market.visitor(&token.0).await.map_err(away)
    }

    async fn register(&self, token: &TokenHash, address: &str, at: DateTime<Utc>) -> Result<()> {
        self.market.register_visitor(&token.0, address, at).await.map_err(away)
    }

    async fn append(&self, address: &str, key: &str, entry: &Entry, at: DateTime<Utc>) -> Result<Change> {
        let body = document(entry)?;
        let new = NewEntry { key, body: &body, photos: &entry.photos(), at };
        change(self.market.append_entry(address, new).await.map_err(refused)?)
    }

    async fn replace(&self, address: &str, id: EntryId, version: i64, entry: &Entry) -> Result<bool> {
        let (body, photos) = (document(entry)?, entry.photos());
        self.market.replace_entry(address, id, version, &body, &photos).await.map_err(refused)
    }

    async fn remove(&self, address: &str, ids: &[EntryId]) -> Result<()> {
        self.market.remove_entries(address, ids).await.map_err(refused)
    }

    async fn entry(&self, address: &str, id: EntryId) -> Result<Option<Change>> {
        self.market.entry(address, id).await.map_err(away)?.map(change).transpose()
    }

    async fn changes_since(&self, address: &str, version: i64, most: usize) -> Result<Vec<Change>> {
        let changes = self.market.entries_since(address, version, most).await.map_err(away)?;
        changes.into_iter().map(change).collect()
    }

    async fn latest(&self, address: &str, most: usize) -> Result<Snapshot> {
        let (version, entries) = self.market.latest_entries(address, most).await.map_err(away)?;
        Ok(Snapshot { version, entries: entries.into_iter().map(change).collect::<Result<_>>()? })
    }

    async fn language(&self, address: &str) -> Result<Option<Language>> {
        let identity = Identity { platform: Platform::Web, subject: address.to_owned() };
        self.market.chosen_language(&identity).await.map_err(away)
    }

    async fn keep(&self, address: &str, photo: PhotoId, bytes: Bytes) -> Result<()> {
        self.market.keep(&self.blobs, address, photo, bytes.into()).await.map_err(away)
    }

    async fn photo(&self, address: &str, photo: PhotoId) -> Result<Option<Bytes>> {
        if !self.market.mailbox_shows(address, photo).await.map_err(away)? {
            return Ok(None);
        }
        let (market, blobs) = (&self.market, &self.blobs);
        let mut opened = market.kept(blobs, address, photo).await.map_err(away)?;
        if opened.is_none() {
            opened = market.open_file(blobs, photo.file(), Format::Jpeg, None).await.map_err(away)?;
        }
        match opened {
            Some(opened) => opened.read().await.map(Some).map_err(away),
            // From before pictures were sealed.
            None => blobs.old(photo.file(), Format::Jpeg).await.map_err(away),
        }
    }

    async fn file(
        &self,
        address: &str,
        file: FileId,
        format: Format,
        range: Option<&str>,
    ) -> Result<Option<ServedFile>> {
        if !self.market.mailbox_shows(address, file.photo()).await.map_err(away)? {
            return Ok(None);
        }
        let opened = self.market.open_file(&self.blobs, file, format, range).await.map_err(away)?;
        Ok(opened.map(|opened| ServedFile {
            length: opened.length(),
            range: opened.range(),
            pieces: pieces(opened),
        }))
    }

    async fn stage(&self, address: &str, photo: PhotoId, file: Spool) -> Result<FileRef> {
        let length = file.length();
        let source = Source::file(file.into_file().await.map_err(away)?, length);
        self.market.keep(&self.blobs, address, photo, source).await.map_err(away)?;
        Ok(FileRef(format!("{address}/{photo}")))
    }

    async fn fetch(&self, file: &FileRef, into: &mut Spool) -> std::result::Result<(), FetchError> {
        let (address, photo) = file.0.split_once('/').ok_or(FetchError::Gone)?;
        let photo = photo.parse().map_err(|_| FetchError::Gone)?;
        let kept = self.market.kept(&self.blobs, address, photo).await;
        let mut opened = kept.map_err(|_| FetchError::Unavailable)?.ok_or(FetchError::Gone)?;
        into.expect(opened.length())?;
        while let Some(piece) = opened.next().await {
            into.write(&piece.map_err(|_| FetchError::Unavailable)?).await?;
        }
        Ok(())
    }
}

fn pieces(opened: Opened) -> Pieces {
    Box::pin(stream::unfold(opened, |mut opened| async {
        let piece = opened.next().await?;
        Some((piece.map_err(io::Error::other), opened))
    }))
}

/// What went wrong is an operator's business; a page only needs to know that it may try again.
fn away(error: impl std::error::Error) -> MailboxError {
    tracing::warn!(%error, "the mailbox failed");
    MailboxError::Unavailable
}

fn refused(error: StoreError) -> MailboxError {
    match error {
        StoreError::NoVisitor => MailboxError::NoVisitor,
        StoreError::TooLarge => MailboxError::TooLarge,
        StoreError::Market(error) => away(error),
    }
}

fn document(entry: &Entry) -> Result<Value> {
    serde_json::to_value(entry).map_err(unreadable)
}

fn change(stored: MailboxChange) -> Result<Change> {
    let MailboxChange { id, version, at, body } = stored;
    let entry = body.map(Entry::deserialize).transpose().map_err(unreadable)?;
    Ok(Change { id, version, at, entry })
}

/// The reader's own words are dropped: they may quote what the entry says.
fn unreadable(_: serde_json::Error) -> MailboxError {
    tracing::error!("an entry of a mailbox cannot be read");
    MailboxError::Unavailable
}

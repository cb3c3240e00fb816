//! A mailbox in memory, with the promises of the real one.

use std::{
    collections::HashMap,
    io::Read,
    sync::{Mutex, MutexGuard},
};

use adapter::{Content, FetchError, FileRef, Spool};
use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use marketplace_domain::{
    account::Language,
    id::{FileId, PhotoId},
    media::Format,
};

use crate::{Change, Entry, EntryId, Mailbox, MailboxError, ServedFile, Snapshot, TokenHash};

#[derive(Default)]
pub(crate) struct Chat {
    pub(crate) version: i64,
    pub(crate) entries: Vec<(String, Change)>,
    pub(crate) language: Option<Language>,
}

#[derive(Default)]
pub(crate) struct Inside {
    visitors: HashMap<TokenHash, String>,
    pub(crate) chats: HashMap<String, Chat>,
    pictures: HashMap<PhotoId, Bytes>,
    pub(crate) files: HashMap<FileId, Bytes>,
}

#[derive(Default)]
pub(crate) struct Memory(Mutex<Inside>);

type Result<T> = std::result::Result<T, MailboxError>;

impl Memory {
    pub(crate) fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap()
    }

    fn with<T>(&self, address: &str, work: impl FnOnce(&mut Chat) -> T) -> Result<T> {
        self.inside().chats.get_mut(address).map(work).ok_or(MailboxError::NoVisitor)
    }
}

impl Chat {
    fn change(&mut self, id: EntryId, entry: Option<Entry>) -> bool {
        let Some((_, change)) = self.entries.iter_mut().find(|(_, c)| c.id == id && c.entry.is_some()) else {
            return false;
        };
        self.version += 1;
        change.version = self.version;
        change.entry = entry;
        true
    }
}

#[async_trait]
impl Mailbox for Memory {
    async fn find(&self, token: &TokenHash) -> Result<Option<String>> {
        Ok(self.inside().visitors.get(token).cloned())
    }

    async fn register(&self, token: &TokenHash, address: &str, _: DateTime<Utc>) -> Result<()> {
        let mut inside = self.inside();
        inside.visitors.insert(*token, address.to_owned());
        inside.chats.insert(address.to_owned(), Chat::default());
        Ok(())
    }

    async fn append(&self, address: &str, key: &str, entry: &Entry, at: DateTime<Utc>) -> Result<Change> {
        self.with(address, |chat| {
            if let Some((_, change)) = chat.entries.iter().find(|(known, _)| known == key) {
                return change.clone();
            }
            chat.version += 1;
            let change = Change { id: chat.version, version: chat.version, at, entry: Some(entry.clone()) };
            chat.entries.push((key.to_owned(), change.clone()));
            change
        })
    }

    async fn replace(&self, address: &str, id: EntryId, version: i64, entry: &Entry) -> Result<bool> {
        self.with(address, |chat| {
            let stands = chat.entries.iter().any(|(_, change)| change.id == id && change.version == version);
            stands && chat.change(id, Some(entry.clone()))
        })
    }

    async fn remove(&self, address: &str, ids: &[EntryId]) -> Result<()> {
        self.with(address, |chat| {
            for &id in ids {
                chat.change(id, None);
            }
        })
    }

    async fn entry(&self, address: &str, id: EntryId) -> Result<Option<Change>> {
        self.with(address, |chat| chat.entries.iter().map(|(_, c)| c).find(|c| c.id == id).cloned())
    }

    async fn changes_since(&self, address: &str, version: i64, most: usize) -> Result<Vec<Change>> {
        self.with(address, |chat| {
            let entries = chat.entries.iter().map(|(_, change)| change);
            let mut later: Vec<Change> = entries.filter(|change| change.version > version).cloned().collect();
            later.sort_by_key(|change| change.version);
            later.truncate(most);
            later
        })
    }

    async fn latest(&self, address: &str, most: usize) -> Result<Snapshot> {
        self.with(address, |chat| {
            let there = chat.entries.iter().map(|(_, change)| change).filter(|change| change.entry.is_some());
            let mut entries: Vec<Change> = there.rev().take(most).cloned().collect();
            entries.reverse();
            Snapshot { version: chat.version, entries }
        })
    }

    async fn language(&self, address: &str) -> Result<Option<Language>> {
        self.with(address, |chat| chat.language)
    }

    async fn keep(&self, _: &str, photo: PhotoId, bytes: Bytes) -> Result<()> {
        self.inside().pictures.insert(photo, bytes);
        Ok(())
    }

    async fn photo(&self, address: &str, photo: PhotoId) -> Result<Option<Bytes>> {
        let shows = self.with(address, |chat| {
            let mut entries = chat.entries.iter().filter_map(|(_, change)| change.entry.as_ref());
            entries.any(|entry| entry.photos().contains(&photo))
        })?;
        Ok(shows.then(|| self.inside().pictures.get(&photo).cloned()).flatten())
    }

    async fn file(
        &self,
        address: &str,
        file: FileId,
        _: Format,
        _: Option<&str>,
    ) -> Result<Option<ServedFile>> {
        let shows = self.with(address, |chat| {
            let mut entries = chat.entries.iter().filter_map(|(_, change)| change.entry.as_ref());
            entries.any(|entry| entry.photos().contains(&file.photo()))
        })?;
        let Some(bytes) = self.inside().files.get(&file).cloned().filter(|_| shows) else { return Ok(None) };
        let (length, range) = (bytes.len() as u64, None);
        Ok(Some(ServedFile { length, range, pieces: bytes.open().await.unwrap() }))
    }

    async fn stage(&self, address: &str, photo: PhotoId, file: Spool) -> Result<FileRef> {
        let mut bytes = Vec::new();
        file.into_file().await.unwrap().read_to_end(&mut bytes).unwrap();
        self.keep(address, photo, bytes.into()).await?;
        Ok(FileRef(photo.to_string()))
    }

    async fn fetch(&self, file: &FileRef, into: &mut Spool) -> std::result::Result<(), FetchError> {
        let id = file.0.parse().map_err(|_| FetchError::Gone)?;
        let bytes = self.inside().pictures.get(&id).cloned().ok_or(FetchError::Gone)?;
        into.write(&bytes).await
    }
}

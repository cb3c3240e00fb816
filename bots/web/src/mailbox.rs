//! Where the chats of visitors are kept: the port that the server's storage implements.

use std::fmt;

use adapter::{FetchError, FileRef, Pieces, Spool};
use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use marketplace_domain::{
    account::Language,
    id::{FileId, PhotoId},
    media::Format,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::entry::{Entry, EntryId};

/// SHA-256 of the token in a visitor's cookie. Only this is stored, so that a copy of the database
/// opens nobody's chat. A token has 256 random bits, so a slow hash would add nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl TokenHash {
    /// The hash of a token.
    pub fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

/// A file that is served, or a part of it.
pub struct ServedFile {
    /// How long that is, in bytes.
    pub length: u64,
    /// Which part it is, as the header `Content-Range` says it; none where it is the whole.
    pub range: Option<String>,
    /// The bytes.
    pub pieces: Pieces,
}

/// An entry as it stands after its last change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Which entry.
    pub id: EntryId,
    /// The mailbox's version of this change; grows by one with every change in the chat.
    pub version: i64,
    /// When the entry came in.
    pub at: DateTime<Utc>,
    /// What it shows; `None` once it was taken back.
    pub entry: Option<Entry>,
}

/// A chat as a page shows it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Snapshot {
    /// The version that it shows: what changes later has a greater one.
    pub version: i64,
    /// The last entries, oldest first, without those that were taken back.
    pub entries: Vec<Change>,
}

/// Why the mailbox did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailboxError {
    /// Worth another try.
    #[error("the mailbox cannot be reached")]
    Unavailable,
    /// There is no such visitor (any more).
    #[error("there is no such visitor")]
    NoVisitor,
    /// Larger than a mailbox takes.
    #[error("the entry is too large")]
    TooLarge,
}

/// Keeps visitors and their chats. An address is random text that means nothing elsewhere.
#[async_trait]
pub trait Mailbox: Send + Sync {
    /// The address of the visitor with that token.
    async fn find(&self, token: &TokenHash) -> Result<Option<String>, MailboxError>;

    /// Adds a visitor.
    async fn register(&self, token: &TokenHash, address: &str, at: DateTime<Utc>)
    -> Result<(), MailboxError>;

    /// Puts an entry at the chat's end. Where the key (1 to 100 bytes) was used before, nothing is
    /// added and the entry of then is given back.
    async fn append(
        &self,
        address: &str,
        key: &str,
        entry: &Entry,
        at: DateTime<Utc>,
    ) -> Result<Change, MailboxError>;

    /// Changes what an entry shows, where it still stands as after the change of that version. `false`
    /// where it was changed meanwhile, or is gone.
    async fn replace(
        &self,
        address: &str,
        id: EntryId,
        version: i64,
        entry: &Entry,
    ) -> Result<bool, MailboxError>;

    /// Takes entries back. Those that are gone already are no error.
    async fn remove(&self, address: &str, ids: &[EntryId]) -> Result<(), MailboxError>;

    /// The entry as it stands.
    async fn entry(&self, address: &str, id: EntryId) -> Result<Option<Change>, MailboxError>;

    /// What changed after a version, in order of versions, at most `most` of it.
    async fn changes_since(
        &self,
        address: &str,
        version: i64,
        most: usize,
    ) -> Result<Vec<Change>, MailboxError>;

    /// The chat's last entries.
    async fn latest(&self, address: &str, most: usize) -> Result<Snapshot, MailboxError>;

    /// The language that the person chose in the chat, if they did.
    async fn language(&self, address: &str) -> Result<Option<Language>, MailboxError>;

    /// Keeps the bytes of a picture that the bot is about to show in that chat. Twice is harmless.
    async fn keep(&self, address: &str, photo: PhotoId, bytes: Bytes) -> Result<(), MailboxError>;

    /// A picture, if that chat shows it.
    async fn photo(&self, address: &str, photo: PhotoId) -> Result<Option<Bytes>, MailboxError>;

    /// A file of the bot's of that format, if that chat shows it. `range` asks for a part of it, as the
    /// header `Range` does.
    async fn file(
        &self,
        address: &str,
        file: FileId,
        format: Format,
        range: Option<&str>,
    ) -> Result<Option<ServedFile>, MailboxError>;

    /// Puts away a file that a visitor sent, as they sent it. Twice with one id is harmless.
    async fn stage(&self, address: &str, photo: PhotoId, file: Spool) -> Result<FileRef, MailboxError>;

    /// Reads what was put away.
    async fn fetch(&self, file: &FileRef, into: &mut Spool) -> Result<(), FetchError>;
}

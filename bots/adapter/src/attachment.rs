//! Files that somebody else sent, to be shown.

use std::{fmt, io, pin::Pin, sync::Arc};

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, TryStreamExt};
use marketplace_domain::{
    id::FileId,
    media::{FileKind, Format},
};

/// The bytes of a file, piece by piece.
pub type Pieces = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// Where the bytes of a file are.
#[async_trait]
pub trait Content: Send + Sync {
    /// Opens it, from its beginning. It may be opened again.
    async fn open(&self) -> io::Result<Pieces>;
}

/// A file to show: made clean by us, with a name that says nothing.
#[derive(Clone)]
pub struct Attachment {
    /// Its id, which is random. Who may see the file may know it.
    pub id: FileId,
    /// What it is shown as, where the platform can.
    pub kind: FileKind,
    /// What it is.
    pub format: Format,
    /// How long it is, in bytes.
    pub length: u64,
    /// Its bytes.
    pub content: Arc<dyn Content>,
}

impl Attachment {
    /// All of it, where a platform cannot be sent a piece after the other.
    pub async fn read(&self) -> io::Result<Bytes> {
        let mut pieces = self.content.open().await?;
        let mut all = BytesMut::with_capacity(usize::try_from(self.length).unwrap_or_default());
        while let Some(piece) = pieces.try_next().await? {
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }
}

impl PartialEq for Attachment {
    fn eq(&self, other: &Self) -> bool {
        (self.id, self.kind, self.format, self.length) == (other.id, other.kind, other.format, other.length)
    }
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attachment({:?}, {:?}, {} bytes)", self.kind, self.format, self.length)
    }
}

#[async_trait]
impl Content for Bytes {
    async fn open(&self) -> io::Result<Pieces> {
        let whole = self.clone();
        Ok(Box::pin(futures_util::stream::once(async { Ok(whole) })))
    }
}

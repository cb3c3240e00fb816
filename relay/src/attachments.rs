//! Files of a line, as an adapter is given them: their bytes stay where they are until they are sent.

use std::{io, sync::Arc};

use adapter::{Attachment, Content, Pieces};
use async_trait::async_trait;
use futures_util::stream;
use marketplace_core::{Market, blobs::Blobs};
use marketplace_domain::{id::FileId, media::Format};

use crate::store::files::ReadyFile;

/// A file among the blobs.
struct Kept {
    market: Arc<Market>,
    blobs: Arc<Blobs>,
    file: FileId,
    format: Format,
}

#[async_trait]
impl Content for Kept {
    async fn open(&self) -> io::Result<Pieces> {
        let opened = self.market.open_file(&self.blobs, self.file, self.format, None).await;
        let opened = opened.map_err(io::Error::other)?.ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::pin(stream::unfold(opened, |mut opened| async {
            let piece = opened.next().await?;
            Some((piece.map_err(io::Error::other), opened))
        })))
    }
}

/// The file, to be shown.
pub(crate) fn attachment(market: &Arc<Market>, blobs: &Arc<Blobs>, file: &ReadyFile) -> Attachment {
    let ReadyFile { id, kind, format, length } = *file;
    let content = Arc::new(Kept { market: Arc::clone(market), blobs: Arc::clone(blobs), file: id, format });
    Attachment { id, kind, format, length, content }
}

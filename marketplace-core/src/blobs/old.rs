//! What was stored before anything was sealed.

use bytes::Bytes;
use marketplace_domain::{id::FileId, media::Format};

use super::{BlobError, Blobs};

impl Blobs {
    /// A file from before it was sealed; `None` where there is none.
    ///
    /// # Errors
    /// [`BlobError::Get`].
    pub async fn old(&self, file: FileId, format: Format) -> Result<Option<Bytes>, BlobError> {
        let Some((body, _)) = self.get(&name(file, format), None).await? else { return Ok(None) };
        Ok(Some(body.collect().await.map_err(|_| BlobError::Get)?.into_bytes()))
    }

    /// Deletes a file from before it was sealed. It is no error if there is none.
    ///
    /// # Errors
    /// [`BlobError::Delete`].
    pub async fn delete_old(&self, file: FileId, format: Format) -> Result<(), BlobError> {
        self.delete_named(&name(file, format)).await
    }
}

fn name(file: FileId, format: Format) -> String {
    match format {
        Format::Jpeg => format!("photo/{file}"),
        _ => format!("file/{file}"),
    }
}

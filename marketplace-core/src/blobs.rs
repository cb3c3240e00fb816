//! Where pictures are kept: a bucket of S3 or of something that speaks like it.

use aws_sdk_s3::{Client, primitives::ByteStream};
use bytes::Bytes;
use marketplace_domain::id::PhotoId;

/// Why a blob could not be reached. The service's own words are dropped: they may hold a signed
/// address or a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// It could not be written.
    #[error("the picture could not be stored")]
    Put,
    /// It could not be read.
    #[error("the picture could not be read")]
    Get,
    /// It could not be deleted.
    #[error("the picture could not be deleted")]
    Delete,
}

/// The bucket with the pictures.
#[derive(Debug, Clone)]
pub struct Blobs {
    client: Client,
    bucket: String,
}

impl Blobs {
    /// The bucket of this name, which must be there.
    pub fn new(client: Client, bucket: impl Into<String>) -> Self {
        Self { client, bucket: bucket.into() }
    }

    /// Keeps a picture, a JPEG that [`crate::picture::sanitise`] made.
    ///
    /// # Errors
    /// [`BlobError::Put`].
    pub async fn put_photo(&self, photo: PhotoId, jpeg: Bytes) -> Result<(), BlobError> {
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(key(photo))
            .content_type("image/jpeg")
            .body(ByteStream::from(jpeg))
            .send()
            .await
            .map_err(|_| BlobError::Put)?;
        Ok(())
    }

    /// A picture; `None` where there is none.
    ///
    /// # Errors
    /// [`BlobError::Get`].
    pub async fn photo(&self, photo: PhotoId) -> Result<Option<Bytes>, BlobError> {
        let sent = self.client.get_object().bucket(&self.bucket).key(key(photo)).send().await;
        match sent {
            Ok(object) => {
                let body = object.body.collect().await.map_err(|_| BlobError::Get)?;
                Ok(Some(body.into_bytes()))
            }
            Err(error) if error.as_service_error().is_some_and(|error| error.is_no_such_key()) => Ok(None),
            Err(_) => Err(BlobError::Get),
        }
    }

    /// Deletes a picture. It is no error if there is none.
    ///
    /// # Errors
    /// [`BlobError::Delete`].
    pub async fn delete_photo(&self, photo: PhotoId) -> Result<(), BlobError> {
        let request = self.client.delete_object().bucket(&self.bucket).key(key(photo));
        request.send().await.map_err(|_| BlobError::Delete)?;
        Ok(())
    }
}

/// Its id is random, so it tells nothing and cannot be guessed.
fn key(photo: PhotoId) -> String {
    format!("photo/{photo}")
}

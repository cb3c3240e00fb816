//! Where files are kept: a bucket of S3 or of something that speaks like it.

use aws_sdk_s3::{Client, primitives::ByteStream};
use bytes::Bytes;
use marketplace_domain::{
    id::{FileId, PhotoId},
    media::Format,
};

use crate::media::Clean;

/// Why a blob could not be reached. The service's own words are dropped: they may hold a signed
/// address or a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// It could not be written.
    #[error("the file could not be stored")]
    Put,
    /// It could not be read.
    #[error("the file could not be read")]
    Get,
    /// It could not be deleted.
    #[error("the file could not be deleted")]
    Delete,
}

/// The bucket with the files.
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

    /// Keeps a file.
    ///
    /// # Errors
    /// [`BlobError::Put`].
    pub async fn put_file(&self, file: FileId, clean: &Clean) -> Result<(), BlobError> {
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(file_key(file, clean.format))
            .content_type(clean.format.media_type())
            .body(ByteStream::from(clean.bytes.clone()))
            .send()
            .await
            .map_err(|_| BlobError::Put)?;
        Ok(())
    }

    /// Opens a file of that format, or a part of it: `range` is as in HTTP (RFC 9110, 14.1.2).
    /// `None` where there is no such file, or the range begins behind its end.
    ///
    /// # Errors
    /// [`BlobError::Get`].
    pub async fn open(
        &self,
        file: FileId,
        format: Format,
        range: Option<&str>,
    ) -> Result<Option<Opened>, BlobError> {
        let request = self.client.get_object().bucket(&self.bucket).key(file_key(file, format));
        match request.set_range(range.map(str::to_owned)).send().await {
            Ok(object) => Ok(Some(Opened {
                length: object.content_length.and_then(|length| length.try_into().ok()).unwrap_or(0),
                range: object.content_range,
                body: object.body,
            })),
            Err(error) if error.as_service_error().is_some_and(|error| error.is_no_such_key()) => Ok(None),
            // The range begins behind the end.
            Err(error) if error.raw_response().is_some_and(|answer| answer.status().as_u16() == 416) => {
                Ok(None)
            }
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

/// A file that is being read.
#[derive(Debug)]
pub struct Opened {
    /// How long the part that was asked for is, in bytes.
    pub length: u64,
    /// Which part it is, where one was asked for, as in the header `Content-Range`.
    pub range: Option<String>,
    body: ByteStream,
}

impl Opened {
    /// The next piece; `None` at the end. Only so much is in memory.
    pub async fn next(&mut self) -> Option<Result<Bytes, BlobError>> {
        self.body.next().await.map(|piece| piece.map_err(|_| BlobError::Get))
    }
}

/// Pictures stand together, whatever they were sent for.
fn file_key(file: FileId, format: Format) -> String {
    match format {
        Format::Jpeg => key(file.photo()),
        _ => format!("file/{file}"),
    }
}

/// Its id is random, so it tells nothing and cannot be guessed.
fn key(photo: PhotoId) -> String {
    format!("photo/{photo}")
}

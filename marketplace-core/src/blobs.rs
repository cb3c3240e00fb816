//! Where files are kept: a bucket of S3 or of something that speaks like it. Everything in it is sealed.

mod old;
mod opened;
mod range;
mod sealing;

use aws_sdk_s3::{Client, error::SdkError, primitives::ByteStream};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use marketplace_domain::{
    entropy::Entropy,
    id::{FileId, PhotoId},
};
use uuid::Uuid;

use crate::seal::{
    DataKey, Place,
    stream::{self, HEAD, Stream},
};

pub use self::{opened::Opened, sealing::Source};

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

/// One thing in the bucket. Its name is random, so it tells nothing and cannot be guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blob {
    /// A file that somebody sent, made clean.
    File(FileId),
    /// What one web chat shows and nobody else sees: a picture, or a file as its visitor sent it.
    Kept {
        /// The chat, by the id of its key.
        chat: Uuid,
        /// The picture.
        photo: PhotoId,
    },
}

impl Blob {
    fn place(self) -> Place {
        match self {
            Self::File(file) => Place::File(file),
            Self::Kept { chat, photo } => Place::Kept { chat, photo },
        }
    }

    fn name(self) -> String {
        match self {
            Self::File(file) => format!("sealed/{file}"),
            Self::Kept { photo, .. } => kept_name(photo),
        }
    }
}

/// An object in the bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// When it was stored.
    pub at: DateTime<Utc>,
}

fn kept_name(photo: PhotoId) -> String {
    format!("chat/{photo}")
}

impl Blobs {
    /// The bucket of this name, which must be there.
    pub fn new(client: Client, bucket: impl Into<String>) -> Self {
        Self { client, bucket: bucket.into() }
    }

    /// Keeps something, sealed with this key. What was there under its name goes.
    ///
    /// # Errors
    /// [`BlobError::Put`], also where there are more or fewer bytes than the source said.
    pub async fn put(
        &self,
        blob: Blob,
        key: &DataKey,
        source: Source,
        entropy: &dyn Entropy,
    ) -> Result<(), BlobError> {
        let stream = Stream::new(key, blob.place(), entropy).map_err(|_| BlobError::Put)?;
        let body = ByteStream::from_body_1_x(sealing::Body::new(stream, source));
        let request = self.client.put_object().bucket(&self.bucket).key(blob.name()).body(body);
        request.send().await.map_err(|_| BlobError::Put)?;
        Ok(())
    }

    /// Opens something, or a part of it: `range` is as in HTTP (RFC 9110, 14.1.2), of what was sealed.
    /// `None` where it is not there, or the range begins behind its end.
    ///
    /// # Errors
    /// [`BlobError::Get`], also where this key did not seal it.
    pub async fn open(
        &self,
        blob: Blob,
        key: &DataKey,
        range: Option<&str>,
    ) -> Result<Option<Opened>, BlobError> {
        let name = blob.name();
        let Some(range) = range else {
            let Some((mut body, total)) = self.get(&name, None).await? else { return Ok(None) };
            let mut buffer = Vec::new();
            opened::fill(&mut body, &mut buffer, HEAD).await?;
            let (head, rest) = buffer.split_at_checked(HEAD).ok_or(BlobError::Get)?;
            let stream = Stream::read(key, blob.place(), head).ok_or(BlobError::Get)?;
            let length = stream::plain_length(total).ok_or(BlobError::Get)?;
            return Ok(Some(Opened::whole(stream, length, rest.to_vec(), body)));
        };
        // Where it begins tells how to open it, and how long it is which part is meant.
        let head = format!("bytes=0-{}", HEAD - 1);
        let Some((mut body, total)) = self.get(&name, Some(&head)).await? else { return Ok(None) };
        let mut buffer = Vec::new();
        opened::fill(&mut body, &mut buffer, HEAD).await?;
        let stream = Stream::read(key, blob.place(), &buffer).ok_or(BlobError::Get)?;
        let length = stream::plain_length(total).ok_or(BlobError::Get)?;
        let Some(part) = range::parse(range, length) else { return Ok(None) };
        let sealed = format!("bytes={}-", range::sealed_start(&part));
        let Some((body, _)) = self.get(&name, Some(&sealed)).await? else { return Ok(None) };
        Ok(Some(Opened::part(stream, length, part, body)))
    }

    /// All of something, opened.
    ///
    /// # Errors
    /// [`BlobError::Get`].
    pub async fn read(&self, blob: Blob, key: &DataKey) -> Result<Option<Bytes>, BlobError> {
        match self.open(blob, key, None).await? {
            Some(opened) => Ok(Some(opened.read().await?)),
            None => Ok(None),
        }
    }

    /// Deletes something. It is no error if it is not there.
    ///
    /// # Errors
    /// [`BlobError::Delete`].
    pub async fn delete(&self, blob: Blob) -> Result<(), BlobError> {
        self.delete_named(&blob.name()).await
    }

    /// The same for a file of that id.
    ///
    /// # Errors
    /// [`BlobError::Delete`].
    pub async fn delete_file(&self, file: FileId) -> Result<(), BlobError> {
        self.delete(Blob::File(file)).await
    }

    /// The same for what a web chat kept.
    ///
    /// # Errors
    /// [`BlobError::Delete`].
    pub async fn delete_kept(&self, photo: PhotoId) -> Result<(), BlobError> {
        self.delete_named(&kept_name(photo)).await
    }

    /// Objects in the order of their names, behind that one, and the name to go on behind; none at the
    /// end.
    ///
    /// # Errors
    /// [`BlobError::Get`].
    pub async fn list(&self, behind: Option<&str>) -> Result<(Vec<Listed>, Option<String>), BlobError> {
        let request = self.client.list_objects_v2().bucket(&self.bucket);
        let page = request.set_start_after(behind.map(str::to_owned)).send().await;
        let page = page.map_err(|_| BlobError::Get)?;
        let listed: Vec<Listed> = page
            .contents()
            .iter()
            .filter_map(|object| {
                let at = object.last_modified()?;
                let at = DateTime::from_timestamp(at.secs(), at.subsec_nanos())?;
                Some(Listed { name: object.key()?.to_owned(), at })
            })
            .collect();
        let next = listed.last().map(|last| last.name.clone());
        Ok((listed, next.filter(|_| page.is_truncated() == Some(true))))
    }

    async fn delete_named(&self, name: &str) -> Result<(), BlobError> {
        let request = self.client.delete_object().bucket(&self.bucket).key(name);
        request.send().await.map_err(|_| BlobError::Delete)?;
        Ok(())
    }

    /// An object, or a part of it, and the length of the whole.
    async fn get(&self, name: &str, range: Option<&str>) -> Result<Option<(ByteStream, u64)>, BlobError> {
        let request = self.client.get_object().bucket(&self.bucket).key(name);
        let object = match request.set_range(range.map(str::to_owned)).send().await {
            Ok(object) => object,
            Err(error) if is_missing(&error) => return Ok(None),
            Err(_) => return Err(BlobError::Get),
        };
        let total = match &object.content_range {
            Some(range) => range.rsplit_once('/').and_then(|(_, total)| total.parse().ok()),
            None => object.content_length.and_then(|length| length.try_into().ok()),
        };
        Ok(Some((object.body, total.ok_or(BlobError::Get)?)))
    }
}

fn is_missing(error: &SdkError<aws_sdk_s3::operation::get_object::GetObjectError>) -> bool {
    error.as_service_error().is_some_and(aws_sdk_s3::operation::get_object::GetObjectError::is_no_such_key)
}

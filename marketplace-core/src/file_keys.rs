//! The keys of files. A file has a key of its own from the moment that it is fetched. When it goes to a
//! conversation, that key is sealed with the conversation's, and stands nowhere else any more.

use marketplace_domain::{
    id::{ConversationId, FileId, PhotoId},
    media::Format,
};
use uuid::Uuid;

use crate::{
    Market, MarketError, Unit,
    blobs::{Blob, BlobError, Blobs, Opened, Source},
    seal::{DataKey, Place},
    tables::{
        file::{self, KeyRow},
        key, mailbox,
    },
    vault::{Vault, WrappedKey, wrapped_key},
};

/// Why a file could not be kept or opened.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// What opens it could not be had.
    #[error(transparent)]
    Market(#[from] MarketError),
    /// The bucket failed.
    #[error(transparent)]
    Blob(#[from] BlobError),
}

impl Unit {
    /// The key to seal a file with that is about to be fetched; none where its conversation was erased.
    ///
    /// # Errors
    /// [`MarketError::Locked`], [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn file_key(&mut self, id: FileId) -> Result<Option<DataKey>, MarketError> {
        let Some(row) = self.key_row(id).await? else { return Ok(None) };
        let wrapped =
            WrappedKey::of(row.conversation.unwrap_or(row.id), row.master.clone(), row.wrapped.clone());
        match (row.conversation, &row.key) {
            (None, _) => Ok(Some(self.key(id.uuid(), wrapped.as_ref()).await?)),
            (Some(_), Some(_)) => open(self.vault(), &row),
            // From before files had keys.
            (Some(conversation), None) if wrapped.is_some() => {
                let key = DataKey::random(self.entropy());
                self.give(id, ConversationId::from_uuid(conversation), wrapped.as_ref(), &key).await?;
                Ok(Some(key))
            }
            (Some(_), None) => Ok(None),
        }
    }

    /// Gives files to a conversation, whose key is this one if it has one yet. From here on only that
    /// opens them.
    ///
    /// # Errors
    /// [`MarketError::Locked`], [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn give_files(
        &mut self,
        conversation: ConversationId,
        files: &[FileId],
    ) -> Result<(), MarketError> {
        let ids: Vec<Uuid> = files.iter().map(|file| file.uuid()).collect();
        file::lock(self.connection(), &ids).await?;
        let of_conversation = key::find(self.connection(), conversation.uuid()).await?.and_then(wrapped_key);
        for row in file::keys(self.connection(), &ids).await? {
            if row.conversation.is_some() {
                continue;
            }
            let own = open(self.vault(), &row)?.unwrap_or_else(|| DataKey::random(self.entropy()));
            self.give(FileId::from_uuid(row.id), conversation, of_conversation.as_ref(), &own).await?;
        }
        Ok(())
    }

    async fn give(
        &mut self,
        file: FileId,
        conversation: ConversationId,
        wrapped: Option<&WrappedKey>,
        own: &DataKey,
    ) -> Result<(), MarketError> {
        let key = self.key(conversation.uuid(), wrapped).await?;
        let sealed = key.seal_key(Place::FileKey(file), own, self.entropy())?;
        Ok(file::give(self.connection(), file.uuid(), conversation.uuid(), &sealed).await?)
    }

    async fn key_row(&mut self, id: FileId) -> Result<Option<KeyRow>, MarketError> {
        file::lock(self.connection(), &[id.uuid()]).await?;
        Ok(file::keys(self.connection(), &[id.uuid()]).await?.pop())
    }
}

impl Market {
    /// Opens a file of that format, or a part of it, see [`Blobs::open`]. `None` where there is none,
    /// also where its conversation was erased.
    ///
    /// # Errors
    /// Each of [`KeptError`].
    pub async fn open_file(
        &self,
        blobs: &Blobs,
        id: FileId,
        format: Format,
        range: Option<&str>,
    ) -> Result<Option<Opened>, KeptError> {
        let mut db = self.pool().acquire().await.map_err(MarketError::from)?;
        let row = file::keys(&mut db, &[id.uuid()]).await.map_err(MarketError::from)?.pop();
        drop(db);
        let Some(row) = row.filter(|row| row.format.as_deref() == Some(format.name())) else {
            return Ok(None);
        };
        let Some(key) = open(self.vault(), &row)? else { return Ok(None) };
        Ok(blobs.open(Blob::File(id), &key, range).await?)
    }

    /// Keeps a picture or a file that a web chat shows and nobody else sees, sealed with that chat's key.
    ///
    /// # Errors
    /// Each of [`KeptError`].
    pub async fn keep(
        &self,
        blobs: &Blobs,
        address: &str,
        photo: PhotoId,
        source: Source,
    ) -> Result<(), KeptError> {
        let mut unit = self.begin().await?;
        let chat = mailbox::key(unit.connection(), address).await.map_err(MarketError::from)?;
        let Some(chat) = chat else { return Err(MarketError::Corrupt("mailbox.key").into()) };
        let wrapped = WrappedKey::of(chat.id, chat.master, chat.wrapped);
        let key = unit.key(chat.id, wrapped.as_ref()).await?;
        unit.commit().await?;
        let blob = Blob::Kept { chat: chat.id, photo };
        Ok(blobs.put(blob, &key, source, self.entropy().as_ref()).await?)
    }

    /// Opens what a web chat keeps; `None` where it keeps no such thing.
    ///
    /// # Errors
    /// Each of [`KeptError`].
    pub async fn kept(
        &self,
        blobs: &Blobs,
        address: &str,
        photo: PhotoId,
    ) -> Result<Option<Opened>, KeptError> {
        let mut db = self.pool().acquire().await.map_err(MarketError::from)?;
        let chat = mailbox::key(&mut db, address).await.map_err(MarketError::from)?;
        drop(db);
        let Some(chat) = chat else { return Ok(None) };
        let Some(wrapped) = WrappedKey::of(chat.id, chat.master, chat.wrapped) else { return Ok(None) };
        let key = self.vault().unwrap(&wrapped)?;
        Ok(blobs.open(Blob::Kept { chat: chat.id, photo }, &key, None).await?)
    }

    /// Seals one file from before files were sealed. `false` when all are.
    ///
    /// # Errors
    /// Each of [`KeptError`].
    pub async fn seal_old_file(&self, blobs: &Blobs) -> Result<bool, KeptError> {
        let mut unit = self.begin().await?;
        let found = file::unsealed(unit.connection()).await.map_err(MarketError::from)?;
        let Some((id, format)) = found else { return Ok(false) };
        let id = FileId::from_uuid(id);
        let key = unit.file_key(id).await?;
        unit.commit().await?;
        let format =
            format.as_deref().and_then(Format::from_name).ok_or(MarketError::Corrupt("file.format"))?;
        // Where it is not there any more, another process sealed it meanwhile, or it was lost before.
        if let (Some(key), Some(bytes)) = (key, blobs.old(id, format).await?) {
            blobs.put(Blob::File(id), &key, bytes.into(), self.entropy().as_ref()).await?;
        }
        let mut unit = self.begin().await?;
        file::set_sealed(unit.connection(), id.uuid()).await.map_err(MarketError::from)?;
        unit.commit().await?;
        blobs.delete_old(id, format).await?;
        Ok(true)
    }
}

/// The key of a file, opened; none where it has none yet, or none any more.
fn open(vault: &Vault, row: &KeyRow) -> Result<Option<DataKey>, MarketError> {
    let wrapped = WrappedKey::of(row.conversation.unwrap_or(row.id), row.master.clone(), row.wrapped.clone());
    let Some(wrapped) = wrapped else { return Ok(None) };
    let key = vault.unwrap(&wrapped)?;
    match (&row.key, row.conversation) {
        (None, None) => Ok(Some(key)),
        (Some(sealed), Some(_)) => {
            let place = Place::FileKey(FileId::from_uuid(row.id));
            key.open_key(place, sealed).map(Some).ok_or(MarketError::Corrupt("file.key"))
        }
        _ => Ok(None),
    }
}

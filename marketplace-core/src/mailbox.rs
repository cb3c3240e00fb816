//! The chats of people on the web: who they are by their cookie, and what stands in their chat.
//! What an entry says is the web chat's own business; here it is a document with pictures, sealed
//! with the chat's own key.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    account::{Identity, Language},
    entropy,
    id::PhotoId,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Market, MarketError, Unit,
    tables::{
        account,
        mailbox::{self, ChatRow, NewRow, Replaced},
    },
};

mod sealed;

/// An entry to be added to a chat.
#[derive(Debug, Clone, Copy)]
pub struct NewEntry<'a> {
    /// Adding twice with one key adds once. 1 to 100 bytes.
    pub key: &'a str,
    /// What it says, at most 256 KiB, as JSON and sealed.
    pub body: &'a Value,
    /// The pictures it shows.
    pub photos: &'a [PhotoId],
    /// When it came in.
    pub at: DateTime<Utc>,
}

/// An entry as it stands after its last change.
#[derive(Debug, Clone, PartialEq)]
pub struct MailboxChange {
    /// Its place in the chat, counted from 1 and with gaps.
    pub id: i64,
    /// The mailbox's version of this change; every change in a chat has a greater one.
    pub version: i64,
    /// When the entry came in.
    pub at: DateTime<Utc>,
    /// What it says; `None` once it was taken back.
    pub body: Option<Value>,
}

/// Why an entry was not added or changed.
#[derive(Debug, thiserror::Error)]
pub enum MailboxError {
    /// There is no such visitor.
    #[error("there is no such visitor")]
    NoVisitor,
    /// The entry is larger than a mailbox takes.
    #[error("the entry is too large")]
    TooLarge,
    /// The database failed.
    #[error(transparent)]
    Market(#[from] MarketError),
}

impl From<sqlx::Error> for MailboxError {
    fn from(error: sqlx::Error) -> Self {
        let constraint = error.as_database_error().and_then(|error| error.constraint());
        match constraint {
            Some("mailbox_entry_body") => Self::TooLarge,
            _ => Self::Market(error.into()),
        }
    }
}

impl Market {
    /// The address of the visitor whose token has that SHA-256 hash.
    ///
    /// # Errors
    /// [`MarketError::Database`], as everything in here.
    pub async fn visitor(&self, token_hash: &[u8; 32]) -> Result<Option<String>, MarketError> {
        let mut db = self.pool().acquire().await?;
        Ok(mailbox::find(&mut db, token_hash).await?)
    }

    /// Adds a visitor at a random address.
    ///
    /// # Errors
    /// [`MarketError::Database`], also where the address or the token is taken.
    pub async fn register_visitor(
        &self,
        token_hash: &[u8; 32],
        address: &str,
        at: DateTime<Utc>,
    ) -> Result<(), MarketError> {
        let key = entropy::uuid(self.entropy().as_ref());
        let mut db = self.pool().acquire().await?;
        Ok(mailbox::register(&mut db, address, token_hash, key, at).await?)
    }

    /// Adds an entry at the chat's end. Where its key was used before, nothing is added and the
    /// entry of then is given back as it stands.
    ///
    /// # Errors
    /// Each of [`MailboxError`].
    pub async fn append_entry(
        &self,
        address: &str,
        entry: NewEntry<'_>,
    ) -> Result<MailboxChange, MailboxError> {
        let mut unit = self.begin().await?;
        let chat = unit.advance(address).await?;
        let version = chat.version;
        let body = unit.seal_entry(&chat, version, entry.body).await?;
        let photos: Vec<Uuid> = entry.photos.iter().map(|photo| photo.uuid()).collect();
        let row = NewRow { version, key: entry.key, at: entry.at, body: &body, photos: &photos };
        if mailbox::insert(unit.connection(), address, &row).await? {
            unit.commit().await?;
            return Ok(MailboxChange { id: version, version, at: entry.at, body: Some(entry.body.clone()) });
        }
        // Not committed: the version that was taken is given back.
        let before = mailbox::by_key(unit.connection(), address, entry.key).await?;
        let before = self.read(before)?.pop();
        before.ok_or(MarketError::Corrupt("mailbox_entry").into())
    }

    /// Changes what an entry says and which pictures it shows, where it still stands as after the change
    /// of that version. `false` where it was changed meanwhile, or is gone.
    ///
    /// # Errors
    /// Each of [`MailboxError`].
    pub async fn replace_entry(
        &self,
        address: &str,
        id: i64,
        version: i64,
        body: &Value,
        photos: &[PhotoId],
    ) -> Result<bool, MailboxError> {
        let mut unit = self.begin().await?;
        let chat = unit.advance(address).await?;
        let body = unit.seal_entry(&chat, id, body).await?;
        let photos: Vec<Uuid> = photos.iter().map(|photo| photo.uuid()).collect();
        let row = Replaced { seen: version, version: chat.version, body: &body, photos: &photos };
        let replaced = mailbox::replace(unit.connection(), address, id, &row).await?;
        if replaced {
            unit.commit().await?;
        }
        Ok(replaced)
    }

    /// Takes entries back; their content is erased. Those that are gone already are no error.
    ///
    /// # Errors
    /// [`MailboxError::NoVisitor`], [`MailboxError::Market`].
    pub async fn remove_entries(&self, address: &str, ids: &[i64]) -> Result<(), MailboxError> {
        let mut unit = self.begin().await?;
        unit.take_back_entries(address, ids).await?;
        Ok(unit.commit().await?)
    }

    /// The entry as it stands.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn entry(&self, address: &str, id: i64) -> Result<Option<MailboxChange>, MarketError> {
        let mut db = self.pool().acquire().await?;
        Ok(self.read(mailbox::by_id(&mut db, address, id).await?)?.pop())
    }

    /// What changed after a version, in order, at most `most` of it.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn entries_since(
        &self,
        address: &str,
        version: i64,
        most: usize,
    ) -> Result<Vec<MailboxChange>, MarketError> {
        let mut db = self.pool().acquire().await?;
        self.read(mailbox::changes_since(&mut db, address, version, limit(most)).await?)
    }

    /// The last entries that are there, oldest first, and a version that they show at least.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn latest_entries(
        &self,
        address: &str,
        most: usize,
    ) -> Result<(i64, Vec<MailboxChange>), MarketError> {
        let mut db = self.pool().acquire().await?;
        // The version comes first: what changes in between is then shown twice rather than never.
        let version = mailbox::version(&mut db, address).await?.unwrap_or(0);
        Ok((version, self.read(mailbox::latest(&mut db, address, limit(most)).await?)?))
    }

    /// Whether that chat shows that picture.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn mailbox_shows(&self, address: &str, photo: PhotoId) -> Result<bool, MarketError> {
        let mut db = self.pool().acquire().await?;
        Ok(mailbox::shows(&mut db, address, photo.uuid()).await?)
    }

    /// The language that a person chose; `None` where they did not or are not known.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn chosen_language(&self, identity: &Identity) -> Result<Option<Language>, MarketError> {
        let mut db = self.pool().acquire().await?;
        let platforms = [identity.platform.name().to_owned()];
        let known = account::known(&mut db, &platforms, std::slice::from_ref(&identity.subject)).await?;
        Ok(known.first().and_then(|row| row.language.as_deref()).and_then(Language::from_tag))
    }
}

impl Unit {
    /// Takes entries of a web chat back, as [`Market::remove_entries`].
    ///
    /// # Errors
    /// [`MailboxError::NoVisitor`], [`MailboxError::Market`].
    pub async fn take_back_entries(&mut self, address: &str, ids: &[i64]) -> Result<(), MailboxError> {
        for &id in ids {
            let chat = self.advance(address).await?;
            mailbox::clear(self.connection(), address, id, chat.version).await?;
        }
        Ok(())
    }

    async fn advance(&mut self, address: &str) -> Result<ChatRow, MailboxError> {
        mailbox::advance(self.connection(), address).await?.ok_or(MailboxError::NoVisitor)
    }
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

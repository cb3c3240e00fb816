//! Keys at work: the master keys that this process knows, and the keys of conversations and web
//! chats, which are unwrapped for each use. That costs about a microsecond, so none is kept: a key
//! that was destroyed is gone for every process at once.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use uuid::Uuid;

use crate::{
    MarketError, Unit,
    conversations::Spoken,
    seal::{DataKey, MasterKey, Place},
    tables::key::{self, KeyRow},
};

/// The master keys that this process knows. It holds few: one, or two while they are changed.
#[derive(Default)]
pub struct Vault(RwLock<HashMap<String, Arc<MasterKey>>>);

/// A key as the database holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct WrappedKey {
    /// Its id: that of the conversation, or that of the web chat's key.
    pub id: Uuid,
    /// The id of the master key that wraps it.
    pub master: String,
    /// The key, wrapped.
    pub bytes: Vec<u8>,
}

impl WrappedKey {
    /// What two columns hold; `None` where there is no key yet, or none any more.
    pub fn of(id: Uuid, master: Option<String>, bytes: Option<Vec<u8>>) -> Option<Self> {
        Some(Self { id, master: master?, bytes: bytes? })
    }
}

impl Vault {
    /// Puts a master key in.
    pub fn learn(&self, master: MasterKey) {
        // Nothing panics while it holds the lock, so a poisoned one is sound.
        let mut masters = self.0.write().unwrap_or_else(PoisonError::into_inner);
        masters.insert(master.id().to_owned(), Arc::new(master));
    }

    /// Whether that master key is known.
    pub fn knows(&self, id: &str) -> bool {
        self.master(id).is_ok()
    }

    /// The key, ready for use.
    ///
    /// # Errors
    /// [`MarketError::Locked`] where its master key is not known; [`MarketError::Corrupt`] where it
    /// is, and did not wrap that.
    pub fn unwrap(&self, key: &WrappedKey) -> Result<DataKey, MarketError> {
        self.master(&key.master)?.unwrap(key.id, &key.bytes).ok_or(MarketError::Corrupt("data_key"))
    }

    pub(crate) fn master(&self, id: &str) -> Result<Arc<MasterKey>, MarketError> {
        let masters = self.0.read().unwrap_or_else(PoisonError::into_inner);
        masters.get(id).cloned().ok_or(MarketError::Locked)
    }
}

impl Unit {
    /// Seals a line with its conversation's key, for its place there.
    ///
    /// # Errors
    /// [`MarketError::Locked`], [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn seal_line(&mut self, spoken: &Spoken, text: &[u8]) -> Result<Vec<u8>, MarketError> {
        let Spoken { conversation, from: side, seq, .. } = *spoken;
        let key = self.key(conversation.uuid(), spoken.key.as_ref()).await?;
        Ok(key.seal(Place::Line { conversation, side, seq }, text, self.entropy())?)
    }

    /// Opens what the speaker of a line said before it: numbers and sealed texts. What cannot be
    /// opened is left out.
    ///
    /// # Errors
    /// [`MarketError::Locked`], [`MarketError::Corrupt`].
    pub fn open_lines(&self, spoken: &Spoken, lines: &[(i64, Vec<u8>)]) -> Result<Vec<Vec<u8>>, MarketError> {
        let Some(key) = &spoken.key else { return Ok(Vec::new()) };
        let key = self.vault().unwrap(key)?;
        let (conversation, side) = (spoken.conversation, spoken.from);
        let open =
            |(seq, body): &(i64, Vec<u8>)| key.open(Place::Line { conversation, side, seq: *seq }, body);
        Ok(lines.iter().filter_map(open).collect())
    }

    /// Seals a text for its place, with the key that belongs to it.
    ///
    /// # Errors
    /// [`MarketError::Locked`], [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn seal_at(&mut self, place: Place, text: &[u8]) -> Result<Vec<u8>, MarketError> {
        let id = place.key().ok_or(MarketError::Corrupt("place"))?;
        let wrapped = key::find(self.connection(), id).await?.and_then(wrapped_key);
        Ok(self.key(id, wrapped.as_ref()).await?.seal(place, text, self.entropy())?)
    }

    /// Opens what was sealed for its place; `None` where it can never be opened.
    ///
    /// # Errors
    /// [`MarketError::Locked`], [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn open_at(&mut self, place: Place, sealed: &[u8]) -> Result<Option<Vec<u8>>, MarketError> {
        let id = place.key().ok_or(MarketError::Corrupt("place"))?;
        let wrapped = key::find(self.connection(), id).await?.and_then(wrapped_key);
        let Some(wrapped) = wrapped else { return Ok(None) };
        Ok(self.vault().unwrap(&wrapped)?.open(place, sealed))
    }

    /// The key of this id, which is made where there is none yet.
    pub(crate) async fn key(
        &mut self,
        id: Uuid,
        wrapped: Option<&WrappedKey>,
    ) -> Result<DataKey, MarketError> {
        match wrapped {
            Some(wrapped) => self.vault().unwrap(wrapped),
            None => self.make_key(id).await,
        }
    }

    async fn make_key(&mut self, id: Uuid) -> Result<DataKey, MarketError> {
        let master = match key::current(self.connection()).await? {
            Some(master) => master,
            // It changed while we waited for it: now the new one can be seen.
            None => key::current(self.connection()).await?.ok_or(MarketError::Locked)?,
        };
        let master = self.vault().master(&master)?;
        let key = DataKey::random(self.entropy());
        let wrapped = master.wrap(id, &key, self.entropy())?;
        if key::insert(self.connection(), id, master.id(), &wrapped).await? == 1 {
            return Ok(key);
        }
        // Somebody else made it meanwhile. One that was destroyed is not made again.
        let made = key::find(self.connection(), id).await?.and_then(wrapped_key);
        self.vault().unwrap(&made.ok_or(MarketError::Corrupt("data_key"))?)
    }
}

pub(crate) fn wrapped_key(row: KeyRow) -> Option<WrappedKey> {
    WrappedKey::of(row.id, row.master, row.wrapped)
}

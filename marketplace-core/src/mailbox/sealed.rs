//! Entries as the database holds them: sealed with the key of their chat.

use serde_json::Value;

use super::MailboxChange;
use crate::{
    Market, MarketError, Unit,
    seal::{DataKey, Place},
    tables::{
        mailbox::{ChatRow, EntryRow},
        unsealed,
    },
    vault::WrappedKey,
};

/// Entries from before they were sealed, which one transaction seals.
const SEAL_AT_ONCE: i64 = 200;

impl Market {
    /// Seals some entries from before they were sealed. Returns how many: none when all are.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn seal_old_entries(&self) -> Result<usize, MarketError> {
        let mut unit = self.begin().await?;
        let rows = unsealed::some(unit.connection(), SEAL_AT_ONCE).await?;
        let (mut addresses, mut ids, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            let place = Place::Entry { chat: row.key, id: row.id, version: row.version };
            bodies.push(unit.seal_at(place, row.plain.as_bytes()).await?);
            addresses.push(row.address);
            ids.push(row.id);
        }
        unsealed::seal(unit.connection(), &addresses, &ids, &bodies).await?;
        unit.commit().await?;
        Ok(ids.len())
    }

    /// Opens entries of one chat.
    pub(super) fn read(
        &self,
        rows: impl IntoIterator<Item = EntryRow>,
    ) -> Result<Vec<MailboxChange>, MarketError> {
        let mut key: Option<DataKey> = None;
        let open = |row: EntryRow| {
            let EntryRow { id, version, at, body, key: chat, master, wrapped } = row;
            let Some(sealed) = body else { return Ok(MailboxChange { id, version, at, body: None }) };
            if key.is_none() {
                let wrapped = WrappedKey::of(chat, master, wrapped);
                key = Some(self.vault().unwrap(&wrapped.ok_or(MarketError::Corrupt("mailbox.key"))?)?);
            }
            let text = key.as_ref().and_then(|key| key.open(Place::Entry { chat, id, version }, &sealed));
            let body = text.and_then(|text| serde_json::from_slice(&text).ok());
            Ok(MailboxChange { id, version, at, body: Some(body.ok_or(MarketError::Corrupt("entry"))?) })
        };
        rows.into_iter().map(open).collect()
    }
}

impl Unit {
    /// What an entry says from this version of the chat on, sealed.
    pub(super) async fn seal_entry(
        &mut self,
        chat: &ChatRow,
        id: i64,
        body: &Value,
    ) -> Result<Vec<u8>, MarketError> {
        let text = serde_json::to_vec(body).map_err(|_| MarketError::Corrupt("entry"))?;
        let wrapped = WrappedKey::of(chat.key, chat.master.clone(), chat.wrapped.clone());
        let key = self.key(chat.key, wrapped.as_ref()).await?;
        let place = Place::Entry { chat: chat.key, id, version: chat.version };
        Ok(key.seal(place, &text, self.entropy())?)
    }
}

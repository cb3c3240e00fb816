//! Master keys, and the change from one to another while processes are at work.
//!
//! A new one is announced first, so that every process learns it before it is used. Then it becomes
//! the current one, which wraps the keys that are made from now on, and the keys that the former one
//! wraps are wrapped anew, some at a time. Whatever happens in between, the next try goes on from
//! there.

use uuid::Uuid;

use crate::{Market, MarketError, seal::MasterKey, tables::key, vault::wrapped_key};

/// How many keys are wrapped anew in one transaction.
const REWRAP_AT_ONCE: i64 = 500;

/// What a master key is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MasterState {
    /// Nothing yet: every process is to learn it first.
    Coming,
    /// It wraps new keys.
    Current,
    /// It still wraps keys from before.
    Former,
}

impl MasterState {
    const ALL: [Self; 3] = [Self::Coming, Self::Current, Self::Former];

    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::Current => "current",
            Self::Former => "former",
        }
    }
}

/// A master key as the database knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Master {
    /// Its id, see [`MasterKey::id`].
    pub id: String,
    /// What it is used for.
    pub state: MasterState,
    /// The key itself, as a key service wrapped it; `None` where it stands elsewhere.
    pub wrapped: Option<Vec<u8>>,
}

impl Market {
    /// The master keys that the database names, the oldest first. None where it is new.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn masters(&self) -> Result<Vec<Master>, MarketError> {
        let mut db = self.pool().acquire().await?;
        let rows = key::masters(&mut db).await?;
        let master = |row: key::MasterRow| {
            let state = MasterState::ALL.into_iter().find(|state| state.name() == row.state);
            let state = state.ok_or(MarketError::Corrupt("master_key.state"))?;
            Ok(Master { id: row.id, state, wrapped: row.wrapped })
        };
        rows.into_iter().map(master).collect()
    }

    /// Names a master key in the database: as the current one where it is the first, or as the
    /// coming one. False where there is one in that state already.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn name_master(
        &self,
        master: &MasterKey,
        state: MasterState,
        wrapped: Option<&[u8]>,
    ) -> Result<bool, MarketError> {
        let mut unit = self.begin().await?;
        let now = unit.now();
        let added = key::add_master(unit.connection(), master.id(), state.name(), wrapped, now).await?;
        unit.commit().await?;
        Ok(added == 1)
    }

    /// Makes the coming master key the current one.
    ///
    /// # Errors
    /// [`MarketError::Corrupt`] where none is coming; [`MarketError::Database`].
    pub async fn use_coming_master(&self) -> Result<(), MarketError> {
        let [coming, current, former] = MasterState::ALL.map(MasterState::name);
        let mut unit = self.begin().await?;
        key::move_masters(unit.connection(), current, former).await?;
        if key::move_masters(unit.connection(), coming, current).await? != 1 {
            return Err(MarketError::Corrupt("master_key.state"));
        }
        unit.commit().await
    }

    /// Wraps some keys with the current master key that a former one wraps. Returns how many; when
    /// there are none left, former master keys are forgotten.
    ///
    /// # Errors
    /// [`MarketError::Locked`] where one of the master keys is not known; [`MarketError::Corrupt`]
    /// where a key cannot be unwrapped; [`MarketError::Database`].
    pub async fn rewrap_some(&self) -> Result<usize, MarketError> {
        let mut unit = self.begin().await?;
        let rows = key::of_former_masters(unit.connection(), REWRAP_AT_ONCE).await?;
        let current = key::current(unit.connection()).await?.ok_or(MarketError::Locked)?;
        let master = self.vault().master(&current)?;
        let keys: Vec<_> = rows.into_iter().filter_map(wrapped_key).collect();
        let mut wrapped = Vec::with_capacity(keys.len());
        for key in &keys {
            wrapped.push(master.wrap(key.id, &self.vault().unwrap(key)?, unit.entropy())?);
        }
        let ids: Vec<Uuid> = keys.iter().map(|key| key.id).collect();
        if keys.is_empty() {
            key::forget_masters(unit.connection()).await?;
        } else {
            key::rewrap(unit.connection(), &current, &ids, &wrapped).await?;
        }
        unit.commit().await?;
        Ok(keys.len())
    }
}

//! A unit of work.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use marketplace_domain::entropy::Entropy;
use sqlx::{PgConnection, Postgres, Transaction};

use crate::{MarketError, tables, vault::Vault};

/// One transaction, in which one or several use cases are done. Dropped without a commit, it leaves
/// nothing behind. It must not be held while waiting for anything but the database.
pub struct Unit {
    transaction: Transaction<'static, Postgres>,
    now: DateTime<Utc>,
    entropy: Arc<dyn Entropy>,
    vault: Arc<Vault>,
}

impl Unit {
    pub(crate) fn new(
        transaction: Transaction<'static, Postgres>,
        now: DateTime<Utc>,
        entropy: Arc<dyn Entropy>,
        vault: Arc<Vault>,
    ) -> Self {
        // Postgres keeps microseconds: what is handed out now must equal what is read back later.
        Self { transaction, now: now.trunc_subsecs(6), entropy, vault }
    }

    /// The moment at which everything in here happens.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The connection, inside the transaction: for the stores of others that must share it.
    pub fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }

    pub(crate) fn entropy(&self) -> &dyn Entropy {
        self.entropy.as_ref()
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Makes everything in here last.
    ///
    /// # Errors
    /// [`MarketError::Database`]; then nobody knows whether it lasts.
    pub async fn commit(self) -> Result<(), MarketError> {
        Ok(self.transaction.commit().await?)
    }

    /// Marks a place to come back to, so that what fails for one person is not lost for all.
    /// Ends with [`Unit::release`] or [`Unit::rollback_to_savepoint`] before the next one is set.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn savepoint(&mut self) -> Result<(), MarketError> {
        Ok(tables::savepoint::set(self.connection()).await?)
    }

    /// Keeps what was done since [`Unit::savepoint`].
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn release(&mut self) -> Result<(), MarketError> {
        Ok(tables::savepoint::release(self.connection()).await?)
    }

    /// Takes back what was done since [`Unit::savepoint`]; the unit works again after an error.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn rollback_to_savepoint(&mut self) -> Result<(), MarketError> {
        tables::savepoint::roll_back(self.connection()).await?;
        Ok(tables::savepoint::release(self.connection()).await?)
    }
}

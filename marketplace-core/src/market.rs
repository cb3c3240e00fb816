//! The market and its database.

use std::sync::Arc;

use marketplace_domain::{clock::Clock, entropy::Entropy};
use sqlx::{
    Connection, PgPool,
    migrate::{MigrateError, Migrator},
};

use crate::{MarketError, Unit, vault::Vault};

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// The market: where every use case begins.
#[derive(Clone)]
pub struct Market {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    vault: Arc<Vault>,
}

impl Market {
    /// A market on a database that [`migrate`] brought up to date. Nobody can speak in it before its
    /// vault knows the master key.
    pub fn new(pool: PgPool, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self { pool, clock, entropy, vault: Arc::default() }
    }

    /// The database.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// What tells the time.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Where randomness comes from.
    pub fn entropy(&self) -> &Arc<dyn Entropy> {
        &self.entropy
    }

    /// The master keys that this process knows.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`MarketError::Database`] where it does not.
    pub async fn ping(&self) -> Result<(), MarketError> {
        Ok(self.pool.acquire().await?.ping().await?)
    }

    /// Begins a unit of work. The present moment is the same throughout it.
    ///
    /// # Errors
    /// [`MarketError::Database`] where the database cannot be reached.
    pub async fn begin(&self) -> Result<Unit, MarketError> {
        let transaction = self.pool.begin().await?;
        Ok(Unit::new(transaction, self.clock.now(), Arc::clone(&self.entropy), Arc::clone(&self.vault)))
    }
}

/// Brings the database up to date. It refuses a database that is ahead of this program.
///
/// # Errors
/// [`MigrateError`] where a migration fails, was changed after it ran, or is unknown to this program.
pub async fn migrate(pool: &PgPool) -> Result<(), MigrateError> {
    MIGRATIONS.run(pool).await
}

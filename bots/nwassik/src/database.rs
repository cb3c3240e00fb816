//! The database: the one that is configured, or the embedded one.

use std::{sync::Arc, time::Duration};

use marketplace_core::{Market, OsEntropy, migrate};
use marketplace_domain::clock::SystemClock;
use secrecy::ExposeSecret;
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{StartError, config::Config, embedded::EmbeddedPostgres, keys};

/// Connections that one process holds at most. What the relay writes down about
/// lanes goes together, over a few of them.
const MOST_CONNECTIONS: u32 = 24;
/// How long a start waits for a database that does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open database, and the server that goes with it where it is the embedded one.
pub struct Database {
    /// The market on it.
    pub market: Arc<Market>,
    server: Option<EmbeddedPostgres>,
}

impl Database {
    /// Opens it, brings it up to date, and unlocks what is sealed in it.
    pub async fn open(config: &Config) -> Result<Self, StartError> {
        let server = match &config.database {
            Some(_) => None,
            None => Some(EmbeddedPostgres::start(&config.data_dir, config.pg_bin.as_deref()).await?),
        };
        let url = match (&config.database, &server) {
            (Some(url), _) => url.expose_secret(),
            (None, Some(server)) => server.url(),
            (None, None) => "",
        };
        let pool = connect(url).await?;
        migrate(&pool).await.map_err(StartError::Migrate)?;
        let market = Market::new(pool, Arc::new(SystemClock), Arc::new(OsEntropy));
        keys::unlock(config, &market).await?;
        relay::seal_what_is_not(&market).await?;
        Ok(Self { market: Arc::new(market), server })
    }

    /// Over when the embedded server ended by itself; never, where it is not the embedded one.
    pub async fn lost(&self) {
        match &self.server {
            Some(server) => server.ended().await,
            None => std::future::pending().await,
        }
    }

    /// Closes it; the embedded server ends in good order.
    pub async fn close(self) -> Result<(), StartError> {
        self.market.pool().close().await;
        match self.server {
            Some(server) => Ok(server.stop().await?),
            None => Ok(()),
        }
    }
}

async fn connect(url: &str) -> Result<PgPool, StartError> {
    // Tables grow a thousandfold while a connection lives: a plan that was made once for all
    // arguments would go on scanning a table that was small then.
    let options = url
        .parse::<PgConnectOptions>()
        .map_err(StartError::Database)?
        .options([("plan_cache_mode", "force_custom_plan")]);
    PgPoolOptions::new()
        .max_connections(MOST_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        // A connection that broke is noticed by the statement that uses it; asking first would cost
        // every transaction a round trip.
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(StartError::Database)
}

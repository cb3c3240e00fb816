//! Tells trouble that passes from trouble that stays.

use marketplace_core::MarketError;

/// Whether the database, rather than what we asked of it, is the trouble. Then the same thing may
/// work a moment later.
pub(crate) fn is_passing(error: &MarketError) -> bool {
    match error {
        MarketError::Database(sqlx::Error::Database(cause)) => {
            // Classes of SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html): connection,
            // transaction state, rollback (deadlock, serialisation), resources, operator, system.
            cause.code().is_some_and(|code| {
                ["08", "25", "40", "53", "57", "58"].iter().any(|class| code.starts_with(class))
            })
        }
        MarketError::Database(
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed,
        ) => true,
        MarketError::Database(_) | MarketError::Refused(_) | MarketError::Corrupt(_) => false,
    }
}

//! Tells trouble that passes from trouble that stays.

use marketplace_core::MarketError;

/// Whether others were in the way, so that the same thing may work at once: a rollback (deadlock,
/// serialisation), class 40 of SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html).
pub(crate) fn is_conflict(error: &MarketError) -> bool {
    let MarketError::Database(sqlx::Error::Database(cause)) = error else { return false };
    cause.code().is_some_and(|code| code.starts_with("40"))
}

/// Whether an update was taken before.
pub(crate) fn is_repeat(error: &MarketError) -> bool {
    let MarketError::Database(sqlx::Error::Database(cause)) = error else { return false };
    cause.constraint() == Some("inbox_native")
}

/// Whether the database, rather than what we asked of it, is the trouble. Then the same thing may
/// work a moment later.
pub(crate) fn is_passing(error: &MarketError) -> bool {
    match error {
        MarketError::Database(sqlx::Error::Database(cause)) => {
            // Classes of SQLSTATE, as above: connection, transaction state, rollback, resources, a
            // database that takes nobody now, operator, system.
            cause.code().is_some_and(|code| {
                ["08", "25", "40", "53", "55", "57", "58"].iter().any(|class| code.starts_with(class))
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
        MarketError::Database(_)
        | MarketError::Refused(_)
        | MarketError::Corrupt(_)
        | MarketError::Locked => false,
    }
}

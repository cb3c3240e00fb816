//! Files on their way from a platform.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub(crate) struct FileRow {
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) platform: String,
    pub(crate) bot: String,
    pub(crate) file: String,
}

pub(crate) async fn insert(
    conn: &mut PgConnection,
    account: Uuid,
    file: &FileRow,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO file (id, account, kind, platform, bot, file, next_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        file.id,
        account,
        file.kind,
        file.platform,
        file.bot,
        file.file,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes files that are due, and counts the try. Nobody else is given them until `until`.
pub(crate) async fn take_due(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<FileRow>> {
    sqlx::query_as!(
        FileRow,
        "UPDATE file SET attempts = attempts + 1, next_at = $2
         WHERE id IN (
             SELECT id FROM file WHERE state = 'pending' AND next_at <= $1
             ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED
         )
         RETURNING id, kind, platform, bot, file",
        now,
        until,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// Locks a file that is still to be fetched. Returns how often that was tried.
pub(crate) async fn lock_pending(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<i16>> {
    sqlx::query_scalar!("SELECT attempts FROM file WHERE id = $1 AND state = 'pending' FOR UPDATE", id)
        .fetch_optional(conn)
        .await
}

/// Says when to try a file next.
pub(crate) async fn set_next(conn: &mut PgConnection, id: Uuid, next_at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("UPDATE file SET next_at = $2 WHERE id = $1 AND state = 'pending'", id, next_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// The file is there. What its platform called it is of no use any more.
pub(crate) async fn set_ready(
    conn: &mut PgConnection,
    id: Uuid,
    kind: &str,
    format: &str,
    length: i64,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE file SET state = 'ready', kind = $2, format = $3, length = $4, file = ''
         WHERE id = $1 AND state = 'pending'",
        id,
        kind,
        format,
        length,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The file will never be there.
pub(crate) async fn set_gone(conn: &mut PgConnection, id: Uuid, problem: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE file SET state = 'gone', problem = $2, file = '' WHERE id = $1 AND state = 'pending'",
        id,
        problem,
    )
    .execute(conn)
    .await?;
    Ok(())
}

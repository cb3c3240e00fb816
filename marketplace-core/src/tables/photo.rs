//! Pictures on their way from a platform.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub(crate) struct PhotoRow {
    pub(crate) id: Uuid,
    pub(crate) platform: String,
    pub(crate) bot: String,
    pub(crate) file: String,
}

pub(crate) async fn insert(
    conn: &mut PgConnection,
    account: Uuid,
    photo: &PhotoRow,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO photo (id, account, platform, bot, file, next_at) VALUES ($1, $2, $3, $4, $5, $6)",
        photo.id,
        account,
        photo.platform,
        photo.bot,
        photo.file,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes pictures that are due, and counts the try. Nobody else is given them until `until`.
pub(crate) async fn take_due(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<PhotoRow>> {
    sqlx::query_as!(
        PhotoRow,
        "UPDATE photo SET attempts = attempts + 1, next_at = $2
         WHERE id IN (
             SELECT id FROM photo WHERE state = 'pending' AND next_at <= $1
             ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED
         )
         RETURNING id, platform, bot, file",
        now,
        until,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// Locks a picture that is still to be fetched. Returns how often that was tried.
pub(crate) async fn lock_pending(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<i16>> {
    sqlx::query_scalar!("SELECT attempts FROM photo WHERE id = $1 AND state = 'pending' FOR UPDATE", id)
        .fetch_optional(conn)
        .await
}

/// Says how a picture stands, and when to try it next.
pub(crate) async fn set_state(
    conn: &mut PgConnection,
    id: Uuid,
    state: &str,
    next_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!("UPDATE photo SET state = $2, next_at = $3 WHERE id = $1", id, state, next_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Those of the pictures that are ready, in their order.
pub(crate) async fn ready(conn: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "SELECT p.id FROM unnest($1::uuid[]) WITH ORDINALITY AS k (id, position)
         JOIN photo p ON p.id = k.id AND p.state = 'ready'
         ORDER BY k.position",
        ids,
    )
    .fetch_all(conn)
    .await
}

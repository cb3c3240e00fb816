//! Who does not want to hear of whom.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::conversation::LastRow;

/// Remembers a block. Doing so twice changes nothing.
pub(crate) async fn add(
    conn: &mut PgConnection,
    conversation: Uuid,
    blocker: Uuid,
    blocked: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO block (conversation, blocker, blocked, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT ON CONSTRAINT block_once DO NOTHING",
        conversation,
        blocker,
        blocked,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a block back.
pub(crate) async fn remove(conn: &mut PgConnection, conversation: Uuid, blocker: Uuid) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM block WHERE conversation = $1 AND blocker = $2", conversation, blocker)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether one of these two blocked the other, in whatever conversation.
pub(crate) async fn stands_between(conn: &mut PgConnection, one: Uuid, other: Uuid) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (
               SELECT 1 FROM block
               WHERE (blocker = $1 AND blocked = $2) OR (blocker = $2 AND blocked = $1)
           ) AS "blocked!""#,
        one,
        other,
    )
    .fetch_one(conn)
    .await
}

/// The conversations in which an account blocked somebody before a moment, the last first. Those of
/// the moment at which the limit is reached are there all together.
pub(crate) async fn of(
    conn: &mut PgConnection,
    blocker: Uuid,
    before: Option<DateTime<Utc>>,
    limit: i64,
) -> sqlx::Result<Vec<LastRow>> {
    sqlx::query_as!(
        LastRow,
        "SELECT conversation AS id, at AS last_at FROM block
         WHERE blocker = $1 AND ($2::timestamptz IS NULL OR at < $2)
         ORDER BY at DESC FETCH FIRST ($3::bigint) ROWS WITH TIES",
        blocker,
        before,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// Whether one of the two blocked the other: a viewer and whoever posted this request.
pub(crate) async fn hides(conn: &mut PgConnection, viewer: Uuid, request: Uuid) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (
               SELECT 1 FROM request r JOIN block b
                 ON (b.blocker = r.account AND b.blocked = $1) OR (b.blocker = $1 AND b.blocked = r.account)
               WHERE r.id = $2
           ) AS "hidden!""#,
        viewer,
        request,
    )
    .fetch_one(conn)
    .await
}

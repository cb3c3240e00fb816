//! Chats that take nothing before their person writes again.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{due::Due, lane::Lease};

/// What is known of a chat that the platform called closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    /// It is. Whether this is the first thing of its conversation that waits.
    Now { first: bool },
    /// The person wrote since the lane was leased: it is open again.
    NotAnyMore,
}

/// Notes that what a conversation holds for a chat waits until its person writes. The version of the
/// endpoint grows, so that no process which remembers it saves their next update without reading this.
pub(crate) async fn close(
    conn: &mut PgConnection,
    lease: &Lease,
    due: &Due,
    now: DateTime<Utc>,
) -> sqlx::Result<Closed> {
    let closed = sqlx::query!(
        "UPDATE endpoint e SET version = version + 1
         WHERE id = $1 AND (version = $2 OR EXISTS (SELECT 1 FROM closed_window w WHERE w.endpoint = e.id))",
        lease.lane,
        lease.version,
    )
    .execute(&mut *conn)
    .await?;
    if closed.rows_affected() == 0 {
        return Ok(Closed::NotAnyMore);
    }
    let noted = sqlx::query!(
        "INSERT INTO closed_window (endpoint, conversation, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        lease.lane,
        due.conversation.uuid(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(Closed::Now { first: noted.rows_affected() == 1 })
}

/// Makes due what waited until these people write, whose endpoints are locked. Returns the lanes that
/// have work, which are marked as rung.
pub(crate) async fn open(
    conn: &mut PgConnection,
    endpoints: &[i64],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<i64>> {
    // The lanes before their deliveries, as whoever works at them does.
    sqlx::query!(
        "SELECT 1 AS one FROM lane WHERE endpoint = ANY ($1) ORDER BY endpoint FOR UPDATE",
        endpoints
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query_scalar!(
        "WITH due AS (
             UPDATE delivery SET state = 'pending', due_at = $2
             WHERE endpoint = ANY ($1) AND state = 'held_window'
             RETURNING endpoint
         )
         UPDATE lane SET due_at = least(coalesce(due_at, $2), $2), rung_at = $2
         WHERE endpoint IN (SELECT endpoint FROM due)
         RETURNING endpoint",
        endpoints,
        now,
    )
    .fetch_all(conn)
    .await
}

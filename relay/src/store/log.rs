//! The ordered log of what people say to each other.

use chrono::{DateTime, Utc};
use marketplace_core::conversations::Spoken;
use marketplace_domain::{
    id::{AccountId, ConversationId},
    message::Rich,
};
use sqlx::{PgConnection, types::Json};

/// How many events may wait for one side of a conversation; then the sender is told to wait.
pub(crate) const MOST_WAITING: i64 = 500;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posted {
    /// The lane that has work now.
    pub lane: i64,
    /// Whether the bell must be rung for it.
    pub ring: bool,
}

/// Whether as much waits for the other side as may.
pub(crate) async fn is_full(
    conn: &mut PgConnection,
    conversation: ConversationId,
    recipient: AccountId,
) -> sqlx::Result<bool> {
    let waiting = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM (
               SELECT 1 FROM delivery d JOIN endpoint e ON e.id = d.endpoint
               WHERE d.conversation = $1 AND e.account = $2
                 AND d.state IN ('pending', 'sending', 'retry', 'held_window')
               LIMIT $3
           ) w"#,
        conversation.uuid(),
        recipient.uuid(),
        MOST_WAITING,
    )
    .fetch_one(conn)
    .await?;
    Ok(waiting >= MOST_WAITING)
}

/// Stores what somebody said, with its delivery to the endpoint that the other side used last, and
/// gives that lane work. It fails where the other side has no endpoint: nothing may be taken that
/// goes nowhere. The lane was not rung for before where the mark that it has now is ours; it is
/// read back after the lock was had, because a worker may have taken the mark away meanwhile.
pub(crate) async fn post(
    conn: &mut PgConnection,
    spoken: &Spoken,
    text: &Rich,
    key: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Posted> {
    let row = sqlx::query!(
        r#"WITH said AS (
               INSERT INTO event (conversation, side, seq, body, at) VALUES ($1, $2, $3, $4, $5)
               RETURNING id
           ), target AS (
               SELECT id FROM endpoint WHERE account = $6
               ORDER BY left_at IS NOT NULL, seen_at DESC LIMIT 1
           ), due AS (
               INSERT INTO delivery (endpoint, conversation, event, key, due_at)
               SELECT target.id, $1, said.id, $7, $5 FROM target, said
               RETURNING endpoint
           )
           INSERT INTO lane AS l (endpoint, rung_at, due_at) SELECT endpoint, $5, $5 FROM due
           ON CONFLICT (endpoint) DO UPDATE
           SET rung_at = coalesce(l.rung_at, $5), due_at = least(coalesce(l.due_at, $5), $5)
           RETURNING l.endpoint, l.rung_at = $5 AS "ring!""#,
        spoken.conversation.uuid(),
        spoken.from.name(),
        spoken.seq,
        Json(text) as _,
        now,
        spoken.to.uuid(),
        key,
    )
    .fetch_one(conn)
    .await?;
    Ok(Posted { lane: row.endpoint, ring: row.ring })
}

/// Gives an endpoint's lane the news that a delivery did not arrive.
pub(crate) async fn notify(
    conn: &mut PgConnection,
    endpoint: i64,
    delivery: i64,
    reason: &str,
    key: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "WITH due AS (
             INSERT INTO delivery (endpoint, conversation, event, notice, key, due_at)
             SELECT $1, d.conversation, d.event, $3, $4, $5 FROM delivery d WHERE d.id = $2
             RETURNING endpoint
         )
         INSERT INTO lane AS l (endpoint, due_at) SELECT endpoint, $5 FROM due
         ON CONFLICT (endpoint) DO UPDATE SET due_at = least(coalesce(l.due_at, $5), $5)",
        endpoint,
        delivery,
        reason,
        key,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The endpoint through which the sender of a delivery's event spoke last.
pub(crate) async fn sender_endpoint(conn: &mut PgConnection, delivery: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(
        "SELECT e.id FROM delivery d
         JOIN event v ON v.id = d.event
         JOIN conversation c ON c.id = v.conversation
         JOIN endpoint e ON e.account = CASE v.side WHEN 'requester' THEN c.requester ELSE c.provider END
         WHERE d.id = $1 AND e.left_at IS NULL
         ORDER BY e.seen_at DESC LIMIT 1",
        delivery,
    )
    .fetch_optional(conn)
    .await
}

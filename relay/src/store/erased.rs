//! What remains of a conversation that is erased.

use chrono::{DateTime, Utc};
use marketplace_domain::id::ConversationId;
use sqlx::PgConnection;

/// A delivery that was given up.
pub(crate) struct GivenUp {
    /// It.
    pub id: i64,
    /// Whether it was to tell somebody that a line of their own did not arrive.
    pub notice: bool,
}

/// Somebody who is to be told.
pub(crate) struct Owed {
    /// Where they are.
    pub endpoint: i64,
    /// One of the deliveries that are not made.
    pub delivery: i64,
}

/// Gives up what waits in a conversation, but for the news that it was erased.
pub(crate) async fn give_up(
    conn: &mut PgConnection,
    conversation: ConversationId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<GivenUp>> {
    sqlx::query_as!(
        GivenUp,
        r#"UPDATE delivery SET state = 'cancelled', settled_at = $2
           WHERE conversation = $1 AND state IN ('pending', 'sending', 'retry', 'held_window')
             AND notice IS DISTINCT FROM 'erased'
           RETURNING id, notice IS NOT NULL AS "notice!""#,
        conversation.uuid(),
        now,
    )
    .fetch_all(conn)
    .await
}

/// Who is to be told of these deliveries, each endpoint once: who said the line, or who was about to
/// hear that a line of their own did not arrive.
pub(crate) async fn owed(conn: &mut PgConnection, given_up: &[GivenUp]) -> sqlx::Result<Vec<Owed>> {
    let ids: Vec<i64> = given_up.iter().map(|delivery| delivery.id).collect();
    sqlx::query_as!(
        Owed,
        r#"SELECT DISTINCT ON (o.endpoint) o.endpoint AS "endpoint!", o.delivery AS "delivery!" FROM (
               SELECT d.id AS delivery, CASE WHEN d.notice IS NOT NULL THEN d.endpoint ELSE (
                          SELECT e.id FROM endpoint e
                          WHERE e.account = CASE v.side WHEN 'requester' THEN c.requester ELSE c.provider END
                            AND e.left_at IS NULL
                          ORDER BY e.seen_at DESC LIMIT 1
                      ) END AS endpoint
               FROM delivery d
               JOIN event v ON v.id = d.event
               JOIN conversation c ON c.id = v.conversation
               WHERE d.id = ANY ($1)
           ) o
           WHERE o.endpoint IS NOT NULL ORDER BY o.endpoint, o.delivery"#,
        &ids,
    )
    .fetch_all(conn)
    .await
}

/// The entries of web chats that show lines of the other side of a conversation: the chat and the entry of each.
pub(crate) async fn shown_on_the_web(
    conn: &mut PgConnection,
    conversation: ConversationId,
) -> sqlx::Result<Vec<(String, i64)>> {
    let rows = sqlx::query!(
        "SELECT e.chat, l.native FROM conversation c
         JOIN endpoint e ON e.account IN (c.requester, c.provider) AND e.platform = 'web'
         JOIN link l ON l.endpoint = e.id AND l.conversation = c.id AND l.delivery IS NOT NULL
         WHERE c.id = $1 ORDER BY e.chat, l.native",
        conversation.uuid(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.chat, row.native.parse().ok()?))).collect())
}

//! Lanes that nobody works at until an operator has looked.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// The most lanes that are listed.
const MOST_LISTED: i64 = 1000;

/// A lane in quarantine. Nothing here tells who is at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// The lane.
    pub lane: i64,
    /// The platform that it leads to.
    pub platform: String,
    /// How many lines wait in it.
    pub waiting: i64,
    /// When the oldest of them was said; none where nothing waits.
    pub since: Option<DateTime<Utc>>,
}

/// Puts lanes into quarantine. Returns those that were not in it before.
pub(crate) async fn begin(conn: &mut PgConnection, lanes: &[i64]) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "UPDATE lane SET quarantined = true WHERE endpoint = ANY ($1) AND NOT quarantined RETURNING endpoint",
        lanes,
    )
    .fetch_all(conn)
    .await
}

/// Ends the quarantine of one lane, or of all. Returns those that were in it; they count as rung now.
pub(crate) async fn end(
    conn: &mut PgConnection,
    lane: Option<i64>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "UPDATE lane SET quarantined = false, rung_at = $2
         WHERE quarantined AND ($1::bigint IS NULL OR endpoint = $1) RETURNING endpoint",
        lane,
        now,
    )
    .fetch_all(conn)
    .await
}

/// How many lanes are in quarantine.
pub(crate) async fn count(conn: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM lane WHERE quarantined"#).fetch_one(conn).await
}

/// The lanes that are in quarantine.
pub(crate) async fn list(conn: &mut PgConnection) -> sqlx::Result<Vec<Quarantined>> {
    sqlx::query_as!(
        Quarantined,
        r#"SELECT l.endpoint AS lane, e.platform, count(d.id) AS "waiting!", min(v.at) AS since
           FROM lane l
           JOIN endpoint e ON e.id = l.endpoint
           LEFT JOIN delivery d ON d.endpoint = l.endpoint
               AND d.state IN ('pending', 'sending', 'retry', 'held_window')
           LEFT JOIN event v ON v.id = d.event
           WHERE l.quarantined
           GROUP BY l.endpoint, e.platform ORDER BY l.endpoint LIMIT $1"#,
        MOST_LISTED,
    )
    .fetch_all(conn)
    .await
}

//! What people reported.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub(crate) struct NewRow<'a> {
    pub(crate) conversation: Uuid,
    pub(crate) reporter: Uuid,
    pub(crate) reported: Uuid,
    pub(crate) category: &'static str,
    pub(crate) words: Option<&'a str>,
    pub(crate) lines: &'a [i64],
    pub(crate) at: DateTime<Utc>,
}

pub(crate) async fn insert(conn: &mut PgConnection, row: &NewRow<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO report (conversation, reporter, reported, category, words, lines, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        row.conversation,
        row.reporter,
        row.reported,
        row.category,
        row.words,
        row.lines,
        row.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many reports of a person about a conversation wait for a moderator.
pub(crate) async fn waiting(
    conn: &mut PgConnection,
    reporter: Uuid,
    conversation: Uuid,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM report
           WHERE reporter = $1 AND conversation = $2 AND state = 'new'"#,
        reporter,
        conversation,
    )
    .fetch_one(conn)
    .await
}

//! What people reported.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub(crate) struct NewRow<'a> {
    pub(crate) conversation: Uuid,
    pub(crate) reporter: Uuid,
    pub(crate) reported: Uuid,
    pub(crate) category: &'static str,
    pub(crate) key: Option<Uuid>,
    pub(crate) words: Option<&'a [u8]>,
    pub(crate) lines: &'a [i64],
    pub(crate) at: DateTime<Utc>,
}

pub(crate) async fn insert(conn: &mut PgConnection, row: &NewRow<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO report (conversation, reporter, reported, category, key, words, lines, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        row.conversation,
        row.reporter,
        row.reported,
        row.category,
        row.key,
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

/// Some reports from before they were sealed, locked: their ids and words.
pub(crate) async fn plain(conn: &mut PgConnection, most: i64) -> sqlx::Result<Vec<(i64, String)>> {
    let rows = sqlx::query!(
        r#"SELECT id, plain AS "plain!" FROM report
           WHERE plain IS NOT NULL ORDER BY id LIMIT $1 FOR UPDATE"#,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.plain)).collect())
}

/// Puts what was sealed in the place of what was not.
pub(crate) async fn seal(conn: &mut PgConnection, id: i64, key: Uuid, words: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("UPDATE report SET key = $2, words = $3, plain = NULL WHERE id = $1", id, key, words)
        .execute(conn)
        .await?;
    Ok(())
}

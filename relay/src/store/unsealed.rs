//! Lines from before they were sealed.

use sqlx::{PgConnection, types::Uuid};

/// A line from before they were sealed.
pub(crate) struct PlainRow {
    pub(crate) id: i64,
    pub(crate) conversation: Uuid,
    pub(crate) side: String,
    pub(crate) seq: i64,
    pub(crate) plain: String,
}

/// Some lines from before they were sealed, locked. One that another process is about to seal is
/// waited for, and then passed over.
pub(crate) async fn some(conn: &mut PgConnection, most: i64) -> sqlx::Result<Vec<PlainRow>> {
    sqlx::query_as!(
        PlainRow,
        r#"SELECT id, conversation, side, seq, plain::text AS "plain!" FROM event
           WHERE plain IS NOT NULL ORDER BY id LIMIT $1 FOR UPDATE"#,
        most,
    )
    .fetch_all(conn)
    .await
}

/// Puts what was sealed in the place of what was not.
pub(crate) async fn seal(conn: &mut PgConnection, ids: &[i64], bodies: &[Vec<u8>]) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE event e SET body = k.body, plain = NULL
         FROM unnest($1::bigint[], $2::bytea[]) AS k (id, body) WHERE e.id = k.id",
        ids,
        bodies,
    )
    .execute(conn)
    .await?;
    Ok(())
}

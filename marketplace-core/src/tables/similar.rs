//! Requests that are like another one.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::request::Position;

/// The request that others are like.
pub(crate) struct Example {
    pub(crate) id: Uuid,
    pub(crate) kind: &'static str,
    pub(crate) from_country: Option<String>,
    pub(crate) to_country: Option<String>,
    pub(crate) words: Vec<String>,
}

/// Requests of others of the same kind between the same countries, those with the most words in common first,
/// then the newest. Only the newest thousand are compared.
pub(crate) async fn find(
    conn: &mut PgConnection,
    viewer: Uuid,
    now: DateTime<Utc>,
    example: &Example,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    sqlx::query_as!(
        Position,
        r#"SELECT id, posted_at, 0::bigint AS "rank!"
           FROM (SELECT id, posted_at, words FROM request
                 WHERE state IN ('open', 'answered') AND state_at > $2 AND id <> $3 AND account <> $1
                   AND account <> ALL (ARRAY (SELECT blocked FROM block WHERE blocker = $1
                                              UNION ALL SELECT blocker FROM block WHERE blocked = $1))
                   AND kind = $4
                   AND ($5::text IS NULL AND from_country IS NULL OR from_country = $5)
                   AND ($6::text IS NULL AND to_country IS NULL OR to_country = $6)
                 ORDER BY posted_at DESC, id DESC LIMIT 1000) r
           ORDER BY (SELECT count(*) FROM unnest(tsvector_to_array(words)) AS word WHERE word = ANY ($7::text[])) DESC,
                    posted_at DESC, id DESC
           LIMIT $8"#,
        viewer,
        now,
        example.id,
        example.kind,
        example.from_country,
        example.to_country,
        &example.words,
        limit,
    )
    .fetch_all(conn)
    .await
}

//! Requests that people keep in sight.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::request::Position;

/// Remembers that an account keeps a request. Doing so twice changes nothing.
pub(crate) async fn add(
    conn: &mut PgConnection,
    account: Uuid,
    request: Uuid,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO saved (account, request, at) VALUES ($1, $2, $3)
         ON CONFLICT ON CONSTRAINT saved_once DO NOTHING",
        account,
        request,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn remove(conn: &mut PgConnection, account: Uuid, request: Uuid) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM saved WHERE account = $1 AND request = $2", account, request)
        .execute(conn)
        .await?;
    Ok(())
}

/// How many an account keeps.
pub(crate) async fn count(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM saved WHERE account = $1"#, account)
        .fetch_one(conn)
        .await
}

/// What an account keeps behind a position, the last one saved first. What moderators removed is gone here too.
pub(crate) async fn of_account(
    conn: &mut PgConnection,
    account: Uuid,
    after: Option<&Position>,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    sqlx::query_as!(
        Position,
        r#"SELECT s.request AS id, s.at AS posted_at, 0::bigint AS "rank!"
           FROM saved s JOIN request r ON r.id = s.request
           WHERE s.account = $1 AND r.state <> 'removed'
             AND ($2::timestamptz IS NULL OR (s.at, s.request) < ($2, $3::uuid))
           ORDER BY s.at DESC, s.request DESC LIMIT $4"#,
        account,
        after.map(|position| position.posted_at),
        after.map(|position| position.id),
        limit,
    )
    .fetch_all(conn)
    .await
}

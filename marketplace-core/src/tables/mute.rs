//! Of whose requests people do not want to be told.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Mutes whoever posted a request. Doing so twice changes nothing. Returns whether there is such a request
/// of somebody else.
pub(crate) async fn add(
    conn: &mut PgConnection,
    account: Uuid,
    request: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"WITH whose AS (
               SELECT account FROM request WHERE id = $2 AND account <> $1 AND state NOT IN ('draft', 'removed')
           ), added AS (
               INSERT INTO mute (account, muted, request, at) SELECT $1, account, $2, $3 FROM whose
               ON CONFLICT ON CONSTRAINT mute_once DO NOTHING
           )
           SELECT EXISTS (SELECT 1 FROM whose) AS "there!""#,
        account,
        request,
        now,
    )
    .fetch_one(conn)
    .await
}

/// Takes that back, by any request of the same person.
pub(crate) async fn remove(conn: &mut PgConnection, account: Uuid, request: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "DELETE FROM mute m USING request r WHERE r.id = $2 AND m.account = $1 AND m.muted = r.account",
        account,
        request,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The request through which somebody was muted.
pub(crate) struct MutedRow {
    pub(crate) request: Uuid,
    pub(crate) title: String,
}

/// Those that somebody muted, the last first.
pub(crate) async fn of_account(
    conn: &mut PgConnection,
    account: Uuid,
    limit: i64,
) -> sqlx::Result<Vec<MutedRow>> {
    sqlx::query_as!(
        MutedRow,
        "SELECT m.request, r.title FROM mute m JOIN request r ON r.id = m.request
         WHERE m.account = $1 ORDER BY m.at DESC LIMIT $2",
        account,
        limit,
    )
    .fetch_all(conn)
    .await
}

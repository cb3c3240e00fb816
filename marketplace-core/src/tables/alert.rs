//! Alerts, and how their owners are told.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// An alert as it stands.
pub(crate) struct AlertRow {
    pub(crate) id: Uuid,
    pub(crate) content: Value,
    pub(crate) paused: bool,
    pub(crate) deleted_at: Option<DateTime<Utc>>,
}

pub(crate) async fn insert(
    conn: &mut PgConnection,
    id: Uuid,
    account: Uuid,
    content: &Value,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO alert (id, account, content, made_at) VALUES ($1, $2, $3, $4)",
        id,
        account,
        content,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An account's alerts, the newest first; those that it deleted are gone for it.
pub(crate) async fn of_account(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<Vec<AlertRow>> {
    sqlx::query_as!(
        AlertRow,
        "SELECT id, content, paused, deleted_at FROM alert
         WHERE account = $1 AND deleted_at IS NULL ORDER BY made_at DESC, id DESC",
        account,
    )
    .fetch_all(conn)
    .await
}

/// An account's alert, deleted or not, locked for the rest of the transaction.
pub(crate) async fn lock(conn: &mut PgConnection, account: Uuid, id: Uuid) -> sqlx::Result<Option<AlertRow>> {
    sqlx::query_as!(
        AlertRow,
        "SELECT id, content, paused, deleted_at FROM alert
         WHERE account = $1 AND id = $2 FOR NO KEY UPDATE",
        account,
        id,
    )
    .fetch_optional(conn)
    .await
}

/// Writes down how an alert stands now.
pub(crate) async fn set(conn: &mut PgConnection, row: &AlertRow) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE alert SET content = $2, paused = $3, deleted_at = $4 WHERE id = $1",
        row.id,
        row.content,
        row.paused,
        row.deleted_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets alerts that were deleted before then.
pub(crate) async fn forget(conn: &mut PgConnection, before: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM alert WHERE deleted_at < $1", before).execute(conn).await?;
    Ok(())
}

/// How somebody wants to be told.
#[derive(Default)]
pub(crate) struct ChoiceRow {
    pub(crate) quiet_from: Option<i16>,
    pub(crate) quiet_to: Option<i16>,
    pub(crate) daily: bool,
    pub(crate) muted_words: Option<String>,
}

pub(crate) async fn choice(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<Option<ChoiceRow>> {
    sqlx::query_as!(
        ChoiceRow,
        "SELECT quiet_from, quiet_to, daily, muted_words FROM alert_choice WHERE account = $1",
        account,
    )
    .fetch_optional(conn)
    .await
}

/// Writes down how somebody wants to be told; `muted` is what the muted words look for.
pub(crate) async fn set_choice(
    conn: &mut PgConnection,
    account: Uuid,
    row: &ChoiceRow,
    muted: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO alert_choice (account, quiet_from, quiet_to, daily, muted_words, muted)
         VALUES ($1, $2, $3, $4, $5, $6::text::tsquery)
         ON CONFLICT (account) DO UPDATE
         SET quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, daily = excluded.daily,
             muted_words = excluded.muted_words, muted = excluded.muted",
        account,
        row.quiet_from,
        row.quiet_to,
        row.daily,
        row.muted_words,
        muted,
    )
    .execute(conn)
    .await?;
    Ok(())
}

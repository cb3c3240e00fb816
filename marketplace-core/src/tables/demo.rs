//! The accounts of the demo town.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Waits until nobody else lays out the town. The number is that of this lock and no other: "demo".
pub(crate) async fn lock(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("SELECT pg_advisory_xact_lock(1684368751)").execute(conn).await?;
    Ok(())
}

pub(crate) async fn is_laid_out(conn: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM account WHERE demo) AS "there!""#).fetch_one(conn).await
}

pub(crate) async fn insert_accounts(
    conn: &mut PgConnection,
    ids: &[Uuid],
    zone: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO account (id, zone, demo, made_at) SELECT id, $2, true, $3 FROM unnest($1::uuid[]) AS k (id)",
        ids,
        zone,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

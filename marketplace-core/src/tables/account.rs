//! Accounts, and the identities that lead to them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub(crate) struct PersonRow {
    pub(crate) id: Uuid,
    pub(crate) language: Option<String>,
    pub(crate) zone: String,
    pub(crate) home_lat: Option<f64>,
    pub(crate) home_lon: Option<f64>,
    pub(crate) places: Vec<i32>,
}

pub(crate) struct KnownRow {
    pub(crate) platform: String,
    pub(crate) subject: String,
    pub(crate) id: Uuid,
    pub(crate) language: Option<String>,
    pub(crate) zone: String,
    pub(crate) home_lat: Option<f64>,
    pub(crate) home_lon: Option<f64>,
    pub(crate) places: Vec<i32>,
}

/// The accounts of those identities that have one.
pub(crate) async fn known(
    conn: &mut PgConnection,
    platforms: &[String],
    subjects: &[String],
) -> sqlx::Result<Vec<KnownRow>> {
    sqlx::query_as!(
        KnownRow,
        "SELECT i.platform, i.subject, a.id, a.language, a.zone, a.home_lat, a.home_lon, a.places
         FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS u (platform, subject)) k
         JOIN identity i USING (platform, subject)
         JOIN account a ON a.id = i.account",
        platforms,
        subjects,
    )
    .fetch_all(conn)
    .await
}

/// Makes accounts for identities that have none. An identity that got one meanwhile keeps it: the
/// account follows only where the identity was free, so that none is left without.
pub(crate) async fn make(
    conn: &mut PgConnection,
    ids: &[Uuid],
    platforms: &[String],
    subjects: &[String],
    zone: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "WITH taken AS (
             INSERT INTO identity (account, platform, subject)
             SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[])
             ON CONFLICT ON CONSTRAINT identity_once DO NOTHING
             RETURNING account
         )
         INSERT INTO account (id, zone, made_at) SELECT account, $4, $5 FROM taken",
        ids,
        platforms,
        subjects,
        zone,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn find(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<PersonRow>> {
    sqlx::query_as!(
        PersonRow,
        "SELECT id, language, zone, home_lat, home_lon, places FROM account WHERE id = $1",
        id,
    )
    .fetch_optional(conn)
    .await
}

/// Since when there is an account.
pub(crate) async fn made_at(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!("SELECT made_at FROM account WHERE id = $1", id).fetch_optional(conn).await
}

/// Locks an account for the rest of the transaction. Weak enough that rows which refer to the
/// account can still be added.
pub(crate) async fn lock(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<PersonRow>> {
    sqlx::query_as!(
        PersonRow,
        "SELECT id, language, zone, home_lat, home_lon, places FROM account WHERE id = $1 FOR NO KEY UPDATE",
        id,
    )
    .fetch_optional(conn)
    .await
}

pub(crate) async fn set_language(conn: &mut PgConnection, id: Uuid, language: &str) -> sqlx::Result<u64> {
    let done =
        sqlx::query!("UPDATE account SET language = $2 WHERE id = $1", id, language).execute(conn).await?;
    Ok(done.rows_affected())
}

pub(crate) async fn set_home(
    conn: &mut PgConnection,
    id: Uuid,
    zone: &str,
    lat: f64,
    lon: f64,
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "UPDATE account SET zone = $2, home_lat = $3, home_lon = $4 WHERE id = $1",
        id,
        zone,
        lat,
        lon,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

pub(crate) async fn set_places(conn: &mut PgConnection, id: Uuid, places: &[i32]) -> sqlx::Result<()> {
    sqlx::query!("UPDATE account SET places = $2 WHERE id = $1", id, places).execute(conn).await?;
    Ok(())
}

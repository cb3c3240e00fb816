//! Trips, and the requests on their way.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::request::Position;
use crate::circle::Circle;

/// A trip as it stands.
pub(crate) struct TripRow {
    pub(crate) id: Uuid,
    pub(crate) content: Value,
    pub(crate) state: String,
    pub(crate) state_at: DateTime<Utc>,
}

pub(crate) async fn insert(
    conn: &mut PgConnection,
    account: Uuid,
    row: &TripRow,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO trip (id, account, content, state, state_at, made_at) VALUES ($1, $2, $3, $4, $5, $6)",
        row.id,
        account,
        row.content,
        row.state,
        row.state_at,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An account's trips, those ahead first, then the last that were over. No more than that.
pub(crate) async fn of_account(
    conn: &mut PgConnection,
    account: Uuid,
    limit: i64,
) -> sqlx::Result<Vec<TripRow>> {
    sqlx::query_as!(
        TripRow,
        "SELECT id, content, state, state_at FROM trip WHERE account = $1
         ORDER BY state <> 'planned', made_at DESC, id DESC LIMIT $2",
        account,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// How many trips an account has ahead.
pub(crate) async fn count_planned(
    conn: &mut PgConnection,
    account: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM trip WHERE account = $1 AND state = 'planned' AND state_at > $2"#,
        account,
        now,
    )
    .fetch_one(conn)
    .await
}

/// An account's trip, locked for the rest of the transaction.
pub(crate) async fn lock(conn: &mut PgConnection, account: Uuid, id: Uuid) -> sqlx::Result<Option<TripRow>> {
    sqlx::query_as!(
        TripRow,
        "SELECT id, content, state, state_at FROM trip WHERE account = $1 AND id = $2 FOR NO KEY UPDATE",
        account,
        id,
    )
    .fetch_optional(conn)
    .await
}

pub(crate) async fn set(conn: &mut PgConnection, row: &TripRow) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE trip SET content = $2, state = $3, state_at = $4 WHERE id = $1",
        row.id,
        row.content,
        row.state,
        row.state_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whose trip it is, and what it says; none where it is not ahead any more.
pub(crate) async fn planned(
    conn: &mut PgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<(Uuid, Value)>> {
    let row = sqlx::query!(
        "SELECT account, content FROM trip WHERE id = $1 AND state = 'planned' AND state_at > $2",
        id,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.account, row.content)))
}

/// A trip whose last day has passed.
pub(crate) struct OverRow {
    pub(crate) id: Uuid,
    pub(crate) account: Uuid,
    pub(crate) zone: String,
    pub(crate) quiet_from: Option<i16>,
    pub(crate) quiet_to: Option<i16>,
}

/// Ends trips whose last day has passed; those that somebody else holds are left out.
pub(crate) async fn end_due(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<OverRow>> {
    sqlx::query_as!(
        OverRow,
        r#"WITH over AS (
               UPDATE trip SET state = 'over' WHERE id = ANY (ARRAY (
                   SELECT id FROM trip WHERE state = 'planned' AND state_at <= $1
                   ORDER BY state_at LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
               )) RETURNING id, account
           )
           SELECT over.id AS "id!", over.account AS "account!", a.zone AS "zone!", c.quiet_from, c.quiet_to
           FROM over JOIN account a ON a.id = over.account LEFT JOIN alert_choice c ON c.account = a.id"#,
        now,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// What can be brought along.
pub(crate) struct Way {
    pub(crate) traveller: Uuid,
    pub(crate) from: Circle,
    pub(crate) to: Circle,
    pub(crate) first: NaiveDate,
    pub(crate) room: Option<i32>,
    pub(crate) now: DateTime<Utc>,
}

/// Requests on a way, newest first.
pub(crate) async fn requests(
    conn: &mut PgConnection,
    way: &Way,
    after: Option<&Position>,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    sqlx::query_as!(
        Position,
        r#"SELECT id, posted_at, 0::bigint AS "rank!" FROM request
         WHERE state IN ('open', 'answered') AND state_at > $2 AND account <> $1
           AND account <> ALL (ARRAY (SELECT blocked FROM block WHERE blocker = $1
                                      UNION ALL SELECT blocker FROM block WHERE blocked = $1))
           AND (from_country = '*' OR from_lat BETWEEN $6 AND $7 AND distance_km(from_lat, from_lon, $3, $4) <= $5)
           AND to_lat BETWEEN $11 AND $12 AND distance_km(to_lat, to_lon, $8, $9) <= $10 AND kind <> 'service'
           AND (due IS NULL OR due >= $13)
           AND ($14::int IS NULL OR coalesce((content -> 'need' -> 'parcel' ->> 'grams')::bigint, 0) <= $14)
           AND ($15::timestamptz IS NULL OR (posted_at, id) < ($15, $16::uuid))
         ORDER BY posted_at DESC, id DESC LIMIT $17"#,
        way.traveller,
        way.now,
        way.from.lat,
        way.from.lon,
        way.from.km,
        way.from.south,
        way.from.north,
        way.to.lat,
        way.to.lon,
        way.to.km,
        way.to.south,
        way.to.north,
        way.first,
        way.room,
        after.map(|position| position.posted_at),
        after.map(|position| position.id),
        limit,
    )
    .fetch_all(conn)
    .await
}

/// Somebody whose request is on a way.
pub(crate) struct RequesterRow {
    pub(crate) account: Uuid,
    pub(crate) request: Uuid,
    pub(crate) zone: String,
    pub(crate) quiet_from: Option<i16>,
    pub(crate) quiet_to: Option<i16>,
    pub(crate) daily: bool,
}

/// The people behind this account who have requests on a way, each once with the newest, in the order
/// of their ids.
pub(crate) async fn requesters(
    conn: &mut PgConnection,
    way: &Way,
    after: Option<Uuid>,
    limit: i64,
) -> sqlx::Result<Vec<RequesterRow>> {
    sqlx::query_as!(
        RequesterRow,
        r#"SELECT DISTINCT ON (r.account) r.account, r.id AS request, a.zone, c.quiet_from, c.quiet_to,
                  coalesce(c.daily, false) AS "daily!"
           FROM request r JOIN account a ON a.id = r.account LEFT JOIN alert_choice c ON c.account = a.id
           WHERE r.state IN ('open', 'answered') AND r.state_at > $2 AND r.account <> $1 AND NOT a.demo
             AND r.account <> ALL (ARRAY (SELECT blocked FROM block WHERE blocker = $1
                                          UNION ALL SELECT blocker FROM block WHERE blocked = $1))
             AND NOT EXISTS (SELECT 1 FROM mute m WHERE m.muted = $1 AND m.account = r.account)
             AND (r.from_country = '*'
                  OR r.from_lat BETWEEN $6 AND $7 AND distance_km(r.from_lat, r.from_lon, $3, $4) <= $5)
             AND r.to_lat BETWEEN $11 AND $12 AND distance_km(r.to_lat, r.to_lon, $8, $9) <= $10
             AND r.kind <> 'service' AND (r.due IS NULL OR r.due >= $13)
             AND ($14::int IS NULL OR coalesce((r.content -> 'need' -> 'parcel' ->> 'grams')::bigint, 0) <= $14)
             AND ($15::uuid IS NULL OR r.account > $15)
           ORDER BY r.account, r.posted_at DESC LIMIT $16"#,
        way.traveller,
        way.now,
        way.from.lat,
        way.from.lon,
        way.from.km,
        way.from.south,
        way.from.north,
        way.to.lat,
        way.to.lon,
        way.to.km,
        way.to.south,
        way.to.north,
        way.first,
        way.room,
        after,
        limit,
    )
    .fetch_all(conn)
    .await
}

//! Looking for offers that wait for an answer.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::deal::Position;
use crate::circle::Region;

/// What is looked for. Every part left out matches everything.
pub(crate) struct Search {
    pub(crate) viewer: Uuid,
    pub(crate) now: DateTime<Utc>,
    pub(crate) kind: Option<&'static str>,
    pub(crate) from: Region,
    pub(crate) to: Region,
    pub(crate) after: Option<Position>,
}

/// An offer as everybody may see it.
pub(crate) struct OfferRow {
    pub(crate) id: Uuid,
    pub(crate) made_at: DateTime<Utc>,
    pub(crate) request: Uuid,
    pub(crate) content: Value,
    pub(crate) terms: Value,
}

/// Offers that wait for an answer about requests on the market, newest first.
pub(crate) async fn find(
    conn: &mut PgConnection,
    search: &Search,
    limit: i64,
) -> sqlx::Result<Vec<OfferRow>> {
    let (from, to) = (search.from.circle.as_ref(), search.to.circle.as_ref());
    sqlx::query_as!(
        OfferRow,
        "SELECT d.id, d.made_at, d.request, r.content, d.terms
         FROM deal d JOIN request r ON r.id = d.request JOIN conversation c ON c.id = d.conversation
         WHERE d.phase IN ('offered', 'countered') AND d.due_at > $2
           AND r.state IN ('open', 'answered') AND r.state_at > $2
           AND NOT EXISTS (SELECT 1 FROM block b
                           WHERE b.blocker = $1 AND b.blocked IN (c.requester, c.provider)
                              OR b.blocked = $1 AND b.blocker IN (c.requester, c.provider))
           AND ($3::text IS NULL OR r.kind = $3)
           AND ($4::text IS NULL OR r.from_country IN ($4, '*'))
           AND ($5::text IS NULL OR r.to_country = $5)
           AND ($6::float8 IS NULL OR r.from_country = '*'
                OR distance_km(r.from_lat, r.from_lon, $6, $7) <= $8::float8)
           AND ($9::float8 IS NULL OR distance_km(r.to_lat, r.to_lon, $9, $10) <= $11::float8)
           AND ($12::timestamptz IS NULL OR (d.made_at, d.id) < ($12, $13::uuid))
         ORDER BY d.made_at DESC, d.id DESC LIMIT $14",
        search.viewer,
        search.now,
        search.kind,
        search.from.country,
        search.to.country,
        from.map(|circle| circle.lat),
        from.map(|circle| circle.lon),
        from.map(|circle| circle.km),
        to.map(|circle| circle.lat),
        to.map(|circle| circle.lon),
        to.map(|circle| circle.km),
        search.after.as_ref().map(|position| position.at),
        search.after.as_ref().map(|position| position.id),
        limit,
    )
    .fetch_all(conn)
    .await
}

/// The content of trips ahead of others that go that way, the last announced first. They are few, so that
/// none of this needs an index but that they are ahead.
pub(crate) async fn trips(conn: &mut PgConnection, search: &Search, limit: i64) -> sqlx::Result<Vec<Value>> {
    let (from, to) = (search.from.circle.as_ref(), search.to.circle.as_ref());
    sqlx::query_scalar!(
        "SELECT t.content FROM trip t
         WHERE t.state = 'planned' AND t.state_at > $2 AND t.account <> $1
           AND t.account <> ALL (ARRAY (SELECT blocked FROM block WHERE blocker = $1
                                        UNION ALL SELECT blocker FROM block WHERE blocked = $1))
           AND ($3::text IS NULL OR t.content #>> '{from,country}' = $3)
           AND ($4::text IS NULL OR t.content #>> '{to,country}' = $4)
           AND ($5::float8 IS NULL
                OR distance_km((t.content #>> '{from,point,lat}')::float8, (t.content #>> '{from,point,lon}')::float8,
                               $5, $6) <= $7::float8)
           AND ($8::float8 IS NULL
                OR distance_km((t.content #>> '{to,point,lat}')::float8, (t.content #>> '{to,point,lon}')::float8,
                               $8, $9) <= $10::float8)
         ORDER BY t.made_at DESC, t.id DESC LIMIT $11",
        search.viewer,
        search.now,
        search.from.country,
        search.to.country,
        from.map(|circle| circle.lat),
        from.map(|circle| circle.lon),
        from.map(|circle| circle.km),
        to.map(|circle| circle.lat),
        to.map(|circle| circle.lon),
        to.map(|circle| circle.km),
        limit,
    )
    .fetch_all(conn)
    .await
}

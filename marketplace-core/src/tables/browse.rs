//! Looking for requests on the market.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::request::Position;

/// What is looked for. Every part left out matches everything.
pub(crate) struct Search {
    pub(crate) viewer: Uuid,
    pub(crate) now: DateTime<Utc>,
    pub(crate) kind: Option<&'static str>,
    pub(crate) from: Place,
    pub(crate) to: Place,
    /// From this day to that, both included.
    pub(crate) due: Option<(NaiveDate, NaiveDate)>,
    /// In this currency, so many minor units or more.
    pub(crate) reward: Option<(&'static str, i64)>,
    /// As Postgres reads a text query.
    pub(crate) words: Option<String>,
    pub(crate) after: Option<Position>,
}

/// A country, or a circle, or neither.
#[derive(Default)]
pub(crate) struct Place {
    pub(crate) country: Option<String>,
    pub(crate) circle: Option<Circle>,
}

/// A circle and the box around it: the box finds by an index, the circle decides.
pub(crate) struct Circle {
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) km: f64,
    pub(crate) south: f64,
    pub(crate) north: f64,
    pub(crate) west: f64,
    pub(crate) east: f64,
}

/// Makes the planner look at what is asked for in each search of this transaction. It would settle
/// on one plan for all filters otherwise, which suits none.
pub(crate) async fn plan_each(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("SET LOCAL plan_cache_mode = force_custom_plan").execute(conn).await?;
    Ok(())
}

/// The positions of requests of others on the market, newest first.
pub(crate) async fn find(
    conn: &mut PgConnection,
    search: &Search,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    let (from, to) = (search.from.circle.as_ref(), search.to.circle.as_ref());
    sqlx::query_as!(
        Position,
        "SELECT id, posted_at FROM request
         WHERE state IN ('open', 'answered') AND state_at > $2 AND account <> $1
           AND account <> ALL (ARRAY (SELECT blocked FROM block WHERE blocker = $1
                                      UNION ALL SELECT blocker FROM block WHERE blocked = $1))
           AND ($3::text IS NULL OR kind = $3)
           AND ($4::text IS NULL OR from_country IN ($4, '*'))
           AND ($5::text IS NULL OR to_country = $5)
           AND ($6::float8 IS NULL OR from_country = '*'
                OR from_lat BETWEEN $9 AND $10 AND from_lon BETWEEN $11 AND $12
                   AND distance_km(from_lat, from_lon, $6, $7) <= $8::float8)
           AND ($13::float8 IS NULL
                OR to_lat BETWEEN $16 AND $17 AND to_lon BETWEEN $18 AND $19
                   AND distance_km(to_lat, to_lon, $13, $14) <= $15::float8)
           AND ($20::date IS NULL OR due BETWEEN $20 AND $21)
           AND ($22::text IS NULL OR reward_currency = $22 AND reward_minor >= $23)
           AND ($24::text IS NULL OR words @@ $24::text::tsquery)
           AND ($25::timestamptz IS NULL OR (posted_at, id) < ($25, $26::uuid))
         ORDER BY posted_at DESC, id DESC LIMIT $27",
        search.viewer,
        search.now,
        search.kind,
        search.from.country,
        search.to.country,
        from.map(|circle| circle.lat),
        from.map(|circle| circle.lon),
        from.map(|circle| circle.km),
        from.map(|circle| circle.south),
        from.map(|circle| circle.north),
        from.map(|circle| circle.west),
        from.map(|circle| circle.east),
        to.map(|circle| circle.lat),
        to.map(|circle| circle.lon),
        to.map(|circle| circle.km),
        to.map(|circle| circle.south),
        to.map(|circle| circle.north),
        to.map(|circle| circle.west),
        to.map(|circle| circle.east),
        search.due.map(|due| due.0),
        search.due.map(|due| due.1),
        search.reward.map(|reward| reward.0),
        search.reward.map(|reward| reward.1),
        search.words,
        search.after.as_ref().map(|position| position.posted_at),
        search.after.as_ref().map(|position| position.id),
        limit,
    )
    .fetch_all(conn)
    .await
}

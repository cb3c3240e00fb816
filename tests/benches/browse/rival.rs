//! A circle of 100 km by a GiST distance index: the classic design with `earthdistance`, whose index finds all that
//! is in the circle's box, to be sorted.

use std::collections::BTreeSet;
use std::time::Instant;

use marketplace_core::Market;
use marketplace_domain::{
    place::Place,
    request::{Filter, Sort},
};
use sqlx::{AssertSqlSafe, PgPool};
use uuid::Uuid;

use crate::{
    Outcome,
    dice::Dice,
    million::Million,
    pages::{self, PAGE, Times},
    shape::around,
};

/// Its own narrow table of what it needs, so that it reads no more than it must.
const TABLE: &str = "
    CREATE EXTENSION IF NOT EXISTS cube;
    CREATE EXTENSION IF NOT EXISTS earthdistance;
    CREATE TABLE bench.rival AS
        SELECT id, account, posted_at, state_at, to_lat AS lat, to_lon AS lon FROM request WHERE to_lat IS NOT NULL;
    CREATE INDEX ON bench.rival USING gist (ll_to_earth(lat, lon))";

/// The box is of a little more than 100 km, because the extension's earth is a little larger than ours: the exact
/// distance decides.
const SEARCH: &str = "
    SELECT id FROM bench.rival
    WHERE earth_box(ll_to_earth($1, $2), 100200) @> ll_to_earth(lat, lon)
      AND distance_km(lat, lon, $1, $2) <= 100 AND account <> $3 AND state_at > now()
    ORDER BY posted_at DESC, id DESC LIMIT $4";

/// Both, circle by circle.
#[derive(Debug)]
pub(crate) struct Circles {
    pub(crate) ours: Times,
    pub(crate) theirs: Times,
    /// How many times as long the rival took, circle by circle.
    pub(crate) ratios: Vec<f64>,
    /// How often they did not find the same.
    pub(crate) different: usize,
}

/// Asks both for the newest ten in the same circles, in turns.
pub(crate) async fn measure(
    market: &Market,
    pool: &PgPool,
    million: &Million,
    circles: usize,
    dice: &mut Dice,
) -> Outcome<Circles> {
    sqlx::raw_sql(AssertSqlSafe(TABLE)).execute(pool).await?;
    sqlx::raw_sql("VACUUM ANALYZE bench.rival").execute(pool).await?;
    let (mut ours, mut theirs, mut ratios, mut different) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..circles {
        let town = million.town(&million.targets, dice)?;
        let filter = Filter { to: Some(around(town, 100)?), ..Filter::default() };
        let (found, took) = pages::page(market, million, &filter, Sort::Newest, 1).await?;
        ours.push(took);
        let began = Instant::now();
        let rival = search(pool, million, town).await?;
        let rival_took = began.elapsed();
        theirs.push(rival_took);
        ratios.push(rival_took.as_secs_f64() / took.as_secs_f64());
        let found: BTreeSet<Uuid> = found.page.items.iter().map(|card| card.id.uuid()).collect();
        different += usize::from(found != rival);
    }
    Ok(Circles { ours: ours.into(), theirs: theirs.into(), ratios, different })
}

async fn search(pool: &PgPool, million: &Million, town: &Place) -> Outcome<BTreeSet<Uuid>> {
    let ids: Vec<Uuid> = sqlx::query_scalar(SEARCH)
        .bind(town.point.lat())
        .bind(town.point.lon())
        .bind(million.viewer.uuid())
        .bind(PAGE as i64)
        .fetch_all(pool)
        .await?;
    Ok(ids.into_iter().collect())
}

//! Looking for requests on the market.

use chrono::{DateTime, Utc};
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
    /// From this count of days to that, both included: the column `soon`.
    pub(crate) soon: Option<(i32, i32)>,
    /// In this currency, so many minor units or more.
    pub(crate) reward: Option<(&'static str, i64)>,
    /// As Postgres reads a text query.
    pub(crate) words: Option<String>,
    pub(crate) sort: Order,
}

/// A country, or the places in a circle, or neither.
#[derive(Default)]
pub(crate) struct Place {
    pub(crate) country: Option<String>,
    pub(crate) near: Option<Vec<Near>>,
}

/// A place in a circle, and how far it is from the middle, in micrometres: no two places are equally far.
pub(crate) struct Near {
    pub(crate) spot: i64,
    pub(crate) far: i64,
}

/// The order in which requests are found: by their rank, the highest first, then the newest first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// All rank alike.
    Newest,
    /// By `soon`.
    Soonest,
    /// The farther where it comes from, the lower.
    NearestFrom,
    /// The farther where it goes to, the lower.
    NearestTo,
}

/// Where a page starts.
pub(crate) struct After {
    pub(crate) rank: i64,
    pub(crate) position: Position,
}

/// Makes the planner look at what is asked for in each search of this transaction: it would settle on one plan
/// for all filters otherwise, which suits none. What is on the market is in memory, so that a page here costs no
/// more than one there; and compiling a search takes longer than doing it.
pub(crate) async fn plan_each(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!(
        "SELECT set_config('plan_cache_mode', 'force_custom_plan', true) AS plan,
                set_config('random_page_cost', '1.1', true) AS page, set_config('jit', 'off', true) AS jit"
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}

/// A query for positions: `$from`, what fits the search, `$order`. The search is $1 to $12, what else is given
/// follows. Where requests are looked at one by one, the places of a circle are `hashed`: the planner is not to
/// wonder about each of a thousand places. Where all are gathered it must.
macro_rules! find {
    (hashed, $conn:expr, $search:expr, $from:literal, $order:literal, $($more:expr),+) => {
        find!(@ $conn, $search, $from,
            "AND ($6::bigint[] IS NULL OR (from_spot IN (SELECT unnest($6))) IS TRUE)
             AND ($7::bigint[] IS NULL OR (to_spot IN (SELECT unnest($7))) IS TRUE) ",
            $order, $($more),+)
    };
    (planned, $conn:expr, $search:expr, $from:literal, $order:literal, $($more:expr),+) => {
        find!(@ $conn, $search, $from,
            "AND ($6::bigint[] IS NULL OR from_spot = ANY ($6)) AND ($7::bigint[] IS NULL OR to_spot = ANY ($7)) ",
            $order, $($more),+)
    };
    (@ $conn:expr, $search:expr, $from:literal, $places:literal, $order:literal, $($more:expr),+) => {{
        let search: &Search = $search;
        sqlx::query_as!(
            Position,
            $from
                + " account <> $1
           AND account <> ALL (ARRAY (SELECT blocked FROM block WHERE blocker = $1
                                      UNION ALL SELECT blocker FROM block WHERE blocked = $1))
           AND state_at > $2
           AND ($3::text IS NULL OR kind = $3)
           AND ($4::text IS NULL OR from_country IN ($4, '*'))
           AND ($5::text IS NULL OR to_country = $5)
           AND ($8::integer IS NULL OR soon BETWEEN $8 AND $9::integer)
           AND ($10::text IS NULL OR reward_currency = $10 AND reward_minor >= $11::bigint)
           AND ($12::text IS NULL OR words @@ $12::text::tsquery) "
                + $places
                + $order,
            search.viewer,
            search.now,
            search.kind,
            search.from.country,
            search.to.country,
            search.from.spots() as _,
            search.to.spots() as _,
            search.soon.map(|soon| soon.0),
            search.soon.map(|soon| soon.1),
            search.reward.map(|reward| reward.0),
            search.reward.map(|reward| reward.1),
            search.words,
            $($more),+
        )
        .fetch_all($conn)
        .await
    }};
}

/// What fits among the first so many requests on the market, in the order of the search.
pub(crate) async fn first(
    conn: &mut PgConnection,
    search: &Search,
    after: Option<&After>,
    look: i64,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    match search.sort {
        Order::Newest => newest(conn, search, after, look, limit).await,
        Order::Soonest => soonest(conn, search, after, look, limit).await,
        Order::NearestFrom | Order::NearestTo => nearest(conn, search, after, look, limit).await,
    }
}

async fn newest(
    conn: &mut PgConnection,
    search: &Search,
    after: Option<&After>,
    look: i64,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    let (_, at, id) = parts(after);
    find!(
        hashed,
        conn,
        search,
        r#"SELECT id, posted_at, 0::bigint AS "rank!"
           FROM (SELECT * FROM request
                 WHERE state IN ('open', 'answered')
                   AND ($13::timestamptz IS NULL OR (posted_at, id) < ($13, $14::uuid))
                 ORDER BY posted_at DESC, id DESC LIMIT $15) r
           WHERE"#,
        "ORDER BY posted_at DESC, id DESC LIMIT $16",
        at,
        id,
        look,
        limit
    )
}

async fn soonest(
    conn: &mut PgConnection,
    search: &Search,
    after: Option<&After>,
    look: i64,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    let (rank, at, id) = parts(after);
    find!(
        hashed,
        conn,
        search,
        r#"SELECT id, posted_at, soon::bigint AS "rank!"
           FROM (SELECT * FROM request
                 WHERE state IN ('open', 'answered')
                   AND ($8::integer IS NULL OR soon BETWEEN $8 AND $9::integer)
                   AND ($13::bigint IS NULL
                        OR (soon, posted_at, id) < ($13::bigint::integer, $14::timestamptz, $15::uuid))
                 ORDER BY soon DESC, posted_at DESC, id DESC LIMIT $16) r
           WHERE"#,
        "ORDER BY soon DESC, posted_at DESC, id DESC LIMIT $17",
        rank,
        at,
        id,
        look,
        limit
    )
}

/// The places are given from near to far, and a nested loop keeps their order.
async fn nearest(
    conn: &mut PgConnection,
    search: &Search,
    after: Option<&After>,
    look: i64,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    let (rank, at, id) = parts(after);
    find!(
        hashed,
        conn,
        search,
        r#"SELECT id, posted_at, -far AS "rank!"
           FROM (SELECT r.*, near.far
                 FROM unnest($13::bigint[], $14::bigint[]) AS near (spot, far)
                 CROSS JOIN LATERAL (
                     SELECT * FROM request
                     WHERE state IN ('open', 'answered')
                       AND CASE WHEN $15::boolean THEN from_spot ELSE to_spot END = near.spot
                       AND ($16::bigint IS NULL
                            OR (posted_at, id)
                               < (CASE WHEN -near.far < $16 THEN 'infinity' ELSE $17::timestamptz END, $18::uuid))
                     ORDER BY posted_at DESC, id DESC LIMIT $19) r
                 WHERE $16 IS NULL OR -near.far <= $16
                 LIMIT $19) r
           WHERE"#,
        "ORDER BY far, posted_at DESC, id DESC LIMIT $20",
        search.near().spots() as _,
        search.near().far() as _,
        search.sort == Order::NearestFrom,
        rank,
        at,
        id,
        look,
        limit
    )
}

/// All that fits, gathered before it is sorted.
pub(crate) async fn all(
    conn: &mut PgConnection,
    search: &Search,
    after: Option<&After>,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    let (rank, at, id) = parts(after);
    find!(
        planned,
        conn,
        search,
        r#"WITH fitting AS MATERIALIZED (
             SELECT id, posted_at, CASE WHEN $15::boolean THEN soon ELSE coalesce(-far, 0) END AS rank
             FROM request
             LEFT JOIN unnest($13::bigint[], $14::bigint[]) AS near (spot, far)
               ON near.spot = CASE WHEN $16::boolean THEN from_spot ELSE to_spot END
             WHERE state IN ('open', 'answered') AND"#,
        r#")
           SELECT id AS "id!", posted_at AS "posted_at!", rank AS "rank!" FROM fitting
           WHERE $17::bigint IS NULL OR (rank, posted_at, id) < ($17, $18::timestamptz, $19::uuid)
           ORDER BY rank DESC, posted_at DESC, id DESC LIMIT $20"#,
        search.near().spots() as _,
        search.near().far() as _,
        search.sort == Order::Soonest,
        search.sort == Order::NearestFrom,
        rank,
        at,
        id,
        limit
    )
}

fn parts(after: Option<&After>) -> (Option<i64>, Option<DateTime<Utc>>, Option<Uuid>) {
    (
        after.map(|after| after.rank),
        after.map(|after| after.position.posted_at),
        after.map(|after| after.position.id),
    )
}

impl Search {
    /// The places that requests rank by.
    fn near(&self) -> &Place {
        static NONE: Place = Place { country: None, near: None };
        match self.sort {
            Order::NearestFrom => &self.from,
            Order::NearestTo => &self.to,
            Order::Newest | Order::Soonest => &NONE,
        }
    }
}

impl Place {
    fn spots(&self) -> Option<Vec<i64>> {
        self.near.as_ref().map(|near| near.iter().map(|near| near.spot).collect())
    }

    fn far(&self) -> Option<Vec<i64>> {
        self.near.as_ref().map(|near| near.iter().map(|near| near.far).collect())
    }
}

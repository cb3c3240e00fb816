//! The plain way: a row an alert, a condition for each of its parts, each `IS NULL OR`. And how a few
//! alerts become many.

use std::collections::BTreeSet;

use marketplace_domain::id::{AccountId, RequestId};
use sqlx::{PgConnection, PgPool};

use crate::common::{Outcome, progress};

/// Copies everything so often in all, each time for other people, and makes the table of the plain way.
pub(crate) async fn multiply(pool: &PgPool, copies: usize) -> Outcome<()> {
    let copies = i32::try_from(copies)?;
    // The index is the product's own: taken away while rows are copied, and made as it was.
    let index: String =
        sqlx::query_scalar("SELECT indexdef FROM pg_indexes WHERE indexname = 'watch_key_look'")
            .fetch_one(pool)
            .await?;
    let copy = format!(
        "DROP INDEX watch_key_look;
         CREATE TABLE person AS SELECT id, row_number() OVER () - 1 AS n FROM account;
         CREATE UNIQUE INDEX person_n ON person (n);
         CREATE UNIQUE INDEX person_id ON person (id);
         CREATE TABLE twin AS
             SELECT a.id AS old, md5(a.id::text || c)::uuid AS new, other.id AS account
             FROM alert a CROSS JOIN generate_series(1, {copies} - 1) c JOIN person p ON p.id = a.account
             JOIN person other ON other.n = (p.n * 7919 + c * 104729) % (SELECT count(*) FROM person);
         INSERT INTO alert (id, account, content, made_at)
             SELECT t.new, t.account, a.content, a.made_at FROM twin t JOIN alert a ON a.id = t.old;
         INSERT INTO watch_key
             SELECT k.to_token, k.kind, k.word, k.from_token, t.new, t.account, k.trip, k.from_lat, k.from_lon,
                    k.from_km, k.to_lat, k.to_lon, k.to_km, k.due_first, k.due_last, k.due_days, k.undated,
                    k.reward_currency, k.reward_minor, k.room, k.words
             FROM twin t JOIN watch_key k ON k.watch = t.old;
         {index};
         DROP TABLE twin;
         CREATE TABLE plain AS
             SELECT a.account, f ->> 'kind' AS kind, f -> 'from' ->> 'country' AS from_country,
                    f -> 'to' ->> 'country' AS to_country, k.from_lat, k.from_lon, k.from_km, k.to_lat, k.to_lon,
                    k.to_km, k.words
             FROM alert a CROSS JOIN LATERAL (SELECT a.content -> 'filter' AS f) filter
             JOIN (SELECT DISTINCT ON (watch) * FROM watch_key) k ON k.watch = a.id;
         ANALYZE;"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(copy)).execute(pool).await?;
    progress("the alerts are copied");
    sqlx::raw_sql("VACUUM ANALYZE watch_key; ").execute(pool).await?;
    sqlx::raw_sql("VACUUM ANALYZE plain").execute(pool).await?;
    Ok(())
}

/// Everybody whom a request concerns, by the plain filter.
pub(crate) async fn find(
    conn: &mut PgConnection,
    request: RequestId,
    poster: AccountId,
) -> Outcome<BTreeSet<AccountId>> {
    let rows: Vec<(sqlx::types::Uuid,)> = sqlx::query_as(
        "SELECT DISTINCT p.account FROM plain p, request r
         WHERE r.id = $1 AND p.account <> $2
           AND (p.kind IS NULL OR p.kind = r.kind)
           AND (p.from_country IS NULL OR r.from_country IN (p.from_country, '*'))
           AND (p.to_country IS NULL OR r.to_country = p.to_country)
           AND (p.from_km IS NULL OR r.from_country = '*'
                OR distance_km(r.from_lat, r.from_lon, p.from_lat, p.from_lon) <= p.from_km)
           AND (p.to_km IS NULL OR distance_km(r.to_lat, r.to_lon, p.to_lat, p.to_lon) <= p.to_km)
           AND (p.words IS NULL OR r.words @@ p.words)",
    )
    .bind(request.uuid())
    .bind(poster.uuid())
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| AccountId::from_uuid(row.0)).collect())
}

//! Requests and their pictures.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A request's content, and what is derived from it to be looked for.
pub(crate) struct ContentColumns {
    pub(crate) content: Value,
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    pub(crate) from: Spot,
    pub(crate) to: Spot,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) words: Vec<String>,
}

/// Where something comes from or goes to, if it does.
#[derive(Default)]
pub(crate) struct Spot {
    pub(crate) country: Option<String>,
    pub(crate) lat: Option<f64>,
    pub(crate) lon: Option<f64>,
}

/// The country of what may come from anywhere.
pub(crate) const ANYWHERE: &str = "*";

/// A request as it comes to the market.
pub(crate) struct NewRow {
    pub(crate) id: Uuid,
    pub(crate) account: Uuid,
    pub(crate) columns: ContentColumns,
    pub(crate) state: &'static str,
    pub(crate) state_at: Option<DateTime<Utc>>,
    pub(crate) posted_at: DateTime<Utc>,
}

pub(crate) async fn insert(conn: &mut PgConnection, row: &NewRow) -> sqlx::Result<()> {
    let columns = &row.columns;
    sqlx::query!(
        "INSERT INTO request (id, account, content, kind, title, from_country, from_lat, from_lon,
                              to_country, to_lat, to_lon, due, words, state, state_at, posted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, array_to_tsvector($13::text[]), $14, $15, $16)",
        row.id,
        row.account,
        columns.content,
        columns.kind,
        columns.title,
        columns.from.country,
        columns.from.lat,
        columns.from.lon,
        columns.to.country,
        columns.to.lat,
        columns.to.lon,
        columns.due,
        &columns.words,
        row.state,
        row.state_at,
        row.posted_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn set_content(
    conn: &mut PgConnection,
    id: Uuid,
    columns: &ContentColumns,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE request
         SET content = $2, kind = $3, title = $4, from_country = $5, from_lat = $6, from_lon = $7,
             to_country = $8, to_lat = $9, to_lon = $10, due = $11, words = array_to_tsvector($12::text[])
         WHERE id = $1",
        id,
        columns.content,
        columns.kind,
        columns.title,
        columns.from.country,
        columns.from.lat,
        columns.from.lon,
        columns.to.country,
        columns.to.lat,
        columns.to.lon,
        columns.due,
        &columns.words,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn set_state(
    conn: &mut PgConnection,
    ids: &[Uuid],
    state: &str,
    state_at: Option<DateTime<Utc>>,
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "UPDATE request SET state = $2, state_at = $3 WHERE id = ANY ($1)",
        ids,
        state,
        state_at
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// A request, locked for the rest of the transaction.
pub(crate) struct LockedRow {
    pub(crate) account: Uuid,
    pub(crate) demo: bool,
    pub(crate) content: Value,
    pub(crate) state: String,
    pub(crate) state_at: Option<DateTime<Utc>>,
}

pub(crate) async fn lock(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<LockedRow>> {
    sqlx::query_as!(
        LockedRow,
        "SELECT r.account, a.demo, r.content, r.state, r.state_at
         FROM request r JOIN account a ON a.id = r.account
         WHERE r.id = $1 FOR NO KEY UPDATE OF r",
        id,
    )
    .fetch_optional(conn)
    .await
}

/// Who asks for what.
pub(crate) struct PostedRow {
    pub(crate) account: Uuid,
    pub(crate) content: Value,
}

/// A request that is on the market and has somebody behind it.
pub(crate) async fn on_market(
    conn: &mut PgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<PostedRow>> {
    sqlx::query_as!(
        PostedRow,
        "SELECT r.account, r.content FROM request r JOIN account a ON a.id = r.account
         WHERE r.id = $1 AND r.state IN ('open', 'answered') AND r.state_at > $2 AND NOT a.demo",
        id,
        now,
    )
    .fetch_optional(conn)
    .await
}

pub(crate) struct DueRow {
    pub(crate) id: Uuid,
    pub(crate) state: String,
    pub(crate) state_at: Option<DateTime<Utc>>,
}

/// Requests whose time on the market ran out, locked; those that somebody else holds are left out.
pub(crate) async fn lock_overdue(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<DueRow>> {
    sqlx::query_as!(
        DueRow,
        "SELECT id, state, state_at FROM request
         WHERE state IN ('open', 'answered') AND state_at <= $1
         ORDER BY state_at LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED",
        now,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// How many requests of an account are on the market.
pub(crate) async fn count_open(
    conn: &mut PgConnection,
    account: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM request
           WHERE account = $1 AND state IN ('open', 'answered') AND state_at > $2"#,
        account,
        now,
    )
    .fetch_one(conn)
    .await
}

/// A request as it is shown to somebody.
pub(crate) struct CardRow {
    pub(crate) id: Uuid,
    pub(crate) account: Uuid,
    pub(crate) demo: bool,
    pub(crate) content: Value,
    pub(crate) state: String,
    pub(crate) state_at: Option<DateTime<Utc>>,
    pub(crate) posted_at: DateTime<Utc>,
    pub(crate) answers: i64,
    pub(crate) offers: i64,
    pub(crate) conversation: Option<Uuid>,
    pub(crate) deal: Option<Uuid>,
    pub(crate) saved: bool,
}

/// The requests of these ids that there are, in their order, as the viewer sees them.
pub(crate) async fn cards(conn: &mut PgConnection, viewer: Uuid, ids: &[Uuid]) -> sqlx::Result<Vec<CardRow>> {
    sqlx::query_as!(
        CardRow,
        r#"SELECT r.id, r.account, a.demo, r.content, r.state, r.state_at, r.posted_at,
                  (SELECT count(*) FROM conversation c WHERE c.request = r.id) AS "answers!",
                  (SELECT count(*) FROM deal d WHERE d.request = r.id AND d.phase IN ('offered', 'countered'))
                      AS "offers!",
                  (SELECT d.id FROM deal d JOIN conversation c ON c.id = d.conversation
                   WHERE d.request = r.id AND d.current
                     AND (c.provider = $1
                          OR c.requester = $1 AND d.phase IN ('accepted', 'agreed', 'carried', 'handed_over')))
                      AS deal,
                  (SELECT c.id FROM conversation c WHERE c.request = r.id AND c.provider = $1) AS conversation,
                  EXISTS (SELECT FROM saved s WHERE s.request = r.id AND s.account = $1) AS "saved!"
           FROM unnest($2::uuid[]) WITH ORDINALITY AS k (id, position)
           JOIN request r ON r.id = k.id JOIN account a ON a.id = r.account
           ORDER BY k.position"#,
        viewer,
        ids,
    )
    .fetch_all(conn)
    .await
}

/// A place in a list that is sorted by rank, then newest first.
pub(crate) struct Position {
    pub(crate) id: Uuid,
    pub(crate) posted_at: DateTime<Utc>,
    pub(crate) rank: i64,
}

/// An account's requests behind a position, newest first; what was removed is gone for it too.
pub(crate) async fn of_account(
    conn: &mut PgConnection,
    account: Uuid,
    after: Option<&Position>,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    sqlx::query_as!(
        Position,
        r#"SELECT id, posted_at, 0::bigint AS "rank!" FROM request
           WHERE account = $1 AND state NOT IN ('draft', 'removed')
             AND ($2::timestamptz IS NULL OR (posted_at, id) < ($2, $3::uuid))
           ORDER BY posted_at DESC, id DESC LIMIT $4"#,
        account,
        after.map(|position| position.posted_at),
        after.map(|position| position.id),
        limit,
    )
    .fetch_all(conn)
    .await
}

/// Gives a request its pictures, as far as they are the account's. Returns how many they are.
pub(crate) async fn attach(
    conn: &mut PgConnection,
    request: Uuid,
    account: Uuid,
    photos: &[Uuid],
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "INSERT INTO request_photo (request, position, photo)
         SELECT $1, (k.position - 1)::smallint, p.id
         FROM unnest($3::uuid[]) WITH ORDINALITY AS k (id, position)
         JOIN file p ON p.id = k.id AND p.account = $2 AND p.kind = 'photo'",
        request,
        account,
        photos,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

pub(crate) async fn detach(conn: &mut PgConnection, request: Uuid) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM request_photo WHERE request = $1", request).execute(conn).await?;
    Ok(())
}

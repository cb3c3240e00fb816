//! Deals, from the first offer on.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Where a deal stands, as it is stored.
pub(crate) struct Columns<'a> {
    pub(crate) state: Value,
    pub(crate) phase: &'static str,
    pub(crate) due_at: Option<DateTime<Utc>>,
    pub(crate) terms: Value,
    pub(crate) note: Option<&'a [u8]>,
    pub(crate) now: DateTime<Utc>,
}

pub(crate) async fn insert(
    conn: &mut PgConnection,
    (id, request, conversation): (Uuid, Uuid, Uuid),
    row: &Columns<'_>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO deal
             (id, request, conversation, state, phase, due_at, terms, note, made_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        id,
        request,
        conversation,
        row.state,
        row.phase,
        row.due_at,
        row.terms,
        row.note,
        row.now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn set(conn: &mut PgConnection, id: Uuid, row: &Columns<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE deal SET state = $2, phase = $3, due_at = $4, terms = $5, note = $6, changed_at = $7
         WHERE id = $1",
        id,
        row.state,
        row.phase,
        row.due_at,
        row.terms,
        row.note,
        row.now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The request that a deal of an account is about.
pub(crate) async fn request_of(
    conn: &mut PgConnection,
    id: Uuid,
    account: Uuid,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        "SELECT d.request FROM deal d JOIN conversation c ON c.id = d.conversation
         WHERE d.id = $1 AND $2 IN (c.requester, c.provider)",
        id,
        account,
    )
    .fetch_optional(conn)
    .await
}

/// A deal with what is around it.
pub(crate) struct DealRow {
    pub(crate) id: Uuid,
    pub(crate) request: Uuid,
    pub(crate) conversation: Uuid,
    pub(crate) state: Value,
    pub(crate) terms: Value,
    pub(crate) note: Option<Vec<u8>>,
    pub(crate) changed_at: DateTime<Utc>,
    pub(crate) title: String,
    pub(crate) content: Value,
    pub(crate) kind: String,
    pub(crate) requester: Uuid,
    pub(crate) provider: Uuid,
    pub(crate) requester_alias: i16,
    pub(crate) provider_alias: i16,
    pub(crate) requester_since: DateTime<Utc>,
    pub(crate) provider_since: DateTime<Utc>,
    pub(crate) requester_deals: i64,
    pub(crate) provider_deals: i64,
    pub(crate) raters: Vec<Uuid>,
    pub(crate) codes: Option<Vec<u8>>,
    pub(crate) tries: Value,
    pub(crate) master: Option<String>,
    pub(crate) wrapped: Option<Vec<u8>>,
}

/// The deals of these ids that there are, in their order.
pub(crate) async fn load(conn: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<DealRow>> {
    sqlx::query_as!(
        DealRow,
        r#"SELECT d.id, d.request, d.conversation, d.state, d.terms, d.note, d.changed_at, r.title, r.content,
                  r.kind,
                  c.requester, c.provider, c.requester_alias, c.provider_alias,
                  asks.made_at AS requester_since, gives.made_at AS provider_since,
                  deals_done(c.requester) AS "requester_deals!", deals_done(c.provider) AS "provider_deals!",
                  ARRAY (SELECT g.rater FROM rating g WHERE g.deal = d.id) AS "raters!", d.codes, d.tries,
                  k.master AS "master?", k.wrapped AS "wrapped?"
           FROM unnest($1::uuid[]) WITH ORDINALITY AS i (id, position)
           JOIN deal d ON d.id = i.id
           JOIN request r ON r.id = d.request
           JOIN conversation c ON c.id = d.conversation
           JOIN account asks ON asks.id = c.requester
           JOIN account gives ON gives.id = c.provider
           LEFT JOIN data_key k ON k.id = d.conversation
           ORDER BY i.position"#,
        ids,
    )
    .fetch_all(conn)
    .await
}

pub(crate) async fn set_codes(conn: &mut PgConnection, id: Uuid, codes: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("UPDATE deal SET codes = $2 WHERE id = $1", id, codes).execute(conn).await?;
    Ok(())
}

pub(crate) async fn set_tries(conn: &mut PgConnection, id: Uuid, tries: &Value) -> sqlx::Result<()> {
    sqlx::query!("UPDATE deal SET tries = $2 WHERE id = $1", id, tries).execute(conn).await?;
    Ok(())
}

/// The other deals about a request that wait for an answer.
pub(crate) async fn others(conn: &mut PgConnection, request: Uuid, but: Uuid) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "SELECT id FROM deal WHERE request = $1 AND id <> $2 AND phase IN ('offered', 'countered')
         ORDER BY id FOR NO KEY UPDATE",
        request,
        but,
    )
    .fetch_all(conn)
    .await
}

/// Locks a deal for the rest of the transaction.
pub(crate) async fn lock(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    sqlx::query!("SELECT 1 AS one FROM deal WHERE id = $1 FOR NO KEY UPDATE", id)
        .fetch_optional(conn)
        .await?;
    Ok(())
}

/// A place in a list that is sorted newest first.
pub(crate) struct Position {
    pub(crate) id: Uuid,
    pub(crate) at: DateTime<Utc>,
}

/// An account's deals behind a position, what changed last first.
pub(crate) async fn of_account(
    conn: &mut PgConnection,
    account: Uuid,
    after: Option<&Position>,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    sqlx::query_as!(
        Position,
        "SELECT d.id, d.changed_at AS at FROM conversation c JOIN deal d ON d.conversation = c.id
         WHERE (c.requester = $1 OR c.provider = $1)
           AND ($2::timestamptz IS NULL OR (d.changed_at, d.id) < ($2, $3::uuid))
         ORDER BY d.changed_at DESC, d.id DESC LIMIT $4",
        account,
        after.map(|position| position.at),
        after.map(|position| position.id),
        limit,
    )
    .fetch_all(conn)
    .await
}

/// What waits for an answer about a request behind a position, what changed last first.
pub(crate) async fn of_request(
    conn: &mut PgConnection,
    request: Uuid,
    after: Option<&Position>,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<Position>> {
    sqlx::query_as!(
        Position,
        "SELECT id, changed_at AS at FROM deal
         WHERE request = $1 AND phase IN ('offered', 'countered') AND due_at > $4
           AND ($2::timestamptz IS NULL OR (changed_at, id) < ($2, $3::uuid))
         ORDER BY changed_at DESC, id DESC LIMIT $5",
        request,
        after.map(|position| position.at),
        after.map(|position| position.id),
        now,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// How many offers that an account made wait for an answer.
pub(crate) async fn count_open(
    conn: &mut PgConnection,
    provider: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM conversation c JOIN deal d ON d.conversation = c.id
           WHERE c.provider = $1 AND d.phase IN ('offered', 'countered') AND d.due_at > $2"#,
        provider,
        now,
    )
    .fetch_one(conn)
    .await
}

/// How many deals an account completed.
pub(crate) async fn done(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"SELECT deals_done($1) AS "done!""#, account).fetch_one(conn).await
}

/// What the two of a conversation are agreeing on.
pub(crate) async fn current(conn: &mut PgConnection, conversation: Uuid) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!("SELECT id FROM deal WHERE conversation = $1 AND current", conversation,)
        .fetch_optional(conn)
        .await
}

pub(crate) struct DueRow {
    pub(crate) id: Uuid,
    pub(crate) request: Uuid,
}

/// Deals with which the clock has something to do, the most overdue first.
pub(crate) async fn due(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<DueRow>> {
    sqlx::query_as!(
        DueRow,
        "SELECT id, request FROM deal WHERE due_at <= $1 ORDER BY due_at LIMIT $2",
        now,
        limit,
    )
    .fetch_all(conn)
    .await
}

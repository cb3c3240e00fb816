//! What is still to be held against alerts and trips, and who is to be told of what.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Notes that a request or a trip is to be matched, from the beginning.
pub(crate) async fn enqueue(
    conn: &mut PgConnection,
    subject: Uuid,
    kind: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO to_match (subject, kind, at) VALUES ($1, $2, $3)
         ON CONFLICT (subject) DO UPDATE SET cursor = NULL",
        subject,
        kind,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What is to be matched, and how far it is.
pub(crate) struct ToMatchRow {
    pub(crate) subject: Uuid,
    pub(crate) kind: String,
    pub(crate) cursor: Option<Uuid>,
}

/// What waits longest, locked; what somebody else works at is passed over.
pub(crate) async fn claim(conn: &mut PgConnection) -> sqlx::Result<Option<ToMatchRow>> {
    sqlx::query_as!(
        ToMatchRow,
        "SELECT subject, kind, cursor FROM to_match ORDER BY at LIMIT 1 FOR UPDATE SKIP LOCKED",
    )
    .fetch_optional(conn)
    .await
}

/// Everybody up to this account was looked at.
pub(crate) async fn advance(conn: &mut PgConnection, subject: Uuid, cursor: Uuid) -> sqlx::Result<()> {
    sqlx::query!("UPDATE to_match SET cursor = $2 WHERE subject = $1", subject, cursor).execute(conn).await?;
    Ok(())
}

/// Everybody was looked at.
pub(crate) async fn finish(conn: &mut PgConnection, subject: Uuid) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM to_match WHERE subject = $1", subject).execute(conn).await?;
    Ok(())
}

/// Somebody who is to be told of something.
pub(crate) struct NewPush {
    pub(crate) kind: &'static str,
    pub(crate) subject: Uuid,
    pub(crate) reason: Uuid,
    pub(crate) account: Uuid,
    pub(crate) due_at: DateTime<Utc>,
}

/// Stores whom to tell. Who was told, or is about to be, is not told again; what was dropped before
/// anybody was told waits anew.
pub(crate) async fn insert(conn: &mut PgConnection, pushes: &[NewPush]) -> sqlx::Result<u64> {
    let kinds: Vec<&str> = pushes.iter().map(|push| push.kind).collect();
    let column = |of: fn(&NewPush) -> Uuid| -> Vec<Uuid> { pushes.iter().map(of).collect() };
    let due: Vec<DateTime<Utc>> = pushes.iter().map(|push| push.due_at).collect();
    let done = sqlx::query!(
        "INSERT INTO push (kind, subject, reason, account, due_at)
         SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[])
         ON CONFLICT ON CONSTRAINT push_once DO UPDATE
         SET kind = excluded.kind, reason = excluded.reason,
             due_at = excluded.due_at, state = 'waiting', settled_at = NULL
         WHERE push.state = 'dropped'",
        &kinds as &[&str],
        &column(|push| push.subject),
        &column(|push| push.reason),
        &column(|push| push.account),
        &due,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Drops what nobody was told yet of these.
pub(crate) async fn drop_waiting(
    conn: &mut PgConnection,
    subjects: &[Uuid],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE push SET state = 'dropped', settled_at = $2, owner = NULL
         WHERE subject = ANY ($1) AND state IN ('waiting', 'held')",
        subjects,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What somebody is to be told, as far as it is still there: a request that is on the market, an alert that
/// is on, a trip that is ahead (or, where that is the news, over).
pub(crate) struct ToldRow {
    pub(crate) id: i64,
    pub(crate) kind: String,
    pub(crate) request: Option<Uuid>,
    pub(crate) alert: Option<Uuid>,
    pub(crate) alert_content: Option<Value>,
    pub(crate) trip: Option<Uuid>,
    pub(crate) trip_content: Option<Value>,
    pub(crate) muted_words: Option<String>,
}

/// What an account is to be told by these, in their order: not what a block or a mute stands between.
pub(crate) async fn told(
    conn: &mut PgConnection,
    account: Uuid,
    ids: &[i64],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<ToldRow>> {
    sqlx::query_as!(
        ToldRow,
        r#"SELECT p.id, p.kind, r.id AS "request?", w.id AS "alert?", w.content AS "alert_content?", t.id AS "trip?",
                  t.content AS "trip_content?", c.muted_words AS "muted_words?"
           FROM push p
           LEFT JOIN request r ON r.id = CASE WHEN p.kind = 'traveller' THEN p.reason ELSE p.subject END
                              AND p.kind <> 'over' AND r.state IN ('open', 'answered') AND r.state_at > $3
           LEFT JOIN alert w ON p.kind = 'alert' AND w.id = p.reason AND NOT w.paused AND w.deleted_at IS NULL
           LEFT JOIN trip t ON t.id = CASE WHEN p.kind = 'trip' THEN p.reason ELSE p.subject END
                           AND p.kind <> 'alert' AND t.state = CASE WHEN p.kind = 'over' THEN 'over' ELSE 'planned' END
           LEFT JOIN alert_choice c ON c.account = p.account
           CROSS JOIN LATERAL (
               SELECT CASE WHEN p.kind = 'traveller' THEN t.account ELSE r.account END AS account
           ) other
           WHERE p.id = ANY ($2) AND p.account = $1
             AND NOT EXISTS (SELECT 1 FROM block b WHERE (b.blocker = $1 AND b.blocked = other.account)
                                                      OR (b.blocker = other.account AND b.blocked = $1))
             AND NOT EXISTS (SELECT 1 FROM mute m WHERE m.account = $1 AND m.muted = other.account)
           ORDER BY p.id"#,
        account,
        ids,
        now,
    )
    .fetch_all(conn)
    .await
}

/// How many wait, were told and were not, for an operator.
pub(crate) struct CountRow {
    pub(crate) state: String,
    pub(crate) count: i64,
}

/// How many requests and trips are still to be matched, under `to-match`, and how many people are in each
/// state of being told.
pub(crate) async fn count(conn: &mut PgConnection) -> sqlx::Result<Vec<CountRow>> {
    sqlx::query_as!(
        CountRow,
        r#"SELECT 'to-match' AS "state!", count(*) AS "count!" FROM to_match
           UNION ALL SELECT state, count(*) FROM push GROUP BY state ORDER BY 1"#,
    )
    .fetch_all(conn)
    .await
}

/// Forgets what ended before then.
pub(crate) async fn forget(conn: &mut PgConnection, before: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM push WHERE settled_at < $1", before).execute(conn).await?;
    Ok(())
}

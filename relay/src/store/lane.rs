//! Lanes: who works at one, and when it has work again.

use std::collections::{HashMap, HashSet};

use adapter::Address;
use chrono::{DateTime, TimeDelta, Utc};
use marketplace_domain::account::Language;
use sqlx::PgConnection;

/// How long a worker may hold a lane before another may take it.
pub(crate) const LEASE: TimeDelta = TimeDelta::seconds(60);

/// A lane that is ours until the lease ends or somebody with a higher fence took it.
pub(crate) struct Lease {
    /// The lane.
    pub lane: i64,
    /// Our number: what we write counts only while it is the lane's.
    pub fence: i64,
    /// Where it leads.
    pub to: Address,
    /// The language of the person there.
    pub language: Language,
    /// Whether they shut us out.
    pub left: bool,
    /// Whether the platform takes nothing for them before they write.
    pub closed: bool,
    /// Of the endpoint: it grows whenever they write.
    pub version: i64,
}

/// A lane under the number of its lease: what is written counts only while the lane has that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Fenced {
    /// The lane.
    pub lane: i64,
    /// The number.
    pub fence: i64,
}

impl Lease {
    pub(crate) fn fenced(&self) -> Fenced {
        Fenced { lane: self.lane, fence: self.fence }
    }
}

/// Lanes and fences, as lists of one length.
pub(super) fn split(lanes: impl Iterator<Item = Fenced>) -> (Vec<i64>, Vec<i64>) {
    lanes.map(|lane| (lane.lane, lane.fence)).unzip()
}

/// Takes these lanes, each for the process of that number; those that somebody holds are left out. The
/// rung mark goes before any work is read, so that work that comes later rings again. Lanes are
/// locked in one order everywhere, so that nobody waits in a circle.
pub(crate) async fn lease(
    conn: &mut PgConnection,
    wanted: &[(i64, i64)],
    now: DateTime<Utc>,
) -> sqlx::Result<HashMap<i64, Lease>> {
    let (lanes, holders): (Vec<i64>, Vec<i64>) = wanted.iter().copied().unzip();
    let rows = sqlx::query!(
        r#"WITH free AS MATERIALIZED (
               SELECT endpoint FROM lane
               WHERE endpoint = ANY ($1) AND NOT quarantined AND (leased_until IS NULL OR leased_until <= $3)
               ORDER BY endpoint FOR NO KEY UPDATE
           )
           UPDATE lane l SET leased_until = $4, holder = k.holder, fence = l.fence + 1, rung_at = NULL
           FROM unnest($1::bigint[], $2::bigint[]) AS k (endpoint, holder)
           JOIN free USING (endpoint) JOIN endpoint e ON e.id = free.endpoint JOIN account a ON a.id = e.account
           WHERE l.endpoint = free.endpoint
           RETURNING l.endpoint AS lane, l.fence, e.platform, e.bot, e.chat, e.left_at IS NOT NULL AS "left!", e.version,
                     EXISTS (SELECT 1 FROM closed_window w WHERE w.endpoint = e.id) AS "closed!",
                     coalesce(a.language, e.hint) AS language"#,
        &lanes,
        &holders,
        now,
        now + LEASE,
    )
    .fetch_all(conn)
    .await?;
    let leases = rows.into_iter().filter_map(|row| {
        let lease = Lease {
            lane: row.lane,
            fence: row.fence,
            to: Address { platform: row.platform.parse().ok()?, bot: row.bot, chat: row.chat },
            language: row.language.as_deref().and_then(Language::from_tag).unwrap_or(Language::En),
            left: row.left,
            closed: row.closed,
            version: row.version,
        };
        Some((row.lane, lease))
    });
    Ok(leases.collect())
}

/// Locks lanes. Returns those that are still ours.
pub(crate) async fn lock(conn: &mut PgConnection, lanes: &[Fenced]) -> sqlx::Result<HashSet<Fenced>> {
    let (lanes, _) = split(lanes.iter().copied());
    let rows = sqlx::query!(
        "SELECT endpoint, fence FROM lane WHERE endpoint = ANY ($1) ORDER BY endpoint FOR NO KEY UPDATE",
        &lanes,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| Fenced { lane: row.endpoint, fence: row.fence }).collect())
}

/// Gives lanes back that are locked; nothing goes to a chat before that moment. Returns when each has
/// work again: now, later or not at all.
pub(crate) async fn release(
    conn: &mut PgConnection,
    back: &[(Fenced, DateTime<Utc>)],
) -> sqlx::Result<HashMap<i64, Option<DateTime<Utc>>>> {
    let (lanes, fences) = split(back.iter().map(|back| back.0));
    let not_before: Vec<DateTime<Utc>> = back.iter().map(|back| back.1).collect();
    let rows = sqlx::query!(
        "UPDATE lane l SET leased_until = NULL, rung_at = NULL,
             -- Where it could not be written down how a try ended, it may have been shown.
             speaking = CASE WHEN EXISTS (
                 SELECT 1 FROM delivery d WHERE d.endpoint = k.endpoint AND d.state = 'sending'
             ) THEN l.speaking END,
             due_at = (
                 SELECT greatest(min(h.due_at), k.not_before) FROM lane_heads(k.endpoint) h HAVING count(*) > 0
             )
         FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) AS k (endpoint, fence, not_before)
         WHERE l.endpoint = k.endpoint AND l.fence = k.fence
         RETURNING l.endpoint, l.due_at",
        &lanes,
        &fences,
        &not_before,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.endpoint, row.due_at)).collect())
}

/// Lanes of these bots with work that nobody works at, although it is due since `late`. They count
/// as rung now.
pub(crate) async fn overdue(
    conn: &mut PgConnection,
    bots: &(Vec<String>, Vec<String>),
    late: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "UPDATE lane SET rung_at = $2 WHERE endpoint = ANY (ARRAY (
             SELECT l.endpoint FROM lane l JOIN endpoint e ON e.id = l.endpoint
             JOIN unnest($3::text[], $4::text[]) AS k (platform, bot) USING (platform, bot)
             WHERE l.due_at <= $1 AND NOT l.quarantined
               AND (l.leased_until IS NULL OR l.leased_until <= $2) AND (l.rung_at IS NULL OR l.rung_at <= $1)
             ORDER BY l.due_at LIMIT 1000 FOR UPDATE OF l SKIP LOCKED
         )) RETURNING endpoint",
        late,
        now,
        &bots.0,
        &bots.1,
    )
    .fetch_all(conn)
    .await
}

/// Frees the lanes of processes that ended while they worked at them, so that nobody waits for the
/// end of their leases. Returns them; they count as rung now.
pub(crate) async fn free(conn: &mut PgConnection, me: i64, now: DateTime<Utc>) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "WITH dead AS MATERIALIZED (
             SELECT h.holder FROM (
                 SELECT DISTINCT holder FROM lane WHERE leased_until IS NOT NULL AND holder <> $1
             ) h WHERE pg_try_advisory_xact_lock(h.holder)
         )
         UPDATE lane SET leased_until = NULL, rung_at = $2 FROM dead
         WHERE lane.holder = dead.holder AND lane.leased_until IS NOT NULL
         RETURNING lane.endpoint",
        me,
        now,
    )
    .fetch_all(conn)
    .await
}

/// The person is gone from an endpoint until they write again, unless they wrote since it had that version.
pub(crate) async fn gone(
    conn: &mut PgConnection,
    (endpoint, version): (i64, i64),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE endpoint SET left_at = $2 WHERE id = $1 AND version = $3 AND left_at IS NULL",
        endpoint,
        now,
        version,
    )
    .execute(conn)
    .await?;
    Ok(())
}

//! Lanes: who works at one, and what became of what it holds.

use adapter::{Address, NativeId};
use chrono::{DateTime, TimeDelta, Utc};
use marketplace_domain::account::Language;
use sqlx::PgConnection;

use super::due::Due;

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

/// How the beginning of a try went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begun {
    /// It is counted: make it.
    Ours,
    /// It was taken back meanwhile: nothing is to be sent.
    Withdrawn,
    /// The lane is not ours any more.
    Lost,
}

/// How a try ended.
pub(crate) enum Settled {
    /// Shown, as these messages.
    Sent(Vec<NativeId>),
    /// To be tried again.
    Retry {
        /// When.
        at: DateTime<Utc>,
        /// Whether nobody knows if this try arrived.
        ambiguous: bool,
        /// Whether the platform refused it unseen: then the try does not count.
        uncounted: bool,
    },
    /// Not shown; it waits until its reader writes, or until then. The try does not count.
    Held {
        /// When it is given up.
        until: DateTime<Utc>,
    },
    /// Over, in this state: `ambiguous`, `cancelled` or `dead`.
    Over(&'static str),
    /// Over, because the person is gone.
    Gone,
}

/// Takes a lane, if nobody holds it. The rung mark goes before any work is read, so that work
/// that comes later rings again.
pub(crate) async fn lease(
    conn: &mut PgConnection,
    lane: i64,
    holder: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Lease>> {
    let row = sqlx::query!(
        r#"UPDATE lane l SET leased_until = $3, holder = $4, fence = l.fence + 1, rung_at = NULL
           FROM endpoint e, account a
           WHERE l.endpoint = $1 AND e.id = l.endpoint AND a.id = e.account AND NOT l.quarantined
             AND (l.leased_until IS NULL OR l.leased_until <= $2)
           RETURNING l.fence, e.platform, e.bot, e.chat, e.left_at IS NOT NULL AS "left!", e.version,
                     EXISTS (SELECT 1 FROM closed_window w WHERE w.endpoint = e.id) AS "closed!",
                     coalesce(a.language, e.hint) AS language"#,
        lane,
        now,
        now + LEASE,
        holder,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|row| {
        Some(Lease {
            lane,
            fence: row.fence,
            to: Address { platform: row.platform.parse().ok()?, bot: row.bot, chat: row.chat },
            language: row.language.as_deref().and_then(Language::from_tag).unwrap_or(Language::En),
            left: row.left,
            closed: row.closed,
            version: row.version,
        })
    }))
}

/// Counts a try before it is made. From now on what is said may stand in the chat.
pub(crate) async fn begin_try(
    conn: &mut PgConnection,
    lease: &Lease,
    due: &Due,
    now: DateTime<Utc>,
) -> sqlx::Result<Begun> {
    let row = sqlx::query!(
        r#"WITH mine AS (
               UPDATE lane SET leased_until = $4, turn = $5, speaking = $5
               WHERE endpoint = $1 AND fence = $2 RETURNING endpoint
           ), begun AS (
               UPDATE delivery d SET state = 'sending', attempts = attempts + 1
               FROM mine
               WHERE d.id = $3 AND d.endpoint = mine.endpoint AND d.state IN ('pending', 'retry')
               RETURNING d.id
           )
           SELECT EXISTS (SELECT 1 FROM mine) AS "mine!", EXISTS (SELECT 1 FROM begun) AS "begun!""#,
        lease.lane,
        lease.fence,
        due.id,
        now + LEASE,
        due.conversation.uuid(),
    )
    .fetch_one(conn)
    .await?;
    Ok(match (row.mine, row.begun) {
        (true, true) => Begun::Ours,
        (true, false) => Begun::Withdrawn,
        (false, _) => Begun::Lost,
    })
}

/// Writes down how a try ended, and what the chat was shown by it. What was taken back meanwhile is
/// not tried again. False where the lane is not ours any more.
pub(crate) async fn settle(
    conn: &mut PgConnection,
    lease: &Lease,
    due: &Due,
    settled: &Settled,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let (state, at, ambiguous, uncounted) = match settled {
        Settled::Sent(_) => ("sent", now, false, false),
        Settled::Retry { at, ambiguous, uncounted } => ("retry", *at, *ambiguous, *uncounted),
        // Where it is known that the chat is closed, no try was begun.
        Settled::Held { until } => ("held_window", *until, false, !lease.closed),
        Settled::Over(state) => (*state, now, false, false),
        Settled::Gone => ("cancelled", now, false, false),
    };
    // Where nobody knows, it counts as shown: who writes there is asked once too often at worst.
    let shown = matches!(settled, Settled::Sent(_) | Settled::Over("ambiguous")) || ambiguous;
    let natives: Vec<String> = match settled {
        Settled::Sent(ids) => ids.iter().map(|id| id.0.clone()).collect(),
        _ => Vec::new(),
    };
    let row = sqlx::query!(
        "WITH mine AS (
             UPDATE lane
             SET speaking = NULL,
                 heard = heard + CASE WHEN $10 THEN 1 ELSE 0 END,
                 heard_other = CASE WHEN $10 AND heard_last IS DISTINCT FROM $8 THEN heard
                               ELSE heard_other END,
                 heard_last = CASE WHEN $10 THEN $8 ELSE heard_last END,
                 heard_at = CASE WHEN $10 THEN $11 ELSE heard_at END
             WHERE endpoint = $1 AND fence = $2 RETURNING endpoint
         ), links AS (
             INSERT INTO link (endpoint, native, conversation, delivery)
             SELECT mine.endpoint, n.native, $8, $3 FROM mine, unnest($7::text[]) AS n (native)
             ON CONFLICT DO NOTHING
         )
         UPDATE delivery d
         SET state = CASE WHEN $4 IN ('retry', 'held_window') AND d.withdrawn THEN 'cancelled' ELSE $4 END,
             due_at = $5::timestamptz, repeats = repeats + $6::int::smallint,
             attempts = greatest(0, attempts - $9::int::smallint),
             settled_at = CASE WHEN $4 NOT IN ('retry', 'held_window') OR d.withdrawn THEN $11::timestamptz END
         FROM mine WHERE d.id = $3",
        lease.lane,
        lease.fence,
        due.id,
        state,
        at,
        i32::from(ambiguous),
        &natives,
        due.conversation.uuid(),
        i32::from(uncounted),
        shown,
        now,
    )
    .execute(conn)
    .await?;
    Ok(row.rows_affected() == 1)
}

/// Gives a lane back. Returns when it has work again: now, later or not at all.
pub(crate) async fn release(
    conn: &mut PgConnection,
    lease: &Lease,
    not_before: DateTime<Utc>,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query!("SELECT 1 AS one FROM lane WHERE endpoint = $1 FOR UPDATE", lease.lane)
        .fetch_optional(&mut *conn)
        .await?;
    sqlx::query_scalar!(
        r#"UPDATE lane SET leased_until = NULL, rung_at = NULL,
               -- Where it could not be written down how a try ended, it may have been shown.
               speaking = CASE WHEN EXISTS (
                   SELECT 1 FROM delivery d WHERE d.endpoint = $1 AND d.state = 'sending'
               ) THEN speaking END,
               due_at = (
               SELECT greatest(min(h.due_at), $3) FROM lane_heads($1) h HAVING count(*) > 0
           )
           WHERE endpoint = $1 AND fence = $2
           RETURNING due_at"#,
        lease.lane,
        lease.fence,
        not_before,
    )
    .fetch_optional(conn)
    .await
    .map(Option::flatten)
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

/// The person is gone from that endpoint until they write again.
pub(crate) async fn gone(conn: &mut PgConnection, lane: i64, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("UPDATE endpoint SET left_at = $2 WHERE id = $1 AND left_at IS NULL", lane, now)
        .execute(conn)
        .await?;
    Ok(())
}

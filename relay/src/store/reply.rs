//! Replies that are owed: from the transaction of their step until they were sent.

use adapter::Address;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    cards::Shown,
    reply::{Job, Reply},
};

/// A reply that is to be written down.
pub(crate) struct Owed {
    /// The endpoint's id.
    pub endpoint: i64,
    /// What to do in the chat, as JSON.
    pub body: String,
}

/// Sent replies, and what else is known of chats, that the database does not know yet.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// Replies that were sent.
    pub sent: Vec<i64>,
    /// Endpoints whose people had shut us out at that moment.
    pub gone: Vec<(i64, DateTime<Utc>)>,
    /// Cards of endpoints.
    pub cards: Vec<(i64, Shown)>,
}

/// Owed replies, a list for each column.
pub(super) fn columns(owed: &[Owed]) -> (Vec<i64>, Vec<&str>) {
    owed.iter().map(|owed| (owed.endpoint, owed.body.as_str())).unzip()
}

/// Stores replies for the process of this number to send. Returns their ids, in their order.
pub(crate) async fn owe(conn: &mut PgConnection, owner: i64, owed: &[Owed]) -> sqlx::Result<Vec<i64>> {
    let (endpoints, bodies) = columns(owed);
    let mut ids = sqlx::query_scalar!(
        "INSERT INTO reply (endpoint, owner, body)
         SELECT k.endpoint, $1, k.body
         FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS k (endpoint, body, place)
         ORDER BY k.place
         RETURNING id",
        owner,
        &endpoints,
        &bodies as &[&str],
    )
    .fetch_all(conn)
    .await?;
    ids.sort_unstable();
    Ok(ids)
}

/// Drops replies that were sent, and stores cards and who is gone: not those who wrote since. A process that remembers such an
/// endpoint need not forget it: no step reads these.
pub(crate) async fn write_down(conn: &mut PgConnection, written: &Written) -> sqlx::Result<()> {
    let ids: Vec<i64> = written.cards.iter().map(|(endpoint, _)| *endpoint).collect();
    let lives: Vec<Option<&str>> = written.cards.iter().map(|(_, shown)| shown.live()).collect();
    let formers: Vec<Option<String>> = written.cards.iter().map(|(_, shown)| shown.former()).collect();
    let (gone, since): (Vec<i64>, Vec<DateTime<Utc>>) = written.gone.iter().copied().unzip();
    sqlx::query!(
        "WITH locked AS (
             SELECT id FROM endpoint WHERE id = ANY ($2::bigint[] || $5::bigint[]) ORDER BY id FOR NO KEY UPDATE
         ), changed AS (
             UPDATE endpoint e
             SET live = CASE WHEN k.id IS NULL THEN e.live ELSE k.live END,
                 former = CASE WHEN k.id IS NULL THEN e.former ELSE k.former END,
                 left_at = CASE WHEN g.since >= e.seen_at THEN coalesce(e.left_at, g.since) ELSE e.left_at END
             FROM locked
             LEFT JOIN unnest($5::bigint[], $6::timestamptz[]) AS g (id, since) ON g.id = locked.id
             LEFT JOIN unnest($2::bigint[], $3::text[], $4::text[]) AS k (id, live, former) ON k.id = locked.id
             WHERE e.id = locked.id
         )
         DELETE FROM reply WHERE id = ANY ($1)",
        &written.sent,
        &ids,
        &lives as &[Option<&str>],
        &formers as &[Option<String>],
        &gone,
        &since,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Holds the lock that says that the process of this number lives, for as long as the connection.
/// False where another connection holds it.
pub(crate) async fn live_as(conn: &mut PgConnection, owner: i64) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"SELECT pg_try_advisory_lock($1) AS "held!""#, owner).fetch_one(conn).await
}

/// A reply that was found, perhaps undone.
pub(crate) struct Found {
    /// What to send.
    pub job: Job,
    /// The cards of its chat.
    pub shown: Shown,
    /// Whether it was this process's before.
    pub mine: bool,
}

/// Whether a process ended before it sent all of its replies on these platforms.
pub(crate) async fn has_dead_owners(
    conn: &mut PgConnection,
    me: i64,
    bots: &(Vec<String>, Vec<String>),
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"WITH others AS MATERIALIZED (
               SELECT DISTINCT r.owner FROM reply r JOIN endpoint e ON e.id = r.endpoint
               JOIN unnest($2::text[], $3::text[]) AS k (platform, bot) USING (platform, bot)
               WHERE r.owner <> $1
           )
           SELECT EXISTS (SELECT 1 FROM others WHERE pg_try_advisory_xact_lock(owner)) AS "dead!""#,
        me,
        &bots.0,
        &bots.1,
    )
    .fetch_one(conn)
    .await
}

/// Takes over replies of processes that ended before they sent them, on these platforms. Locks those
/// of this process as well and returns them, too: a commit whose end nobody learned leaves replies
/// that nobody sends.
pub(crate) async fn take_over(
    conn: &mut PgConnection,
    me: i64,
    bots: &(Vec<String>, Vec<String>),
) -> sqlx::Result<Vec<Found>> {
    let rows = sqlx::query!(
        r#"WITH idle AS MATERIALIZED (
               SELECT o.owner FROM (SELECT DISTINCT owner FROM reply) o
               WHERE o.owner = $1 OR pg_try_advisory_xact_lock(o.owner)
           ), adopted AS (
               UPDATE reply r SET owner = $1
               FROM idle, endpoint e, unnest($2::text[], $3::text[]) AS k (platform, bot)
               WHERE r.owner = idle.owner AND e.id = r.endpoint AND e.platform = k.platform AND e.bot = k.bot
               RETURNING r.id, r.endpoint, r.body, idle.owner = $1 AS mine
           )
           SELECT a.id, a.body, a.mine AS "mine!", e.id AS endpoint, e.platform, e.bot, e.chat, e.live, e.former
           FROM adopted a JOIN endpoint e ON e.id = a.endpoint ORDER BY a.id"#,
        me,
        &bots.0,
        &bots.1,
    )
    .fetch_all(conn)
    .await?;
    let jobs = rows.into_iter().filter_map(|row| {
        let replies: Vec<Reply> = serde_json::from_str(&row.body).ok()?;
        let to = Address { platform: row.platform.parse().ok()?, bot: row.bot, chat: row.chat };
        let job = Job { id: row.id, endpoint: row.endpoint, to, replies };
        Some(Found { job, shown: Shown::read(row.live, row.former.as_deref()), mine: row.mine })
    });
    Ok(jobs.collect())
}

//! Who is to be told of something, and what became of it.

use adapter::Address;
use chrono::{DateTime, TimeDelta, Utc};
use marketplace_domain::{
    account::{Language, Platform},
    id::AccountId,
};
use sqlx::PgConnection;

/// How long something waits for its reader to write, where a platform takes nothing before.
const PATIENCE: TimeDelta = TimeDelta::days(7);

/// What one person is to be told now, in one message.
pub(crate) struct Claimed {
    /// Who.
    pub account: AccountId,
    /// Where they were last.
    pub endpoint: i64,
    /// Of the endpoint: it grows whenever they write.
    pub version: i64,
    /// Where that is.
    pub to: Address,
    /// Their language.
    pub language: Language,
    /// What, the oldest first.
    pub pushes: Vec<i64>,
    /// Tries so far.
    pub attempts: i16,
}

/// Takes what is due for the people whose turn it is, at most so many, who were last at this bot: for the
/// process of that number, and none of whom some process tells something right now.
pub(crate) async fn claim(
    conn: &mut PgConnection,
    (platform, bot): (Platform, &str),
    owner: i64,
    limit: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Claimed>> {
    let rows = sqlx::query!(
        r#"WITH head AS MATERIALIZED (
               SELECT p.account, p.key, e.id AS endpoint, e.version, e.chat, coalesce(a.language, e.hint) AS language
               FROM push p JOIN account a ON a.id = p.account
               CROSS JOIN LATERAL (
                   SELECT id, version, platform, bot, chat, hint FROM endpoint
                   WHERE account = p.account AND left_at IS NULL ORDER BY seen_at DESC LIMIT 1
               ) e
               WHERE p.state = 'waiting' AND p.owner IS NULL AND p.due_at <= $4
                 AND e.platform = $1 AND e.bot = $2
                 AND NOT EXISTS (SELECT 1 FROM push q WHERE q.account = p.account AND q.owner IS NOT NULL)
               ORDER BY p.due_at, p.id LIMIT $5 FOR UPDATE OF p SKIP LOCKED
           ), person AS (
               -- What may have been told already goes alone, under its key.
               SELECT DISTINCT ON (account) * FROM head ORDER BY account, key
           ), mine AS (
               UPDATE push p SET owner = $3, endpoint = person.endpoint
               FROM person
               WHERE p.account = person.account AND p.state = 'waiting' AND p.owner IS NULL AND p.due_at <= $4
                 AND p.key IS NOT DISTINCT FROM person.key
               RETURNING p.id, p.account, p.attempts, p.due_at
           )
           SELECT mine.id, mine.account, mine.attempts, person.endpoint AS "endpoint!", person.version AS "version!",
                  person.chat AS "chat!", person.language
           FROM mine JOIN person USING (account)
           ORDER BY min(mine.due_at) OVER (PARTITION BY mine.account), mine.account, mine.id"#,
        platform.name(),
        bot,
        owner,
        now,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let mut claimed: Vec<Claimed> = Vec::new();
    for row in rows {
        let account = AccountId::from_uuid(row.account);
        match claimed.last_mut().filter(|last| last.account == account) {
            Some(last) => {
                last.pushes.push(row.id);
                last.attempts = last.attempts.max(row.attempts);
            }
            None => claimed.push(Claimed {
                account,
                endpoint: row.endpoint,
                version: row.version,
                to: Address { platform, bot: bot.to_owned(), chat: row.chat },
                language: row.language.as_deref().and_then(Language::from_tag).unwrap_or(Language::En),
                pushes: vec![row.id],
                attempts: row.attempts,
            }),
        }
    }
    Ok(claimed)
}

/// Counts a try before it is made: of these, under one key, the same for every try. Those in `over` are dropped. Returns
/// those that are still ours and the key; what was dropped meanwhile is not.
pub(crate) async fn begin(
    conn: &mut PgConnection,
    owner: i64,
    (pushes, over): (&[i64], &[i64]),
    key: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<(Vec<i64>, String)> {
    let rows = sqlx::query!(
        r#"WITH dropped AS (
               UPDATE push SET state = 'dropped', settled_at = $5, owner = NULL
               WHERE id = ANY ($3) AND owner = $1 AND state = 'waiting'
           ), kept AS (
               SELECT coalesce(min(key), $4) AS key FROM push WHERE id = ANY ($2)
           )
           UPDATE push SET state = 'sending', attempts = attempts + 1, key = kept.key
           FROM kept WHERE id = ANY ($2) AND owner = $1 AND state = 'waiting'
           RETURNING id, kept.key AS "key!""#,
        owner,
        pushes,
        over,
        key,
        now,
    )
    .fetch_all(conn)
    .await?;
    let key = rows.first().map_or_else(|| key.to_owned(), |row| row.key.clone());
    Ok((rows.into_iter().map(|row| row.id).collect(), key))
}

/// What became of what is in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settled {
    /// It was told.
    Sent,
    /// It was not told, and is to be tried again then.
    Again {
        /// When.
        at: DateTime<Utc>,
        /// Whether the try counts.
        counts: bool,
    },
    /// It may have been told, and is to be tried again then under the same key.
    Doubt(DateTime<Utc>),
    /// It waits until its reader writes.
    Held,
    /// Nobody knows whether it was told; it is not told again.
    Unsure,
    /// It is given up.
    Dead,
}

/// Writes that down for those of these that are in this process's hand.
pub(crate) async fn settle(
    conn: &mut PgConnection,
    owner: i64,
    pushes: &[i64],
    settled: Settled,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (state, again, uncounted) = match settled {
        Settled::Sent => ("sent", None, 0),
        Settled::Again { at, counts } => ("waiting", Some(at), i16::from(!counts)),
        Settled::Doubt(at) => ("waiting", Some(at), 0),
        Settled::Held => ("held", None, 1),
        Settled::Unsure => ("unsure", None, 0),
        Settled::Dead => ("dead", None, 0),
    };
    sqlx::query!(
        "UPDATE push SET owner = NULL, state = $3, due_at = coalesce($4, due_at),
             attempts = greatest(0, attempts - CASE WHEN state = 'sending' THEN $5::smallint ELSE 0 END),
             settled_at = CASE WHEN $4::timestamptz IS NULL THEN $6::timestamptz END,
             key = CASE WHEN $7 THEN key END
         WHERE id = ANY ($2) AND owner = $1 AND state IN ('waiting', 'sending')",
        owner,
        pushes,
        state,
        again,
        uncounted,
        now,
        matches!(settled, Settled::Doubt(_)),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Counts a message to a chat that no conversation said: whoever writes there now may mean it, and is asked
/// whom a line is for.
pub(crate) async fn heard(conn: &mut PgConnection, endpoint: i64) -> sqlx::Result<()> {
    sqlx::query!("UPDATE lane SET heard = heard + 1, heard_other = heard + 1 WHERE endpoint = $1", endpoint)
        .execute(conn)
        .await?;
    Ok(())
}

/// Lets go of what processes had in hand that ended, as far as it goes to these bots; `keyed` says whether each
/// has keys. What may have been told already is told again only where a key keeps it from being shown twice.
pub(crate) async fn free(
    conn: &mut PgConnection,
    me: i64,
    (platforms, bots, keyed): (&[String], &[String], &[bool]),
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "WITH dead AS MATERIALIZED (
             SELECT h.owner FROM (SELECT DISTINCT owner FROM push WHERE owner IS NOT NULL AND owner <> $1) h
             WHERE pg_try_advisory_xact_lock(h.owner)
         )
         UPDATE push p SET owner = NULL,
             state = CASE WHEN p.state = 'sending' AND NOT k.keyed THEN 'unsure' ELSE 'waiting' END,
             settled_at = CASE WHEN p.state = 'sending' AND NOT k.keyed THEN $5::timestamptz END
         FROM dead, endpoint e, unnest($2::text[], $3::text[], $4::boolean[]) AS k (platform, bot, keyed)
         WHERE p.owner = dead.owner AND p.state IN ('waiting', 'sending') AND e.id = p.endpoint
           AND e.platform = k.platform AND e.bot = k.bot",
        me,
        platforms,
        bots,
        keyed,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Makes due what waited for its reader to write, where they wrote, and gives up what waits too long: for
/// that, or for somebody who is nowhere any more.
pub(crate) async fn revive(conn: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "WITH old AS (
             UPDATE push SET state = 'dropped', settled_at = $1
             WHERE (state = 'held' AND settled_at < $2)
                OR (state = 'waiting' AND owner IS NULL AND due_at < $2)
         )
         UPDATE push p SET state = 'waiting', due_at = $1, settled_at = NULL
         FROM endpoint e
         WHERE p.state = 'held' AND p.settled_at >= $2 AND e.id = p.endpoint AND e.seen_at > p.settled_at",
        now,
        now - PATIENCE,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

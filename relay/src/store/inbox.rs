//! Endpoints, and what came in from them.

use std::collections::{HashMap, HashSet};

use adapter::{Address, NativeId};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use marketplace_domain::{
    account::{DEFAULT_ZONE, Language, Person, Platform},
    id::{AccountId, ConversationId},
};
use serde_json::Value;
use sqlx::PgConnection;

use crate::reply::{Done, Job, Reply};

/// An endpoint, locked for the rest of the transaction.
pub(crate) struct Endpoint {
    /// Its id.
    pub id: i64,
    /// Whose it is.
    pub person: Person,
    /// The language of their app.
    pub hint: Option<Language>,
    /// Where they stand, as it was stored.
    pub session: String,
    /// Their live card.
    pub live: Option<NativeId>,
    /// Whether they shut us out.
    pub left: bool,
}

/// An address that nobody wrote from before.
pub(crate) struct NewEndpoint {
    /// The address.
    pub address: Address,
    /// Whose it is.
    pub account: AccountId,
}

/// How a batch leaves an endpoint.
pub(crate) struct SavedEndpoint {
    /// Its id.
    pub id: i64,
    /// Where they stand.
    pub session: String,
    /// The language of their app.
    pub hint: Option<Language>,
    /// Whether they shut us out.
    pub left: bool,
}

/// An update that was taken.
pub(crate) struct Taken {
    /// The bot it came through and its id there.
    pub key: UpdateKey,
    /// The endpoint; none where the update was parked.
    pub endpoint: Option<i64>,
    /// What is to be answered; none where nothing is.
    pub replies: Option<Value>,
    /// The raw update, where nobody could read it.
    pub raw: Option<String>,
}

/// What makes an update the same one: platform, bot, native id.
pub(crate) type UpdateKey = (Platform, String, String);

fn split(addresses: &[Address]) -> (Vec<String>, Vec<String>, Vec<String>) {
    let platforms = addresses.iter().map(|a| a.platform.name().to_owned()).collect();
    let bots = addresses.iter().map(|a| a.bot.clone()).collect();
    (platforms, bots, addresses.iter().map(|a| a.chat.clone()).collect())
}

/// Locks the endpoints of these addresses that exist, always in the same order. The lock leaves
/// room for the rows that refer to them: a lane that is settled meanwhile does not wait for us.
pub(crate) async fn lock(
    conn: &mut PgConnection,
    addresses: &[Address],
) -> sqlx::Result<HashMap<Address, Endpoint>> {
    let (platforms, bots, chats) = split(addresses);
    let rows = sqlx::query!(
        r#"SELECT e.id, e.platform, e.bot, e.chat, e.account, e.hint, e.session, e.live,
                  e.left_at IS NOT NULL AS "left!", a.language, a.zone
           FROM unnest($1::text[], $2::text[], $3::text[]) AS k (platform, bot, chat)
           JOIN endpoint e USING (platform, bot, chat)
           JOIN account a ON a.id = e.account
           ORDER BY e.id FOR NO KEY UPDATE OF e"#,
        &platforms,
        &bots,
        &chats,
    )
    .fetch_all(conn)
    .await?;
    let endpoints = rows.into_iter().filter_map(|row| {
        let platform = row.platform.parse().ok()?;
        let person = Person {
            account: AccountId::from_uuid(row.account),
            language: row.language.as_deref().and_then(Language::from_tag),
            zone: row.zone.parse::<Tz>().unwrap_or(DEFAULT_ZONE),
        };
        let endpoint = Endpoint {
            id: row.id,
            person,
            hint: row.hint.as_deref().and_then(Language::from_tag),
            session: row.session,
            live: row.live.map(NativeId),
            left: row.left,
        };
        Some((Address { platform, bot: row.bot, chat: row.chat }, endpoint))
    });
    Ok(endpoints.collect())
}

/// Adds endpoints; those that came into being meanwhile stay as they are.
pub(crate) async fn add(
    conn: &mut PgConnection,
    new: &[NewEndpoint],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let addresses: Vec<Address> = new.iter().map(|endpoint| endpoint.address.clone()).collect();
    let (platforms, bots, chats) = split(&addresses);
    let accounts: Vec<_> = new.iter().map(|endpoint| endpoint.account.uuid()).collect();
    sqlx::query!(
        "INSERT INTO endpoint (platform, bot, chat, account, seen_at)
         SELECT k.platform, k.bot, k.chat, k.account, $5
         FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[]) AS k (platform, bot, chat, account)
         ORDER BY k.platform, k.bot, k.chat
         ON CONFLICT ON CONSTRAINT endpoint_address DO NOTHING",
        &platforms,
        &bots,
        &chats,
        &accounts,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Which of these updates were taken before.
pub(crate) async fn seen(conn: &mut PgConnection, keys: &[UpdateKey]) -> sqlx::Result<HashSet<UpdateKey>> {
    let platforms: Vec<String> = keys.iter().map(|key| key.0.name().to_owned()).collect();
    let bots: Vec<String> = keys.iter().map(|key| key.1.clone()).collect();
    let natives: Vec<String> = keys.iter().map(|key| key.2.clone()).collect();
    let rows = sqlx::query!(
        "SELECT i.platform, i.bot, i.native
         FROM unnest($1::text[], $2::text[], $3::text[]) AS k (platform, bot, native)
         JOIN inbox i USING (platform, bot, native)",
        &platforms,
        &bots,
        &natives,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.platform.parse().ok()?, row.bot, row.native))).collect())
}

/// The conversations that these messages of ours belong to.
pub(crate) async fn linked(
    conn: &mut PgConnection,
    messages: &[(i64, NativeId)],
) -> sqlx::Result<HashMap<(i64, NativeId), ConversationId>> {
    let endpoints: Vec<i64> = messages.iter().map(|message| message.0).collect();
    let natives: Vec<String> = messages.iter().map(|message| message.1.0.clone()).collect();
    let rows = sqlx::query!(
        "SELECT l.endpoint, l.native, l.conversation
         FROM unnest($1::bigint[], $2::text[]) AS k (endpoint, native)
         JOIN link l USING (endpoint, native)",
        &endpoints,
        &natives,
    )
    .fetch_all(conn)
    .await?;
    let links = rows
        .into_iter()
        .map(|row| ((row.endpoint, NativeId(row.native)), ConversationId::from_uuid(row.conversation)));
    Ok(links.collect())
}

/// Saves where people stand after a batch.
pub(crate) async fn save(
    conn: &mut PgConnection,
    endpoints: &[SavedEndpoint],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let ids: Vec<i64> = endpoints.iter().map(|endpoint| endpoint.id).collect();
    let sessions: Vec<String> = endpoints.iter().map(|endpoint| endpoint.session.clone()).collect();
    let hints: Vec<Option<String>> =
        endpoints.iter().map(|endpoint| endpoint.hint.map(|hint| hint.code().to_owned())).collect();
    let left: Vec<bool> = endpoints.iter().map(|endpoint| endpoint.left).collect();
    sqlx::query!(
        "UPDATE endpoint e
         SET session = k.session, hint = k.hint, seen_at = $5,
             left_at = CASE WHEN k.is_left THEN coalesce(e.left_at, $5) END
         FROM unnest($1::bigint[], $2::text[], $3::text[], $4::boolean[]) AS k (id, session, hint, is_left)
         WHERE e.id = k.id",
        &ids,
        &sessions,
        &hints as &[Option<String>],
        &left,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores updates as taken. Returns the inbox id of each.
pub(crate) async fn take(
    conn: &mut PgConnection,
    owner: i64,
    taken: &[Taken],
    now: DateTime<Utc>,
) -> sqlx::Result<HashMap<UpdateKey, i64>> {
    let platforms: Vec<String> = taken.iter().map(|t| t.key.0.name().to_owned()).collect();
    let bots: Vec<String> = taken.iter().map(|t| t.key.1.clone()).collect();
    let natives: Vec<String> = taken.iter().map(|t| t.key.2.clone()).collect();
    let endpoints: Vec<Option<i64>> = taken.iter().map(|t| t.endpoint).collect();
    let replies: Vec<Option<Value>> = taken.iter().map(|t| t.replies.clone()).collect();
    let raws: Vec<Option<String>> = taken.iter().map(|t| t.raw.clone()).collect();
    let rows = sqlx::query!(
        "INSERT INTO inbox (platform, bot, native, endpoint, replies, raw, owner, received_at, done_at)
         SELECT k.platform, k.bot, k.native, k.endpoint, k.replies, k.raw, $7, $8::timestamptz,
                CASE WHEN k.replies IS NULL THEN $8::timestamptz END
         FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::jsonb[], $6::text[])
              AS k (platform, bot, native, endpoint, replies, raw)
         RETURNING id, platform, bot, native",
        &platforms,
        &bots,
        &natives,
        &endpoints as &[Option<i64>],
        &replies as &[Option<Value>],
        &raws as &[Option<String>],
        owner,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some(((row.platform.parse().ok()?, row.bot, row.native), row.id)))
        .collect())
}

/// Marks replies as sent, and remembers the live cards. The replies themselves are dropped.
pub(crate) async fn done(conn: &mut PgConnection, done: &[Done], now: DateTime<Utc>) -> sqlx::Result<()> {
    let rows: Vec<i64> = done.iter().map(|row| row.inbox).collect();
    // One endpoint may stand in a batch several times: its last card counts.
    let last: HashMap<i64, &Done> = done.iter().map(|row| (row.endpoint, row)).collect();
    let endpoints: Vec<i64> = last.keys().copied().collect();
    let lives: Vec<Option<String>> =
        last.values().map(|row| row.live.as_ref().map(|live| live.0.clone())).collect();
    let gone: Vec<bool> = last.values().map(|row| row.gone).collect();
    sqlx::query!(
        "WITH locked AS (
             SELECT id FROM endpoint WHERE id = ANY ($2::bigint[]) ORDER BY id FOR NO KEY UPDATE
         ), cards AS (
             UPDATE endpoint e
             SET live = k.live, left_at = CASE WHEN k.gone THEN coalesce(e.left_at, $5) ELSE e.left_at END
             FROM unnest($2::bigint[], $3::text[], $4::boolean[]) AS k (id, live, gone)
             JOIN locked USING (id)
             WHERE e.id = k.id
         )
         UPDATE inbox SET done_at = $5, replies = NULL WHERE id = ANY ($1)",
        &rows,
        &endpoints,
        &lives as &[Option<String>],
        &gone,
        now,
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

/// Takes over replies of processes that ended before they sent them, on these platforms.
pub(crate) async fn take_over(
    conn: &mut PgConnection,
    me: i64,
    bots: &(Vec<String>, Vec<String>),
) -> sqlx::Result<Vec<Job>> {
    let rows = sqlx::query!(
        r#"WITH dead AS MATERIALIZED (
               SELECT o.owner FROM (SELECT DISTINCT owner FROM inbox WHERE done_at IS NULL AND owner <> $1) o
               WHERE pg_try_advisory_xact_lock(o.owner)
           ), adopted AS (
               UPDATE inbox i SET owner = $1
               FROM dead, unnest($2::text[], $3::text[]) AS k (platform, bot)
               WHERE i.owner = dead.owner AND i.done_at IS NULL
                 AND i.platform = k.platform AND i.bot = k.bot
               RETURNING i.id, i.endpoint, i.replies
           )
           SELECT a.id, a.replies, e.id AS endpoint, e.platform, e.bot, e.chat, e.live
           FROM adopted a JOIN endpoint e ON e.id = a.endpoint ORDER BY a.id"#,
        me,
        &bots.0,
        &bots.1,
    )
    .fetch_all(conn)
    .await?;
    let jobs = rows.into_iter().filter_map(|row| {
        let replies: Vec<Reply> = serde_json::from_value(row.replies?).ok()?;
        let to = Address { platform: row.platform.parse().ok()?, bot: row.bot, chat: row.chat };
        Some(Job { inbox: row.id, endpoint: row.endpoint, to, live: row.live.map(NativeId), replies })
    });
    Ok(jobs.collect())
}

/// Forgets updates that no platform tells again: Telegram keeps them 24 hours. Parked ones go as
/// well: a busy group would fill the table.
pub(crate) async fn forget(conn: &mut PgConnection, before: DateTime<Utc>) -> sqlx::Result<u64> {
    let gone = sqlx::query!(
        "DELETE FROM inbox WHERE id = ANY (ARRAY (
             SELECT id FROM inbox WHERE received_at < $1 AND done_at IS NOT NULL
             ORDER BY received_at LIMIT 5000
         ))",
        before,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}

//! Endpoints: the chats that we can write to, and where the people in them stand.

use std::collections::HashMap;

use adapter::{Address, NativeId};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use conversation::context::Heard;
use marketplace_domain::{
    account::{DEFAULT_ZONE, Language, Person, Platform},
    conversation::Side,
    id::{AccountId, ConversationId},
    place::Point,
    said::LineRef,
};
use sqlx::PgConnection;

use crate::cards::Shown;

/// An endpoint, locked for the rest of the transaction.
pub(crate) struct Endpoint {
    /// Its id.
    pub id: i64,
    /// Grows whenever something changes that a step reads.
    pub version: i64,
    /// Whose it is.
    pub person: Person,
    /// The language of their app.
    pub hint: Option<Language>,
    /// Where they stand, as it was stored.
    pub session: String,
    /// Their cards.
    pub shown: Shown,
    /// What the chat was shown of others.
    pub heard: Heard,
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
    /// The version that the batch has read.
    pub version: i64,
    /// Where they stand.
    pub session: String,
    /// The language of their app.
    pub hint: Option<Language>,
    /// Whether they shut us out.
    pub left: bool,
    /// Their cards, where the database does not know them yet.
    pub shown: Option<Shown>,
}

/// Platforms, bots and chats, as lists of one length.
fn split(addresses: &[Address]) -> (Vec<&'static str>, Vec<String>, Vec<String>) {
    let platforms = addresses.iter().map(|address| address.platform.name()).collect();
    let bots = addresses.iter().map(|address| address.bot.clone()).collect();
    (platforms, bots, addresses.iter().map(|address| address.chat.clone()).collect())
}

/// Locks the endpoints of these addresses that exist, always in the same order. The lock leaves
/// room for the rows that refer to them: a lane that is settled meanwhile does not wait for us.
pub(crate) async fn lock(
    conn: &mut PgConnection,
    addresses: &[Address],
) -> sqlx::Result<HashMap<Address, Endpoint>> {
    let (platforms, bots, chats) = split(addresses);
    let rows = sqlx::query!(
        r#"SELECT e.id, e.version, e.platform, e.bot, e.chat, e.account, e.hint, e.session, e.live, e.former,
                  a.language, a.zone, a.home_lat, a.home_lon, a.places,
                  l.heard AS "heard?", l.heard_last, l.heard_at, l.heard_other AS "heard_other?", l.speaking
           FROM unnest($1::text[], $2::text[], $3::text[]) AS k (platform, bot, chat)
           JOIN endpoint e USING (platform, bot, chat)
           JOIN account a ON a.id = e.account
           LEFT JOIN lane l ON l.endpoint = e.id
           ORDER BY e.id FOR NO KEY UPDATE OF e"#,
        &platforms as &[&str],
        &bots,
        &chats,
    )
    .fetch_all(conn)
    .await?;
    let endpoints = rows.into_iter().filter_map(|row| {
        let platform: Platform = row.platform.parse().ok()?;
        let person = Person {
            account: AccountId::from_uuid(row.account),
            language: row.language.as_deref().and_then(Language::from_tag),
            zone: row.zone.parse::<Tz>().unwrap_or(DEFAULT_ZONE),
            home: row.home_lat.zip(row.home_lon).and_then(|(lat, lon)| Point::new(lat, lon).ok()),
            places: row.places.iter().filter_map(|place| u32::try_from(*place).ok()).collect(),
        };
        let endpoint = Endpoint {
            id: row.id,
            version: row.version,
            person,
            hint: row.hint.as_deref().and_then(Language::from_tag),
            session: row.session,
            shown: Shown::read(row.live, row.former.as_deref()),
            heard: Heard {
                count: row.heard.unwrap_or_default(),
                last: row.heard_last.map(ConversationId::from_uuid).zip(row.heard_at),
                other: row.heard_other.unwrap_or_default(),
                speaking: row.speaking.map(ConversationId::from_uuid),
            },
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
        &platforms as &[&str],
        &bots,
        &chats,
        &accounts,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What a message of a chat belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Linked {
    /// Its conversation.
    pub conversation: ConversationId,
    /// The line that it shows; none where it is news.
    pub line: Option<LineRef>,
    /// Whether it is a message of the person's own.
    pub own: bool,
}

/// What these messages belong to.
pub(crate) async fn linked(
    conn: &mut PgConnection,
    messages: &[(i64, NativeId)],
) -> sqlx::Result<HashMap<(i64, NativeId), Linked>> {
    let endpoints: Vec<i64> = messages.iter().map(|message| message.0).collect();
    let natives: Vec<String> = messages.iter().map(|message| message.1.0.clone()).collect();
    let rows = sqlx::query!(
        r#"SELECT l.endpoint, l.native, l.conversation, l.delivery IS NULL AS "own!",
                  t.side AS "side?", t.seq AS "seq?"
           FROM unnest($1::bigint[], $2::text[]) AS k (endpoint, native)
           JOIN link l USING (endpoint, native)
           LEFT JOIN event v ON v.id = l.event
           LEFT JOIN event t ON t.id = CASE v.kind WHEN 'edited' THEN v.target ELSE v.id END
                             AND t.kind = 'line'"#,
        &endpoints,
        &natives,
    )
    .fetch_all(conn)
    .await?;
    let links = rows.into_iter().map(|row| {
        let conversation = ConversationId::from_uuid(row.conversation);
        let side = row.side.as_deref().and_then(Side::from_name);
        let line = side.zip(row.seq).map(|(side, seq)| LineRef { conversation, side, seq });
        ((row.endpoint, NativeId(row.native)), Linked { conversation, line, own: row.own })
    });
    Ok(links.collect())
}

/// Saves where people stand after a batch that holds their locks. Returns the endpoints that were closed
/// until their person writes; they are not any more.
pub(crate) async fn save(
    conn: &mut PgConnection,
    endpoints: &[SavedEndpoint],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<i64>> {
    let columns = Columns::of(endpoints);
    sqlx::query_scalar!(
        "WITH opened AS (
             DELETE FROM closed_window WHERE endpoint = ANY ($1) RETURNING endpoint
         ), saved AS (
         UPDATE endpoint e
         SET session = k.session, hint = k.hint, seen_at = $8, version = e.version + 1,
             live = CASE WHEN k.has_cards THEN k.live ELSE e.live END,
             former = CASE WHEN k.has_cards THEN k.former ELSE e.former END,
             left_at = CASE WHEN k.is_left THEN coalesce(e.left_at, $8) END
         FROM unnest($1::bigint[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[],
                     $7::boolean[]) AS k (id, session, hint, has_cards, live, former, is_left)
         WHERE e.id = k.id
         )
         SELECT DISTINCT endpoint FROM opened",
        &columns.ids,
        &columns.sessions as &[&str],
        &columns.hints as &[Option<&str>],
        &columns.has_cards,
        &columns.lives as &[Option<&str>],
        &columns.formers as &[Option<String>],
        &endpoints.iter().map(|endpoint| endpoint.left).collect::<Vec<_>>(),
        now,
    )
    .fetch_all(conn)
    .await
}

/// Makes every process forget what it remembers of a person's endpoints but this one.
pub(crate) async fn outdate(conn: &mut PgConnection, account: AccountId, but: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE endpoint SET version = version + 1 WHERE account = $1 AND id <> $2",
        account.uuid(),
        but,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Saved endpoints, a list for each column.
pub(super) struct Columns<'a> {
    pub(super) ids: Vec<i64>,
    pub(super) versions: Vec<i64>,
    pub(super) sessions: Vec<&'a str>,
    pub(super) hints: Vec<Option<&'a str>>,
    pub(super) has_cards: Vec<bool>,
    pub(super) lives: Vec<Option<&'a str>>,
    pub(super) formers: Vec<Option<String>>,
}

impl<'a> Columns<'a> {
    pub(super) fn of(endpoints: &'a [SavedEndpoint]) -> Self {
        let shown = |endpoint: &'a SavedEndpoint| endpoint.shown.as_ref();
        Self {
            ids: endpoints.iter().map(|endpoint| endpoint.id).collect(),
            versions: endpoints.iter().map(|endpoint| endpoint.version).collect(),
            sessions: endpoints.iter().map(|endpoint| endpoint.session.as_str()).collect(),
            hints: endpoints.iter().map(|endpoint| endpoint.hint.map(Language::code)).collect(),
            has_cards: endpoints.iter().map(|endpoint| endpoint.shown.is_some()).collect(),
            lives: endpoints.iter().map(|endpoint| shown(endpoint)?.live()).collect(),
            formers: endpoints.iter().map(|endpoint| shown(endpoint)?.former()).collect(),
        }
    }
}

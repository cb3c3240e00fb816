//! Saves a batch that asks nothing of the market, with one statement.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    endpoint::{self, SavedEndpoint},
    inbox::{self, UpdateKey},
    reply::{self, Owed},
};

/// A batch of updates of people whom this process remembers.
pub(crate) struct Quick<'a> {
    /// The number of this process.
    pub owner: i64,
    /// How the people are left.
    pub endpoints: &'a [SavedEndpoint],
    /// The updates.
    pub keys: &'a [UpdateKey],
    /// What is owed for them, in the order of the updates.
    pub owed: &'a [Owed],
    /// Replies that were sent since the last batch.
    pub sent: &'a [i64],
}

/// Saves it, whole or not at all, and durably: the statement is a transaction of its own. Returns the
/// ids of the replies, in their order. It fails as a serialisation failure where somebody else
/// changed one of the endpoints since it was read, and on `inbox_native` where one of the updates was
/// taken before.
pub(crate) async fn save(
    conn: &mut PgConnection,
    quick: &Quick<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<i64>> {
    let endpoints = endpoint::Columns::of(quick.endpoints);
    let updates = inbox::Columns::of(quick.keys.iter());
    let (owed_to, bodies) = reply::columns(quick.owed);
    let wanted = i64::try_from(quick.endpoints.len()).unwrap_or(i64::MAX);
    let mut ids = sqlx::query_scalar!(
        r#"WITH saved AS (
             UPDATE endpoint e
             SET session = k.session, hint = k.hint, seen_at = $1, version = e.version + 1, left_at = NULL,
                 live = CASE WHEN k.has_cards THEN k.live ELSE e.live END,
                 former = CASE WHEN k.has_cards THEN k.former ELSE e.former END
             FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::boolean[], $7::text[],
                         $8::text[]) AS k (id, version, session, hint, has_cards, live, former)
             WHERE e.id = k.id AND e.version = k.version
             RETURNING e.id
         ), heard AS (
             INSERT INTO inbox (platform, bot, native, received_at)
             SELECT k.platform, k.bot, k.native, $1
             FROM unnest($9::text[], $10::text[], $11::text[]) AS k (platform, bot, native)
         ), owed AS (
             INSERT INTO reply (endpoint, owner, body)
             SELECT k.endpoint, $12, k.body
             FROM unnest($13::bigint[], $14::text[]) WITH ORDINALITY AS k (endpoint, body, place)
             ORDER BY k.place
             RETURNING id
         ), sent AS (
             DELETE FROM reply WHERE id = ANY ($15)
         )
         SELECT id AS "id!" FROM owed WHERE all_found((SELECT count(*) FROM saved), $16)"#,
        now,
        &endpoints.ids,
        &endpoints.versions,
        &endpoints.sessions as &[&str],
        &endpoints.hints as &[Option<&str>],
        &endpoints.has_cards,
        &endpoints.lives as &[Option<&str>],
        &endpoints.formers as &[Option<String>],
        &updates.platforms as &[&str],
        &updates.bots as &[&str],
        &updates.natives as &[&str],
        quick.owner,
        &owed_to,
        &bodies as &[&str],
        quick.sent,
        wanted,
    )
    .fetch_all(conn)
    .await?;
    ids.sort_unstable();
    Ok(ids)
}

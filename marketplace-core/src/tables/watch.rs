//! The keys of alerts and trips, and what finds them.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::circle::Circle;
use crate::watch::Look;

/// The keys of one alert or trip: each of its places with each of the others.
#[derive(Default)]
pub(crate) struct Keys {
    pub(crate) to_tokens: Vec<i32>,
    pub(crate) from_tokens: Vec<i32>,
    pub(crate) kind: i16,
    pub(crate) word: i32,
    pub(crate) from: Option<Circle>,
    pub(crate) to: Option<Circle>,
    pub(crate) due_first: Option<NaiveDate>,
    pub(crate) due_last: Option<NaiveDate>,
    pub(crate) due_days: Option<i16>,
    pub(crate) undated: bool,
    pub(crate) reward: Option<(&'static str, i64)>,
    pub(crate) room: Option<i32>,
    pub(crate) words: Option<String>,
    pub(crate) trip: bool,
}

/// Stores the keys of what an account watches.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    watch: Uuid,
    account: Uuid,
    keys: &Keys,
) -> sqlx::Result<()> {
    let (from, to) = (keys.from.as_ref(), keys.to.as_ref());
    sqlx::query!(
        "INSERT INTO watch_key (to_token, kind, word, from_token, watch, account, trip, from_lat, from_lon, from_km,
                                to_lat, to_lon, to_km, due_first, due_last, due_days, undated, reward_currency,
                                reward_minor, room, words)
         SELECT t.token, $3, $4, f.token, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                $21::text::tsquery
         FROM unnest($1::int[]) AS t (token) CROSS JOIN unnest($2::int[]) AS f (token)",
        &keys.to_tokens,
        &keys.from_tokens,
        keys.kind,
        keys.word,
        watch,
        account,
        keys.trip,
        from.map(|circle| circle.lat),
        from.map(|circle| circle.lon),
        from.map(|circle| circle.km),
        to.map(|circle| circle.lat),
        to.map(|circle| circle.lon),
        to.map(|circle| circle.km),
        keys.due_first,
        keys.due_last,
        keys.due_days,
        keys.undated,
        keys.reward.map(|reward| reward.0),
        keys.reward.map(|reward| reward.1),
        keys.room,
        keys.words,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes the keys of these away: no request finds them any more.
pub(crate) async fn remove(conn: &mut PgConnection, watches: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM watch_key WHERE watch = ANY ($1)", watches).execute(conn).await?;
    Ok(())
}

/// Somebody whom a request concerns.
pub(crate) struct FoundRow {
    pub(crate) account: Uuid,
    /// The alert or trip that it fits; a trip, where it fits both.
    pub(crate) watch: Uuid,
    pub(crate) trip: bool,
    pub(crate) zone: String,
    pub(crate) quiet_from: Option<i16>,
    pub(crate) quiet_to: Option<i16>,
    pub(crate) daily: bool,
}

/// The people behind this account whom a request of another one concerns, each once, in the order of
/// their ids: not those between whom and its requester a block or a mute stands, who muted a word of it,
/// or who answered it already.
pub(crate) async fn find(
    conn: &mut PgConnection,
    (request, requester): (Uuid, Uuid),
    look: &Look,
    now: DateTime<Utc>,
    after: Option<Uuid>,
    limit: i64,
) -> sqlx::Result<Vec<FoundRow>> {
    sqlx::query_as!(
        FoundRow,
        r#"SELECT DISTINCT ON (k.account) k.account AS "account!", k.watch AS "watch!", k.trip AS "trip!",
                  a.zone AS "zone!", c.quiet_from, c.quiet_to, coalesce(c.daily, false) AS "daily!"
           FROM (
               SELECT account, watch, trip, due_days FROM watch_key
               WHERE to_token = ANY ($1) AND kind = ANY ($2) AND word = ANY ($3)
                 AND ($4::int[] IS NULL OR from_token = ANY ($4))
                 AND account <> $5 AND ($6::uuid IS NULL OR account > $6)
                 AND (words IS NULL OR array_to_tsvector($7::text[]) @@ words)
                 AND (to_km IS NULL OR distance_km($8, $9, to_lat, to_lon) <= to_km)
                 AND (from_km IS NULL OR $4::int[] IS NULL OR distance_km($10, $11, from_lat, from_lon) <= from_km)
                 AND (due_first IS NULL AND due_days IS NULL
                      OR $12::date >= due_first AND (due_last IS NULL OR $12 <= due_last)
                      OR $12 IS NULL AND undated OR $12 IS NOT NULL AND due_days IS NOT NULL)
                 AND (reward_minor IS NULL OR reward_currency = $13 AND reward_minor <= $14::bigint)
                 AND (room IS NULL OR $15::int IS NULL OR room >= $15)
               OFFSET 0
           ) k
           JOIN account a ON a.id = k.account
           LEFT JOIN alert_choice c ON c.account = k.account
           WHERE NOT a.demo
             AND (k.due_days IS NULL
                  OR $12 BETWEEN ($16::timestamptz AT TIME ZONE a.zone)::date
                         AND ($16::timestamptz AT TIME ZONE a.zone)::date + k.due_days)
             AND (c.muted IS NULL OR NOT array_to_tsvector($7::text[]) @@ c.muted)
             AND k.account <> ALL (ARRAY (SELECT blocked FROM block WHERE blocker = $5
                                          UNION ALL SELECT blocker FROM block WHERE blocked = $5))
             AND NOT EXISTS (SELECT 1 FROM mute m WHERE m.muted = $5 AND m.account = k.account)
             AND NOT EXISTS (SELECT 1 FROM conversation v WHERE v.request = $17 AND v.provider = k.account)
           ORDER BY k.account, NOT k.trip, k.watch LIMIT $18"#,
        &look.to_tokens,
        &look.kinds,
        &look.word_tokens,
        look.from_tokens.as_deref(),
        requester,
        after,
        &look.words,
        look.to.map(|point| point.lat()),
        look.to.map(|point| point.lon()),
        look.from.map(|point| point.lat()),
        look.from.map(|point| point.lon()),
        look.due,
        look.reward.map(|reward| reward.0),
        look.reward.map(|reward| reward.1),
        look.grams,
        now,
        request,
        limit,
    )
    .fetch_all(conn)
    .await
}

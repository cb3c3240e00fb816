//! What came in: each update once.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use marketplace_domain::account::Platform;
use sqlx::PgConnection;

/// What makes an update the same one: platform, bot, native id.
pub(crate) type UpdateKey = (Platform, String, String);

/// An update that was taken.
pub(crate) struct Taken {
    /// The bot it came through and its id there.
    pub key: UpdateKey,
    /// The raw update, where nobody could read it.
    pub raw: Option<String>,
}

/// Keys, a list for each column.
pub(super) struct Columns<'a> {
    pub(super) platforms: Vec<&'static str>,
    pub(super) bots: Vec<&'a str>,
    pub(super) natives: Vec<&'a str>,
}

impl<'a> Columns<'a> {
    pub(super) fn of(keys: impl Iterator<Item = &'a UpdateKey> + Clone) -> Self {
        Self {
            platforms: keys.clone().map(|key| key.0.name()).collect(),
            bots: keys.clone().map(|key| key.1.as_str()).collect(),
            natives: keys.map(|key| key.2.as_str()).collect(),
        }
    }
}

/// Which of these updates were taken before. `OFFSET 0` as in [`super::due::heads`].
pub(crate) async fn seen(conn: &mut PgConnection, keys: &[UpdateKey]) -> sqlx::Result<HashSet<UpdateKey>> {
    let columns = Columns::of(keys.iter());
    let rows = sqlx::query!(
        "SELECT i.platform, i.bot, i.native
         FROM unnest($1::text[], $2::text[], $3::text[]) AS k (platform, bot, native)
         CROSS JOIN LATERAL (
             SELECT platform, bot, native FROM inbox
             WHERE platform = k.platform AND bot = k.bot AND native = k.native OFFSET 0
         ) i",
        &columns.platforms as &[&str],
        &columns.bots as &[&str],
        &columns.natives as &[&str],
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.platform.parse().ok()?, row.bot, row.native))).collect())
}

/// Stores updates as taken.
pub(crate) async fn take(conn: &mut PgConnection, taken: &[Taken], now: DateTime<Utc>) -> sqlx::Result<()> {
    let columns = Columns::of(taken.iter().map(|taken| &taken.key));
    let raws: Vec<Option<&str>> = taken.iter().map(|taken| taken.raw.as_deref()).collect();
    sqlx::query!(
        "INSERT INTO inbox (platform, bot, native, raw, received_at)
         SELECT k.platform, k.bot, k.native, k.raw, $5
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS k (platform, bot, native, raw)",
        &columns.platforms as &[&str],
        &columns.bots as &[&str],
        &columns.natives as &[&str],
        &raws as &[Option<&str>],
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets updates that no platform tells again: Telegram keeps them 24 hours. Parked ones go as
/// well: a busy group would fill the table.
pub(crate) async fn forget(conn: &mut PgConnection, before: DateTime<Utc>) -> sqlx::Result<u64> {
    let gone = sqlx::query!(
        "DELETE FROM inbox WHERE ctid = ANY (ARRAY (SELECT ctid FROM inbox WHERE received_at < $1 LIMIT 5000))",
        before,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}

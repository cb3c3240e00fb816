//! Ratings. One is seen once its deal is rated.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub(crate) struct NewRow<'a> {
    pub(crate) deal: Uuid,
    pub(crate) rater: Uuid,
    pub(crate) about: Uuid,
    pub(crate) stars: i16,
    pub(crate) tags: &'a [String],
    pub(crate) words: Option<&'a str>,
    pub(crate) at: DateTime<Utc>,
}

pub(crate) async fn insert(conn: &mut PgConnection, row: &NewRow<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO rating (deal, rater, about, stars, tags, words, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        row.deal,
        row.rater,
        row.about,
        row.stars,
        row.tags,
        row.words,
        row.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What is seen of the ratings of an account.
pub(crate) struct StarsRow {
    pub(crate) about: Uuid,
    pub(crate) rater: Uuid,
    pub(crate) stars: i16,
    pub(crate) at: DateTime<Utc>,
}

/// What is seen of the ratings of these accounts.
pub(crate) async fn stars(conn: &mut PgConnection, accounts: &[Uuid]) -> sqlx::Result<Vec<StarsRow>> {
    sqlx::query_as!(
        StarsRow,
        "SELECT r.about, r.rater, r.stars, r.at FROM rating r JOIN deal d ON d.id = r.deal
         WHERE r.about = ANY ($1) AND d.phase = 'rated'",
        accounts,
    )
    .fetch_all(conn)
    .await
}

pub(crate) struct RatingRow {
    pub(crate) deal: Uuid,
    pub(crate) rater: Uuid,
    pub(crate) stars: i16,
    pub(crate) tags: Vec<String>,
    pub(crate) words: Option<String>,
    pub(crate) at: DateTime<Utc>,
    pub(crate) reply: Option<String>,
}

/// All that is seen of the ratings of an account, the last first.
pub(crate) async fn about(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<Vec<RatingRow>> {
    sqlx::query_as!(
        RatingRow,
        "SELECT r.deal, r.rater, r.stars, r.tags, r.words, r.at, r.reply
         FROM rating r JOIN deal d ON d.id = r.deal
         WHERE r.about = $1 AND d.phase = 'rated' ORDER BY r.at DESC, r.deal",
        account,
    )
    .fetch_all(conn)
    .await
}

/// Answers a rating that is seen, once.
pub(crate) async fn reply(
    conn: &mut PgConnection,
    deal: Uuid,
    about: Uuid,
    words: &str,
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "UPDATE rating r SET reply = $3 FROM deal d
         WHERE r.deal = $1 AND r.about = $2 AND r.reply IS NULL AND d.id = r.deal AND d.phase = 'rated'",
        deal,
        about,
        words,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

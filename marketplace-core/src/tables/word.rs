//! The words by which requests are found.

use sqlx::PgConnection;

/// Remembers words.
pub(crate) async fn learn(conn: &mut PgConnection, words: &[String]) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO word (word)
         SELECT new.word FROM unnest($1::text[]) AS new (word)
         WHERE NOT EXISTS (SELECT FROM word WHERE word.word = new.word)",
        words,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether a word begins like this.
pub(crate) async fn is_begun(conn: &mut PgConnection, start: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM word WHERE word >= $1 AND word < $1 || U&'\+10FFFF') AS "is_begun!""#,
        start,
    )
    .fetch_one(conn)
    .await
}

/// The words that have most of their letters in common with this one, three by three, the likest first.
pub(crate) async fn alike(conn: &mut PgConnection, word: &str) -> sqlx::Result<Vec<String>> {
    // Two neighbours that changed places leave little in common.
    sqlx::query!("SELECT set_config('pg_trgm.similarity_threshold', '0.2', true)")
        .fetch_one(&mut *conn)
        .await?;
    sqlx::query_scalar!(
        "SELECT word FROM word WHERE word % $1 GROUP BY word ORDER BY similarity(word, $1) DESC, word LIMIT 40",
        word,
    )
    .fetch_all(conn)
    .await
}

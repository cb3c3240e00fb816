//! Files on their way from a platform.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub(crate) struct FileRow {
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) platform: String,
    pub(crate) bot: String,
    pub(crate) file: String,
    /// In bytes, where its platform told.
    pub(crate) length: Option<i64>,
}

pub(crate) async fn insert(
    conn: &mut PgConnection,
    account: Uuid,
    file: &FileRow,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO file (id, account, kind, platform, bot, file, length, next_at, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        file.id,
        account,
        file.kind,
        file.platform,
        file.bot,
        file.file,
        file.length,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes files of these bots that are due, and counts the try. Nobody else is given them until `until`.
pub(crate) async fn take_due(
    conn: &mut PgConnection,
    (platforms, bots): &(Vec<String>, Vec<String>),
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<FileRow>> {
    sqlx::query_as!(
        FileRow,
        "UPDATE file SET attempts = attempts + 1, next_at = $2
         WHERE id IN (
             SELECT f.id FROM file f JOIN unnest($4::text[], $5::text[]) AS k (platform, bot) USING (platform, bot)
             WHERE f.state = 'pending' AND f.next_at <= $1
             ORDER BY f.next_at LIMIT $3 FOR UPDATE OF f SKIP LOCKED
         )
         RETURNING id, kind, platform, bot, file, length",
        now,
        until,
        limit,
        platforms,
        bots,
    )
    .fetch_all(conn)
    .await
}

/// Locks a file that is still to be fetched. Returns how often that was tried.
pub(crate) async fn lock_pending(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<i16>> {
    sqlx::query_scalar!("SELECT attempts FROM file WHERE id = $1 AND state = 'pending' FOR UPDATE", id)
        .fetch_optional(conn)
        .await
}

/// Says when to try a file next.
pub(crate) async fn set_next(conn: &mut PgConnection, id: Uuid, next_at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("UPDATE file SET next_at = $2 WHERE id = $1 AND state = 'pending'", id, next_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// The file is there, sealed. What its platform called it is of no use any more. `false` where it was
/// given up meanwhile.
pub(crate) async fn set_ready(
    conn: &mut PgConnection,
    id: Uuid,
    kind: &str,
    format: &str,
    length: i64,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "UPDATE file SET state = 'ready', kind = $2, format = $3, length = $4, file = '', sealed = true
         WHERE id = $1 AND state = 'pending'",
        id,
        kind,
        format,
        length,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The file will never be there.
pub(crate) async fn set_gone(conn: &mut PgConnection, id: Uuid, problem: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE file SET state = 'gone', problem = $2, file = '' WHERE id = $1 AND state = 'pending'",
        id,
        problem,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What opens a file, as the database holds it.
pub(crate) struct KeyRow {
    pub(crate) id: Uuid,
    pub(crate) conversation: Option<Uuid>,
    pub(crate) format: Option<String>,
    /// Its key, sealed with its conversation's.
    pub(crate) key: Option<Vec<u8>>,
    /// Its conversation's key, or its own where it has none.
    pub(crate) master: Option<String>,
    pub(crate) wrapped: Option<Vec<u8>>,
}

/// What opens these files. Those that are not there are left out.
pub(crate) async fn keys(conn: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<KeyRow>> {
    sqlx::query_as!(
        KeyRow,
        r#"SELECT f.id AS "id!", f.conversation, f.format, f.key, k.master AS "master?", k.wrapped AS "wrapped?"
           FROM file f LEFT JOIN data_key k ON k.id = coalesce(f.conversation, f.id)
           WHERE f.id = ANY ($1)"#,
        ids,
    )
    .fetch_all(conn)
    .await
}

/// Locks these files, in the order of their ids: nobody gives them another key meanwhile.
pub(crate) async fn lock(conn: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query!("SELECT 1 AS one FROM file WHERE id = ANY ($1) ORDER BY id FOR UPDATE", ids)
        .fetch_all(conn)
        .await?;
    Ok(())
}

/// Gives a file to a conversation, with its key, sealed with the conversation's. Its own one goes.
pub(crate) async fn give(
    conn: &mut PgConnection,
    id: Uuid,
    conversation: Uuid,
    key: &[u8],
) -> sqlx::Result<()> {
    sqlx::query!(
        "WITH own AS (DELETE FROM data_key WHERE id = $1)
         UPDATE file SET conversation = $2, key = $3 WHERE id = $1",
        id,
        conversation,
        key,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives up the files of a conversation that is erased, and returns all of them.
pub(crate) async fn erase(conn: &mut PgConnection, conversation: Uuid) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "UPDATE file SET state = 'gone', problem = coalesce(problem, 'lost'), file = '', key = NULL
         WHERE conversation = $1 RETURNING id",
        conversation,
    )
    .fetch_all(conn)
    .await
}

/// A file that was stored before files were sealed, and its format.
pub(crate) async fn unsealed(conn: &mut PgConnection) -> sqlx::Result<Option<(Uuid, Option<String>)>> {
    let row =
        sqlx::query!("SELECT id, format FROM file WHERE state = 'ready' AND NOT sealed ORDER BY id LIMIT 1",)
            .fetch_optional(conn)
            .await?;
    Ok(row.map(|row| (row.id, row.format)))
}

/// The file is sealed now.
pub(crate) async fn set_sealed(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    sqlx::query!("UPDATE file SET sealed = true WHERE id = $1", id).execute(conn).await?;
    Ok(())
}

/// How many files a person sent since then, and how many bytes are in them.
pub(crate) async fn sent_since(
    conn: &mut PgConnection,
    account: Uuid,
    since: DateTime<Utc>,
) -> sqlx::Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"SELECT count(*) AS "files!", coalesce(sum(length), 0)::bigint AS "bytes!"
           FROM file WHERE account = $1 AND at > $2"#,
        account,
        since,
    )
    .fetch_one(conn)
    .await?;
    Ok((row.files, row.bytes))
}

/// Which of these files nobody needs. Those that went nowhere are given up.
pub(crate) async fn unneeded(conn: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"WITH lost AS (
               UPDATE file f SET state = 'gone', problem = 'lost', file = ''
               WHERE f.id = ANY ($1) AND f.state = 'ready' AND f.conversation IS NULL
                 AND NOT EXISTS (SELECT FROM request_photo p WHERE p.photo = f.id)
               RETURNING f.id
           ), keys AS (
               DELETE FROM data_key WHERE id IN (SELECT id FROM lost)
           )
           SELECT k.id AS "id!" FROM unnest($1::uuid[]) AS k (id)
           WHERE k.id IN (SELECT id FROM lost)
              OR NOT EXISTS (SELECT FROM file f WHERE f.id = k.id AND f.state <> 'gone')"#,
        ids,
    )
    .fetch_all(conn)
    .await
}

/// Which of these pictures no web chat shows.
pub(crate) async fn unshown(conn: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"SELECT k.id AS "id!" FROM unnest($1::uuid[]) AS k (id)
           WHERE NOT EXISTS (
               SELECT FROM mailbox_entry e WHERE e.photos @> ARRAY[k.id] AND e.photos <> '{}'
           )"#,
        ids,
    )
    .fetch_all(conn)
    .await
}

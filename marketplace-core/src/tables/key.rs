//! Master keys, by their ids, and the keys that they wrap.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub(crate) struct MasterRow {
    pub(crate) id: String,
    pub(crate) state: String,
    pub(crate) wrapped: Option<Vec<u8>>,
}

/// All master keys.
pub(crate) async fn masters(conn: &mut PgConnection) -> sqlx::Result<Vec<MasterRow>> {
    sqlx::query_as!(MasterRow, "SELECT id, state, wrapped FROM master_key ORDER BY made_at, id")
        .fetch_all(conn)
        .await
}

/// Adds a master key, unless it is there or another one is in that state.
pub(crate) async fn add_master(
    conn: &mut PgConnection,
    id: &str,
    state: &str,
    wrapped: Option<&[u8]>,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "INSERT INTO master_key (id, state, wrapped, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        id,
        state,
        wrapped,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// The master key that new keys are wrapped with. It stays the current one until the transaction
/// ends. `None` also where it changed while this was waiting to ask.
pub(crate) async fn current(conn: &mut PgConnection) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("SELECT id FROM master_key WHERE state = 'current' FOR SHARE")
        .fetch_optional(conn)
        .await
}

/// Moves all master keys of a state to another one.
pub(crate) async fn move_masters(conn: &mut PgConnection, from: &str, to: &str) -> sqlx::Result<u64> {
    let done =
        sqlx::query!("UPDATE master_key SET state = $2 WHERE state = $1", from, to).execute(conn).await?;
    Ok(done.rows_affected())
}

/// Forgets former master keys that wrap nothing any more.
pub(crate) async fn forget_masters(conn: &mut PgConnection) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "DELETE FROM master_key m
         WHERE m.state = 'former' AND NOT EXISTS (SELECT FROM data_key k WHERE k.master = m.id)",
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Adds a key, unless there is one of this id, or was.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    id: Uuid,
    master: &str,
    wrapped: &[u8],
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "INSERT INTO data_key (id, master, wrapped) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        id,
        master,
        wrapped,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

pub(crate) struct KeyRow {
    pub(crate) id: Uuid,
    pub(crate) master: Option<String>,
    pub(crate) wrapped: Option<Vec<u8>>,
}

/// The key of this id.
pub(crate) async fn find(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<KeyRow>> {
    sqlx::query_as!(KeyRow, "SELECT id, master, wrapped FROM data_key WHERE id = $1", id)
        .fetch_optional(conn)
        .await
}

/// Destroys the key of this id, also where there was none: there never will be.
pub(crate) async fn destroy(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO data_key (id) VALUES ($1)
         ON CONFLICT (id) DO UPDATE SET master = NULL, wrapped = NULL",
        id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Some keys that a former master key wraps, locked.
pub(crate) async fn of_former_masters(conn: &mut PgConnection, most: i64) -> sqlx::Result<Vec<KeyRow>> {
    sqlx::query_as!(
        KeyRow,
        "SELECT id, master, wrapped FROM data_key
         WHERE master = ANY (ARRAY (SELECT m.id FROM master_key m WHERE m.state = 'former'))
         ORDER BY id LIMIT $1 FOR UPDATE",
        most,
    )
    .fetch_all(conn)
    .await
}

/// Stores keys as another master key wraps them.
pub(crate) async fn rewrap(
    conn: &mut PgConnection,
    master: &str,
    ids: &[Uuid],
    wrapped: &[Vec<u8>],
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE data_key d SET master = $1, wrapped = k.wrapped
         FROM unnest($2::uuid[], $3::bytea[]) AS k (id, wrapped) WHERE d.id = k.id",
        master,
        ids,
        wrapped,
    )
    .execute(conn)
    .await?;
    Ok(())
}

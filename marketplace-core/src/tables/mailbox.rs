//! The web chat's visitors and what stands in their chats.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::key::KeyRow;

/// An entry as it stands, and what opens it.
pub(crate) struct EntryRow {
    pub(crate) id: i64,
    pub(crate) version: i64,
    pub(crate) at: DateTime<Utc>,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) key: Uuid,
    pub(crate) master: Option<String>,
    pub(crate) wrapped: Option<Vec<u8>>,
}

/// A chat that is about to change, and what seals its entries.
pub(crate) struct ChatRow {
    pub(crate) version: i64,
    pub(crate) key: Uuid,
    pub(crate) master: Option<String>,
    pub(crate) wrapped: Option<Vec<u8>>,
}

/// An entry to be added.
pub(crate) struct NewRow<'a> {
    pub(crate) version: i64,
    pub(crate) key: &'a str,
    pub(crate) at: DateTime<Utc>,
    pub(crate) body: &'a [u8],
    pub(crate) photos: &'a [Uuid],
}

/// An entry to be changed.
pub(crate) struct Replaced<'a> {
    /// The version of the change that it was seen after.
    pub(crate) seen: i64,
    pub(crate) version: i64,
    pub(crate) body: &'a [u8],
    pub(crate) photos: &'a [Uuid],
}

/// The address of the visitor with that token.
pub(crate) async fn find(db: &mut PgConnection, token_hash: &[u8]) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select address from mailbox where token_hash = $1", token_hash)
        .fetch_optional(db)
        .await
}

/// Adds a visitor.
pub(crate) async fn register(
    db: &mut PgConnection,
    address: &str,
    token_hash: &[u8],
    key: Uuid,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into mailbox (address, token_hash, key, created_at) values ($1, $2, $3, $4)",
        address,
        token_hash,
        key,
        at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the next version; `None` where there is no such visitor. The row stays locked until the
/// transaction ends, so versions become visible in order.
pub(crate) async fn advance(db: &mut PgConnection, address: &str) -> sqlx::Result<Option<ChatRow>> {
    sqlx::query_as!(
        ChatRow,
        "update mailbox m set version = version + 1 where address = $1
         returning version, key, (select k.master from data_key k where k.id = m.key),
                   (select k.wrapped from data_key k where k.id = m.key)",
        address
    )
    .fetch_optional(db)
    .await
}

/// Adds an entry. `false` where its key is there already.
pub(crate) async fn insert(db: &mut PgConnection, address: &str, entry: &NewRow<'_>) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into mailbox_entry (address, id, version, key, at, body, photos)
         values ($1, $2, $2, $3, $4, $5, $6)
         on conflict on constraint mailbox_entry_key do nothing",
        address,
        entry.version,
        entry.key,
        entry.at,
        entry.body,
        entry.photos
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes what an entry shows. `false` where it does not stand as it was seen, or is gone.
pub(crate) async fn replace(
    db: &mut PgConnection,
    address: &str,
    id: i64,
    entry: &Replaced<'_>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update mailbox_entry set body = $5, photos = $6, version = $4
         where address = $1 and id = $2 and version = $3 and body is not null",
        address,
        id,
        entry.seen,
        entry.version,
        entry.body,
        entry.photos
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Empties an entry; what it was is gone. The row stays, so that readers learn of it.
pub(crate) async fn clear(db: &mut PgConnection, address: &str, id: i64, version: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "update mailbox_entry set body = null, photos = '{}', version = $3
         where address = $1 and id = $2 and body is not null",
        address,
        id,
        version
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The entry with that id.
pub(crate) async fn by_id(db: &mut PgConnection, address: &str, id: i64) -> sqlx::Result<Option<EntryRow>> {
    sqlx::query_as!(
        EntryRow,
        r#"select e.id, e.version, e.at, e.body, m.key, k.master as "master?", k.wrapped as "wrapped?"
         from mailbox_entry e join mailbox m using (address) left join data_key k on k.id = m.key
         where address = $1 and e.id = $2"#,
        address,
        id
    )
    .fetch_optional(db)
    .await
}

/// The entry with that key.
pub(crate) async fn by_key(
    db: &mut PgConnection,
    address: &str,
    key: &str,
) -> sqlx::Result<Option<EntryRow>> {
    sqlx::query_as!(
        EntryRow,
        r#"select e.id, e.version, e.at, e.body, m.key, k.master as "master?", k.wrapped as "wrapped?"
         from mailbox_entry e join mailbox m using (address) left join data_key k on k.id = m.key
         where address = $1 and e.key = $2"#,
        address,
        key
    )
    .fetch_optional(db)
    .await
}

/// What changed after that version, in order.
pub(crate) async fn changes_since(
    db: &mut PgConnection,
    address: &str,
    version: i64,
    most: i64,
) -> sqlx::Result<Vec<EntryRow>> {
    sqlx::query_as!(
        EntryRow,
        r#"select e.id, e.version, e.at, e.body, m.key, k.master as "master?", k.wrapped as "wrapped?"
         from mailbox_entry e join mailbox m using (address) left join data_key k on k.id = m.key
         where address = $1 and e.version > $2 order by e.version limit $3"#,
        address,
        version,
        most
    )
    .fetch_all(db)
    .await
}

/// The last entries that are still there, oldest first.
pub(crate) async fn latest(db: &mut PgConnection, address: &str, most: i64) -> sqlx::Result<Vec<EntryRow>> {
    let mut entries = sqlx::query_as!(
        EntryRow,
        r#"select e.id, e.version, e.at, e.body, m.key, k.master as "master?", k.wrapped as "wrapped?"
         from mailbox_entry e join mailbox m using (address) left join data_key k on k.id = m.key
         where address = $1 and e.body is not null order by e.id desc limit $2"#,
        address,
        most
    )
    .fetch_all(db)
    .await?;
    entries.reverse();
    Ok(entries)
}

/// The version of the last change; `None` where there is no such visitor.
pub(crate) async fn version(db: &mut PgConnection, address: &str) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!("select version from mailbox where address = $1", address).fetch_optional(db).await
}

/// Whether the chat shows that picture.
pub(crate) async fn shows(db: &mut PgConnection, address: &str, photo: Uuid) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
             select 1 from mailbox_entry where address = $1 and $2 = any (photos)
           ) as "shows!""#,
        address,
        photo
    )
    .fetch_one(db)
    .await
}

/// What seals what a chat shows; `None` where there is no such visitor.
pub(crate) async fn key(db: &mut PgConnection, address: &str) -> sqlx::Result<Option<KeyRow>> {
    sqlx::query_as!(
        KeyRow,
        r#"select m.key as id, k.master as "master?", k.wrapped as "wrapped?"
           from mailbox m left join data_key k on k.id = m.key where m.address = $1"#,
        address
    )
    .fetch_optional(db)
    .await
}

//! The web chat's visitors and what stands in their chats.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::mailbox::{MailboxChange, NewEntry};

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
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into mailbox (address, token_hash, created_at) values ($1, $2, $3)",
        address,
        token_hash,
        at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the next version; `None` where there is no such visitor. The row stays locked until the transaction ends, so versions become visible in order.
pub(crate) async fn advance(db: &mut PgConnection, address: &str) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(
        "update mailbox set version = version + 1 where address = $1 returning version",
        address
    )
    .fetch_optional(db)
    .await
}

/// Adds an entry. `false` where its key is there already.
pub(crate) async fn insert(
    db: &mut PgConnection,
    address: &str,
    version: i64,
    entry: &NewEntry<'_>,
    photos: &[Uuid],
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into mailbox_entry (address, id, version, key, at, body, photos)
         values ($1, $2, $2, $3, $4, $5, $6)
         on conflict on constraint mailbox_entry_key do nothing",
        address,
        version,
        entry.key,
        entry.at,
        entry.body,
        photos
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes what an entry shows. `false` where it is gone.
pub(crate) async fn replace(
    db: &mut PgConnection,
    address: &str,
    id: i64,
    version: i64,
    body: &Value,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update mailbox_entry set body = $4, version = $3
         where address = $1 and id = $2 and body is not null",
        address,
        id,
        version,
        body
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
pub(crate) async fn by_id(
    db: &mut PgConnection,
    address: &str,
    id: i64,
) -> sqlx::Result<Option<MailboxChange>> {
    sqlx::query_as!(
        MailboxChange,
        "select id, version, at, body from mailbox_entry where address = $1 and id = $2",
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
) -> sqlx::Result<Option<MailboxChange>> {
    sqlx::query_as!(
        MailboxChange,
        "select id, version, at, body from mailbox_entry where address = $1 and key = $2",
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
) -> sqlx::Result<Vec<MailboxChange>> {
    sqlx::query_as!(
        MailboxChange,
        "select id, version, at, body from mailbox_entry
         where address = $1 and version > $2 order by version limit $3",
        address,
        version,
        most
    )
    .fetch_all(db)
    .await
}

/// The last entries that are still there, oldest first.
pub(crate) async fn latest(
    db: &mut PgConnection,
    address: &str,
    most: i64,
) -> sqlx::Result<Vec<MailboxChange>> {
    let mut entries = sqlx::query_as!(
        MailboxChange,
        "select id, version, at, body from mailbox_entry
         where address = $1 and body is not null order by id desc limit $2",
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

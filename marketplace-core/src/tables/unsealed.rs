//! Entries of web chats from before they were sealed.

use sqlx::PgConnection;
use uuid::Uuid;

/// An entry from before they were sealed.
pub(crate) struct PlainRow {
    pub(crate) address: String,
    pub(crate) id: i64,
    pub(crate) version: i64,
    pub(crate) plain: String,
    pub(crate) key: Uuid,
}

/// Some entries from before they were sealed, locked. One that another process is about to seal is
/// waited for, and then passed over.
pub(crate) async fn some(db: &mut PgConnection, most: i64) -> sqlx::Result<Vec<PlainRow>> {
    sqlx::query_as!(
        PlainRow,
        r#"select e.address, e.id, e.version, e.plain::text as "plain!", m.key
           from mailbox_entry e join mailbox m using (address)
           where e.plain is not null order by e.address, e.id limit $1 for update of e"#,
        most
    )
    .fetch_all(db)
    .await
}

/// Puts what was sealed in the place of what was not.
pub(crate) async fn seal(
    db: &mut PgConnection,
    addresses: &[String],
    ids: &[i64],
    bodies: &[Vec<u8>],
) -> sqlx::Result<()> {
    sqlx::query!(
        "update mailbox_entry e set body = k.body, plain = null
         from unnest($1::text[], $2::bigint[], $3::bytea[]) as k (address, id, body)
         where e.address = k.address and e.id = k.id",
        addresses,
        ids,
        bodies
    )
    .execute(db)
    .await?;
    Ok(())
}

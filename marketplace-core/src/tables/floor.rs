//! Conversations in which many lines are said at once.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::conversation::SpokenRow;

/// A conversation, who speaks in it, and how it stands.
pub(crate) type Locked = (Uuid, Uuid, SpokenRow);

/// Lines of both sides of a conversation.
pub(crate) struct Counted {
    pub(crate) conversation: Uuid,
    pub(crate) by_requester: i64,
    pub(crate) by_provider: i64,
}

/// Locks open conversations of these speakers until the transaction ends, so that numbers are
/// committed in their order and without gaps; always in the same order.
pub(crate) async fn lock(
    conn: &mut PgConnection,
    ids: &[Uuid],
    speakers: &[Uuid],
) -> sqlx::Result<Vec<Locked>> {
    let rows = sqlx::query!(
        r#"SELECT c.id, s.speaker AS "speaker!", c.requester, c.provider, c.requester_alias, c.provider_alias,
                  c.requester_seq, c.provider_seq, r.title, k.master, k.wrapped,
                  c.requester_reveals_at IS NOT NULL AND c.provider_reveals_at IS NOT NULL AS "revealed!"
           FROM unnest($1::uuid[], $2::uuid[]) AS s (id, speaker)
           JOIN conversation c USING (id) JOIN request r ON r.id = c.request JOIN data_key k ON k.id = c.id
           WHERE s.speaker IN (c.requester, c.provider) AND c.ended_at IS NULL
           ORDER BY c.id FOR NO KEY UPDATE OF c"#,
        ids,
        speakers,
    )
    .fetch_all(conn)
    .await?;
    let locked = rows.into_iter().map(|row| {
        let spoken = SpokenRow {
            requester: row.requester,
            provider: row.provider,
            requester_alias: row.requester_alias,
            provider_alias: row.provider_alias,
            requester_seq: row.requester_seq,
            provider_seq: row.provider_seq,
            title: row.title,
            master: row.master,
            wrapped: row.wrapped,
            revealed: row.revealed,
        };
        (row.id, row.speaker, spoken)
    });
    Ok(locked.collect())
}

/// Counts lines in conversations that are locked. Who speaks has seen what the other said before.
pub(crate) async fn count(
    conn: &mut PgConnection,
    counted: &[Counted],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let ids: Vec<Uuid> = counted.iter().map(|counted| counted.conversation).collect();
    let by_requester: Vec<i64> = counted.iter().map(|counted| counted.by_requester).collect();
    let by_provider: Vec<i64> = counted.iter().map(|counted| counted.by_provider).collect();
    sqlx::query!(
        "UPDATE conversation c
         SET requester_seq = c.requester_seq + k.by_requester,
             provider_seq = c.provider_seq + k.by_provider,
             requester_read = CASE WHEN k.by_requester > 0 THEN c.provider_seq ELSE c.requester_read END,
             provider_read = CASE WHEN k.by_provider > 0 THEN c.requester_seq ELSE c.provider_read END,
             last_at = greatest(c.last_at, $4)
         FROM (
             SELECT id, sum(requester)::bigint AS by_requester, sum(provider)::bigint AS by_provider
             FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS k (id, requester, provider)
             GROUP BY id
         ) k
         WHERE c.id = k.id AND k.by_requester + k.by_provider > 0",
        &ids,
        &by_requester,
        &by_provider,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

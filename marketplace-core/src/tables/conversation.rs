//! Conversations.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

pub(crate) struct NewRow {
    pub(crate) id: Uuid,
    pub(crate) request: Uuid,
    pub(crate) requester: Uuid,
    pub(crate) provider: Uuid,
    pub(crate) requester_alias: i16,
    pub(crate) provider_alias: i16,
    pub(crate) began_at: DateTime<Utc>,
}

pub(crate) async fn insert(conn: &mut PgConnection, row: &NewRow) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO conversation
             (id, request, requester, provider, requester_alias, provider_alias, began_at, last_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
        row.id,
        row.request,
        row.requester,
        row.provider,
        row.requester_alias,
        row.provider_alias,
        row.began_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) struct ConversationRow {
    pub(crate) id: Uuid,
    pub(crate) request: Uuid,
    pub(crate) title: String,
    pub(crate) requester: Uuid,
    pub(crate) provider: Uuid,
    pub(crate) requester_alias: i16,
    pub(crate) provider_alias: i16,
    pub(crate) last_at: DateTime<Utc>,
    pub(crate) ended_at: Option<DateTime<Utc>>,
    pub(crate) ended_by: Option<String>,
    pub(crate) requester_seq: i64,
    pub(crate) provider_seq: i64,
    pub(crate) requester_read: i64,
    pub(crate) provider_read: i64,
    pub(crate) requester_muted: bool,
    pub(crate) provider_muted: bool,
    pub(crate) requester_blocks: bool,
    pub(crate) provider_blocks: bool,
    pub(crate) requester_reveals: bool,
    pub(crate) provider_reveals: bool,
    pub(crate) deal: Option<Uuid>,
}

/// The conversations of these ids that there are, in their order.
pub(crate) async fn load(conn: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<ConversationRow>> {
    sqlx::query_as!(
        ConversationRow,
        r#"SELECT c.id, c.request, r.title, c.requester, c.provider, c.requester_alias, c.provider_alias,
                c.last_at, c.ended_at, c.ended_by, c.requester_seq, c.provider_seq,
                c.requester_read, c.provider_read, c.requester_muted, c.provider_muted,
                EXISTS (SELECT 1 FROM block b WHERE b.conversation = c.id AND b.blocker = c.requester)
                    AS "requester_blocks!",
                EXISTS (SELECT 1 FROM block b WHERE b.conversation = c.id AND b.blocker = c.provider)
                    AS "provider_blocks!",
                c.requester_reveals_at IS NOT NULL AS "requester_reveals!",
                c.provider_reveals_at IS NOT NULL AS "provider_reveals!",
                (SELECT d.id FROM deal d WHERE d.conversation = c.id AND d.current) AS deal
         FROM unnest($1::uuid[]) WITH ORDINALITY AS k (id, position)
         JOIN conversation c ON c.id = k.id
         JOIN request r ON r.id = c.request
         ORDER BY k.position"#,
        ids,
    )
    .fetch_all(conn)
    .await
}

/// Locks a conversation for the rest of the transaction: whoever ends it, blocks in it or takes it up
/// again sees what the one before did.
pub(crate) async fn lock(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    sqlx::query!("SELECT 1 AS one FROM conversation WHERE id = $1 FOR NO KEY UPDATE", id)
        .fetch_optional(conn)
        .await?;
    Ok(())
}

/// The conversation of a provider about a request.
pub(crate) async fn of_provider(
    conn: &mut PgConnection,
    request: Uuid,
    provider: Uuid,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!("SELECT id FROM conversation WHERE request = $1 AND provider = $2", request, provider)
        .fetch_optional(conn)
        .await
}

pub(crate) struct LastRow {
    pub(crate) id: Uuid,
    pub(crate) last_at: DateTime<Utc>,
}

/// An account's conversations that were last spoken in before a moment, the last first; all or the
/// open ones only. Those of the moment at which the limit is reached are there all together.
pub(crate) async fn last_spoken(
    conn: &mut PgConnection,
    account: Uuid,
    before: Option<DateTime<Utc>>,
    open_only: bool,
    limit: i64,
) -> sqlx::Result<Vec<LastRow>> {
    sqlx::query_as!(
        LastRow,
        "SELECT id, last_at FROM conversation
         WHERE (requester = $1 OR provider = $1) AND ($2::timestamptz IS NULL OR last_at < $2)
           AND (ended_at IS NULL OR NOT $3)
         ORDER BY last_at DESC FETCH FIRST ($4::bigint) ROWS WITH TIES",
        account,
        before,
        open_only,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// What somebody calls another person in an open conversation.
pub(crate) struct SeenAliasRow {
    pub(crate) viewer: Uuid,
    pub(crate) alias: i16,
}

/// What these accounts call the others in their open conversations.
pub(crate) async fn seen_aliases(
    conn: &mut PgConnection,
    viewers: &[Uuid],
) -> sqlx::Result<Vec<SeenAliasRow>> {
    sqlx::query_as!(
        SeenAliasRow,
        r#"SELECT requester AS "viewer!", provider_alias AS "alias!" FROM conversation
           WHERE requester = ANY ($1) AND ended_at IS NULL
           UNION ALL
           SELECT provider, requester_alias FROM conversation
           WHERE provider = ANY ($1) AND ended_at IS NULL"#,
        viewers,
    )
    .fetch_all(conn)
    .await
}

pub(crate) struct SpokenRow {
    pub(crate) requester: Uuid,
    pub(crate) provider: Uuid,
    pub(crate) requester_alias: i16,
    pub(crate) provider_alias: i16,
    pub(crate) requester_seq: i64,
    pub(crate) provider_seq: i64,
    pub(crate) title: String,
    pub(crate) master: Option<String>,
    pub(crate) wrapped: Option<Vec<u8>>,
    pub(crate) revealed: bool,
}

/// Counts a line of an account in an open conversation of its own. The row stays locked until the
/// transaction ends, so that numbers are committed in their order and without gaps.
pub(crate) async fn count_line(
    conn: &mut PgConnection,
    id: Uuid,
    speaker: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<SpokenRow>> {
    sqlx::query_as!(
        SpokenRow,
        r#"UPDATE conversation c
         SET requester_seq = c.requester_seq + CASE WHEN c.requester = $2 THEN 1 ELSE 0 END,
             provider_seq = c.provider_seq + CASE WHEN c.provider = $2 THEN 1 ELSE 0 END,
             requester_read = CASE WHEN c.requester = $2 THEN c.provider_seq ELSE c.requester_read END,
             provider_read = CASE WHEN c.provider = $2 THEN c.requester_seq ELSE c.provider_read END,
             last_at = greatest(c.last_at, $3)
         FROM request r
         WHERE c.id = $1 AND r.id = c.request AND $2 IN (c.requester, c.provider) AND c.ended_at IS NULL
         RETURNING c.requester, c.provider, c.requester_alias, c.provider_alias,
                   c.requester_seq, c.provider_seq, r.title,
                   (SELECT k.master FROM data_key k WHERE k.id = c.id),
                   (SELECT k.wrapped FROM data_key k WHERE k.id = c.id),
                   c.requester_reveals_at IS NOT NULL AND c.provider_reveals_at IS NOT NULL AS "revealed!""#,
        id,
        speaker,
        now,
    )
    .fetch_optional(conn)
    .await
}

/// Counts something that an account does to a line in a conversation of its own, in an open one or in
/// any. It is no line that the other has not seen.
pub(crate) async fn count_change(
    conn: &mut PgConnection,
    id: Uuid,
    account: Uuid,
    open_only: bool,
) -> sqlx::Result<Option<SpokenRow>> {
    sqlx::query_as!(
        SpokenRow,
        r#"UPDATE conversation c
         SET requester_seq = c.requester_seq + CASE WHEN c.requester = $2 THEN 1 ELSE 0 END,
             provider_seq = c.provider_seq + CASE WHEN c.provider = $2 THEN 1 ELSE 0 END,
             requester_read = c.requester_read + CASE WHEN c.provider = $2 THEN 1 ELSE 0 END,
             provider_read = c.provider_read + CASE WHEN c.requester = $2 THEN 1 ELSE 0 END
         FROM request r
         WHERE c.id = $1 AND r.id = c.request AND $2 IN (c.requester, c.provider)
           AND (c.ended_at IS NULL OR NOT $3)
         RETURNING c.requester, c.provider, c.requester_alias, c.provider_alias,
                   c.requester_seq, c.provider_seq, r.title,
                   (SELECT k.master FROM data_key k WHERE k.id = c.id),
                   (SELECT k.wrapped FROM data_key k WHERE k.id = c.id),
                   c.requester_reveals_at IS NOT NULL AND c.provider_reveals_at IS NOT NULL AS "revealed!""#,
        id,
        account,
        open_only,
    )
    .fetch_optional(conn)
    .await
}

/// What a side's next line would be counted as.
pub(crate) async fn next(conn: &mut PgConnection, id: Uuid, side: &str) -> sqlx::Result<Option<SpokenRow>> {
    sqlx::query_as!(
        SpokenRow,
        r#"SELECT c.requester, c.provider, c.requester_alias, c.provider_alias,
                  c.requester_seq + CASE $2 WHEN 'requester' THEN 1 ELSE 0 END AS "requester_seq!",
                  c.provider_seq + CASE $2 WHEN 'provider' THEN 1 ELSE 0 END AS "provider_seq!", r.title,
                  k.master AS "master?", k.wrapped AS "wrapped?",
                  c.requester_reveals_at IS NOT NULL AND c.provider_reveals_at IS NOT NULL AS "revealed!"
           FROM conversation c JOIN request r ON r.id = c.request LEFT JOIN data_key k ON k.id = c.id
           WHERE c.id = $1"#,
        id,
        side,
    )
    .fetch_optional(conn)
    .await
}

/// Counts something that the other side is told of as done by this one, unless an operator erased the
/// conversation. It is no line that they have not seen.
pub(crate) async fn count_news(
    conn: &mut PgConnection,
    id: Uuid,
    side: &str,
) -> sqlx::Result<Option<SpokenRow>> {
    sqlx::query_as!(
        SpokenRow,
        r#"UPDATE conversation c
         SET requester_seq = c.requester_seq + CASE $2 WHEN 'requester' THEN 1 ELSE 0 END,
             provider_seq = c.provider_seq + CASE $2 WHEN 'provider' THEN 1 ELSE 0 END,
             requester_read = c.requester_read + CASE $2 WHEN 'provider' THEN 1 ELSE 0 END,
             provider_read = c.provider_read + CASE $2 WHEN 'requester' THEN 1 ELSE 0 END
         FROM request r
         WHERE c.id = $1 AND r.id = c.request AND c.ended_by IS DISTINCT FROM 'operator'
         RETURNING c.requester, c.provider, c.requester_alias, c.provider_alias,
                   c.requester_seq, c.provider_seq, r.title,
                   (SELECT k.master FROM data_key k WHERE k.id = c.id),
                   (SELECT k.wrapped FROM data_key k WHERE k.id = c.id),
                   c.requester_reveals_at IS NOT NULL AND c.provider_reveals_at IS NOT NULL AS "revealed!""#,
        id,
        side,
    )
    .fetch_optional(conn)
    .await
}

/// Ends a conversation, if it is open. That counts as something the side said, but not as a line
/// that the other has not seen.
pub(crate) async fn end(
    conn: &mut PgConnection,
    id: Uuid,
    side: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<SpokenRow>> {
    sqlx::query_as!(
        SpokenRow,
        r#"UPDATE conversation c
         SET ended_at = $3, ended_by = $2,
             requester_seq = c.requester_seq + CASE $2 WHEN 'requester' THEN 1 ELSE 0 END,
             provider_seq = c.provider_seq + CASE $2 WHEN 'provider' THEN 1 ELSE 0 END,
             requester_read = c.requester_read + CASE $2 WHEN 'provider' THEN 1 ELSE 0 END,
             provider_read = c.provider_read + CASE $2 WHEN 'requester' THEN 1 ELSE 0 END
         FROM request r WHERE c.id = $1 AND r.id = c.request AND c.ended_at IS NULL
         RETURNING c.requester, c.provider, c.requester_alias, c.provider_alias,
                   c.requester_seq, c.provider_seq, r.title,
                   (SELECT k.master FROM data_key k WHERE k.id = c.id),
                   (SELECT k.wrapped FROM data_key k WHERE k.id = c.id),
                   c.requester_reveals_at IS NOT NULL AND c.provider_reveals_at IS NOT NULL AS "revealed!""#,
        id,
        side,
        now,
    )
    .fetch_optional(conn)
    .await
}

/// Ends a conversation so that neither side can open it again.
pub(crate) async fn end_for_good(conn: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "UPDATE conversation SET ended_at = coalesce(ended_at, $2), ended_by = 'operator' WHERE id = $1",
        id,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Opens a conversation again that this side ended; it counts as [`end`] does.
pub(crate) async fn resume(conn: &mut PgConnection, id: Uuid, side: &str) -> sqlx::Result<Option<SpokenRow>> {
    sqlx::query_as!(
        SpokenRow,
        r#"UPDATE conversation c
         SET ended_at = NULL, ended_by = NULL,
             requester_seq = c.requester_seq + CASE $2 WHEN 'requester' THEN 1 ELSE 0 END,
             provider_seq = c.provider_seq + CASE $2 WHEN 'provider' THEN 1 ELSE 0 END,
             requester_read = c.requester_read + CASE $2 WHEN 'provider' THEN 1 ELSE 0 END,
             provider_read = c.provider_read + CASE $2 WHEN 'requester' THEN 1 ELSE 0 END
         FROM request r WHERE c.id = $1 AND r.id = c.request AND c.ended_by = $2
         RETURNING c.requester, c.provider, c.requester_alias, c.provider_alias,
                   c.requester_seq, c.provider_seq, r.title,
                   (SELECT k.master FROM data_key k WHERE k.id = c.id),
                   (SELECT k.wrapped FROM data_key k WHERE k.id = c.id),
                   c.requester_reveals_at IS NOT NULL AND c.provider_reveals_at IS NOT NULL AS "revealed!""#,
        id,
        side,
    )
    .fetch_optional(conn)
    .await
}

/// This side has seen what the other said so far.
pub(crate) async fn read(conn: &mut PgConnection, id: Uuid, side: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE conversation
         SET requester_read = CASE $2 WHEN 'requester' THEN provider_seq ELSE requester_read END,
             provider_read = CASE $2 WHEN 'provider' THEN requester_seq ELSE provider_read END
         WHERE id = $1 AND CASE $2 WHEN 'requester' THEN requester_read < provider_seq
                                   ELSE provider_read < requester_seq END",
        id,
        side,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What comes makes no sound for this side, or does again.
pub(crate) async fn mute(conn: &mut PgConnection, id: Uuid, side: &str, muted: bool) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE conversation
         SET requester_muted = CASE $2 WHEN 'requester' THEN $3 ELSE requester_muted END,
             provider_muted = CASE $2 WHEN 'provider' THEN $3 ELSE provider_muted END
         WHERE id = $1",
        id,
        side,
        muted,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that this side wants to share contact details.
pub(crate) async fn reveal(
    conn: &mut PgConnection,
    id: Uuid,
    side: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE conversation
         SET requester_reveals_at = CASE WHEN $2 = 'requester' THEN $3 ELSE requester_reveals_at END,
             provider_reveals_at = CASE WHEN $2 = 'provider' THEN $3 ELSE provider_reveals_at END
         WHERE id = $1",
        id,
        side,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

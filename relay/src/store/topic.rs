//! Topics of chats: which conversation each belongs to.

use std::collections::HashMap;

use adapter::TopicId;
use chrono::{DateTime, Utc};
use marketplace_domain::id::ConversationId;
use sqlx::PgConnection;

use super::lane::Lease;

/// The topic of a conversation in a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Topic {
    /// It is this one.
    Open(TopicId),
    /// There was none yet.
    Missing,
    /// There is none, and none is to be opened.
    Barred,
}

/// The topic of a conversation in the chat that a lane leads to.
pub(crate) async fn of(
    conn: &mut PgConnection,
    lane: i64,
    conversation: ConversationId,
    now: DateTime<Utc>,
) -> sqlx::Result<Topic> {
    let row = sqlx::query!(
        r#"SELECT t.native AS "native?", t.gone_at, coalesce(l.no_topics_until > $3, false) AS "barred!"
           FROM lane l LEFT JOIN topic t ON t.endpoint = l.endpoint AND t.conversation = $2
           WHERE l.endpoint = $1"#,
        lane,
        conversation.uuid(),
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok(match row.native {
        Some(native) if row.gone_at.is_none() => Topic::Open(TopicId(native)),
        None if !row.barred => Topic::Missing,
        _ => Topic::Barred,
    })
}

/// The conversations that these topics belong to, by endpoint and the platform's id.
pub(crate) async fn named(
    conn: &mut PgConnection,
    topics: &[(i64, TopicId)],
) -> sqlx::Result<HashMap<(i64, TopicId), ConversationId>> {
    let endpoints: Vec<i64> = topics.iter().map(|topic| topic.0).collect();
    let natives: Vec<&str> = topics.iter().map(|topic| topic.1.0.as_str()).collect();
    let rows = sqlx::query!(
        "SELECT t.endpoint, t.native, t.conversation
         FROM unnest($1::bigint[], $2::text[]) AS k (endpoint, native)
         JOIN topic t USING (endpoint, native)",
        &endpoints,
        &natives as &[&str],
    )
    .fetch_all(conn)
    .await?;
    let names = rows
        .into_iter()
        .map(|row| ((row.endpoint, TopicId(row.native)), ConversationId::from_uuid(row.conversation)));
    Ok(names.collect())
}

/// Notes a topic that was opened. False where the lane is not ours any more, or the platform gave the id
/// of another one: no topic may ever name two conversations.
pub(crate) async fn add(
    conn: &mut PgConnection,
    lease: &Lease,
    conversation: ConversationId,
    topic: &TopicId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let added = sqlx::query!(
        "INSERT INTO topic (endpoint, conversation, native, opened_at)
         SELECT endpoint, $3, $4, $5 FROM lane WHERE endpoint = $1 AND fence = $2
         ON CONFLICT DO NOTHING",
        lease.lane,
        lease.fence,
        conversation.uuid(),
        topic.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Opens no topic in this chat before then.
pub(crate) async fn bar(conn: &mut PgConnection, lease: &Lease, until: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE lane SET no_topics_until = $3 WHERE endpoint = $1 AND fence = $2",
        lease.lane,
        lease.fence,
        until,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Shows nothing in this topic any more.
pub(crate) async fn gone(
    conn: &mut PgConnection,
    lease: &Lease,
    conversation: ConversationId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE topic t SET gone_at = $4 FROM lane l
         WHERE l.endpoint = $1 AND l.fence = $2 AND t.endpoint = l.endpoint AND t.conversation = $3
           AND t.gone_at IS NULL",
        lease.lane,
        lease.fence,
        conversation.uuid(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

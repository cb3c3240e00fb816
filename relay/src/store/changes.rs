//! What people do to lines that were said: where a line's messages stand on both sides, and edits,
//! deletions and reactions as events.

use adapter::NativeId;
use chrono::{DateTime, Utc};
use marketplace_core::conversations::Spoken;
use marketplace_domain::{contact::LINES_BEFORE, conversation::Side, id::ConversationId, said::LineRef};
use sqlx::PgConnection;

use super::log::{Kind, Posted};

/// A message of a person's own, and the line that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Own {
    /// Their chat.
    pub endpoint: i64,
    /// The message.
    pub native: NativeId,
    /// The line.
    pub line: LineRef,
}

/// A line as it is stored.
pub(crate) struct Stored {
    /// Its event.
    pub event: i64,
    /// Whether its writer took it back.
    pub taken_back: bool,
    /// Whether files go with it.
    pub has_files: bool,
}

/// How far a line had come when it was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reached {
    /// Nothing of it was sent: nothing will be.
    Nobody,
    /// It stands in the other's chat, or may.
    Perhaps,
}

/// Remembers which messages people's own lines are.
pub(crate) async fn own(conn: &mut PgConnection, all: &[Own]) -> sqlx::Result<()> {
    let endpoints: Vec<i64> = all.iter().map(|own| own.endpoint).collect();
    let natives: Vec<String> = all.iter().map(|own| own.native.0.clone()).collect();
    let conversations: Vec<_> = all.iter().map(|own| own.line.conversation.uuid()).collect();
    let sides: Vec<&str> = all.iter().map(|own| own.line.side.name()).collect();
    let seqs: Vec<i64> = all.iter().map(|own| own.line.seq).collect();
    sqlx::query!(
        "INSERT INTO link (endpoint, native, conversation, event)
         SELECT k.endpoint, k.native, k.conversation, v.id
         FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::text[], $5::bigint[])
             AS k (endpoint, native, conversation, side, seq)
         JOIN event v USING (conversation, side, seq)
         ON CONFLICT DO NOTHING",
        &endpoints,
        &natives,
        &conversations,
        &sides as &[&str],
        &seqs,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The line, if there is one.
pub(crate) async fn line(conn: &mut PgConnection, line: LineRef) -> sqlx::Result<Option<Stored>> {
    let row = sqlx::query!(
        r#"SELECT v.id, v.taken_back_at IS NOT NULL AS "taken_back!",
                  EXISTS (SELECT 1 FROM event_file ef WHERE ef.event = v.id) AS "has_files!"
           FROM event v WHERE v.conversation = $1 AND v.side = $2 AND v.seq = $3 AND v.kind = 'line'"#,
        line.conversation.uuid(),
        line.side.name(),
        line.seq,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Stored { event: row.id, taken_back: row.taken_back, has_files: row.has_files }))
}

/// The number of the line of a side that was said last and not taken back.
pub(crate) async fn last_line(
    conn: &mut PgConnection,
    conversation: ConversationId,
    side: Side,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(
        "SELECT seq FROM event
         WHERE conversation = $1 AND side = $2 AND kind = 'line' AND taken_back_at IS NULL
         ORDER BY seq DESC LIMIT 1",
        conversation.uuid(),
        side.name(),
    )
    .fetch_optional(conn)
    .await
}

/// What a line said at first and after each of its edits, sealed, with the numbers.
pub(crate) async fn versions(conn: &mut PgConnection, event: i64) -> sqlx::Result<Vec<(i64, Vec<u8>)>> {
    let rows = sqlx::query!(
        r#"SELECT seq, body AS "body!" FROM event
           WHERE (id = $1 OR (target = $1 AND kind = 'edited')) AND body IS NOT NULL ORDER BY seq"#,
        event,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.seq, row.body)).collect())
}

/// The last reaction of a side to a line, sealed, with its number.
pub(crate) async fn last_reaction(
    conn: &mut PgConnection,
    event: i64,
    side: Side,
) -> sqlx::Result<Option<(i64, Vec<u8>)>> {
    let row = sqlx::query!(
        r#"SELECT seq, body AS "body!" FROM event
           WHERE target = $1 AND side = $2 AND kind = 'reacted' AND body IS NOT NULL
           ORDER BY seq DESC LIMIT 1"#,
        event,
        side.name(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.seq, row.body)))
}

/// Notes what an event is about.
pub(crate) async fn aim(conn: &mut PgConnection, event: i64, target: i64) -> sqlx::Result<()> {
    sqlx::query!("UPDATE event SET target = $2 WHERE id = $1", event, target).execute(conn).await?;
    Ok(())
}

/// Stores what somebody did to a line, with its delivery to where the other side has that line, or will
/// have it; else to the endpoint that they used last.
pub(crate) async fn post(
    conn: &mut PgConnection,
    spoken: &Spoken,
    (kind, target): (Kind, i64),
    body: &[u8],
    key: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Posted> {
    let row = sqlx::query!(
        r#"WITH done AS (
               INSERT INTO event (conversation, side, seq, body, at, kind, target)
               VALUES ($1, $2, $3, $4, $5, $8, $9)
               RETURNING id
           ), place AS (
               SELECT coalesce(
                   (SELECT e.id FROM delivery d JOIN endpoint e ON e.id = d.endpoint
                    WHERE d.event = $9 AND d.notice IS NULL AND e.account = $6
                      AND d.state IN ('pending', 'sending', 'retry', 'held_window') LIMIT 1),
                   (SELECT e.id FROM link l JOIN endpoint e ON e.id = l.endpoint
                    WHERE l.event = $9 AND e.account = $6 ORDER BY l.id DESC LIMIT 1),
                   (SELECT id FROM endpoint WHERE account = $6
                    ORDER BY left_at IS NOT NULL, seen_at DESC LIMIT 1)
               ) AS id
           ), due AS (
               INSERT INTO delivery (endpoint, conversation, event, key, due_at)
               SELECT place.id, $1, done.id, $7, $5 FROM place, done
               RETURNING endpoint
           )
           INSERT INTO lane AS l (endpoint, rung_at, due_at) SELECT endpoint, $5, $5 FROM due
           ON CONFLICT (endpoint) DO UPDATE
           SET rung_at = coalesce(l.rung_at, $5), due_at = least(coalesce(l.due_at, $5), $5)
           RETURNING l.endpoint, l.rung_at = $5 AS "ring!", (SELECT id FROM done) AS "event!""#,
        spoken.conversation.uuid(),
        spoken.from.name(),
        spoken.seq,
        body,
        now,
        spoken.to.uuid(),
        key,
        kind.name(),
        target,
    )
    .fetch_one(conn)
    .await?;
    Ok(Posted { event: row.event, lane: row.endpoint, ring: row.ring })
}

/// Takes a line back: what waits of it and of its edits is not sent any more, and its words are destroyed,
/// unless a report holds them fast as evidence. The lanes are locked before their deliveries, as
/// whoever works at them does it.
pub(crate) async fn take_back(
    conn: &mut PgConnection,
    event: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Reached> {
    sqlx::query!(
        "SELECT 1 AS one FROM lane WHERE endpoint IN (
             SELECT d.endpoint FROM delivery d JOIN event v ON v.id = d.event
             WHERE (v.id = $1 OR (v.target = $1 AND v.kind = 'edited'))
               AND d.state IN ('pending', 'sending', 'retry', 'held_window')
         ) ORDER BY endpoint FOR UPDATE",
        event,
    )
    .fetch_all(&mut *conn)
    .await?;
    // What may have arrived without that being known goes on as sent: it is looked for in the chat.
    let open = sqlx::query!(
        r#"UPDATE delivery d
           SET withdrawn = true,
               state = CASE d.state WHEN 'sending' THEN 'sending' ELSE 'cancelled' END,
               settled_at = CASE d.state WHEN 'sending' THEN d.settled_at ELSE $2::timestamptz END
           FROM event v
           WHERE v.id = d.event AND (v.id = $1 OR (v.target = $1 AND v.kind = 'edited')) AND d.notice IS NULL
             AND d.state IN ('pending', 'sending', 'retry', 'held_window')
           RETURNING v.id = $1 AS "is_line!", d.state = 'sending' OR d.repeats > 0 AS "perhaps!""#,
        event,
        now,
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!(
        "UPDATE event v SET taken_back_at = $2,
             body = CASE WHEN EXISTS (
                 SELECT 1 FROM report r WHERE r.conversation = v.conversation AND v.id = ANY (r.lines)
             ) THEN v.body END
         WHERE v.id = $1 OR (v.target = $1 AND v.kind = 'edited')",
        event,
        now,
    )
    .execute(conn)
    .await?;
    // A line that waits no more has reached the other, or nobody knows.
    let waited = open.iter().any(|delivery| delivery.is_line);
    let perhaps = open.iter().any(|delivery| delivery.perhaps);
    Ok(if waited && !perhaps { Reached::Nobody } else { Reached::Perhaps })
}

/// The messages of a chat that show this line, as it was said and as it was changed, in their order; and
/// how many of them came last together.
async fn shown(conn: &mut PgConnection, endpoint: i64, event: i64) -> sqlx::Result<(Vec<NativeId>, usize)> {
    let rows = sqlx::query!(
        "SELECT l.native, l.delivery FROM (
             SELECT $2::bigint AS id UNION ALL SELECT id FROM event WHERE target = $2 AND kind = 'edited'
         ) v JOIN link l ON l.event = v.id WHERE l.endpoint = $1 ORDER BY l.id",
        endpoint,
        event,
    )
    .fetch_all(conn)
    .await?;
    let last = rows.last().map(|row| row.delivery);
    let together = rows.iter().filter(|row| Some(row.delivery) == last).count();
    Ok((rows.into_iter().map(|row| NativeId(row.native)).collect(), together))
}

/// What is around a delivery that is about a line.
pub(crate) struct About {
    /// The messages that show the line in the chat, in their order.
    pub natives: Vec<NativeId>,
    /// How many of them show what it says last.
    pub together: usize,
    /// Whether its writer took it back.
    pub taken_back: bool,
    /// Whether the line opened the conversation, and its reader asked for the request.
    pub is_first: bool,
    /// How many files go with it.
    pub files: usize,
    /// Whether the conversation is open.
    pub open: bool,
}

/// Reads it, for the lane of a chat.
pub(crate) async fn about(conn: &mut PgConnection, endpoint: i64, event: i64) -> sqlx::Result<Option<About>> {
    let (natives, together) = shown(&mut *conn, endpoint, event).await?;
    let row = sqlx::query!(
        r#"SELECT v.taken_back_at IS NOT NULL AS "taken_back!", v.seq = 1 AND v.side = 'provider' AS "is_first!",
                  (SELECT count(*) FROM event_file ef WHERE ef.event = v.id) AS "files!",
                  c.ended_at IS NULL AS "open!"
           FROM event v JOIN conversation c ON c.id = v.conversation WHERE v.id = $1"#,
        event,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| About {
        natives,
        together,
        taken_back: row.taken_back,
        is_first: row.is_first,
        files: usize::try_from(row.files).unwrap_or_default(),
        open: row.open,
    }))
}

/// A version of a line near another one.
pub(crate) struct Neighbour {
    /// The number of the line.
    pub line: i64,
    /// The number under which it is sealed.
    pub seq: i64,
    /// What it says, sealed.
    pub body: Vec<u8>,
}

/// Lines of the same side around a line, with all their versions, in the order in which they stand in a
/// chat: as many before as matter for a split contact detail, and as many behind.
pub(crate) async fn around(conn: &mut PgConnection, line: LineRef) -> sqlx::Result<Vec<Neighbour>> {
    let reach = LINES_BEFORE as i64;
    sqlx::query_as!(
        Neighbour,
        r#"SELECT near.seq AS "line!", v.seq AS "seq!", v.body AS "body!"
           FROM event near JOIN event v ON v.id = near.id OR (v.target = near.id AND v.kind = 'edited')
           WHERE near.conversation = $1 AND near.side = $2 AND near.kind = 'line'
             AND near.seq BETWEEN $3 AND $4 AND near.seq <> $5 AND v.body IS NOT NULL
           ORDER BY near.seq, v.seq"#,
        line.conversation.uuid(),
        line.side.name(),
        line.seq - reach,
        line.seq + reach,
        line.seq,
    )
    .fetch_all(conn)
    .await
}

//! The ordered log of what people say to each other.

use chrono::{DateTime, Utc};
use marketplace_core::conversations::Spoken;
use marketplace_domain::{
    contact::LINES_BEFORE,
    conversation::Side,
    id::{AccountId, ConversationId},
};
use sqlx::PgConnection;

/// How many events may wait for one side of a conversation; then the sender is told to wait.
pub(crate) const MOST_WAITING: i64 = 500;

/// How many bytes may wait for one side of a conversation, sealed words and files: ten of the largest
/// files. Then the sender is told to wait, too.
pub(crate) const MOST_WAITING_BYTES: i64 = 512 * 1024 * 1024;

/// How many lines a report holds fast.
const MOST_REPORTED: i64 = 50;

/// What an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A line.
    Line,
    /// The side ended the conversation.
    Ended,
    /// The side took it up again.
    Reopened,
    /// The side would like to share contact details.
    RevealAsked,
    /// The side would, too.
    RevealAgreed,
    /// The side changed a line of its own.
    Edited,
    /// The side took a line of its own back.
    TakenBack,
    /// The side reacted to a line.
    Reacted,
    /// Something happened to a deal.
    Deal,
}

impl Kind {
    /// The name in the database.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Ended => "ended",
            Self::Reopened => "reopened",
            Self::RevealAsked => "reveal_asked",
            Self::RevealAgreed => "reveal_agreed",
            Self::Edited => "edited",
            Self::TakenBack => "taken_back",
            Self::Reacted => "reacted",
            Self::Deal => "deal",
        }
    }
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posted {
    /// The event that it is now.
    pub event: i64,
    /// The lane that has work now.
    pub lane: i64,
    /// Whether the bell must be rung for it.
    pub ring: bool,
}

/// Whether as much waits for the other side as may.
pub(crate) async fn is_full(
    conn: &mut PgConnection,
    conversation: ConversationId,
    recipient: AccountId,
) -> sqlx::Result<bool> {
    let waiting = sqlx::query!(
        r#"SELECT count(*) AS "count!", coalesce(sum(w.bytes), 0)::bigint AS "bytes!" FROM (
               SELECT coalesce(octet_length(v.body), 0) + (
                          SELECT coalesce(sum(f.length), 0) FROM event_file ef JOIN file f ON f.id = ef.file
                          WHERE ef.event = v.id
                      ) AS bytes
               FROM delivery d JOIN endpoint e ON e.id = d.endpoint JOIN event v ON v.id = d.event
               WHERE d.conversation = $1 AND e.account = $2
                 AND d.state IN ('pending', 'sending', 'retry', 'held_window')
               LIMIT $3
           ) w"#,
        conversation.uuid(),
        recipient.uuid(),
        MOST_WAITING,
    )
    .fetch_one(conn)
    .await?;
    Ok(waiting.count >= MOST_WAITING || waiting.bytes >= MOST_WAITING_BYTES)
}

/// What the speaker of a line said before it, sealed, with its number, the last thing last: as much as matters for contact
/// details that are split over several lines.
pub(crate) async fn said_before(
    conn: &mut PgConnection,
    spoken: &Spoken,
) -> sqlx::Result<Vec<(i64, Vec<u8>)>> {
    let rows = sqlx::query!(
        r#"SELECT seq, body AS "body!" FROM event
           WHERE conversation = $1 AND side = $2 AND seq >= $3 AND seq < $4
             AND kind IN ('line', 'edited', 'deal') AND body IS NOT NULL
           ORDER BY seq"#,
        spoken.conversation.uuid(),
        spoken.from.name(),
        spoken.seq - LINES_BEFORE as i64,
        spoken.seq,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.seq, row.body)).collect())
}

/// Stores what somebody said, sealed, or did, with its delivery to the endpoint that the other side used last, and
/// gives that lane work. It fails where the other side has no endpoint: nothing may be taken that
/// goes nowhere. The lane was not rung for before where the mark that it has now is ours; it is
/// read back after the lock was had, because a worker may have taken the mark away meanwhile.
pub(crate) async fn post(
    conn: &mut PgConnection,
    spoken: &Spoken,
    kind: Kind,
    (body, album): (&[u8], Option<&str>),
    key: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Posted> {
    let row = sqlx::query!(
        r#"WITH said AS (
               INSERT INTO event (conversation, side, seq, body, at, kind, album)
               VALUES ($1, $2, $3, $4, $5, $8, $9)
               RETURNING id
           ), target AS (
               SELECT id FROM endpoint WHERE account = $6
               ORDER BY left_at IS NOT NULL, seen_at DESC LIMIT 1
           ), due AS (
               INSERT INTO delivery (endpoint, conversation, event, key, due_at)
               SELECT target.id, $1, said.id, $7, $5 FROM target, said
               RETURNING endpoint
           )
           INSERT INTO lane AS l (endpoint, rung_at, due_at) SELECT endpoint, $5, $5 FROM due
           ON CONFLICT (endpoint) DO UPDATE
           SET rung_at = coalesce(l.rung_at, $5), due_at = least(coalesce(l.due_at, $5), $5)
           RETURNING l.endpoint, l.rung_at = $5 AS "ring!", (SELECT id FROM said) AS "event!""#,
        spoken.conversation.uuid(),
        spoken.from.name(),
        spoken.seq,
        body,
        now,
        spoken.to.uuid(),
        key,
        kind.name(),
        album,
    )
    .fetch_one(conn)
    .await?;
    Ok(Posted { event: row.event, lane: row.endpoint, ring: row.ring })
}

/// Gives an endpoint's lane the news that a delivery did not arrive.
pub(crate) async fn notify(
    conn: &mut PgConnection,
    endpoint: i64,
    delivery: i64,
    reason: &str,
    key: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "WITH due AS (
             INSERT INTO delivery (endpoint, conversation, event, notice, key, due_at)
             SELECT $1, d.conversation, d.event, $3, $4, $5 FROM delivery d WHERE d.id = $2
             RETURNING endpoint
         )
         INSERT INTO lane AS l (endpoint, due_at) SELECT endpoint, $5 FROM due
         ON CONFLICT (endpoint) DO UPDATE SET due_at = least(coalesce(l.due_at, $5), $5)",
        endpoint,
        delivery,
        reason,
        key,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The endpoint through which the sender of a delivery's event spoke last.
pub(crate) async fn sender_endpoint(conn: &mut PgConnection, delivery: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(
        "SELECT e.id FROM delivery d
         JOIN event v ON v.id = d.event
         JOIN conversation c ON c.id = v.conversation
         JOIN endpoint e ON e.account = CASE v.side WHEN 'requester' THEN c.requester ELSE c.provider END
         WHERE d.id = $1 AND e.left_at IS NULL
         ORDER BY e.seen_at DESC LIMIT 1",
        delivery,
    )
    .fetch_optional(conn)
    .await
}

/// A line that was taken back.
pub(crate) struct TakenBack {
    /// Its delivery.
    pub delivery: i64,
    /// The name of the side that said it.
    pub side: String,
    /// It is on its way this very moment: it is not tried again, but it may arrive.
    pub is_sending: bool,
    /// It was tried before.
    pub was_tried: bool,
    /// It is words, or a change of them.
    pub is_said: bool,
}

/// Takes back the lines of a conversation that wait, in both directions. The lanes are locked before
/// their deliveries, as whoever works at them does it.
pub(crate) async fn withdraw(
    conn: &mut PgConnection,
    conversation: ConversationId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<TakenBack>> {
    sqlx::query!(
        "SELECT 1 AS one FROM lane WHERE endpoint IN (
             SELECT endpoint FROM delivery
             WHERE conversation = $1 AND state IN ('pending', 'sending', 'retry', 'held_window')
         ) ORDER BY endpoint FOR UPDATE",
        conversation.uuid(),
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut taken = sqlx::query_as!(
        TakenBack,
        r#"UPDATE delivery d
         SET withdrawn = true,
             state = CASE d.state WHEN 'sending' THEN 'sending' ELSE 'cancelled' END,
             settled_at = CASE d.state WHEN 'sending' THEN d.settled_at ELSE $2::timestamptz END
         FROM event v
         WHERE d.conversation = $1 AND d.state IN ('pending', 'sending', 'retry', 'held_window')
           AND d.notice IS NULL AND v.id = d.event AND v.kind IN ('line', 'edited', 'reacted', 'deal')
         RETURNING d.id AS delivery, v.side, d.state = 'sending' AS "is_sending!",
                   d.attempts > 0 AS "was_tried!", v.kind IN ('line', 'edited') AS "is_said!""#,
        conversation.uuid(),
        now,
    )
    .fetch_all(conn)
    .await?;
    taken.sort_unstable_by_key(|line| line.delivery);
    Ok(taken)
}

/// Whether a delivery was taken back by a block while it was sent, and so is over. Whoever took a line
/// back themselves hears of that.
pub(crate) async fn is_taken_back(conn: &mut PgConnection, delivery: i64) -> sqlx::Result<bool> {
    let taken = sqlx::query_scalar!(
        r#"SELECT d.withdrawn AND d.state = 'cancelled' AND v.taken_back_at IS NULL AS "taken!"
           FROM delivery d JOIN event v ON v.id = d.event WHERE d.id = $1"#,
        delivery,
    );
    taken.fetch_one(conn).await
}

/// Whether a side said something with a picture there since then.
pub(crate) async fn has_photo(
    conn: &mut PgConnection,
    conversation: ConversationId,
    side: Side,
    since: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let has_photo = sqlx::query_scalar!(
        r#"SELECT EXISTS (
               SELECT 1 FROM event v JOIN event_file ef ON ef.event = v.id JOIN file f ON f.id = ef.file
               WHERE v.conversation = $1 AND v.side = $2 AND v.at >= $3 AND v.taken_back_at IS NULL
                 AND f.kind = 'photo' AND f.state <> 'gone'
           ) AS "has_photo!""#,
        conversation.uuid(),
        side.name(),
        since,
    );
    has_photo.fetch_one(conn).await
}

/// The last lines of a conversation, with what they were changed to, the oldest first.
pub(crate) async fn last_lines(
    conn: &mut PgConnection,
    conversation: ConversationId,
) -> sqlx::Result<Vec<i64>> {
    let mut lines = Vec::new();
    for side in [Side::Requester, Side::Provider] {
        let of_side = sqlx::query_scalar!(
            "SELECT id FROM event WHERE conversation = $1 AND side = $2 AND kind IN ('line', 'edited')
               AND body IS NOT NULL
             ORDER BY seq DESC LIMIT $3",
            conversation.uuid(),
            side.name(),
            MOST_REPORTED / 2,
        );
        lines.extend(of_side.fetch_all(&mut *conn).await?);
    }
    lines.sort_unstable();
    Ok(lines)
}

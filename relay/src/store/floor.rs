//! Many lines at once: what must be known before they are said, and where they are kept.

use chrono::{DateTime, Utc};
use marketplace_core::conversations::Spoken;
use marketplace_domain::contact::LINES_BEFORE;
use sqlx::PgConnection;

use super::log::MOST_WAITING;

/// What is around one side of a conversation.
pub(crate) struct Around {
    /// The endpoint that the other side used last; none where there is none.
    pub target: Option<i64>,
    /// How many lines wait for the other side, and how many bytes: as in [`super::log::is_full`].
    pub waiting: (i64, i64),
    /// What was said from here before, sealed, with its number, the last thing last.
    pub before: Vec<(i64, Vec<u8>)>,
}

/// A line that is to be stored.
pub(crate) struct NewLine {
    /// Where it was said, with its number.
    pub spoken: Spoken,
    /// What was said, sealed.
    pub body: Vec<u8>,
    /// The same for every try to deliver it.
    pub key: String,
    /// The endpoint that it goes to.
    pub target: i64,
}

/// Reads what is around these, in their order. They are locked, so that nothing comes to it.
pub(crate) async fn around(conn: &mut PgConnection, of: &[&Spoken]) -> sqlx::Result<Vec<Around>> {
    let conversations: Vec<_> = of.iter().map(|spoken| spoken.conversation.uuid()).collect();
    let recipients: Vec<_> = of.iter().map(|spoken| spoken.to.uuid()).collect();
    let sides: Vec<&str> = of.iter().map(|spoken| spoken.from.name()).collect();
    let seqs: Vec<i64> = of.iter().map(|spoken| spoken.seq).collect();
    let rows = sqlx::query!(
        r#"SELECT e.id AS "target?", w.lines AS "lines!", w.bytes AS "bytes!", v.seqs AS "seqs!", v.bodies AS "bodies!"
           FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[]) WITH ORDINALITY
               AS k (conversation, recipient, side, seq, place)
           LEFT JOIN LATERAL (
               SELECT id FROM endpoint WHERE account = k.recipient
               ORDER BY left_at IS NOT NULL, seen_at DESC LIMIT 1
           ) e ON true
           CROSS JOIN LATERAL (
               SELECT count(*) AS lines, coalesce(sum(open.bytes), 0)::bigint AS bytes FROM (
                   SELECT coalesce(octet_length(o.body), 0) + (
                              SELECT coalesce(sum(f.length), 0) FROM event_file ef JOIN file f ON f.id = ef.file
                              WHERE ef.event = o.id
                          ) AS bytes
                   FROM delivery d JOIN endpoint t ON t.id = d.endpoint JOIN event o ON o.id = d.event
                   WHERE d.conversation = k.conversation AND t.account = k.recipient
                     AND d.state IN ('pending', 'sending', 'retry', 'held_window')
                   LIMIT $5
               ) open
           ) w
           CROSS JOIN LATERAL (
               SELECT coalesce(array_agg(seq ORDER BY seq), '{}') AS seqs,
                      coalesce(array_agg(body ORDER BY seq), '{}') AS bodies
               FROM event
               WHERE conversation = k.conversation AND side = k.side AND seq > k.seq - $6 AND seq <= k.seq
                 AND kind IN ('line', 'edited', 'deal') AND body IS NOT NULL
           ) v
           ORDER BY k.place"#,
        &conversations,
        &recipients,
        &sides as &[&str],
        &seqs,
        MOST_WAITING,
        LINES_BEFORE as i64,
    )
    .fetch_all(conn)
    .await?;
    let around = rows.into_iter().map(|row| Around {
        target: row.target,
        waiting: (row.lines, row.bytes),
        before: row.seqs.into_iter().zip(row.bodies).collect(),
    });
    Ok(around.collect())
}

/// Stores lines, in their order, each with its delivery, and gives the lanes work. Returns the lanes
/// that must be rung for: as in [`super::log::post`].
pub(crate) async fn post(
    conn: &mut PgConnection,
    lines: &[NewLine],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<i64>> {
    let conversations: Vec<_> = lines.iter().map(|line| line.spoken.conversation.uuid()).collect();
    let sides: Vec<&str> = lines.iter().map(|line| line.spoken.from.name()).collect();
    let seqs: Vec<i64> = lines.iter().map(|line| line.spoken.seq).collect();
    let bodies: Vec<&[u8]> = lines.iter().map(|line| line.body.as_slice()).collect();
    let keys: Vec<&str> = lines.iter().map(|line| line.key.as_str()).collect();
    let targets: Vec<i64> = lines.iter().map(|line| line.target).collect();
    let rows = sqlx::query!(
        r#"WITH k AS MATERIALIZED (
               SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bytea[], $5::text[], $6::bigint[])
                   WITH ORDINALITY AS k (conversation, side, seq, body, key, target, place)
           ), said AS (
               INSERT INTO event (conversation, side, seq, body, at, kind)
               SELECT conversation, side, seq, body, $7, 'line' FROM k ORDER BY place
               RETURNING id, conversation, side, seq
           ), due AS (
               INSERT INTO delivery (endpoint, conversation, event, key, due_at)
               SELECT k.target, conversation, said.id, k.key, $7 FROM k JOIN said USING (conversation, side, seq)
               ORDER BY k.place
               RETURNING endpoint
           )
           INSERT INTO lane AS l (endpoint, rung_at, due_at)
           SELECT DISTINCT endpoint, $7, $7 FROM due ORDER BY endpoint
           ON CONFLICT (endpoint) DO UPDATE
           SET rung_at = coalesce(l.rung_at, $7), due_at = least(coalesce(l.due_at, $7), $7)
           RETURNING l.endpoint, l.rung_at = $7 AS "ring!""#,
        &conversations,
        &sides as &[&str],
        &seqs,
        &bodies as &[&[u8]],
        &keys as &[&str],
        &targets,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter(|row| row.ring).map(|row| row.endpoint).collect())
}

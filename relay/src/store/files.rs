//! Files that events show, and what waits for them.

use chrono::{DateTime, TimeDelta, Utc};
use marketplace_domain::{
    id::{ConversationId, FileId},
    media::{FileKind, FileProblem, Format},
    said::{MOST_FILES, SentFile},
};
use sqlx::{PgConnection, types::Uuid};

/// How long the rest of an album is waited for. A platform tells all of it at once, but one by one.
pub(crate) const ALBUM: TimeDelta = TimeDelta::milliseconds(1500);

/// When a delivery is due whose files are not there yet: practically never. Whoever settles the last
/// of the files says when.
const NOT_YET: TimeDelta = TimeDelta::days(3650);

/// A file of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EventFile {
    /// What it was sent as, or turned out to be.
    pub kind: FileKind,
    /// How it stands.
    pub state: FileState,
}

/// How a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileState {
    Pending,
    Ready(ReadyFile),
    Gone(FileProblem),
}

/// A file that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReadyFile {
    pub id: FileId,
    pub kind: FileKind,
    pub format: Format,
    /// In bytes.
    pub length: u64,
}

/// Puts files behind those that an event has. Its delivery is due once all of them are settled, and not
/// before `earliest`. The files stay locked, so that none is settled in between.
pub(crate) async fn attach(
    conn: &mut PgConnection,
    event: i64,
    files: &[SentFile],
    earliest: DateTime<Utc>,
) -> sqlx::Result<()> {
    let ids: Vec<Uuid> = files.iter().map(|file| file.id.uuid()).collect();
    sqlx::query!("SELECT 1 AS one FROM file WHERE id = ANY($1) ORDER BY id FOR SHARE", &ids)
        .fetch_all(&mut *conn)
        .await?;
    sqlx::query!(
        "INSERT INTO event_file (event, position, file)
         SELECT $1, k.position + (SELECT count(*) FROM event_file WHERE event = $1), k.id
         FROM unnest($2::uuid[]) WITH ORDINALITY AS k (id, position)",
        event,
        &ids,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "UPDATE delivery d SET due_at = CASE WHEN EXISTS (
             SELECT 1 FROM event_file ef JOIN file f ON f.id = ef.file
             WHERE ef.event = $1 AND f.state = 'pending'
         ) THEN $3 ELSE greatest(d.due_at, $2) END
         WHERE d.event = $1 AND d.state = 'pending'",
        event,
        earliest,
        earliest + NOT_YET,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The event that other files of the same album went with, and its number, if more can join it: it was not begun to be
/// delivered and it has room. Its delivery stays locked.
pub(crate) async fn open_album(
    conn: &mut PgConnection,
    conversation: ConversationId,
    side: &str,
    album: &str,
    more: usize,
) -> sqlx::Result<Option<(i64, i64)>> {
    let room = i64::try_from(MOST_FILES.saturating_sub(more)).unwrap_or_default();
    let row = sqlx::query!(
        "SELECT v.id, v.seq FROM event v JOIN delivery d ON d.event = v.id
         WHERE v.conversation = $1 AND v.side = $2 AND v.album = $3
           AND d.state = 'pending' AND d.attempts = 0 AND d.notice IS NULL
           AND (SELECT count(*) FROM event_file ef WHERE ef.event = v.id) <= $4
         ORDER BY v.id DESC LIMIT 1 FOR UPDATE OF d",
        conversation.uuid(),
        side,
        album,
        room,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.id, row.seq)))
}

/// Makes due what waited for this file last, and gives its lanes, which are to be rung.
pub(crate) async fn settled(
    conn: &mut PgConnection,
    file: FileId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<i64>> {
    // Of two files that are settled at once the later one must see the other: each waits for whoever was
    // here first, and looks only then.
    sqlx::query!(
        "SELECT d.id FROM event_file ef JOIN delivery d ON d.event = ef.event
         WHERE ef.file = $1 AND d.state IN ('pending', 'retry') ORDER BY d.id FOR UPDATE OF d",
        file.uuid(),
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query_scalar!(
        r#"WITH due AS (
               UPDATE delivery d SET due_at =
                   CASE WHEN v.album IS NULL THEN $2 ELSE greatest($2, v.at + $3::bigint * interval '1 ms') END
               FROM event_file mine JOIN event v ON v.id = mine.event
               WHERE mine.file = $1 AND d.event = v.id AND d.state IN ('pending', 'retry') AND d.due_at > $2
                 AND NOT EXISTS (
                     SELECT 1 FROM event_file ef JOIN file f ON f.id = ef.file
                     WHERE ef.event = v.id AND f.state = 'pending'
                 )
               RETURNING d.endpoint, d.due_at
           )
           UPDATE lane l SET due_at = least(coalesce(l.due_at, due.due_at), due.due_at), rung_at = $2
           FROM due WHERE l.endpoint = due.endpoint
           RETURNING l.endpoint"#,
        file.uuid(),
        now,
        ALBUM.num_milliseconds(),
    )
    .fetch_all(conn)
    .await
}

/// The files of an event, in their order. What cannot be read any more is lost.
pub(crate) async fn of_event(conn: &mut PgConnection, event: i64) -> sqlx::Result<Vec<EventFile>> {
    let rows = sqlx::query!(
        "SELECT f.id, f.kind, f.state, f.format, f.length, f.problem
         FROM event_file ef JOIN file f ON f.id = ef.file WHERE ef.event = $1 ORDER BY ef.position",
        event,
    )
    .fetch_all(conn)
    .await?;
    let files = rows.into_iter().map(|row| {
        let kind = FileKind::from_name(&row.kind).unwrap_or(FileKind::Document);
        let format = row.format.as_deref().and_then(Format::from_name);
        let state = match (row.state.as_str(), format, row.length) {
            ("pending", _, _) => FileState::Pending,
            ("ready", Some(format), Some(length)) => {
                let (id, length) = (FileId::from_uuid(row.id), length.try_into().unwrap_or_default());
                FileState::Ready(ReadyFile { id, kind, format, length })
            }
            _ => {
                let problem = row.problem.as_deref().and_then(FileProblem::from_name);
                FileState::Gone(problem.unwrap_or(FileProblem::Lost))
            }
        };
        EventFile { kind, state }
    });
    Ok(files.collect())
}

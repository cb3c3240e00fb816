//! Lanes: who works at one, what is due in it, and what became of it.

use adapter::{Address, NativeId};
use chrono::{DateTime, TimeDelta, Utc};
use conversation::{News, Undelivered};
use marketplace_core::{
    MarketError,
    seal::Place,
    vault::{Vault, WrappedKey},
};
use marketplace_domain::{
    account::Language,
    conversation::{Alias, Side},
    id::{ConversationId, RequestId},
    media::FileProblem,
    message::Rich,
    said::Body,
    text::Title,
};
use sqlx::PgConnection;

use super::{body, log};

/// How long a worker may hold a lane before another may take it.
pub(crate) const LEASE: TimeDelta = TimeDelta::seconds(60);

/// A lane that is ours until the lease ends or somebody with a higher fence took it.
pub(crate) struct Lease {
    /// The lane.
    pub lane: i64,
    /// Our number: what we write counts only while it is the lane's.
    pub fence: i64,
    /// Where it leads.
    pub to: Address,
    /// The language of the person there.
    pub language: Language,
    /// Whether they shut us out.
    pub left: bool,
}

/// What is due next in one conversation of a lane.
pub(crate) struct Due {
    /// The delivery.
    pub id: i64,
    /// What it delivers.
    pub event: i64,
    /// Whether files go with that.
    pub has_files: bool,
    /// Its conversation.
    pub conversation: ConversationId,
    /// The same for every try.
    pub key: String,
    /// Tries so far.
    pub attempts: i16,
    /// Repeats without knowing whether the try before arrived.
    pub repeats: i16,
    /// A worker died, or lost its lease, between the call and its result.
    pub interrupted: bool,
    /// Whether it is news of ours rather than a line. It is tried for longer, and where it does not
    /// arrive nobody is told.
    pub news: bool,
    /// Whether it comes without a sound.
    pub silent: bool,
    /// What to say; none where what is stored cannot be read any more.
    pub line: Option<Line>,
}

/// What a delivery says, and what is around it.
pub(crate) struct Line {
    /// What the conversation is about.
    pub request: RequestId,
    /// Its title.
    pub title: Title,
    /// What the other side is called.
    pub other: Alias,
    /// What was said; nothing where the conversation was erased.
    pub body: Body,
    /// What it is.
    pub what: What,
}

/// What a line is to the person who reads it.
pub(crate) enum What {
    /// What the other side said first, to the requester: it opens the conversation.
    First,
    /// What the other side said.
    Said,
    /// What the other side did.
    News(News),
    /// A line of their own, which did not arrive.
    Undelivered(Undelivered),
    /// The other side ended the conversation; so many lines of their own did not arrive any more.
    Ended(i64),
    /// The other side took it up again.
    Reopened,
}

/// How the beginning of a try went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begun {
    /// It is counted: make it.
    Ours,
    /// It was taken back meanwhile: nothing is to be sent.
    Withdrawn,
    /// The lane is not ours any more.
    Lost,
}

/// The name of a reason in the database.
pub(crate) const fn reason_name(reason: Undelivered) -> &'static str {
    match reason {
        Undelivered::Gone => "gone",
        Undelivered::Refused => "refused",
        Undelivered::Dead => "dead",
        Undelivered::Unsure => "unsure",
        Undelivered::Erased => "erased",
        Undelivered::FileTooLargeThere => "file-there",
        Undelivered::File(FileProblem::Large) => "file-large",
        Undelivered::File(FileProblem::Kind) => "file-kind",
        Undelivered::File(FileProblem::Broken) => "file-broken",
        Undelivered::File(FileProblem::Locked) => "file-locked",
        Undelivered::File(FileProblem::Author) => "file-author",
        Undelivered::File(FileProblem::Lost) => "file-lost",
    }
}

fn reason(name: &str) -> Undelivered {
    match name {
        "gone" => Undelivered::Gone,
        "refused" => Undelivered::Refused,
        "unsure" => Undelivered::Unsure,
        "erased" => Undelivered::Erased,
        "file-there" => Undelivered::FileTooLargeThere,
        name => match name.strip_prefix("file-").and_then(FileProblem::from_name) {
            Some(problem) => Undelivered::File(problem),
            None => Undelivered::Dead,
        },
    }
}

/// How a try ended.
pub(crate) enum Settled {
    /// Shown, as these messages.
    Sent(Vec<NativeId>),
    /// To be tried again.
    Retry {
        /// When.
        at: DateTime<Utc>,
        /// Whether nobody knows if this try arrived.
        ambiguous: bool,
        /// Whether the platform refused it unseen: then the try does not count.
        uncounted: bool,
    },
    /// Over, in this state: `ambiguous`, `cancelled` or `dead`.
    Over(&'static str),
    /// Over, because the person is gone.
    Gone,
}

/// Takes a lane, if nobody holds it. The rung mark goes before any work is read, so that work
/// that comes later rings again.
pub(crate) async fn lease(
    conn: &mut PgConnection,
    lane: i64,
    holder: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Lease>> {
    let row = sqlx::query!(
        r#"UPDATE lane l SET leased_until = $3, holder = $4, fence = l.fence + 1, rung_at = NULL
           FROM endpoint e, account a
           WHERE l.endpoint = $1 AND e.id = l.endpoint AND a.id = e.account AND NOT l.quarantined
             AND (l.leased_until IS NULL OR l.leased_until <= $2)
           RETURNING l.fence, e.platform, e.bot, e.chat, e.left_at IS NOT NULL AS "left!",
                     coalesce(a.language, e.hint) AS language"#,
        lane,
        now,
        now + LEASE,
        holder,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|row| {
        Some(Lease {
            lane,
            fence: row.fence,
            to: Address { platform: row.platform.parse().ok()?, bot: row.bot, chat: row.chat },
            language: row.language.as_deref().and_then(Language::from_tag).unwrap_or(Language::En),
            left: row.left,
        })
    }))
}

/// The head of each conversation of the lane that is due: strict order inside a conversation. The
/// conversation after the one that was served last comes first, so that all have their turn.
///
/// # Errors
/// [`MarketError::Locked`] where a line is sealed with what this process does not know yet;
/// [`MarketError::Database`]. What can never be read is no error.
pub(crate) async fn heads(
    conn: &mut PgConnection,
    vault: &Vault,
    lane: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Due>, MarketError> {
    let rows = sqlx::query!(
        r#"SELECT h.id AS "id!", h.conversation AS "conversation!", h.key AS "key!", h.attempts AS "attempts!",
                  h.repeats AS "repeats!", h.state AS "state!", h.notice, h.event AS "event!",
                  EXISTS (SELECT 1 FROM event_file ef WHERE ef.event = h.event) AS "has_files!",
                  v.body, v.seq, v.side, v.kind, k.master AS "master?", k.wrapped AS "wrapped?",
                  c.request, r.title, c.requester_alias, c.provider_alias,
                  e.account = c.requester AS "to_requester!",
                  CASE WHEN e.account = c.requester THEN c.requester_muted ELSE c.provider_muted END
                      AS "muted!",
                  -- Lines of the reader that the end took back: not those that the lane itself holds.
                  CASE v.kind WHEN 'ended' THEN (
                      SELECT count(*) FROM delivery w JOIN event l ON l.id = w.event
                      WHERE w.conversation = h.conversation AND w.withdrawn AND w.state = 'cancelled'
                        AND w.settled_at >= v.at AND l.side <> v.side
                  ) END AS taken_back
           FROM lane_heads($1) h
           JOIN conversation c ON c.id = h.conversation
           JOIN request r ON r.id = c.request
           JOIN endpoint e ON e.id = $1
           JOIN lane l ON l.endpoint = $1
           JOIN event v ON v.id = h.event
           LEFT JOIN data_key k ON k.id = h.conversation
           WHERE h.due_at <= $2 AND h.state <> 'held_window'
           ORDER BY coalesce(h.conversation <= l.turn, false), h.conversation LIMIT 8"#,
        lane,
        now,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let conversation = ConversationId::from_uuid(row.conversation);
            let alias = if row.to_requester { row.provider_alias } else { row.requester_alias };
            let news = row.notice.is_some() || row.kind != log::Kind::Line.name();
            let what = match row.notice.as_deref() {
                Some(notice) => What::Undelivered(reason(notice)),
                None if row.kind == log::Kind::Ended.name() => {
                    What::Ended(row.taken_back.unwrap_or_default())
                }
                None if row.kind == log::Kind::Reopened.name() => What::Reopened,
                None if row.kind == log::Kind::RevealAsked.name() => What::News(News::RevealAsked),
                None if row.kind == log::Kind::RevealAgreed.name() => What::News(News::RevealAgreed),
                None if row.seq == 1 && row.side == Side::Provider.name() => What::First,
                None => What::Said,
            };
            let said = match &what {
                What::Undelivered(Undelivered::Erased) => Some(Rich::default().into()),
                _ => {
                    let key = WrappedKey::of(row.conversation, row.master, row.wrapped);
                    let side = Side::from_name(&row.side);
                    let place = side.map(|side| Place::Line { conversation, side, seq: row.seq });
                    said(vault, key, place, row.body)?
                }
            };
            Ok(Due {
                id: row.id,
                event: row.event,
                has_files: row.has_files,
                conversation,
                key: row.key,
                attempts: row.attempts,
                repeats: row.repeats,
                interrupted: row.state == "sending",
                news,
                silent: row.muted,
                line: said
                    .and_then(|said| line(RequestId::from_uuid(row.request), &row.title, alias, said, what)),
            })
        })
        .collect()
}

/// What somebody said; none where it can never be read: it was erased, or is broken.
fn said(
    vault: &Vault,
    key: Option<WrappedKey>,
    place: Option<Place>,
    sealed: Option<Vec<u8>>,
) -> Result<Option<Body>, MarketError> {
    let (Some(key), Some(place), Some(sealed)) = (key, place, sealed) else { return Ok(None) };
    let key = match vault.unwrap(&key) {
        Err(MarketError::Locked) => return Err(MarketError::Locked),
        key => key.ok(),
    };
    let opened = key.and_then(|key| key.open(place, &sealed));
    Ok(opened.and_then(|opened| body::read(&opened)))
}

fn line(request: RequestId, title: &str, alias: i16, body: Body, what: What) -> Option<Line> {
    Some(Line {
        request,
        title: Title::parse(title).ok()?,
        other: Alias::try_from(u16::try_from(alias).ok()?).ok()?,
        body,
        what,
    })
}

/// Counts a try before it is made. From now on what is said may stand in the chat.
pub(crate) async fn begin_try(
    conn: &mut PgConnection,
    lease: &Lease,
    due: &Due,
    now: DateTime<Utc>,
) -> sqlx::Result<Begun> {
    let row = sqlx::query!(
        r#"WITH mine AS (
               UPDATE lane SET leased_until = $4, turn = $5, speaking = $5
               WHERE endpoint = $1 AND fence = $2 RETURNING endpoint
           ), begun AS (
               UPDATE delivery d SET state = 'sending', attempts = attempts + 1
               FROM mine
               WHERE d.id = $3 AND d.endpoint = mine.endpoint AND d.state IN ('pending', 'retry')
               RETURNING d.id
           )
           SELECT EXISTS (SELECT 1 FROM mine) AS "mine!", EXISTS (SELECT 1 FROM begun) AS "begun!""#,
        lease.lane,
        lease.fence,
        due.id,
        now + LEASE,
        due.conversation.uuid(),
    )
    .fetch_one(conn)
    .await?;
    Ok(match (row.mine, row.begun) {
        (true, true) => Begun::Ours,
        (true, false) => Begun::Withdrawn,
        (false, _) => Begun::Lost,
    })
}

/// Writes down how a try ended, and what the chat was shown by it. What was taken back meanwhile is
/// not tried again. False where the lane is not ours any more.
pub(crate) async fn settle(
    conn: &mut PgConnection,
    lease: &Lease,
    due: &Due,
    settled: &Settled,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let (state, at, ambiguous, uncounted) = match settled {
        Settled::Sent(_) => ("sent", now, false, false),
        Settled::Retry { at, ambiguous, uncounted } => ("retry", *at, *ambiguous, *uncounted),
        Settled::Over(state) => (*state, now, false, false),
        Settled::Gone => ("cancelled", now, false, false),
    };
    // Where nobody knows, it counts as shown: who writes there is asked once too often at worst.
    let shown = matches!(settled, Settled::Sent(_) | Settled::Over("ambiguous")) || ambiguous;
    let natives: Vec<String> = match settled {
        Settled::Sent(ids) => ids.iter().map(|id| id.0.clone()).collect(),
        _ => Vec::new(),
    };
    let row = sqlx::query!(
        "WITH mine AS (
             UPDATE lane
             SET speaking = NULL,
                 heard = heard + CASE WHEN $10 THEN 1 ELSE 0 END,
                 heard_other = CASE WHEN $10 AND heard_last IS DISTINCT FROM $8 THEN heard
                               ELSE heard_other END,
                 heard_last = CASE WHEN $10 THEN $8 ELSE heard_last END,
                 heard_at = CASE WHEN $10 THEN $11 ELSE heard_at END
             WHERE endpoint = $1 AND fence = $2 RETURNING endpoint
         ), links AS (
             INSERT INTO link (endpoint, native, conversation, delivery)
             SELECT mine.endpoint, n.native, $8, $3 FROM mine, unnest($7::text[]) AS n (native)
             ON CONFLICT DO NOTHING
         )
         UPDATE delivery d
         SET state = CASE WHEN $4 = 'retry' AND d.withdrawn THEN 'cancelled' ELSE $4 END,
             due_at = $5::timestamptz, repeats = repeats + $6::int::smallint,
             attempts = greatest(0, attempts - $9::int::smallint),
             settled_at = CASE WHEN $4 <> 'retry' OR d.withdrawn THEN $11::timestamptz END
         FROM mine WHERE d.id = $3",
        lease.lane,
        lease.fence,
        due.id,
        state,
        at,
        i32::from(ambiguous),
        &natives,
        due.conversation.uuid(),
        i32::from(uncounted),
        shown,
        now,
    )
    .execute(conn)
    .await?;
    Ok(row.rows_affected() == 1)
}

/// Gives a lane back. Returns when it has work again: now, later or not at all.
pub(crate) async fn release(
    conn: &mut PgConnection,
    lease: &Lease,
    not_before: DateTime<Utc>,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query!("SELECT 1 AS one FROM lane WHERE endpoint = $1 FOR UPDATE", lease.lane)
        .fetch_optional(&mut *conn)
        .await?;
    sqlx::query_scalar!(
        r#"UPDATE lane SET leased_until = NULL, rung_at = NULL,
               -- Where it could not be written down how a try ended, it may have been shown.
               speaking = CASE WHEN EXISTS (
                   SELECT 1 FROM delivery d WHERE d.endpoint = $1 AND d.state = 'sending'
               ) THEN speaking END,
               due_at = (
               SELECT greatest(min(h.due_at), $3) FROM lane_heads($1) h
               WHERE h.state <> 'held_window' HAVING count(*) > 0
           )
           WHERE endpoint = $1 AND fence = $2
           RETURNING due_at"#,
        lease.lane,
        lease.fence,
        not_before,
    )
    .fetch_optional(conn)
    .await
    .map(Option::flatten)
}

/// Lanes of these bots with work that nobody works at, although it is due since `late`. They count
/// as rung now.
pub(crate) async fn overdue(
    conn: &mut PgConnection,
    bots: &(Vec<String>, Vec<String>),
    late: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "UPDATE lane SET rung_at = $2 WHERE endpoint = ANY (ARRAY (
             SELECT l.endpoint FROM lane l JOIN endpoint e ON e.id = l.endpoint
             JOIN unnest($3::text[], $4::text[]) AS k (platform, bot) USING (platform, bot)
             WHERE l.due_at <= $1 AND NOT l.quarantined
               AND (l.leased_until IS NULL OR l.leased_until <= $2) AND (l.rung_at IS NULL OR l.rung_at <= $1)
             ORDER BY l.due_at LIMIT 1000 FOR UPDATE OF l SKIP LOCKED
         )) RETURNING endpoint",
        late,
        now,
        &bots.0,
        &bots.1,
    )
    .fetch_all(conn)
    .await
}

/// Frees the lanes of processes that ended while they worked at them, so that nobody waits for the
/// end of their leases. Returns them; they count as rung now.
pub(crate) async fn free(conn: &mut PgConnection, me: i64, now: DateTime<Utc>) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "WITH dead AS MATERIALIZED (
             SELECT h.holder FROM (
                 SELECT DISTINCT holder FROM lane WHERE leased_until IS NOT NULL AND holder <> $1
             ) h WHERE pg_try_advisory_xact_lock(h.holder)
         )
         UPDATE lane SET leased_until = NULL, rung_at = $2 FROM dead
         WHERE lane.holder = dead.holder AND lane.leased_until IS NOT NULL
         RETURNING lane.endpoint",
        me,
        now,
    )
    .fetch_all(conn)
    .await
}

/// The person is gone from that endpoint until they write again.
pub(crate) async fn gone(conn: &mut PgConnection, lane: i64, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("UPDATE endpoint SET left_at = $2 WHERE id = $1 AND left_at IS NULL", lane, now)
        .execute(conn)
        .await?;
    Ok(())
}

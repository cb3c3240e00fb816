//! What is due in a lane, opened and read.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use conversation::{News, Undelivered};
use marketplace_core::{
    MarketError,
    seal::Place,
    vault::{Vault, WrappedKey},
};
use marketplace_domain::{
    conversation::{Alias, Side},
    id::{ConversationId, RequestId},
    media::FileProblem,
    message::Rich,
    said::Body,
    text::Title,
};
use sqlx::PgConnection;

use super::{body, log};

/// What is due next in one conversation of a lane.
pub(crate) struct Due {
    /// The delivery.
    pub id: i64,
    /// What it delivers.
    pub event: i64,
    /// The line that it is about: that it replies to or changes, or that a notice is about.
    pub target: Option<i64>,
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
    /// When what it delivers was said.
    pub at: DateTime<Utc>,
    /// It waited for its reader to write, and does not wait any longer.
    pub held: bool,
    /// Whether it is news of ours rather than a line. It is tried for longer, and where it does not
    /// arrive nobody is told.
    pub news: bool,
    /// Whether it comes without a sound.
    pub silent: bool,
    /// What to say; none where what is stored cannot be read any more.
    pub line: Option<Line>,
}

impl Due {
    /// Whether it may be shown twice where nobody knows if it arrived. Where somebody is may not: its
    /// sender is asked instead.
    pub(crate) fn may_be_repeated(&self) -> bool {
        let is_place = |line: &Line| matches!(line.body, Body::Place { .. });
        self.news || !self.line.as_ref().is_some_and(is_place)
    }

    /// What the sender is told of how it ended, if they are told.
    pub(crate) fn tells(&self, reason: Undelivered) -> Option<Undelivered> {
        match self.line.as_ref().map(|line| &line.what) {
            Some(What::TakenBack) if reason != Undelivered::TakenBack => Some(Undelivered::StaysThere),
            Some(What::TakenBack) => Some(reason),
            _ => Some(reason).filter(|_| !self.news),
        }
    }

    /// The line that its messages will show, to be changed with it: none for news and notices.
    pub(crate) fn shows(&self) -> Option<i64> {
        (!self.news).then_some(self.event)
    }
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
    /// The other side changed a line to this.
    Edited,
    /// The other side took a line back.
    TakenBack,
    /// The other side reacted to a line.
    Reacted,
    /// Something happened to a deal, in which the reader is this side.
    Deal(Side),
}

/// The name of a reason in the database.
pub(crate) const fn reason_name(reason: Undelivered) -> &'static str {
    match reason {
        Undelivered::Gone => "gone",
        Undelivered::Refused => "refused",
        Undelivered::Dead => "dead",
        Undelivered::Unsure => "unsure",
        Undelivered::Erased => "erased",
        Undelivered::Waits => "waits",
        Undelivered::Away => "away",
        Undelivered::TakenBack => "taken-back",
        Undelivered::StaysThere => "stays-there",
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
        "taken-back" => Undelivered::TakenBack,
        "stays-there" => Undelivered::StaysThere,
        "waits" => Undelivered::Waits,
        "away" => Undelivered::Away,
        "file-there" => Undelivered::FileTooLargeThere,
        name => match name.strip_prefix("file-").and_then(FileProblem::from_name) {
            Some(problem) => Undelivered::File(problem),
            None => Undelivered::Dead,
        },
    }
}

/// The head of each conversation of these lanes that is due: strict order inside a conversation. The
/// conversation after the one that was served last comes first, so that all have their turn. A lane
/// has [`MarketError::Locked`] where a line of it is sealed with what this process does not know yet;
/// what can never be read is no error.
///
/// `OFFSET 0` keeps Postgres from joining by reading whole tables. It does so while they are small, and
/// goes on as they grow, until it counts their rows anew.
pub(crate) async fn heads(
    conn: &mut PgConnection,
    vault: &Vault,
    lanes: &[i64],
    now: DateTime<Utc>,
) -> sqlx::Result<HashMap<i64, Result<Vec<Due>, MarketError>>> {
    let rows = sqlx::query!(
        r#"SELECT l.endpoint AS lane, h.id AS "id!", h.conversation AS "conversation!", h.key AS "key!", h.attempts AS "attempts!",
                  h.repeats AS "repeats!", h.state AS "state!", h.notice, h.event AS "event!",
                  EXISTS (SELECT 1 FROM event_file ef WHERE ef.event = h.event) AS "has_files!",
                  v.body, v.seq, v.side, v.kind, v.at, v.target, k.master AS "master?", k.wrapped AS "wrapped?",
                  c.request, r.title, c.requester_alias, c.provider_alias,
                  e.account = c.requester AS "to_requester!",
                  CASE WHEN e.account = c.requester THEN c.requester_muted ELSE c.provider_muted END
                      AS "muted!",
                  -- Lines of the reader that the end took back, at the same moment: not those that the lane itself
                  -- holds, nor one that was on its way then, of which the reader hears by itself.
                  CASE v.kind WHEN 'ended' THEN (
                      SELECT count(*) FROM delivery w JOIN event l ON l.id = w.event
                      WHERE w.conversation = h.conversation AND w.withdrawn AND w.state = 'cancelled'
                        AND w.settled_at = v.at AND l.side <> v.side AND l.kind = 'line'
                  ) END AS taken_back
           FROM lane l
           JOIN endpoint e ON e.id = l.endpoint
           CROSS JOIN LATERAL (
               SELECT * FROM lane_heads(l.endpoint) WHERE due_at <= $2
               ORDER BY coalesce(conversation <= l.turn, false), conversation LIMIT 8
           ) h
           CROSS JOIN LATERAL (SELECT * FROM conversation WHERE id = h.conversation OFFSET 0) c
           CROSS JOIN LATERAL (SELECT title FROM request WHERE id = c.request OFFSET 0) r
           CROSS JOIN LATERAL (SELECT * FROM event WHERE id = h.event OFFSET 0) v
           LEFT JOIN LATERAL (SELECT * FROM data_key WHERE id = h.conversation OFFSET 0) k ON true
           WHERE l.endpoint = ANY ($1)
           ORDER BY l.endpoint, coalesce(h.conversation <= l.turn, false), h.conversation"#,
        lanes,
        now,
    )
    .fetch_all(conn)
    .await?;
    let mut due: HashMap<i64, Vec<Result<Due, MarketError>>> = HashMap::new();
    for row in rows {
        let lane = row.lane;
        let read = || {
            let conversation = ConversationId::from_uuid(row.conversation);
            let alias = if row.to_requester { row.provider_alias } else { row.requester_alias };
            let reader = if row.to_requester { Side::Requester } else { Side::Provider };
            let is_line = row.kind == log::Kind::Line.name();
            let news = row.notice.is_some() || !(is_line || row.kind == log::Kind::Edited.name());
            let target = if is_line && row.notice.is_some() { Some(row.event) } else { row.target };
            let what = match row.notice.as_deref() {
                Some(notice) => What::Undelivered(reason(notice)),
                None if row.kind == log::Kind::Ended.name() => {
                    What::Ended(row.taken_back.unwrap_or_default())
                }
                None if row.kind == log::Kind::Reopened.name() => What::Reopened,
                None if row.kind == log::Kind::RevealAsked.name() => What::News(News::RevealAsked),
                None if row.kind == log::Kind::RevealAgreed.name() => What::News(News::RevealAgreed),
                None if row.kind == log::Kind::Edited.name() => What::Edited,
                None if row.kind == log::Kind::TakenBack.name() => What::TakenBack,
                None if row.kind == log::Kind::Reacted.name() => What::Reacted,
                None if row.kind == log::Kind::Deal.name() => What::Deal(reader),
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
                target,
                has_files: row.has_files,
                conversation,
                key: row.key,
                attempts: row.attempts,
                repeats: row.repeats,
                interrupted: row.state == "sending",
                at: row.at,
                held: row.state == "held_window",
                news,
                silent: row.muted,
                line: said
                    .and_then(|said| line(RequestId::from_uuid(row.request), &row.title, alias, said, what)),
            })
        };
        due.entry(lane).or_default().push(read());
    }
    Ok(due.into_iter().map(|(lane, due)| (lane, due.into_iter().collect())).collect())
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

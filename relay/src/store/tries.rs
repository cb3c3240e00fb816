//! Tries to send something: how they begin and how they end.

use adapter::NativeId;
use chrono::{DateTime, Utc};
use marketplace_domain::id::ConversationId;
use sqlx::PgConnection;

use super::{
    due::Due,
    lane::{Fenced, LEASE, Lease, split},
};

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
    /// Not shown; it waits until its reader writes, or until then. The try does not count.
    Held {
        /// When it is given up.
        until: DateTime<Utc>,
    },
    /// Over, in this state: `ambiguous`, `cancelled` or `dead`.
    Over(&'static str),
    /// Over, because the person is gone.
    Gone,
}

/// Counts tries, each of a delivery of a conversation, before they are made. From now on what is said
/// may stand in the chat.
pub(crate) async fn begin(
    conn: &mut PgConnection,
    tries: &[(Fenced, i64, ConversationId)],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Begun>> {
    let (lanes, fences) = split(tries.iter().map(|of| of.0));
    let deliveries: Vec<i64> = tries.iter().map(|of| of.1).collect();
    let conversations: Vec<_> = tries.iter().map(|of| of.2.uuid()).collect();
    let rows = sqlx::query!(
        r#"WITH k AS MATERIALIZED (
               SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::uuid[])
                   WITH ORDINALITY AS k (endpoint, fence, delivery, conversation, place)
           ), locked AS MATERIALIZED (
               SELECT endpoint FROM lane WHERE endpoint = ANY ($1) ORDER BY endpoint FOR NO KEY UPDATE
           ), mine AS (
               UPDATE lane l SET leased_until = $5, turn = k.conversation, speaking = k.conversation
               FROM k JOIN locked USING (endpoint)
               WHERE l.endpoint = k.endpoint AND l.fence = k.fence RETURNING k.place, l.endpoint, k.delivery
           ), begun AS (
               UPDATE delivery d SET state = 'sending', attempts = attempts + 1
               FROM mine
               WHERE d.id = mine.delivery AND d.endpoint = mine.endpoint AND d.state IN ('pending', 'retry')
               RETURNING mine.place
           )
           SELECT mine.place IS NOT NULL AS "mine!", begun.place IS NOT NULL AS "begun!"
           FROM k LEFT JOIN mine USING (place) LEFT JOIN begun USING (place) ORDER BY k.place"#,
        &lanes,
        &fences,
        &deliveries,
        &conversations,
        now + LEASE,
    )
    .fetch_all(conn)
    .await?;
    let begun = rows.into_iter().map(|row| match (row.mine, row.begun) {
        (true, true) => Begun::Ours,
        (true, false) => Begun::Withdrawn,
        (false, _) => Begun::Lost,
    });
    Ok(begun.collect())
}

/// How a try ended, as it is written down.
pub(crate) struct Ended {
    lane: Fenced,
    delivery: i64,
    conversation: ConversationId,
    state: &'static str,
    /// When it is tried again.
    again: Option<DateTime<Utc>>,
    ambiguous: bool,
    uncounted: bool,
    /// Whether the chat was shown it. Where nobody knows, it counts as shown: who writes there is asked
    /// once too often at worst.
    shown: bool,
    natives: Vec<NativeId>,
    /// The line that these messages show, to be changed with it; none for news.
    shows: Option<i64>,
}

impl Ended {
    pub(crate) fn of(lease: &Lease, due: &Due, settled: &Settled) -> Self {
        let (state, again, ambiguous, uncounted) = match settled {
            Settled::Sent(_) => ("sent", None, false, false),
            Settled::Retry { at, ambiguous, uncounted } => ("retry", Some(*at), *ambiguous, *uncounted),
            // Where it is known that the chat is closed, no try was begun.
            Settled::Held { until } => ("held_window", Some(*until), false, !lease.closed),
            Settled::Over(state) => (*state, None, false, false),
            Settled::Gone => ("cancelled", None, false, false),
        };
        // What was changed in place is nothing new in the chat.
        let shown = match settled {
            Settled::Sent(natives) => !natives.is_empty(),
            Settled::Over(state) => *state == "ambiguous",
            _ => ambiguous,
        };
        let natives = match settled {
            Settled::Sent(natives) => natives.clone(),
            _ => Vec::new(),
        };
        let (lane, delivery, conversation) = (lease.fenced(), due.id, due.conversation);
        let shows = due.shows();
        Self { lane, delivery, conversation, state, again, ambiguous, uncounted, shown, natives, shows }
    }
}

/// Writes down how tries ended, and what the chats were shown by them. What was taken back meanwhile
/// is not tried again. Returns how many that were: not those whose lane is not ours any more.
pub(crate) async fn settle(
    conn: &mut PgConnection,
    ended: &[&Ended],
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let (lanes, fences) = split(ended.iter().map(|ended| ended.lane));
    let column = |of: fn(&Ended) -> i64| -> Vec<i64> { ended.iter().map(|ended| of(ended)).collect() };
    let conversations: Vec<_> = ended.iter().map(|ended| ended.conversation.uuid()).collect();
    let states: Vec<&str> = ended.iter().map(|ended| ended.state).collect();
    let again: Vec<DateTime<Utc>> = ended.iter().map(|ended| ended.again.unwrap_or(now)).collect();
    let shown: Vec<bool> = ended.iter().map(|ended| ended.shown).collect();
    let shows: Vec<Option<i64>> = ended.iter().map(|ended| ended.shows).collect();
    let natives =
        ended.iter().flat_map(|ended| ended.natives.iter().map(|id| (ended.delivery, id.0.as_str())));
    let (of, natives): (Vec<i64>, Vec<&str>) = natives.unzip();
    let done = sqlx::query!(
        "WITH k AS MATERIALIZED (
             SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::uuid[], $5::text[],
                                  $6::timestamptz[], $7::bigint[], $8::bigint[], $9::boolean[], $13::bigint[])
                 AS k (endpoint, fence, delivery, conversation, state, again, ambiguous, uncounted, shown, event)
         ), locked AS MATERIALIZED (
             SELECT endpoint FROM lane WHERE endpoint = ANY ($1) ORDER BY endpoint FOR NO KEY UPDATE
         ), mine AS (
             UPDATE lane l
             SET speaking = NULL,
                 heard = l.heard + CASE WHEN k.shown THEN 1 ELSE 0 END,
                 heard_other = CASE WHEN k.shown AND l.heard_last IS DISTINCT FROM k.conversation THEN l.heard
                               ELSE l.heard_other END,
                 heard_last = CASE WHEN k.shown THEN k.conversation ELSE l.heard_last END,
                 heard_at = CASE WHEN k.shown THEN $12 ELSE l.heard_at END
             FROM k JOIN locked USING (endpoint)
             WHERE l.endpoint = k.endpoint AND l.fence = k.fence RETURNING k.*
         ), links AS (
             INSERT INTO link (endpoint, native, conversation, delivery, event)
             SELECT mine.endpoint, n.native, mine.conversation, mine.delivery, mine.event
             FROM mine JOIN unnest($10::bigint[], $11::text[]) WITH ORDINALITY AS n (delivery, native, place)
                 USING (delivery)
             ORDER BY n.place
             ON CONFLICT DO NOTHING
         )
         UPDATE delivery d
         SET state = CASE WHEN mine.state IN ('retry', 'held_window') AND d.withdrawn THEN 'cancelled' ELSE mine.state END,
             due_at = mine.again, repeats = d.repeats + mine.ambiguous::smallint,
             attempts = greatest(0, d.attempts - mine.uncounted::smallint),
             settled_at = CASE WHEN mine.state NOT IN ('retry', 'held_window') OR d.withdrawn THEN $12::timestamptz END
         FROM mine WHERE d.id = mine.delivery",
        &lanes,
        &fences,
        &column(|ended| ended.delivery),
        &conversations,
        &states as &[&str],
        &again,
        &column(|ended| i64::from(ended.ambiguous)),
        &column(|ended| i64::from(ended.uncounted)),
        &shown,
        &of,
        &natives as &[&str],
        now,
        &shows as &[Option<i64>],
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

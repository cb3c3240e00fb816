//! What workers write down about their lanes, together with each other: that they take a lane, that
//! they begin to send something, and how that ended.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use adapter::NativeId;
use chrono::{DateTime, Utc};
use marketplace_core::{Market, MarketError, Unit, vault::Vault};
use marketplace_domain::id::ConversationId;

use crate::{
    store::{
        due::{Due, heads},
        lane::{self, Fenced, Lease},
        tries::{self, Begun, Ended, Settled},
    },
    together::{Deed, Together},
};

/// Where it is written.
pub(crate) struct Ledger {
    open: Together<Open>,
    begin: Together<Begin>,
    close: Together<Close>,
}

/// A lane that was taken, and what is due in it.
pub(crate) type Opened = (Lease, Result<Vec<Due>, MarketError>);

/// What follows once something was sent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Then {
    /// The next, which was read already.
    Next,
    /// What has come meanwhile; where nothing is due, the lane is given back.
    Look,
    /// The lane is given back; nothing goes there before then.
    GiveBack(DateTime<Utc>),
}

/// What came of it.
pub(crate) enum Closed {
    /// Somebody else holds the lane.
    Lost,
    /// It is written down.
    Kept,
    /// So is this, and more is due.
    More(Vec<Due>),
    /// The lane was given back. It has work again then.
    GivenBack(Option<DateTime<Utc>>),
}

impl Ledger {
    pub(crate) fn new(market: &Arc<Market>) -> Self {
        Self { open: Together::new(market), begin: Together::new(market), close: Together::new(market) }
    }

    /// Takes a lane for the process of this number, unless somebody else holds it.
    pub(crate) async fn open(&self, lane: i64, holder: i64) -> Result<Option<Opened>, MarketError> {
        self.open.with_others(Open { lane, holder }).await
    }

    /// Counts a try before it is made.
    pub(crate) async fn begin(&self, lease: &Lease, due: &Due) -> Result<Begun, MarketError> {
        let (lane, delivery, conversation) = (lease.fenced(), due.id, due.conversation);
        self.begin.with_others(Begin { lane, delivery, conversation }).await
    }

    /// Writes down that something was sent, as these messages.
    pub(crate) async fn sent(
        &self,
        lease: &Lease,
        due: &Due,
        natives: Vec<NativeId>,
        then: Then,
    ) -> Result<Closed, MarketError> {
        let ended = Ended::of(lease, due, &Settled::Sent(natives));
        self.close.with_others(Close { lane: lease.fenced(), ended: Some(ended), then }).await
    }

    /// Gives a lane back; nothing goes there before then. Returns when it has work again.
    pub(crate) async fn give_back(
        &self,
        lease: &Lease,
        not_before: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, MarketError> {
        let close = Close { lane: lease.fenced(), ended: None, then: Then::GiveBack(not_before) };
        Ok(match self.close.with_others(close).await? {
            Closed::GivenBack(due) => due,
            Closed::Lost | Closed::Kept | Closed::More(_) => None,
        })
    }
}

struct Open {
    lane: i64,
    holder: i64,
}

impl Deed for Open {
    type Done = Option<Opened>;

    async fn all(market: &Market, these: &[Self]) -> Result<Vec<Self::Done>, MarketError> {
        let mut unit = market.begin().await?;
        let now = unit.now();
        let wanted: Vec<_> = these.iter().map(|open| (open.lane, open.holder)).collect();
        let mut leases = lane::lease(unit.connection(), &wanted, now).await?;
        let lanes: Vec<i64> = leases.keys().copied().collect();
        let mut due = heads(unit.connection(), market.vault(), &lanes, now).await?;
        unit.commit().await?;
        let mut opened = |open: &Self| {
            // Two may have asked for it: one gets it.
            let lease = leases.remove(&open.lane)?;
            Some((lease, due.remove(&open.lane).unwrap_or_else(|| Ok(Vec::new()))))
        };
        Ok(these.iter().map(&mut opened).collect())
    }
}

struct Begin {
    lane: Fenced,
    delivery: i64,
    conversation: ConversationId,
}

impl Deed for Begin {
    type Done = Begun;

    async fn all(market: &Market, these: &[Self]) -> Result<Vec<Self::Done>, MarketError> {
        let mut unit = market.begin().await?;
        let now = unit.now();
        let tries: Vec<_> =
            these.iter().map(|begin| (begin.lane, begin.delivery, begin.conversation)).collect();
        let begun = tries::begin(unit.connection(), &tries, now).await?;
        unit.commit().await?;
        Ok(begun)
    }
}

struct Close {
    lane: Fenced,
    ended: Option<Ended>,
    then: Then,
}

impl Deed for Close {
    type Done = Closed;

    async fn all(market: &Market, these: &[Self]) -> Result<Vec<Self::Done>, MarketError> {
        let mut unit = market.begin().await?;
        let now = unit.now();
        // The lanes are locked before what comes to them meanwhile is looked for.
        let lanes: Vec<Fenced> = these.iter().map(|close| close.lane).collect();
        let ours = lane::lock(unit.connection(), &lanes).await?;
        let ended: Vec<&Ended> = these.iter().filter_map(|close| close.ended.as_ref()).collect();
        if !ended.is_empty() {
            tries::settle(unit.connection(), &ended, now).await?;
        }
        let mut more = more(&mut unit, market.vault(), these, &ours).await?;
        let due = given_back(&mut unit, these, &more).await?;
        unit.commit().await?;
        let mut closed = |close: &Self| {
            if !ours.contains(&close.lane) {
                return Closed::Lost;
            }
            match close.then {
                Then::Next => Closed::Kept,
                Then::Look | Then::GiveBack(_) => match more.remove(&close.lane.lane) {
                    Some(more) => Closed::More(more),
                    None => Closed::GivenBack(due.get(&close.lane.lane).copied().flatten()),
                },
            }
        };
        Ok(these.iter().map(&mut closed).collect())
    }
}

/// What has come meanwhile to the lanes for which that is asked.
async fn more(
    unit: &mut Unit,
    vault: &Vault,
    these: &[Close],
    ours: &HashSet<Fenced>,
) -> sqlx::Result<HashMap<i64, Vec<Due>>> {
    let looking = these.iter().filter(|close| matches!(close.then, Then::Look) && ours.contains(&close.lane));
    let looking: Vec<i64> = looking.map(|close| close.lane.lane).collect();
    if looking.is_empty() {
        return Ok(HashMap::new());
    }
    let now = unit.now();
    let heads = heads(unit.connection(), vault, &looking, now).await?;
    // What cannot be read is found again by whoever takes the lane next.
    Ok(heads.into_iter().filter_map(|(lane, heads)| Some((lane, heads.ok()?))).collect())
}

/// Gives lanes back, also those for which nothing more has come. Returns when each has work again.
async fn given_back(
    unit: &mut Unit,
    these: &[Close],
    more: &HashMap<i64, Vec<Due>>,
) -> sqlx::Result<HashMap<i64, Option<DateTime<Utc>>>> {
    let now = unit.now();
    let back = these.iter().filter_map(|close| match close.then {
        Then::GiveBack(not_before) => Some((close.lane, not_before)),
        Then::Look if !more.contains_key(&close.lane.lane) => Some((close.lane, now)),
        Then::Look | Then::Next => None,
    });
    let back: Vec<_> = back.collect();
    if back.is_empty() {
        return Ok(HashMap::new());
    }
    lane::release(unit.connection(), &back).await
}

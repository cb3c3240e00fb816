//! Holds what comes to the market against all alerts and trips, some people at a time.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    alert::Telling,
    id::{AccountId, RequestId},
};
use uuid::Uuid;

use crate::{
    MarketError, Unit,
    alerts::{telling, zone},
    requests, tables,
    tables::{
        push::{self, NewPush, ToMatchRow},
        request::{self, PostedRow},
        trip,
        watch::{self, FoundRow},
    },
    trips,
    watch::of_content,
};

/// Somebody whom a request concerns.
#[derive(Debug, Clone, PartialEq)]
pub struct Concerned {
    /// Who.
    pub account: AccountId,
    /// When they are told.
    pub when: DateTime<Utc>,
    /// The alert or trip that it fits; a trip, where it fits both.
    watch: Uuid,
    trip: bool,
}

impl Concerned {
    fn push(&self, request: Uuid) -> NewPush {
        NewPush {
            kind: if self.trip { "trip" } else { "alert" },
            subject: request,
            reason: self.watch,
            account: self.account.uuid(),
            due_at: self.when,
        }
    }
}

impl Unit {
    /// Notes that a request is to be matched once this unit lasts.
    pub(crate) async fn match_later(&mut self, id: RequestId) -> Result<(), MarketError> {
        let now = self.now();
        Ok(push::enqueue(self.connection(), id.uuid(), "request", now).await?)
    }

    /// Finds the next people, at most `limit`, who are to be told of what came to the market, and stores
    /// that. Returns how many they are; none where nothing is to be matched by anybody else. How far it
    /// came lasts with what was stored, so that whoever goes on leaves nobody out and tells nobody twice.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn match_some(&mut self, limit: i64) -> Result<Option<u64>, MarketError> {
        let Some(row) = push::claim(self.connection()).await? else { return Ok(None) };
        let (pushes, next) = match row.kind.as_str() {
            "request" => self.told_of_request(&row, limit).await?,
            _ => self.told_of_trip(&row, limit).await?,
        };
        let stored = push::insert(self.connection(), &pushes).await?;
        match next {
            Some(cursor) => push::advance(self.connection(), row.subject, cursor).await?,
            None => push::finish(self.connection(), row.subject).await?,
        }
        Ok(Some(stored))
    }

    /// Gives up what [`Unit::match_some`] would go on with: it can never be matched.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn give_up_matching(&mut self) -> Result<(), MarketError> {
        if let Some(row) = push::claim(self.connection()).await? {
            push::finish(self.connection(), row.subject).await?;
        }
        Ok(())
    }

    /// Whom a request on the market concerns, in the order of their ids: the next `limit` behind this one.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn concerned(
        &mut self,
        request: RequestId,
        after: Option<AccountId>,
        limit: i64,
    ) -> Result<Vec<Concerned>, MarketError> {
        let now = self.now();
        match request::on_market(self.connection(), request.uuid(), now).await? {
            Some(posted) => {
                self.concerned_by(request.uuid(), posted, after.map(AccountId::uuid), limit).await
            }
            None => Ok(Vec::new()),
        }
    }

    async fn concerned_by(
        &mut self,
        request: Uuid,
        posted: PostedRow,
        after: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<Concerned>, MarketError> {
        let now = self.now();
        let look = of_content(&requests::content(posted.content)?);
        tables::browse::plan_each(self.connection()).await?;
        let whose = (request, posted.account);
        let found = watch::find(self.connection(), whose, &look, now, after, limit).await?;
        let read = |row: FoundRow| {
            let telling = telling(row.quiet_from, row.quiet_to, row.daily)?;
            Ok(Concerned {
                account: AccountId::from_uuid(row.account),
                watch: row.watch,
                trip: row.trip,
                when: telling.when(now, zone(&row.zone)?),
            })
        };
        found.into_iter().map(read).collect()
    }

    /// Whom a request concerns, and where to go on. Its requester is told of the trips among them.
    async fn told_of_request(
        &mut self,
        row: &ToMatchRow,
        limit: i64,
    ) -> Result<(Vec<NewPush>, Option<Uuid>), MarketError> {
        let now = self.now();
        let Some(posted) = request::on_market(self.connection(), row.subject, now).await? else {
            return Ok((Vec::new(), None));
        };
        let requester = posted.account;
        let found = self.concerned_by(row.subject, posted, row.cursor, limit).await?;
        let mut pushes: Vec<NewPush> = found.iter().map(|one| one.push(row.subject)).collect();
        if found.iter().any(|one| one.trip) {
            let due_at = self.when(AccountId::from_uuid(requester)).await?;
            let trips = found.iter().filter(|one| one.trip).map(|one| one.watch);
            pushes.extend(trips.map(|trip| NewPush {
                kind: "traveller",
                subject: trip,
                reason: row.subject,
                account: requester,
                due_at,
            }));
        }
        Ok((pushes, next(&found, limit, |one| one.account.uuid())))
    }

    async fn when(&mut self, account: AccountId) -> Result<DateTime<Utc>, MarketError> {
        let now = self.now();
        let zone = self.person(account).await?.zone;
        let telling: Telling = self.choices(account).await?.telling;
        Ok(telling.when(now, zone))
    }

    /// Whose requests are on the way of a trip, and where to go on.
    async fn told_of_trip(
        &mut self,
        row: &ToMatchRow,
        limit: i64,
    ) -> Result<(Vec<NewPush>, Option<Uuid>), MarketError> {
        let now = self.now();
        let Some((traveller, content)) = trip::planned(self.connection(), row.subject, now).await? else {
            return Ok((Vec::new(), None));
        };
        let way = trips::way(AccountId::from_uuid(traveller), &trips::read(content)?, now);
        let found = trip::requesters(self.connection(), &way, row.cursor, limit).await?;
        let mut pushes = Vec::with_capacity(found.len());
        for one in &found {
            let due_at = telling(one.quiet_from, one.quiet_to, one.daily)?.when(now, zone(&one.zone)?);
            pushes.push(NewPush {
                kind: "traveller",
                subject: row.subject,
                reason: one.request,
                account: one.account,
                due_at,
            });
        }
        Ok((pushes, next(&found, limit, |one| one.account)))
    }
}

/// Where to go on, if there may be more.
fn next<T>(found: &[T], limit: i64, account: impl Fn(&T) -> Uuid) -> Option<Uuid> {
    let full = i64::try_from(found.len()).is_ok_and(|count| count >= limit);
    found.last().filter(|_| full).map(account)
}

//! Ways that people go anyway, and what others need along them.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    alert::Telling,
    id::{AccountId, TripId},
    refusal::Refusal,
    request::{Card, Cursor, Page, UNDO},
    trip::{MOST_TRIPS, State, Trip, View},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    MarketError, Unit,
    alerts::{telling, zone},
    circle::circle,
    requests::{PAGE, PAGE_AND_ONE, position},
    tables::{
        push::{self, NewPush},
        trip::{self, TripRow, Way},
        watch,
    },
    watch::of_trip,
};

/// How many trips are listed, those ahead and the last that are over.
const LISTED: i64 = 12;

impl Unit {
    /// Posts a trip. Those whose requests are on its way are told; what is requested later finds it.
    ///
    /// # Errors
    /// [`Refusal::TripPast`], [`Refusal::TooManyTrips`]; [`Refusal::Unknown`] where there is no such account;
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn post_trip(&mut self, account: AccountId, trip: &Trip) -> Result<View, MarketError> {
        self.make_room_for_trip(account, trip).await?;
        let now = self.now();
        let id = TripId::random(self.entropy());
        trip::insert(self.connection(), account.uuid(), &row(id, trip, State::Planned)?, now).await?;
        self.set_out(account, id, trip).await?;
        Ok(View { id, trip: trip.clone(), state: State::Planned })
    }

    /// A person's trips, those ahead first.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn trips(&mut self, account: AccountId) -> Result<Vec<View>, MarketError> {
        let now = self.now();
        let rows = trip::of_account(self.connection(), account.uuid(), LISTED).await?;
        rows.into_iter().map(|row| view(row, now)).collect()
    }

    /// A trip of one's own, and the requests on its way, newest first, five a page.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`MarketError::Database`],
    /// [`MarketError::Corrupt`].
    pub async fn trip(
        &mut self,
        account: AccountId,
        id: TripId,
        after: Option<Cursor>,
    ) -> Result<(View, Page<Card>), MarketError> {
        let view = self.own_trip(account, id).await?;
        if view.state != State::Planned {
            return Ok((view, Page { items: Vec::new(), next: None }));
        }
        let way = way(account, &view.trip, self.now());
        let after = after.map(position);
        let found = trip::requests(self.connection(), &way, after.as_ref(), PAGE_AND_ONE).await?;
        Ok((view, self.page(Some(account), found, PAGE).await?))
    }

    /// Changes a trip of one's own that is ahead.
    ///
    /// # Errors
    /// As [`Unit::trip`]; [`Refusal::NotNow`] where it is not ahead any more; [`Refusal::TripPast`].
    pub async fn save_trip(
        &mut self,
        account: AccountId,
        id: TripId,
        trip: &Trip,
    ) -> Result<View, MarketError> {
        if self.own_trip(account, id).await?.state != State::Planned {
            return Err(Refusal::NotNow.into());
        }
        if trip.ends() <= self.now() {
            return Err(Refusal::TripPast.into());
        }
        trip::set(self.connection(), &row(id, trip, State::Planned)?).await?;
        watch::remove(self.connection(), &[id.uuid()]).await?;
        self.set_out(account, id, trip).await?;
        Ok(View { id, trip: trip.clone(), state: State::Planned })
    }

    /// Takes a trip of one's own back.
    ///
    /// # Errors
    /// As [`Unit::trip`]; [`Refusal::NotNow`] where it is not ahead any more.
    pub async fn cancel_trip(&mut self, account: AccountId, id: TripId) -> Result<View, MarketError> {
        let view = self.own_trip(account, id).await?;
        if view.state != State::Planned {
            return Err(Refusal::NotNow.into());
        }
        let state = State::Cancelled { at: self.now() };
        let now = self.now();
        trip::set(self.connection(), &row(id, &view.trip, state)?).await?;
        watch::remove(self.connection(), &[id.uuid()]).await?;
        push::drop_waiting(self.connection(), &[id.uuid()], now).await?;
        Ok(View { state, ..view })
    }

    /// Undoes [`Unit::cancel_trip`], for 30 seconds.
    ///
    /// # Errors
    /// As [`Unit::trip`]; [`Refusal::TooLate`]; [`Refusal::NotNow`] where it is not cancelled;
    /// [`Refusal::TripPast`], [`Refusal::TooManyTrips`].
    pub async fn restore_trip(&mut self, account: AccountId, id: TripId) -> Result<View, MarketError> {
        let view = self.own_trip(account, id).await?;
        let State::Cancelled { at } = view.state else { return Err(Refusal::NotNow.into()) };
        if self.now() - at > UNDO {
            return Err(Refusal::TooLate.into());
        }
        self.make_room_for_trip(account, &view.trip).await?;
        trip::set(self.connection(), &row(id, &view.trip, State::Planned)?).await?;
        self.set_out(account, id, &view.trip).await?;
        Ok(View { state: State::Planned, ..view })
    }

    /// Ends trips whose last day has passed, at most `limit`, and has their travellers told. Returns how many.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn end_trips(&mut self, limit: i64) -> Result<usize, MarketError> {
        let now = self.now();
        let over = trip::end_due(self.connection(), now, limit).await?;
        let mut pushes = Vec::with_capacity(over.len());
        for row in &over {
            let quiet = telling(row.quiet_from, row.quiet_to, false)?.quiet;
            let due_at = Telling { quiet, daily: false }.when(now, zone(&row.zone)?);
            pushes.push(NewPush {
                kind: "over",
                subject: row.id,
                reason: row.id,
                account: row.account,
                due_at,
            });
        }
        let ids: Vec<Uuid> = over.iter().map(|row| row.id).collect();
        watch::remove(self.connection(), &ids).await?;
        push::insert(self.connection(), &pushes).await?;
        Ok(over.len())
    }

    async fn make_room_for_trip(&mut self, account: AccountId, trip: &Trip) -> Result<(), MarketError> {
        // The lock makes two that come at once count one after the other.
        self.lock_person(account).await?;
        let now = self.now();
        if trip.ends() <= now {
            return Err(Refusal::TripPast.into());
        }
        let ahead = trip::count_planned(self.connection(), account.uuid(), now).await?;
        if ahead >= i64::from(MOST_TRIPS) { Err(Refusal::TooManyTrips(MOST_TRIPS).into()) } else { Ok(()) }
    }

    /// From now on requests find it, and whose requests it finds is told.
    async fn set_out(&mut self, account: AccountId, id: TripId, trip: &Trip) -> Result<(), MarketError> {
        let now = self.now();
        watch::insert(self.connection(), id.uuid(), account.uuid(), &of_trip(trip)).await?;
        Ok(push::enqueue(self.connection(), id.uuid(), "trip", now).await?)
    }

    async fn own_trip(&mut self, account: AccountId, id: TripId) -> Result<View, MarketError> {
        let row = trip::lock(self.connection(), account.uuid(), id.uuid()).await?.ok_or(Refusal::Unknown)?;
        view(row, self.now())
    }
}

/// What can be brought along on a trip.
pub(crate) fn way(traveller: AccountId, trip: &Trip, now: DateTime<Utc>) -> Way {
    let plan = trip.plan();
    Way {
        traveller: traveller.uuid(),
        from: circle(plan.from.point, Trip::DETOUR),
        to: circle(plan.to.point, Trip::DETOUR),
        first: plan.days.first(),
        room: plan.room.and_then(|grams| i32::try_from(grams).ok()),
        now,
    }
}

fn row(id: TripId, trip: &Trip, state: State) -> Result<TripRow, MarketError> {
    let (state, state_at) = match state {
        State::Planned => ("planned", trip.ends()),
        State::Over => ("over", trip.ends()),
        State::Cancelled { at } => ("cancelled", at),
    };
    let content = serde_json::to_value(trip).map_err(|_| MarketError::Corrupt("trip.content"))?;
    Ok(TripRow { id: id.uuid(), content, state: state.to_owned(), state_at })
}

fn view(row: TripRow, now: DateTime<Utc>) -> Result<View, MarketError> {
    let state = match row.state.as_str() {
        // What nobody ended yet although its time is over counts as over.
        "planned" if row.state_at > now => State::Planned,
        "planned" | "over" => State::Over,
        "cancelled" => State::Cancelled { at: row.state_at },
        _ => return Err(MarketError::Corrupt("trip.state")),
    };
    Ok(View { id: TripId::from_uuid(row.id), trip: read(row.content)?, state })
}

/// Reads a trip. The reader's own error is dropped, since it quotes what it read.
pub(crate) fn read(content: Value) -> Result<Trip, MarketError> {
    serde_json::from_value(content).map_err(|_| MarketError::Corrupt("trip.content"))
}

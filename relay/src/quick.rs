//! The quick way in, for people whom this process remembers and who ask nothing of the market: their
//! updates are stepped without reading anything, and saved by one statement.

use std::collections::HashSet;

use adapter::{Address, Inbound, Kind};
use chrono::{DateTime, Utc};
use conversation::{context::Topic, step};
use marketplace_core::{Market, MarketError};
use sqlx::{Connection, PgConnection};

use crate::{
    batch::{self, Desk},
    cards::Cards,
    reply::{Job, Reply},
    seat::{Seat, Seats, Surroundings},
    store::quick::{Quick, save},
    translate::{self, Links},
};

/// The connection of the one statement. It is planned once for all arguments, which the other
/// statements must not be: its lists are short and its rows are found by their keys, however large the
/// tables grow, so that a plan for each batch would cost a quarter of the statement for nothing.
#[derive(Default)]
pub(crate) struct Line(Option<PgConnection>);

impl Line {
    async fn save(
        &mut self,
        market: &Market,
        quick: &Quick<'_>,
        now: DateTime<Utc>,
    ) -> Result<Vec<i64>, MarketError> {
        let mut connection = match self.0.take() {
            Some(connection) => connection,
            None => {
                let options = market.pool().connect_options().as_ref().clone().options([
                    ("plan_cache_mode", "force_generic_plan"),
                    ("enable_seqscan", "off"),
                    ("enable_hashjoin", "off"),
                    ("enable_mergejoin", "off"),
                ]);
                PgConnection::connect_with(&options).await?
            }
        };
        let saved = save(&mut connection, quick, now).await;
        // After any other error nobody knows what state the connection is in.
        if matches!(saved, Ok(_) | Err(sqlx::Error::Database(_))) {
            self.0 = Some(connection);
        }
        Ok(saved?)
    }
}

/// Updates that go the quick way.
pub(crate) struct Stepped<'a> {
    updates: Vec<&'a Inbound>,
    jobs: Vec<Job>,
}

/// Steps what can be stepped from memory. The rest goes the long way: all updates of whoever is not
/// remembered, or asks for something that the database must tell. They are forgotten here.
pub(crate) fn step_known<'a>(
    seats: &mut Seats,
    cards: &Cards,
    around: Surroundings<'_>,
    updates: &'a [Inbound],
) -> Stepped<'a> {
    let mut long: HashSet<&Address> = HashSet::new();
    let mut jobs = Vec::with_capacity(updates.len());
    for update in updates.iter() {
        if long.contains(&update.from) {
            continue;
        }
        let seat = seats.get_mut(&update.from);
        match seat.and_then(|seat| Some((seat.endpoint, answer(seat, cards, around, update)?))) {
            Some((endpoint, replies)) => jobs.extend(Job::of(endpoint, update, replies)),
            None => drop(long.insert(&update.from)),
        }
    }
    seats.forget(long.iter().copied());
    jobs.retain(|job| !long.contains(&job.to));
    Stepped { updates: updates.iter().filter(|update| !long.contains(&update.from)).collect(), jobs }
}

/// What is answered; none where only the database can tell. Then the seat is of no use any more.
fn answer(seat: &mut Seat, cards: &Cards, around: Surroundings<'_>, update: &Inbound) -> Option<Vec<Reply>> {
    // Whose it is must be read.
    if update.topic.is_some() {
        return None;
    }
    let on = match &update.kind {
        // It may be about a line of their own.
        Kind::Command { reply_to: Some(_), .. } => return None,
        Kind::Command { .. } | Kind::Location(_) | Kind::Contact | Kind::Unsupported => None,
        Kind::Text { reply_to: None, .. } => None,
        Kind::Tap { on, .. } => on.as_ref(),
        // A reply may be to somebody's line, a file is noted, and who leaves or returns is noted.
        Kind::Text { .. } | Kind::Files { .. } | Kind::Left | Kind::Returned | Kind::Parked { .. } => {
            return None;
        }
        // Only the database knows which line it is.
        Kind::Edited { .. } | Kind::Deleted { .. } | Kind::Reacted { .. } => return None,
    };
    // A press on what is no card may be on somebody's line.
    if !cards.knows(seat.endpoint, on) {
        return None;
    }
    seat.hears(update, Topic::Main);
    let event = translate::event(update, seat.endpoint, &Links::new(), Vec::new())?;
    let state = std::mem::take(&mut seat.state);
    let stepped = step(&seat.context(around), state, event);
    seat.state = stepped.state;
    // What is held is sealed, which takes a key out of the database.
    (stepped.call.is_none() && seat.state.held.is_empty())
        .then(|| seat.replies(around, update, on, &stepped.say))
}

impl Stepped<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.updates.is_empty()
    }

    /// Whose updates they are.
    pub(crate) fn people(&self) -> HashSet<Address> {
        self.updates.iter().map(|update| update.from.clone()).collect()
    }

    /// Saves it, and with it that these replies were `sent`. Returns what to send now.
    pub(crate) async fn save(
        self,
        desk: &Desk<'_>,
        line: &mut Line,
        seats: &mut Seats,
        sent: &[i64],
    ) -> Result<Vec<Job>, MarketError> {
        let people: HashSet<&Address> = self.updates.iter().map(|update| &update.from).collect();
        let mut endpoints = Vec::with_capacity(people.len());
        for address in people {
            if let Some(seat) = seats.get_mut(address) {
                endpoints.push(batch::saved(seat, desk.cards));
                // As it is once the statement is through. Where it fails, the seat is forgotten.
                seat.version += 1;
            }
        }
        let keys: Vec<_> = self.updates.iter().map(|update| batch::key(update)).collect();
        let owed = self.jobs.iter().map(batch::owed).collect::<Result<Vec<_>, _>>()?;
        let quick = Quick { owner: desk.owner, endpoints: &endpoints, keys: &keys, owed: &owed, sent };
        let ids = line.save(desk.market, &quick, desk.around.now).await?;
        desk.cards.all_saved(endpoints);
        Ok(self.jobs.into_iter().zip(ids).map(|(job, id)| Job { id, ..job }).collect())
    }
}

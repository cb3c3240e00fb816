//! Takes in updates that wait together: one transaction locks the people, steps each of them in
//! memory, and saves what follows.

use std::collections::{HashMap, HashSet};

use adapter::{Address, Attached, Inbound, Kind, NativeId};
use conversation::{event::Event, say::Say, step};
use marketplace_core::{Market, MarketError, Unit};
use marketplace_domain::{
    account::Identity,
    contact::Policy,
    said::{MOST_FILES, SentFile},
};

use crate::{
    adapters::Adapters,
    cards::Cards,
    floor::Floors,
    held,
    perform::{After, perform},
    reply::{Job, Reply},
    seat::{Seat, Surroundings},
    store::{
        changes::{self, Own},
        endpoint::{self, Linked, NewEndpoint, SavedEndpoint},
        inbox::{self, Taken, UpdateKey},
        reply::{self, Owed},
        window,
    },
    topics::{self, Topics},
    translate::{self, Links, is_too_large, storable},
};

/// How many calls one event may lead to: a flow that asks more is wrong.
const MOST_CALLS: usize = 4;

/// What is done once the batch is committed.
pub(crate) struct Committed {
    /// Replies to send.
    pub jobs: Vec<Job>,
    /// Lanes to ring, files to fetch.
    pub after: After,
    /// Where everybody stands now.
    pub seats: HashMap<Address, Seat>,
}

/// What batches share.
pub(crate) struct Desk<'a> {
    /// The market.
    pub market: &'a Market,
    /// The platforms.
    pub adapters: &'a Adapters,
    /// The cards of chats.
    pub cards: &'a Cards,
    /// What steps can look at.
    pub around: Surroundings<'a>,
    /// What becomes of contact details in lines.
    pub contacts: Policy,
    /// The number of this process.
    pub owner: i64,
}

struct Batch<'a> {
    desk: &'a Desk<'a>,
    unit: Unit,
    seats: HashMap<Address, Seat>,
    links: Links,
    topics: Topics,
    floors: Floors,
    after: After,
}

/// Takes in updates, in their order. Those that were taken before are passed over.
pub(crate) async fn take_in(desk: &Desk<'_>, updates: &[Inbound]) -> Result<Committed, MarketError> {
    let mut unit = desk.market.begin().await?;
    let around = Surroundings { now: unit.now(), ..desk.around };
    let desk = &Desk { around, ..*desk };
    let seats = seats(&mut unit, desk.cards, updates).await?;
    let keys: Vec<UpdateKey> = updates.iter().map(key).collect();
    let mut met = inbox::seen(unit.connection(), &keys).await?;
    let links = links(&mut unit, updates, &seats).await?;
    let topics = topics::known(&mut unit, updates, &seats).await?;
    let floors = Floors::new(updates, &seats, (&links, &topics));
    let mut batch = Batch { desk, unit, seats, links, topics, floors, after: After::default() };

    let mut taken = Vec::with_capacity(updates.len());
    let mut jobs = Vec::with_capacity(updates.len());
    let mut heard = HashSet::new();
    for (update, key) in updates.iter().zip(keys) {
        batch.floors.next();
        if met.insert(key.clone()) {
            heard.insert(&update.from);
            jobs.extend(batch.step(update).await?);
            let raw = match &update.kind {
                Kind::Parked { raw } => Some(storable(raw)),
                _ => None,
            };
            taken.push(Taken { key, raw });
        }
    }
    batch.seats.retain(|address, _| heard.contains(address));
    let saved = batch.save(&taken, &mut jobs).await?;
    let Batch { unit, after, mut seats, .. } = batch;
    unit.commit().await?;
    seats.values_mut().for_each(|seat| seat.version += 1);
    desk.cards.all_saved(saved);
    Ok(Committed { jobs, after, seats })
}

/// What makes an update the same one.
pub(crate) fn key(update: &Inbound) -> UpdateKey {
    (update.from.platform, update.from.bot.clone(), storable(&update.native.0))
}

/// Replies as they are stored until they were sent.
pub(crate) fn owed(job: &Job) -> Result<Owed, MarketError> {
    let body = serde_json::to_string(&job.replies).map_err(|_| MarketError::Corrupt("replies"))?;
    Ok(Owed { endpoint: job.endpoint, body })
}

/// How somebody is left, with their cards where the database does not know them.
pub(crate) fn saved(seat: &Seat, cards: &Cards) -> SavedEndpoint {
    SavedEndpoint { shown: cards.unsaved(seat.endpoint), ..seat.saved() }
}

/// Locks everybody's endpoint, after making those that are new.
async fn seats(
    unit: &mut Unit,
    cards: &Cards,
    updates: &[Inbound],
) -> Result<HashMap<Address, Seat>, MarketError> {
    let now = unit.now();
    let mut people: Vec<(Address, Identity)> = Vec::new();
    let mut met = HashSet::new();
    let told = updates.iter().filter(|update| !matches!(update.kind, Kind::Parked { .. }));
    let (named, nameless): (Vec<_>, Vec<_>) = told.partition(|update| !update.who.subject.is_empty());
    for update in named.into_iter().chain(nameless) {
        if met.insert(&update.from) {
            people.push((update.from.clone(), update.who.clone()));
        }
    }
    let addresses: Vec<Address> = people.iter().map(|(address, _)| address.clone()).collect();
    let mut endpoints = endpoint::lock(unit.connection(), &addresses).await?;
    // Nobody gets known by what nobody is said to have done.
    people.retain(|(address, who)| !endpoints.contains_key(address) && !who.subject.is_empty());
    if !people.is_empty() {
        let identities: Vec<Identity> = people.iter().map(|(_, who)| who.clone()).collect();
        let accounts = unit.people(&identities).await?;
        let new: Vec<NewEndpoint> = people
            .iter()
            .zip(accounts)
            .map(|((address, _), person)| NewEndpoint { address: address.clone(), account: person.account })
            .collect();
        endpoint::add(unit.connection(), &new, now).await?;
        let addresses: Vec<Address> = new.into_iter().map(|endpoint| endpoint.address).collect();
        endpoints.extend(endpoint::lock(unit.connection(), &addresses).await?);
    }
    for endpoint in endpoints.values() {
        cards.load(endpoint.id, &endpoint.shown);
    }
    let mut seats = HashMap::with_capacity(endpoints.len());
    for (address, endpoint) in endpoints {
        let mut seat = Seat::of(&endpoint);
        held::restore(unit, &mut seat, &endpoint.session).await?;
        seats.insert(address, seat);
    }
    Ok(seats)
}

/// What the messages belong to that people reply to, press a button on, or change.
async fn links(
    unit: &mut Unit,
    updates: &[Inbound],
    seats: &HashMap<Address, Seat>,
) -> Result<Links, MarketError> {
    let pointed: Vec<(i64, NativeId)> = updates
        .iter()
        .filter_map(|update| Some((seats.get(&update.from)?.endpoint, update)))
        .flat_map(|(endpoint, update)| {
            let all = update.kind.points_to().into_iter().chain(update.kind.changes());
            all.map(move |native| (endpoint, NativeId(storable(&native.0))))
        })
        .collect();
    if pointed.is_empty() {
        return Ok(Links::new());
    }
    Ok(endpoint::linked(unit.connection(), &pointed).await?)
}

impl Batch<'_> {
    /// What is answered to one update, if anything is.
    async fn step(&mut self, update: &Inbound) -> Result<Option<Job>, MarketError> {
        let Some(mut seat) = self.seats.remove(&update.from) else { return Ok(None) };
        seat.hears(update, topics::place(self.desk.adapters, update, seat.endpoint, &self.topics));
        seat.link = self.desk.adapters.link(&update.from);
        let replies = self.answer(&mut seat, update).await;
        let endpoint = seat.endpoint;
        self.seats.insert(update.from.clone(), seat);
        Ok(Job::of(endpoint, update, replies?))
    }

    async fn answer(&mut self, seat: &mut Seat, update: &Inbound) -> Result<Vec<Reply>, MarketError> {
        let files = self.files(seat, update).await?;
        let card = match &update.kind {
            // What somebody else said stays: no card takes its place.
            Kind::Tap { on: Some(on), .. } if !self.links.contains_key(&(seat.endpoint, on.clone())) => {
                Some(on)
            }
            _ => None,
        };
        let event = match files {
            Some(files) => translate::event(update, seat.endpoint, &self.links, files),
            None => Some(Event::TooManyFiles),
        };
        let new = self.after.own.len();
        let says = match event {
            Some(event) => self.converse(seat, event).await?,
            None => Vec::new(),
        };
        // What comes behind it in this batch may be about it.
        for Own { endpoint, native, line } in self.after.own.iter().skip(new) {
            let linked = Linked { conversation: line.conversation, line: Some(*line), own: true };
            self.links.insert((*endpoint, native.clone()), linked);
        }
        Ok(seat.replies(self.desk.around, update, card, &says))
    }

    /// Notes the files of an update, which are fetched once it is accepted. None where they are too many
    /// for one day.
    async fn files(&mut self, seat: &Seat, update: &Inbound) -> Result<Option<Vec<SentFile>>, MarketError> {
        let Kind::Files { files, .. } = &update.kind else { return Ok(Some(Vec::new())) };
        let (account, from) = (seat.person.account, &update.from);
        let files: Vec<&Attached> =
            files.iter().filter(|file| !is_too_large(from.platform, file)).take(MOST_FILES).collect();
        let bytes = files.iter().filter_map(|file| file.length).sum();
        if !files.is_empty() && !self.unit.may_send_files(account, files.len(), bytes).await? {
            return Ok(None);
        }
        let mut sent = Vec::with_capacity(files.len());
        for Attached { kind, file, length } in files {
            let named = (storable(&file.0), *length);
            let id =
                self.unit.add_file(account, from.platform, &from.bot, *kind, (&named.0, named.1)).await?;
            sent.push(SentFile { id, kind: *kind });
        }
        self.after.files |= !sent.is_empty();
        Ok(Some(sent))
    }

    /// Steps until nothing more is asked of the market.
    async fn converse(&mut self, seat: &mut Seat, event: Event) -> Result<Vec<Say>, MarketError> {
        let mut says = Vec::new();
        let mut next = Some(event);
        let mut calls = 0;
        while let Some(event) = next.take() {
            let state = std::mem::take(&mut seat.state);
            let stepped = step(&seat.context(self.desk.around), state, event);
            seat.state = stepped.state;
            says.extend(stepped.say);
            if let Some(call) = stepped.call.filter(|_| calls < MOST_CALLS) {
                calls += 1;
                let outcome = perform(
                    self.desk.market,
                    &mut self.unit,
                    seat,
                    self.desk.contacts,
                    call,
                    &mut self.floors,
                    &mut self.after,
                )
                .await?;
                next = Some(Event::Outcome(outcome));
            }
        }
        Ok(says)
    }

    async fn save(&mut self, taken: &[Taken], jobs: &mut [Job]) -> Result<Vec<SavedEndpoint>, MarketError> {
        self.floors.store(&mut self.unit, &mut self.after).await?;
        let now = self.unit.now();
        let mut saved = Vec::with_capacity(self.seats.len());
        for seat in self.seats.values() {
            let session = held::store(&mut self.unit, seat).await?;
            saved.push(SavedEndpoint { session, ..self::saved(seat, self.desk.cards) });
        }
        let owed = jobs.iter().map(owed).collect::<Result<Vec<_>, _>>()?;
        let connection = self.unit.connection();
        if !self.after.own.is_empty() {
            changes::own(connection, &self.after.own).await?;
        }
        if !saved.is_empty() {
            let opened = endpoint::save(connection, &saved, now).await?;
            if !opened.is_empty() {
                self.after.ring.extend(window::open(connection, &opened, now).await?);
            }
        }
        if !taken.is_empty() {
            inbox::take(connection, taken, now).await?;
        }
        if !owed.is_empty() {
            let ids = reply::owe(connection, self.desk.owner, &owed).await?;
            for (job, id) in jobs.iter_mut().zip(ids) {
                job.id = id;
            }
        }
        Ok(saved)
    }
}

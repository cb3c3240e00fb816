//! Takes in updates that wait together: one transaction locks the people, steps each of them in
//! memory, and saves what follows.

use std::collections::{HashMap, HashSet};

use adapter::{Address, Inbound, Kind, NativeId};
use chrono::{DateTime, Utc};
use conversation::{
    State,
    call::Outcome,
    context::Context,
    event::Event,
    render,
    say::{Say, Show},
    step,
};
use marketplace_core::{Market, MarketError, Unit};
use marketplace_domain::{
    account::{Identity, Language},
    place::Gazetteer,
};

use crate::{
    perform::{After, perform},
    reply::{Job, Reply},
    store::inbox::{self, Endpoint, NewEndpoint, SavedEndpoint, Taken, UpdateKey},
    translate::{self, Links, storable},
};

/// How many calls one event may lead to: a flow that asks more is wrong.
const MOST_CALLS: usize = 4;

/// What is done once the batch is committed.
pub(crate) struct Committed {
    /// Replies to send.
    pub jobs: Vec<Job>,
    /// Lanes to ring, pictures to fetch.
    pub after: After,
}

/// A person while a batch works on them.
struct Seat {
    endpoint: Endpoint,
    state: Option<State>,
    touched: bool,
}

struct Batch<'a> {
    market: &'a Market,
    places: &'a Gazetteer,
    site: &'a str,
    unit: Unit,
    now: DateTime<Utc>,
    seats: HashMap<Address, Seat>,
    links: Links,
    after: After,
}

/// Takes in updates, in their order. Those that were taken before are passed over.
pub(crate) async fn take_in(
    market: &Market,
    places: &Gazetteer,
    site: &str,
    owner: i64,
    updates: &[Inbound],
) -> Result<Committed, MarketError> {
    let mut unit = market.begin().await?;
    let now = unit.now();
    let seats = seats(&mut unit, updates, now).await?;
    let keys: Vec<UpdateKey> = updates.iter().map(key).collect();
    let seen = inbox::seen(unit.connection(), &keys).await?;
    let links = links(&mut unit, updates, &seats).await?;
    let mut batch = Batch { market, places, site, unit, now, seats, links, after: After::default() };

    let mut taken = Vec::with_capacity(updates.len());
    let mut jobs = Vec::with_capacity(updates.len());
    let mut met = seen;
    for (update, key) in updates.iter().zip(keys) {
        if met.insert(key.clone()) {
            let replies = batch.step(update).await?;
            taken.push(batch.taken(update, key.clone(), &replies)?);
            jobs.extend(batch.job(update, replies).map(|job| (key, job)));
        }
    }
    let ids = batch.save(owner, &taken).await?;
    let Batch { unit, after, .. } = batch;
    unit.commit().await?;
    let with_id = |(key, job): (UpdateKey, Job)| ids.get(&key).map(|inbox| Job { inbox: *inbox, ..job });
    Ok(Committed { jobs: jobs.into_iter().filter_map(with_id).collect(), after })
}

fn key(update: &Inbound) -> UpdateKey {
    (update.from.platform, update.from.bot.clone(), storable(&update.native.0))
}

/// Locks everybody's endpoint, after making those that are new.
async fn seats(
    unit: &mut Unit,
    updates: &[Inbound],
    now: DateTime<Utc>,
) -> Result<HashMap<Address, Seat>, MarketError> {
    let mut people: Vec<(Address, Identity)> = Vec::new();
    let mut met = HashSet::new();
    for update in updates.iter().filter(|update| !matches!(update.kind, Kind::Parked { .. })) {
        if met.insert(&update.from) {
            people.push((update.from.clone(), update.who.clone()));
        }
    }
    let addresses: Vec<Address> = people.iter().map(|(address, _)| address.clone()).collect();
    let mut endpoints = inbox::lock(unit.connection(), &addresses).await?;
    people.retain(|(address, _)| !endpoints.contains_key(address));
    if !people.is_empty() {
        let identities: Vec<Identity> = people.iter().map(|(_, who)| who.clone()).collect();
        let accounts = unit.people(&identities).await?;
        let new: Vec<NewEndpoint> = people
            .iter()
            .zip(accounts)
            .map(|((address, _), person)| NewEndpoint { address: address.clone(), account: person.account })
            .collect();
        inbox::add(unit.connection(), &new, now).await?;
        let addresses: Vec<Address> = new.into_iter().map(|endpoint| endpoint.address).collect();
        endpoints.extend(inbox::lock(unit.connection(), &addresses).await?);
    }
    let seat = |endpoint| Seat { endpoint, state: None, touched: false };
    Ok(endpoints.into_iter().map(|(address, endpoint)| (address, seat(endpoint))).collect())
}

/// The conversations of the messages that people reply to or press a button on.
async fn links(
    unit: &mut Unit,
    updates: &[Inbound],
    seats: &HashMap<Address, Seat>,
) -> Result<Links, MarketError> {
    let pointed: Vec<(i64, NativeId)> = updates
        .iter()
        .filter_map(|update| match &update.kind {
            Kind::Text { reply_to: Some(to), .. } | Kind::Tap { on: Some(to), .. } => {
                Some((seats.get(&update.from)?.endpoint.id, NativeId(storable(&to.0))))
            }
            _ => None,
        })
        .collect();
    if pointed.is_empty() {
        return Ok(Links::new());
    }
    Ok(inbox::linked(unit.connection(), &pointed).await?)
}

impl Batch<'_> {
    /// What is answered to one update.
    async fn step(&mut self, update: &Inbound) -> Result<Vec<Reply>, MarketError> {
        let Some(mut seat) = self.seats.remove(&update.from) else { return Ok(Vec::new()) };
        seat.touched = true;
        seat.endpoint.hint = update.language.or(seat.endpoint.hint);
        seat.endpoint.left = matches!(update.kind, Kind::Left);
        let replies = self.answer(&mut seat, update).await;
        self.seats.insert(update.from.clone(), seat);
        replies
    }

    async fn answer(&mut self, seat: &mut Seat, update: &Inbound) -> Result<Vec<Reply>, MarketError> {
        let photo = match &update.kind {
            Kind::Photo { file, .. } => {
                self.after.photos = true;
                let (platform, bot) = (update.from.platform, update.from.bot.as_str());
                Some(self.unit.add_photo(seat.endpoint.person.account, platform, bot, &file.0).await?)
            }
            _ => None,
        };
        let (acknowledge, on) = match &update.kind {
            Kind::Tap { tap, on, .. } => {
                // What somebody else said stays: no card takes its place.
                let is_line = |on: &NativeId| self.links.contains_key(&(seat.endpoint.id, on.clone()));
                (Some(Reply::Ack(tap.0.clone())), on.clone().filter(|on| !is_line(on)))
            }
            _ => (None, None),
        };
        let event = translate::event(update, seat.endpoint.id, &self.links, photo);
        let says = match event {
            Some(event) => self.converse(seat, event).await?,
            None => Vec::new(),
        };
        let language = self.context(seat).language();
        let shown = says.into_iter().map(|say| shown(language, &say, on.as_ref()));
        Ok(acknowledge.into_iter().chain(shown).collect())
    }

    /// Steps until nothing more is asked of the market.
    async fn converse(&mut self, seat: &mut Seat, event: Event) -> Result<Vec<Say>, MarketError> {
        let mut state = seat.state.take().unwrap_or_else(|| State::restore(&seat.endpoint.session));
        let mut says = Vec::new();
        let mut next = Some(event);
        let mut calls = 0;
        while let Some(event) = next.take() {
            let stepped = step(&self.context(seat), state, event);
            state = stepped.state;
            says.extend(stepped.say);
            if let Some(call) = stepped.call.filter(|_| calls < MOST_CALLS) {
                calls += 1;
                let outcome: Outcome =
                    perform(self.market, &mut self.unit, &mut seat.endpoint.person, call, &mut self.after)
                        .await?;
                next = Some(Event::Outcome(outcome));
            }
        }
        seat.state = Some(state);
        Ok(says)
    }

    fn context(&self, seat: &Seat) -> Context<'_> {
        Context {
            chosen: seat.endpoint.person.language,
            hint: seat.endpoint.hint,
            zone: seat.endpoint.person.zone,
            now: self.now,
            places: self.places,
            site: self.site,
        }
    }

    fn taken(&self, update: &Inbound, key: UpdateKey, replies: &[Reply]) -> Result<Taken, MarketError> {
        let raw = match &update.kind {
            Kind::Parked { raw } => Some(storable(raw)),
            _ => None,
        };
        let stored = serde_json::to_value(replies).map_err(|_| MarketError::Corrupt("replies"))?;
        Ok(Taken {
            key,
            endpoint: self.seats.get(&update.from).map(|seat| seat.endpoint.id),
            replies: Some(stored).filter(|_| !replies.is_empty()),
            raw,
        })
    }

    fn job(&self, update: &Inbound, replies: Vec<Reply>) -> Option<Job> {
        let endpoint = &self.seats.get(&update.from)?.endpoint;
        if replies.is_empty() {
            return None;
        }
        let (to, live) = (update.from.clone(), endpoint.live.clone());
        Some(Job { inbox: 0, endpoint: endpoint.id, to, live, replies })
    }

    async fn save(&mut self, owner: i64, taken: &[Taken]) -> Result<HashMap<UpdateKey, i64>, MarketError> {
        let mut saved = Vec::with_capacity(self.seats.len());
        for seat in self.seats.values().filter(|seat| seat.touched) {
            let session = match &seat.state {
                Some(state) => state.store(),
                None => seat.endpoint.session.clone(),
            };
            let (hint, left) = (seat.endpoint.hint, seat.endpoint.left);
            saved.push(SavedEndpoint { id: seat.endpoint.id, session, hint, left });
        }
        if !saved.is_empty() {
            inbox::save(self.unit.connection(), &saved, self.now).await?;
        }
        if taken.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(inbox::take(self.unit.connection(), owner, taken, self.now).await?)
    }
}

fn shown(language: Language, say: &Say, on: Option<&NativeId>) -> Reply {
    let message = render(language, say);
    match say.show {
        Show::Live => Reply::Live { on: on.cloned(), message },
        Show::Stay => Reply::Stay { message },
    }
}

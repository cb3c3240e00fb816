//! The quick way of a line: what a batch of them needs to know is read at once, each is numbered,
//! looked through and sealed in memory, and all are stored at once.

use std::collections::{HashMap, VecDeque};

use adapter::{Address, Inbound, Kind};
use conversation::call::Call;
use marketplace_core::{Market, MarketError, Unit, conversations::Spoken, floor::Floor};
use marketplace_domain::{
    contact::{Crossing, LINES_BEFORE, Policy},
    id::{AccountId, ConversationId},
    refusal::Refusal,
    said::{Body, LineRef, Said},
};

use crate::{
    key,
    perform::{After, checked, remember},
    seat::Seat,
    store::{
        body,
        floor::{self, NewLine},
        log::{MOST_WAITING, MOST_WAITING_BYTES},
    },
    topics::Topics,
    translate::Links,
};

/// Where somebody speaks.
type Where = (AccountId, ConversationId);

/// Where the people of a batch speak, and what they have said that is not stored yet.
pub(crate) struct Floors {
    /// Where the people whose updates come next may be about to speak.
    likely: VecDeque<Option<Where>>,
    open: Option<HashMap<Where, Open>>,
    said: Vec<NewLine>,
    /// One update alone goes the long way: there an error is its own, and is told to who wrote it.
    alone: bool,
}

struct Open {
    floor: Floor,
    target: i64,
    /// How many lines wait for the other side, and how many bytes.
    waiting: (i64, i64),
    /// The words of what was said before.
    before: VecDeque<String>,
}

impl Floors {
    /// For the people of these updates.
    pub(crate) fn new(updates: &[Inbound], seats: &HashMap<Address, Seat>, known: (&Links, &Topics)) -> Self {
        let likely = updates.iter().map(|update| likely(update, seats, known)).collect();
        Self { likely, open: None, said: Vec::new(), alone: updates.len() == 1 }
    }

    /// The next update is looked at.
    pub(crate) fn next(&mut self) {
        self.likely.pop_front();
    }

    /// Says a line, if that is what is called for, and it can go the quick way: words or a place.
    /// Nothing may be read or written after that before it is stored ([`Floors::store`]).
    pub(crate) async fn say(
        &mut self,
        market: &Market,
        unit: &mut Unit,
        (seat, policy): (&Seat, Policy),
        call: &Call,
        after: &mut After,
    ) -> Result<Option<Result<Crossing, MarketError>>, MarketError> {
        let Call::Say(conversation, said) = call else { return Ok(None) };
        // What it replies to may be a line that is not stored yet.
        if self.alone || !said.files.is_empty() || said.reply_to.is_some() {
            return Ok(None);
        }
        let here = (seat.person.account, *conversation);
        if self.open.is_none() {
            self.open = Some(read(unit, here, &self.likely).await?);
        }
        let Some(open) = self.open.as_mut().and_then(|open| open.get_mut(&here)) else { return Ok(None) };
        Ok(Some(open.say(market, policy, said).map(|(line, crossing)| {
            let Spoken { conversation, from: side, seq, .. } = line.spoken;
            remember(seat.endpoint, said, LineRef { conversation, side, seq }, after);
            self.said.push(line);
            crossing
        })))
    }

    /// Stores what was said. What is known is forgotten: others may change it now.
    pub(crate) async fn store(&mut self, unit: &mut Unit, after: &mut After) -> Result<(), MarketError> {
        let (Some(open), said) = (self.open.take(), std::mem::take(&mut self.said)) else { return Ok(()) };
        if said.is_empty() {
            return Ok(());
        }
        unit.count(open.values().map(|open| &open.floor)).await?;
        let now = unit.now();
        for lane in floor::post(unit.connection(), &said, now).await? {
            if !after.ring.contains(&lane) {
                after.ring.push(lane);
            }
        }
        Ok(())
    }
}

/// Where an update may be about to be said, and by whom.
fn likely(
    update: &Inbound,
    seats: &HashMap<Address, Seat>,
    (links, topics): (&Links, &Topics),
) -> Option<Where> {
    let Kind::Text { reply_to, .. } = &update.kind else { return None };
    let seat = seats.get(&update.from)?;
    let replied =
        reply_to.clone().and_then(|to| links.get(&(seat.endpoint, to))).map(|linked| linked.conversation);
    let topic = || topics.get(&(seat.endpoint, update.topic.clone()?)).copied();
    Some((seat.person.account, topic().or(replied).or(seat.state.talking)?))
}

/// Locks and reads what is known of this place and those where people are likely to speak next.
async fn read(
    unit: &mut Unit,
    here: Where,
    likely: &VecDeque<Option<Where>>,
) -> Result<HashMap<Where, Open>, MarketError> {
    let mut wanted: Vec<Where> = likely.iter().flatten().copied().chain([here]).collect();
    wanted.sort();
    wanted.dedup();
    let floors = unit.floors(&wanted).await?;
    let spoken: Vec<_> = floors.iter().map(|(_, floor)| floor.spoken()).collect();
    let around = floor::around(unit.connection(), &spoken).await?;
    let open = floors.into_iter().zip(around).filter_map(|((speaker, floor), around)| {
        let before = floor.open(&around.before).into_iter().filter_map(|line| words(&body::read(&line)?));
        let (target, waiting, before) = (around.target?, around.waiting, before.collect());
        Some(((speaker, floor.spoken().conversation), Open { floor, target, waiting, before }))
    });
    Ok(open.collect())
}

fn words(body: &Body) -> Option<String> {
    body.words().map(str::to_owned)
}

impl Open {
    fn say(
        &mut self,
        market: &Market,
        policy: Policy,
        said: &Said,
    ) -> Result<(NewLine, Crossing), MarketError> {
        if self.waiting.0 >= MOST_WAITING || self.waiting.1 >= MOST_WAITING_BYTES {
            return Err(MarketError::Refused(Refusal::Full));
        }
        // A place holds nothing that could be a contact detail.
        let (body, crossing) = match said.body.text().filter(|_| !self.floor.spoken().revealed) {
            None => (said.body.clone(), Crossing::Whole),
            Some(text) => {
                let before: Vec<&str> = self.before.iter().map(String::as_str).collect();
                let (text, crossing) = checked(|| policy.judge(text, &before))?;
                (text.into(), crossing)
            }
        };
        let sealed = self.floor.seal_next(&body::write(&body)?, &**market.entropy())?;
        self.waiting.0 += 1;
        self.waiting.1 += i64::try_from(sealed.len()).unwrap_or(i64::MAX);
        self.before.extend(words(&body));
        if self.before.len() > LINES_BEFORE {
            self.before.pop_front();
        }
        let key = key::random(&**market.entropy());
        let line = NewLine { spoken: self.floor.spoken().clone(), body: sealed, key, target: self.target };
        Ok((line, crossing))
    }
}

//! Does what the conversation asked for, in the transaction that stores the step.

use std::panic::{AssertUnwindSafe, catch_unwind};

use adapter::NativeId;
use conversation::call::{Call, Outcome};
use marketplace_core::{Market, MarketError, Opening, Unit, conversations::Spoken};
use marketplace_domain::{
    account::Person,
    contact::{Crossing, Held, Policy},
    id::ConversationId,
    message::Rich,
    refusal::Refusal,
    said::{Body, LineRef, Said, SentFile},
};

use crate::{
    change::Hand,
    control, deals,
    floor::Floors,
    key,
    passing::is_passing,
    seat::Seat,
    store::{
        body,
        changes::{self, Own},
        endpoint, files,
        log::{self, Kind},
    },
    watch,
};

/// How many requests stand on a page of what is looked for.
const ON_A_PAGE: usize = 5;

/// What a batch has to do once it is committed.
#[derive(Debug, Default)]
pub(crate) struct After {
    /// Lanes to ring the bell for.
    pub ring: Vec<i64>,
    /// Somebody sent a file, which is to be fetched.
    pub files: bool,
    /// Messages of people's own that are lines now.
    pub own: Vec<Own>,
    /// Something came to the market that alerts or trips may wait for.
    pub matching: bool,
}

/// Does it. What breaks is undone and becomes a refusal, so that one person's trouble does not
/// lose what others did in the same batch; only a database out of reach is an error.
pub(crate) async fn perform(
    market: &Market,
    unit: &mut Unit,
    seat: &mut Seat,
    contacts: Policy,
    call: Call,
    floors: &mut Floors,
    after: &mut After,
) -> Result<Outcome, MarketError> {
    if let Some(said) = floors.say(market, unit, (seat, contacts), &call, after).await? {
        return Ok(said.map_or_else(|error| Outcome::Refused(refusal(error)), Outcome::Said));
    }
    if touches_conversations(&call) {
        floors.store(unit, after).await?;
    }
    unit.savepoint().await?;
    let (rings, own) = (after.ring.len(), after.own.len());
    match attempt(market, unit, seat, contacts, call, after).await {
        Ok(outcome) => {
            unit.release().await?;
            Ok(outcome)
        }
        // The whole batch is tried again: what it asked for is sound.
        Err(error) if is_passing(&error) => Err(error),
        Err(error) => {
            unit.rollback_to_savepoint().await?;
            after.ring.truncate(rings);
            after.own.truncate(own);
            Ok(Outcome::Refused(refusal(error)))
        }
    }
}

/// Whether it may change what is known of a conversation while lines are said there, or depends on it.
fn touches_conversations(call: &Call) -> bool {
    !matches!(
        call,
        Call::SetLanguage(_)
            | Call::SetHome(_)
            | Call::Publish(_)
            | Call::Save(..)
            | Call::Mine(_)
            | Call::Browse(..)
            | Call::Watch(_)
            | Call::Profile
            | Call::Deals(..)
            | Call::Bids(..)
            | Call::Offers(..)
            | Call::Keep(_)
            | Call::LetGo(_)
            | Call::Saved(_)
            | Call::Similar(_)
    )
}

fn refusal(error: MarketError) -> Refusal {
    match error {
        MarketError::Refused(refusal) => refusal,
        error => {
            tracing::error!(%error, "a use case broke");
            Refusal::Broken
        }
    }
}

async fn attempt(
    market: &Market,
    unit: &mut Unit,
    seat: &mut Seat,
    contacts: Policy,
    call: Call,
    after: &mut After,
) -> Result<Outcome, MarketError> {
    let endpoint = seat.endpoint;
    let person = &mut seat.person;
    let me = person.account;
    let hand = Hand { market, contacts, me };
    after.matching |= watch::brings(&call);
    Ok(match call {
        Call::SetLanguage(language) => {
            unit.set_language(me, language).await?;
            endpoint::outdate(unit.connection(), me, seat.endpoint).await?;
            person.language = Some(language);
            Outcome::Remembered
        }
        Call::SetHome(place) => {
            unit.set_home(me, &place).await?;
            endpoint::outdate(unit.connection(), me, seat.endpoint).await?;
            person.zone = place.zone;
            person.home = Some(place.point.coarse());
            Outcome::Remembered
        }
        Call::Publish(content) => {
            let card = unit.publish(me, content).await?;
            if person.remember(&card.content.need) {
                endpoint::outdate(unit.connection(), me, seat.endpoint).await?;
            }
            Outcome::Request(card)
        }
        Call::Save(id, content) => Outcome::Request(unit.save(me, id, content).await?),
        Call::Watch(watch) => Outcome::Watched(watch::perform(unit, me, watch).await?),
        Call::Mine(cursor) => Outcome::Requests(unit.mine(me, cursor).await?),
        Call::Open(id) => Outcome::Request(unit.open(me, id).await?),
        Call::Close(id) => Outcome::Request(unit.close(me, id).await?),
        Call::Reopen(id) => Outcome::Request(unit.reopen(me, id).await?),
        Call::Renew(id) => Outcome::Request(unit.renew(me, id).await?),
        Call::Browse(filter, sort, cursor) => {
            Outcome::Found(unit.browse(Some(me), &filter, sort, cursor, ON_A_PAGE).await?)
        }
        Call::Keep(id) => Outcome::Request(unit.keep(me, id).await?),
        Call::LetGo(id) => Outcome::Request(unit.let_go(me, id).await?),
        Call::Saved(cursor) => Outcome::Requests(unit.saved(me, cursor).await?),
        Call::Similar(id) => Outcome::Requests(unit.similar(me, id).await?),
        Call::Answer(request, text) => {
            let (view, opening) = unit.answer(me, request).await?;
            if let Opening::Again(told) = opening {
                post(market, unit, &told, Kind::Reopened, &Rich::default().into(), after).await?;
            }
            let said = Said { origin: seat.origin.clone(), ..text.into() };
            let crossing = say(market, unit, (person, endpoint), view.id, contacts, &said, after).await?;
            let (view, others) = control::with_others(unit, me, view).await?;
            Outcome::Answered(view, others, crossing)
        }
        Call::Chats(before) => {
            let (views, next) = unit.chats(me, before).await?;
            Outcome::Conversations(views, next)
        }
        Call::OpenChats(before) => {
            let (views, next) = unit.open_chats(me, before).await?;
            Outcome::Conversations(views, next)
        }
        Call::Blocked(before) => {
            let (views, next) = unit.blocked(me, before).await?;
            Outcome::Conversations(views, next)
        }
        Call::Enter(id) => {
            let view = unit.enter(me, id).await?;
            control::talk(unit, me, view).await?
        }
        Call::Look(id) => Outcome::Conversation(unit.look_at(me, id).await?),
        Call::Say(id, said) => {
            Outcome::Said(say(market, unit, (person, endpoint), id, contacts, &said, after).await?)
        }
        Call::SayHeld(id, lines) => {
            let mut crossing = Crossing::Whole;
            for line in &lines {
                crossing =
                    crossing.and(say(market, unit, (person, endpoint), id, contacts, line, after).await?);
            }
            Outcome::Said(crossing)
        }
        Call::Edit(line, text) => hand.edit(unit, line, &text, after).await?,
        Call::MyLine(id, seq) => hand.my_line(unit, id, seq).await?,
        Call::TakeBack(id, seqs) => hand.take_back(unit, id, &seqs, after).await?,
        Call::React(line, reaction) => hand.react(unit, line, reaction, after).await?,
        Call::Control(what, id) => control::perform(market, unit, me, (what, id), after).await?,
        Call::Offer(..)
        | Call::Counter(..)
        | Call::Deal(..)
        | Call::MyCode(_)
        | Call::Meet(..)
        | Call::Rate(..)
        | Call::ReplyToRating(..)
        | Call::Profile
        | Call::Deals(..)
        | Call::Bids(..)
        | Call::Offers(..) => {
            let hand = deals::Hand { market, contacts, me };
            hand.perform(unit, call, after).await?
        }
        Call::Report(id, category, words) => {
            control::report(unit, me, id, (category, words.as_ref())).await?
        }
    })
}

/// Numbers what was said, stores what may cross of it, and gives the other side's lane work.
async fn say(
    market: &Market,
    unit: &mut Unit,
    (person, endpoint): (&Person, i64),
    conversation: ConversationId,
    contacts: Policy,
    said: &Said,
    after: &mut After,
) -> Result<Crossing, MarketError> {
    if let Some(line) = joins_album(unit, person, conversation, said).await? {
        remember(endpoint, said, line, after);
        return Ok(Crossing::Whole);
    }
    let spoken: Spoken = unit.speak(person.account, conversation).await?;
    let line = LineRef { conversation, side: spoken.from, seq: spoken.seq };
    remember(endpoint, said, line, after);
    if log::is_full(unit.connection(), conversation, spoken.to).await? {
        return Err(MarketError::Refused(Refusal::Full));
    }
    // A place holds nothing that could be a contact detail.
    let Some(text) = said.body.text().filter(|_| !spoken.revealed) else {
        post(market, unit, &spoken, Kind::Line, said, after).await?;
        return Ok(Crossing::Whole);
    };
    let before = log::said_before(unit.connection(), &spoken).await?;
    let before = unit.open_lines(&spoken, &before)?;
    let before: Vec<Body> = before.iter().filter_map(|line| body::read(line)).collect();
    let before: Vec<&str> = before.iter().filter_map(Body::words).collect();
    let (text, crossing) = checked(|| contacts.judge(text, &before))?;
    let said = Said { body: text.into(), ..said.clone() };
    post(market, unit, &spoken, Kind::Line, &said, after).await?;
    Ok(crossing)
}

/// Remembers as which message somebody said it.
pub(crate) fn remember(endpoint: i64, said: &Said, line: LineRef, after: &mut After) {
    let native = said.origin.as_ref().map(|origin| NativeId(origin.0.clone()));
    after.own.extend(native.map(|native| Own { endpoint, native, line }));
}

/// What may cross of a line. If that cannot be found out, nothing may.
pub(crate) fn checked(
    judge: impl FnOnce() -> Result<(Rich, Crossing), Held>,
) -> Result<(Rich, Crossing), Refusal> {
    match catch_unwind(AssertUnwindSafe(judge)) {
        Ok(judged) => judged.map_err(|Held(kinds)| Refusal::Held(kinds)),
        Err(_) => {
            tracing::error!("a line could not be looked through for contact details: it was held");
            Err(Refusal::Unchecked)
        }
    }
}

/// Stores what somebody said or did, and gives the other side's lane work.
pub(crate) async fn post(
    market: &Market,
    unit: &mut Unit,
    spoken: &Spoken,
    kind: Kind,
    said: &Said,
    after: &mut After,
) -> Result<(), MarketError> {
    let body = unit.seal_line(spoken, &body::write(&said.body)?).await?;
    let (now, key) = (unit.now(), key::random(&**market.entropy()));
    let posted =
        log::post(unit.connection(), spoken, kind, (&body, said.album.as_deref()), &key, now).await?;
    if let Some(line) = said.reply_to.filter(|line| line.conversation == spoken.conversation)
        && let Some(stored) = changes::line(unit.connection(), line).await?
    {
        changes::aim(unit.connection(), posted.event, stored.event).await?;
    }
    if !said.files.is_empty() {
        give(unit, spoken.conversation, &said.files).await?;
        let earliest = if said.album.is_some() { now + files::ALBUM } else { now };
        files::attach(unit.connection(), posted.event, &said.files, earliest).await?;
    }
    if posted.ring && !after.ring.contains(&posted.lane) {
        after.ring.push(posted.lane);
    }
    Ok(())
}

/// From here on only the conversation's key opens these files.
async fn give(unit: &mut Unit, conversation: ConversationId, files: &[SentFile]) -> Result<(), MarketError> {
    let files: Vec<_> = files.iter().map(|file| file.id).collect();
    unit.give_files(conversation, &files).await
}

/// Puts files to the others of their album, if those still wait. What stands under a later one is said
/// with it, on its own.
async fn joins_album(
    unit: &mut Unit,
    person: &Person,
    conversation: ConversationId,
    said: &Said,
) -> Result<Option<LineRef>, MarketError> {
    let has_words = said.body.text().is_none_or(|text| !text.text().is_empty());
    let Some(album) = said.album.as_deref().filter(|_| !has_words) else { return Ok(None) };
    let view = unit.enter(person.account, conversation).await?;
    if !view.open {
        return Ok(None);
    }
    let side = view.side.name();
    let found = files::open_album(unit.connection(), conversation, side, album, said.files.len()).await?;
    let Some((event, seq)) = found else { return Ok(None) };
    give(unit, conversation, &said.files).await?;
    let earliest = unit.now() + files::ALBUM;
    files::attach(unit.connection(), event, &said.files, earliest).await?;
    Ok(Some(LineRef { conversation, side: view.side, seq }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_cannot_be_checked_is_held() {
        assert_eq!(checked(|| panic!("the filter is broken")), Err(Refusal::Unchecked));
        let line = Rich::plain("hello");
        assert_eq!(checked(|| Policy::Mask.judge(&line, &[])), Ok((line.clone(), Crossing::Whole)));
        let number = Rich::plain("24619037");
        assert!(matches!(checked(|| Policy::Hold.judge(&number, &[])), Err(Refusal::Held(_))));
    }
}

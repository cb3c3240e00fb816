//! Does what the conversation asked for, in the transaction that stores the step.

use std::panic::{AssertUnwindSafe, catch_unwind};

use conversation::call::{Call, Outcome};
use marketplace_core::{Market, MarketError, Opening, Unit, conversations::Spoken};
use marketplace_domain::{
    account::Person,
    contact::{Crossing, Held, Policy},
    id::ConversationId,
    message::Rich,
    refusal::Refusal,
};

use crate::{
    control, key,
    passing::is_passing,
    seat::Seat,
    store::{
        endpoint,
        log::{self, Kind},
    },
};

/// What a batch has to do once it is committed.
#[derive(Debug, Default)]
pub(crate) struct After {
    /// Lanes to ring the bell for.
    pub ring: Vec<i64>,
    /// Somebody sent a picture, which is to be fetched.
    pub photos: bool,
}

/// Does it. What breaks is undone and becomes a refusal, so that one person's trouble does not
/// lose what others did in the same batch; only a database out of reach is an error.
pub(crate) async fn perform(
    market: &Market,
    unit: &mut Unit,
    seat: &mut Seat,
    contacts: Policy,
    call: Call,
    after: &mut After,
) -> Result<Outcome, MarketError> {
    unit.savepoint().await?;
    let rings = after.ring.len();
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
            Ok(Outcome::Refused(refusal(error)))
        }
    }
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
    let person = &mut seat.person;
    let me = person.account;
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
            Outcome::Remembered
        }
        Call::Publish(content) => Outcome::Request(unit.publish(me, content).await?),
        Call::Save(id, content) => Outcome::Request(unit.save(me, id, content).await?),
        Call::Mine(cursor) => Outcome::Requests(unit.mine(me, cursor).await?),
        Call::Open(id) => Outcome::Request(unit.open(me, id).await?),
        Call::Close(id) => Outcome::Request(unit.close(me, id).await?),
        Call::Reopen(id) => Outcome::Request(unit.reopen(me, id).await?),
        Call::Renew(id) => Outcome::Request(unit.renew(me, id).await?),
        Call::Browse(filter, cursor) => Outcome::Requests(unit.browse(me, &filter, cursor).await?),
        Call::Answer(request, text) => {
            let (view, opening) = unit.answer(me, request).await?;
            if let Opening::Again(told) = opening {
                post(market, unit, &told, Kind::Reopened, &Rich::default(), after).await?;
            }
            let crossing = say(market, unit, person, view.id, contacts, &text, after).await?;
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
        Call::Say(id, text) => Outcome::Said(say(market, unit, person, id, contacts, &text, after).await?),
        Call::SayHeld(id, lines) => {
            let mut crossing = Crossing::Whole;
            for line in &lines {
                crossing = crossing.and(say(market, unit, person, id, contacts, line, after).await?);
            }
            Outcome::Said(crossing)
        }
        Call::Control(what, id) => control::perform(market, unit, me, (what, id), after).await?,
        Call::Report(id, category, words) => {
            control::report(unit, me, id, (category, words.as_ref())).await?
        }
    })
}

/// Numbers a line, stores what may cross of it, and gives the other side's lane work.
async fn say(
    market: &Market,
    unit: &mut Unit,
    person: &Person,
    conversation: ConversationId,
    contacts: Policy,
    text: &Rich,
    after: &mut After,
) -> Result<Crossing, MarketError> {
    let spoken: Spoken = unit.speak(person.account, conversation).await?;
    if log::is_full(unit.connection(), conversation, spoken.to).await? {
        return Err(MarketError::Refused(Refusal::Full));
    }
    if spoken.revealed {
        post(market, unit, &spoken, Kind::Line, text, after).await?;
        return Ok(Crossing::Whole);
    }
    let before = log::said_before(unit.connection(), &spoken).await?;
    let before = unit.open_lines(&spoken, &before)?;
    let before: Vec<Rich> = before.iter().filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let before: Vec<&str> = before.iter().map(Rich::text).collect();
    let (text, crossing) = checked(|| contacts.judge(text, &before))?;
    post(market, unit, &spoken, Kind::Line, &text, after).await?;
    Ok(crossing)
}

/// What may cross of a line. If that cannot be found out, nothing may.
fn checked(judge: impl FnOnce() -> Result<(Rich, Crossing), Held>) -> Result<(Rich, Crossing), Refusal> {
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
    text: &Rich,
    after: &mut After,
) -> Result<(), MarketError> {
    let body = serde_json::to_vec(text).map_err(|_| MarketError::Corrupt("line"))?;
    let body = unit.seal_line(spoken, &body).await?;
    let (now, key) = (unit.now(), key::random(&**market.entropy()));
    let posted = log::post(unit.connection(), spoken, kind, &body, &key, now).await?;
    if posted.ring && !after.ring.contains(&posted.lane) {
        after.ring.push(posted.lane);
    }
    Ok(())
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

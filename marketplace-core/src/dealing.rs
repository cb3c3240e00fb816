//! Steps of a deal. Each of them locks the request first, then the deal: of what is done with the deals
//! of one request at the same time, one comes first, and the others see what it did.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    conversation::Side,
    deal::{LIFE, MOST_OPEN, Sheet, State, Terms, View, What, Wrong},
    id::{AccountId, ConversationId, DealId, RequestId},
    refusal::Refusal,
    request as asked,
    text::Note,
};

use crate::{
    MarketError, Unit,
    deals::{Held, Told},
    requests,
    tables::{conversation::ConversationRow, deal, request},
};

/// What is done with a deal, other than proposing terms and meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Accept what the other proposed: the first who is accepted for a request wins.
    Accept,
    /// Confirm what the other accepted.
    Confirm,
    /// Decline what the other proposed, or accepted.
    Decline,
    /// Withdraw what one proposed oneself.
    Withdraw,
    /// Undo what one did last.
    Undo,
    /// Say that one bought or collected the thing.
    Carry {
        /// Whether one sent a picture of it.
        has_photo: bool,
    },
    /// Say that all is well.
    Well,
    /// Ask the other to cancel it together.
    AskToCancel,
    /// Go on, although one of the two asked for that.
    Keep,
    /// Cancel it.
    Cancel,
    /// Say that the other was not there.
    NoShow,
    /// Say that something is wrong.
    Dispute,
    /// Say that it is settled.
    Settle,
}

impl Unit {
    /// Offers something in a conversation, open and one's own, in which one is the provider.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's, they posted the request themselves, or the terms
    /// lack what such a request needs; [`Refusal::Moved`] where the two are agreeing on something already;
    /// [`Refusal::OffMarket`], [`Refusal::Ended`], [`Refusal::PastDue`], [`Refusal::TooManyOffers`];
    /// [`MarketError::Database`], [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn offer(
        &mut self,
        account: AccountId,
        conversation: ConversationId,
        (terms, note): (Terms, Option<Note>),
    ) -> Result<(View, Vec<Told>), MarketError> {
        let (row, side) = self.own_conversation(account, conversation).await?;
        if side != Side::Provider {
            return Err(Refusal::Unknown.into());
        }
        let request = RequestId::from_uuid(row.request);
        let about = self.hold(request).await?;
        // Whoever ends a conversation locks the request as well.
        if !self.look_at(account, conversation).await?.open {
            return Err(Refusal::Ended.into());
        }
        self.lock_person(account).await?;
        let (now, conn) = (self.now(), self.connection());
        if deal::count_open(conn, account.uuid(), now).await? >= i64::from(MOST_OPEN) {
            return Err(Refusal::TooManyOffers(MOST_OPEN).into());
        }
        if deal::current(conn, row.id).await?.is_some() {
            return Err(Refusal::Moved.into());
        }
        let until = until(&about, &terms, now)?;
        let sheet = Sheet {
            id: DealId::random(self.entropy()),
            kind: about.content.need.kind(),
            state: State::offer(until),
            terms,
            note,
        };
        self.write_deal(&sheet, conversation, Some(request)).await?;
        let told = self.tell_of((&sheet, conversation), What::Offered, side.other()).await?;
        Ok((self.deal(account, sheet.id).await?, told.into_iter().collect()))
    }

    /// Proposes other terms for a deal of one's own.
    ///
    /// # Errors
    /// As of [`Unit::step_deal`]; [`Refusal::OffMarket`], [`Refusal::PastDue`]; [`Refusal::Unknown`] also
    /// where the terms lack what such a request needs.
    pub async fn counter(
        &mut self,
        account: AccountId,
        id: DealId,
        (terms, note): (Terms, Option<Note>),
    ) -> Result<(View, Vec<Told>), MarketError> {
        let now = self.now();
        let (about, held, side) = self.hold_deal(account, id).await?;
        // Whether anything can be proposed comes before what is proposed.
        held.deal.state.propose(side, now, now)?;
        let until = until(&about, &terms, now)?;
        let state = held.deal.state.propose(side, until, now)?;
        let held = Held { deal: Sheet { terms, note, ..held.deal }, ..held };
        self.put(account, (about, held), state, (side, What::Countered)).await
    }

    /// Does something with a deal of one's own. Gives the deal as it is now, and what others are to be told.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`Refusal::Moved`] where it is not possible from
    /// where it stands, or not for this side; [`Refusal::Taken`] where somebody else was accepted first;
    /// [`Refusal::OffMarket`], [`Refusal::PhotoFirst`], [`Refusal::TooEarly`], [`Refusal::Expired`],
    /// [`Refusal::TooLate`]; [`MarketError::Database`], [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn step_deal(
        &mut self,
        account: AccountId,
        id: DealId,
        step: Step,
    ) -> Result<(View, Vec<Told>), MarketError> {
        let (about, held, side) = self.hold_deal(account, id).await?;
        let (state, what) = taken(step, &held.deal, side, self.now())?;
        if step == Step::Undo {
            // They may have begun another one meanwhile.
            let current = deal::current(self.connection(), held.conversation.uuid()).await?;
            if current.is_some() {
                return Err(Refusal::Moved.into());
            }
        }
        self.put(account, (about, held), state, (side, what)).await
    }

    /// Writes a deal down after a step of one side, with what follows for the request and for the other
    /// offers. Gives what everybody is to be told.
    pub(crate) async fn put(
        &mut self,
        account: AccountId,
        (about, held): (requests::Held, Held),
        state: State,
        (side, what): (Side, What),
    ) -> Result<(View, Vec<Told>), MarketError> {
        let (before, conversation) = (held.deal.state, held.conversation);
        let request = RequestId::from_uuid(held.row.request);
        let deal = Sheet { state, ..held.deal };
        self.follow(request, about.state, (before, state)).await?;
        self.write_deal(&deal, conversation, None).await?;
        if matches!(state, State::Agreed(_)) && matches!(before, State::Accepted { .. }) {
            self.make_codes(deal.id, conversation).await?;
        }
        let mut told = Vec::new();
        told.extend(self.tell_of((&deal, conversation), what, side.other()).await?);
        if state.is_held() && !before.is_held() {
            told.extend(self.take_others(request, deal.id).await?);
        }
        Ok((self.deal(account, deal.id).await?, told))
    }

    /// What follows for a request from what a deal became: it leaves the market or comes back to it.
    pub(crate) async fn follow(
        &mut self,
        id: RequestId,
        request: asked::State,
        (before, after): (State, State),
    ) -> Result<(), MarketError> {
        let now = self.now();
        let next = match (before.is_held(), after.is_held()) {
            (false, true) => Some(request.agree(now)),
            (true, false) if after.is_done() || matches!(after, State::Disputed { .. }) => {
                Some(request.fulfil(now))
            }
            (true, false) => Some(request.release(now)),
            _ => None,
        };
        let next = match next {
            None => return Ok(()),
            Some(Ok(next)) => next,
            Some(Err(_)) if matches!(request, asked::State::Agreed { .. }) => {
                return Err(Refusal::Taken.into());
            }
            Some(Err(_)) if after.is_held() => return Err(Refusal::OffMarket.into()),
            // A moderator took it off the market meanwhile: there it stays.
            Some(Err(_)) => return Ok(()),
        };
        request::set_state(self.connection(), &[id.uuid()], next.name(), next.moment()).await?;
        Ok(())
    }

    /// Ends the other offers for a request, because one was accepted. Gives what who made them is told.
    async fn take_others(&mut self, request: RequestId, but: DealId) -> Result<Vec<Told>, MarketError> {
        let now = self.now();
        let others = deal::others(self.connection(), request.uuid(), but.uuid()).await?;
        let mut told = Vec::new();
        for held in self.read_deals(&others).await? {
            let Ok(state) = held.deal.state.take(now) else { continue };
            let deal = Sheet { state, ..held.deal };
            self.write_deal(&deal, held.conversation, None).await?;
            told.extend(self.tell_of((&deal, held.conversation), What::Taken, Side::Provider).await?);
        }
        Ok(told)
    }

    /// Ends what two people were about to agree on, because one of them ended the conversation; with a block
    /// also what they had agreed on, unless it is handed over. Nobody is told of it besides: it is over with
    /// the conversation.
    pub(crate) async fn drop_offer(
        &mut self,
        row: &ConversationRow,
        who: Side,
        for_good: bool,
    ) -> Result<(), MarketError> {
        let now = self.now();
        let request = RequestId::from_uuid(row.request);
        let about = self.hold(request).await?;
        let Some(id) = deal::current(self.connection(), row.id).await? else { return Ok(()) };
        deal::lock(self.connection(), id).await?;
        let Some(held) = self.read_deals(&[id]).await?.pop() else { return Ok(()) };
        let before = held.deal.state;
        let ended = match before.proposal() {
            Some(_) => before.withdraw(who, now).or_else(|_| before.decline(who, now)),
            None if for_good => before.cancel(who, now),
            None => return Ok(()),
        };
        let Ok(state) = ended else { return Ok(()) };
        self.follow(request, about.state, (before, state)).await?;
        self.write_deal(&Sheet { state, ..held.deal }, held.conversation, None).await
    }

    /// Locks a request and a deal about it, of one's own.
    pub(crate) async fn hold_deal(
        &mut self,
        account: AccountId,
        id: DealId,
    ) -> Result<(requests::Held, Held, Side), MarketError> {
        let request = deal::request_of(self.connection(), id.uuid(), account.uuid()).await?;
        let about = self.hold(RequestId::from_uuid(request.ok_or(Refusal::Unknown)?)).await?;
        deal::lock(self.connection(), id.uuid()).await?;
        let held = self.read_deals(&[id.uuid()]).await?.pop().ok_or(Refusal::Unknown)?;
        let side = if about.account == account { Side::Requester } else { Side::Provider };
        Ok((about, held, side))
    }
}

/// What a step of a side makes of a deal, and what the other is told.
fn taken(step: Step, deal: &Sheet, side: Side, now: DateTime<Utc>) -> Result<(State, What), MarketError> {
    let (state, terms) = (deal.state, &deal.terms);
    let needs_photo = deal.kind.is_carried();
    let (next, what) = match step {
        Step::Accept => (state.accept(side, terms, now), What::Accepted),
        Step::Confirm => (state.confirm(side, terms, now), What::Agreed),
        Step::Decline => (state.decline(side, now), What::Declined),
        Step::Withdraw => (state.withdraw(side, now), What::Withdrawn),
        Step::Undo => (state.undo(side, now), What::Back),
        Step::Carry { has_photo } => {
            let carried = state.carry(side)?;
            if needs_photo && !has_photo {
                return Err(Refusal::PhotoFirst.into());
            }
            (Ok(carried), What::Carried)
        }
        Step::Well => (state.well(side, now), What::Completed),
        Step::AskToCancel => (state.ask_to_cancel(side), What::CancelAsked),
        Step::Keep => (state.keep(), What::Kept),
        Step::Cancel => (state.cancel(side, now), What::Cancelled),
        Step::NoShow => (state.no_show(side, terms, now), What::NoShow),
        Step::Dispute => (state.dispute(side, now), What::Disputed),
        Step::Settle => (state.settle(side, now), What::Settled),
    };
    Ok((next?, what))
}

/// Until when such terms can be accepted: no longer than the request is on the market, nor than their day.
fn until(about: &requests::Held, terms: &Terms, now: DateTime<Utc>) -> Result<DateTime<Utc>, Refusal> {
    let (asked::State::Open { until } | asked::State::Answered { until }) = about.state else {
        return Err(Refusal::OffMarket);
    };
    if !terms.fit(&about.content) {
        return Err(Refusal::Unknown);
    }
    let until = until.min(now + LIFE).min(terms.end());
    if until <= now { Err(Refusal::PastDue) } else { Ok(until) }
}

impl From<Wrong> for MarketError {
    fn from(wrong: Wrong) -> Self {
        Refusal::from(wrong).into()
    }
}

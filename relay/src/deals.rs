//! What people do with deals, and what the clock does. What the other side must know is an event of their
//! conversation, as it was when it happened; it goes through their lane, behind what was said before.

use conversation::call::{Bargain, Call, Outcome};
use marketplace_core::{Market, MarketError, Opening, Unit, dealing::Step, deals::Told, meeting::Met};
use marketplace_domain::{
    contact::{Crossing, Policy},
    conversation::Side,
    deal::View,
    id::{AccountId, ConversationId, DealId},
    message::Rich,
    refusal::Refusal,
    said::{Body, Said},
    text::Note,
};

use crate::{
    bell::Bell,
    perform::{After, checked, post},
    store::{
        body,
        log::{self, Kind},
    },
};

/// Deals that one round of the clock looks at.
const AT_ONCE: i64 = 200;

/// Whoever does something with a deal.
pub(crate) struct Hand<'a> {
    /// The market.
    pub market: &'a Market,
    /// What becomes of contact details.
    pub contacts: Policy,
    /// Who it is.
    pub me: AccountId,
}

impl Hand<'_> {
    /// Does it.
    pub(crate) async fn perform(
        &self,
        unit: &mut Unit,
        call: Call,
        after: &mut After,
    ) -> Result<Outcome, MarketError> {
        Ok(match call {
            Call::Offer(request, terms, note) => {
                let (view, opening) = unit.answer(self.me, request).await?;
                if let Opening::Again(told) = opening {
                    post(self.market, unit, &told, Kind::Reopened, &Rich::default().into(), after).await?;
                }
                let (note, crossing) = self.judge(unit, view.id, note).await?;
                let done = unit.offer(self.me, view.id, (terms, note)).await?;
                Outcome::Bargained(self.tell(unit, done, after).await?, crossing)
            }
            Call::Counter(id, terms, note) => {
                let conversation = unit.deal(self.me, id).await?.conversation;
                let (note, crossing) = self.judge(unit, conversation, note).await?;
                let done = unit.counter(self.me, id, (terms, note)).await?;
                Outcome::Bargained(self.tell(unit, done, after).await?, crossing)
            }
            Call::Deal(Bargain::Look, id) => Outcome::Deal(unit.deal(self.me, id).await?),
            Call::Deal(what, id) => {
                let step = self.step(unit, what, id).await?;
                let done = unit.step_deal(self.me, id, step).await?;
                Outcome::Deal(self.tell(unit, done, after).await?)
            }
            Call::MyCode(id) => {
                let (view, code) = unit.my_code(self.me, id).await?;
                Outcome::MyCode(view, code)
            }
            Call::Meet(id, code) => match unit.meet(self.me, id, &code).await? {
                Met::Right(view, told) => Outcome::Deal(self.tell(unit, (view, told), after).await?),
                Met::Wrong(left) => Outcome::WrongCode { left, until: None },
                Met::Paused(until) => Outcome::WrongCode { left: 0, until: Some(until) },
            },
            Call::Rate(id, rating) => {
                let done = unit.rate(self.me, id, &rating).await?;
                Outcome::Deal(self.tell(unit, done, after).await?)
            }
            Call::ReplyToRating(id, words) => {
                let (profile, told) = unit.reply_to_rating(self.me, id, &words).await?;
                tell(self.market, unit, told, after).await?;
                Outcome::Profile(profile)
            }
            Call::Profile => Outcome::Profile(unit.profile(self.me).await?),
            Call::Deals(cursor) => Outcome::Deals(unit.deals(self.me, cursor).await?),
            Call::Bids(request, cursor) => Outcome::Deals(unit.bids(self.me, request, cursor).await?),
            Call::Offers(filter, cursor) => {
                let (page, trips) = unit.offers(self.me, &filter, cursor).await?;
                Outcome::Offers(page, trips)
            }
            _ => return Err(MarketError::Corrupt("call")),
        })
    }

    /// The step that is asked for.
    async fn step(&self, unit: &mut Unit, what: Bargain, id: DealId) -> Result<Step, MarketError> {
        Ok(match what {
            Bargain::Look | Bargain::Undo => Step::Undo,
            Bargain::Accept => Step::Accept,
            Bargain::Confirm => Step::Confirm,
            Bargain::Decline => Step::Decline,
            Bargain::Withdraw => Step::Withdraw,
            Bargain::Carry => {
                let view = unit.deal(self.me, id).await?;
                let since = view.deal.state.running().map(|running| running.since);
                let has_photo = match since {
                    Some(since) => {
                        log::has_photo(unit.connection(), view.conversation, Side::Provider, since).await?
                    }
                    None => false,
                };
                Step::Carry { has_photo }
            }
            Bargain::Well => Step::Well,
            Bargain::AskToCancel => Step::AskToCancel,
            Bargain::Keep => Step::Keep,
            Bargain::Cancel => Step::Cancel,
            Bargain::NoShow => Step::NoShow,
            Bargain::Dispute => Step::Dispute,
            Bargain::Settle => Step::Settle,
        })
    }

    /// What may cross of what somebody writes with their terms: looked through behind what they said in
    /// the conversation before, as a line is.
    async fn judge(
        &self,
        unit: &mut Unit,
        conversation: ConversationId,
        note: Option<Note>,
    ) -> Result<(Option<Note>, Crossing), MarketError> {
        let Some(note) = note else { return Ok((None, Crossing::Whole)) };
        let spoken = unit.next_spoken(self.me, conversation).await?;
        if spoken.revealed {
            return Ok((Some(note), Crossing::Whole));
        }
        let before = log::said_before(unit.connection(), &spoken).await?;
        let before = unit.open_lines(&spoken, &before)?;
        let before: Vec<Body> = before.iter().filter_map(|line| body::read(line)).collect();
        let before: Vec<&str> = before.iter().filter_map(Body::words).collect();
        let (text, crossing) = checked(|| self.contacts.judge(&Rich::plain(note.as_str()), &before))?;
        // What hides a number may be longer than it.
        let note = Note::parse(text.text()).map_err(|_| Refusal::Unchecked)?;
        Ok((Some(note), crossing))
    }

    async fn tell(
        &self,
        unit: &mut Unit,
        (view, told): (View, Vec<Told>),
        after: &mut After,
    ) -> Result<View, MarketError> {
        tell(self.market, unit, told, after).await?;
        Ok(view)
    }
}

async fn tell(
    market: &Market,
    unit: &mut Unit,
    told: Vec<Told>,
    after: &mut After,
) -> Result<(), MarketError> {
    for (spoken, news) in told {
        let said = Said { body: news.into(), ..Rich::default().into() };
        post(market, unit, &spoken, Kind::Deal, &said, after).await?;
    }
    Ok(())
}

/// The clock does what is due with deals. Each is a transaction of its own, in which it is looked at again
/// under its lock: so it happens once, however many processes look.
pub(crate) async fn tick(market: &Market, bell: &dyn Bell) -> Result<(), MarketError> {
    let mut unit = market.begin().await?;
    let due = unit.due_deals(AT_ONCE).await?;
    unit.commit().await?;
    for deal in due {
        let mut after = After::default();
        let done = async {
            let mut unit = market.begin().await?;
            let told = unit.tick_deal(deal).await?;
            tell(market, &mut unit, told, &mut after).await?;
            unit.commit().await
        };
        // One that cannot be seen to now must not keep the others waiting.
        match done.await {
            Ok(()) => {
                // Where the bell is out of order, the lanes are overdue and are found.
                if let Err(error) = bell.ring(&after.ring).await {
                    tracing::warn!(%error, "the bell could not be rung");
                }
            }
            Err(error) => tracing::warn!(%error, "a deal could not be seen to"),
        }
    }
    Ok(())
}

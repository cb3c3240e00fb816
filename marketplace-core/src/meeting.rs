//! Meeting: each of the two has a code that only they are shown, and enters the other's.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    conversation::Side,
    deal::{Code, Codes, Tries, View, What},
    id::{AccountId, ConversationId, DealId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

use crate::{
    MarketError, Unit,
    deals::{Held, Told, read, write},
    seal::Place,
    tables::deal,
};

/// What came of a code that somebody entered.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "each lives for one step, so that a box would only cost")]
pub enum Met {
    /// It is the other's: this is the deal now, and this is what the other is to be told.
    Right(View, Vec<Told>),
    /// It is not; so many tries are left before a pause.
    Wrong(u16),
    /// Nothing was looked at, or it was not the other's: there is a pause until then.
    Paused(DateTime<Utc>),
}

/// How often each side entered a wrong code, as it is stored.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(default)]
struct Both {
    requester: Tries,
    provider: Tries,
}

impl Both {
    fn of(&mut self, side: Side) -> &mut Tries {
        match side {
            Side::Requester => &mut self.requester,
            Side::Provider => &mut self.provider,
        }
    }
}

impl Unit {
    /// Makes the codes of a deal that both agreed to.
    pub(crate) async fn make_codes(
        &mut self,
        id: DealId,
        conversation: ConversationId,
    ) -> Result<(), MarketError> {
        let requester = Code::random(self.entropy());
        let mut provider = Code::random(self.entropy());
        // Who hears their own code must not take it for the other's.
        while provider.is(&requester) {
            provider = Code::random(self.entropy());
        }
        let codes = serde_json::to_vec(&Codes { requester, provider })
            .map_err(|_| MarketError::Corrupt("deal.codes"))?;
        let sealed = self.seal_at(Place::Codes { conversation, deal: id }, &codes).await?;
        Ok(deal::set_codes(self.connection(), id.uuid(), &sealed).await?)
    }

    /// One's own code of a deal, to be told to the other when one meets them.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`Refusal::Moved`] where there is none (yet, or
    /// any more); [`MarketError::Database`], [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn my_code(&mut self, account: AccountId, id: DealId) -> Result<(View, Code), MarketError> {
        let now = self.now();
        let held = self.read_deals(&[id.uuid()]).await?.pop().ok_or(Refusal::Unknown)?;
        let codes = self.open_codes(&held).await?;
        let (view, side) = held.view(account, now)?;
        let codes = codes.filter(|_| view.deal.state.can_meet()).ok_or(Refusal::Moved)?;
        let code = match side {
            Side::Requester => codes.requester,
            Side::Provider => codes.provider,
        };
        Ok((view, code))
    }

    /// Somebody enters the code that the other told them. It is looked at under the deal's lock, so that
    /// none counts twice; a wrong one is counted, which lasts only if the unit is committed.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`Refusal::Moved`] where no code is due from them;
    /// [`MarketError::Database`], [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn meet(&mut self, account: AccountId, id: DealId, code: &Code) -> Result<Met, MarketError> {
        let now = self.now();
        let (about, held, side) = self.hold_deal(account, id).await?;
        let state = held.deal.state.meet(side, now)?;
        let mut tries: Both = read(&held.row.tries, "deal.tries")?;
        if let Some(until) = tries.of(side).wait(now) {
            return Ok(Met::Paused(until));
        }
        let codes = self.open_codes(&held).await?.ok_or(Refusal::Moved)?;
        let theirs = match side {
            Side::Requester => &codes.provider,
            Side::Provider => &codes.requester,
        };
        if !theirs.is(code) {
            let after = tries.of(side).after_wrong(now);
            *tries.of(side) = after;
            deal::set_tries(self.connection(), id.uuid(), &write(&tries, "deal.tries")?).await?;
            return Ok(after.wait(now).map_or(Met::Wrong(after.left()), Met::Paused));
        }
        let what = if state.is_done() { What::Completed } else { What::HandedOver };
        let (view, told) = self.put(account, (about, held), state, (side, what)).await?;
        Ok(Met::Right(view, told))
    }

    async fn open_codes(&mut self, held: &Held) -> Result<Option<Codes>, MarketError> {
        let Some(sealed) = &held.row.codes else { return Ok(None) };
        let place = Place::Codes { conversation: held.conversation, deal: held.deal.id };
        let Some(opened) = self.open_at(place, sealed).await? else { return Ok(None) };
        serde_json::from_slice(&opened).map(Some).map_err(|_| MarketError::Corrupt("deal.codes"))
    }
}

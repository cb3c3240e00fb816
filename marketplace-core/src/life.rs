//! The life of a request after it came to the market.

use marketplace_domain::{
    id::{AccountId, RequestId},
    refusal::Refusal,
    request::{Card, InvalidTransition, State},
};

use crate::{
    MarketError, Unit, requests,
    tables::{push, request},
};

impl Unit {
    /// Takes a request of one's own off the market.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`Refusal::NotNow`] where it is off the
    /// market already; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn close(&mut self, account: AccountId, id: RequestId) -> Result<Card, MarketError> {
        let held = self.hold_own(account, id).await?;
        let closed = held.state.close(self.now());
        self.step(account, id, held.state, closed).await
    }

    /// Undoes [`Unit::close`], for 30 seconds.
    ///
    /// # Errors
    /// [`Refusal::TooLate`]; [`Refusal::NotNow`] where it is not closed; [`Refusal::TooManyOpen`];
    /// [`Refusal::Unknown`] where it is not the person's; [`MarketError::Database`],
    /// [`MarketError::Corrupt`].
    pub async fn reopen(&mut self, account: AccountId, id: RequestId) -> Result<Card, MarketError> {
        let held = self.hold_own(account, id).await?;
        let reopened = held.state.reopen(self.now());
        if reopened.is_err() && matches!(held.state, State::Closed { .. }) {
            return Err(Refusal::TooLate.into());
        }
        self.step(account, id, held.state, reopened).await
    }

    /// Gives a request of one's own, on the market or expired, another 30 days.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] where it is closed; [`Refusal::TooManyOpen`]; [`Refusal::Unknown`] where
    /// it is not the person's; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn renew(&mut self, account: AccountId, id: RequestId) -> Result<Card, MarketError> {
        let held = self.hold_own(account, id).await?;
        let renewed = held.state.renew(self.now());
        self.step(account, id, held.state, renewed).await
    }

    async fn step(
        &mut self,
        account: AccountId,
        id: RequestId,
        before: State,
        after: Result<State, InvalidTransition>,
    ) -> Result<Card, MarketError> {
        let after = after.map_err(|_| Refusal::NotNow)?;
        if after.is_on_market() && !before.is_on_market() {
            self.make_room(account).await?;
        }
        request::set_state(self.connection(), &[id.uuid()], after.name(), after.moment()).await?;
        if after.is_on_market() && !before.is_on_market() {
            self.match_later(id).await?;
        }
        if before.is_on_market() && !after.is_on_market() {
            let now = self.now();
            push::drop_waiting(self.connection(), &[id.uuid()], now).await?;
        }
        self.card(account, id).await
    }

    /// Expires requests whose time on the market ran out, at most `limit`. Returns how many.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn expire_due(&mut self, limit: i64) -> Result<u64, MarketError> {
        let now = self.now();
        let rows = request::lock_overdue(self.connection(), now, limit).await?;
        let mut ids = Vec::with_capacity(rows.len());
        for row in rows {
            if matches!(requests::state(&row.state, row.state_at, now)?, State::Expired { .. }) {
                ids.push(row.id);
            }
        }
        push::drop_waiting(self.connection(), &ids, now).await?;
        let expired = State::Expired { at: now };
        Ok(request::set_state(self.connection(), &ids, expired.name(), expired.moment()).await?)
    }
}

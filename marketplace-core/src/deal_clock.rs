//! What the clock does with deals: reminders, and what ends by itself.

use marketplace_domain::{
    conversation::Side,
    deal::{Sheet, What},
    id::{DealId, RequestId},
};

use uuid::Uuid;

use crate::{MarketError, Unit, deals::Told, tables::deal};

impl Unit {
    /// Deals with which the clock has something to do, the most overdue first.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn due_deals(&mut self, limit: i64) -> Result<Vec<(DealId, RequestId)>, MarketError> {
        let now = self.now();
        let rows = deal::due(self.connection(), now, limit).await?;
        Ok(rows
            .into_iter()
            .map(|row| (DealId::from_uuid(row.id), RequestId::from_uuid(row.request)))
            .collect())
    }

    /// The clock does what is due with a deal, unless somebody else was faster. Gives what both are to be
    /// told.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn tick_deal(&mut self, (id, request): (DealId, RequestId)) -> Result<Vec<Told>, MarketError> {
        let now = self.now();
        let about = self.hold(request).await?;
        deal::lock(self.connection(), id.uuid()).await?;
        let Some(held) = self.read_deals(&[id.uuid()]).await?.pop() else { return Ok(Vec::new()) };
        let Some((state, what)) = held.written.tick(&held.deal.terms, now) else { return Ok(Vec::new()) };
        self.follow(request, about.state, (held.written, state)).await?;
        let deal = Sheet { state, ..held.deal };
        self.write_deal(&deal, held.conversation, None).await?;
        let mut told = Vec::new();
        let parties = [(Side::Requester, held.row.requester), (Side::Provider, held.row.provider)];
        // Who rated the other needs no reminder of it.
        let needs = |account: &Uuid| what != What::RateNow || !held.row.raters.contains(account);
        for (whom, _) in parties.into_iter().filter(|(_, account)| needs(account)) {
            told.extend(self.tell_of((&deal, held.conversation), what, whom).await?);
        }
        Ok(told)
    }
}

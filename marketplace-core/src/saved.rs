//! Keeping requests of others in sight, and finding others like them.

use marketplace_domain::{
    id::{AccountId, RequestId},
    refusal::Refusal,
    request::{Card, Cursor, MOST_SAVED, Page, State},
};

use crate::{
    MarketError, Unit,
    requests::{PAGE, PAGE_AND_ONE, columns, position},
    tables::{block, browse, saved, similar},
};

impl Unit {
    /// Saves a request of somebody else. Doing so twice changes nothing.
    ///
    /// # Errors
    /// [`Refusal::TooManySaved`]; [`Refusal::Own`]; [`Refusal::Unknown`] and [`Refusal::OffMarket`] as in
    /// [`Unit::open`]; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn keep(&mut self, account: AccountId, id: RequestId) -> Result<Card, MarketError> {
        // The lock comes first: two presses at once must not be one more than may be.
        self.lock_person(account).await?;
        let card = self.open(account, id).await?;
        if card.mine {
            return Err(Refusal::Own.into());
        }
        if !card.saved && saved::count(self.connection(), account.uuid()).await? >= i64::from(MOST_SAVED) {
            return Err(Refusal::TooManySaved(MOST_SAVED).into());
        }
        let now = self.now();
        saved::add(self.connection(), account.uuid(), id.uuid(), now).await?;
        Ok(Card { saved: true, ..card })
    }

    /// Does not keep a request any more.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where there is none to be seen; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn let_go(&mut self, account: AccountId, id: RequestId) -> Result<Card, MarketError> {
        let card = self.open(account, id).await?;
        saved::remove(self.connection(), account.uuid(), id.uuid()).await?;
        Ok(Card { saved: false, ..card })
    }

    /// The requests that somebody saved, the last one first, five a page. Those that are not on the market any
    /// more stay, as closed.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn saved(
        &mut self,
        account: AccountId,
        after: Option<Cursor>,
    ) -> Result<Page<Card>, MarketError> {
        let after = after.map(position);
        let conn = self.connection();
        let found = saved::of_account(conn, account.uuid(), after.as_ref(), PAGE_AND_ONE).await?;
        let mut page = self.page(Some(account), found, PAGE).await?;
        let now = self.now();
        for card in &mut page.items {
            let off_market = !card.state.is_on_market();
            if off_market || block::hides(self.connection(), account.uuid(), card.id.uuid()).await? {
                card.state = State::Closed { at: now };
            }
        }
        Ok(page)
    }

    /// A few requests of others of the same kind and between the same countries, those with the most words in
    /// common first.
    ///
    /// # Errors
    /// As in [`Unit::open`].
    pub async fn similar(&mut self, account: AccountId, id: RequestId) -> Result<Page<Card>, MarketError> {
        let card = self.open(account, id).await?;
        let columns = columns(&card.content)?;
        let example = similar::Example {
            id: id.uuid(),
            kind: columns.kind,
            from_country: columns.from.country,
            to_country: columns.to.country,
            words: columns.words,
        };
        let now = self.now();
        browse::plan_each(self.connection()).await?;
        let most = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let found = similar::find(self.connection(), account.uuid(), now, &example, most).await?;
        self.page(Some(account), found, PAGE).await
    }
}

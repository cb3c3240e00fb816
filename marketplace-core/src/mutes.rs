//! Of whose requests people do not want to be told.

use marketplace_domain::{
    alert::MutedPerson,
    id::{AccountId, RequestId},
    refusal::Refusal,
    text::Title,
};

use crate::{MarketError, Unit, tables::mute};

/// How many of those that somebody muted are listed.
const LISTED: i64 = 20;

impl Unit {
    /// Tells a person of nothing any more that whoever posted this request posts. Nobody learns who that is.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where there is no such request of somebody else; [`MarketError::Database`].
    pub async fn mute_requester(
        &mut self,
        account: AccountId,
        request: RequestId,
    ) -> Result<(), MarketError> {
        let now = self.now();
        let there = mute::add(self.connection(), account.uuid(), request.uuid(), now).await?;
        if there { Ok(()) } else { Err(Refusal::Unknown.into()) }
    }

    /// Takes that back.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn unmute_requester(
        &mut self,
        account: AccountId,
        request: RequestId,
    ) -> Result<(), MarketError> {
        Ok(mute::remove(self.connection(), account.uuid(), request.uuid()).await?)
    }

    /// Those that a person muted, the last first, as far as a list holds them.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn muted_people(&mut self, account: AccountId) -> Result<Vec<MutedPerson>, MarketError> {
        let rows = mute::of_account(self.connection(), account.uuid(), LISTED).await?;
        let person = |row: mute::MutedRow| {
            let title = Title::parse(&row.title).map_err(|_| MarketError::Corrupt("request.title"))?;
            Ok(MutedPerson { request: RequestId::from_uuid(row.request), title })
        };
        rows.into_iter().map(person).collect()
    }
}

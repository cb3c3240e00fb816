//! Not wanting to hear of somebody again.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    conversation::{Side, View},
    id::{AccountId, ConversationId},
};

use crate::{
    MarketError, Unit,
    conversations::{PAGE, Spoken, page_of},
    tables::{block, conversation},
};

impl Unit {
    /// Blocks the other side of a conversation, open or not: it ends, neither can answer requests of
    /// the other any more nor finds them. Other conversations with the same person go on, because
    /// nobody may learn that two of them are with one person. Gives what the other is to be told;
    /// nothing where it was over before.
    ///
    /// # Errors
    /// [`marketplace_domain::refusal::Refusal::Unknown`] where it is not the person's;
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn block(
        &mut self,
        account: AccountId,
        id: ConversationId,
    ) -> Result<(View, Option<Spoken>), MarketError> {
        let now = self.now();
        let (row, side) = self.own_conversation(account, id).await?;
        self.drop_offer(&row, side, true).await?;
        // The lock waits for a line that is being taken in: what follows sees it.
        conversation::lock(self.connection(), id.uuid()).await?;
        let (row, side) = self.own_conversation(account, id).await?;
        let other = match side {
            Side::Requester => row.provider,
            Side::Provider => row.requester,
        };
        let ended = self.end(&row, side).await?;
        block::add(self.connection(), row.id, account.uuid(), other, now).await?;
        Ok((self.look_at(account, id).await?, ended))
    }

    /// Takes a block back. The conversation stays over until the person takes it up again.
    ///
    /// # Errors
    /// [`marketplace_domain::refusal::Refusal::Unknown`] where it is not the person's;
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn unblock(&mut self, account: AccountId, id: ConversationId) -> Result<View, MarketError> {
        let (row, _) = self.own_conversation(account, id).await?;
        block::remove(self.connection(), row.id, account.uuid()).await?;
        self.look_at(account, id).await
    }

    /// The conversations in which a person blocked the other, the last first, about five a page. The
    /// moment is where the next page starts.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn blocked(
        &mut self,
        account: AccountId,
        before: Option<DateTime<Utc>>,
    ) -> Result<(Vec<View>, Option<DateTime<Utc>>), MarketError> {
        let found = block::of(self.connection(), account.uuid(), before, PAGE as i64 + 1).await?;
        let (found, next) = page_of(found);
        Ok((self.views(account, &found).await?, next))
    }
}

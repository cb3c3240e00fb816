//! Ending a conversation, and taking it up again.

use marketplace_domain::{
    conversation::{Side, View},
    id::{AccountId, ConversationId},
    refusal::Refusal,
};

use crate::{
    MarketError, Unit,
    conversations::{Spoken, spoken, view},
    tables::{
        block,
        conversation::{self, ConversationRow},
    },
};

impl Unit {
    /// Ends a conversation: nothing crosses any more. Gives what the other is to be told; nothing
    /// where it was left before: doing so twice is no error.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`Refusal::Ended`] where the other ended
    /// it; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn leave(
        &mut self,
        account: AccountId,
        id: ConversationId,
    ) -> Result<(View, Option<Spoken>), MarketError> {
        let now = self.now();
        let (row, side) = self.own_conversation(account, id).await?;
        self.drop_offer(&row, side, false).await?;
        let ended = self.end(&row, side).await?;
        if ended.is_none() && row.ended_by.as_deref() != Some(side.name()) {
            return Err(Refusal::Ended.into());
        }
        let ended_by = Some(side.name().to_owned());
        Ok((view(ConversationRow { ended_at: Some(now), ended_by, ..row }, side)?, ended))
    }

    /// Takes a conversation up again that one ended. Gives what the other is to be told; nothing
    /// where it is open: doing so twice is no error.
    ///
    /// # Errors
    /// [`Refusal::Ended`] where the other ended it or wants it to be over; [`Refusal::Blocked`];
    /// [`Refusal::Unknown`] where it is not the person's; [`MarketError::Database`],
    /// [`MarketError::Corrupt`].
    pub async fn return_to(
        &mut self,
        account: AccountId,
        id: ConversationId,
    ) -> Result<(View, Option<Spoken>), MarketError> {
        conversation::lock(self.connection(), id.uuid()).await?;
        let (row, side) = self.own_conversation(account, id).await?;
        if row.ended_at.is_none() {
            return Ok((view(row, side)?, None));
        }
        if row.requester_blocks || row.provider_blocks {
            let mine = view(row, side)?.blocked;
            return Err(if mine { Refusal::Blocked } else { Refusal::Ended }.into());
        }
        if block::stands_between(self.connection(), row.requester, row.provider).await? {
            return Err(Refusal::Ended.into());
        }
        let resumed = conversation::resume(self.connection(), row.id, side.name()).await?;
        let resumed = resumed.ok_or(Refusal::Ended)?;
        let told = spoken(id, resumed, side)?;
        Ok((view(ConversationRow { ended_at: None, ended_by: None, ..row }, side)?, Some(told)))
    }

    /// Ends it for this side, if it is open.
    pub(crate) async fn end(
        &mut self,
        row: &ConversationRow,
        side: Side,
    ) -> Result<Option<Spoken>, MarketError> {
        let now = self.now();
        let ended = conversation::end(self.connection(), row.id, side.name(), now).await?;
        ended.map(|ended| spoken(ConversationId::from_uuid(row.id), ended, side)).transpose()
    }

    /// What comes makes no sound for this person, or does again.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`MarketError::Database`],
    /// [`MarketError::Corrupt`].
    pub async fn mute(
        &mut self,
        account: AccountId,
        id: ConversationId,
        muted: bool,
    ) -> Result<View, MarketError> {
        let (row, side) = self.own_conversation(account, id).await?;
        conversation::mute(self.connection(), row.id, side.name(), muted).await?;
        Ok(View { muted, ..view(row, side)? })
    }
}

//! Telling moderators of somebody.

use marketplace_domain::{
    conversation::{Side, View},
    id::{AccountId, ConversationId},
    refusal::Refusal,
    report::Category,
    text::Description,
};

use crate::{
    MarketError, Unit,
    conversations::view,
    tables::report::{self, NewRow},
};

/// How many reports of one conversation a person may have waiting: more tell a moderator nothing.
const MOST_WAITING: i64 = 5;

impl Unit {
    /// Stores a report about the other side of a conversation, open or not. `lines` are the ids of
    /// the last lines of both as they stand now, the oldest first.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`Refusal::Reported`] where enough of
    /// theirs wait already; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn report(
        &mut self,
        account: AccountId,
        id: ConversationId,
        category: Category,
        words: Option<&Description>,
        lines: &[i64],
    ) -> Result<View, MarketError> {
        let at = self.now();
        let (row, side) = self.own_conversation(account, id).await?;
        if report::waiting(self.connection(), account.uuid(), row.id).await? >= MOST_WAITING {
            return Err(Refusal::Reported.into());
        }
        let reported = match side {
            Side::Requester => row.provider,
            Side::Provider => row.requester,
        };
        let new = NewRow {
            conversation: row.id,
            reporter: account.uuid(),
            reported,
            category: category.name(),
            words: words.map(Description::as_str),
            lines,
            at,
        };
        report::insert(self.connection(), &new).await?;
        view(row, side)
    }
}

//! Telling moderators of somebody.

use marketplace_domain::{
    conversation::{Side, View},
    entropy,
    id::{AccountId, ConversationId},
    refusal::Refusal,
    report::Category,
    text::Description,
};

use uuid::Uuid;

use crate::{
    Market, MarketError, Unit,
    conversations::view,
    seal::Place,
    tables::report::{self, NewRow},
};

/// How many reports of one conversation a person may have waiting: more tell a moderator nothing.
const MOST_WAITING: i64 = 5;
/// Reports from before they were sealed, which one transaction seals.
const SEAL_AT_ONCE: i64 = 200;

impl Market {
    /// Seals some reports from before they were sealed. Returns how many: none when all are.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Locked`].
    pub async fn seal_old_reports(&self) -> Result<usize, MarketError> {
        let mut unit = self.begin().await?;
        let old = report::plain(unit.connection(), SEAL_AT_ONCE).await?;
        for (id, words) in &old {
            let (key, sealed) = unit.seal_report(words).await?;
            report::seal(unit.connection(), *id, key, &sealed).await?;
        }
        unit.commit().await?;
        Ok(old.len())
    }
}

impl Unit {
    /// What a report says, sealed with a key of its own.
    async fn seal_report(&mut self, words: &str) -> Result<(Uuid, Vec<u8>), MarketError> {
        let key = entropy::uuid(self.entropy());
        Ok((key, self.seal_at(Place::Report(key), words.as_bytes()).await?))
    }

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
        let sealed = match words {
            Some(words) => Some(self.seal_report(words.as_str()).await?),
            None => None,
        };
        let new = NewRow {
            conversation: row.id,
            reporter: account.uuid(),
            reported,
            category: category.name(),
            key: sealed.as_ref().map(|sealed| sealed.0),
            words: sealed.as_ref().map(|sealed| sealed.1.as_slice()),
            lines,
            at,
        };
        report::insert(self.connection(), &new).await?;
        view(row, side)
    }
}

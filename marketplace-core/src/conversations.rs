//! Two people about one request: how it goes on and ends.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    conversation::{Alias, Side, View},
    id::{AccountId, ConversationId, RequestId},
    refusal::Refusal,
    request::UNDO,
    text::Title,
};
use uuid::Uuid;

use crate::{
    MarketError, Unit,
    tables::conversation::{self, ConversationRow},
};

/// How many conversations stand on a page.
const PAGE: usize = 5;

/// A line that was counted: where it goes, and as whose.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// The conversation.
    pub conversation: ConversationId,
    /// The side that speaks.
    pub from: Side,
    /// The line's number among those of its side, from 1 without gaps.
    pub seq: i64,
    /// Who is spoken to.
    pub to: AccountId,
    /// What the speaker is called there.
    pub alias: Alias,
    /// What the conversation is about.
    pub title: Title,
    /// Whether nobody said anything in it before.
    pub first: bool,
}

impl Unit {
    /// A person's conversations, the last spoken in first, about five a page: those spoken in at one
    /// moment are not torn apart. The moment is where the next page starts.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn chats(
        &mut self,
        account: AccountId,
        before: Option<DateTime<Utc>>,
    ) -> Result<(Vec<View>, Option<DateTime<Utc>>), MarketError> {
        let limit = PAGE as i64 + 1;
        let mut found = conversation::last_spoken(self.connection(), account.uuid(), before, limit).await?;
        let mut next = None;
        if found.len() > PAGE {
            let oldest = found.last().map(|row| row.last_at);
            // The last moment goes to the next page, unless this page has no other.
            let fits = found.partition_point(|row| Some(row.last_at) > oldest);
            found.truncate(if fits == 0 { found.len() } else { fits });
            next = found.last().map(|row| row.last_at);
        }
        let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
        let rows = conversation::load(self.connection(), &ids).await?;
        let views = rows
            .into_iter()
            .map(|row| {
                let side = side_of(&row, account).ok_or(MarketError::Corrupt("conversation"))?;
                view(row, side)
            })
            .collect::<Result<_, _>>()?;
        Ok((views, next))
    }

    /// A conversation of one's own, open or not.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`MarketError::Database`],
    /// [`MarketError::Corrupt`].
    pub async fn enter(&mut self, account: AccountId, id: ConversationId) -> Result<View, MarketError> {
        let (row, side) = self.own_conversation(account, id).await?;
        view(row, side)
    }

    /// A conversation as one side sees it.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where there is none; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn view(&mut self, id: ConversationId, side: Side) -> Result<View, MarketError> {
        view(self.load(id).await?, side)
    }

    /// Counts a line that a person says in a conversation. The conversation stays locked until the
    /// unit ends: whoever stores the line does so in this unit.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`Refusal::Ended`];
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn speak(&mut self, account: AccountId, id: ConversationId) -> Result<Spoken, MarketError> {
        let now = self.now();
        let counted = conversation::count_line(self.connection(), id.uuid(), account.uuid(), now).await?;
        let Some(row) = counted else {
            self.own_conversation(account, id).await?;
            return Err(Refusal::Ended.into());
        };
        let (from, seq, to, alias_of_speaker) = if row.requester == account.uuid() {
            (Side::Requester, row.requester_seq, row.provider, row.requester_alias)
        } else {
            (Side::Provider, row.provider_seq, row.requester, row.provider_alias)
        };
        Ok(Spoken {
            conversation: id,
            from,
            seq,
            to: AccountId::from_uuid(to),
            alias: alias(alias_of_speaker)?,
            title: title(row.title)?,
            first: row.requester_seq + row.provider_seq == 1,
        })
    }

    /// Ends a conversation: nothing crosses any more. Doing so twice is no error.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`Refusal::Ended`] where the other ended
    /// it; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn leave(&mut self, account: AccountId, id: ConversationId) -> Result<View, MarketError> {
        let now = self.now();
        let (row, side) = self.own_conversation(account, id).await?;
        let left = row.ended_by.as_deref() == Some(side.name());
        if !left && conversation::end(self.connection(), row.id, side.name(), now).await? == 0 {
            return Err(Refusal::Ended.into());
        }
        view(ConversationRow { ended_at: Some(now), ..row }, side)
    }

    /// Undoes [`Unit::leave`], for 30 seconds. Doing so twice is no error.
    ///
    /// # Errors
    /// [`Refusal::TooLate`]; [`Refusal::Ended`] where the other ended it; [`Refusal::Unknown`] where
    /// it is not the person's; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn return_to(&mut self, account: AccountId, id: ConversationId) -> Result<View, MarketError> {
        let (row, side) = self.own_conversation(account, id).await?;
        if let Some(ended) = row.ended_at {
            if row.ended_by.as_deref() != Some(side.name()) {
                return Err(Refusal::Ended.into());
            }
            if self.now() - ended > UNDO {
                return Err(Refusal::TooLate.into());
            }
            conversation::resume(self.connection(), row.id, side.name()).await?;
        }
        view(ConversationRow { ended_at: None, ..row }, side)
    }

    async fn load(&mut self, id: ConversationId) -> Result<ConversationRow, MarketError> {
        let rows = conversation::load(self.connection(), &[id.uuid()]).await?;
        Ok(rows.into_iter().next().ok_or(Refusal::Unknown)?)
    }

    pub(crate) async fn own_conversation(
        &mut self,
        account: AccountId,
        id: ConversationId,
    ) -> Result<(ConversationRow, Side), MarketError> {
        let row = self.load(id).await?;
        let side = side_of(&row, account).ok_or(Refusal::Unknown)?;
        Ok((row, side))
    }
}

fn side_of(row: &ConversationRow, account: AccountId) -> Option<Side> {
    match account.uuid() {
        id if id == row.requester => Some(Side::Requester),
        id if id == row.provider => Some(Side::Provider),
        _ => None,
    }
}

pub(crate) fn view(row: ConversationRow, side: Side) -> Result<View, MarketError> {
    let other = match side {
        Side::Requester => row.provider_alias,
        Side::Provider => row.requester_alias,
    };
    Ok(View {
        id: ConversationId::from_uuid(row.id),
        request: RequestId::from_uuid(row.request),
        title: title(row.title)?,
        side,
        other: alias(other)?,
        open: row.ended_at.is_none(),
        last: row.last_at,
    })
}

fn title(title: String) -> Result<Title, MarketError> {
    Title::try_from(title).map_err(|_| MarketError::Corrupt("request.title"))
}

fn alias(number: i16) -> Result<Alias, MarketError> {
    u16::try_from(number)
        .ok()
        .and_then(|number| Alias::try_from(number).ok())
        .ok_or(MarketError::Corrupt("conversation alias"))
}

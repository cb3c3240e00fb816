//! Two people about one request: which there are, and how they go on.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    conversation::{Alias, Reveal, Side, View},
    id::{AccountId, ConversationId, DealId, RequestId},
    refusal::Refusal,
    text::Title,
};
use uuid::Uuid;

use crate::{
    MarketError, Unit,
    tables::conversation::{self, ConversationRow, LastRow, SpokenRow},
    vault::WrappedKey,
};

/// How many conversations stand on a page.
pub(crate) const PAGE: usize = 5;

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
    /// What seals the line; none where nothing was sealed in it before.
    pub(crate) key: Option<WrappedKey>,
    /// Whether both agreed to share contact details.
    pub revealed: bool,
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
        self.spoken_in(account, before, false).await
    }

    /// The same with only those that are open: whom a line can be for.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn open_chats(
        &mut self,
        account: AccountId,
        before: Option<DateTime<Utc>>,
    ) -> Result<(Vec<View>, Option<DateTime<Utc>>), MarketError> {
        self.spoken_in(account, before, true).await
    }

    async fn spoken_in(
        &mut self,
        account: AccountId,
        before: Option<DateTime<Utc>>,
        open_only: bool,
    ) -> Result<(Vec<View>, Option<DateTime<Utc>>), MarketError> {
        let limit = PAGE as i64 + 1;
        let conn = self.connection();
        let found = conversation::last_spoken(conn, account.uuid(), before, open_only, limit).await?;
        let (found, next) = page_of(found);
        Ok((self.views(account, &found).await?, next))
    }

    pub(crate) async fn views(
        &mut self,
        account: AccountId,
        found: &[LastRow],
    ) -> Result<Vec<View>, MarketError> {
        let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
        let rows = conversation::load(self.connection(), &ids).await?;
        rows.into_iter()
            .map(|row| {
                let side = side_of(&row, account).ok_or(MarketError::Corrupt("conversation"))?;
                view(row, side)
            })
            .collect()
    }

    /// A conversation of one's own, open or not.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`MarketError::Database`],
    /// [`MarketError::Corrupt`].
    pub async fn look_at(&mut self, account: AccountId, id: ConversationId) -> Result<View, MarketError> {
        let (row, side) = self.own_conversation(account, id).await?;
        view(row, side)
    }

    /// The same; what the other said so far counts as seen.
    ///
    /// # Errors
    /// As [`Unit::look_at`].
    pub async fn enter(&mut self, account: AccountId, id: ConversationId) -> Result<View, MarketError> {
        let (row, side) = self.own_conversation(account, id).await?;
        conversation::read(self.connection(), row.id, side.name()).await?;
        Ok(View { unread: 0, ..view(row, side)? })
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
        let side = if row.requester == account.uuid() { Side::Requester } else { Side::Provider };
        spoken(id, row, side)
    }

    /// Counts that a person changes a line: edits it, takes it back or reacts to it. The other is not told
    /// of a new line by it, and the person has not read anything by it. The conversation stays locked
    /// until the unit ends.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`Refusal::Ended`] where it is over and only an
    /// open one will do; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn change(
        &mut self,
        account: AccountId,
        id: ConversationId,
        open_only: bool,
    ) -> Result<Spoken, MarketError> {
        let counted =
            conversation::count_change(self.connection(), id.uuid(), account.uuid(), open_only).await?;
        let Some(row) = counted else {
            self.own_conversation(account, id).await?;
            return Err(Refusal::Ended.into());
        };
        let side = if row.requester == account.uuid() { Side::Requester } else { Side::Provider };
        spoken(id, row, side)
    }

    /// What a person's next line in a conversation would be: it is not counted, and nothing is locked.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`MarketError::Database`],
    /// [`MarketError::Corrupt`].
    pub async fn next_spoken(
        &mut self,
        account: AccountId,
        id: ConversationId,
    ) -> Result<Spoken, MarketError> {
        let (_, side) = self.own_conversation(account, id).await?;
        let row = conversation::next(self.connection(), id.uuid(), side.name()).await?;
        spoken(id, row.ok_or(Refusal::Unknown)?, side)
    }

    /// Counts something that a side is told of, whether the conversation is open or not; what it is told
    /// counts as what the other side did. The conversation stays locked until the unit ends.
    /// None where it was erased: nothing can be sealed in it any more.
    pub(crate) async fn news_to(
        &mut self,
        id: ConversationId,
        from: Side,
    ) -> Result<Option<Spoken>, MarketError> {
        let row = conversation::count_news(self.connection(), id.uuid(), from.name()).await?;
        row.map(|row| spoken(id, row, from)).transpose()
    }

    /// Locks a conversation until the unit ends, as whoever speaks in it does.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn lock_conversation(&mut self, id: ConversationId) -> Result<(), MarketError> {
        Ok(conversation::lock(self.connection(), id.uuid()).await?)
    }

    /// Notes that a person wants to share contact details; they cross once both do. Says whether it
    /// was not noted before: doing so twice is no error, and the other is not to be told twice. It is
    /// decided under the conversation's lock, so that one that was ended at the same time stays
    /// closed.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`Refusal::Ended`];
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn reveal(
        &mut self,
        account: AccountId,
        id: ConversationId,
    ) -> Result<(View, bool), MarketError> {
        let now = self.now();
        conversation::lock(self.connection(), id.uuid()).await?;
        let (row, side) = self.own_conversation(account, id).await?;
        if row.ended_at.is_some() {
            return Err(Refusal::Ended.into());
        }
        let known = match side {
            Side::Requester => row.requester_reveals,
            Side::Provider => row.provider_reveals,
        };
        if !known {
            conversation::reveal(self.connection(), row.id, side.name(), now).await?;
        }
        let (requester, provider) = match side {
            Side::Requester => (true, row.provider_reveals),
            Side::Provider => (row.requester_reveals, true),
        };
        let row = ConversationRow { requester_reveals: requester, provider_reveals: provider, ..row };
        Ok((view(row, side)?, !known))
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

/// The page of those that were found, of which one more than a page was looked for, and where the
/// next one starts.
pub(crate) fn page_of(mut found: Vec<LastRow>) -> (Vec<LastRow>, Option<DateTime<Utc>>) {
    if found.len() <= PAGE {
        return (found, None);
    }
    let oldest = found.last().map(|row| row.last_at);
    // The last moment goes to the next page, unless this page has no other.
    let fits = found.partition_point(|row| Some(row.last_at) > oldest);
    found.truncate(if fits == 0 { found.len() } else { fits });
    let next = found.last().map(|row| row.last_at);
    (found, next)
}

/// What a side said last, by the row that counted it.
pub(crate) fn spoken(id: ConversationId, row: SpokenRow, from: Side) -> Result<Spoken, MarketError> {
    let (seq, to, alias_of_speaker) = match from {
        Side::Requester => (row.requester_seq, row.provider, row.requester_alias),
        Side::Provider => (row.provider_seq, row.requester, row.provider_alias),
    };
    Ok(Spoken {
        conversation: id,
        from,
        seq,
        to: AccountId::from_uuid(to),
        alias: alias(alias_of_speaker)?,
        title: title(row.title)?,
        first: row.requester_seq + row.provider_seq == 1,
        key: WrappedKey::of(id.uuid(), row.master, row.wrapped),
        revealed: row.revealed,
    })
}

fn side_of(row: &ConversationRow, account: AccountId) -> Option<Side> {
    match account.uuid() {
        id if id == row.requester => Some(Side::Requester),
        id if id == row.provider => Some(Side::Provider),
        _ => None,
    }
}

pub(crate) fn view(row: ConversationRow, side: Side) -> Result<View, MarketError> {
    let reveal = match side {
        Side::Requester => Reveal::new(row.requester_reveals, row.provider_reveals),
        Side::Provider => Reveal::new(row.provider_reveals, row.requester_reveals),
    };
    let (other, unread, muted, blocked) = match side {
        Side::Requester => {
            let unread = row.provider_seq - row.requester_read;
            (row.provider_alias, unread, row.requester_muted, row.requester_blocks)
        }
        Side::Provider => {
            let unread = row.requester_seq - row.provider_read;
            (row.requester_alias, unread, row.provider_muted, row.provider_blocks)
        }
    };
    Ok(View {
        id: ConversationId::from_uuid(row.id),
        request: RequestId::from_uuid(row.request),
        title: title(row.title)?,
        side,
        other: alias(other)?,
        open: row.ended_at.is_none(),
        reveal,
        last: row.last_at,
        unread: u32::try_from(unread).unwrap_or_default(),
        muted,
        left: row.ended_by.as_deref() == Some(side.name()),
        blocked,
        deal: row.deal.map(DealId::from_uuid),
    })
}

pub(crate) fn title(title: String) -> Result<Title, MarketError> {
    Title::try_from(title).map_err(|_| MarketError::Corrupt("request.title"))
}

pub(crate) fn alias(number: i16) -> Result<Alias, MarketError> {
    u16::try_from(number)
        .ok()
        .and_then(|number| Alias::try_from(number).ok())
        .ok_or(MarketError::Corrupt("conversation alias"))
}

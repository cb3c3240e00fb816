//! Deals as the two of them see them, and how they are read and written.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    conversation::Side,
    deal::{Cursor, News, Page, Sheet, State, Terms, View, What, forbidden},
    id::{AccountId, ConversationId, DealId, RequestId},
    rating::Score,
    refusal::Refusal,
    request::Kind,
    text::Note,
    trust::Trust,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    MarketError, Unit,
    conversations::{Spoken, alias, title},
    requests::content,
    seal::Place,
    tables::deal::{self, Columns, DealRow, Position},
    vault::WrappedKey,
};

/// How many deals stand on a page.
const PAGE: usize = 5;

/// One more than a page tells whether another follows.
pub(crate) const PAGE_AND_ONE: i64 = PAGE as i64 + 1;

/// What somebody is to be told of a deal: as what, and what it is.
pub type Told = (Spoken, News);

/// A deal that was read and, where something is done with it, is locked.
pub(crate) struct Held {
    pub(crate) deal: Sheet,
    pub(crate) conversation: ConversationId,
    /// Where it stands by what is written down: time may have run out since.
    pub(crate) written: State,
    pub(crate) row: DealRow,
    /// What others said of the requester, and of the provider.
    pub(crate) scores: (Score, Score),
}

impl Held {
    /// Which side somebody is; none where they have no part in it.
    fn side_of(&self, account: AccountId) -> Option<Side> {
        match account.uuid() {
            id if id == self.row.requester => Some(Side::Requester),
            id if id == self.row.provider => Some(Side::Provider),
            _ => None,
        }
    }

    /// As one of the two sees it.
    pub(crate) fn view(self, account: AccountId, now: DateTime<Utc>) -> Result<(View, Side), MarketError> {
        let side = self.side_of(account).ok_or(Refusal::Unknown)?;
        let row = self.row;
        let (other, since, deals, score) = match side {
            Side::Requester => (row.provider_alias, row.provider_since, row.provider_deals, self.scores.1),
            Side::Provider => (row.requester_alias, row.requester_since, row.requester_deals, self.scores.0),
        };
        let view = View {
            deal: self.deal,
            conversation: self.conversation,
            request: RequestId::from_uuid(row.request),
            title: title(row.title)?,
            side,
            other: alias(other)?,
            forbidden: forbidden(&content(row.content)?),
            rated: row.raters.contains(&account.uuid()),
            trust: Trust::new(since, (u32::try_from(deals).unwrap_or_default(), score), now),
            changed: row.changed_at,
        };
        Ok((view, side))
    }
}

impl Unit {
    /// A deal of one's own.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`MarketError::Database`],
    /// [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn deal(&mut self, account: AccountId, id: DealId) -> Result<View, MarketError> {
        let now = self.now();
        let held = self.read_deals(&[id.uuid()]).await?.pop().ok_or(Refusal::Unknown)?;
        Ok(held.view(account, now)?.0)
    }

    /// One's own deals, what changed last first, five a page.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn deals(
        &mut self,
        account: AccountId,
        after: Option<Cursor>,
    ) -> Result<Page<View>, MarketError> {
        let after = after.map(position);
        let found = deal::of_account(self.connection(), account.uuid(), after.as_ref(), PAGE_AND_ONE).await?;
        self.deal_page(account, found).await
    }

    /// What waits for an answer about a request of one's own, what changed last first, five a page.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where the request is not the person's; [`MarketError::Database`],
    /// [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn bids(
        &mut self,
        account: AccountId,
        request: RequestId,
        after: Option<Cursor>,
    ) -> Result<Page<View>, MarketError> {
        let card = self.card(account, request).await?;
        if !card.mine {
            return Err(Refusal::Unknown.into());
        }
        let (now, after) = (self.now(), after.map(position));
        let conn = self.connection();
        let found = deal::of_request(conn, request.uuid(), after.as_ref(), now, PAGE_AND_ONE).await?;
        self.deal_page(account, found).await
    }

    async fn deal_page(
        &mut self,
        account: AccountId,
        found: Vec<Position>,
    ) -> Result<Page<View>, MarketError> {
        let now = self.now();
        let ids: Vec<Uuid> = found.iter().take(PAGE).map(|position| position.id).collect();
        let held = self.read_deals(&ids).await?;
        let items = held
            .into_iter()
            .map(|held| Ok(held.view(account, now)?.0))
            .collect::<Result<_, MarketError>>()?;
        let last = if found.len() > PAGE { found.get(PAGE - 1) } else { None };
        Ok(Page { items, next: last.map(|last| Cursor { at: last.at, id: DealId::from_uuid(last.id) }) })
    }

    /// Reads deals. What nobody ended yet although its time ran out counts as ended.
    pub(crate) async fn read_deals(&mut self, ids: &[Uuid]) -> Result<Vec<Held>, MarketError> {
        let now = self.now();
        let rows = deal::load(self.connection(), ids).await?;
        let accounts: Vec<Uuid> = rows.iter().flat_map(|row| [row.requester, row.provider]).collect();
        let scores = self.scores(&accounts).await?;
        let score = |account: Uuid| scores.get(&account).copied().unwrap_or_default();
        rows.into_iter()
            .map(|row| {
                let (id, conversation) =
                    (DealId::from_uuid(row.id), ConversationId::from_uuid(row.conversation));
                let state: State = read(&row.state, "deal.state")?;
                let terms = terms(&row.terms)?;
                let now_state = ended(state, &terms, now);
                let deal = Sheet {
                    id,
                    kind: Kind::from_name(&row.kind).ok_or(MarketError::Corrupt("request.kind"))?,
                    state: now_state,
                    terms,
                    note: self.open_note(&row)?,
                };
                let scores = (score(row.requester), score(row.provider));
                Ok(Held { deal, conversation, written: state, row, scores })
            })
            .collect()
    }

    /// What was written with the terms; none where it can never be read again.
    fn open_note(&self, row: &DealRow) -> Result<Option<Note>, MarketError> {
        let key = WrappedKey::of(row.conversation, row.master.clone(), row.wrapped.clone());
        let (Some(key), Some(sealed)) = (key, &row.note) else { return Ok(None) };
        let (conversation, deal) = (ConversationId::from_uuid(row.conversation), DealId::from_uuid(row.id));
        let opened = self.vault().unwrap(&key)?.open(Place::Note { conversation, deal }, sealed);
        Ok(opened.and_then(|text| String::from_utf8(text).ok()).and_then(|text| Note::try_from(text).ok()))
    }

    /// Writes a deal down as it is now; a new one as the offer that it begins with.
    pub(crate) async fn write_deal(
        &mut self,
        deal: &Sheet,
        conversation: ConversationId,
        new_about: Option<RequestId>,
    ) -> Result<(), MarketError> {
        let note = match &deal.note {
            Some(note) => {
                let place = Place::Note { conversation, deal: deal.id };
                Some(self.seal_at(place, note.as_str().as_bytes()).await?)
            }
            None => None,
        };
        let columns = Columns {
            state: write(&deal.state, "deal.state")?,
            phase: deal.state.name(),
            due_at: deal.state.due(&deal.terms),
            terms: write(&deal.terms, "deal.terms")?,
            note: note.as_deref(),
            now: self.now(),
        };
        match new_about {
            Some(request) => {
                let ids = (deal.id.uuid(), request.uuid(), conversation.uuid());
                deal::insert(self.connection(), ids, &columns).await?;
            }
            None => deal::set(self.connection(), deal.id.uuid(), &columns).await?,
        }
        Ok(())
    }

    /// What a side is to be told of a deal; nothing where their conversation was erased.
    pub(crate) async fn tell_of(
        &mut self,
        (deal, conversation): (&Sheet, ConversationId),
        what: What,
        whom: Side,
    ) -> Result<Option<Told>, MarketError> {
        let spoken = self.news_to(conversation, whom.other()).await?;
        Ok(spoken.map(|spoken| (spoken, News { what, deal: deal.clone() })))
    }
}

/// Where a deal stands now: what ran out counts as expired.
fn ended(state: State, terms: &Terms, now: DateTime<Utc>) -> State {
    match state.tick(terms, now) {
        Some((state @ State::Expired { .. }, _)) => state,
        _ => state,
    }
}

pub(crate) fn position(cursor: Cursor) -> Position {
    Position { id: cursor.id.uuid(), at: cursor.at }
}

pub(crate) fn terms(value: &Value) -> Result<Terms, MarketError> {
    read(value, "deal.terms")
}

/// The reader's own error is dropped, since it quotes what it read.
pub(crate) fn read<T: serde::de::DeserializeOwned>(
    value: &Value,
    what: &'static str,
) -> Result<T, MarketError> {
    T::deserialize(value).map_err(|_| MarketError::Corrupt(what))
}

pub(crate) fn write<T: serde::Serialize>(value: &T, what: &'static str) -> Result<Value, MarketError> {
    serde_json::to_value(value).map_err(|_| MarketError::Corrupt(what))
}

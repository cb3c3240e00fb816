//! Putting requests on the market, changing them, and looking at them.

use chrono::{DateTime, Utc};
use marketplace_domain::{
    account::Person,
    id::{AccountId, ConversationId, DealId, PhotoId, RequestId},
    place::Place,
    refusal::Refusal,
    request::{Card, Content, Cursor, Kind, MOST_OPEN, Page, Photos, State},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    MarketError, Unit,
    tables::{
        block,
        request::{self, ANYWHERE, CardRow, ContentColumns, NewRow, Position, Spot},
        spot, word,
    },
    words,
};

/// How many requests stand on a page.
pub(crate) const PAGE: usize = 5;

/// How many positions are read for a page: one more tells whether another page follows.
pub(crate) const PAGE_AND_ONE: i64 = PAGE as i64 + 1;

/// A request, locked for the rest of the unit.
pub(crate) struct Held {
    /// Who posted it.
    pub(crate) account: AccountId,
    /// Whether nobody is behind it.
    pub(crate) demo: bool,
    /// What it says.
    pub(crate) content: Content,
    /// Where it stands now.
    pub(crate) state: State,
}

impl Unit {
    /// Puts a request on the market.
    ///
    /// # Errors
    /// [`Refusal::TooManyOpen`], [`Refusal::PastDue`]; [`Refusal::Unknown`] where a picture is not
    /// the person's; [`MarketError::Database`].
    pub async fn publish(&mut self, account: AccountId, content: Content) -> Result<Card, MarketError> {
        let person = self.make_room(account).await?;
        self.check_due(&content, &person)?;
        let now = self.now();
        let state = State::Draft.publish(now).map_err(|_| Refusal::NotNow)?;
        let id = RequestId::random(self.entropy());
        self.insert_request(id, account, &content, state, now).await?;
        self.match_later(id).await?;
        self.remember_places(person, &content.need).await?;
        Ok(Card {
            id,
            content,
            state,
            posted: now,
            mine: true,
            demo: false,
            answers: 0,
            offers: 0,
            conversation: None,
            deal: None,
            saved: false,
        })
    }

    /// Locks the account and refuses where it has as many open requests as it may.
    pub(crate) async fn make_room(&mut self, account: AccountId) -> Result<Person, MarketError> {
        // The lock comes first and on its own: only a later statement sees what others committed
        // while this one waited.
        let person = self.lock_person(account).await?;
        let now = self.now();
        let open = request::count_open(self.connection(), account.uuid(), now).await?;
        if open >= i64::from(MOST_OPEN) {
            return Err(Refusal::TooManyOpen(MOST_OPEN).into());
        }
        Ok(person)
    }

    fn check_due(&self, content: &Content, person: &Person) -> Result<(), MarketError> {
        let today = self.now().with_timezone(&person.zone).date_naive();
        if content.due.is_some_and(|due| due < today) { Err(Refusal::PastDue.into()) } else { Ok(()) }
    }

    pub(crate) async fn insert_request(
        &mut self,
        id: RequestId,
        account: AccountId,
        content: &Content,
        state: State,
        posted: DateTime<Utc>,
    ) -> Result<(), MarketError> {
        let row = NewRow {
            id: id.uuid(),
            account: account.uuid(),
            columns: columns(content)?,
            state: state.name(),
            state_at: state.moment(),
            posted_at: posted,
        };
        request::insert(self.connection(), &row).await?;
        self.learn(id, &row.columns).await?;
        self.attach(id, account, &content.photos).await
    }

    /// Remembers the places and words by which a request is found.
    async fn learn(&mut self, id: RequestId, columns: &ContentColumns) -> Result<(), MarketError> {
        spot::learn(self.connection(), id.uuid()).await?;
        Ok(word::learn(self.connection(), &columns.words).await?)
    }

    async fn attach(
        &mut self,
        id: RequestId,
        account: AccountId,
        photos: &Photos,
    ) -> Result<(), MarketError> {
        let photos: Vec<Uuid> = photos.as_slice().iter().copied().map(PhotoId::uuid).collect();
        if photos.is_empty() {
            return Ok(());
        }
        let attached = request::attach(self.connection(), id.uuid(), account.uuid(), &photos).await?;
        if usize::try_from(attached) == Ok(photos.len()) { Ok(()) } else { Err(Refusal::Unknown.into()) }
    }

    /// Changes a request of one's own, on the market or expired.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's or a picture is not; [`Refusal::NotNow`]
    /// where it is closed; [`Refusal::PastDue`]; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn save(
        &mut self,
        account: AccountId,
        id: RequestId,
        content: Content,
    ) -> Result<Card, MarketError> {
        let held = self.hold_own(account, id).await?;
        if !held.state.is_on_market() && !matches!(held.state, State::Expired { .. }) {
            return Err(Refusal::NotNow.into());
        }
        let person = self.person(account).await?;
        self.check_due(&content, &person)?;
        let columns = columns(&content)?;
        request::set_content(self.connection(), id.uuid(), &columns).await?;
        self.learn(id, &columns).await?;
        if held.content.photos != content.photos {
            request::detach(self.connection(), id.uuid()).await?;
            self.attach(id, account, &content.photos).await?;
        }
        if held.state.is_on_market() {
            self.match_later(id).await?;
        }
        self.card(account, id).await
    }

    /// One's own requests, newest first, five a page.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn mine(
        &mut self,
        account: AccountId,
        after: Option<Cursor>,
    ) -> Result<Page<Card>, MarketError> {
        let after = after.map(position);
        let conn = self.connection();
        let found = request::of_account(conn, account.uuid(), after.as_ref(), PAGE_AND_ONE).await?;
        self.page(Some(account), found, PAGE).await
    }

    /// A request, to look at: one's own, one on the market, or one that was saved while it was.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where there is none to be seen; [`Refusal::OffMarket`] where it was,
    /// or where one of the two blocked the other; [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn open(&mut self, account: AccountId, id: RequestId) -> Result<Card, MarketError> {
        let card = self.card(account, id).await?;
        // One answer for both: nobody is told that they are blocked.
        match card.state {
            State::Removed { .. } => Err(Refusal::Unknown.into()),
            _ if card.mine => Ok(card),
            State::Draft => Err(Refusal::Unknown.into()),
            // Who is in a deal about it sees what it is about.
            State::Agreed { .. } if card.deal.is_some() => Ok(card),
            _ if card.state.is_on_market()
                && !block::hides(self.connection(), account.uuid(), id.uuid()).await? =>
            {
                Ok(card)
            }
            _ if card.saved => Ok(Card { state: State::Closed { at: self.now() }, ..card }),
            _ => Err(Refusal::OffMarket.into()),
        }
    }

    /// A request as the viewer sees it, wherever it stands.
    pub(crate) async fn card(&mut self, viewer: AccountId, id: RequestId) -> Result<Card, MarketError> {
        let now = self.now();
        let rows = request::cards(self.connection(), viewer.uuid(), &[id.uuid()]).await?;
        let row = rows.into_iter().next().ok_or(Refusal::Unknown)?;
        card(row, viewer, now)
    }

    /// The requests of these ids that there are, as the viewer sees them, wherever they stand.
    pub(crate) async fn cards(&mut self, viewer: AccountId, ids: &[Uuid]) -> Result<Vec<Card>, MarketError> {
        let now = self.now();
        let rows = request::cards(self.connection(), viewer.uuid(), ids).await?;
        rows.into_iter().map(|row| card(row, viewer, now)).collect()
    }

    /// The page of so many that begins with these positions, of which one more was looked for. Whom nobody knows
    /// has the nil id.
    pub(crate) async fn page(
        &mut self,
        viewer: Option<AccountId>,
        found: Vec<Position>,
        most: usize,
    ) -> Result<Page<Card>, MarketError> {
        let viewer = viewer.unwrap_or(AccountId::from_uuid(Uuid::nil()));
        let now = self.now();
        let ids: Vec<Uuid> = found.iter().take(most).map(|position| position.id).collect();
        let rows = request::cards(self.connection(), viewer.uuid(), &ids).await?;
        let items = rows.into_iter().map(|row| card(row, viewer, now)).collect::<Result<_, _>>()?;
        let last =
            if found.len() > most { most.checked_sub(1).and_then(|last| found.get(last)) } else { None };
        let next = last.map(|last| Cursor {
            rank: last.rank,
            at: last.posted_at,
            id: RequestId::from_uuid(last.id),
        });
        Ok(Page { items, next })
    }

    /// Locks a request for the rest of the unit.
    pub(crate) async fn hold(&mut self, id: RequestId) -> Result<Held, MarketError> {
        let now = self.now();
        let row = request::lock(self.connection(), id.uuid()).await?.ok_or(Refusal::Unknown)?;
        Ok(Held {
            account: AccountId::from_uuid(row.account),
            demo: row.demo,
            content: content(row.content)?,
            state: state(&row.state, row.state_at, now)?,
        })
    }

    /// Locks a request of one's own for the rest of the unit.
    pub(crate) async fn hold_own(&mut self, account: AccountId, id: RequestId) -> Result<Held, MarketError> {
        let held = self.hold(id).await?;
        if held.account == account && !matches!(held.state, State::Removed { .. }) {
            Ok(held)
        } else {
            Err(Refusal::Unknown.into())
        }
    }
}

pub(crate) fn position(cursor: Cursor) -> Position {
    Position { id: cursor.id.uuid(), posted_at: cursor.at, rank: cursor.rank }
}

/// Where a request stands now: what nobody expired yet although its time ran out counts as expired.
pub(crate) fn state(
    name: &str,
    moment: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<State, MarketError> {
    let state = State::from_parts(name, moment).ok_or(MarketError::Corrupt("request.state"))?;
    Ok(state.expire(now).unwrap_or(state))
}

/// Reads a content. The reader's own error is dropped, since it quotes what it read.
pub(crate) fn content(value: Value) -> Result<Content, MarketError> {
    serde_json::from_value(value).map_err(|_| MarketError::Corrupt("request.content"))
}

fn card(row: CardRow, viewer: AccountId, now: DateTime<Utc>) -> Result<Card, MarketError> {
    Ok(Card {
        id: RequestId::from_uuid(row.id),
        content: content(row.content)?,
        state: state(&row.state, row.state_at, now)?,
        posted: row.posted_at,
        mine: row.account == viewer.uuid(),
        demo: row.demo,
        answers: u32::try_from(row.answers).unwrap_or(u32::MAX),
        offers: u32::try_from(row.offers).unwrap_or(u32::MAX),
        conversation: row.conversation.map(ConversationId::from_uuid),
        deal: row.deal.map(DealId::from_uuid),
        saved: row.saved,
    })
}

pub(crate) fn columns(content: &Content) -> Result<ContentColumns, MarketError> {
    let kind = content.need.kind();
    let from = match content.need.from() {
        None if kind == Kind::Buy => Spot { country: Some(ANYWHERE.to_owned()), ..Spot::default() },
        from => end(from),
    };
    Ok(ContentColumns {
        content: serde_json::to_value(content).map_err(|_| MarketError::Corrupt("request.content"))?,
        kind: kind.name(),
        title: content.title.as_str().to_owned(),
        from,
        to: end(content.need.to()),
        due: content.due,
        words: words::of_content(content),
    })
}

fn end(place: Option<&Place>) -> Spot {
    place.map_or_else(Spot::default, |place| Spot {
        country: Some(place.country.to_string()),
        lat: Some(place.point.lat()),
        lon: Some(place.point.lon()),
    })
}

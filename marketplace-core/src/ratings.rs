//! What two people say of each other after a deal, and what comes of it.

use std::collections::HashMap;

use marketplace_domain::{
    conversation::Side,
    deal::{Sheet, State, View, What},
    id::{AccountId, DealId},
    rating::{Given, Profile, Rating, Received, Score, Stars, Tag},
    refusal::Refusal,
    text::Note,
    trust::Trust,
};
use uuid::Uuid;

use crate::{
    MarketError, Unit,
    deals::Told,
    tables::{
        account, deal,
        rating::{self, NewRow, RatingRow},
    },
};

/// How many of the last ratings a profile shows.
const SHOWN: usize = 5;

impl Unit {
    /// Rates the other side of a completed deal. It is hidden from them until they rate as well, or two
    /// weeks have passed. Gives the deal, and what the other is to be told.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`Refusal::Moved`] where it is not completed, or
    /// the time for it is over; [`Refusal::Said`] where they rated it already; [`MarketError::Database`],
    /// [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn rate(
        &mut self,
        account: AccountId,
        id: DealId,
        said: &Rating,
    ) -> Result<(View, Vec<Told>), MarketError> {
        let now = self.now();
        let (about, held, side) = self.hold_deal(account, id).await?;
        if held.row.raters.contains(&account.uuid()) {
            return Err(Refusal::Said.into());
        }
        if !matches!(held.deal.state, State::Completed { .. }) {
            return Err(Refusal::Moved.into());
        }
        let other = match side {
            Side::Requester => held.row.provider,
            Side::Provider => held.row.requester,
        };
        let tags: Vec<String> = said.tags.iter().map(|tag| tag.name().to_owned()).collect();
        let row = NewRow {
            deal: id.uuid(),
            rater: account.uuid(),
            about: other,
            stars: i16::from(said.stars.count()),
            tags: &tags,
            words: said.words.as_ref().map(Note::as_str),
            at: now,
        };
        rating::insert(self.connection(), &row).await?;
        if held.row.raters.is_empty() {
            return Ok((self.deal(account, id).await?, Vec::new()));
        }
        let state = held.deal.state.rated(now)?;
        self.put(account, (about, held), state, (side, What::Rated)).await
    }

    /// Answers what was said of one in a rating, once. Gives what one sees of oneself, and what who rated is
    /// to be told.
    ///
    /// # Errors
    /// [`Refusal::Said`] where it was answered already, is not seen yet, or there is none;
    /// [`MarketError::Database`], [`MarketError::Corrupt`], [`MarketError::Locked`].
    pub async fn reply_to_rating(
        &mut self,
        account: AccountId,
        id: DealId,
        words: &Note,
    ) -> Result<(Profile, Vec<Told>), MarketError> {
        if rating::reply(self.connection(), id.uuid(), account.uuid(), words.as_str()).await? == 0 {
            return Err(Refusal::Said.into());
        }
        let (_, held, side) = self.hold_deal(account, id).await?;
        let deal = Sheet { note: Some(words.clone()), ..held.deal };
        let told = self.tell_of((&deal, held.conversation), What::Replied, side.other()).await?;
        Ok((self.profile(account).await?, told.into_iter().collect()))
    }

    /// What somebody sees of themselves.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where there is no such account; [`MarketError::Database`],
    /// [`MarketError::Corrupt`].
    pub async fn profile(&mut self, account: AccountId) -> Result<Profile, MarketError> {
        let now = self.now();
        let since = account::made_at(self.connection(), account.uuid()).await?.ok_or(Refusal::Unknown)?;
        let deals = deal::done(self.connection(), account.uuid()).await?;
        let rows = rating::about(self.connection(), account.uuid()).await?;
        let mut raters = HashMap::new();
        let given = rows
            .iter()
            .map(|row| Ok((number(&mut raters, row.rater), stars(row.stars)?, row.at)))
            .collect::<Result<Vec<Given>, MarketError>>()?;
        let (score, counts) = Score::of(&given);
        let received = rows.into_iter().zip(counts).take(SHOWN).map(|(row, counts)| received(row, counts));
        let trust = Trust::new(since, (u32::try_from(deals).unwrap_or_default(), score), now);
        Ok(Profile { trust, received: received.collect::<Result<_, _>>()? })
    }

    /// The scores of these accounts.
    pub(crate) async fn scores(&mut self, accounts: &[Uuid]) -> Result<HashMap<Uuid, Score>, MarketError> {
        let mut given: HashMap<Uuid, Vec<Given>> = HashMap::new();
        let mut raters = HashMap::new();
        for row in rating::stars(self.connection(), accounts).await? {
            let rater = number(&mut raters, row.rater);
            given.entry(row.about).or_default().push((rater, stars(row.stars)?, row.at));
        }
        Ok(given.into_iter().map(|(account, given)| (account, Score::of(&given).0)).collect())
    }
}

/// A number that stands for the same person within one count.
fn number(known: &mut HashMap<Uuid, u64>, rater: Uuid) -> u64 {
    let next = known.len() as u64;
    *known.entry(rater).or_insert(next)
}

fn stars(count: i16) -> Result<Stars, MarketError> {
    u8::try_from(count)
        .ok()
        .and_then(|count| Stars::try_from(count).ok())
        .ok_or(MarketError::Corrupt("rating.stars"))
}

fn received(row: RatingRow, counts: bool) -> Result<Received, MarketError> {
    let note = |text: Option<String>| {
        text.map(Note::try_from).transpose().map_err(|_| MarketError::Corrupt("rating"))
    };
    Ok(Received {
        deal: DealId::from_uuid(row.deal),
        rating: Rating {
            stars: stars(row.stars)?,
            tags: row.tags.iter().filter_map(|name| Tag::from_name(name)).collect(),
            words: note(row.words)?,
        },
        reply: note(row.reply)?,
        at: row.at,
        counts,
    })
}

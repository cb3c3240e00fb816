//! Looking for requests of others.
//!
//! A search is read off an index in the order in which it is shown. Most are answered by the first few of the
//! thousands [`LOOKED_AT`] there; whoever finds less there has a rare search, and all that fits it is gathered by
//! whatever index leads to the least. Neither way ever reads much more than that, whatever the planner believes.

use chrono::{Datelike, NaiveDate};
use marketplace_domain::{
    account::DEFAULT_ZONE,
    id::AccountId,
    request::{Area, Cursor, Due, Filter, Found, Kind, Sort, Window, Words},
};
use uuid::Uuid;

use crate::{
    MarketError, Unit,
    circle::circle,
    requests::position,
    tables::{
        browse::{self, After, Near, Place, Search},
        request::Position,
        spot::{self, ANYWHERE},
        word,
    },
    words,
};

/// How many requests a search looks at in their order before it gathers all that fit: about a millisecond, and
/// three where it looks at words.
const LOOKED_AT: i64 = 6000;

/// Farther than anything, in micrometres: where what comes from anywhere stands.
const NOWHERE_NEAR: i64 = 1 << 60;

/// The day from which `soon` in the table counts back, 1 January 2000, counted from the first of year 1.
const EPOCH: i32 = 730_120;

/// What has no date is below this.
const LATEST: i32 = -9_999_999;

impl Unit {
    /// Requests on the market that fit a filter, so many a page: those of others, as somebody sees them, or
    /// all, as somebody sees them whom nobody knows.
    ///
    /// Where nothing fits the words of a search that begins, those that people use and that are spelt most
    /// alike are looked for: later pages are asked for with them.
    ///
    /// # Errors
    /// [`marketplace_domain::refusal::Refusal::Unknown`] where there is no such account;
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn browse(
        &mut self,
        account: Option<AccountId>,
        filter: &Filter,
        sort: Sort,
        after: Option<Cursor>,
        most: usize,
    ) -> Result<Found, MarketError> {
        let mut search = self.search(account, filter, sort).await?;
        let after = after.map(|cursor| After { rank: cursor.rank, position: position(cursor) });
        browse::plan_each(self.connection()).await?;
        let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
        let mut found = self.find(&search, after.as_ref(), limit).await?;
        let mut instead = None;
        if let Some(words) = filter.words.as_ref()
            && found.is_empty()
            && after.is_none()
            && let Some(respelt) = self.respelt(words).await?
        {
            search.words = words::query(&respelt);
            found = self.find(&search, None, limit).await?;
            instead = (!found.is_empty()).then_some(respelt);
        }
        Ok(Found { page: self.page(account, found, most).await?, instead })
    }

    /// What is looked for, in the words of the table.
    async fn search(
        &mut self,
        account: Option<AccountId>,
        filter: &Filter,
        sort: Sort,
    ) -> Result<Search, MarketError> {
        let soon = match filter.due {
            Some(due) => Some(soon(self.window(account, due).await?)),
            None => None,
        };
        let from = self.place(filter.from.as_ref(), true).await?;
        let to = self.place(filter.to.as_ref(), false).await?;
        Ok(Search {
            viewer: account.map_or(Uuid::nil(), AccountId::uuid),
            now: self.now(),
            kind: filter.kind.map(Kind::name),
            sort: match sort {
                Sort::Nearest if from.near.is_some() => browse::Order::NearestFrom,
                Sort::Nearest if to.near.is_some() => browse::Order::NearestTo,
                Sort::Newest | Sort::Nearest => browse::Order::Newest,
                Sort::Soonest => browse::Order::Soonest,
            },
            from,
            to,
            soon,
            reward: filter.reward.map(|least| (least.currency().code(), least.minor())),
            words: filter.words.as_ref().and_then(words::query),
        })
    }

    /// The days that are meant, where the viewer is.
    async fn window(&mut self, account: Option<AccountId>, due: Due) -> Result<Window, MarketError> {
        let zone = match account {
            Some(account) => self.person(account).await?.zone,
            None => DEFAULT_ZONE,
        };
        Ok(due.window(self.now().with_timezone(&zone).date_naive()))
    }

    async fn place(&mut self, area: Option<&Area>, or_anywhere: bool) -> Result<Place, MarketError> {
        let (place, radius) = match area {
            None => return Ok(Place::default()),
            Some(Area::Country(country)) => {
                return Ok(Place { country: Some(country.to_string()), near: None });
            }
            Some(Area::Around { place, radius }) => (place, *radius),
        };
        let mut near = spot::within(self.connection(), &circle(place.point, radius)).await?;
        if or_anywhere {
            near.push(Near { spot: ANYWHERE, far: NOWHERE_NEAR });
        }
        Ok(Place { country: None, near: Some(near) })
    }

    async fn find(
        &mut self,
        search: &Search,
        after: Option<&After>,
        limit: i64,
    ) -> Result<Vec<Position>, MarketError> {
        let first = browse::first(self.connection(), search, after, LOOKED_AT, limit).await?;
        if i64::try_from(first.len()) == Ok(limit) {
            return Ok(first);
        }
        Ok(browse::all(self.connection(), search, after, limit).await?)
    }

    /// Words that people use, each the likeliest for one that nobody does; `None` where all are used, or one
    /// is like none.
    async fn respelt(&mut self, words: &Words) -> Result<Option<Words>, MarketError> {
        let mut changed = false;
        let mut respelt = Vec::new();
        for word in words::sought(words) {
            if word::is_begun(self.connection(), &word).await? {
                respelt.push(word);
                continue;
            }
            let known = word::alike(self.connection(), &word).await?;
            let Some(likeliest) = words::likeliest(&word, known) else { return Ok(None) };
            respelt.push(likeliest);
            changed = true;
        }
        Ok(if changed { Words::parse(&respelt.join(" ")) } else { None })
    }
}

/// The days of a window as the table counts them, from the last to the first.
fn soon(window: Window) -> (i32, i32) {
    let count = |day: NaiveDate| EPOCH.saturating_sub(day.num_days_from_ce()).max(LATEST);
    (count(window.last()), count(window.first()))
}

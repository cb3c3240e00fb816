//! Looking at the offers of everybody.

use marketplace_domain::{
    deal::{Cursor, Page, Public},
    id::{AccountId, DealId, RequestId},
    request::{Filter, Kind},
    trip::Trip,
};

use crate::{
    MarketError, Unit,
    circle::region,
    deals::{PAGE_AND_ONE, position, terms},
    requests::content,
    tables::offer::{self, OfferRow, Search},
};

/// How many trips are shown with the first page.
const TRIPS: i64 = 5;

impl Unit {
    /// Offers that wait for an answer about requests on the market, newest first, five a page, and on the
    /// first page the trips of others that go that way. Of the filter kind, from and to count. Nothing in it
    /// says who made one.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn offers(
        &mut self,
        account: AccountId,
        filter: &Filter,
        after: Option<Cursor>,
    ) -> Result<(Page<Public>, Vec<Trip>), MarketError> {
        let search = Search {
            viewer: account.uuid(),
            now: self.now(),
            kind: filter.kind.map(Kind::name),
            from: region(filter.from.as_ref()),
            to: region(filter.to.as_ref()),
            after: after.map(position),
        };
        // Trips stand on the first page only, and carry things.
        let trips = match (after, filter.kind) {
            (None, kind) if kind != Some(Kind::Service) => {
                offer::trips(self.connection(), &search, TRIPS).await?
            }
            _ => Vec::new(),
        };
        let trips = trips.into_iter().map(crate::trips::read).collect::<Result<_, _>>()?;
        let mut found = offer::find(self.connection(), &search, PAGE_AND_ONE).await?;
        let more = found.len() > PAGE_AND_ONE as usize - 1;
        found.truncate(PAGE_AND_ONE as usize - 1);
        let last = found.last().filter(|_| more);
        let next = last.map(|last| Cursor { at: last.made_at, id: DealId::from_uuid(last.id) });
        let items = found.into_iter().map(public).collect::<Result<_, _>>()?;
        Ok((Page { items, next }, trips))
    }
}

fn public(row: OfferRow) -> Result<Public, MarketError> {
    let content = content(row.content)?;
    Ok(Public {
        request: RequestId::from_uuid(row.request),
        title: content.title,
        kind: content.need.kind(),
        from: content.need.from().cloned(),
        to: content.need.to().cloned(),
        terms: terms(&row.terms)?,
    })
}

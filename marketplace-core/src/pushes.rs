//! What people are told of, when their turn has come: as it stands at that moment.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use marketplace_domain::{
    alert::Alert,
    id::{AccountId, AlertId, RequestId, TripId},
    push::{Told, Why},
    request::{Card, Words},
};
use uuid::Uuid;

use crate::{
    MarketError, Unit, alerts,
    tables::push::{self, ToldRow},
    trips, words,
};

/// How long it is remembered who was told of what: longer than a request that is renewed again and again
/// is of interest to those who did not answer.
const REMEMBERED: TimeDelta = TimeDelta::days(180);

impl Unit {
    /// What an account is told by these, the oldest first: those whose request was closed meanwhile, whose alert
    /// was paused or does not fit any more, or between whom a block or a mute stands by now are left out.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn tell(
        &mut self,
        account: AccountId,
        pushes: &[i64],
    ) -> Result<Vec<(i64, Told)>, MarketError> {
        let now = self.now();
        let today = now.with_timezone(&self.person(account).await?.zone).date_naive();
        let rows = push::told(self.connection(), account.uuid(), pushes, now).await?;
        let requests: Vec<Uuid> = rows.iter().filter_map(|row| row.request).collect();
        let cards = self.cards(account, &requests).await?;
        let cards: HashMap<RequestId, Card> = cards.into_iter().map(|card| (card.id, card)).collect();
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.id;
            let card = row.request.and_then(|request| cards.get(&RequestId::from_uuid(request)).cloned());
            told.extend(read(row, card, today)?.map(|what| (id, what)));
        }
        Ok(told)
    }

    /// How many requests and trips are still to be matched, and how many people are to be told, were told,
    /// or were not: by the name of what they are.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn count_pushes(&mut self) -> Result<Vec<(String, i64)>, MarketError> {
        let rows = push::count(self.connection()).await?;
        Ok(rows.into_iter().map(|row| (row.state, row.count)).collect())
    }

    /// Forgets who was told long ago.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn forget_pushes(&mut self) -> Result<(), MarketError> {
        let before = self.now() - REMEMBERED;
        Ok(push::forget(self.connection(), before).await?)
    }
}

fn read(row: ToldRow, card: Option<Card>, today: NaiveDate) -> Result<Option<Told>, MarketError> {
    let trip = match (row.trip, row.trip_content) {
        (Some(id), Some(content)) => Some((TripId::from_uuid(id), trips::read(content)?)),
        _ => None,
    };
    Ok(match (row.kind.as_str(), card, trip) {
        ("alert", Some(card), _) => match (row.alert, row.alert_content) {
            (Some(id), Some(content)) => {
                let alert = alerts::read(content)?;
                fits(&alert, &card, row.muted_words.as_deref(), today).then(|| {
                    let reasons = alert.reasons(&card.content);
                    Told::Request(card, Why::Alert(AlertId::from_uuid(id), reasons))
                })
            }
            _ => None,
        },
        ("trip", Some(card), Some((id, trip))) if trip.matches(&card.content) => {
            Some(Told::Request(card, Why::Trip(id, trip)))
        }
        ("traveller", Some(card), Some((_, trip))) if trip.matches(&card.content) => {
            Some(Told::Traveller(trip, card.id, card.content.title))
        }
        ("over", _, Some((id, trip))) => Some(Told::Over(id, trip)),
        _ => None,
    })
}

/// Whether the request fits as both are now, and has none of the words that the person muted.
fn fits(alert: &Alert, card: &Card, muted: Option<&str>, today: NaiveDate) -> bool {
    let all = words::of_content(&card.content);
    let muted = muted.and_then(Words::parse);
    let is_muted = muted
        .is_some_and(|muted| muted.as_str().split(' ').any(|word| words::has(&all, word).unwrap_or(false)));
    !is_muted && alert.matches(&card.content, today, |word| words::has(&all, word))
}

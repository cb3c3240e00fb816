//! The market's use cases on a real database.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test prepares must be there")]

mod alerts;
pub(crate) mod blobs;
mod blocks;
mod browse;
mod conversations;
mod deals;
mod demo;
mod files;
mod keys;
mod life;
mod mailbox;
mod meeting;
mod model;
mod offers;
mod people;
mod pushes;
mod ratings;
mod requests;
mod saved;
mod sealed_files;
mod trips;
mod unit;

use std::sync::Arc;

use chrono::NaiveDate;
use marketplace_core::{Market, MarketError, Unit};
use marketplace_domain::{
    account::{Identity, Platform},
    id::{AccountId, RequestId},
    place::{Gazetteer, Place},
    refusal::Refusal,
    request::{Content, Need, Parcel, Photos},
    text::Title,
};
use tests::{
    fakes::{FakeClock, SeededEntropy},
    keys::unlock,
    postgres::TestDatabase,
};

/// A market with nobody in it.
struct World {
    clock: Arc<FakeClock>,
    market: Market,
    db: TestDatabase,
}

impl World {
    async fn new() -> Self {
        let db = TestDatabase::new().await;
        let clock = Arc::new(FakeClock::default());
        let entropy = Arc::new(SeededEntropy::new(7));
        let market = Market::new(db.pool().clone(), clock.clone(), entropy);
        unlock(&market).await;
        Self { clock, market, db }
    }

    /// Does something in a unit of its own, which lasts unless it is refused.
    async fn run<T>(
        &self,
        work: impl AsyncFnOnce(&mut Unit) -> Result<T, MarketError>,
    ) -> Result<T, Refusal> {
        let mut unit = self.market.begin().await.unwrap();
        match work(&mut unit).await {
            Ok(done) => {
                unit.commit().await.unwrap();
                Ok(done)
            }
            Err(MarketError::Refused(refusal)) => Err(refusal),
            Err(error) => panic!("{error}"),
        }
    }

    async fn person(&self, name: &str) -> AccountId {
        let identity = identity(name);
        let people = self.run(async |unit| unit.people(std::slice::from_ref(&identity)).await).await.unwrap();
        people[0].account
    }

    async fn publish(&self, account: AccountId, content: Content) -> RequestId {
        self.run(async |unit| unit.publish(account, content).await).await.unwrap().id
    }
}

fn identity(name: &str) -> Identity {
    Identity { platform: Platform::Telegram, subject: name.to_owned() }
}

fn place(name: &str) -> Place {
    Gazetteer::embedded().find(name, None).first().unwrap_or_else(|| panic!("{name}")).place()
}

fn content(title: &str, need: Need) -> Content {
    Content {
        title: Title::parse(title).unwrap(),
        description: None,
        need,
        due: None,
        reward: None,
        photos: Photos::default(),
    }
}

/// Something to be bought in France for Tunis.
pub(crate) fn shopping(title: &str) -> Content {
    content(title, Need::Buy { items: vec![], from: Some(place("Paris")), to: place("Tunis") })
}

fn parcel(title: &str, from: &str, to: &str) -> Content {
    content(title, Need::Pickup { parcel: Parcel::default(), from: place(from), to: place(to) })
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
}

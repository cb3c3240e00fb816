//! The demo town: requests that show a newcomer what the market is like.

use chrono::{DateTime, Days, TimeDelta, Utc};
use marketplace_domain::{
    account::DEFAULT_ZONE,
    id::{AccountId, RequestId},
    money::Money,
    place::{Gazetteer, Place},
    request::{Content, Item, LIFE, Need, Parcel, Photos, State},
    text::{Description, Title},
};
use serde::Deserialize;
use uuid::Uuid;

use crate::{Market, MarketError, tables::demo};

/// What the people of the town ask for, in their own words.
const TOWN: &str = include_str!("demo.json");

/// How many people live in it.
const PEOPLE: usize = 12;

/// A request of the town: like a [`Content`], with places by name and days from today.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoRequest {
    person: usize,
    hours_ago: u16,
    title: Title,
    #[serde(default)]
    description: Option<Description>,
    need: DemoNeed,
    #[serde(default)]
    due_in_days: Option<u16>,
    #[serde(default)]
    reward: Option<Money>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum DemoNeed {
    Buy {
        #[serde(default)]
        items: Vec<Item>,
        from: Option<String>,
        to: String,
    },
    Pickup {
        parcel: Parcel,
        from: String,
        to: String,
    },
    Service {
        meetup: Option<String>,
    },
}

/// Lays out the demo town, once. Returns how many requests came to the market: none where the town
/// is there already.
///
/// # Errors
/// [`MarketError::Database`].
pub async fn seed_demo(market: &Market) -> Result<u64, MarketError> {
    let requests = town()?;
    let mut unit = market.begin().await?;
    demo::lock(unit.connection()).await?;
    if demo::is_laid_out(unit.connection()).await? {
        return Ok(0);
    }
    let now = unit.now();
    let people: Vec<AccountId> = (0..PEOPLE).map(|_| AccountId::random(unit.entropy())).collect();
    let ids: Vec<Uuid> = people.iter().copied().map(AccountId::uuid).collect();
    demo::insert_accounts(unit.connection(), &ids, DEFAULT_ZONE.name(), now).await?;
    let mut laid_out = 0;
    for request in requests {
        let person = *people.get(request.person).ok_or(MarketError::Corrupt("demo person"))?;
        let posted = now - TimeDelta::hours(i64::from(request.hours_ago));
        let content = request.content(now)?;
        let id = RequestId::random(unit.entropy());
        // Its whole life lies ahead: the town should not be empty in a week.
        let state = State::Open { until: now + LIFE };
        unit.insert_request(id, person, &content, state, posted).await?;
        laid_out += 1;
    }
    unit.commit().await?;
    Ok(laid_out)
}

fn town() -> Result<Vec<DemoRequest>, MarketError> {
    serde_json::from_str(TOWN).map_err(|_| MarketError::Corrupt("demo town"))
}

impl DemoRequest {
    fn content(self, now: DateTime<Utc>) -> Result<Content, MarketError> {
        let today = now.with_timezone(&DEFAULT_ZONE).date_naive();
        let need = match self.need {
            DemoNeed::Buy { items, from, to } => {
                Need::Buy { items, from: from.as_deref().map(place).transpose()?, to: place(&to)? }
            }
            DemoNeed::Pickup { parcel, from, to } => {
                Need::Pickup { parcel, from: place(&from)?, to: place(&to)? }
            }
            DemoNeed::Service { meetup } => {
                Need::Service { meetup: meetup.as_deref().map(place).transpose()? }
            }
        };
        Ok(Content {
            title: self.title,
            description: self.description,
            need,
            due: self.due_in_days.and_then(|days| today.checked_add_days(Days::new(u64::from(days)))),
            reward: self.reward,
            photos: Photos::default(),
        })
    }
}

fn place(name: &str) -> Result<Place, MarketError> {
    let found = Gazetteer::embedded().find(name, None);
    found.first().map(|entry| entry.place()).ok_or(MarketError::Corrupt("demo place"))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use super::*;

    #[test]
    fn the_town_can_be_laid_out() {
        let town = town().unwrap();
        let mut titles = HashSet::new();
        let mut of_person = BTreeMap::new();
        for request in town {
            assert!(request.person < PEOPLE);
            assert!(
                titles.insert(request.title.as_str().to_owned()),
                "{} comes twice",
                request.title.as_str()
            );
            *of_person.entry(request.person).or_insert(0u32) += 1;
            let title = request.title.clone();
            request
                .content(DateTime::UNIX_EPOCH)
                .unwrap_or_else(|error| panic!("{}: {error}", title.as_str()));
        }
        assert!(titles.len() >= 36);
        assert_eq!(of_person.len(), PEOPLE);
        assert!(of_person.values().all(|count| *count <= marketplace_domain::request::MOST_OPEN));
    }
}

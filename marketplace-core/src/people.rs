//! Who is served, and what they told us about themselves.

use std::collections::HashMap;

use chrono_tz::Tz;
use marketplace_domain::{
    account::{DEFAULT_ZONE, Identity, Language, Person},
    id::AccountId,
    place::{Place, Point},
    refusal::Refusal,
    request::Need,
};
use uuid::Uuid;

use crate::{
    MarketError, Unit,
    tables::account::{self, PersonRow},
};

impl Unit {
    /// The people behind these identities, in their order; whoever is new gets an account.
    /// One statement where all are known, three where somebody is new, however many they are.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn people(&mut self, identities: &[Identity]) -> Result<Vec<Person>, MarketError> {
        let mut known = self.known(identities.iter()).await?;
        let mut missing: Vec<&Identity> = identities.iter().filter(|i| !known.contains_key(*i)).collect();
        if !missing.is_empty() {
            // In one order everywhere: two batches with the same newcomers must not wait for each other.
            missing.sort_by_key(|identity| (identity.platform.name(), &identity.subject));
            missing.dedup();
            self.make(&missing).await?;
            known.extend(self.known(missing.into_iter()).await?);
        }
        identities
            .iter()
            .map(|identity| known.get(identity).cloned().ok_or(MarketError::Corrupt("identity")))
            .collect()
    }

    async fn known(
        &mut self,
        identities: impl Iterator<Item = &Identity>,
    ) -> Result<HashMap<Identity, Person>, MarketError> {
        let (platforms, subjects) = columns(identities);
        let rows = account::known(self.connection(), &platforms, &subjects).await?;
        rows.into_iter()
            .map(|row| {
                let platform = row.platform.parse().map_err(|_| MarketError::Corrupt("identity.platform"))?;
                let known = PersonRow {
                    id: row.id,
                    language: row.language,
                    zone: row.zone,
                    home_lat: row.home_lat,
                    home_lon: row.home_lon,
                    places: row.places,
                };
                Ok((Identity { platform, subject: row.subject }, person(&known)?))
            })
            .collect()
    }

    async fn make(&mut self, newcomers: &[&Identity]) -> Result<(), MarketError> {
        let (platforms, subjects) = columns(newcomers.iter().copied());
        let ids: Vec<Uuid> = newcomers.iter().map(|_| AccountId::random(self.entropy()).uuid()).collect();
        let now = self.now();
        Ok(account::make(self.connection(), &ids, &platforms, &subjects, DEFAULT_ZONE.name(), now).await?)
    }

    /// What the market knows of a person.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where there is no such account; [`MarketError::Database`],
    /// [`MarketError::Corrupt`].
    pub async fn person(&mut self, account: AccountId) -> Result<Person, MarketError> {
        let row = account::find(self.connection(), account.uuid()).await?.ok_or(Refusal::Unknown)?;
        person(&row)
    }

    /// Locks a person's account for the rest of the unit.
    pub(crate) async fn lock_person(&mut self, account: AccountId) -> Result<Person, MarketError> {
        let row = account::lock(self.connection(), account.uuid()).await?.ok_or(Refusal::Unknown)?;
        person(&row)
    }

    /// Remembers the language that a person wants to be spoken to in.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where there is no such account; [`MarketError::Database`].
    pub async fn set_language(&mut self, account: AccountId, language: Language) -> Result<(), MarketError> {
        known_account(account::set_language(self.connection(), account.uuid(), language.code()).await?)
    }

    /// Remembers where a person lives: the time zone there, and the point to a kilometre.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where there is no such account; [`MarketError::Database`].
    pub async fn set_home(&mut self, account: AccountId, home: &Place) -> Result<(), MarketError> {
        let point = home.point.coarse();
        let conn = self.connection();
        known_account(
            account::set_home(conn, account.uuid(), home.zone.name(), point.lat(), point.lon()).await?,
        )
    }

    /// Remembers which places the request of a person names.
    pub(crate) async fn remember_places(
        &mut self,
        mut person: Person,
        need: &Need,
    ) -> Result<(), MarketError> {
        if !person.remember(need) {
            return Ok(());
        }
        let places: Vec<i32> = person.places.iter().filter_map(|place| i32::try_from(*place).ok()).collect();
        Ok(account::set_places(self.connection(), person.account.uuid(), &places).await?)
    }
}

fn known_account(rows: u64) -> Result<(), MarketError> {
    if rows == 0 { Err(Refusal::Unknown.into()) } else { Ok(()) }
}

fn columns<'a>(identities: impl Iterator<Item = &'a Identity>) -> (Vec<String>, Vec<String>) {
    identities.map(|identity| (identity.platform.name().to_owned(), identity.subject.clone())).unzip()
}

fn person(row: &PersonRow) -> Result<Person, MarketError> {
    Ok(Person {
        account: AccountId::from_uuid(row.id),
        language: row.language.as_deref().and_then(Language::from_tag),
        zone: row.zone.parse::<Tz>().map_err(|_| MarketError::Corrupt("account.zone"))?,
        home: row.home_lat.zip(row.home_lon).and_then(|(lat, lon)| Point::new(lat, lon).ok()),
        places: row.places.iter().filter_map(|place| u32::try_from(*place).ok()).collect(),
    })
}

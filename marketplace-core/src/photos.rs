//! Pictures that people sent: to be fetched from their platform, then kept as blobs.

use std::fmt;

use chrono::TimeDelta;
use marketplace_domain::{
    account::Platform,
    id::{AccountId, PhotoId},
};
use uuid::Uuid;

use crate::{
    MarketError, Unit,
    tables::photo::{self, PhotoRow},
};

/// How long whoever takes a picture to fetch has for it before another may.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// How often a picture is tried. With the growing pauses that is about an hour and a half.
const MOST_ATTEMPTS: i16 = 8;

/// The pause after the first try; it doubles with every other.
const PAUSE: TimeDelta = TimeDelta::seconds(20);

/// A picture to fetch.
#[derive(Clone, PartialEq, Eq)]
pub struct PhotoToFetch {
    /// Its id.
    pub id: PhotoId,
    /// The platform that has it.
    pub platform: Platform,
    /// The bot through which it came.
    pub bot: String,
    /// What the platform calls it.
    pub file: String,
}

// By hand: the platform's name of a file leads to what somebody sent.
impl fmt::Debug for PhotoToFetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhotoToFetch({}, {}, …)", self.id, self.platform)
    }
}

impl Unit {
    /// Notes a picture that a person sent.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn add_photo(
        &mut self,
        account: AccountId,
        platform: Platform,
        bot: &str,
        file: &str,
    ) -> Result<PhotoId, MarketError> {
        let id = PhotoId::random(self.entropy());
        let row = PhotoRow {
            id: id.uuid(),
            platform: platform.name().to_owned(),
            bot: bot.to_owned(),
            file: file.to_owned(),
        };
        let now = self.now();
        photo::insert(self.connection(), account.uuid(), &row, now).await?;
        Ok(id)
    }

    /// Pictures to fetch now, at most `limit`. The try counts, and nobody else is given them for two
    /// minutes: say how it went with [`Unit::photo_ready`] or [`Unit::photo_failed`].
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn photos_to_fetch(&mut self, limit: i64) -> Result<Vec<PhotoToFetch>, MarketError> {
        let now = self.now();
        let rows = photo::take_due(self.connection(), now, now + LEASE, limit).await?;
        rows.into_iter()
            .map(|row| {
                let platform = row.platform.parse().map_err(|_| MarketError::Corrupt("photo.platform"))?;
                Ok(PhotoToFetch { id: PhotoId::from_uuid(row.id), platform, bot: row.bot, file: row.file })
            })
            .collect()
    }

    /// The picture is kept as a blob now.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn photo_ready(&mut self, id: PhotoId) -> Result<(), MarketError> {
        let now = self.now();
        Ok(photo::set_state(self.connection(), id.uuid(), "ready", now).await?)
    }

    /// The picture could not be fetched. It is given up where it is `gone`, or after eight tries.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn photo_failed(&mut self, id: PhotoId, gone: bool) -> Result<(), MarketError> {
        let now = self.now();
        let Some(attempts) = photo::lock_pending(self.connection(), id.uuid()).await? else {
            return Ok(());
        };
        let (state, next) = if gone || attempts >= MOST_ATTEMPTS {
            ("gone", now)
        } else {
            let doubled = 1 << attempts.clamp(1, MOST_ATTEMPTS).saturating_sub(1);
            ("pending", now + PAUSE * doubled)
        };
        Ok(photo::set_state(self.connection(), id.uuid(), state, next).await?)
    }

    /// Those of the pictures that can be shown, in their order.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn ready_photos(&mut self, photos: &[PhotoId]) -> Result<Vec<PhotoId>, MarketError> {
        let ids: Vec<Uuid> = photos.iter().copied().map(PhotoId::uuid).collect();
        let ready = photo::ready(self.connection(), &ids).await?;
        Ok(ready.into_iter().map(PhotoId::from_uuid).collect())
    }
}

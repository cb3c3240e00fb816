//! Pictures on their way: fetched from the platform that somebody sent them on, made anew without
//! metadata, kept as blobs, and read back when they are shown.

use std::{sync::Arc, time::Duration};

use adapter::{FetchError, FileRef, Picture};
use marketplace_core::{Market, MarketError, blobs::Blobs, photos::PhotoToFetch, picture::sanitise};
use marketplace_domain::id::PhotoId;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::adapters::Adapters;

/// The largest picture that is fetched, in bytes: Telegram lets bots read files up to 20 MB.
const MOST_BYTES: usize = 20 * 1024 * 1024;
/// How many pictures one round fetches.
const AT_ONCE: i64 = 4;
/// How often it is looked for pictures that are to be tried again.
const ROUND: Duration = Duration::from_secs(15);

/// Reads pictures.
#[derive(Clone)]
pub(crate) struct Pictures {
    blobs: Arc<Blobs>,
}

impl Pictures {
    /// Pictures that stand in these blobs.
    pub(crate) fn new(blobs: Arc<Blobs>) -> Self {
        Self { blobs }
    }

    /// The pictures that are there. One that is still on its way, or lost, is left out.
    pub(crate) async fn load(&self, photos: &[PhotoId]) -> Vec<Picture> {
        let mut pictures = Vec::with_capacity(photos.len());
        for photo in photos {
            match self.blobs.photo(*photo).await {
                Ok(Some(bytes)) => pictures.push(Picture(bytes)),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "a picture could not be read"),
            }
        }
        pictures
    }
}

/// Fetches pictures until it is told to stop.
pub(crate) struct Fetcher {
    /// The market.
    pub market: Arc<Market>,
    /// The platforms to fetch from.
    pub adapters: Adapters,
    /// Where pictures are kept.
    pub blobs: Arc<Blobs>,
    /// Woken when somebody sent a picture.
    pub wake: Arc<Notify>,
}

impl Fetcher {
    /// Works until `stop`.
    pub(crate) async fn run(self, stop: CancellationToken) {
        loop {
            match self.round().await {
                Ok(0) => {}
                Ok(_) => continue,
                Err(error) => tracing::warn!(%error, "pictures could not be looked for"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                _ = tokio::time::timeout(ROUND, self.wake.notified()) => {}
            }
        }
    }

    async fn round(&self) -> Result<usize, MarketError> {
        let mut unit = self.market.begin().await?;
        let due = unit.photos_to_fetch(AT_ONCE).await?;
        unit.commit().await?;
        let fetches = due.iter().map(|photo| self.fetch(photo));
        for (photo, result) in due.iter().zip(futures_util::future::join_all(fetches).await) {
            let mut unit = self.market.begin().await?;
            match result {
                Ok(()) => unit.photo_ready(photo.id).await?,
                Err(error) => unit.photo_failed(photo.id, error != FetchError::Unavailable).await?,
            }
            unit.commit().await?;
        }
        Ok(due.len())
    }

    async fn fetch(&self, photo: &PhotoToFetch) -> Result<(), FetchError> {
        let adapter =
            self.adapters.find(&(photo.platform, photo.bot.clone())).ok_or(FetchError::Unavailable)?;
        let bytes = adapter.fetch(&FileRef(photo.file.clone()), MOST_BYTES).await?;
        let clean = tokio::task::spawn_blocking(move || sanitise(&bytes))
            .await
            .map_err(|_| FetchError::Unavailable)?
            .map_err(|_| FetchError::Gone)?;
        self.blobs.put_photo(photo.id, clean).await.map_err(|_| FetchError::Unavailable)
    }
}

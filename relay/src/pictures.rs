//! Pictures of requests, read back when they are shown.

use std::sync::Arc;

use adapter::Picture;
use marketplace_core::{KeptError, Market, blobs::Blobs};
use marketplace_domain::{id::PhotoId, media::Format};

/// Reads pictures.
#[derive(Clone)]
pub(crate) struct Pictures {
    market: Arc<Market>,
    blobs: Arc<Blobs>,
}

impl Pictures {
    /// Pictures that stand in these blobs.
    pub(crate) fn new(market: Arc<Market>, blobs: Arc<Blobs>) -> Self {
        Self { market, blobs }
    }

    /// The pictures that are there. One that is still on its way, or lost, is left out.
    pub(crate) async fn load(&self, photos: &[PhotoId]) -> Vec<Picture> {
        let mut pictures = Vec::with_capacity(photos.len());
        for photo in photos {
            match self.read(*photo).await {
                Ok(picture) => pictures.extend(picture),
                Err(error) => tracing::warn!(%error, "a picture could not be read"),
            }
        }
        pictures
    }

    async fn read(&self, photo: PhotoId) -> Result<Option<Picture>, KeptError> {
        let opened = self.market.open_file(&self.blobs, photo.file(), Format::Jpeg, None).await?;
        let Some(opened) = opened else { return Ok(None) };
        Ok(Some(Picture(opened.read().await?)))
    }
}

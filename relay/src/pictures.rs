//! Pictures of requests, read back when they are shown.

use std::sync::Arc;

use adapter::Picture;
use marketplace_core::blobs::Blobs;
use marketplace_domain::id::PhotoId;

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

//! Goes through the bucket, a page at a time, and deletes what nobody needs any more.

use std::{sync::Arc, time::Duration};

use marketplace_core::{Market, blobs::Blobs};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// The pause between two pages. A page is one request for up to 1,000 objects.
const PAUSE: Duration = Duration::from_secs(60);

/// Works until `stop`. Several processes may do so at once.
pub(crate) async fn run(market: Arc<Market>, blobs: Arc<Blobs>, stop: CancellationToken) {
    let mut behind: Option<String> = None;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = sleep(PAUSE) => {}
        }
        match market.delete_orphans(&blobs, market.clock().now(), behind.as_deref()).await {
            Ok((deleted, next)) => {
                if deleted > 0 {
                    tracing::info!(deleted, "files that nobody needs were deleted");
                }
                behind = next;
            }
            Err(error) => tracing::warn!(%error, "the bucket could not be looked through"),
        }
    }
}

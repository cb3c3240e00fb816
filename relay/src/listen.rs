//! Hears the bell and works at the lanes that it rings for.

use std::{sync::Arc, time::Duration};

use tokio::{sync::Semaphore, time::sleep};
use tokio_util::sync::CancellationToken;

use crate::{bell::Ring, lane::Lanes, passing::is_passing};

/// Rings that are attended to at once.
const RINGS_AT_ONCE: u32 = 256;
/// The pause after the bell was out of reach.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest pause after a lane that could not be worked at.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Works until it is told to stop, and ends with the last lane that is worked at.
pub(crate) async fn run(lanes: Arc<Lanes>, stop: CancellationToken) {
    let slots = Arc::new(Semaphore::new(RINGS_AT_ONCE as usize));
    loop {
        let rings = tokio::select! {
            () = stop.cancelled() => break,
            rings = lanes.bell.listen() => rings,
        };
        let rings = match rings {
            Ok(rings) => rings,
            Err(error) => {
                tracing::warn!(%error, "the bell cannot be heard");
                sleep(PAUSE).await;
                continue;
            }
        };
        for ring in rings {
            let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
            let lanes = Arc::clone(&lanes);
            tokio::spawn(async move {
                attend(&lanes, ring).await;
                drop(slot);
            });
        }
    }
    let _ = slots.acquire_many(RINGS_AT_ONCE).await;
}

async fn attend(lanes: &Arc<Lanes>, ring: Ring) {
    let told = match lanes.work(ring.lane).await {
        Ok(()) => lanes.bell.answered(&[ring]).await,
        // That says nothing about the lane: the sweeper rings again when the database is back.
        Err(error) if is_passing(&error) => {
            tracing::warn!(%error, "a lane could not be worked at");
            lanes.bell.answered(&[ring]).await
        }
        Err(error) => {
            tracing::error!(%error, times = ring.times, "a lane could not be worked at");
            lanes.bell.again(&ring, pause(ring.times)).await
        }
    };
    if let Err(error) = told {
        tracing::warn!(%error, "the bell was not told how a ring was answered");
    }
}

/// 1, 2, 4 … seconds, so that it takes some minutes until a lane is given up.
fn pause(times: u32) -> Duration {
    let seconds = 1_u64 << times.saturating_sub(1).min(6);
    Duration::from_secs(seconds).min(LONGEST_PAUSE)
}

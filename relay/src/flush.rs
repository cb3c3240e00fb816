//! Writes down which replies were sent, many at a time.

use std::{sync::Arc, time::Duration};

use marketplace_core::{Market, MarketError};
use tokio::sync::mpsc;

use crate::{replier::Replier, reply::Done, store::inbox};

/// The most rows of one statement.
const MOST_AT_ONCE: usize = 512;
/// How long the first waits for company: this costs nobody anything but a repeat after a crash.
const LINGER: Duration = Duration::from_millis(20);
/// The pause after the database was out of reach.
const PAUSE: Duration = Duration::from_millis(500);

/// Works until everybody who sends replies is gone.
pub(crate) async fn run(market: Arc<Market>, replier: Arc<Replier>, mut sent: mpsc::UnboundedReceiver<Done>) {
    let mut rows = Vec::new();
    while sent.recv_many(&mut rows, MOST_AT_ONCE).await > 0 {
        if rows.len() < MOST_AT_ONCE {
            tokio::time::sleep(LINGER).await;
            while rows.len() < MOST_AT_ONCE {
                let Ok(row) = sent.try_recv() else { break };
                rows.push(row);
            }
        }
        while let Err(error) = write(&market, &rows).await {
            tracing::warn!(%error, "sent replies could not be written down");
            tokio::time::sleep(PAUSE).await;
        }
        replier.flushed(&rows);
        rows.clear();
    }
}

async fn write(market: &Market, rows: &[Done]) -> Result<(), MarketError> {
    let mut unit = market.begin().await?;
    let now = unit.now();
    inbox::done(unit.connection(), rows, now).await?;
    unit.commit().await
}

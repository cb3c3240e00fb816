//! What processes share where several serve together: the bell and the limits.

use std::{sync::Arc, time::Duration};

use aws_sdk_sqs::Client;
use relay::{
    bell::{
        Bell, LocalBell, SqsBell,
        queue::{self, QueueError},
    },
    limiter::Limiter,
};
use secrecy::ExposeSecret;

use crate::{StartError, config::Config, storage};

/// How long a ring waits to be answered before it rings again: longer than a lane is leased.
const VISIBILITY: Duration = Duration::from_secs(70);

/// The bell: the queue that is configured, or one in this process. A queue that is away is no
/// reason not to start: a process hears its own rings until it is back.
pub(crate) async fn open(config: &Config) -> Result<Arc<dyn Bell>, StartError> {
    let Some(url) = &config.queue else { return Ok(Arc::new(LocalBell::new(VISIBILITY))) };
    let client = client(config).await;
    match queue::check(&client, url).await {
        Ok(()) => {}
        Err(away @ QueueError::Unreachable) => tracing::warn!("SQS_QUEUE_URL cannot be used yet: {away}"),
        Err(error) => return Err(error.into()),
    }
    Ok(Arc::new(SqsBell::new(client, url.clone(), VISIBILITY)))
}

/// Makes the queue and its queue of dead letters, or brings them in line. Says what was done; none
/// where no queue is configured.
pub(crate) async fn prepare(config: &Config) -> Result<Option<String>, StartError> {
    let Some(url) = &config.queue else { return Ok(None) };
    let prepared = queue::prepare(&client(config).await, url, VISIBILITY).await?;
    Ok(Some(prepared.to_string()))
}

/// The limits: shared through Redis where it is configured. One that is away is no reason not to
/// start either.
pub(crate) async fn limiter(config: &Config) -> Result<Arc<Limiter>, StartError> {
    let Some(url) = &config.redis else { return Ok(Arc::default()) };
    let limiter = Limiter::shared(url.expose_secret()).await?;
    if !limiter.is_shared() {
        tracing::warn!(
            "REDIS_URL leads to no Redis that answers: until one does, this process keeps to a share of the limits"
        );
    }
    Ok(Arc::new(limiter))
}

async fn client(config: &Config) -> Client {
    Client::new(&storage::aws(config).await)
}

//! What a line costs at the queue: the product rings through a server that speaks SQS, and requests
//! are counted on their way there.

use std::collections::BTreeMap;
use std::time::Duration;

use tests::sqs::SqsServer;
use tests::sqs_proxy::SqsProxy;
use tokio::time::sleep;

use crate::Plan;
use crate::common::services::Services;
use crate::common::{Outcome, progress};
use crate::contestant::Contestant;
use crate::paced::RATE;
use crate::report::Report;
use crate::turn::Turn;

/// Answers leave half a second later.
const LAST_ANSWERS: Duration = Duration::from_millis(700);

/// What was counted.
#[derive(Debug, Clone)]
pub(crate) struct Queue {
    /// Lines that were said.
    pub(crate) lines: usize,
    /// Requests, by operation.
    pub(crate) requests: BTreeMap<String, u64>,
}

/// Counts at the rate of the paced measurement.
pub(crate) async fn measure(services: &mut Services<'_>, plan: Plan, report: &mut Report) -> Outcome<()> {
    let server = SqsServer::start().await;
    let queue = server.queue("rings").await;
    let proxy = SqsProxy::start(server.url()).await;
    let mut turn = Turn::start(services, Contestant::Nwassik, |command| {
        command
            .env("SQS_QUEUE_URL", &queue)
            .env("AWS_ENDPOINT_URL", proxy.url())
            .env("AWS_REGION", "eu-west-3")
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test");
    })
    .await?;
    sleep(LAST_ANSWERS).await;
    let before = proxy.counts();
    let gap = Duration::from_secs(1) / RATE;
    turn.room.recite(gap, plan.measure).await;
    turn.settle().await?;
    sleep(LAST_ANSWERS).await;
    let mut requests = proxy.counts();
    for (operation, count) in &mut requests {
        *count -= before.get(operation).copied().unwrap_or_default();
    }
    turn.stop().await?;
    progress("queue     nwassik         done");
    let lines = usize::try_from(plan.measure.as_nanos() / gap.as_nanos())?;
    report.queue(Queue { lines, requests });
    Ok(())
}

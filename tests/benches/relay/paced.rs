//! A steady rate, far below what the machine can do: what a person waits.

use std::time::Duration;

use tests::fake_telegram::Summary;

use crate::Plan;
use crate::common::services::Services;
use crate::common::{Outcome, progress};
use crate::contestant::Contestant;
use crate::report::Report;
use crate::room::Wrong;
use crate::turn::Turn;

/// Lines a second.
pub(crate) const RATE: u32 = 500;

/// What one turn has shown.
#[derive(Debug, Clone)]
pub(crate) struct Paced {
    /// From saying to hearing.
    pub(crate) latency: Summary,
    /// How late the latest line was said: above a few milliseconds, the machine was too busy.
    pub(crate) late: Duration,
    /// What went wrong.
    pub(crate) wrong: Wrong,
}

/// Gives everybody one turn.
pub(crate) async fn measure(
    services: &mut Services<'_>,
    contestants: &[Contestant],
    plan: Plan,
    report: &mut Report,
) -> Outcome<()> {
    for &contestant in contestants {
        let mut turn = Turn::start(services, contestant, |_| {}).await?;
        let gap = Duration::from_secs(1) / RATE;
        turn.room.recite(gap, plan.warm_up).await;
        let (latencies, late) = turn.room.recite(gap, plan.measure).await;
        let wrong = turn.settle().await?;
        turn.stop().await?;
        progress(&format!("paced     {:<15} done", contestant.name()));
        report.paced(contestant, Paced { latency: Summary::of(latencies), late, wrong });
    }
    Ok(())
}

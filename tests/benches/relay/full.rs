//! As fast as it goes: everybody says the next line once one of theirs was heard.

use std::time::Instant;

use tests::fake_telegram::Summary;

use crate::Plan;
use crate::common::process::megabytes;
use crate::common::services::{Cpu, Services};
use crate::common::{Outcome, progress};
use crate::contestant::Contestant;
use crate::report::Report;
use crate::room::Wrong;
use crate::turn::Turn;

/// Lines of one person that are on their way at once.
pub(crate) const AT_ONCE: usize = 3;

/// What one turn has shown.
#[derive(Debug, Clone)]
pub(crate) struct Full {
    /// Lines that were heard, a second.
    pub(crate) rate: f64,
    /// From saying to hearing.
    pub(crate) latency: Summary,
    /// Processor seconds for 1,000 lines.
    pub(crate) cpu: Cpu,
    /// The program's memory before and after, in MB.
    pub(crate) memory: [f64; 2],
    /// What went wrong.
    pub(crate) wrong: Wrong,
}

/// Gives everybody their turns, in rounds, so that what else the machine does hits all alike.
pub(crate) async fn measure(
    services: &mut Services<'_>,
    contestants: &[Contestant],
    plan: Plan,
    report: &mut Report,
) -> Outcome<()> {
    for round in 1..=plan.rounds {
        for &contestant in contestants {
            let full = take_turn(services, contestant, plan).await?;
            let (name, rounds, Full { rate, latency, .. }) = (contestant.name(), plan.rounds, &full);
            let p99 = f64::from(latency.p99) / 1000.0;
            progress(&format!("full {round}/{rounds}  {name:<15} {rate:>7.0} lines/s  p99 {p99:>7.1} ms"));
            report.full(contestant, full);
        }
    }
    Ok(())
}

async fn take_turn(services: &mut Services<'_>, contestant: Contestant, plan: Plan) -> Outcome<Full> {
    let mut turn = Turn::start(services, contestant, |_| {}).await?;
    (0..AT_ONCE).for_each(|_| turn.room.everybody_speaks());
    turn.room.talk(plan.warm_up).await;
    let (began, cpu) = (Instant::now(), services.cpu(turn.bot.pid)?);
    let latencies = turn.room.talk(plan.measure).await;
    let (took, cpu) = (began.elapsed(), services.cpu(turn.bot.pid)?.since(cpu));
    let wrong = turn.settle().await?;
    let lines = latencies.len() as f64;
    let full = Full {
        rate: lines / took.as_secs_f64(),
        latency: Summary::of(latencies),
        cpu: cpu.per(lines / 1000.0),
        memory: [turn.idle, megabytes(turn.bot.pid, "VmRSS:")?],
        wrong,
    };
    turn.stop().await?;
    Ok(full)
}

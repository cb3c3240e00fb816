//! As fast as it goes: everybody does the next step as soon as the reply to the last has come.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tests::fake_telegram::{Span, Summary};
use tokio::task::JoinSet;

use crate::Plan;
use crate::common::process::megabytes;
use crate::common::services::{Cpu, Services};
use crate::common::{Outcome, progress};
use crate::contestant::{Contestant, Pace};
use crate::people::{Person, Stuck};
use crate::report::Report;
use crate::turn::Turn;

/// How many people fill in the form at once.
const PEOPLE: i64 = 300;

/// What one turn has shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures {
    /// Updates that were answered, a second.
    pub(crate) rate: f64,
    /// From an update to its reply.
    pub(crate) latency: Summary,
    /// Processor seconds for 1,000 updates.
    pub(crate) cpu: Cpu,
    /// The program's peak memory in MB.
    pub(crate) memory: f64,
    /// Calls that the platform refused.
    pub(crate) refused: u64,
    /// Messages and edits an update: above 1, a late one may be taken for the next reply.
    pub(crate) replies: f64,
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
            let (turn, people) = Turn::start(services, contestant, PEOPLE, Pace::Unlimited).await?;
            let figures = take_turn(services, &turn, people, plan).await;
            let figures = figures
                .map_err(|stuck| format!("{}: {stuck}\n{}", contestant.name(), turn.bot.last_words()))?;
            turn.stop().await?;
            let Figures { rate, latency, .. } = figures;
            let (name, rounds) = (contestant.name(), plan.rounds);
            let p99 = f64::from(latency.p99) / 1000.0;
            progress(&format!("form {round}/{rounds}  {name:<17} {rate:>7.0} updates/s  p99 {p99:>7.1} ms"));
            report.form(contestant, figures);
        }
    }
    Ok(())
}

async fn take_turn(
    services: &Services<'_>,
    turn: &Turn,
    people: Vec<Person>,
    plan: Plan,
) -> Outcome<Figures> {
    let over = Arc::new(AtomicBool::new(false));
    let mut crowd: JoinSet<_> =
        people.into_iter().map(|person| keep_going(person, Arc::clone(&over))).collect();
    crowd_for(&mut crowd, plan.warm_up).await?;
    turn.fake.reset();
    let (began, cpu) = (Instant::now(), services.cpu(turn.bot.pid)?);
    crowd_for(&mut crowd, plan.measure).await?;
    let (took, cpu) = (began.elapsed(), services.cpu(turn.bot.pid)?.since(cpu));
    let samples = turn.fake.samples(Span::Reply);
    let sent = turn.fake.count("sendMessage") + turn.fake.count("editMessageText");
    let refused = turn.fake.refused();
    over.store(true, Ordering::Relaxed);
    while let Some(ended) = crowd.join_next().await {
        ended??;
    }
    let updates = samples.len() as f64;
    let thousands = updates / 1000.0;
    Ok(Figures {
        rate: updates / took.as_secs_f64(),
        latency: Summary::of(samples),
        cpu: cpu.per(thousands),
        memory: megabytes(turn.bot.pid, "VmHWM:")?,
        refused,
        replies: sent as f64 / updates,
    })
}

/// Lets the crowd go on for a while; nobody may stop in it.
async fn crowd_for(crowd: &mut JoinSet<Result<(), Stuck>>, time: Duration) -> Outcome<()> {
    match tokio::time::timeout(time, crowd.join_next()).await {
        Err(_) => Ok(()),
        Ok(Some(ended)) => Ok(ended??),
        Ok(None) => Err("there is nobody".into()),
    }
}

async fn keep_going(mut person: Person, over: Arc<AtomicBool>) -> Result<(), Stuck> {
    while !over.load(Ordering::Relaxed) {
        person.go_on().await?;
    }
    Ok(())
}

//! A steady rate, with a platform that takes its time to answer.

use std::time::Duration;

use tests::fake_telegram::{Span, Summary};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use crate::Plan;
use crate::common::services::Services;
use crate::common::{Outcome, progress};
use crate::contestant::{Contestant, Pace};
use crate::people::{Person, Stuck};
use crate::report::Report;
use crate::turn::Turn;

/// What the platform takes to answer a call. Only an update that is there is handed over at once.
pub(crate) const DELAY: Duration = Duration::from_millis(50);

/// Updates a second.
const RATE: u32 = 300;

/// Enough people that somebody is always free, unless the program falls seconds behind.
const PEOPLE: i64 = 900;

/// What one turn has shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Steady {
    /// From an update to the moment when the call with its reply has been answered.
    pub(crate) latency: Summary,
    /// Updates that could not be offered because nobody was free: the program fell behind.
    pub(crate) skipped: u32,
    /// How late the latest update was offered: above a few milliseconds, the machine was too busy.
    pub(crate) late: Duration,
}

/// Gives everybody one turn.
pub(crate) async fn measure(
    services: &mut Services<'_>,
    contestants: &[Contestant],
    plan: Plan,
    report: &mut Report,
) -> Outcome<()> {
    for &contestant in contestants {
        let (turn, people) = Turn::start(services, contestant, PEOPLE, Pace::PerSecond(1000)).await?;
        turn.fake.delay(DELAY);
        let steady = take_turn(&turn, people, plan).await?;
        turn.stop().await?;
        progress(&format!("delay     {:<17} done", contestant.name()));
        report.steady(contestant, steady);
    }
    Ok(())
}

async fn take_turn(turn: &Turn, people: Vec<Person>, plan: Plan) -> Outcome<Steady> {
    let (back, mut free) = mpsc::unbounded_channel();
    for person in people {
        back.send(Ok(person))?;
    }
    let gap = Duration::from_secs(1) / RATE;
    let began = Instant::now();
    let measured = began + plan.warm_up;
    let (mut at, mut warm) = (began, false);
    let (mut skipped, mut late) = (0, Duration::ZERO);
    while at < measured + plan.measure {
        sleep_until(at).await;
        if at >= measured && !warm {
            warm = true;
            turn.fake.reset();
            (skipped, late) = (0, Duration::ZERO);
        }
        late = late.max(at.elapsed());
        match free.try_recv() {
            Ok(person) => {
                tokio::spawn(one_step(person?, back.clone()));
            }
            Err(_) => skipped += 1,
        }
        at += gap;
    }
    let delay = u32::try_from(DELAY.as_micros())?;
    let samples = turn.fake.samples(Span::Reply).into_iter().map(|micros| micros + delay);
    Ok(Steady { latency: Summary::of(samples.collect()), skipped, late })
}

async fn one_step(mut person: Person, back: mpsc::UnboundedSender<Result<Person, Stuck>>) {
    let done = person.go_on().await.map(|()| person);
    // At the end nobody waits for it any more.
    let _ = back.send(done);
}

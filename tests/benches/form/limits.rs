//! A platform that enforces its limits: 30 messages a second for the bot, one in each chat.

use std::time::{Duration, Instant};

use futures_util::future::join_all;

use crate::common::services::Services;
use crate::common::{Outcome, progress};
use crate::contestant::{Contestant, Pace};
use crate::people::Person;
use crate::report::Report;
use crate::turn::Turn;

/// How many people fill in the form once, all at the same time.
const PEOPLE: i64 = 60;

/// A reply that has not come by then is lost: an honest bot needs about 2 s, as 60 people share
/// 30 messages a second.
const PATIENCE: Duration = Duration::from_secs(20);

/// What one turn has shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limited {
    /// Updates that people offered.
    pub(crate) offered: usize,
    /// Replies that never came; the person then gives up.
    pub(crate) lost: usize,
    /// Calls that the platform refused for coming too fast.
    pub(crate) provoked: u64,
    /// How long it took until the last person was through.
    pub(crate) took: Duration,
}

/// Gives everybody one turn.
pub(crate) async fn measure(
    services: &mut Services<'_>,
    contestants: &[Contestant],
    report: &mut Report,
) -> Outcome<()> {
    for &contestant in contestants {
        let (turn, people) = Turn::start(services, contestant, PEOPLE, Pace::Telegram).await?;
        turn.fake.strict_limits(true);
        let steps = contestant.round().len();
        let began = Instant::now();
        let walks = join_all(people.into_iter().map(|person| walk(person, steps))).await;
        let limited = Limited {
            offered: walks.iter().map(|replies| (replies + 1).min(steps)).sum(),
            lost: walks.iter().filter(|replies| **replies < steps).count(),
            provoked: turn.fake.limits_provoked(),
            took: began.elapsed(),
        };
        turn.stop().await?;
        progress(&format!("limits    {:<17} done", contestant.name()));
        report.limited(contestant, limited);
    }
    Ok(())
}

/// How many replies came.
async fn walk(mut person: Person, steps: usize) -> usize {
    person.set_patience(PATIENCE);
    for replies in 0..steps {
        if person.go_on().await.is_err() {
            return replies;
        }
    }
    steps
}

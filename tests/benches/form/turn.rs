//! One contestant's turn: started on empty stores, with people who are ready to fill in the form.

use std::time::Duration;

use futures_util::future::try_join_all;
use tests::fake_telegram::{FakeTelegram, Options};

use crate::common::Outcome;
use crate::common::process::Running;
use crate::common::services::Services;
use crate::contestant::{Contestant, Pace};
use crate::people::{Person, Stuck};

/// How long a program may take to start, and a lost reply to be called lost.
const PATIENCE: Duration = Duration::from_secs(60);

/// A contestant at work.
pub(crate) struct Turn {
    pub(crate) fake: FakeTelegram,
    pub(crate) bot: Running,
}

impl Turn {
    /// Starts the program and brings so many people to the point where they can open the form.
    pub(crate) async fn start(
        services: &mut Services<'_>,
        contestant: Contestant,
        people: i64,
        pace: Pace,
    ) -> Outcome<(Self, Vec<Person>)> {
        let database = services.fresh().await?;
        let fake = FakeTelegram::start_with(Options { record: false, ..Options::default() }).await?;
        let command = contestant.command(services.places, &fake, &database, pace);
        let log = services.places.logs.join(format!("{contestant:?}.log").to_lowercase());
        let mut bot = Running::start(command, log)?;
        let people =
            (1..=people).map(|number| Person::new(&fake, number, contestant.round(), PATIENCE)).collect();
        let ready = tokio::select! {
            ready = prepare(contestant, people) => ready.map_err(|stuck| stuck.to_string()),
            status = bot.ended() => Err(format!("it ended, {}", status?)),
        };
        let people = ready.map_err(|why| {
            format!("{} is not ready: {why}\nits last words:\n{}", contestant.name(), bot.last_words())
        })?;
        services.settle().await?;
        Ok((Self { fake, bot }, people))
    }

    /// Ends it.
    pub(crate) async fn stop(self) -> Outcome<()> {
        self.bot.stop().await
    }
}

/// The first person walks through the whole form alone, which shows that the program is up and that
/// all its replies are right; the others only get ready.
async fn prepare(contestant: Contestant, mut people: Vec<Person>) -> Result<Vec<Person>, Stuck> {
    let asks = contestant.asks_language();
    if let Some(first) = people.first_mut() {
        if asks {
            first.choose_language().await?;
        }
        for _ in contestant.round() {
            first.go_on().await?;
        }
    }
    if asks {
        try_join_all(people.iter_mut().skip(1).map(Person::choose_language)).await?;
    }
    Ok(people)
}

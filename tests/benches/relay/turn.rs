//! One contestant's turn: started on an empty database, with people who talk in pairs.

use std::time::Duration;

use sqlx::PgPool;
use tests::fake_telegram::{FakeTelegram, Options};
use tests::pairs;
use tokio::process::Command;
use tokio::time::{Instant, sleep};

use crate::common::Outcome;
use crate::common::process::{Running, megabytes};
use crate::common::product::product;
use crate::common::services::Services;
use crate::contestant::Contestant;
use crate::room::{Room, Wrong};

/// Conversations.
pub(crate) const PAIRS: i64 = 200;

/// The chat of the first person; the others follow it, and neighbours talk to each other.
pub(crate) const FIRST_CHAT: i64 = 10_000;

/// How long a program may take to start, and a lost line to be called lost.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a program has nothing to do before it is asked how much memory that takes.
const IDLE: Duration = Duration::from_secs(2);

/// A contestant at work.
pub(crate) struct Turn {
    pub(crate) bot: Running,
    pub(crate) room: Room,
    /// The memory that it holds before anybody says anything, in MB.
    pub(crate) idle: f64,
    contestant: Contestant,
    database: PgPool,
    /// The platform, which ends when this is dropped.
    _fake: FakeTelegram,
}

impl Turn {
    /// Starts the program, after its command was changed like this, and lets everybody say a line.
    pub(crate) async fn start(
        services: &mut Services<'_>,
        contestant: Contestant,
        change: impl FnOnce(&mut Command),
    ) -> Outcome<Self> {
        let url = services.fresh().await?;
        let database = PgPool::connect(&url).await?;
        let fake = FakeTelegram::start_with(Options { record: false, ..Options::default() }).await?;
        if contestant == Contestant::Nwassik {
            let migrated = product(services.places, &fake, &url, "migrate").output().await?;
            if !migrated.status.success() {
                return Err(String::from_utf8_lossy(&migrated.stderr).into_owned().into());
            }
            let bot = fake.token().split(':').next().unwrap_or_default();
            pairs::make(&database, bot, PAIRS).await;
        }
        let mut command = contestant.command(services.places, &fake, &url);
        change(&mut command);
        let log = services.places.logs.join(format!("{contestant:?}.log").to_lowercase());
        let mut bot = Running::start(command, log)?;
        ready(&fake, &mut bot).await?;
        sleep(IDLE).await;
        let idle = megabytes(bot.pid, "VmRSS:")?;
        let room = Room::new(&fake, FIRST_CHAT..FIRST_CHAT + 2 * PAIRS);
        let mut turn = Self { bot, room, idle, contestant, database, _fake: fake };
        turn.room.everybody_speaks();
        let lost = turn.settle().await?.lost;
        if lost > 0 {
            let last = turn.bot.last_words();
            return Err(format!("{lost} first lines were not heard; its last words:\n{last}").into());
        }
        services.settle().await?;
        Ok(turn)
    }

    /// Waits until everything that was said was heard, or is lost. What went wrong up to now.
    pub(crate) async fn settle(&mut self) -> Outcome<Wrong> {
        let wrong = self.room.settle(PATIENCE).await;
        match &wrong.words {
            Some(words) => {
                let (name, last) = (self.contestant.name(), self.bot.last_words());
                Err(format!("{name} said what is no line:\n{words}\nits last words:\n{last}").into())
            }
            None => Ok(wrong),
        }
    }

    /// Ends it. The product must have sealed everything.
    pub(crate) async fn stop(self) -> Outcome<()> {
        if self.contestant == Contestant::Nwassik {
            let sql = "SELECT count(*) FROM event WHERE position('line '::bytea IN body) > 0";
            let open: i64 = sqlx::query_scalar(sql).fetch_one(&self.database).await?;
            if open > 0 {
                return Err(format!("{open} lines stand in the database unsealed").into());
            }
        }
        self.database.close().await;
        self.bot.stop().await
    }
}

/// Waits until the program asks for updates.
async fn ready(fake: &FakeTelegram, bot: &mut Running) -> Outcome<()> {
    let deadline = Instant::now() + PATIENCE;
    while !fake.is_polled() {
        let ended = tokio::time::timeout(Duration::from_millis(50), bot.ended()).await;
        if ended.is_ok() || Instant::now() > deadline {
            return Err(format!("it does not start; its last words:\n{}", bot.last_words()).into());
        }
    }
    Ok(())
}

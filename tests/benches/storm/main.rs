//! The storm bench: a request that thousands wait for, on a platform that enforces its limits, while
//! other people go on using the bot. `tests/benches/run storm` starts this.

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "what other benches need is there as well")]
mod common;
mod crowd;
mod report;

use std::io::Write as _;
use std::time::Duration;

use clap::Parser;
use sqlx::PgPool;
use tests::fake_telegram::{FakeTelegram, Options as FakeOptions};
use tokio::time::{Instant, sleep};

use common::process::Running;
use common::product::product;
use common::services::Services;
use common::{Outcome, Places, progress};
use crowd::Crowd;
use report::Report;

/// How long the product may take to start, and the last push to come.
const PATIENCE: Duration = Duration::from_secs(60);

/// Measures a storm of pushes. Start it with `tests/benches/run storm`.
#[derive(Debug, Parser)]
struct Options {
    /// A tenth of the pushes: shows that everything runs, says little.
    #[arg(long)]
    quick: bool,
    /// Messages a second that the platform takes of the bot. Telegram takes 30, with which this lasts
    /// five minutes and a half.
    #[arg(long, default_value_t = 100)]
    rate: u32,
    #[command(flatten)]
    places: Places,
    /// Passed by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let options = Options::parse();
    tokio::select! {
        // Dropping the run kills the program under test, which is a child of this process.
        ended = run(&options) => ended,
        interrupted = tokio::signal::ctrl_c() => {
            interrupted?;
            Err("interrupted".into())
        }
    }
}

async fn run(options: &Options) -> Outcome<()> {
    let count = if options.quick { 1000 } else { 10_000 };
    let mut services = Services::connect(&options.places).await?;
    let url = services.fresh().await?;
    let fake = FakeTelegram::start_with(FakeOptions { record: false, ..FakeOptions::default() }).await?;
    let migrated = product(&options.places, &fake, &url, "migrate").output().await?;
    if !migrated.status.success() {
        return Err(String::from_utf8_lossy(&migrated.stderr).into_owned().into());
    }
    let database = PgPool::connect(&url).await?;
    let mut crowd = Crowd::gather(&database, &fake, count).await?;
    progress(&format!("{count} people wait"));
    let mut command = product(&options.places, &fake, &url, "serve");
    command.env("TELEGRAM_PER_SECOND", options.rate.to_string());
    let mut bot = Running::start(command, options.places.logs.join("storm.log"))?;
    ready(&fake, &mut bot).await?;
    fake.strict_limits_of(options.rate);
    crowd.somebody_asks(&database).await?;
    let longest = Duration::from_secs(u64::from(count / options.rate)) + PATIENCE;
    let storm = crowd.watch(longest).await;
    // Nothing comes twice, also not later.
    sleep(Duration::from_secs(3)).await;
    crowd.listen();
    let counts: Vec<(String, i64)> =
        sqlx::query_as("SELECT state, count(*) FROM push GROUP BY state").fetch_all(&database).await?;
    let report = Report {
        rate: options.rate,
        people: count,
        storm,
        lost: crowd.lost(),
        doubled: crowd.doubled(),
        replies: crowd.replies(),
        unanswered: crowd.unanswered(),
        refused: fake.limits_provoked(),
        counts,
    };
    bot.stop().await?;
    Ok(write!(std::io::stdout(), "{report}")?)
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

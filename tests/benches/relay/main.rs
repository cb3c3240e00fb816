//! The relay bench: hundreds of people talk in pairs through the product, and through a relay of the
//! classic design. `tests/benches/run relay` sets everything up and starts this.

#[path = "../common/mod.rs"]
mod common;
mod contestant;
mod full;
mod paced;
mod queue;
mod report;
mod room;
mod turn;

use std::io::Write as _;
use std::time::Duration;

use clap::{Parser, ValueEnum};

use common::services::Services;
use common::{Outcome, Places};
use contestant::Contestant;
use report::Report;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// As fast as it goes.
    Full,
    /// 500 lines a second.
    Paced,
    /// The same through SQS: what a line costs there.
    Queue,
}

/// Measures the relay. Start it with `tests/benches/run relay`, which passes the rest.
#[derive(Debug, Parser)]
struct Options {
    /// A few seconds for each contestant: shows that everything runs, says little about speed.
    #[arg(long)]
    quick: bool,
    /// What to measure.
    #[arg(long, value_delimiter = ',', default_value = "full,paced,queue")]
    only: Vec<Mode>,
    /// Who takes part.
    #[arg(long, value_delimiter = ',', default_value = "nwassik,notify")]
    contestants: Vec<Contestant>,
    /// How often everybody has a turn in the first measurement; the median counts.
    #[arg(long)]
    rounds: Option<usize>,
    #[command(flatten)]
    places: Places,
    /// Passed by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

/// How long everything takes.
#[derive(Debug, Clone, Copy)]
struct Plan {
    rounds: usize,
    warm_up: Duration,
    measure: Duration,
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
    let seconds = Duration::from_secs;
    let mut plan = if options.quick {
        Plan { rounds: 1, warm_up: seconds(2), measure: seconds(4) }
    } else {
        Plan { rounds: 3, warm_up: seconds(3), measure: seconds(12) }
    };
    plan.rounds = options.rounds.unwrap_or(plan.rounds).max(1);
    let mut services = Services::connect(&options.places).await?;
    let mut report = Report::default();
    if options.only.contains(&Mode::Full) {
        full::measure(&mut services, &options.contestants, plan, &mut report).await?;
    }
    if options.only.contains(&Mode::Paced) {
        paced::measure(&mut services, &options.contestants, plan, &mut report).await?;
    }
    if options.only.contains(&Mode::Queue) {
        queue::measure(&mut services, plan, &mut report).await?;
    }
    Ok(write!(std::io::stdout(), "{report}")?)
}

//! The speed bench: a six-step form, filled in by hundreds of people at once, against the same form
//! written with other tools. `tests/benches/run form` sets everything up and starts this.

#[path = "../common/mod.rs"]
mod common;
mod contestant;
mod delay;
mod form;
mod limits;
mod people;
mod report;
mod turn;

use std::io::Write as _;
use std::time::Duration;

use clap::{Parser, ValueEnum};

use common::services::Services;
use common::{Outcome, Places};
use contestant::Contestant;
use report::Report;

/// The three things that are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// As fast as it goes, everybody waiting for their replies.
    Form,
    /// A steady rate, with a platform that takes its time to answer.
    Delay,
    /// A platform that enforces its limits.
    Limits,
}

/// Measures the six-step form. Start it with `tests/benches/run form`, which passes the rest.
#[derive(Debug, Parser)]
struct Options {
    /// A few seconds for each contestant: shows that everything runs, says little about speed.
    #[arg(long)]
    quick: bool,
    /// What to measure.
    #[arg(long, value_delimiter = ',', default_value = "form,delay,limits")]
    only: Vec<Mode>,
    /// Who takes part.
    #[arg(long, value_delimiter = ',', default_value = "nwassik,aiogram,teloxide,bare")]
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
        Plan { rounds: 1, warm_up: seconds(1), measure: seconds(3) }
    } else {
        Plan { rounds: 5, warm_up: seconds(3), measure: seconds(8) }
    };
    plan.rounds = options.rounds.unwrap_or(plan.rounds).max(1);
    let mut services = Services::connect(&options.places).await?;
    let mut report = Report::default();
    if options.only.contains(&Mode::Form) {
        form::measure(&mut services, &options.contestants, plan, &mut report).await?;
    }
    if options.only.contains(&Mode::Delay) {
        delay::measure(&mut services, &options.contestants, plan, &mut report).await?;
    }
    if options.only.contains(&Mode::Limits) {
        limits::measure(&mut services, &options.contestants, &mut report).await?;
    }
    Ok(write!(std::io::stdout(), "{report}")?)
}

//! The speed bench: a six-step form, filled in by hundreds of people at once, against the same form
//! written with other tools. `tests/benches/run form` sets everything up and starts this.

mod contestant;
mod delay;
mod form;
mod limits;

mod people;
mod process;
mod report;
mod services;
mod turn;

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

use contestant::Contestant;
use report::Report;
use services::Services;

/// What goes wrong in a bench ends it; the words are all that is needed.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

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

/// What the start script has prepared.
#[derive(Debug, Parser)]
struct Places {
    /// The bench's own Postgres, without a database: `postgres://user@host:port`.
    #[arg(long, env = "FORM_POSTGRES")]
    postgres: String,
    /// The process of its postmaster.
    #[arg(long, env = "FORM_POSTGRES_PID")]
    postgres_pid: u32,
    /// The port of the bench's own Redis on this machine.
    #[arg(long, env = "FORM_REDIS_PORT")]
    redis_port: u16,
    /// Its process.
    #[arg(long, env = "FORM_REDIS_PID")]
    redis_pid: u32,
    /// The product's program.
    #[arg(long, env = "FORM_PRODUCT")]
    product: PathBuf,
    /// The folder of the programs that were built from `rivals`.
    #[arg(long, env = "FORM_RIVALS")]
    rivals: PathBuf,
    /// The Python that has aiogram.
    #[arg(long, env = "FORM_PYTHON")]
    python: PathBuf,
    /// The folder for the programs' logs.
    #[arg(long, env = "FORM_LOGS")]
    logs: PathBuf,
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

/// Says on the terminal what is going on; the results come at the end.
fn progress(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

//! What the benches share: the stores, the processes, the product, and lines that judge a figure.

pub(crate) mod goals;
pub(crate) mod process;
pub(crate) mod product;
pub(crate) mod services;

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Parser;

/// What goes wrong in a bench ends it; the words are all that is needed.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// What the start script has prepared.
#[derive(Debug, Parser)]
pub(crate) struct Places {
    /// The bench's own Postgres, without a database: `postgres://user@host:port`.
    #[arg(long, env = "BENCH_POSTGRES")]
    pub(crate) postgres: String,
    /// The process of its postmaster.
    #[arg(long, env = "BENCH_POSTGRES_PID")]
    pub(crate) postgres_pid: u32,
    /// The port of the bench's own Redis on this machine.
    #[arg(long, env = "BENCH_REDIS_PORT")]
    pub(crate) redis_port: u16,
    /// Its process.
    #[arg(long, env = "BENCH_REDIS_PID")]
    pub(crate) redis_pid: u32,
    /// The product's program.
    #[arg(long, env = "BENCH_PRODUCT")]
    pub(crate) product: PathBuf,
    /// The folder of the programs that were built from `rivals`.
    #[arg(long, env = "BENCH_RIVALS")]
    pub(crate) rivals: PathBuf,
    /// The folder for the programs' logs.
    #[arg(long, env = "BENCH_LOGS")]
    pub(crate) logs: PathBuf,
}

/// Says on the terminal what is going on; the results come at the end.
pub(crate) fn progress(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

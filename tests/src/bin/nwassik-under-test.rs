//! The product's own binary, built wherever the tests are, so that they can run and kill it.

use std::{io::Write, process::ExitCode};

use clap::Parser;
use nwassik::options::Options;

#[tokio::main]
async fn main() -> ExitCode {
    match nwassik::run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error may be gone as well; then the exit code says it.
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

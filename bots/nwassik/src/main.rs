//! The one binary of Nwassik Store.

#![forbid(unsafe_code)]

use std::{io::Write, process::ExitCode};

use clap::Parser;
use mimalloc::MiMalloc;
use nwassik::options::Options;

/// A step makes and drops hundreds of small texts on several threads at once. Measured with the form
/// of the bench, the system's allocator took a quarter of the processor time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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

//! Logs. Nothing that a person wrote and nothing that says who they are is ever logged.

use tracing_subscriber::{EnvFilter, fmt};

/// What is logged where `RUST_LOG` says nothing.
const USUAL: &str = "info,sqlx=warn,aws=warn,s3s=warn,hyper=warn";

/// Begins logging, to standard error.
pub(crate) fn begin(json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(USUAL));
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process, as tests do, keeps the first log.
    let _ = if json { log.json().try_init() } else { log.compact().try_init() };
}

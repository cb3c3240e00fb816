//! What survives when the process is killed: real processes, a real Postgres.

mod embedded;
mod keys;
mod points;
mod quiet;
mod speaker;
mod stress;
mod two;

/// The product's binary.
const PROGRAM: &str = env!("CARGO_BIN_EXE_nwassik-under-test");

//! The relay's promises under everything that may go wrong, on thousands of simulated worlds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "all of this is tests, also what stands outside a test function"
)]

mod calls;
mod checker;
mod clock;
mod found;
mod history;
mod minds;
mod model;
mod net;
mod process;
mod protocol;
mod rng;
mod screens;
mod script;
mod seeds;
mod server;
mod steps;
mod town;
mod weather;
mod wire;
mod world;

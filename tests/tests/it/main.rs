//! The one binary of integration tests: linking it once is faster than linking many.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "all of this is tests, also what stands outside a test function"
)]

mod bell;
mod chat;
mod crash;
mod health;
mod large;
mod limits;
mod market;
mod numbers;
mod operate;
mod relay;
mod telegram;
mod tidy;

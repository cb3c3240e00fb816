//! The one binary of integration tests: linking it once is faster than linking many.

mod bell;
mod chat;
mod crash;
mod market;
mod telegram;
mod tidy;

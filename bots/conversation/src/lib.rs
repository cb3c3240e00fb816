//! What the bot says and asks. Everything here is pure: [`step`] takes what a person did and
//! gives what to say and what to do. It does no I/O, reads no clock, draws no random number and
//! never waits, so all of it can be tested without a database.

pub mod call;
pub mod context;
pub mod event;
pub mod read;
pub mod say;

//! Chats as people have them, from what they do to what they read, without a database.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by them")]

mod aiming;
mod alerts;
mod answering;
mod bad_input;
mod browsing;
mod changes;
mod contacts;
mod controls;
mod dealing;
mod harness;
mod mine;
mod posting;
mod properties;
mod starting;
mod stray;
mod talking;
mod topics;
mod watching;

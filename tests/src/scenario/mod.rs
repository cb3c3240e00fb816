//! Chats as transcripts: what each person does, and exactly what each person then sees.
//!
//! A transcript is a text that needs no knowledge of the program to be read:
//!
//! ```text
//! # Amira needs something from Paris.
//! now: 2026-11-23 10:00
//! Amira on telegram (fr)
//! Karim on web (en)
//!
//! Amira: /start
//!   Amira sees
//!     | *Bonjour !*
//!     | [Publier] [Chercher]
//!
//! Amira taps [Publier]
//!   Amira sees (changed)
//!     | …
//! ```
//!
//! Lines with two spaces in front are what is seen; they are compared, and written anew by
//! `UPDATE_CHATS=1`. All others are kept as they are. See [`parse`] for what people can do.

mod change;
mod diff;
mod guard;
mod names;
pub mod parse;
mod seen;

pub use self::{
    change::changes,
    diff::diff,
    guard::{Leak, Secret, leak},
    names::Names,
    parse::{Deed, Malformed, Person, Scenario, Step},
    seen::{Button, Seen, Span, marked},
};

//! The market: one method of [`Unit`] is one use case, one `Unit` is one transaction.
//!
//! Where things are: use cases by what they are about (`people`, `requests`, `life`, `browse`, `saved`,
//! `conversations`, `closing`, `block`, `report`,
//! `offers`, `deals`, `dealing`, `meeting`, `deal_clock`, `ratings`, `files`), the only SQL in `tables`, files that people
//! send in `media` and `picture`, where they are kept in `blobs` (and taken away by `orphans`), the cipher in `seal`, keys in `vault`,
//! `masters` and `file_keys`. Nothing in here knows a chat platform's address of a person.

mod alerts;
mod answer;
pub mod blobs;
mod block;
mod browse;
mod circle;
mod closing;
pub mod conversations;
mod deal_clock;
pub mod dealing;
pub mod deals;
mod demo;
mod entropy;
mod erase;
mod error;
mod file_keys;
pub mod files;
pub mod floor;
mod life;
pub mod mailbox;
mod market;
pub mod masters;
mod matching;
pub mod media;
pub mod meeting;
mod mutes;
mod offers;
mod orphans;
mod people;
pub mod picture;
mod pushes;
pub mod qr;
mod ratings;
mod report;
mod requests;
mod saved;
pub mod seal;
mod tables;
mod trips;
mod unit;
pub mod vault;
mod watch;
mod words;

pub use self::{
    answer::Opening,
    demo::seed_demo,
    entropy::OsEntropy,
    error::MarketError,
    file_keys::KeptError,
    market::{Market, migrate},
    matching::Concerned,
    unit::Unit,
};

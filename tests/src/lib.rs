//! Peers, fixtures and drivers that the product's tests and benches share.

pub mod fake_telegram;

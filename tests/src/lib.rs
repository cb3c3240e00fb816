//! Peers, fixtures and drivers that the product's tests and benches share.

pub mod balancer;
pub mod fake_telegram;
pub mod fakes;
pub mod keys;
pub mod kms;
pub mod pairs;
pub mod postgres;
pub mod process;
pub mod redis;
pub mod scenario;
pub mod sqs;
pub mod sqs_proxy;

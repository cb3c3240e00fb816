//! The words of the market: values that cannot be wrong, and machines that cannot be driven wrongly.
//! Nothing in here does I/O, reads a clock or draws a random number.

pub mod account;
pub mod alert;
pub mod clock;
pub mod contact;
pub mod conversation;
pub mod deal;
pub mod entropy;
pub mod id;
pub mod media;
pub mod message;
pub mod money;
pub mod place;
pub mod push;
pub mod rating;
pub mod reaction;
pub mod refusal;
pub mod report;
pub mod request;
pub mod said;
pub mod text;
pub mod trip;
pub mod trust;

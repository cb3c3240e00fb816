//! Readers of what people type into a form: dates and amounts of money, in English, French,
//! Arabic and Tunisian in Latin letters.
//!
//! A reader understands the whole line or nothing: a word it does not know is never dropped,
//! since a date or a price that is half understood is worse than asking again.

pub mod amount;
pub mod date;
pub mod digits;
mod fold;

//! Readers of what people type, in English, French, Arabic and Tunisian in Latin letters.
//!
//! The readers of answers (a day, an amount, a weight) understand the whole line or nothing: a word they do not
//! know is never dropped, since a date or a price that is half understood is worse than asking again. [`request`]
//! finds these in the middle of free text.

pub mod amount;
pub mod date;
pub mod digits;
mod fold;
pub mod place;
pub mod request;
pub mod weight;
pub mod window;

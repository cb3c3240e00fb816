//! Under which keys alerts and trips are kept, and a request looks for them.

mod grid;
mod keys;
mod look;

pub(crate) use self::{
    keys::{of_alert, of_trip},
    look::{Look, of_content},
};

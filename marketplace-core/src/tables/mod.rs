//! The market's tables: the only SQL of this crate. No function in here begins or commits a
//! transaction, and none decides anything that the domain can decide.

pub(crate) mod account;
pub(crate) mod alert;
pub(crate) mod block;
pub(crate) mod browse;
pub(crate) mod conversation;
pub(crate) mod deal;
pub(crate) mod demo;
pub(crate) mod file;
pub(crate) mod floor;
pub(crate) mod key;
pub(crate) mod mailbox;
pub(crate) mod mute;
pub(crate) mod offer;
pub(crate) mod push;
pub(crate) mod rating;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod saved;
pub(crate) mod savepoint;
pub(crate) mod similar;
pub(crate) mod spot;
pub(crate) mod trip;
pub(crate) mod unsealed;
pub(crate) mod watch;
pub(crate) mod word;

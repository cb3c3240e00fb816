//! The bell says that a lane has work. It carries no content, may ring twice, late, out of order
//! or not at all: the work itself stands in the database, and the sweeper rings again.

mod local;
mod sqs;

use async_trait::async_trait;

pub use self::{local::LocalBell, sqs::SqsBell};

/// The lane that is rung for: the id of its endpoint.
pub type Lane = i64;

/// A ring that was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    /// The lane with work.
    pub lane: Lane,
    /// With what the bell is told that it was answered.
    pub receipt: String,
}

/// The bell is out of reach. The sweeper makes up for it.
#[derive(Debug, thiserror::Error)]
#[error("the bell cannot be reached: {0}")]
pub struct BellError(pub String);

/// The contract of a bell. One suite of tests runs on every implementation.
#[async_trait]
pub trait Bell: Send + Sync {
    /// Called after the commit that gave the lanes work.
    async fn ring(&self, lanes: &[Lane]) -> Result<(), BellError>;

    /// Waits for rings, at most 20 seconds; returns up to 10, or none when the time is over.
    /// A ring that is not answered comes again after the bell's visibility time.
    async fn listen(&self) -> Result<Vec<Ring>, BellError>;

    /// Called after the lane was released: these rings need not come again.
    async fn answered(&self, rings: &[Ring]) -> Result<(), BellError>;
}

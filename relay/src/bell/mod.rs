//! The bell says that a lane has work. It carries no content, may ring twice, late, out of order
//! or not at all: the work itself stands in the database, and the sweeper rings again.

mod gather;
mod local;
pub mod queue;
mod sqs;

use std::time::Duration;

use async_trait::async_trait;

pub use self::{local::LocalBell, sqs::SqsBell};

/// The lane that is rung for: the id of its endpoint.
pub type Lane = i64;

/// A ring that was heard so often and never answered is a dead letter: whoever works at its lane
/// fails, or dies.
pub const MOST_TIMES: u32 = 10;
/// The longest that somebody listens at once: as long as SQS lets a poll wait
/// (docs.aws.amazon.com/AWSSimpleQueueService, "short and long polling").
const LONGEST_WAIT: Duration = Duration::from_secs(20);
/// As many as SQS takes and gives at once (same place, "message quotas").
const MOST_AT_ONCE: usize = 10;

/// A ring that was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    /// The lane with work.
    pub lane: Lane,
    /// With what the bell is told that it was answered.
    pub receipt: Receipt,
    /// How often it was heard, this time included.
    pub times: u32,
}

/// Where a ring comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receipt {
    /// A bell in this process.
    Here(u64),
    /// The queue.
    Queue(String),
    /// The queue of dead letters.
    DeadLetters(String),
}

/// The bell is out of reach. The sweeper makes up for it.
#[derive(Debug, thiserror::Error)]
#[error("the bell cannot be reached: {0}")]
pub struct BellError(pub String);

/// The contract of a bell. One suite of tests runs on every implementation.
#[async_trait]
pub trait Bell: Send + Sync {
    /// Called after the commit that gave the lanes work. It may ring a moment later, together with
    /// others.
    async fn ring(&self, lanes: &[Lane]) -> Result<(), BellError>;

    /// Waits for rings, at most 20 seconds; returns up to 10, or none when the time is over.
    /// A ring that is not answered comes again after the bell's visibility time, until it was heard
    /// [`MOST_TIMES`] times.
    async fn listen(&self) -> Result<Vec<Ring>, BellError>;

    /// Called after the lane was released: these rings need not come again. Also called for dead
    /// letters that were seen to.
    async fn answered(&self, rings: &[Ring]) -> Result<(), BellError>;

    /// Called where the lane could not be worked at: the ring comes again after `wait` instead of
    /// the visibility time.
    async fn again(&self, ring: &Ring, wait: Duration) -> Result<(), BellError>;

    /// Up to 10 dead letters, without waiting for any. Those that are not answered are told again
    /// later.
    async fn dead_letters(&self) -> Result<Vec<Ring>, BellError>;

    /// Waits until everything that the bell was told has left this process.
    async fn settle(&self);
}

//! Topics: parts of one chat that a platform shows each on its own, under a name.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::DeliverError;

/// The longest name of a topic, in characters (core.telegram.org/bots/api#createforumtopic: 1-128).
pub const MOST_OF_TOPIC_NAME: usize = 128;

/// A platform's id of a topic, unique in its chat. Its `Debug` form hides it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TopicId(pub String);

impl fmt::Debug for TopicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TopicId(…)")
    }
}

/// Why something was not shown in a topic.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TopicError {
    /// Not in this topic: it is gone, or the platform takes nothing there. Nothing was shown; outside of
    /// the topic it may be.
    #[error("it cannot be shown in this topic")]
    NotThere,
    /// Whatever can be wrong outside of a topic as well.
    #[error(transparent)]
    Failed(#[from] DeliverError),
}

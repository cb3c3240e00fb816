//! The relay's tables. Next to the market's own tables this is the only SQL there is. No function
//! in here begins or commits a transaction.

pub(crate) mod body;
pub(crate) mod changes;
pub(crate) mod due;
pub(crate) mod endpoint;
pub(crate) mod erased;
pub(crate) mod files;
pub(crate) mod floor;
pub(crate) mod inbox;
pub(crate) mod lane;
pub(crate) mod log;
pub(crate) mod push;
pub(crate) mod quarantine;
pub(crate) mod quick;
pub(crate) mod reply;
pub(crate) mod topic;
pub(crate) mod tries;
pub(crate) mod unsealed;
pub(crate) mod window;

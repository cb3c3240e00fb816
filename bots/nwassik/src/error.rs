//! Why the program cannot start. Each is one sentence that says what is wrong and what helps.

use crate::{config::ConfigError, embedded::EmbeddedError, keys::KeysError};

/// Why the program cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A variable is wrong.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// An embedded server does not start.
    #[error("{0}")]
    Embedded(#[from] EmbeddedError),
    /// The database does not answer. The error is not shown: it may hold the address.
    #[error(
        "The database does not answer. Check that DATABASE_URL is right and that the server runs, or unset it to use the embedded one."
    )]
    Database(#[source] sqlx::Error),
    /// The embedded server ended while it was needed.
    #[error(
        "The embedded Postgres ended by itself; its log is postgres.log in the data folder. Start again: nothing is lost."
    )]
    DatabaseLost,
    /// The database cannot be brought up to date.
    #[error("The database cannot be brought up to date: {0}.")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    /// The queue cannot be used.
    #[error("SQS_QUEUE_URL cannot be used: {0}.")]
    Queue(#[from] relay::bell::queue::QueueError),
    /// Redis cannot be used.
    #[error("REDIS_URL cannot be used: {0}.")]
    Limits(#[from] relay::limiter::ConnectError),
    /// An operator named a lane that goes on as it is.
    #[error("No lane {0} is in quarantine; `nwassik admin requeue` lists those that are.")]
    NotQuarantined(i64),
    /// There is no master key to work with.
    #[error("{0}")]
    Keys(#[from] KeysError),
    /// There is no such conversation.
    #[error("There is no conversation of that id.")]
    NoConversation,
    /// A use case failed.
    #[error("The market does not open: {0}.")]
    Market(#[from] marketplace_core::MarketError),
    /// Files from before cannot be sealed.
    #[error("Files from before cannot be sealed: {0}.")]
    Files(#[from] marketplace_core::KeptError),
    /// Telegram does not let us in.
    #[error("{0}")]
    Telegram(#[from] telegram::ConnectError),
    /// Discord does not let us in.
    #[error("{0}")]
    Discord(#[from] discord::ConnectError),
    /// Messenger does not let us in.
    #[error("{0}")]
    Messenger(#[from] messenger::ConnectError),
    /// The web's address is taken.
    #[error(
        "Nothing can listen on {address}: {cause}. Set HTTP_ADDR to another address, such as 127.0.0.1:8090."
    )]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The terminal client ended badly.
    #[error("{0}")]
    Chat(#[from] crate::chat::ChatError),
    /// Standard output is gone.
    #[error("Nothing can be written: {0}.")]
    Output(#[from] std::io::Error),
}

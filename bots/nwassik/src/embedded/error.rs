//! Why an embedded server could not start or stop, in sentences for whoever runs the product.

use std::io;
use std::path::{Path, PathBuf};

/// Why an embedded server could not start or stop. Every text says what to do where something
/// can be done.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// No folder with PostgreSQL's programs was found.
    #[error(
        "no PostgreSQL was found: run `sudo apt-get install postgresql`, or set NWASSIK_PG_BIN to \
         the folder that holds its programs, or set DATABASE_URL to a server of your own"
    )]
    NoPostgres,
    /// The folder named by the operator holds no PostgreSQL.
    #[error(
        "NWASSIK_PG_BIN is {0}, which does not hold PostgreSQL's programs `postgres` and `initdb`: \
         name a folder like /usr/lib/postgresql/15/bin"
    )]
    NotPostgres(PathBuf),
    /// The data was made by a major version that is not installed any more.
    #[error(
        "the data in {cluster} was made by PostgreSQL {wanted}, which was not found: run `sudo \
         apt-get install postgresql-{wanted}`, or set NWASSIK_PG_BIN to the folder of its programs"
    )]
    WrongVersion {
        /// The folder of the database.
        cluster: PathBuf,
        /// The major version that made it.
        wanted: u32,
    },
    /// Another process of the product works on the same data.
    #[error(
        "another nwassik already runs on {0}: stop it first, or set NWASSIK_DATA_DIR to a folder \
         of its own for this one"
    )]
    Busy(PathBuf),
    /// The database belongs to an account that this process cannot act as.
    #[error(
        "the database in {0} belongs to another user of this machine (was it made with sudo?): \
         start as that user or as root, or set NWASSIK_DATA_DIR to another folder"
    )]
    Foreign(PathBuf),
    /// Started as root, and no account exists that PostgreSQL could run as.
    #[error(
        "PostgreSQL refuses to run as root, and this machine has neither a user `postgres` nor \
         `nobody`: start as an ordinary user, or set DATABASE_URL to a server of your own"
    )]
    NoAccount,
    /// The account that PostgreSQL runs as cannot enter a folder.
    #[error(
        "the account that runs PostgreSQL cannot enter {0}: make the folder and those above it \
         enterable (`chmod a+x`), or set NWASSIK_DATA_DIR or NWASSIK_PG_BIN to another one"
    )]
    Unreachable(PathBuf),
    /// No folder could be had that is short, private and enterable enough for a socket.
    #[error(
        "no private folder for PostgreSQL's socket could be made in {0}: remove what is in its \
         place, or set NWASSIK_DATA_DIR to a shorter path"
    )]
    SocketFolder(PathBuf),
    /// `initdb` failed.
    #[error("PostgreSQL could not create its database: {0}")]
    InitDb(String),
    /// The server ended while it was starting.
    #[error("PostgreSQL ended while starting ({reason}); see {log}")]
    EndedEarly {
        /// The last complaint in its log.
        reason: String,
        /// Its log.
        log: PathBuf,
    },
    /// The server did not get ready, or did not end, in time.
    #[error("PostgreSQL took too long to {doing}; see {log}")]
    TooSlow {
        /// What was waited for.
        doing: &'static str,
        /// Its log.
        log: PathBuf,
    },
    /// The server answered, but refused.
    #[error("PostgreSQL refused the first connection: {0}")]
    Database(#[from] sqlx::Error),
    /// The operating system refused something.
    #[error("could not {doing} {path}: {source}")]
    Io {
        /// What was tried, as a verb.
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder of the blobs could not be opened.
    #[error("could not open {path} as a blob store: {reason}")]
    Blobs {
        /// The folder.
        path: PathBuf,
        /// What was wrong with it.
        reason: String,
    },
    /// The system gave no random bytes for the access keys.
    #[error("the system gave no random bytes: {0}")]
    Entropy(getrandom::Error),
}

impl EmbeddedError {
    /// A closure for `map_err` that says what was tried on which path.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { doing, path, source }
    }
}

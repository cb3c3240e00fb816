//! What is wrong with master keys, in words that help.

use std::path::PathBuf;

use marketplace_core::MarketError;

/// Why there is no master key to work with.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// Others can read the key file.
    #[error("{path} holds the master key and others can read it: run chmod 600 {path}", path = .0.display())]
    Exposed(PathBuf),
    /// The key file cannot be read or written.
    #[error("The master key cannot be kept in {path}: {cause}.", path = .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The key file holds something else.
    #[error(
        "{path} does not hold master keys, one a line in base64: put back the copy that you kept.",
        path = .0.display()
    )]
    NoKeys(PathBuf),
    /// The database is sealed with another key.
    #[error(
        "The database is sealed with a master key that is not here: set NWASSIK_MASTER_KEY, \
         NWASSIK_MASTER_KEY_OLD or KMS_KEY_ID as where it was used last, or put its master.key into the \
         data folder."
    )]
    Unknown,
    /// The master key is to be changed to itself.
    #[error(
        "NWASSIK_MASTER_KEY is in use already: set a new one (openssl rand -base64 32) and the present one \
         as NWASSIK_MASTER_KEY_OLD, restart every process with them, and try again."
    )]
    SameKey,
    /// Amazon's key service did not do it.
    #[error(
        "Amazon's key service does not keep the master key: {0}. Check KMS_KEY_ID, and that our \
         credentials may use it for kms:GenerateDataKey and kms:Decrypt."
    )]
    Kms(String),
    /// The database failed.
    #[error("The master keys cannot be looked up: {0}.")]
    Market(#[source] MarketError),
}

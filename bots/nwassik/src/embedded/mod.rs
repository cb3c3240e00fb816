//! The servers that a start without configuration brings along: a real Postgres run as a child
//! process, and an S3 server inside this process over a folder.
//!
//! The rest of the product speaks to both exactly as it would to remote ones, so there is one
//! dialect of SQL and one way to store a picture, whatever the size of the installation.

mod binaries;
mod child;
mod error;
mod leftover;
mod lock;
mod place;
mod postgres;
mod s3;

pub use error::EmbeddedError;
pub use postgres::EmbeddedPostgres;
pub use s3::{EmbeddedS3, S3Credentials};

//! An S3 server inside this process, over a folder: pictures are stored in the same way with and
//! without a cloud.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use secrecy::{ExposeSecret, SecretString};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::{EmbeddedError, lock};

/// The one bucket, which is there from the start.
const BUCKET: &str = "nwassik";
/// How long the server waits after it could not accept a connection.
const RETRY: Duration = Duration::from_millis(100);

/// What a client signs its requests with. Made anew at every start and never written down.
#[derive(Debug, Clone)]
pub struct S3Credentials {
    /// Names the key; not a secret by itself.
    pub access_key: String,
    /// Signs.
    pub secret_key: SecretString,
}

/// An S3 server on a free port of the loopback interface, serving `<data_dir>/blobs`.
/// It ends when dropped; an object is whole or absent, whenever that happens.
///
/// Keys must stay below 160 bytes: they become, encoded, names of files.
///
/// Objects are not forced to the disk one by one: the last seconds before a power cut may be
/// missing. Whoever needs more uses a real S3.
#[derive(Debug)]
pub struct EmbeddedS3 {
    address: SocketAddr,
    credentials: S3Credentials,
    server: JoinHandle<()>,
    // Two servers on one folder would overwrite each other's unfinished files.
    _lock: File,
}

impl EmbeddedS3 {
    /// Starts serving the blobs of a data folder, which is made if it is missing. Must be called
    /// within a tokio runtime with I/O.
    ///
    /// # Errors
    /// [`EmbeddedError`], when the folder cannot be made or opened, or no port is free.
    pub async fn start(data_dir: &Path) -> Result<Self, EmbeddedError> {
        let root = data_dir.join("blobs");
        fs::create_dir_all(root.join(BUCKET)).map_err(EmbeddedError::io("create", &root))?;
        let lock = lock::take(data_dir, "blobs.lock")?;
        let credentials =
            S3Credentials { access_key: random_hex::<10>()?, secret_key: random_hex::<32>()?.into() };
        let service = open(&root, &credentials)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .map_err(EmbeddedError::io("find a port to serve", &root))?;
        let address = listener.local_addr().map_err(EmbeddedError::io("find a port to serve", &root))?;
        Ok(Self { address, credentials, server: tokio::spawn(serve(listener, service)), _lock: lock })
    }

    /// The address to give to an S3 client, which must address buckets in the path.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What this start's clients sign with.
    pub fn credentials(&self) -> &S3Credentials {
        &self.credentials
    }

    /// The name of the one bucket.
    pub fn bucket(&self) -> &'static str {
        BUCKET
    }
}

impl Drop for EmbeddedS3 {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn open(root: &Path, credentials: &S3Credentials) -> Result<S3Service, EmbeddedError> {
    let files = FileSystem::new(root)
        .map_err(|error| EmbeddedError::Blobs { path: root.to_owned(), reason: format!("{error:?}") })?;
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(
        credentials.access_key.clone(),
        credentials.secret_key.expose_secret(),
    ));
    Ok(service.build())
}

async fn serve(listener: TcpListener, service: S3Service) {
    // Owned by this task, so that ending the task ends the connections.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve_connection(stream, service.clone()));
                }
                // Out of file handles, most likely: give the open connections time to end.
                Err(error) => {
                    tracing::warn!(%error, "the embedded S3 could not accept a connection");
                    tokio::time::sleep(RETRY).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve_connection(stream: TcpStream, service: S3Service) {
    // Otherwise the last bytes of an answer may wait for the client's acknowledgement of the first.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "the embedded S3 could not set TCP_NODELAY");
    }
    let server = Builder::new(TokioExecutor::new()).http1_only();
    if let Err(error) = server.serve_connection(TokioIo::new(stream), service).await {
        tracing::debug!(%error, "a connection to the embedded S3 broke");
    }
}

fn random_hex<const BYTES: usize>() -> Result<String, EmbeddedError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(EmbeddedError::Entropy)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
#[path = "s3_tests.rs"]
mod tests;

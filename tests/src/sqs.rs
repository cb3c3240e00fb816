//! A third-party server that speaks SQS, run for a test.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
    process::Stdio,
    time::Duration,
};

use aws_sdk_sqs::{
    Client,
    config::{BehaviorVersion, Credentials, Region},
};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use relay::bell::queue;
use tokio::process::{Child, Command};

/// How long the server may take to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; it ends when this is dropped.
pub struct SqsServer {
    url: String,
    _process: Child,
    _folder: tempfile::TempDir,
}

impl SqsServer {
    /// Starts the server that the set-up of the tests installed.
    ///
    /// # Panics
    /// Where it is not installed or does not start: a test cannot go on without its peer.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its peer")]
    pub async fn start() -> Self {
        let (port, process, folder) = spawn("sqs");
        let server = Self { url: format!("http://127.0.0.1:{port}"), _process: process, _folder: folder };
        tokio::time::timeout(PATIENCE, server.ready()).await.expect("ministack answers");
        server
    }

    async fn ready(&self) {
        let client = self.client();
        while client.list_queues().send().await.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Its address, for `AWS_ENDPOINT_URL`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A client of it.
    pub fn client(&self) -> Client {
        client(&self.url)
    }

    /// The address of a queue of that name, whether it was made or not.
    pub fn address(&self, name: &str) -> String {
        format!("{}/000000000000/{name}", self.url)
    }

    /// Makes a queue with its queue of dead letters, as the product does, and returns its address.
    ///
    /// # Panics
    /// Where the server refuses.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its queue")]
    pub async fn queue(&self, name: &str) -> String {
        let url = self.address(name);
        queue::prepare(&self.client(), &url, Duration::from_secs(70)).await.expect("the queue is made");
        url
    }
}

/// Starts the server with one of its services. It ends with the process that is returned.
#[expect(clippy::expect_used, reason = "a test cannot go on without its peer")]
pub(crate) fn spawn(service: &str) -> (u16, Child, tempfile::TempDir) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    let port = listener.local_addr().expect("it is bound").port();
    drop(listener);
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let process = Command::new(program())
        .env("GATEWAY_PORT", port.to_string())
        .env("BIND_HOST", "127.0.0.1")
        .env("SERVICES", service)
        .env("TMPDIR", folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("ministack is installed: run .ci/setup");
    (port, process, folder)
}

/// Where `.ci/setup` puts it, else wherever the system finds it.
fn program() -> PathBuf {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let installed = home.join(".cache/nwassik/bin/ministack");
    if installed.exists() { installed } else { PathBuf::from("ministack") }
}

/// A client of whatever speaks like SQS at this address.
pub fn client(url: &str) -> Client {
    let http = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let config = aws_sdk_sqs::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(http)
        .region(Region::new("eu-west-3"))
        .endpoint_url(url)
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .build();
    Client::from_conf(config)
}

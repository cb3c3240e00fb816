//! A third-party server that speaks KMS, run for a test.

use std::time::Duration;

use aws_sdk_kms::{
    Client,
    config::{BehaviorVersion, Credentials, Region},
};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use tokio::process::Child;

use crate::sqs::spawn;

/// How long the server may take to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server with one key; it ends when this is dropped.
pub struct KmsServer {
    /// Its address.
    pub url: String,
    /// The id of its key.
    pub key: String,
    _process: Child,
    _folder: tempfile::TempDir,
}

impl KmsServer {
    /// Starts the server that the set-up of the tests installed, and makes a key there.
    ///
    /// # Panics
    /// Where it is not installed or does not start: a test cannot go on without its peer.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its peer")]
    pub async fn start() -> Self {
        let (port, process, folder) = spawn("kms");
        let url = format!("http://127.0.0.1:{port}");
        let http = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
        let config = aws_sdk_kms::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(http)
            .region(Region::new("eu-west-3"))
            .endpoint_url(&url)
            .credentials_provider(Credentials::new("test", "test", None, None, "test"))
            .build();
        let client = Client::from_conf(config);
        let key = tokio::time::timeout(PATIENCE, key(&client)).await.expect("ministack answers");
        Self { url, key, _process: process, _folder: folder }
    }
}

/// A new key, as soon as the server answers.
async fn key(client: &Client) -> String {
    loop {
        if let Ok(made) = client.create_key().send().await
            && let Some(key) = made.key_metadata
        {
            return key.key_id;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

//! Where pictures are kept, and the clients of Amazon's services.

use std::sync::Arc;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use marketplace_core::blobs::Blobs;
use secrecy::ExposeSecret;

use crate::{StartError, config::Config, embedded::EmbeddedS3};

/// Storage of pictures, and the server that goes with it where it is the embedded one.
pub struct Storage {
    /// The pictures.
    pub blobs: Arc<Blobs>,
    /// Serves the folder for as long as this lives.
    _server: Option<EmbeddedS3>,
}

impl Storage {
    /// Opens it.
    pub async fn open(config: &Config) -> Result<Self, StartError> {
        if let Some(bucket) = &config.bucket {
            let aws = aws(config).await;
            let mut settings = aws_sdk_s3::config::Builder::from(&aws);
            // Servers other than Amazon's rarely answer under a name for each bucket.
            settings.set_force_path_style(Some(config.aws_endpoint.is_some()));
            let client = aws_sdk_s3::Client::from_conf(settings.build());
            return Ok(Self { blobs: Arc::new(Blobs::new(client, bucket.clone())), _server: None });
        }
        let server = EmbeddedS3::start(&config.data_dir).await?;
        let keys = server.credentials();
        let keys = aws_sdk_s3::config::Credentials::new(
            keys.access_key.clone(),
            keys.secret_key.expose_secret(),
            None,
            None,
            "embedded",
        );
        let settings = aws_sdk_s3::config::Builder::new()
            .behavior_version(BehaviorVersion::latest())
            .http_client(http_client())
            .region(Region::new("local"))
            .endpoint_url(server.endpoint())
            .force_path_style(true)
            .credentials_provider(keys)
            .build();
        let client = aws_sdk_s3::Client::from_conf(settings);
        Ok(Self { blobs: Arc::new(Blobs::new(client, server.bucket())), _server: Some(server) })
    }
}

/// What Amazon's clients share: region and credentials as its own tools find them. Only asked for
/// where something of Amazon's is configured: finding them may ask the network.
pub async fn aws(config: &Config) -> SdkConfig {
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(http_client());
    if let Some(endpoint) = &config.aws_endpoint {
        loader = loader.endpoint_url(endpoint);
    }
    loader.load().await
}

/// One TLS stack for everything: rustls on ring.
fn http_client() -> aws_sdk_s3::config::SharedHttpClient {
    Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https()
}

//! Amazon's key service, which keeps master keys: it makes one, and opens it again at each start. The
//! wrapped form stands in the database.

use aws_sdk_kms::{
    Client,
    error::{DisplayErrorContext, ProvideErrorMetadata, SdkError},
    primitives::Blob,
    types::DataKeySpec,
};
use marketplace_core::seal::Secret;
use secrecy::zeroize::Zeroizing;

use super::KeysError;
use crate::{config::Config, storage};

/// What ours is said to be for: the service opens it for nothing else, and its log tells.
const CONTEXT: (&str, &str) = ("nwassik", "master key");

pub(super) struct Kms(Client);

impl Kms {
    pub(super) async fn connect(config: &Config) -> Self {
        Self(Client::new(&storage::aws(config).await))
    }

    /// A new master key, and its wrapped form, by the service's key of that id.
    pub(super) async fn make(&self, id: &str) -> Result<(Secret, Vec<u8>), KeysError> {
        let made = self
            .0
            .generate_data_key()
            .key_id(id)
            .key_spec(DataKeySpec::Aes256)
            .encryption_context(CONTEXT.0, CONTEXT.1)
            .send()
            .await
            .map_err(failed)?;
        let wrapped = made.ciphertext_blob.ok_or_else(empty)?.into_inner();
        Ok((secret(made.plaintext)?, wrapped))
    }

    /// The master key of that wrapped form, whichever key of the service wrapped it.
    pub(super) async fn open(&self, wrapped: &[u8]) -> Result<Secret, KeysError> {
        let opened = self
            .0
            .decrypt()
            .ciphertext_blob(Blob::new(wrapped))
            .encryption_context(CONTEXT.0, CONTEXT.1)
            .send()
            .await
            .map_err(failed)?;
        secret(opened.plaintext)
    }
}

fn secret(plaintext: Option<Blob>) -> Result<Secret, KeysError> {
    let bytes = Zeroizing::new(plaintext.ok_or_else(empty)?.into_inner());
    let bytes: &[u8; 32] = bytes.as_slice().try_into().map_err(|_| empty())?;
    Ok(Secret::init_with_mut(|key| key.copy_from_slice(bytes)))
}

fn empty() -> KeysError {
    KeysError::Kms("it gave no key of 32 bytes".to_owned())
}

/// What the service calls the trouble is said; what else is known is logged.
fn failed<E, R>(error: SdkError<E, R>) -> KeysError
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: std::fmt::Debug,
{
    let name = error.as_service_error().map(|service| service.code().unwrap_or("it refuses"));
    let name = name.unwrap_or("it does not answer").to_owned();
    tracing::warn!(error = %DisplayErrorContext(error), "the key service failed");
    KeysError::Kms(name)
}

//! Where the master key is: in a variable, with Amazon's key service, or in a file of the data
//! folder. The database names the master keys that it needs, by ids that are derived from them; what
//! is found here is learned, and what is missing is a reason not to start.

mod error;
mod file;
mod kms;
#[cfg(test)]
mod tests;

use std::{convert::Infallible, path::PathBuf, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use marketplace_core::{
    Market, MarketError,
    masters::{Master, MasterState},
    seal::{MasterKey, Secret},
};
use secrecy::{ExposeSecret, zeroize::Zeroizing};

pub use self::error::KeysError;
use self::kms::Kms;
use crate::config::Config;

/// How often a running process looks for a master key that it is to learn.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// What is set of master keys.
#[derive(Debug, Default)]
pub struct MasterConfig {
    /// The key; none is one of the key service, or of the file.
    pub key: Option<Secret>,
    /// Former ones, for as long as the database names them.
    pub old: Vec<Secret>,
    /// The key of Amazon's key service that keeps ours.
    pub kms: Option<String>,
}

/// Where the key file is, if no other place is configured.
pub fn file(config: &Config) -> Option<PathBuf> {
    let elsewhere = config.master.key.is_some() || config.master.kms.is_some();
    (!elsewhere).then(|| file::path(&config.data_dir))
}

/// Lets the market read and write: learns every master key that the database names. A database that
/// names none gets its first.
pub async fn unlock(config: &Config, market: &Market) -> Result<(), KeysError> {
    if market.masters().await?.is_empty() {
        let (master, wrapped) = next(config, market, &[]).await?;
        // Where another process was faster, its key counts.
        market.name_master(&master, MasterState::Current, wrapped.as_deref()).await?;
    }
    if learn(config, market).await? { Ok(()) } else { Err(KeysError::Unknown) }
}

/// Learns master keys that are announced while the process runs.
pub async fn follow(config: &Config, market: &Market) -> Infallible {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        match learn(config, market).await {
            Ok(true) => {}
            Ok(false) => tracing::error!(
                "the database names a master key that this process does not know: restart it with that key"
            ),
            Err(error) => tracing::warn!(%error, "master keys could not be looked for"),
        }
    }
}

/// The master key to use next: one that is there and that the database does not name, or a new one.
/// With it comes its wrapped form, where the key service keeps it.
pub async fn next(
    config: &Config,
    market: &Market,
    named: &[Master],
) -> Result<(MasterKey, Option<Vec<u8>>), KeysError> {
    let is_named = |master: &MasterKey| named.iter().any(|named| named.id == master.id());
    if let Some(key) = &config.master.key {
        let master = MasterKey::new(key);
        return if is_named(&master) { Err(KeysError::SameKey) } else { Ok((master, None)) };
    }
    if let Some(id) = &config.master.kms {
        let (secret, wrapped) = Kms::connect(config).await.make(id).await?;
        return Ok((MasterKey::new(&secret), Some(wrapped)));
    }
    let keys = file::read(&config.data_dir)?;
    if let Some(master) = keys.first().map(MasterKey::new).filter(|master| !is_named(master)) {
        return Ok((master, None));
    }
    let secret = file::add(&config.data_dir, &keys, market.entropy().as_ref())?;
    let path = file::path(&config.data_dir);
    tracing::info!(path = %path.display(), "a master key was made: keep a copy of this file");
    Ok((MasterKey::new(&secret), None))
}

/// Learns the master keys that are named and can be found. False where one cannot.
async fn learn(config: &Config, market: &Market) -> Result<bool, KeysError> {
    let named = market.masters().await?;
    let vault = market.vault();
    if named.iter().all(|master| vault.knows(&master.id)) {
        return Ok(true);
    }
    for secret in config.master.key.iter().chain(&config.master.old) {
        vault.learn(MasterKey::new(secret));
    }
    if file(config).is_some() {
        file::read(&config.data_dir)?.iter().for_each(|secret| vault.learn(MasterKey::new(secret)));
    }
    for Master { id, wrapped, .. } in &named {
        if let Some(wrapped) = wrapped
            && config.master.kms.is_some()
            && !vault.knows(id)
        {
            vault.learn(MasterKey::new(&Kms::connect(config).await.open(wrapped).await?));
        }
    }
    Ok(named.iter().all(|master| vault.knows(&master.id)))
}

/// Reads a key as it is written down: 32 bytes in base64.
pub fn parse(text: &str) -> Option<Secret> {
    let bytes = Zeroizing::new(STANDARD.decode(text.trim()).ok()?);
    let bytes: &[u8; 32] = bytes.as_slice().try_into().ok()?;
    Some(Secret::init_with_mut(|key| key.copy_from_slice(bytes)))
}

fn written(secret: &Secret) -> Zeroizing<String> {
    Zeroizing::new(STANDARD.encode(secret.expose_secret()))
}

/// What a change of the master key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotated {
    /// Keys that are wrapped anew.
    pub keys: usize,
    /// Whether it went on with a change that was cut off.
    pub resumed: bool,
}

/// Changes the master key, or goes on with a change that was cut off. Between the moment that the
/// new one is named and the moment that it is used, running processes get `wait` to learn it.
pub async fn rotate(config: &Config, market: &Market, wait: Duration) -> Result<Rotated, KeysError> {
    let is_coming = |named: &[Master]| named.iter().any(|master| master.state == MasterState::Coming);
    let mut named = market.masters().await?;
    let resumed = named.iter().any(|master| master.state != MasterState::Current);
    if !resumed {
        let (master, wrapped) = next(config, market, &named).await?;
        market.name_master(&master, MasterState::Coming, wrapped.as_deref()).await?;
        market.vault().learn(master);
        named = market.masters().await?;
    }
    if is_coming(&named) {
        tokio::time::sleep(wait).await;
        market.use_coming_master().await?;
    }
    let mut keys = 0;
    loop {
        match market.rewrap_some().await? {
            0 => return Ok(Rotated { keys, resumed }),
            more => keys += more,
        }
    }
}

impl From<MarketError> for KeysError {
    fn from(error: MarketError) -> Self {
        match error {
            MarketError::Locked => Self::Unknown,
            error => Self::Market(error),
        }
    }
}

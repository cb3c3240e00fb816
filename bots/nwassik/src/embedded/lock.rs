//! One process at a time works on a data folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use super::EmbeddedError;

/// Takes a lock for this process, for as long as the file lives. The system gives it back when
/// the process ends, however it ends.
pub(super) fn take(data_dir: &Path, name: &str) -> Result<File, EmbeddedError> {
    let path = data_dir.join(name);
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(EmbeddedError::io("open", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(EmbeddedError::Busy(data_dir.to_owned())),
        Err(TryLockError::Error(source)) => Err(EmbeddedError::io("lock", &path)(source)),
    }
}

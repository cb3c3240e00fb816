//! The key file: `master.key` in the data folder, for its owner's eyes only. It holds one key a line,
//! the newest first.

use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use marketplace_core::seal::Secret;
use marketplace_domain::entropy::Entropy;
use secrecy::zeroize::Zeroizing;

use super::{KeysError, parse, written};

/// The permission bits of everybody but the owner.
const OTHERS: u32 = 0o077;

/// Where it is.
pub(super) fn path(data_dir: &Path) -> PathBuf {
    data_dir.join("master.key")
}

/// The keys, the newest first; none where there is no file.
pub(super) fn read(data_dir: &Path) -> Result<Vec<Secret>, KeysError> {
    let path = path(data_dir);
    let failed = |cause| KeysError::File { path: path.clone(), cause };
    let mode = match fs::metadata(&path) {
        Ok(found) => found.mode(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    if mode & OTHERS != 0 {
        return Err(KeysError::Exposed(path));
    }
    let text = Zeroizing::new(fs::read_to_string(&path).map_err(failed)?);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let keys: Option<Vec<Secret>> = lines.map(parse).collect();
    keys.filter(|keys| !keys.is_empty()).ok_or(KeysError::NoKeys(path))
}

/// Puts a new key before those that are there. The file is whole at every moment; where somebody else
/// made it meanwhile, their first key counts.
pub(super) fn add(data_dir: &Path, keys: &[Secret], entropy: &dyn Entropy) -> Result<Secret, KeysError> {
    let path = path(data_dir);
    let failed = |cause| KeysError::File { path: path.clone(), cause };
    let new = Secret::init_with_mut(|bytes| entropy.fill(bytes));
    let mut text = Zeroizing::new(String::new());
    for key in std::iter::once(&new).chain(keys) {
        text.push_str(&written(key));
        text.push('\n');
    }
    fs::create_dir_all(data_dir).map_err(failed)?;
    let beside = data_dir.join(format!("master.key.{}", std::process::id()));
    let put = write(&beside, &text).and_then(|()| {
        // A link never takes the place of a file that is there.
        if keys.is_empty() { fs::hard_link(&beside, &path) } else { fs::rename(&beside, &path) }
    });
    let _ = fs::remove_file(&beside);
    match put {
        Ok(()) => File::open(data_dir).and_then(|folder| folder.sync_all()).map_err(failed)?,
        Err(error) if keys.is_empty() && error.kind() == ErrorKind::AlreadyExists => {
            return read(data_dir)?.into_iter().next().ok_or(KeysError::NoKeys(path));
        }
        Err(error) => return Err(failed(error)),
    }
    Ok(new)
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

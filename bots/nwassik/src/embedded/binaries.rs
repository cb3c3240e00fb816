//! Where PostgreSQL's programs are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::EmbeddedError;

/// Debian, and what derives from it, installs each major version below this folder and not in
/// PATH.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Finds the folder that holds `postgres` and `initdb`.
///
/// `named` is the operator's own choice and the only candidate when given; otherwise Debian's
/// folders are tried, newest first, then PATH. `wanted` is the major version that made the data:
/// PostgreSQL cannot open the data of another major version.
pub(super) fn find(
    named: Option<&Path>,
    cluster: &Path,
    wanted: Option<u32>,
) -> Result<PathBuf, EmbeddedError> {
    let candidates = match named {
        Some(dir) => vec![dir.to_owned()],
        None => candidates(),
    };
    let mut found = candidates.into_iter().filter_map(|dir| Some((major(&dir)?, dir))).peekable();
    if found.peek().is_none() {
        return Err(match named {
            Some(dir) => EmbeddedError::NotPostgres(dir.to_owned()),
            None => EmbeddedError::NoPostgres,
        });
    }
    let Some(wanted) = wanted else {
        return found.next().map(|(_, dir)| dir).ok_or(EmbeddedError::NoPostgres);
    };
    found
        .find(|(major, _)| *major == wanted)
        .map(|(_, dir)| dir)
        .ok_or_else(|| EmbeddedError::WrongVersion { cluster: cluster.to_owned(), wanted })
}

fn candidates() -> Vec<PathBuf> {
    let mut debian: Vec<(u32, PathBuf)> = fs::read_dir(DEBIAN)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    debian.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    let path = env::var_os("PATH").unwrap_or_default();
    debian.into_iter().map(|(_, dir)| dir).chain(env::split_paths(&path)).collect()
}

/// The major version of the programs in a folder, or `None` if they are not there or do not run.
fn major(dir: &Path) -> Option<u32> {
    if !dir.join("initdb").is_file() {
        return None;
    }
    let said = Command::new(dir.join("postgres")).arg("--version").output().ok()?;
    parse_version(&String::from_utf8_lossy(&said.stdout))
}

/// Reads `postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)`, also `17beta2` and `18devel`.
fn parse_version(text: &str) -> Option<u32> {
    let version = text.split(") ").nth(1)?;
    let end = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    version.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_postgres_says_of_itself() {
        let cases = [
            ("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)\n", Some(15)),
            ("postgres (PostgreSQL) 17beta2\n", Some(17)),
            ("postgres (PostgreSQL) 18\n", Some(18)),
            ("bash: no such file", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_version(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_named_folder_without_postgres_is_refused_by_name() {
        let empty = tempfile::tempdir().unwrap();
        let error = find(Some(empty.path()), Path::new("/x"), None).unwrap_err();
        assert!(error.to_string().starts_with("NWASSIK_PG_BIN is "));
        assert!(error.to_string().contains(&empty.path().display().to_string()));
    }

    #[test]
    fn data_of_a_version_that_is_gone_is_never_opened_by_another() {
        let error = find(None, Path::new("/x"), Some(7)).unwrap_err();
        assert!(matches!(error, EmbeddedError::WrongVersion { wanted: 7, .. }));
    }
}

use std::{fs, os::unix::fs::PermissionsExt};

use marketplace_core::OsEntropy;

use super::*;

fn ids(keys: &[Secret]) -> Vec<String> {
    keys.iter().map(|key| MasterKey::new(key).id().to_owned()).collect()
}

#[test]
fn the_file_holds_keys_for_its_owner_alone_the_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    // The folder itself may be missing.
    let folder = folder.path().join("data");
    assert!(file::read(&folder).unwrap().is_empty());
    let first = file::add(&folder, &[], &OsEntropy).unwrap();
    let mode = fs::metadata(file::path(&folder)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let keys = file::read(&folder).unwrap();
    assert_eq!(ids(&keys), ids(std::slice::from_ref(&first)));
    let second = file::add(&folder, &keys, &OsEntropy).unwrap();
    assert_eq!(ids(&file::read(&folder).unwrap()), ids(&[second, first]));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn who_makes_the_file_first_counts() {
    let folder = tempfile::tempdir().unwrap();
    let first = file::add(folder.path(), &[], &OsEntropy).unwrap();
    let late = file::add(folder.path(), &[], &OsEntropy).unwrap();
    assert_eq!(ids(&[late]), ids(&[first]));
}

#[test]
fn a_file_that_others_can_read_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    file::add(folder.path(), &[], &OsEntropy).unwrap();
    let path = file::path(folder.path());
    for mode in [0o644, 0o640, 0o604] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let error = file::read(folder.path()).unwrap_err().to_string();
        assert!(error.ends_with(&format!("run chmod 600 {}", path.display())), "{error}");
    }
}

#[test]
fn a_file_that_holds_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = file::path(folder.path());
    for text in ["", "\n", "hello", "c2hvcnQ=", "hunter2\n"] {
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let error = file::read(folder.path()).unwrap_err();
        assert!(matches!(error, KeysError::NoKeys(_)), "{error}");
        assert!(!error.to_string().contains("hunter2"));
    }
}

#[test]
fn a_key_is_32_bytes_in_base64() {
    assert!(parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=").is_some());
    for text in ["", "AQEB", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB", "not base64 at all"] {
        assert!(parse(text).is_none(), "{text}");
    }
}

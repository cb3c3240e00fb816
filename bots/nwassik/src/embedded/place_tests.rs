use super::*;

const PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\n\
    postgres:x:101:104:PostgreSQL,,,:/var/lib/postgresql:/bin/bash\n\
    broken:x\n\
    nobody:x:65534:65534::/:/bin/false\n";

fn open(dir: &Path, mode: u32) {
    fs::set_permissions(dir, fs::Permissions::from_mode(mode)).unwrap();
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[test]
fn finds_accounts_but_never_root() {
    let postgres = Account { uid: 101, gid: 104 };
    assert_eq!(find_account(PASSWD, "postgres"), Some(postgres));
    assert_eq!(find_account(PASSWD, "root"), None);
    assert_eq!(find_account(PASSWD, "broken"), None);
    assert_eq!(find_account(PASSWD, "post"), None);
}

#[test]
fn a_closed_folder_above_makes_a_folder_unreachable() {
    let top = tempfile::tempdir().unwrap();
    let inner = top.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    let stranger = Account { uid: 4_000_000, gid: 4_000_000 };
    open(top.path(), 0o755);
    assert!(reachable(&inner, stranger));
    open(top.path(), 0o700);
    assert!(!reachable(&inner, stranger));
    let error = reachable_or_refused(&inner, stranger).unwrap_err();
    assert!(error.to_string().contains("cannot enter"), "{error}");
}

#[test]
fn a_short_plain_path_holds_its_own_socket_and_others_do_not() {
    assert!(fits(Path::new("/srv/nwassik/.nwassik/postgres")));
    assert!(fits(Path::new(&format!("/{}", "a".repeat(92)))));
    assert!(!fits(Path::new(&format!("/{}", "a".repeat(93)))));
    assert!(!fits(Path::new("/srv/my data/postgres")));
    assert!(!fits(Path::new("/srv/a,b")));
}

#[test]
fn a_long_path_gets_a_private_socket_folder_and_keeps_it() {
    let place = Place { cluster: tempfile::tempdir().unwrap().path().join("x".repeat(120)), account: None };
    let dir = socket_dir(&place).unwrap();
    assert_eq!(fs::metadata(&dir).unwrap().mode() & 0o777, 0o700);
    assert_eq!(socket_dir(&place).unwrap(), dir);
    fs::remove_dir(dir).unwrap();
}

#[test]
fn a_socket_folder_that_others_can_enter_is_refused() {
    let top = tempfile::tempdir().unwrap();
    let dir = top.path().join("sockets");
    fs::create_dir(&dir).unwrap();
    open(&dir, 0o755);
    let error = private_dir(&dir, None).unwrap_err();
    assert!(matches!(error, EmbeddedError::SocketFolder(_)));
}

#[test]
fn under_root_a_closed_folder_gets_a_linked_place_that_stays_the_same() {
    if !is_root() {
        return; // Only root switches accounts.
    }
    let closed = tempfile::tempdir().unwrap();
    open(closed.path(), 0o700); // As /root is.
    let services = tempfile::tempdir().unwrap();
    open(services.path(), 0o755);
    let first = choose(closed.path(), services.path()).unwrap();
    assert!(first.cluster.starts_with(services.path()));
    assert_ne!(first.account.unwrap().uid, 0);
    let again = choose(closed.path(), services.path()).unwrap();
    assert_eq!(again.cluster, first.cluster);
    assert_eq!(again.account, first.account);

    // Whoever deletes the data folder starts afresh.
    fs::remove_file(closed.path().join("postgres")).unwrap();
    let fresh = choose(closed.path(), services.path()).unwrap();
    assert_ne!(fresh.cluster, first.cluster);
}

#[test]
fn under_root_an_open_folder_keeps_its_data() {
    if !is_root() {
        return; // Only root switches accounts.
    }
    let top = tempfile::tempdir().unwrap();
    open(top.path(), 0o755);
    let place = choose(top.path(), Path::new("/nonexistent")).unwrap();
    assert_eq!(place.cluster, top.path().join("postgres"));
    assert!(place.account.is_some());
}

#[test]
fn under_root_a_database_is_run_by_its_owner() {
    if !is_root() {
        return; // Only root switches accounts.
    }
    let top = tempfile::tempdir().unwrap();
    open(top.path(), 0o755);
    let cluster = top.path().join("postgres");
    fs::create_dir(&cluster).unwrap();
    let owner = Account { uid: 12_345, gid: 12_345 };
    give(&cluster, Some(owner)).unwrap();
    let place = choose(top.path(), Path::new("/nonexistent")).unwrap();
    assert_eq!(place.account, Some(owner));
}

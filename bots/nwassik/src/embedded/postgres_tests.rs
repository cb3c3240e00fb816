use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};
use sqlx::Row;
use tempfile::TempDir;

use super::*;

/// A folder that other accounts can enter, so that data stays in it under root too.
fn folder() -> TempDir {
    folder_of_mode(0o755)
}

fn folder_of_mode(mode: u32) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(mode)).unwrap();
    dir
}

async fn start(dir: &TempDir) -> EmbeddedPostgres {
    EmbeddedPostgres::start(dir.path(), None).await.unwrap()
}

async fn connect(server: &EmbeddedPostgres) -> PgConnection {
    PgConnection::connect(server.url()).await.unwrap()
}

async fn run(server: &EmbeddedPostgres, sql: &'static str) {
    let mut connection = connect(server).await;
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
}

async fn ask(server: &EmbeddedPostgres, sql: &'static str) -> String {
    let mut connection = connect(server).await;
    let row = sqlx::query(sql).fetch_one(&mut connection).await.unwrap();
    row.get(0)
}

fn postmaster(dir: &TempDir) -> Pid {
    let text = fs::read_to_string(dir.path().join("postgres/postmaster.pid")).unwrap();
    Pid::from_raw(text.lines().next().unwrap().parse().unwrap()).unwrap()
}

#[tokio::test]
async fn data_is_there_after_a_restart() {
    let dir = folder();
    let server = start(&dir).await;
    run(&server, "CREATE TABLE t AS SELECT 'kept'::text AS x").await;
    server.stop().await.unwrap();
    assert!(!dir.path().join("postgres/postmaster.pid").exists());

    let server = start(&dir).await;
    assert_eq!(ask(&server, "SELECT x FROM t").await, "kept");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn it_is_durable_speaks_utf8_and_listens_on_no_port() {
    let dir = folder();
    let server = start(&dir).await;
    for (sql, expected) in [
        ("SELECT current_database()::text", "nwassik"),
        ("SHOW fsync", "on"),
        ("SHOW synchronous_commit", "on"),
        ("SHOW server_encoding", "UTF8"),
        ("SHOW listen_addresses", ""),
        // French letters fold their case: search depends on it.
        ("SELECT lower('ÉTÉ')", "été"),
    ] {
        assert_eq!(ask(&server, sql).await, expected, "{sql}");
    }
    let mode = |path: &str| {
        let found = fs::metadata(dir.path().join(path)).unwrap();
        found.permissions().mode() & 0o777
    };
    assert_eq!(mode("postgres"), 0o700);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn what_people_wrote_does_not_reach_its_log() {
    let dir = folder();
    let server = start(&dir).await;
    run(&server, "CREATE TABLE t (x text UNIQUE)").await;
    run(&server, "INSERT INTO t VALUES ('very private')").await;
    let mut connection = connect(&server).await;
    for wrong in
        ["INSERT INTO t VALUES ('very private')", "SELECT 'very private'::int", "SELEKT 'very private'"]
    {
        let failed = sqlx::raw_sql(wrong).execute(&mut connection).await;
        failed.unwrap_err();
    }
    drop(connection);
    server.stop().await.unwrap();
    let log = fs::read_to_string(dir.path().join("postgres.log")).unwrap();
    assert!(log.contains("ready to accept connections"), "{log}");
    assert!(!log.contains("private"), "{log}");
}

#[tokio::test]
async fn a_second_process_on_the_same_folder_is_told_so() {
    let dir = folder();
    let server = start(&dir).await;
    let error = EmbeddedPostgres::start(dir.path(), None).await.unwrap_err();
    assert!(error.to_string().starts_with("another nwassik already runs on "), "{error}");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_lost_its_parent_is_ended_and_its_data_kept() {
    let dir = folder();
    let server = start(&dir).await;
    run(&server, "CREATE TABLE t AS SELECT 'kept'::text AS x").await;
    let old = postmaster(&dir);
    // As after `kill -9` where no parent-death signal exists: the lock is free, the server runs.
    let EmbeddedPostgres { child, _lock, .. } = server;
    drop(_lock);
    let server = start(&dir).await;
    child.ended().await;
    assert_ne!(postmaster(&dir), old);
    assert_eq!(ask(&server, "SELECT x FROM t").await, "kept");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_was_killed_starts_again_with_everything_committed() {
    let dir = folder();
    let server = start(&dir).await;
    run(&server, "CREATE TABLE t AS SELECT 'kept'::text AS x").await;
    // A backend that is busy outlives its postmaster for a moment and holds its shared memory.
    let mut busy = connect(&server).await;
    let sleeper = tokio::spawn(async move { sqlx::raw_sql("SELECT pg_sleep(60)").execute(&mut busy).await });
    kill_process(postmaster(&dir), Signal::KILL).unwrap();
    server.ended().await;
    drop(server);
    assert!(dir.path().join("postgres/postmaster.pid").exists());
    let server = start(&dir).await;
    assert_eq!(ask(&server, "SELECT x FROM t").await, "kept");
    sleeper.await.unwrap().unwrap_err();
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_first_start_that_was_cut_off_is_made_good() {
    let dir = folder();
    let unfinished = dir.path().join("postgres.unfinished");
    fs::create_dir(&unfinished).unwrap();
    fs::write(unfinished.join("PG_VERSION"), "15\n").unwrap();
    let server = start(&dir).await;
    assert!(!unfinished.exists());
    // Cut off between initdb and the creation of the database.
    let admin = server.url().replace("/nwassik?", "/postgres?");
    let mut connection = PgConnection::connect(&admin).await.unwrap();
    sqlx::raw_sql("DROP DATABASE nwassik").execute(&mut connection).await.unwrap();
    drop(connection);
    server.stop().await.unwrap();
    let server = start(&dir).await;
    assert_eq!(ask(&server, "SELECT 'ready'").await, "ready");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_long_path_with_spaces_works() {
    let dir = folder();
    let deep = dir.path().join(format!("a b, c/{}", "x".repeat(120)));
    let server = EmbeddedPostgres::start(&deep, None).await.unwrap();
    assert_eq!(ask(&server, "SELECT 'ready'").await, "ready");
    let sockets = server.url().split("?host=").nth(1).unwrap().to_owned();
    let sockets = sockets.split('&').next().unwrap();
    assert!(!Path::new(sockets).starts_with(dir.path()), "{sockets}");
    server.stop().await.unwrap();
    assert!(deep.join("postgres/PG_VERSION").exists());
    fs::remove_dir(sockets).unwrap();
}

#[tokio::test]
async fn a_server_that_refuses_to_start_says_why() {
    let dir = folder();
    start(&dir).await.stop().await.unwrap();
    let conf = dir.path().join("postgres/postgresql.conf");
    fs::write(&conf, "no_such_setting = 1\n").unwrap();
    let error = EmbeddedPostgres::start(dir.path(), None).await.unwrap_err();
    assert!(error.to_string().contains("FATAL"), "{error}");
}

#[tokio::test]
async fn under_root_a_closed_folder_works_too() {
    if !rustix::process::geteuid().is_root() {
        return; // Only root switches accounts.
    }
    let closed = folder_of_mode(0o700); // As /root is.
    let server = EmbeddedPostgres::start(closed.path(), None).await.unwrap();
    run(&server, "CREATE TABLE t AS SELECT 'kept'::text AS x").await;
    server.stop().await.unwrap();
    let home = fs::read_link(closed.path().join("postgres")).unwrap();
    assert!(home.starts_with("/var/lib"), "{}", home.display());
    let server = EmbeddedPostgres::start(closed.path(), None).await.unwrap();
    assert_eq!(ask(&server, "SELECT x FROM t").await, "kept");
    server.stop().await.unwrap();
    fs::remove_dir_all(home.parent().unwrap()).unwrap();
}

/// Run by the next test in a process of its own, to be killed.
#[tokio::test]
#[ignore = "only as the child of another test"]
async fn hold_a_server() {
    let Ok(dir) = std::env::var("NWASSIK_TEST_HOLD") else {
        return;
    };
    let _server = EmbeddedPostgres::start(Path::new(&dir), None).await.unwrap();
    fs::write(Path::new(&dir).join("holding"), "").unwrap();
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_killed_parent_takes_its_server_along() {
    let dir = folder();
    let name = "embedded::postgres::tests::hold_a_server";
    let mut parent = Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--ignored"])
        .env("NWASSIK_TEST_HOLD", dir.path())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + PATIENCE;
    while !dir.path().join("holding").exists() {
        assert!(Instant::now() < deadline, "the child never started a server");
        sleep(POLL).await;
    }
    parent.kill().unwrap(); // SIGKILL
    parent.wait().unwrap();
    if child::find_setpriv().is_some() {
        while dir.path().join("postgres/postmaster.pid").exists() {
            assert!(Instant::now() < deadline, "the server outlived its parent");
            sleep(POLL).await;
        }
    }
    start(&dir).await.stop().await.unwrap();
}

//! A database of its own for every test, with all migrations applied.
//!
//! They stand on the server that `NWASSIK_TEST_DATABASE_URL` names (its user must be allowed to
//! create databases), else on a server that each test process starts for itself.

#![allow(clippy::expect_used, reason = "a test that has no database cannot go on")]

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process, thread,
};

use marketplace_core::{OsEntropy, migrate};
use marketplace_domain::entropy;
use nwassik::embedded::EmbeddedPostgres;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::sync::{OnceCell, Semaphore, SemaphorePermit};

/// Connections of one database. Together with [`AT_ONCE`] below what a small server allows.
const CONNECTIONS: u32 = 5;
/// How many databases a test process has at once.
const AT_ONCE: usize = 6;
/// The advisory lock under which the template is made: "nwtm".
const TEMPLATE_LOCK: i64 = 0x6e77_746d;

static ROOM: Semaphore = Semaphore::const_new(AT_ONCE);
static SERVER: OnceCell<Server> = OnceCell::const_new();

struct Server {
    /// Leads to the database from which others are made.
    options: PgConnectOptions,
    /// The migrated database that all are copies of.
    template: String,
    /// Ends with the process.
    _own: Option<EmbeddedPostgres>,
}

/// A fresh database, dropped at the end.
pub struct TestDatabase {
    pool: PgPool,
    name: String,
    server: PgConnectOptions,
    _room: SemaphorePermit<'static>,
}

impl TestDatabase {
    /// Makes one.
    ///
    /// # Panics
    /// Where there is no server and none can be started.
    pub async fn new() -> Self {
        let room = ROOM.acquire().await.expect("the semaphore is never closed");
        let server = SERVER.get_or_init(Server::start).await;
        let name = format!("nwassik_test_{}", entropy::uuid(&OsEntropy).simple());
        let sql = format!(r#"create database "{name}" template "{}""#, server.template);
        run(&server.options, &sql).await.expect("a database can be made");
        let options = server.options.clone().database(&name);
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).connect_with(options).await;
        let pool = pool.expect("the database can be reached");
        Self { pool, name, server: server.options.clone(), _room: room }
    }

    /// Connections to it.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Its address, as `DATABASE_URL` gives it.
    pub fn url(&self) -> String {
        self.server.clone().database(&self.name).to_url_lossy().to_string()
    }

    /// Shuts everybody out of it and takes nobody in, or takes them in again.
    ///
    /// # Panics
    /// Where the server does not answer.
    pub async fn takes_connections(&self, takes: bool) {
        let name = &self.name;
        run(&self.server, &format!(r#"alter database "{name}" with allow_connections {takes}"#))
            .await
            .expect("the server answers");
        if !takes {
            let sql =
                format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
            run(&self.server, &sql).await.expect("the server answers");
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // The test's own runtime may be about to end: the clean-up has one of its own.
        let dropped = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let sql = format!(r#"drop database if exists "{name}" with (force)"#);
            runtime.map(|runtime| runtime.block_on(run(&server, &sql)))
        });
        // A database left behind is no reason to fail a test.
        drop(dropped.join());
    }
}

impl Server {
    async fn start() -> Self {
        let (url, own) = match env::var("NWASSIK_TEST_DATABASE_URL") {
            Ok(url) => (url, None),
            Err(_) => {
                let own = EmbeddedPostgres::start(&own_folder(), None).await.expect("Postgres starts");
                (own.url().to_owned(), Some(own))
            }
        };
        let options: PgConnectOptions = url.parse().expect("the address of a database");
        let template = format!("nwassik_template_{:016x}", migrations());
        make_template(&options, &template).await.expect("the migrations apply");
        Self { options, template, _own: own }
    }
}

/// Makes the template, unless another process has; it gets its name when it is whole.
async fn make_template(server: &PgConnectOptions, name: &str) -> sqlx::Result<()> {
    let mut conn = PgConnection::connect_with(server).await?;
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut conn).await?;
    let there: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(name)
        .fetch_one(&mut conn)
        .await?;
    if !there {
        let raw = format!("{name}_raw");
        for sql in [
            format!(r#"drop database if exists "{raw}" with (force)"#),
            format!(r#"create database "{raw}" template template0 encoding 'UTF8'"#),
        ] {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut conn).await?;
        }
        let pool = PgPoolOptions::new().connect_with(server.clone().database(&raw)).await?;
        migrate(&pool).await?;
        pool.close().await;
        let sql = format!(r#"alter database "{raw}" rename to "{name}""#);
        sqlx::query(AssertSqlSafe(sql)).execute(&mut conn).await?;
    }
    // The lock goes with the connection.
    conn.close().await
}

async fn run(server: &PgConnectOptions, sql: &str) -> sqlx::Result<()> {
    let mut conn = PgConnection::connect_with(server).await?;
    sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut conn).await?;
    conn.close().await
}

/// A number that changes with the migrations.
fn migrations() -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let entries = fs::read_dir(&folder).expect("the folder of the migrations");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        (file.file_name(), fs::read(&file).expect("a migration")).hash(&mut hasher);
    }
    hasher.finish()
}

/// A folder for this process's own server. A static is never dropped, so what earlier processes
/// left is removed by the next one.
fn own_folder() -> PathBuf {
    const PREFIX: &str = "nwassik-test-";
    let parent = env::temp_dir();
    for entry in fs::read_dir(&parent).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
        if owner.is_some_and(|pid| !Path::new("/proc").join(pid).exists()) {
            // Another process may be removing it as well.
            drop(fs::remove_dir_all(entry.path()));
        }
    }
    parent.join(format!("{PREFIX}{}", process::id()))
}

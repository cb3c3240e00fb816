//! A real Postgres as a child process: made at first start, kept between starts, ended with us.
//!
//! It listens on a unix socket only, inside a folder of mode 0700. Connections are trusted
//! without a password, because whoever can enter that folder is either root or the account that
//! owns the data files, and both could read the data without asking the server. Everything that
//! keeps committed data through a power cut (fsync, full page writes, synchronous commit) is on.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use sqlx::migrate::MigrateDatabase;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection, Postgres};
use tokio::time::{Instant, sleep};

use super::child::{self, Child};
use super::place::{self, Account, Place};
use super::{EmbeddedError, binaries, leftover, lock};

/// The database and its only user have the product's name.
const NAME: &str = "nwassik";
/// How long a start may take. A start after a power cut replays the log first.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often a starting server is asked whether it is ready.
const POLL: Duration = Duration::from_millis(5);
/// The log of an earlier start is set aside once it is longer than this many bytes.
const LOG_MAX: u64 = 1024 * 1024;
/// "The database does not exist" and "the server is starting up or shutting down" (PostgreSQL's
/// documentation, appendix A).
const INVALID_CATALOG_NAME: &str = "3D000";
const CANNOT_CONNECT_NOW: &str = "57P03";

/// Small on purpose: one process with a pool of connections, on a laptop or a small server.
/// Errors are not logged, and what is logged is terse, because both quote statements and keys,
/// and these hold what people wrote.
const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "max_connections=150",
    "shared_buffers=32MB",
    "huge_pages=off",
    "jit=off",
    "fsync=on",
    "full_page_writes=on",
    "synchronous_commit=on",
    "wal_level=minimal",
    "max_wal_senders=0",
    "min_wal_size=32MB",
    "max_wal_size=256MB",
    "autovacuum=on",
    "timezone=UTC",
    "log_timezone=UTC",
    "lc_messages=C",
    "log_min_messages=log",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_checkpoints=off",
    "cluster_name=nwassik",
];

/// A Postgres of our own. Dropping it asks the server to end without waiting for it;
/// [`EmbeddedPostgres::stop`] waits.
#[derive(Debug)]
pub struct EmbeddedPostgres {
    url: String,
    log: PathBuf,
    child: Child,
    // Held as long as the server runs, and dropped last.
    _lock: File,
}

/// Everything that is known before the server runs.
struct Plan {
    binaries: PathBuf,
    place: Place,
    socket_dir: PathBuf,
    log: PathBuf,
    setpriv: Option<PathBuf>,
    lock: File,
}

impl EmbeddedPostgres {
    /// Starts the database of a data folder, making both if they are missing, and returns when
    /// it answers.
    ///
    /// The data lies in `<data_dir>/postgres` and the log in `<data_dir>/postgres.log`. Under
    /// root, in a folder that other accounts cannot enter, `postgres` is a link to where the
    /// data lies. `pg_bin` is the folder with PostgreSQL's programs; without it they are looked
    /// for.
    ///
    /// Needs a tokio runtime with time and I/O.
    ///
    /// # Errors
    /// [`EmbeddedError`] says what is missing or in the way, and what to do about it.
    pub async fn start(data_dir: &Path, pg_bin: Option<&Path>) -> Result<Self, EmbeddedError> {
        let data_dir = data_dir.to_owned();
        let pg_bin = pg_bin.map(Path::to_owned);
        let plan = tokio::task::spawn_blocking(move || prepare(&data_dir, pg_bin.as_deref()))
            .await
            .unwrap_or_else(|died| {
                let source = std::io::Error::other(died);
                Err(EmbeddedError::io("prepare", Path::new("postgres"))(source))
            })?;
        let deadline = Instant::now() + PATIENCE;
        let child = loop {
            match launch(&plan, deadline).await {
                Ok(child) => break child,
                // Backends that outlived a killed postmaster end by themselves in a moment.
                Err(EmbeddedError::EndedEarly { reason, .. })
                    if reason.contains("shared memory") && Instant::now() < deadline =>
                {
                    sleep(Duration::from_millis(50)).await;
                }
                Err(error) => return Err(error),
            }
        };
        Ok(Self { url: url(&plan.socket_dir), log: plan.log, child, _lock: plan.lock })
    }

    /// The address of the database, as `DATABASE_URL` would give it. It holds no secret.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits until the server has ended. Unless somebody ended it by force, it never does.
    pub async fn ended(&self) {
        self.child.ended().await;
    }

    /// Ends the server and waits for it: open transactions are rolled back, everything committed
    /// is on disk. Close the pools first.
    ///
    /// # Errors
    /// [`EmbeddedError::TooSlow`] if it had to be ended by force. Nothing committed is lost then
    /// either, but the next start takes longer.
    pub async fn stop(self) -> Result<(), EmbeddedError> {
        if self.child.stop().await {
            return Ok(());
        }
        Err(EmbeddedError::TooSlow { doing: "end", log: self.log })
    }
}

fn prepare(data_dir: &Path, pg_bin: Option<&Path>) -> Result<Plan, EmbeddedError> {
    fs::create_dir_all(data_dir).map_err(EmbeddedError::io("create", data_dir))?;
    let data_dir = data_dir.canonicalize().map_err(EmbeddedError::io("find", data_dir))?;
    let lock = lock::take(&data_dir, "postgres.lock")?;
    let place = place::choose(&data_dir, Path::new(place::HOME_OF_SERVICES))?;
    let version = fs::read_to_string(place.cluster.join("PG_VERSION"));
    let version = version.ok().and_then(|text| text.trim().parse().ok());
    let binaries = binaries::find(pg_bin, &place.cluster, version)?;
    if let Some(account) = place.account {
        place::reachable_or_refused(&binaries, account)?;
    }
    let setpriv = child::find_setpriv();
    if version.is_none() {
        create_cluster(&binaries, &place, setpriv.as_deref())?;
    }
    let socket_dir = place::socket_dir(&place)?;
    let log = data_dir.join("postgres.log");
    leftover::clear(&place.cluster, &socket_dir, &log)?;
    if fs::metadata(&log).is_ok_and(|log| log.len() > LOG_MAX) {
        fs::rename(&log, data_dir.join("postgres.log.old")).map_err(EmbeddedError::io("set aside", &log))?;
    }
    Ok(Plan { binaries, place, socket_dir, log, setpriv, lock })
}

/// Makes a database beside its place and moves it there when it is whole, so that a start that
/// was cut off leaves nothing that looks like data.
fn create_cluster(binaries: &Path, place: &Place, setpriv: Option<&Path>) -> Result<(), EmbeddedError> {
    let unfinished = place.cluster.with_extension("unfinished");
    let initdb = binaries.join("initdb");
    let mut said = String::new();
    // Known to every glibc since 2.35 and to Debian's before; elsewhere plain C must do, which
    // folds the case of ASCII only.
    for locale in ["C.UTF-8", "C"] {
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).map_err(EmbeddedError::io("remove", &unfinished))?;
        }
        fs::create_dir(&unfinished).map_err(EmbeddedError::io("create", &unfinished))?;
        place::give(&unfinished, place.account)?;
        let output = initdb_command(&initdb, place.account, setpriv, locale)
            .arg("-D")
            .arg(&unfinished)
            .output()
            .map_err(EmbeddedError::io("run", &initdb))?;
        if output.status.success() {
            fs::rename(&unfinished, &place.cluster)
                .map_err(EmbeddedError::io("move into place", &place.cluster))?;
            let parent = place.cluster.parent().unwrap_or(&place.cluster);
            return File::open(parent)
                .and_then(|dir| dir.sync_all())
                .map_err(EmbeddedError::io("sync", parent));
        }
        said = last_words(&output);
    }
    Err(EmbeddedError::InitDb(said))
}

fn initdb_command(initdb: &Path, account: Option<Account>, setpriv: Option<&Path>, locale: &str) -> Command {
    let mut command = child::command(initdb, account, setpriv);
    command.args(["--username", NAME, "--auth=trust", "--encoding=UTF8"]).arg(format!("--locale={locale}"));
    command
}

fn last_words(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().find(|line| line.contains("error:"));
    line.or_else(|| text.lines().last()).unwrap_or("it said nothing").to_owned()
}

/// Runs the server and waits until its database answers.
async fn launch(plan: &Plan, deadline: Instant) -> Result<Child, EmbeddedError> {
    let program = plan.binaries.join("postgres");
    let log = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&plan.log)
        .map_err(EmbeddedError::io("open", &plan.log))?;
    let log_start = log.metadata().map_or(0, |log| log.len());
    let errors = log.try_clone().map_err(EmbeddedError::io("open", &plan.log))?;
    let mut command = child::command(&program, plan.place.account, plan.setpriv.as_deref());
    command.arg("-D").arg(&plan.place.cluster);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    let sockets = plan.socket_dir.display();
    command.args(["-c", &format!("unix_socket_directories={sockets}")]);
    command.stdout(log).stderr(errors);
    let child = Child::spawn(command, &program).await?;
    tokio::select! {
        ready = wait_until_ready(plan, deadline) => ready.map(|()| child),
        () = child.ended() => Err(EmbeddedError::EndedEarly {
            reason: last_complaint(&plan.log, log_start),
            log: plan.log.clone(),
        }),
    }
}

async fn wait_until_ready(plan: &Plan, deadline: Instant) -> Result<(), EmbeddedError> {
    let options: PgConnectOptions = url(&plan.socket_dir).parse()?;
    loop {
        match PgConnection::connect_with(&options).await {
            Ok(connection) => return Ok(connection.close().await?),
            Err(sqlx::Error::Database(refused)) => match refused.code().as_deref() {
                Some(CANNOT_CONNECT_NOW) => {}
                Some(INVALID_CATALOG_NAME) => {
                    let url = url(&plan.socket_dir);
                    return Ok(Postgres::create_database(&url).await?);
                }
                _ => return Err(sqlx::Error::Database(refused).into()),
            },
            Err(_) => {} // No socket yet.
        }
        if Instant::now() >= deadline {
            return Err(EmbeddedError::TooSlow { doing: "start", log: plan.log.clone() });
        }
        sleep(POLL).await;
    }
}

/// `socket_dir` has no character that a URL would have to quote: see `place::socket_dir`.
fn url(socket_dir: &Path) -> String {
    let host = socket_dir.display();
    format!("postgres://{NAME}@localhost:5432/{NAME}?host={host}&sslmode=disable")
}

/// The last complaint that the server wrote since `start`, a position in its log in bytes.
fn last_complaint(log: &Path, start: u64) -> String {
    let text = fs::read(log).unwrap_or_default();
    let new = usize::try_from(start).ok().and_then(|at| text.get(at..));
    let new = String::from_utf8_lossy(new.unwrap_or_default());
    let line = new.lines().rev().find(|line| line.contains("FATAL:"));
    line.or_else(|| new.lines().last()).unwrap_or("it said nothing").to_owned()
}

#[cfg(test)]
#[path = "postgres_tests.rs"]
mod tests;

//! The Postgres that all seeds of one worker share: a database with the town in it, which is put back to
//! how it was before every seed.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    io::{ErrorKind, Read, Write},
    os::unix::net::UnixStream,
    path::Path,
    sync::Arc,
    time::Duration,
};

use adapter::NativeId;
use marketplace_core::Market;
use sqlx::{AssertSqlSafe, PgPool, postgres::PgConnectOptions};
use tests::{keys::unlock, postgres::TestDatabase};
use tokio::runtime::Runtime;

use super::{
    clock::SimClock,
    protocol::{self, Statement, backend, is_ready},
    rng::Drawn,
    town::Town,
};

/// After so long without an answer the simulation itself is broken.
pub(super) const NEVER: Duration = Duration::from_secs(20);

/// A connection at Postgres.
pub(super) struct Backend {
    pub socket: UnixStream,
    /// The number of the process that serves it there.
    pub pid: i32,
    /// How it was begun, and what was answered to that.
    hello: Vec<u8>,
    pub greeting: Vec<u8>,
    /// The statements that it knows.
    pub prepared: HashSet<String>,
}

/// A database, and a town in it.
pub(super) struct Server {
    runtime: Arc<Runtime>,
    database: TestDatabase,
    options: PgConnectOptions,
    pub town: Town,
    /// Connections that nobody has any more, clean: a new one costs Postgres milliseconds.
    spare: RefCell<Vec<Backend>>,
    /// What Postgres says of statements, by their names.
    known: RefCell<HashMap<String, Vec<u8>>>,
}

impl Server {
    /// Makes the database and builds the town, always the same one.
    pub(super) fn new(runtime: &Arc<Runtime>) -> Self {
        let (database, town) = runtime.block_on(async {
            let database = TestDatabase::new().await;
            let clock = Arc::new(SimClock::default());
            let market = Market::new(database.pool().clone(), clock, Arc::new(Drawn::new(0)));
            unlock(&market).await;
            let town = Town::build(&market).await;
            run(database.pool(), include_str!("restore.sql")).await;
            (database, town)
        });
        let options = database.url().parse().unwrap();
        Self {
            runtime: Arc::clone(runtime),
            database,
            options,
            town,
            spare: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// How a process connects that has its socket in this folder.
    pub(super) fn options(&self, folder: &Path) -> PgConnectOptions {
        self.options.clone().socket(folder).port(5432).options([("plan_cache_mode", "force_generic_plan")])
    }

    /// A connection that begins with these bytes.
    pub(super) fn backend(&self, hello: Vec<u8>) -> Backend {
        let mut spare = self.spare.borrow_mut();
        if let Some(place) = spare.iter().position(|backend| backend.hello == hello) {
            return spare.swap_remove(place);
        }
        let folder = self.options.get_socket().cloned().unwrap_or_else(|| self.options.get_host().into());
        let path = folder.join(format!(".s.PGSQL.{}", self.options.get_port()));
        let socket = UnixStream::connect(path).unwrap();
        let mut new = Backend { socket, pid: 0, hello, greeting: Vec::new(), prepared: HashSet::new() };
        new.socket.write_all(&new.hello).unwrap();
        let mut greeting = Vec::new();
        while !is_ready(&greeting) {
            assert!(new.read(&mut greeting, NEVER), "Postgres does not answer");
        }
        new.pid = backend(&greeting).unwrap();
        new.greeting = greeting;
        new
    }

    /// What is answered to the preparation of a statement, if that is known.
    pub(super) fn known_answer(&self, statement: &Statement) -> Option<Vec<u8>> {
        self.known.borrow().get(&statement.name).cloned()
    }

    /// Keeps what was answered to the preparation of a statement.
    pub(super) fn learn_answer(&self, statement: Statement, mut answer: Vec<u8>) {
        answer.truncate(answer.len() - protocol::ready(false).len());
        self.known.borrow_mut().insert(statement.name, answer);
    }

    /// Rolls back what a connection was in the middle of, and frees its locks.
    pub(super) fn take_back(&self, mut backend: Backend) {
        for statement in ["rollback", "select pg_advisory_unlock_all()"] {
            backend.socket.write_all(&protocol::query(statement)).unwrap();
            let mut answer = Vec::new();
            while !is_ready(&answer) {
                assert!(backend.read(&mut answer, NEVER), "Postgres does not answer");
            }
        }
        self.spare.borrow_mut().push(backend);
    }

    /// Ends a connection that waits for a lock, and waits until it is gone.
    pub(super) fn terminate(&self, mut backend: Backend) {
        let ended = sqlx::query("select pg_terminate_backend($1)").bind(backend.pid);
        self.runtime.block_on(ended.execute(self.database.pool())).unwrap();
        backend.socket.set_read_timeout(Some(NEVER)).unwrap();
        drop(backend.socket.read_to_end(&mut Vec::new()));
    }

    /// Puts everything back to how it was when the town was built.
    pub(super) fn restore(&self) {
        self.runtime.block_on(run(self.database.pool(), "select kept.restore()"));
    }

    /// How much is still to be delivered.
    pub(super) fn open_deliveries(&self) -> i64 {
        let open =
            "select count(*) from delivery where state in ('pending', 'sending', 'retry', 'held_window')";
        self.runtime.block_on(sqlx::query_scalar(open).fetch_one(self.database.pool())).unwrap()
    }

    /// Whether it is known what a message of a chat shows.
    pub(super) fn knows(&self, message: &NativeId) -> bool {
        let known =
            sqlx::query_scalar("select exists (select 1 from link where native = $1)").bind(&message.0);
        self.runtime.block_on(known.fetch_one(self.database.pool())).unwrap()
    }

    /// The connections that one waits for, because they have a lock that it wants.
    pub(super) fn blockers(&self, pid: i32) -> Vec<i32> {
        let blockers = sqlx::query_scalar("select pg_blocking_pids($1)").bind(pid);
        self.runtime.block_on(blockers.fetch_one(self.database.pool())).unwrap()
    }
}

impl Backend {
    /// Reads some bytes; false where none came in this time.
    pub(super) fn read(&mut self, into: &mut Vec<u8>, patience: Duration) -> bool {
        let mut buffer = [0; 16 * 1024];
        self.socket.set_read_timeout(Some(patience)).unwrap();
        match self.socket.read(&mut buffer) {
            Ok(0) => panic!("Postgres ended a connection"),
            Ok(count) => into.extend_from_slice(&buffer[..count]),
            Err(error) if [ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()) => {
                return false;
            }
            Err(error) => panic!("{error}"),
        }
        true
    }
}

async fn run(pool: &PgPool, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(pool).await.unwrap();
}

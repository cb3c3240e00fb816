//! The wire between one process and Postgres. What the process asks stands here until the scheduler lets
//! it through, so that it is a seed which decides in what order the transactions of all processes
//! interleave, and at which statement a process dies. Postgres itself is real.

use std::{
    io::{Read, Write},
    os::unix::net::{UnixListener, UnixStream},
    path::Path,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::{
    protocol::{self, Request, Requests, Statement},
    server::{Backend, NEVER, Server},
};

/// After so long without an answer it is asked whether the statement waits for a lock.
const SOON: Duration = Duration::from_millis(4);
/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answered {
    /// The process has its answer.
    Yes,
    /// It waits for a lock that another transaction holds.
    Waits,
}

/// The connections of one process.
pub(super) struct Wire {
    home: TempDir,
    listener: UnixListener,
    connections: Vec<Connection>,
    opened: usize,
}

struct Connection {
    number: usize,
    client: UnixStream,
    /// Its end at Postgres, once it has said how it begins.
    backend: Option<Backend>,
    from_client: Vec<u8>,
    requests: Requests,
    from_server: Vec<u8>,
    /// Before what the process asked last, something else was asked for its sake.
    asked_before: bool,
    last_answer: Vec<u8>,
    in_transaction: bool,
    /// The connections at Postgres that have a lock which it waits for.
    waits_for: Vec<i32>,
}

impl Wire {
    pub(super) fn new() -> Self {
        // Short and in /tmp, because the path of a unix socket may have 107 bytes.
        let home = tempfile::Builder::new().prefix("nwassik-sim-").tempdir_in("/tmp").unwrap();
        let listener = UnixListener::bind(home.path().join(".s.PGSQL.5432")).unwrap();
        listener.set_nonblocking(true).unwrap();
        Self { home, listener, connections: Vec::new(), opened: 0 }
    }

    /// The folder of the socket that the process connects to.
    pub(super) fn folder(&self) -> &Path {
        self.home.path()
    }

    /// Takes in what the process wrote. True where something was answered at once: then it may go on.
    pub(super) fn pump(&mut self, server: &Server) -> bool {
        let mut answered = false;
        while let Ok((client, _)) = self.listener.accept() {
            client.set_nonblocking(true).unwrap();
            self.opened += 1;
            self.connections.push(Connection::new(self.opened, client));
        }
        for connection in &mut self.connections {
            answered |= connection.pump(server);
        }
        for connection in self.connections.extract_if(.., |connection| connection.requests.has_end()) {
            connection.end(server);
        }
        answered
    }

    /// The connections at Postgres that others wait for.
    pub(super) fn blockers(&self) -> impl Iterator<Item = i32> {
        self.connections.iter().flat_map(|connection| connection.waits_for.iter().copied())
    }

    /// The connections that ask something, each with what it asks. While somebody waits for a lock, only
    /// those that have it: of two that wait for the same one nobody could tell who gets it first.
    pub(super) fn asks(&self, blockers: &[i32]) -> Vec<(usize, String)> {
        let asking = self.connections.iter().filter(|connection| {
            let pid = connection.backend.as_ref().map(|backend| backend.pid);
            !connection.waits() && (blockers.is_empty() || pid.is_some_and(|pid| blockers.contains(&pid)))
        });
        asking
            .filter_map(|connection| Some((connection.number, connection.requests.first()?.label.clone())))
            .collect()
    }

    /// Lets the next request of a connection through.
    pub(super) fn let_through(&mut self, number: usize, server: &Server) -> Answered {
        let connection = self.connections.iter_mut().find(|connection| connection.number == number).unwrap();
        let request = connection.requests.take().unwrap();
        connection.send(&request);
        connection.answer(server)
    }

    /// Whether a connection is inside of a transaction.
    pub(super) fn is_in_transaction(&self, number: usize) -> bool {
        self.connections.iter().any(|connection| connection.number == number && connection.in_transaction)
    }

    /// Looks whether statements that waited for a lock have it now. Returns their connections.
    pub(super) fn look_at_waiting(&mut self, server: &Server) -> Vec<usize> {
        let waiting = self.connections.iter_mut().filter(|connection| connection.waits());
        let mut done = Vec::new();
        for connection in waiting {
            if connection.answer(server) == Answered::Yes {
                done.push(connection.number);
            }
        }
        done
    }

    /// Cuts every connection; a seeded choice says of each request that stands here whether it still
    /// reaches Postgres.
    pub(super) fn cut(&mut self, server: &Server, mut arrives: impl FnMut() -> bool) {
        for mut connection in std::mem::take(&mut self.connections) {
            while let Some(request) = connection.requests.take().filter(|_| !connection.waits()) {
                if !arrives() {
                    break;
                }
                connection.send(&request);
                connection.read(server);
                connection.from_server.clear();
            }
            connection.end(server);
        }
    }
}

impl Connection {
    fn new(number: usize, client: UnixStream) -> Self {
        Self {
            number,
            client,
            backend: None,
            from_client: Vec::new(),
            requests: Requests::default(),
            from_server: Vec::new(),
            asked_before: false,
            last_answer: Vec::new(),
            in_transaction: false,
            waits_for: Vec::new(),
        }
    }

    fn pump(&mut self, server: &Server) -> bool {
        let mut buffer = [0; 16 * 1024];
        loop {
            match self.client.read(&mut buffer) {
                Ok(0) | Err(_) => break,
                Ok(count) => self.from_client.extend_from_slice(&buffer[..count]),
            }
        }
        if self.backend.is_some() {
            self.requests.read(&mut self.from_client);
            return self.answer_at_once(server);
        }
        if self.from_client.is_empty() {
            return false;
        }
        // How a connection begins says nothing, and is not held up.
        let backend = server.backend(std::mem::take(&mut self.from_client));
        self.from_server.clone_from(&backend.greeting);
        self.backend = Some(backend);
        self.forward();
        true
    }

    /// Answers what tells nothing, and what no seed may depend on: a pool asks for nothing whenever a
    /// connection comes back to it, and what a statement looks like is the same for all.
    fn answer_at_once(&mut self, server: &Server) -> bool {
        let mut answered = false;
        while let Some(request) =
            self.requests.take_if(|request| request.prepares.is_some() || request.is_nothing())
        {
            let known = request.prepares.as_ref().map(|statement| server.known_answer(statement));
            match known {
                Some(None) => {
                    self.send(&request);
                    assert_eq!(self.answer(server), Answered::Yes);
                    if let Some(statement) = request.prepares {
                        server.learn_answer(statement, std::mem::take(&mut self.last_answer));
                    }
                }
                Some(Some(answer)) => {
                    self.from_server.extend(answer);
                    self.from_server.extend(protocol::ready(self.in_transaction));
                    self.forward();
                }
                None => {
                    self.from_server.extend(protocol::ready(self.in_transaction));
                    self.forward();
                }
            }
            answered = true;
        }
        answered
    }

    fn send(&mut self, request: &Request) {
        let backend = self.backend.as_mut().unwrap();
        let mut is_new = |statement: &Statement| backend.prepared.insert(statement.name.clone());
        let before = match (&request.prepares, &request.runs) {
            (Some(statement), _) if !is_new(statement) => statement.forget(),
            (None, Some(statement)) if is_new(statement) => statement.prepare(),
            _ => Vec::new(),
        };
        self.asked_before = !before.is_empty();
        backend.socket.write_all(&[before, request.bytes.clone()].concat()).unwrap();
    }

    fn answer(&mut self, server: &Server) -> Answered {
        let answered = self.read(server);
        if answered == Answered::Yes {
            self.in_transaction = protocol::is_in_transaction(&self.from_server);
            if self.asked_before {
                self.from_server.drain(..protocol::DONE);
            }
            self.last_answer.clone_from(&self.from_server);
            self.forward();
        }
        answered
    }

    /// Reads until the whole answer is there.
    fn read(&mut self, server: &Server) -> Answered {
        let began = Instant::now();
        while !protocol::is_ready(&self.from_server) {
            let backend = self.backend.as_mut().unwrap();
            if !backend.read(&mut self.from_server, SOON) {
                self.waits_for = server.blockers(backend.pid);
                if self.waits() {
                    return Answered::Waits;
                }
                assert!(began.elapsed() < NEVER, "Postgres does not answer");
            }
        }
        self.waits_for.clear();
        Answered::Yes
    }

    fn waits(&self) -> bool {
        !self.waits_for.is_empty()
    }

    fn forward(&mut self) {
        // The process may have closed its end meanwhile.
        drop(self.client.write_all(&std::mem::take(&mut self.from_server)));
    }

    /// Ends what Postgres does for it, and frees all its locks.
    fn end(self, server: &Server) {
        let waits = self.waits();
        let Some(backend) = self.backend else { return };
        if waits { server.terminate(backend) } else { server.take_back(backend) }
    }
}

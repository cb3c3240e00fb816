//! As much of Postgres' protocol as is needed to tell one request from the next, and when it is answered
//! (PostgreSQL's documentation, "Message Formats").

use std::{
    collections::{HashMap, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
};

/// A simple query.
pub(super) fn query(statement: &str) -> Vec<u8> {
    write(b'Q', &[statement.as_bytes(), &[0]])
}

fn write(kind: u8, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let length = u32::try_from(body.len() + 4).unwrap();
    [&[kind], length.to_be_bytes().as_slice(), &body].concat()
}

/// Everything up to the point where Postgres answers that it is ready again.
pub(super) struct Request {
    pub bytes: Vec<u8>,
    /// The first words of the statement.
    pub label: String,
    /// The statement that it prepares, and asks about.
    pub prepares: Option<Statement>,
    /// The statement, prepared before, that it runs.
    pub runs: Option<Statement>,
}

/// A statement, with the name that it has at Postgres: the same one for all connections, so that what one
/// prepared the next one on that connection need not.
#[derive(Clone)]
pub(super) struct Statement {
    pub name: String,
    text: Vec<u8>,
}

impl Statement {
    /// Out of what a process asks to prepare.
    fn of(text: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        Self { name: format!("s{:016x}", hasher.finish()), text: text.to_vec() }
    }

    /// The message that prepares it.
    pub(super) fn prepare(&self) -> Vec<u8> {
        write(b'P', &[self.name.as_bytes(), &[0], &self.text])
    }

    /// The message that forgets it again.
    pub(super) fn forget(&self) -> Vec<u8> {
        write(b'C', &[b"S", self.name.as_bytes(), &[0]])
    }
}

/// The length of what Postgres answers to one of these two messages.
pub(super) const DONE: usize = 5;

impl Request {
    /// Whether it only asks for an answer.
    pub(super) fn is_nothing(&self) -> bool {
        self.bytes == [b'S', 0, 0, 0, 4]
    }
}

/// The answer that Postgres is ready.
pub(super) fn ready(in_transaction: bool) -> [u8; 6] {
    [b'Z', 0, 0, 0, 5, if in_transaction { b'T' } else { b'I' }]
}

/// What one connection asks, in order.
#[derive(Default)]
pub(super) struct Requests {
    whole: VecDeque<Request>,
    begun: Vec<u8>,
    label: String,
    prepares: Option<Statement>,
    runs: Option<Statement>,
    /// Statements by the name that the process gave them.
    prepared: HashMap<Vec<u8>, Statement>,
    ended: bool,
}

impl Requests {
    /// Takes whole messages out of what came from the process.
    pub(super) fn read(&mut self, bytes: &mut Vec<u8>) {
        let mut at = 0;
        while let Some((kind, body)) = message(&bytes[at..]) {
            let message = self.message(kind, body);
            at += body.len() + 5;
            self.begun.extend(message);
            if matches!(kind, b'Q' | b'S') {
                self.whole.push_back(Request {
                    bytes: std::mem::take(&mut self.begun),
                    label: std::mem::take(&mut self.label),
                    prepares: self.prepares.take(),
                    runs: self.runs.take(),
                });
            }
        }
        bytes.drain(..at);
    }

    /// Notes what a message is, and returns it as it goes to Postgres.
    fn message(&mut self, kind: u8, body: &[u8]) -> Vec<u8> {
        match kind {
            b'Q' => self.label = words(body),
            b'P' => {
                let (name, text) = split(body);
                let statement = Statement::of(text);
                self.label = format!("prepare {}", words(text));
                self.prepared.insert(name.to_vec(), statement.clone());
                self.prepares = Some(statement.clone());
                return statement.prepare();
            }
            b'B' => {
                let (portal, rest) = split(body);
                let (name, rest) = split(rest);
                if let Some(statement) = self.prepared.get(name) {
                    self.label = words(&statement.text);
                    self.runs = Some(statement.clone());
                    return write(kind, &[portal, &[0], statement.name.as_bytes(), &[0], rest]);
                }
            }
            b'D' if body.first() == Some(&b'S') => {
                if let Some(statement) = self.prepared.get(split(&body[1..]).0) {
                    return write(kind, &[b"S", statement.name.as_bytes(), &[0]]);
                }
            }
            b'X' => self.ended = true,
            _ => {}
        }
        write(kind, &[body])
    }

    pub(super) fn first(&self) -> Option<&Request> {
        self.whole.front()
    }

    pub(super) fn take_if(&mut self, wanted: impl FnOnce(&Request) -> bool) -> Option<Request> {
        if self.whole.front().is_some_and(wanted) { self.whole.pop_front() } else { None }
    }

    pub(super) fn take(&mut self) -> Option<Request> {
        self.whole.pop_front()
    }

    /// Whether the process wants nothing more, ever.
    pub(super) fn has_end(&self) -> bool {
        self.ended && self.whole.is_empty()
    }
}

/// Whether these messages end with the one that says that Postgres is ready.
pub(super) fn is_ready(answer: &[u8]) -> bool {
    messages(answer).last().is_some_and(|(kind, _)| kind == b'Z')
}

/// Whether an answer leaves its connection inside of a transaction.
pub(super) fn is_in_transaction(answer: &[u8]) -> bool {
    messages(answer).last().is_some_and(|(_, body)| body != b"I")
}

/// The number of the process that serves a connection, out of how the connection begins.
pub(super) fn backend(answer: &[u8]) -> Option<i32> {
    let (_, key) = messages(answer).find(|(kind, _)| *kind == b'K')?;
    Some(i32::from_be_bytes(key.get(..4)?.try_into().ok()?))
}

fn messages(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (kind, body) = message(rest)?;
        rest = &rest[body.len() + 5..];
        Some((kind, body))
    })
}

/// The first message, if it is whole: its kind and what stands in it.
fn message(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let length = u32::from_be_bytes(bytes.get(1..5)?.try_into().ok()?) as usize;
    Some((bytes[0], bytes.get(5..length + 1)?))
}

/// A string that ends with a zero, and what stands behind it.
fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    (&bytes[..end], bytes.get(end + 1..).unwrap_or_default())
}

/// The first words of a statement. Nothing of what anybody wrote stands in one.
fn words(statement: &[u8]) -> String {
    let text = String::from_utf8_lossy(split(statement).0).into_owned();
    text.split_whitespace().take(6).collect::<Vec<_>>().join(" ")
}

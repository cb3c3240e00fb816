//! What happened in one seed: read by the checker, printed where it fails, and compared between runs.

use std::{
    fmt::{self, Write as _},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::town::Town;

/// A line that somebody wrote.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub text: String,
    pub writer: usize,
    /// The conversations that it may go to: the one that its writer meant; more where it was held and
    /// its writer was asked.
    pub talks: Vec<usize>,
    /// The line that says this from now on, where it is a change of one.
    pub changes: Option<usize>,
}

/// What makes it possible that something is shown twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doubt {
    /// A process died.
    Killed,
    /// A process lost Postgres.
    Cut,
    /// Time leapt while things were on their way: workers outlived their leases.
    Stalled,
    /// Nobody learned whether the delivery of this key arrived.
    Ambiguous(String),
}

/// Something that happened.
#[derive(Debug, Clone)]
pub(super) enum Event {
    Wrote(usize),
    /// The platform was told that a line was taken.
    Accepted(usize),
    /// Something arrived at a chat.
    Output(Output),
    Doubt(Doubt),
    /// Somebody shut us out.
    Left(usize),
    /// Anything else, for the reader.
    Note(String),
}

/// Something that arrived at somebody's chat.
#[derive(Debug, Clone, Default)]
pub(super) struct Output {
    pub person: usize,
    pub key: String,
    /// Whether the platform shows it once however often it comes.
    pub keyed: bool,
    /// Every string of it.
    pub strings: Vec<String>,
    /// The text that stands in the chat now, if it was shown.
    pub shown: Option<String>,
    /// It is a new message, rather than a change of one.
    pub is_new: bool,
    /// The delivery was tried again before this try arrived: its process was given up meanwhile.
    pub overtaken: bool,
}

/// All of it, in order, each with the milliseconds since the beginning.
#[derive(Clone)]
pub(super) struct History {
    pub town: Town,
    pub lines: Vec<Line>,
    pub events: Vec<(i64, Event)>,
}

impl History {
    pub(super) fn new(town: &Town) -> Self {
        Self { town: town.clone(), lines: Vec::new(), events: Vec::new() }
    }

    /// A number that two histories share only where they are the same.
    pub(super) fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.to_string().hash(&mut hasher);
        hasher.finish()
    }

    fn name(&self, person: usize) -> &str {
        self.town.people[person].name
    }
}

impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, event) in &self.events {
            let mut text = String::new();
            match event {
                Event::Wrote(line) => {
                    let Line { text: said, writer, .. } = &self.lines[*line];
                    write!(text, "{} writes: {said}", self.name(*writer))?;
                }
                Event::Accepted(line) => {
                    let Line { text: said, writer, .. } = &self.lines[*line];
                    write!(text, "accepted from {}: {said}", self.name(*writer))?;
                }
                Event::Output(output) => {
                    let how = match (&output.shown, output.is_new) {
                        (None, _) => "is asked".to_owned(),
                        (Some(shown), true) => format!("sees: {}", shown.replace('\n', " | ")),
                        (Some(shown), false) => format!("sees changed: {}", shown.replace('\n', " | ")),
                    };
                    let late = if output.overtaken { " (late)" } else { "" };
                    write!(text, "{}{late} [{}] {how}", self.name(output.person), output.key)?;
                }
                Event::Doubt(doubt) => write!(text, "{doubt:?}")?,
                Event::Left(person) => write!(text, "{} shuts us out", self.name(*person))?,
                Event::Note(note) => text.push_str(note),
            }
            writeln!(f, "{:>9.3}s  {text}", *at as f64 / 1000.0)?;
        }
        Ok(())
    }
}

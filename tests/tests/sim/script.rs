//! What platforms answer where a test says it, and how a test drives a world without faults.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use adapter::{DeliverError, Kind};

use super::{net::Call, screens::message, server::Server, weather::Weather, world::World};

/// Longer than any pause between two tries.
const LONG: Duration = Duration::from_secs(400);
/// Leaps after which everything has ended, whatever is tried how often.
const MOST_LEAPS: usize = 200;

/// More steps than anything takes.
const MOST_STEPS: usize = 20_000;

/// What a platform answers to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// It will never take it.
    Refused,
    Unavailable,
    /// It does not answer, and has shown it or not.
    Silent {
        shown: bool,
    },
    /// Too fast: the chat takes nothing for a while.
    Limited,
}

/// What is said of lines, by conversation and reader.
#[derive(Default)]
pub(super) struct Script {
    /// The answers to the next ones.
    pub answers: BTreeMap<(usize, usize), VecDeque<Answer>>,
    /// Lines that are on their way and do not arrive.
    pub stuck: Option<(usize, usize)>,
}

impl Script {
    /// The next answer to a line of this conversation to this reader.
    pub(super) fn next(&mut self, place: Option<(usize, usize)>) -> Option<Answer> {
        self.answers.get_mut(&place?)?.pop_front()
    }
}

impl Answer {
    /// The error that the process is told.
    pub(super) fn error(self) -> DeliverError {
        match self {
            Self::Refused => DeliverError::Refused { code: 400 },
            Self::Unavailable => DeliverError::Unavailable,
            Self::Silent { .. } => DeliverError::Ambiguous,
            Self::Limited => DeliverError::RateLimited { retry_after: LONG, whole_bot: false },
        }
    }
}

impl<'s> World<'s> {
    /// A world with one process, in which only happens what a test says.
    pub(super) fn scripted(server: &'s Server) -> Self {
        let mut world = Self::new(server, 0, Weather::fair());
        world.rough = false;
        world.start(0);
        world
    }

    /// Lets everything happen that needs no time.
    pub(super) fn settle(&mut self) {
        assert!((0..MOST_STEPS).any(|_| !self.step()), "something goes on for ever");
    }

    /// Somebody does something, and all that follows from it happens.
    pub(super) fn tells(&mut self, person: usize, kind: Kind) {
        self.minds.tell(person, &self.server.town, kind, None);
        self.settle();
    }

    /// Somebody presses a button that carries this.
    pub(super) fn taps(&mut self, person: usize, data: String) {
        self.minds.tap(person, &self.server.town, None, data);
        self.settle();
    }

    /// Lets time pass until nothing waits any more.
    pub(super) fn wait(&mut self) {
        for _ in 0..MOST_LEAPS {
            self.settle();
            self.pass(LONG);
            self.settle();
            if self.server.open_deliveries() == 0 {
                return;
            }
        }
        panic!("something waits for ever");
    }

    /// The conversation and the reader of a line that is called for; none where it is no line.
    pub(super) fn place_of(&self, call: &Call, person: usize) -> Option<(usize, usize)> {
        let text = message(&call.what)?.text.text();
        let first = text.lines().next()?;
        let is_line = text.contains("\nline ") && !text.starts_with(['❌', '❓']);
        let talk = self.server.town.talks.iter().position(|talk| first.ends_with(talk.title))?;
        is_line.then_some((talk, person))
    }
}

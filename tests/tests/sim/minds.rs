//! What the people do: write, reply, switch, look for help, shut us out and return.

use std::collections::{HashSet, VecDeque};

use adapter::{Inbound, Kind, NativeId, TapId};
use chrono::DateTime;
use marketplace_domain::message::{Message, Press, Rich};

use super::{history::Line, rng::Rng, town::Town};

/// Words that no filter takes for a contact detail.
const WORDS: [&str; 24] = [
    "apple", "bread", "candle", "door", "engine", "flower", "garden", "honey", "island", "jacket", "kettle",
    "lemon", "mirror", "needle", "orange", "pillow", "queen", "river", "sugar", "table", "umbrella",
    "violin", "window", "yarn",
];

/// An update that a platform has to tell.
#[derive(Clone)]
pub(super) struct Update {
    pub inbound: Inbound,
    /// The line in it.
    pub line: Option<usize>,
}

/// A person.
#[derive(Default)]
pub(super) struct Mind {
    /// Whom their lines go to, as far as they know.
    talking: Option<usize>,
    /// What their platform has to tell yet, in order.
    pub outbox: VecDeque<Update>,
    /// Updates that were taken; their platform may tell them again.
    pub taken: Vec<Update>,
    /// Messages of others, each with its conversation.
    seen: Vec<(usize, NativeId)>,
    pub away: bool,
}

impl Mind {
    /// The lines that they wrote, each with its message.
    fn lines(&self) -> impl Iterator<Item = (usize, NativeId)> {
        let updates = self.taken.iter().chain(&self.outbox);
        let lines = updates.filter(|update| matches!(update.inbound.kind, Kind::Text { .. }));
        lines.filter_map(|update| Some((update.line?, update.inbound.message.clone()?)))
    }
}

/// Everybody, and all that they wrote.
pub(super) struct Minds {
    pub of: Vec<Mind>,
    pub left_to_write: usize,
    updates: u64,
}

/// What somebody does next, other than writing.
pub(super) enum Did {
    Wrote(usize),
    Something(String),
    Left,
    Returned,
}

impl Minds {
    pub(super) fn new(town: &Town, lines: usize) -> Self {
        let of = town.people.iter().map(|_| Mind::default()).collect();
        Self { of, left_to_write: lines, updates: 0 }
    }

    /// Somebody does something. `screen` is what stands in their chat.
    pub(super) fn act(
        &mut self,
        person: usize,
        (town, rng): (&Town, &mut Rng),
        screen: &[(NativeId, Message)],
        lines: &mut Vec<Line>,
        leaves: bool,
    ) -> Did {
        self.look(person, town, screen);
        if self.of[person].away {
            self.of[person].away = false;
            self.tell(person, town, Kind::Returned, None);
            return Did::Returned;
        }
        if leaves && rng.chance(6) {
            self.of[person].away = true;
            self.tell(person, town, Kind::Left, None);
            return Did::Left;
        }
        let held = send_button(screen);
        match rng.below(100) {
            0..4 if self.of[person].talking.is_some() => {
                let kind =
                    Kind::Command { name: "help".to_owned(), arguments: String::new(), reply_to: None };
                self.tell(person, town, kind, None);
                Did::Something("asks for help".to_owned())
            }
            4..24 if held.is_some() => {
                let (id, data) = held.unwrap();
                let talk = town.talks.iter().position(|talk| data.contains(&talk.id.to_string())).unwrap();
                for line in
                    lines.iter_mut().filter(|line| line.writer == person && !line.talks.contains(&talk))
                {
                    line.talks.push(talk);
                }
                self.of[person].talking = Some(talk);
                self.tap(person, town, Some(id), data);
                Did::Something(format!("sends what was held to “{}”", town.talks[talk].title))
            }
            24..34 => self.enter(person, town, rng),
            _ if self.of[person].talking.is_none() => self.enter(person, town, rng),
            34..42 if self.of[person].lines().next().is_some() => {
                Did::Wrote(self.change(person, (town, rng), lines))
            }
            42..58 if !self.of[person].seen.is_empty() => {
                let (talk, id) = rng.of(&self.of[person].seen).clone();
                Did::Wrote(self.write(person, town, talk, Some(id), lines))
            }
            _ => {
                let talk = self.of[person].talking.unwrap();
                Did::Wrote(self.write(person, town, talk, None, lines))
            }
        }
    }

    fn enter(&mut self, person: usize, town: &Town, rng: &mut Rng) -> Did {
        let theirs: Vec<usize> =
            (0..town.talks.len()).filter(|talk| town.talks[*talk].other(person).is_some()).collect();
        let talk = *rng.of(&theirs);
        self.of[person].talking = Some(talk);
        self.tap(person, town, None, format!("enter.{}", town.talks[talk].id));
        Did::Something(format!("turns to “{}”", town.talks[talk].title))
    }

    fn write(
        &mut self,
        person: usize,
        town: &Town,
        talk: usize,
        reply_to: Option<NativeId>,
        lines: &mut Vec<Line>,
    ) -> usize {
        let number = lines.len();
        let text = words(number);
        lines.push(Line { text: text.clone(), writer: person, talks: vec![talk], changes: None });
        self.left_to_write = self.left_to_write.saturating_sub(1);
        self.tell(person, town, Kind::Text { text: Rich::plain(text), reply_to }, Some(number));
        number
    }

    /// Somebody changes one of their lines.
    fn change(&mut self, person: usize, (town, rng): (&Town, &mut Rng), lines: &mut Vec<Line>) -> usize {
        let own: Vec<_> = self.of[person].lines().collect();
        let (line, message) = rng.of(&own).clone();
        let number = lines.len();
        let text = words(number);
        let talks = lines[line].talks.clone();
        lines.push(Line { text: text.clone(), writer: person, talks, changes: Some(line) });
        self.left_to_write = self.left_to_write.saturating_sub(1);
        self.tell(person, town, Kind::Edited { message, text: Rich::plain(text) }, Some(number));
        number
    }

    pub(super) fn tap(&mut self, person: usize, town: &Town, on: Option<NativeId>, data: String) {
        let tap = TapId(format!("tap-{}", town.people[person].token));
        self.tell(person, town, Kind::Tap { tap, on, data }, None);
    }

    /// Somebody's platform has something to tell.
    pub(super) fn tell(&mut self, person: usize, town: &Town, kind: Kind, line: Option<usize>) {
        self.updates += 1;
        let who = &town.people[person];
        let inbound = Inbound {
            native: NativeId(format!("u{}-{}", self.updates, who.token)),
            from: who.address(),
            who: who.identity(),
            language: None,
            at: DateTime::UNIX_EPOCH,
            message: matches!(kind, Kind::Text { .. })
                .then(|| NativeId(format!("o{}-{}", self.updates, who.token))),
            topic: None,
            kind,
        };
        self.of[person].outbox.push_back(Update { inbound, line });
    }

    /// Remembers which messages of others stand in the chat.
    fn look(&mut self, person: usize, town: &Town, screen: &[(NativeId, Message)]) {
        let mind = &mut self.of[person];
        let known: HashSet<NativeId> = mind.seen.iter().map(|(_, id)| id.clone()).collect();
        for (id, message) in screen.iter().filter(|(id, _)| !known.contains(id)) {
            let text = message.text.text();
            let first = text.lines().next().unwrap_or_default();
            let talk = town.talks.iter().position(|talk| first.ends_with(&format!("· {}", talk.title)));
            if let Some(talk) = talk.filter(|_| text.lines().any(|line| line.starts_with("line "))) {
                mind.seen.push((talk, id.clone()));
            }
        }
    }
}

/// What no other line says.
fn words(number: usize) -> String {
    let second = (number / WORDS.len() + number * 7) % WORDS.len();
    format!("line {} {}", WORDS[number % WORDS.len()], WORDS[second])
}

/// A button that sends what is held, on the last message that has one.
fn send_button(screen: &[(NativeId, Message)]) -> Option<(NativeId, String)> {
    let (id, message) = screen.last()?;
    let mut presses = message.buttons.iter().flatten().filter_map(|button| match &button.press {
        Press::Data(data) if button.label.starts_with("Send to") => Some(data.clone()),
        _ => None,
    });
    Some((id.clone(), presses.next()?))
}

//! Commands, and how they are done to the real relay.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use adapter::{Kind, NativeId};
use marketplace_domain::message::{Message, Rich};
use proptest::prelude::*;

use super::{
    super::{script::Answer, server::Server, world::World},
    reference::{Happens, Reference},
};

/// What is tried. Numbers are places in the town.
#[derive(Debug, Clone)]
pub(super) enum Command {
    Say { talk: usize, side: usize, reply: bool },
    Leave { talk: usize, side: usize },
    Return { talk: usize, side: usize },
    Block { talk: usize, side: usize, sending: usize, fails: bool },
    Unblock { talk: usize, side: usize },
    Mute { talk: usize, side: usize, muted: bool },
    Answer { talk: usize, side: usize, answers: Vec<Answer> },
    Wait,
}

pub(super) fn command() -> impl Strategy<Value = Command> {
    let place = (0..3_usize, 0..2_usize);
    let answer = prop_oneof![
        1 => Just(Answer::Refused),
        4 => Just(Answer::Unavailable),
        3 => any::<bool>().prop_map(|shown| Answer::Silent { shown }),
        1 => Just(Answer::Limited),
    ];
    let answers = prop::collection::vec(answer, 1..4);
    prop_oneof![
        10 => (place.clone(), any::<bool>()).prop_map(|((talk, side), reply)| Command::Say { talk, side, reply }),
        2 => place.clone().prop_map(|(talk, side)| Command::Leave { talk, side }),
        2 => place.clone().prop_map(|(talk, side)| Command::Return { talk, side }),
        2 => (place.clone(), 0..4_usize, any::<bool>())
            .prop_map(|((talk, side), sending, fails)| Command::Block { talk, side, sending, fails }),
        1 => place.clone().prop_map(|(talk, side)| Command::Unblock { talk, side }),
        1 => (place.clone(), any::<bool>()).prop_map(|((talk, side), muted)| Command::Mute { talk, side, muted }),
        4 => (place, answers).prop_map(|((talk, side), answers)| Command::Answer { talk, side, answers }),
        2 => Just(Command::Wait),
    ]
}

/// The real thing.
pub(super) struct Driver<'s> {
    world: World<'s>,
    /// The lines so far, each with its conversation and its writer.
    said: BTreeMap<String, (usize, usize)>,
}

impl<'s> Driver<'s> {
    pub(super) fn new(server: &'s Server) -> Self {
        let mut world = World::scripted(server);
        world.settle();
        Self { world, said: BTreeMap::new() }
    }

    /// Does it. Says what happens by it; nothing where it makes no sense.
    pub(super) fn perform(&mut self, command: &Command, reference: &Reference) -> Option<Happens> {
        let happens = match *command {
            Command::Say { talk, side, reply } => self.say(talk, side, reply, reference)?,
            Command::Leave { talk, side } => {
                self.tap(talk, side, "leave");
                Happens::Leaves { talk, side }
            }
            Command::Return { talk, side } => {
                self.tap(talk, side, "return");
                Happens::Returns { talk, side }
            }
            Command::Block { talk, side, sending, fails } => {
                self.block(talk, side, sending, fails, reference)
            }
            Command::Unblock { talk, side } => {
                self.tap(talk, side, "unblock");
                Happens::Unblocks { talk, side }
            }
            Command::Mute { talk, side, muted } => {
                self.tap(talk, side, if muted { "mute" } else { "unmute" });
                Happens::Mutes { talk, side, muted }
            }
            Command::Answer { talk, side, ref answers } => {
                let reader = self.person(talk, side);
                self.world.script.answers.entry((talk, reader)).or_default().extend(answers.iter().copied());
                Happens::Answers { talk, side, answers: answers.clone() }
            }
            Command::Wait => {
                self.world.wait();
                Happens::Waits
            }
        };
        self.world.settle();
        Some(happens)
    }

    fn say(&mut self, talk: usize, side: usize, reply: bool, reference: &Reference) -> Option<Happens> {
        let open = reference.is_open(talk);
        let person = self.person(talk, side);
        // Whoever replies to what nobody knows to have arrived is asked whom they mean.
        let known = |message: &NativeId| self.world.server.knows(message);
        let reply_to = self.message_of(talk, person).filter(|id| (reply || !open) && known(id));
        if reply_to.is_none() {
            if !open {
                return None;
            }
            self.tap(talk, side, "enter");
        }
        let text = self.next_line(talk, person);
        self.world.tells(person, Kind::Text { text: Rich::plain(&text), reply_to });
        Some(Happens::Says { talk, side, text })
    }

    fn block(
        &mut self,
        talk: usize,
        side: usize,
        sending: usize,
        fails: bool,
        reference: &Reference,
    ) -> Happens {
        let (reader, writer) = (self.person(talk, side), self.person(talk, 1 - side));
        let mut lines = Vec::new();
        if reference.is_open(talk) && reference.is_idle(talk, side) {
            self.tap(talk, 1 - side, "enter");
            self.world.script.stuck = Some((talk, reader));
            for _ in 0..sending {
                lines.push(self.next_line(talk, writer));
                let text = Rich::plain(lines.last().unwrap());
                self.world.tells(writer, Kind::Text { text, reply_to: None });
            }
        }
        self.tap(talk, side, "shut");
        if fails && !lines.is_empty() {
            self.world.script.answers.insert((talk, reader), VecDeque::from([Answer::Unavailable]));
        }
        // What was on its way ends later than the chat, however little.
        self.world.pass(Duration::from_millis(1));
        self.world.script.stuck = None;
        Happens::Blocks { talk, side, sending: lines, fails }
    }

    fn next_line(&mut self, talk: usize, writer: usize) -> String {
        let number = u8::try_from(self.said.len()).unwrap();
        let text = format!("line {}{}", char::from(b'a' + number / 26), char::from(b'a' + number % 26));
        self.said.insert(text.clone(), (talk, writer));
        text
    }

    fn tap(&mut self, talk: usize, side: usize, deed: &str) {
        let data = format!("{deed}.{}", self.world.server.town.talks[talk].id);
        self.world.taps(self.person(talk, side), data);
    }

    fn person(&self, talk: usize, side: usize) -> usize {
        self.world.server.town.talks[talk].sides[side]
    }

    fn screen(&self, person: usize) -> &[(NativeId, Message)] {
        self.world.screens.of(&self.world.server.town.people[person].address().chat)
    }

    /// A line of the other that stands in somebody's chat.
    fn message_of(&self, talk: usize, person: usize) -> Option<NativeId> {
        let title = self.world.server.town.talks[talk].title;
        // The first one: of the last ones it may not be known whether they arrived.
        let found = self.screen(person).iter().find(|(_, message)| {
            let text = message.text.text();
            is_about(text, title) && text.contains("\nline ")
        });
        found.map(|(id, _)| id.clone())
    }

    /// What somebody was shown of a conversation, in the words of the model.
    pub(super) fn shown(&self, talk: usize, person: usize) -> Vec<String> {
        let title = self.world.server.town.talks[talk].title;
        let is_theirs = |text: &str| {
            let line = text.lines().last().unwrap_or_default();
            text.starts_with(['❌', '❓']) && self.said.get(line) == Some(&(talk, person))
        };
        let about = self.screen(person).iter().filter(|(_, message)| {
            let text = message.text.text();
            is_about(text, title) || is_theirs(text)
        });
        about.filter_map(|(_, message)| word(message)).collect()
    }

    /// How often somebody was told at once that a line was not sent.
    pub(super) fn not_sent(&self, person: usize) -> usize {
        self.screen(person)
            .iter()
            .filter(|(_, message)| message.text.text().starts_with("❌ Not sent."))
            .count()
    }
}

fn is_about(text: &str, title: &str) -> bool {
    text.lines().next().unwrap_or_default().ends_with(title)
}

fn word(message: &Message) -> Option<String> {
    let text = message.text.text();
    let line = text.lines().last().filter(|line| line.starts_with("line "));
    if text.contains("This chat is over.") {
        let lost = text.lines().last().unwrap_or_default();
        return Some(match lost.split_whitespace().find_map(|word| word.parse::<usize>().ok()) {
            Some(count) => format!("over, {count} lost"),
            None if lost.starts_with("Your last message") => "over, 1 lost".to_owned(),
            None => "over".to_owned(),
        });
    }
    if text.contains("This chat is open again") {
        return Some("open again".to_owned());
    }
    let why = [
        ("cannot be reached now", "gone: "),
        ("could not be shown", "refused: "),
        ("after many tries", "dead: "),
        ("It is not certain", "unsure: "),
    ];
    let why = why.into_iter().find(|(words, _)| text.contains(words)).map(|(_, why)| why);
    let how = why.unwrap_or(if message.silent { "silent " } else { "" });
    Some(format!("{how}{}", line?))
}

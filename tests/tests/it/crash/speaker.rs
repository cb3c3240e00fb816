//! People on the fake Telegram who say numbered lines, and what was heard of them.

use tests::{
    fake_telegram::{ChatView, FakeTelegram, User},
    pairs::Pair,
};

/// What one person said: lines numbered from 1, telling who says them.
pub(super) struct Speaker {
    pub(super) user: User,
    pub(super) listener: i64,
    pub(super) said: usize,
}

impl Speaker {
    pub(super) fn speak(&mut self) {
        self.said += 1;
        self.user.send_text(&format!("line {} of {}.", self.said, self.user.id()));
    }
}

pub(super) fn speakers(fake: &FakeTelegram, pairs: &[Pair]) -> Vec<Speaker> {
    let user = |id: i64| {
        let user = fake.user(id, "Somebody", None, "en");
        user.open_chat();
        user
    };
    pairs
        .iter()
        .flat_map(|pair| {
            [(pair.requester, pair.provider), (pair.provider, pair.requester)].map(|(id, listener)| Speaker {
                user: user(id),
                listener,
                said: 0,
            })
        })
        .collect()
}

/// The numbers of the lines of one speaker, as they stand in a chat; `None` for a line that somebody
/// else said.
pub(super) fn heard(chat: &ChatView, speaker: i64) -> (Vec<usize>, usize) {
    let mut lines = Vec::new();
    let mut strangers = 0;
    for message in chat.from_bot() {
        for line in message.text.lines().filter_map(|line| line.strip_prefix("line ")) {
            let mut parts = line.trim_end_matches('.').split(" of ");
            let number = parts.next().and_then(|number| number.parse().ok());
            match (number, parts.next().and_then(|id| id.parse::<i64>().ok())) {
                (Some(number), Some(id)) if id == speaker => lines.push(number),
                _ => strangers += 1,
            }
        }
    }
    (lines, strangers)
}

/// Lines that their own speaker was told had not arrived.
pub(super) fn told(chat: &ChatView, speaker: i64) -> Vec<usize> {
    heard(chat, speaker).0
}

/// How many lines neither arrived nor were told to their speaker not to have.
pub(super) fn missing(fake: &FakeTelegram, speakers: &[Speaker]) -> usize {
    let missing = |speaker: &Speaker| {
        let (lines, _) = heard(&fake.chat(speaker.listener), speaker.user.id());
        let told = told(&fake.chat(speaker.user.id()), speaker.user.id());
        (1..=speaker.said).filter(|number| !lines.contains(number) && !told.contains(number)).count()
    };
    speakers.iter().map(missing).sum()
}

/// The end of a log.
pub(super) fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines.iter().skip(lines.len().saturating_sub(30)).copied().collect::<Vec<_>>().join("\n")
}

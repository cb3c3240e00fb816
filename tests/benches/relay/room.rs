//! People who say numbered lines to each other, and what was heard of them.

use std::ops::Range;
use std::time::Duration;

use tests::fake_telegram::{FakeTelegram, Heard, User};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout_at};

/// What went wrong.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wrong {
    /// Lines that were never heard.
    pub(crate) lost: usize,
    /// Lines that were heard after one that was said later.
    pub(crate) inversions: usize,
    /// Lines that were heard again.
    pub(crate) repeats: usize,
    /// Lines that were heard by somebody else.
    pub(crate) strangers: usize,
    /// The first message that is no line at all.
    pub(crate) words: Option<String>,
}

struct Speaker {
    user: User,
    /// When each line was said: the moment in which the platform has it.
    said: Vec<Instant>,
    /// Which of them were heard.
    heard: Vec<bool>,
    /// The number of the latest that was heard.
    latest: usize,
}

/// Everybody.
pub(crate) struct Room {
    first: i64,
    speakers: Vec<Speaker>,
    hearing: mpsc::UnboundedReceiver<Heard>,
    /// From saying to hearing, in microseconds, in the order of hearing.
    latencies: Vec<u32>,
    /// Lines that were said and not heard yet.
    open: usize,
    wrong: Wrong,
    next: usize,
}

impl Room {
    /// People with these chats: neighbours talk to each other.
    pub(crate) fn new(fake: &FakeTelegram, chats: Range<i64>) -> Self {
        let first = chats.start;
        let speaker = |id| {
            let user = fake.user(id, "Somebody", None, "en");
            user.open_chat();
            Speaker { user, said: Vec::new(), heard: Vec::new(), latest: 0 }
        };
        Self {
            first,
            speakers: chats.map(speaker).collect(),
            hearing: fake.hear(),
            latencies: Vec::new(),
            open: 0,
            wrong: Wrong::default(),
            next: 0,
        }
    }

    /// Everybody says their next line.
    pub(crate) fn everybody_speaks(&mut self) {
        (0..self.speakers.len()).for_each(|place| self.speak(place));
    }

    /// For so long, everybody says the next line once one was heard. Returns from saying to hearing.
    pub(crate) async fn talk(&mut self, time: Duration) -> Vec<u32> {
        self.latencies.clear();
        let deadline = Instant::now() + time;
        while let Ok(Some(heard)) = timeout_at(deadline, self.hearing.recv()).await {
            if let Some(place) = self.hear(&heard) {
                self.speak(place);
            }
        }
        std::mem::take(&mut self.latencies)
    }

    /// For so long, a line is said each `gap`, by one after the other, whatever is heard. Returns from
    /// saying to hearing, and how much later than planned the latest was said.
    pub(crate) async fn recite(&mut self, gap: Duration, time: Duration) -> (Vec<u32>, Duration) {
        self.latencies.clear();
        let mut at = Instant::now();
        let end = at + time;
        let mut late = Duration::ZERO;
        while at < end {
            tokio::select! {
                Some(heard) = self.hearing.recv() => drop(self.hear(&heard)),
                () = sleep_until(at) => {
                    late = late.max(at.elapsed());
                    self.next = (self.next + 1) % self.speakers.len();
                    self.speak(self.next);
                    at += gap;
                }
            }
        }
        (std::mem::take(&mut self.latencies), late)
    }

    /// Waits until nothing is on its way, or for so long. What went wrong up to now.
    pub(crate) async fn settle(&mut self, patience: Duration) -> Wrong {
        let deadline = Instant::now() + patience;
        while self.open > 0 {
            let Ok(Some(heard)) = timeout_at(deadline, self.hearing.recv()).await else { break };
            self.hear(&heard);
        }
        Wrong { lost: self.open, ..self.wrong.clone() }
    }

    fn speak(&mut self, place: usize) {
        let Some(speaker) = self.speakers.get_mut(place) else { return };
        speaker.said.push(Instant::now());
        speaker.heard.push(false);
        self.open += 1;
        let (number, id) = (speaker.said.len(), speaker.user.id());
        let (number, id) = (spelt(number as u64), spelt(id.unsigned_abs()));
        speaker.user.send_text(&format!("line {number} of {id}, and it should go into the small bag"));
    }

    /// Notes what came. Returns whose line it was, where it is one that was not heard before.
    fn hear(&mut self, heard: &Heard) -> Option<usize> {
        let Some((number, id)) = heard.message.text.lines().find_map(line) else {
            self.wrong.words.get_or_insert_with(|| heard.message.text.clone());
            return None;
        };
        let place = usize::try_from(id - self.first).ok()?;
        if heard.chat - self.first != (id - self.first) ^ 1 {
            self.wrong.strangers += 1;
        }
        let speaker = self.speakers.get_mut(place)?;
        let (said, seen) = (speaker.said.get(number - 1)?, speaker.heard.get_mut(number - 1)?);
        if std::mem::replace(seen, true) {
            self.wrong.repeats += 1;
            return None;
        }
        if number < speaker.latest {
            self.wrong.inversions += 1;
        }
        speaker.latest = speaker.latest.max(number);
        let took = Instant::from_std(heard.at).duration_since(*said).as_micros();
        self.latencies.push(u32::try_from(took).unwrap_or(u32::MAX));
        self.open -= 1;
        Some(place)
    }
}

/// The number of a line, from 1, and who says it.
fn line(text: &str) -> Option<(usize, i64)> {
    let (line, _) = text.strip_prefix("line ")?.split_once(',')?;
    let (number, id) = line.split_once(" of ")?;
    Some((usize::try_from(read(number)?).ok().filter(|number| *number > 0)?, i64::try_from(read(id)?).ok()?))
}

/// Letters for digits: many numbers in a row are what the product hides as contact details.
const LETTERS: &str = "bcdfghjklm";

fn spelt(number: u64) -> String {
    let letter = |digit: char| LETTERS.chars().nth(usize::try_from(digit.to_digit(10)?).ok()?);
    number.to_string().chars().filter_map(letter).collect()
}

fn read(word: &str) -> Option<u64> {
    let digit = |letter| u64::try_from(LETTERS.find(letter)?).ok();
    word.chars().try_fold(0_u64, |number, letter| number.checked_mul(10)?.checked_add(digit(letter)?))
}

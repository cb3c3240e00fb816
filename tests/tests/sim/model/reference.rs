//! The model: what conversations are, said as plainly as possible.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::super::{
    net::has_keys,
    script::Answer,
    town::{Talk, Town},
};

/// What happens. A side is 0 for whoever asked for something, 1 for whoever answered.
#[derive(Debug, Clone)]
pub(super) enum Happens {
    Says {
        talk: usize,
        side: usize,
        text: String,
    },
    Leaves {
        talk: usize,
        side: usize,
    },
    Returns {
        talk: usize,
        side: usize,
    },
    /// Blocks, while `sending` lines of the other are being sent, and waiting behind: the first of them
    /// arrives or fails.
    Blocks {
        talk: usize,
        side: usize,
        sending: Vec<String>,
        fails: bool,
    },
    Unblocks {
        talk: usize,
        side: usize,
    },
    Mutes {
        talk: usize,
        side: usize,
        muted: bool,
    },
    /// So the platform answers the next lines to this side.
    Answers {
        talk: usize,
        side: usize,
        answers: Vec<Answer>,
    },
    /// As long as it takes until nothing changes any more.
    Waits,
}

#[derive(Debug, Clone)]
enum What {
    Line(String),
    News(String),
}

struct Item {
    what: What,
    tries: u32,
    repeated: bool,
    /// It waits for time to pass.
    later: bool,
}

/// What goes to one side.
#[derive(Default)]
struct Lane {
    queue: VecDeque<Item>,
    shown: Vec<String>,
    answers: VecDeque<Answer>,
    muted: bool,
    blocks: bool,
}

#[derive(Default)]
struct Conversation {
    /// The side that ended it.
    ended_by: Option<usize>,
    lanes: [Lane; 2],
}

pub(super) struct Reference {
    town: Town,
    talks: Vec<Conversation>,
    /// People whose chats take nothing.
    limited: BTreeSet<usize>,
    not_sent: BTreeMap<usize, usize>,
}

impl Reference {
    pub(super) fn new(town: &Town) -> Self {
        let talks = town.talks.iter().map(|_| Conversation::default()).collect();
        Self { town: town.clone(), talks, limited: BTreeSet::new(), not_sent: BTreeMap::new() }
    }

    /// Every side of every conversation: the conversation, and who reads there.
    pub(super) fn chats(&self) -> Vec<(usize, usize)> {
        let talks = self.town.talks.iter().enumerate();
        talks.flat_map(|(talk, Talk { sides, .. })| sides.map(|reader| (talk, reader))).collect()
    }

    /// What somebody was shown of a conversation.
    pub(super) fn shown(&self, talk: usize, reader: usize) -> Vec<String> {
        let side = self.town.talks[talk].sides.iter().position(|side| *side == reader).unwrap();
        self.talks[talk].lanes[side].shown.clone()
    }

    /// How often somebody was told at once that a line was not sent.
    pub(super) fn not_sent(&self, person: usize) -> usize {
        self.not_sent.get(&person).copied().unwrap_or_default()
    }

    pub(super) fn is_open(&self, talk: usize) -> bool {
        self.talks[talk].ended_by.is_none()
    }

    /// Whether nothing waits for this side.
    pub(super) fn is_idle(&self, talk: usize, side: usize) -> bool {
        let lane = &self.talks[talk].lanes[side];
        lane.queue.is_empty()
            && lane.answers.is_empty()
            && !self.limited.contains(&self.town.talks[talk].sides[side])
    }

    pub(super) fn perform(&mut self, what: &Happens) {
        match what {
            Happens::Says { talk, side, text } => {
                if self.is_open(*talk) {
                    self.push(*talk, 1 - side, What::Line(text.clone()));
                } else {
                    *self.not_sent.entry(self.town.talks[*talk].sides[*side]).or_default() += 1;
                }
            }
            Happens::Leaves { talk, side } => {
                if self.is_open(*talk) {
                    self.talks[*talk].ended_by = Some(*side);
                    self.push(*talk, 1 - side, What::News("over".to_owned()));
                }
            }
            Happens::Returns { talk, side } => {
                let conversation = &mut self.talks[*talk];
                let blocked = conversation.lanes.iter().any(|lane| lane.blocks);
                if conversation.ended_by == Some(*side) && !blocked {
                    conversation.ended_by = None;
                    self.push(*talk, 1 - side, What::News("open again".to_owned()));
                }
            }
            Happens::Blocks { talk, side, sending, fails } => self.block(*talk, *side, sending, *fails),
            Happens::Unblocks { talk, side } => self.talks[*talk].lanes[*side].blocks = false,
            Happens::Mutes { talk, side, muted } => self.talks[*talk].lanes[*side].muted = *muted,
            Happens::Answers { talk, side, answers } => {
                self.talks[*talk].lanes[*side].answers.extend(answers.iter().copied());
            }
            Happens::Waits => {
                // Nothing waits after it, but what the waiting itself brings about.
                for _ in 0..20 {
                    self.limited.clear();
                    let lanes = self.talks.iter_mut().flat_map(|talk| &mut talk.lanes);
                    lanes.flat_map(|lane| &mut lane.queue).for_each(|item| item.later = false);
                    self.deliver();
                }
            }
        }
        self.deliver();
    }

    fn push(&mut self, talk: usize, side: usize, what: What) {
        let item = Item { what, tries: 0, repeated: false, later: false };
        self.talks[talk].lanes[side].queue.push_back(item);
    }

    fn block(&mut self, talk: usize, side: usize, sending: &[String], fails: bool) {
        let was_open = self.is_open(talk);
        let blocked = 1 - side;
        let conversation = &mut self.talks[talk];
        conversation.lanes[side].blocks = true;
        // What was tried may have arrived, as far as anybody knows.
        let mut lost: Vec<(String, bool)> = Vec::new();
        for (taker, lane) in conversation.lanes.iter_mut().enumerate() {
            lane.queue.retain(|item| match &item.what {
                What::Line(text) => {
                    if taker == side {
                        lost.push((text.clone(), item.tries > 0));
                    }
                    false
                }
                What::News(_) => true,
            });
        }
        let mut failed = None;
        if let Some((first, rest)) = sending.split_first() {
            lost.extend(rest.iter().map(|text| (text.clone(), false)));
            if fails {
                failed = Some(first.clone());
            } else {
                let silent = if conversation.lanes[side].muted { "silent " } else { "" };
                conversation.lanes[side].shown.push(format!("{silent}{first}"));
            }
        }
        if was_open {
            conversation.ended_by = Some(side);
            let news = if lost.is_empty() { "over".to_owned() } else { format!("over, {} lost", lost.len()) };
            self.push(talk, blocked, What::News(news));
        } else {
            // They heard before that it is over.
            for (text, was_tried) in lost {
                let why = if was_tried { "unsure" } else { "gone" };
                self.push(talk, blocked, What::News(format!("{why}: {text}")));
            }
        }
        if let Some(text) = failed {
            self.push(talk, blocked, What::News(format!("unsure: {text}")));
        }
    }

    /// Tries everything, and then what that brought about.
    fn deliver(&mut self) {
        for _ in 0..3 {
            self.deliver_once();
        }
    }

    fn deliver_once(&mut self) {
        for talk in 0..self.talks.len() {
            for side in 0..2 {
                while self.try_first(talk, side) {}
            }
        }
    }

    /// Tries what comes first; true where there may be more to do.
    fn try_first(&mut self, talk: usize, side: usize) -> bool {
        let reader = self.town.talks[talk].sides[side];
        let keyed = has_keys(self.town.people[reader].platform);
        let lane = &mut self.talks[talk].lanes[side];
        if self.limited.contains(&reader) {
            return false;
        }
        let Some(item) = lane.queue.front_mut().filter(|item| !item.later) else { return false };
        let text = match &item.what {
            What::Line(text) | What::News(text) => text.clone(),
        };
        let answer = match &item.what {
            What::Line(_) => lane.answers.pop_front(),
            What::News(_) => None,
        };
        let silent = lane.muted && matches!(item.what, What::Line(_));
        let show = format!("{}{text}", if silent { "silent " } else { "" });
        item.tries += u32::from(answer != Some(Answer::Limited));
        let lost = match answer {
            None => {
                // A platform with keys knows whether it has shown it before.
                if !(keyed && item.repeated) {
                    lane.shown.push(show);
                }
                lane.queue.pop_front();
                return true;
            }
            Some(Answer::Refused) => Some("refused"),
            Some(Answer::Limited) => {
                self.limited.insert(reader);
                return false;
            }
            Some(Answer::Silent { shown }) if !keyed => {
                if shown {
                    lane.shown.push(show);
                }
                let again = !std::mem::replace(&mut item.repeated, true);
                if again {
                    return true;
                }
                Some("unsure")
            }
            Some(answer) => {
                if answer == (Answer::Silent { shown: true }) && !std::mem::replace(&mut item.repeated, true)
                {
                    lane.shown.push(show);
                }
                item.later = true;
                if item.tries < 8 {
                    return true;
                }
                Some(if matches!(answer, Answer::Silent { .. }) { "unsure" } else { "dead" })
            }
        };
        // Without keys nobody knows what became of a try before.
        let may_have_arrived = item.repeated && !keyed;
        lane.queue.pop_front();
        if let Some(why) = lost.map(|why| if may_have_arrived { "unsure" } else { why }) {
            self.push(talk, 1 - side, What::News(format!("{why}: {text}")));
        }
        true
    }
}

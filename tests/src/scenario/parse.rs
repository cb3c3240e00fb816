//! Reads a transcript.
//!
//! In front of the first step stand `# …` lines, `now: 2026-11-23 10:00` (the time in Tunis) and
//! the people, one a line: `Amira on telegram (fr)`; in brackets stands the language of their app.
//! `market: demo` lays out the demo town first; with `topics: on` conversations have topics on Telegram.
//! What people can do, one a step:
//!
//! ```text
//! Amira opens the chat
//! Amira opens the chat at req_1
//! Amira: a line, or a command; ⏎ begins a new line
//! Amira: (photo)
//! Amira: (photo) with words under it
//! Amira: (voice), (video), (round video), (document) with words under it
//! Amira: (album of 3) with words under it
//! Amira: (location 36.8 10.1)
//! Amira: (sticker)
//! Amira taps [a button]
//! Amira taps [a button] under "first words of a message"
//! Amira taps [a button] that is gone
//! Amira replies to "first words of a message": a line
//! Amira edits "first words of her own message": what it says now
//! Amira reacts 👍 to "first words of a message"
//! Amira in "first words of a topic": anything that she can send
//! Amira deletes the topic "first words of it"
//! Amira blocks the bot
//! Amira returns
//! clock +2 days
//! ```

use chrono::{NaiveDateTime, TimeDelta};
use marketplace_domain::{account::Platform, media::FileKind};

/// A transcript, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// When it begins, by a clock in Tunis.
    pub now: NaiveDateTime,
    /// Whether the market is the demo town.
    pub demo: bool,
    /// Whether conversations have topics of their own on Telegram.
    pub topics: bool,
    /// Who takes part, in order.
    pub people: Vec<Person>,
    /// What happens, in order.
    pub steps: Vec<Step>,
    /// What stands before the first step, as written.
    head: String,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// What the transcript calls them.
    pub name: String,
    /// Where they chat.
    pub platform: Platform,
    /// The language of their app, as a tag.
    pub language: String,
}

/// One thing that happens.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its line in the transcript, counted from 1.
    pub line: usize,
    /// What it is.
    pub deed: Deed,
    /// The line as written, with the `# …` lines before it.
    text: String,
}

/// What can happen. People are numbered in the order in which they are introduced.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// The clock goes on.
    Clock(TimeDelta),
    /// Somebody comes in, by a deep link or not.
    Open(usize, Option<String>),
    /// Somebody writes.
    Say(usize, String),
    /// Somebody sends a picture with words under it.
    Photo(usize, String),
    /// Somebody sends another file with words under it.
    File(usize, FileKind, String),
    /// Somebody sends so many pictures as one album, with words under the first.
    Album(usize, usize, String),
    /// Somebody shares a point: latitude and longitude in degrees.
    Location(usize, f64, f64),
    /// Somebody sends what the bot does not take.
    Sticker(usize),
    /// Somebody presses a button that they see.
    Tap {
        /// Who.
        who: usize,
        /// What stands on it.
        label: String,
        /// What the message begins with, where it is not the last one with such a button.
        under: Option<String>,
    },
    /// Somebody presses a button that they saw last time before it went.
    TapGone(usize, String),
    /// Somebody answers a certain message.
    Reply {
        /// Who.
        who: usize,
        /// What the message begins with.
        to: String,
        /// The line.
        text: String,
    },
    /// Somebody changes a message of their own.
    Edit {
        /// Who.
        who: usize,
        /// What it began with.
        of: String,
        /// What it says now.
        text: String,
    },
    /// Somebody reacts to a message.
    React {
        /// Who.
        who: usize,
        /// With what.
        emoji: String,
        /// What the message begins with.
        to: String,
    },
    /// Somebody sends something in a topic.
    In {
        /// Who.
        who: usize,
        /// What the topic's name begins with.
        topic: String,
        /// What they send.
        deed: Box<Deed>,
    },
    /// Somebody deletes a topic, whose name begins so.
    DeleteTopic(usize, String),
    /// Somebody shuts the bot out.
    Block(usize),
    /// Somebody lets the bot in again.
    Return(usize),
}

/// A line that means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct Malformed {
    /// Counted from 1; 0 where a line is missing.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub problem: String,
}

impl Scenario {
    /// Reads a transcript. What people see is passed over.
    ///
    /// # Errors
    /// [`Malformed`] for the first line that means nothing.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let mut head = Head::default();
        let mut steps: Vec<Step> = Vec::new();
        let mut comments = String::new();
        for (index, source) in text.lines().enumerate() {
            let line = index + 1;
            let malformed = |problem: String| Malformed { line, problem };
            if source.starts_with("  ") || source.trim().is_empty() {
                if head.text.is_empty() || !steps.is_empty() {
                    continue;
                }
                head.text.push_str(&std::mem::take(&mut comments));
                head.text.push('\n');
            } else if source.starts_with('#') {
                comments.push_str(source);
                comments.push('\n');
            } else if steps.is_empty() && head.take(source).map_err(malformed)? {
                head.text.push_str(&std::mem::take(&mut comments));
                head.text.push_str(source);
                head.text.push('\n');
            } else {
                let deed = read_deed(source, &head.people).map_err(malformed)?;
                let text = std::mem::take(&mut comments) + source;
                steps.push(Step { line, deed, text });
            }
        }
        let missing = |what: &str| Malformed { line: 0, problem: format!("{what} is missing") };
        let now = head.now.ok_or_else(|| missing("now: 2026-11-23 10:00"))?;
        if head.people.is_empty() {
            return Err(missing("a person, as Amira on telegram (fr),"));
        }
        let Head { demo, topics, people, text, .. } = head;
        Ok(Self { now, demo, topics, people, steps, head: text.trim_end().to_owned() })
    }

    /// The transcript with what was seen after each step, which is a list of lines.
    #[must_use]
    pub fn write(&self, seen: &[Vec<String>]) -> String {
        let mut text = self.head.clone();
        text.push('\n');
        for (step, lines) in self.steps.iter().zip(seen) {
            text.push('\n');
            text.push_str(&step.text);
            text.push('\n');
            for line in lines {
                text.push_str("  ");
                text.push_str(line);
                text.push('\n');
            }
        }
        text
    }
}

#[derive(Default)]
struct Head {
    now: Option<NaiveDateTime>,
    demo: bool,
    topics: bool,
    people: Vec<Person>,
    text: String,
}

impl Head {
    /// Takes a line that belongs before the steps; `false` where it does not.
    fn take(&mut self, line: &str) -> Result<bool, String> {
        if let Some(now) = line.strip_prefix("now:") {
            let now = NaiveDateTime::parse_from_str(now.trim(), "%Y-%m-%d %H:%M");
            self.now = Some(now.map_err(|_| "a time is written 2026-11-23 10:00".to_owned())?);
            return Ok(true);
        }
        if line == "market: demo" {
            self.demo = true;
            return Ok(true);
        }
        if line == "topics: on" {
            self.topics = true;
            return Ok(true);
        }
        let Some((name, rest)) = line.split_once(" on ").filter(|(name, _)| is_name(name)) else {
            return Ok(false);
        };
        let person = rest.strip_suffix(')').and_then(|rest| rest.split_once(" ("));
        let (platform, language) =
            person.ok_or_else(|| "a person is written Amira on telegram (fr)".to_owned())?;
        let platform = platform.parse().map_err(|error| format!("{error}"))?;
        self.people.push(Person { name: name.to_owned(), platform, language: language.to_owned() });
        Ok(true)
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphanumeric)
}

fn read_deed(line: &str, people: &[Person]) -> Result<Deed, String> {
    if let Some(time) = line.strip_prefix("clock +") {
        return read_time(time).map(Deed::Clock).ok_or_else(|| "a time is written clock +2 days".to_owned());
    }
    let end = line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let who = people.iter().position(|person| person.name == name);
    let who = who.ok_or_else(|| format!("{name:?} was not introduced"))?;
    if let Some(text) = rest.strip_prefix(": ") {
        return read_line(who, text);
    }
    match rest {
        " opens the chat" => return Ok(Deed::Open(who, None)),
        " blocks the bot" => return Ok(Deed::Block(who)),
        " returns" => return Ok(Deed::Return(who)),
        _ => {}
    }
    if let Some(start) = rest.strip_prefix(" opens the chat at ") {
        return Ok(Deed::Open(who, Some(start.to_owned())));
    }
    if let Some((topic, text)) = rest.strip_prefix(" in \"").and_then(|rest| rest.split_once("\": ")) {
        let deed = Box::new(read_line(who, text)?);
        return Ok(Deed::In { who, topic: topic.to_owned(), deed });
    }
    if let Some(topic) = rest.strip_prefix(" deletes the topic \"").and_then(|rest| rest.strip_suffix('"')) {
        return Ok(Deed::DeleteTopic(who, topic.to_owned()));
    }
    if let Some((of, text)) = rest.strip_prefix(" edits \"").and_then(|rest| rest.split_once("\": ")) {
        return Ok(Deed::Edit { who, of: of.to_owned(), text: text.to_owned() });
    }
    if let Some((emoji, to)) = rest.strip_prefix(" reacts ").and_then(|rest| rest.split_once(" to \"")) {
        let to = to.trim_end_matches('"').to_owned();
        return Ok(Deed::React { who, emoji: emoji.to_owned(), to });
    }
    let deed = match (rest.strip_prefix(" taps ["), rest.strip_prefix(" replies to ")) {
        (Some(rest), _) => read_tap(who, rest),
        (_, Some(rest)) => read_reply(who, rest),
        _ => None,
    };
    deed.ok_or_else(|| format!("nobody can do {line:?}"))
}

fn read_time(text: &str) -> Option<TimeDelta> {
    let (number, unit) = text.split_once(' ')?;
    let number = number.parse().ok()?;
    match unit.trim_end_matches('s') {
        "second" => TimeDelta::try_seconds(number),
        "minute" => TimeDelta::try_minutes(number),
        "hour" => TimeDelta::try_hours(number),
        "day" => TimeDelta::try_days(number),
        _ => None,
    }
}

/// Files that can be sent, as a transcript names them.
const FILES: [(&str, FileKind); 4] = [
    ("(voice)", FileKind::Voice),
    ("(video)", FileKind::Video),
    ("(round video)", FileKind::Round),
    ("(document)", FileKind::Document),
];

fn read_line(who: usize, text: &str) -> Result<Deed, String> {
    if text == "(sticker)" {
        return Ok(Deed::Sticker(who));
    }
    if let Some(caption) = text.strip_prefix("(photo)") {
        return Ok(Deed::Photo(who, caption.trim().to_owned()));
    }
    for (name, kind) in FILES {
        if let Some(caption) = text.strip_prefix(name) {
            return Ok(Deed::File(who, kind, caption.trim().to_owned()));
        }
    }
    if let Some((count, caption)) = text.strip_prefix("(album of ").and_then(|rest| rest.split_once(')')) {
        let count = count.parse().map_err(|_| "an album is written (album of 3)".to_owned())?;
        return Ok(Deed::Album(who, count, caption.trim().to_owned()));
    }
    if let Some(point) = text.strip_prefix("(location ") {
        let point = point.strip_suffix(')').and_then(|point| point.split_once(' '));
        let point = point.and_then(|(lat, lon)| Some((lat.parse().ok()?, lon.parse().ok()?)));
        let (lat, lon) = point.ok_or_else(|| "a point is written (location 36.8 10.1)".to_owned())?;
        return Ok(Deed::Location(who, lat, lon));
    }
    Ok(Deed::Say(who, text.replace(" ⏎ ", "\n")))
}

fn read_tap(who: usize, rest: &str) -> Option<Deed> {
    // The last bracket ends the label, so that a label may hold one.
    let (label, rest) = rest.rsplit_once(']')?;
    let label = label.to_owned();
    match rest {
        "" => Some(Deed::Tap { who, label, under: None }),
        " that is gone" => Some(Deed::TapGone(who, label)),
        _ => {
            let under = rest.strip_prefix(" under \"")?.strip_suffix('"')?;
            Some(Deed::Tap { who, label, under: Some(under.to_owned()) })
        }
    }
}

fn read_reply(who: usize, rest: &str) -> Option<Deed> {
    let (to, text) = rest.strip_prefix('"')?.split_once("\": ")?;
    Some(Deed::Reply { who, to: to.to_owned(), text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "# A story.\nnow: 2026-11-23 10:00\n\nAmira on telegram (fr)\nKarim on web (en)\n\n\
        # It begins.\nAmira: /start\n  Amira sees\n    | Bonjour\n\nclock +2 days\n  nobody sees anything new\n";

    fn deed(line: &str) -> Result<Deed, String> {
        let text = format!("now: 2026-11-23 10:00\nAmira on telegram (fr)\n\n{line}\n");
        let mut scenario = Scenario::parse(&text).map_err(|malformed| malformed.problem)?;
        Ok(scenario.steps.remove(0).deed)
    }

    #[test]
    fn a_transcript_is_written_as_it_was_read() {
        let scenario = Scenario::parse(STORY).unwrap();
        let seen = [
            vec!["Amira sees".to_owned(), "  | Bonjour".to_owned()],
            vec!["nobody sees anything new".to_owned()],
        ];
        assert_eq!(scenario.write(&seen), STORY);
        let lines: Vec<usize> = scenario.steps.iter().map(|step| step.line).collect();
        assert_eq!(lines, [8, 12]);
        assert_eq!(scenario.people[1].platform, Platform::Web);
    }

    #[test]
    fn deeds_are_read() {
        let tap = |under: Option<&str>| Deed::Tap {
            who: 0,
            label: "[x] Yes".to_owned(),
            under: under.map(str::to_owned),
        };
        let reply = Deed::Reply { who: 0, to: "Is it".to_owned(), text: "Yes: it is".to_owned() };
        let deed_in = Box::new(Deed::Say(0, "hello".to_owned()));
        let inside = Deed::In { who: 0, topic: "Bear".to_owned(), deed: deed_in };
        let cases = [
            ("clock +90 minutes", Deed::Clock(TimeDelta::minutes(90))),
            ("Amira opens the chat", Deed::Open(0, None)),
            ("Amira opens the chat at req_1", Deed::Open(0, Some("req_1".to_owned()))),
            ("Amira: a ⏎ b", Deed::Say(0, "a\nb".to_owned())),
            ("Amira: (photo)", Deed::Photo(0, String::new())),
            ("Amira: (photo) red", Deed::Photo(0, "red".to_owned())),
            ("Amira: (voice)", Deed::File(0, FileKind::Voice, String::new())),
            ("Amira: (document) the list", Deed::File(0, FileKind::Document, "the list".to_owned())),
            ("Amira: (album of 3) look", Deed::Album(0, 3, "look".to_owned())),
            ("Amira: (location 36.8 -10.1)", Deed::Location(0, 36.8, -10.1)),
            ("Amira: (sticker)", Deed::Sticker(0)),
            ("Amira taps [[x] Yes]", tap(None)),
            ("Amira taps [[x] Yes] under \"Sure?\"", tap(Some("Sure?"))),
            ("Amira taps [Yes] that is gone", Deed::TapGone(0, "Yes".to_owned())),
            ("Amira replies to \"Is it\": Yes: it is", reply),
            (
                "Amira edits \"Is it\": It is",
                Deed::Edit { who: 0, of: "Is it".to_owned(), text: "It is".to_owned() },
            ),
            (
                "Amira reacts 👍 to \"Is it\"",
                Deed::React { who: 0, emoji: "👍".to_owned(), to: "Is it".to_owned() },
            ),
            ("Amira in \"Bear\": hello", inside),
            ("Amira deletes the topic \"Bear\"", Deed::DeleteTopic(0, "Bear".to_owned())),
            ("Amira blocks the bot", Deed::Block(0)),
            ("Amira returns", Deed::Return(0)),
        ];
        for (line, expected) in cases {
            assert_eq!(deed(line), Ok(expected), "{line}");
        }
    }

    #[test]
    fn what_means_nothing_is_refused_with_its_line() {
        for line in
            ["Karim: hello", "Amira dances", "Amira taps Yes", "clock +2 moons", "Amira: (location 1)"]
        {
            assert!(deed(line).is_err(), "{line}");
        }
        let error = Scenario::parse("now: 2026-11-23 10:00\nAmira on mars (fr)\n").unwrap_err();
        assert_eq!(error.line, 2);
        assert_eq!(Scenario::parse("Amira on web (fr)\n").unwrap_err().line, 0);
    }
}

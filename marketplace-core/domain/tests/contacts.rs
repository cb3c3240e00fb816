//! Measures the contact filter on lines that people would write: leaks, and what only looks like one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests")]

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use marketplace_domain::{
    contact::{Found, Kind, find, mask},
    message::Rich,
};

/// A line of the corpus: what one person wrote, in one message or several.
struct Line {
    kind: Option<Kind>,
    text: String,
    messages: Vec<String>,
    hidden: Vec<String>,
}

fn corpus(name: &str) -> Vec<Line> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/contacts").join(name);
    let text = fs::read_to_string(path).unwrap();
    let lines: Vec<Line> = text.lines().filter(|line| !line.starts_with('#')).map(read).collect();
    assert!(lines.len() >= 200, "{name} has lines");
    lines
}

fn read(line: &str) -> Line {
    let [label, _language, text, hidden] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
    let kind = match label {
        "phone" => Some(Kind::Phone),
        "email" => Some(Kind::Email),
        "handle" => Some(Kind::Handle),
        "link" => Some(Kind::Link),
        "bank" => Some(Kind::Bank),
        "innocent" => None,
        _ => panic!("unknown label {label}"),
    };
    let messages = text.split(" ⏎ ").map(unescaped).collect();
    let hidden = hidden.split('‖').filter(|part| !part.is_empty()).map(unescaped).collect();
    Line { kind, text: text.to_owned(), messages, hidden }
}

/// Invisible characters are written as `\u{200b}`, line breaks as `\n`.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out.replace("\\n", "\n")
}

/// What is found in each of the messages.
fn found(line: &Line) -> Vec<Vec<Found>> {
    let before: Vec<&str> = line.messages.iter().map(String::as_str).collect();
    line.messages.iter().enumerate().map(|(at, message)| find(message, &before[..at])).collect()
}

/// Whether every letter and digit of the detail lies in what was found in the last message that
/// holds it.
fn is_hidden(line: &Line, found: &[Vec<Found>], detail: &str) -> bool {
    let at = line.messages.iter().rposition(|message| message.contains(detail)).expect("the detail is there");
    let start = line.messages[at].rfind(detail).unwrap();
    detail
        .char_indices()
        .filter(|(_, c)| c.is_alphanumeric())
        .all(|(offset, _)| found[at].iter().any(|found| found.range.contains(&(start + offset))))
}

#[derive(Default)]
struct Score {
    leaks: usize,
    missed: Vec<String>,
    other_kind: Vec<String>,
    innocent: usize,
    alarms: Vec<String>,
}

impl Score {
    fn of(name: &str) -> Self {
        let mut score = Self::default();
        for line in corpus(name) {
            let found = found(&line);
            let kinds: Vec<Kind> = found.iter().flatten().map(|found| found.kind).collect();
            let Some(kind) = line.kind else {
                score.innocent += 1;
                if !kinds.is_empty() {
                    score.alarms.push(format!("{} {kinds:?}", line.text));
                }
                continue;
            };
            score.leaks += 1;
            if !line.hidden.iter().all(|detail| is_hidden(&line, &found, detail)) {
                score.missed.push(line.text);
            } else if !kinds.contains(&kind) {
                score.other_kind.push(format!("{} {kinds:?}", line.text));
            }
        }
        score.print(name);
        score
    }

    fn print(&self, name: &str) {
        let percent = |part: usize, of: usize| 100.0 * part as f64 / of as f64;
        let caught = self.leaks - self.missed.len();
        println!("{name}: {caught} of {} leaks found ({:.1} %)", self.leaks, percent(caught, self.leaks));
        let alarms = self.alarms.len();
        println!(
            "  {alarms} false alarms in {} lines ({:.1} %)",
            self.innocent,
            percent(alarms, self.innocent)
        );
        println!("  {} found as another kind", self.other_kind.len());
        if std::env::var_os("SHOW_CONTACTS").is_some() || name.starts_with("written") {
            println!("missed: {:#?}\nalarms: {:#?}\nother: {:#?}", self.missed, self.alarms, self.other_kind);
        }
    }

    fn assert(&self) {
        assert!(self.missed.len() * 100 <= self.leaks, "at least 99 % are found");
        assert!(self.alarms.len() * 100 <= self.innocent, "at most 1 % are false alarms");
        assert!(self.other_kind.len() * 20 <= self.leaks, "at least 95 % are told as what they are");
    }
}

#[test]
fn the_lines_that_the_rules_were_written_from() {
    Score::of("written-from.tsv").assert();
}

#[test]
fn the_lines_that_were_held_back() {
    Score::of("held-back.tsv").assert();
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]
    /// Whatever stands in a line, what is found lies in it, in order, apart, and on borders of
    /// characters; and it can be hidden.
    #[test]
    fn any_text_can_be_looked_through(line in "([0-9+@. ]|t\\.me/|insta: |\\PC|\n|\u{1e}|صفر ){0,60}", before in "\\PC{0,40}") {
        let found = find(&line, &[&before, "my number is 24", &before]);
        let mut last = 0;
        for Found { range, .. } in &found {
            proptest::prop_assert!(last <= range.start && range.start < range.end);
            proptest::prop_assert!(line.get(range.clone()).is_some());
            last = range.end;
        }
        let _ = mask(&Rich::plain(line), &found);
    }
}

/// The longest lines that can be written, made to be hard: eight times the text must not take much more than
/// eight times as long. (Three times that leaves room for a busy machine; what is quadratic takes 64 times.)
#[test]
fn the_time_grows_with_the_text_and_no_faster() {
    let time = |text: &str| {
        let once = || {
            let start = Instant::now();
            std::hint::black_box(find(text, &[]));
            start.elapsed()
        };
        (0..9).map(|_| once()).min().unwrap()
    };
    for piece in [
        "1 ",
        "a.",
        "@",
        "insta ",
        "a_",
        "(",
        "2\n",
        "http://",
        "un vingt ",
        "+2",
        "a b ",
        "-",
        "TN59",
        "my is ",
    ] {
        let long = piece.repeat(4000 / piece.len());
        let (short, long) = (time(&long[..500 / piece.len() * piece.len()]), time(&long));
        println!("{piece:?}: {short:?}, eight times as much: {long:?}");
        assert!(long < short * 24 + Duration::from_millis(5), "{piece:?}: {short:?} and {long:?}");
    }
}

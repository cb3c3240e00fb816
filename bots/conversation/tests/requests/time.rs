//! Whatever is written, it is read, and soon.

use std::time::{Duration, Instant};

use conversation::read::request::{Request, read_request};
use proptest::prelude::*;

use crate::{
    corpus,
    score::{around, today},
};

fn read(text: &str) -> Request {
    read_request(text, today(), &around())
}

fn time(text: &str) -> Duration {
    let once = || {
        let start = Instant::now();
        std::hint::black_box(read(text));
        start.elapsed()
    };
    (0..5).map(|_| once()).min().unwrap()
}

/// What a release build may take; a debug build, and the busy machine that it runs on, ten times that.
fn bound(release: Duration) -> Duration {
    if cfg!(debug_assertions) { release * 10 } else { release }
}

/// The longest texts that can be written, made to be hard.
#[test]
fn the_longest_texts_are_read_in_bounded_time() {
    let mut slowest = Duration::ZERO;
    for piece in [
        "🎁",
        "a ",
        "from ",
        "from parisse ",
        "20/12 ",
        "15 € ",
        "men l",
        "قبل ",
        "و",
        "http://a.b ",
        "(",
        "x2 ",
        "to tunis ",
        "1 200 ",
        "'",
        "l'",
    ] {
        let text: String = piece.chars().cycle().take(4096).collect();
        let taken = time(&text);
        slowest = slowest.max(taken);
        assert!(taken < bound(Duration::from_millis(150)), "{piece:?} takes {taken:?}");
    }
    println!("the slowest text of 4,096 characters takes {slowest:?}");
}

#[test]
fn a_usual_line_is_read_at_once() {
    let lines: Vec<String> = corpus::read("worked-from.txt").into_iter().map(|line| line.text).collect();
    let mut times: Vec<Duration> = lines.iter().map(|line| time(line)).collect();
    times.sort_unstable();
    let at = |share: f64| times[(times.len() as f64 * share) as usize];
    println!("a line takes {:?} at the median, {:?} at p99", at(0.5), at(0.99));
    assert!(at(0.99) < bound(Duration::from_millis(5)));
}

#[test]
fn emoji_are_no_request() {
    assert_eq!(read(&"🛵".repeat(4096)), Request::default());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let _ = read(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn what_looks_like_a_request_is_read(words in prop::collection::vec(prop::sample::select(WORDS), 0..24)) {
        for between in [" ", ""] {
            let read = read(&words.join(between));
            let items = read.items.sure().cloned().unwrap_or_default();
            prop_assert!(items.len() <= 10);
            prop_assert!(items.iter().all(|item| !item.name.trim().is_empty() && item.quantity > 0));
            prop_assert!(read.due.sure().is_none_or(|due| *due >= today()));
        }
    }
}

const WORDS: &[&str] = &[
    "from",
    "to",
    "de",
    "l",
    "men",
    "من",
    "إلى",
    "Paris",
    "tunis",
    "سوسة",
    "lsousse",
    "للمرسى",
    "20/12",
    "by",
    "9bal",
    "15",
    "€",
    "15€",
    "50dt",
    "max",
    "reward",
    "2",
    "x2",
    "deux",
    "boites",
    ",",
    "،",
    ".",
    ":",
    "(",
    ")",
    "->",
    "-",
    "/",
    "'",
    "d'",
    "et",
    "w",
    "و",
    "وشاي",
    "iphone",
    "colis",
    "5kg",
    "cv",
    "http://a.bc",
    "https://",
    "\n",
    "🎁",
    "0",
    "99999999999",
    "22 457 913",
    "le",
    "un",
    "my",
    "chez",
    "noel",
    "friday 18",
    "\u{200f}",
    "",
];

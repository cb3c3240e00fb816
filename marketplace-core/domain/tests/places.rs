//! What the gazetteer costs: time to load and to look up, and memory. One test alone in its program, so that
//! nothing has loaded it before. What is asked of it holds in a release build (`cargo test --release -p marketplace-domain
//! --test places -- --nocapture`); a debug build is given ten times as long.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

use std::{
    fs,
    time::{Duration, Instant},
};

use marketplace_domain::place::Gazetteer;

const PLACES: &str = include_str!("../data/places.tsv");

/// How people spell what they have only heard.
const HEARD: [&str; 21] = [
    "Sousse",
    "Soussa",
    "سوسة",
    "Sussa",
    "Bizert",
    "Nabuel",
    "Kairouen",
    "Monastire",
    "Hammammet",
    "Djerbah",
    "Marseile",
    "Marsaille",
    "Strassbourg",
    "Toulousse",
    "Montpelier",
    "Bordeau",
    "قيروان",
    "المنستر",
    "مرسيلا",
    "القيرون",
    "barcelonna",
];

fn resident_bytes() -> u64 {
    let pages = fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<u64>().unwrap() * 4096
}

/// The shortest of five, so that a busy machine does not count.
fn time(text: &str, places: &Gazetteer) -> Duration {
    let once = || {
        let start = Instant::now();
        std::hint::black_box(places.find(text, None));
        start.elapsed()
    };
    (0..5).map(|_| once()).min().unwrap()
}

fn percentile(mut times: Vec<Duration>, percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100]
}

/// The name without its third letter: hardly any place is called so, and all misspellings are sought.
fn misspelt(name: &str) -> String {
    name.chars().enumerate().filter(|(at, _)| *at != 2).map(|(_, c)| c).collect()
}

#[test]
fn it_loads_soon_takes_little_and_answers_at_once() {
    let slower = if cfg!(debug_assertions) { 10 } else { 1 };
    let before = resident_bytes();
    let start = Instant::now();
    let places = Gazetteer::embedded();
    let load = start.elapsed();
    let taken = resident_bytes().saturating_sub(before);

    // English, French and Arabic names of every fifth place.
    let columns = |line: &'static str| line.split('\t').skip(8).take(3).filter(|name| !name.is_empty());
    let names: Vec<&str> = PLACES.lines().step_by(5).flat_map(columns).collect();
    assert!(names.len() > 1_500);
    let exact = percentile(names.iter().map(|name| time(name, places)).collect(), 99);
    let wrong: Vec<String> = names.iter().map(|name| misspelt(name)).collect();
    let wrong = wrong.iter().map(String::as_str).chain(HEARD);
    let fuzzy = percentile(wrong.map(|name| time(name, places)).collect(), 99);

    check_heard(places);
    let build = if cfg!(debug_assertions) { "debug" } else { "release" };
    println!("{build} build: loaded in {load:?}, {} KiB resident", taken / 1024);
    println!("p99 of a look-up: {exact:?} for a name, {fuzzy:?} for a misspelt one");
    assert!(load < Duration::from_millis(200) * slower, "loading takes {load:?}");
    assert!(taken < 60 << 20, "{taken} bytes are resident");
    assert!(exact < Duration::from_millis(1) * slower, "{exact:?}");
    assert!(fuzzy < Duration::from_millis(1) * slower, "{fuzzy:?}");
}

fn check_heard(places: &Gazetteer) {
    let lost: Vec<&str> = HEARD.into_iter().filter(|text| places.find(text, None).is_empty()).collect();
    assert!(lost.is_empty(), "{lost:?}");
    for text in ["Sousse", "Soussa", "سوسة", "Sussa"] {
        assert_eq!(places.find(text, None)[0].name("en"), "Sousse", "{text}");
    }
}

//! Measures the reader of free text on lines that people would write, field by field.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests")]

mod corpus;
mod label;
mod score;
mod time;

use score::Score;

#[test]
fn the_lines_that_the_rules_were_written_from() {
    let score = Score::of("worked-from.txt");
    score.print(true);
    score.assert();
}

/// Only figures are shown: who sees the lines that fail writes rules for them.
#[test]
fn the_lines_that_were_held_back() {
    let score = Score::of("held-back.txt");
    score.print(false);
    score.assert();
}

#[test]
fn there_are_enough_lines_in_each_language() {
    let lines = ["worked-from.txt", "held-back.txt"].map(corpus::read);
    let [worked_from, held_back] = lines.each_ref().map(Vec::len);
    assert!(worked_from + held_back >= 600, "{worked_from} and {held_back} lines");
    assert!(held_back >= 200, "a third of 600 is held back: {held_back}");
    for language in ["en", "fr", "ar", "tn"] {
        for part in &lines {
            assert!(part.iter().filter(|line| line.language == language).count() >= 40, "{language}");
        }
    }
}

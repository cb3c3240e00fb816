//! How much of what lines say is read, and how much of what is read is wrong.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use conversation::read::{place::Around, request::read_request};
use marketplace_domain::place::Gazetteer;

use crate::{
    corpus,
    label::{Field, Label, UNSURE},
};

/// The least of what is asked of all fields together.
const LEAST_F1: f64 = 0.95;
const MOST_WRONG: f64 = 0.01;

/// The day on which the lines are written.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 10).unwrap()
}

pub(crate) fn around() -> Around<'static> {
    Around { places: Gazetteer::embedded(), near: None, past: &[] }
}

/// Counts of one field.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    /// Filled in as the label says.
    right: usize,
    /// Filled in otherwise: the label says something else, or nothing, or that it must be asked.
    wrong: usize,
    /// Not filled in, though the label says what.
    missing: usize,
    /// Asked, as the label says.
    asked: usize,
    /// Not asked, though it must be.
    unasked: usize,
}

impl Count {
    fn f1(self) -> f64 {
        let twice = 2.0 * self.right as f64;
        // What is filled in otherwise than labelled is missing as well.
        twice / (twice + self.wrong as f64 + self.missing as f64)
    }

    fn wrong_rate(self) -> f64 {
        self.wrong as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn plus(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            wrong: self.wrong + other.wrong,
            missing: self.missing + other.missing,
            asked: self.asked + other.asked,
            unasked: self.unasked + other.unasked,
        }
    }
}

pub(crate) struct Score {
    name: &'static str,
    lines: usize,
    fields: BTreeMap<Field, Count>,
    whole: usize,
    failing: Vec<String>,
}

impl Score {
    pub(crate) fn of(name: &'static str) -> Self {
        let mut score = Self { name, lines: 0, fields: BTreeMap::new(), whole: 0, failing: Vec::new() };
        for line in corpus::read(name) {
            let read = Label::of(&read_request(&line.text, today(), &around()));
            score.lines += 1;
            score.whole += usize::from(read == line.label);
            let differing = score.compare(&line.label, &read);
            if !differing.is_empty() {
                score.failing.push(format!(
                    "{} {}\n      {}",
                    line.language,
                    line.text,
                    differing.join("\n      ")
                ));
            }
        }
        score
    }

    fn compare(&mut self, label: &Label, read: &Label) -> Vec<String> {
        let mut differing = Vec::new();
        let mut fields: Vec<Field> = label.0.keys().chain(read.0.keys()).copied().collect();
        fields.sort_unstable();
        fields.dedup();
        for field in fields {
            let count = self.fields.entry(field).or_default();
            let (said, read) =
                (label.0.get(&field).map(String::as_str), read.0.get(&field).map(String::as_str));
            match (said, read) {
                (Some(UNSURE), Some(UNSURE)) => count.asked += 1,
                (Some(UNSURE), None) => count.unasked += 1,
                (Some(said), Some(read)) if said == read => count.right += 1,
                (None, Some(UNSURE)) => {}
                (Some(UNSURE) | None, Some(_)) => count.wrong += 1,
                (Some(_), None | Some(UNSURE)) => count.missing += 1,
                (Some(_), Some(_)) => {
                    count.wrong += 1;
                    count.missing += 1;
                }
                (None, None) => {}
            }
            if said != read {
                differing.push(format!(
                    "{field:?}: says {}, read {}",
                    said.unwrap_or("-"),
                    read.unwrap_or("-")
                ));
            }
        }
        differing
    }

    fn all(&self) -> Count {
        self.fields.values().copied().fold(Count::default(), Count::plus)
    }

    pub(crate) fn print(&self, with_lines: bool) {
        println!("{}: {} lines, {} of them read whole", self.name, self.lines, self.whole);
        let row = |name: &str, count: Count| {
            println!(
                "  {name:8}  F1 {:.3}  right {:4}  wrong {:3} ({:.1} %)  missing {:3}  asked {:2} of {:2}",
                count.f1(),
                count.right,
                count.wrong,
                100.0 * count.wrong_rate(),
                count.missing,
                count.asked,
                count.asked + count.unasked,
            );
        };
        for (field, count) in &self.fields {
            row(&format!("{field:?}"), *count);
        }
        row("all", self.all());
        if with_lines {
            println!("{}", self.failing.join("\n"));
        }
    }

    pub(crate) fn assert(&self) {
        let all = self.all();
        assert!(all.f1() >= LEAST_F1, "F1 is {:.3}", all.f1());
        assert!(all.wrong_rate() <= MOST_WRONG, "{:.2} % are wrong", 100.0 * all.wrong_rate());
    }
}

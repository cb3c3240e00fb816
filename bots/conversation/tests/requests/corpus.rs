//! The lines of `tests/fixtures/requests`; how they are written stands in its README.

use std::{fs, path::Path};

use crate::label::Label;

/// A line that somebody would write, and what it says.
pub(crate) struct Line {
    pub(crate) language: String,
    pub(crate) text: String,
    pub(crate) label: Label,
}

pub(crate) fn read(name: &str) -> Vec<Line> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/requests").join(name);
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let mut read = Vec::new();
    while let Some(line) = lines.next() {
        let (language, text) = line.split_once(' ').expect("a language and a text");
        let label = lines.next().and_then(|label| label.strip_prefix("  ")).expect("a label below each line");
        read.push(Line {
            language: language.to_owned(),
            text: text.replace("\\n", "\n"),
            label: Label::parse(label).unwrap_or_else(|problem| panic!("{label}: {problem}")),
        });
    }
    read
}

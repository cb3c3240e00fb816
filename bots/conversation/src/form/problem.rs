//! What was wrong with an answer, and what would be right.

use crate::say::{Sentence, s};

/// What was wrong with an answer, and what would be right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    pub(crate) sentence: Sentence,
    /// Choices that would mend it (label and code), in place of the field's own.
    pub(crate) choices: Vec<(Sentence, String)>,
}

impl Problem {
    pub(crate) fn new(key: &'static str) -> Self {
        s(key).into()
    }

    pub(crate) fn choices(mut self, choices: Vec<(Sentence, String)>) -> Self {
        self.choices = choices;
        self
    }
}

impl From<Sentence> for Problem {
    fn from(sentence: Sentence) -> Self {
        Self { sentence, choices: Vec::new() }
    }
}

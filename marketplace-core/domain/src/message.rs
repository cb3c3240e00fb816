//! What is shown in a chat, free of any platform: text with marks, buttons, pictures.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::id::PhotoId;

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// Struck through.
    Strike,
    /// Fixed width.
    Code,
    /// Hidden until tapped.
    Spoiler,
}

/// A style over a range of bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Byte offsets, always on character borders.
    pub range: Range<usize>,
    /// The look.
    pub style: Style,
}

/// Text with marks whose ranges always lie inside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rich {
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    marks: Vec<Mark>,
}

impl Rich {
    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), marks: Vec::new() }
    }

    /// Text with marks; those that do not fit the text are dropped.
    pub fn new(text: impl Into<String>, marks: Vec<Mark>) -> Self {
        let text = text.into();
        let marks = marks
            .into_iter()
            .filter(|mark| !mark.range.is_empty() && text.get(mark.range.clone()).is_some())
            .collect();
        Self { text, marks }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The marks.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The bytes from `start` to `end` without the white space at their end, with the marks that lie
    /// over them. Borders inside a character give an empty text.
    #[must_use]
    pub fn section(&self, start: usize, end: usize) -> Self {
        let text = self.text.get(start..end).unwrap_or_default().trim_end();
        let end = start + text.len();
        let over = self.marks.iter().filter(|mark| mark.range.start < end && mark.range.end > start);
        let marks = over.map(|mark| Mark {
            range: mark.range.start.max(start) - start..mark.range.end.min(end) - start,
            style: mark.style,
        });
        Self::new(text, marks.collect())
    }

    /// Puts other text behind this one, its marks moved along.
    pub fn push(&mut self, other: &Self) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        self.marks.extend(
            other.marks.iter().map(|mark| Mark {
                range: mark.range.start + start..mark.range.end + start,
                style: mark.style,
            }),
        );
    }

    /// Puts text in one style behind this one.
    pub fn push_styled(&mut self, text: &str, style: Style) {
        let start = self.text.len();
        self.text.push_str(text);
        if !text.is_empty() {
            self.marks.push(Mark { range: start..self.text.len(), style });
        }
    }
}

/// What a button does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Press {
    /// Comes back to us as this text, at most 64 bytes (Telegram's limit).
    Data(String),
    /// Opens this address.
    Link(String),
}

/// A button under a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What it does.
    pub press: Press,
}

/// One message as its reader sees it. It has no sender: a platform could not leak one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Message {
    /// The text.
    pub text: Rich,
    /// Rows of buttons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Vec<Button>>,
    /// Pictures, shown before the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
    /// Whether it comes without a sound, where the platform can.
    #[serde(default, skip_serializing_if = "is_loud")]
    pub silent: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_loud(silent: &bool) -> bool {
    !silent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_outside_the_text_are_dropped() {
        let mark = |range| Mark { range, style: Style::Bold };
        let rich = Rich::new("é!", vec![mark(0..2), mark(0..1), mark(1..9), mark(2..2)]);
        assert_eq!(rich.marks(), [mark(0..2)]);
    }

    #[test]
    fn a_section_keeps_the_marks_over_it() {
        let rich = Rich::new("to Tunis now", vec![Mark { range: 3..8, style: Style::Bold }]);
        let section = rich.section(0, 5);
        assert_eq!(section.text(), "to Tu");
        assert_eq!(section.marks(), [Mark { range: 3..5, style: Style::Bold }]);
        assert_eq!(rich.section(8, 12).marks(), []);
        assert_eq!(rich.section(3, 99), Rich::default());
    }

    #[test]
    fn marks_move_along_with_their_text() {
        let mut rich = Rich::plain("to ");
        let mut bold = Rich::default();
        bold.push_styled("Tunis", Style::Bold);
        rich.push(&bold);
        assert_eq!(rich.text(), "to Tunis");
        assert_eq!(rich.marks(), [Mark { range: 3..8, style: Style::Bold }]);
    }
}

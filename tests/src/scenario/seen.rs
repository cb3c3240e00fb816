//! A message as a person sees it, and how a transcript writes it.

use std::ops::Range;

/// A message of the bot, as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The platform's id of the message.
    pub id: String,
    /// The text, with its marks written out (see [`marked`]).
    pub text: String,
    /// The files that it shows, each by its kind.
    pub files: Vec<String>,
    /// Rows of buttons.
    pub rows: Vec<Vec<Button>>,
    /// Whether it came without a sound.
    pub silent: bool,
    /// Whether it is kept in sight at the top of the chat.
    pub pinned: bool,
    /// The name of the topic that it stands in.
    pub topic: Option<String>,
}

/// A button, as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What it sends; `None` for one that opens an address.
    pub data: Option<String>,
    /// The address that it opens.
    pub link: Option<String>,
}

/// A look over a stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Byte offsets.
    pub range: Range<usize>,
    /// What is written at both of its ends.
    pub mark: &'static str,
}

impl Seen {
    /// What the message begins with, for naming it in one line.
    #[must_use]
    pub fn first_words(&self) -> String {
        let line = self.text.lines().find(|line| !line.trim().is_empty()).unwrap_or("(file)");
        let plain: String = line.chars().filter(|c| !matches!(c, '*' | '_')).collect();
        match plain.char_indices().nth(40) {
            Some((end, _)) => format!("{}…", plain.get(..end).unwrap_or_default().trim_end()),
            None => plain,
        }
    }

    /// Whether it begins with these words, whatever its marks.
    #[must_use]
    pub fn begins_with(&self, words: &str) -> bool {
        let plain: String = visible(&self.text).chars().filter(|c| !matches!(c, '*' | '_')).collect();
        plain.lines().any(|line| line.starts_with(words))
    }

    /// The first button that [is called](Button::is_called) so.
    #[must_use]
    pub fn button(&self, label: &str) -> Option<&Button> {
        self.rows.iter().flatten().find(|button| button.is_called(label))
    }

    /// The message as lines of a transcript.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let files = self.files.iter().map(|kind| format!("| ({kind})"));
        let text = self.text.lines().map(|line| format!("| {line}").trim_end().to_owned());
        let rows = self.rows.iter().map(|row| {
            let labels: Vec<String> = row.iter().map(Button::written).collect();
            format!("| {}", labels.join(" "))
        });
        files.chain(text).chain(rows).collect()
    }
}

impl Button {
    /// Whether this is its label, as far as one can see: spaces that do not break, and signs that
    /// are not seen, make no difference. What ends with `…` may go on.
    #[must_use]
    pub fn is_called(&self, label: &str) -> bool {
        let (own, label) = (visible(&self.label), visible(label));
        own == label || label.strip_suffix('…').is_some_and(|begin| own.starts_with(begin))
    }

    fn written(&self) -> String {
        match &self.link {
            Some(link) => format!("[{}]({link})", self.label),
            None => format!("[{}]", self.label),
        }
    }
}

/// The text without signs that are not seen: isolates of directions, and the choice between a
/// coloured and a black sign.
fn visible(text: &str) -> String {
    let seen =
        text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{fe0f}'));
    seen.map(|c| if matches!(c, '\u{a0}' | '\u{202f}') { ' ' } else { c }).collect()
}

/// A text with its looks written out: `*bold*`, `_italic_`. Spans that do not fit are left out.
#[must_use]
pub fn marked(text: &str, spans: &[Span]) -> String {
    let mut marks: Vec<(usize, bool, &str)> = Vec::with_capacity(spans.len() * 2);
    for span in spans.iter().filter(|span| text.get(span.range.clone()).is_some()) {
        marks.push((span.range.start, true, span.mark));
        marks.push((span.range.end, false, span.mark));
    }
    // At one place ends come before beginnings.
    marks.sort_by_key(|(place, begins, _)| (*place, *begins));
    let mut written = String::with_capacity(text.len() + marks.len());
    let mut from = 0;
    for (place, _, mark) in marks {
        written.push_str(text.get(from..place).unwrap_or_default());
        written.push_str(mark);
        from = place;
    }
    written.push_str(text.get(from..).unwrap_or_default());
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_written_with_its_marks_and_buttons() {
        let span = |range, mark| Span { range, mark };
        let button = |label: &str, link: Option<&str>| Button {
            label: label.to_owned(),
            data: link.is_none().then(|| "x".to_owned()),
            link: link.map(str::to_owned),
        };
        let seen = Seen {
            id: "1".to_owned(),
            text: marked("été à Tunis\n\nand on", &[span(0..5, "*"), span(9..14, "_"), span(3..99, "~")]),
            files: vec!["photo".to_owned()],
            rows: vec![vec![button("Yes", None), button("No", None)], vec![button("See", Some("https://a"))]],
            silent: false,
            pinned: false,
            topic: None,
        };
        let expected =
            ["| (photo)", "| *été* à _Tunis_", "|", "| and on", "| [Yes] [No]", "| [See](https://a)"];
        assert_eq!(seen.lines(), expected);
        assert_eq!(seen.first_words(), "été à Tunis");
        assert!(seen.begins_with("été à"));
        assert!(seen.button("No").is_some());
        assert!(seen.button("Y…").is_some());
        assert!(seen.button("Ye").is_none());
        let exact =
            Button { label: "\u{2068}✖\u{fe0f} 15\u{a0}€\u{2069}".to_owned(), data: None, link: None };
        assert!(exact.is_called("✖️ 15 €"));
    }

    #[test]
    fn marks_that_meet_close_before_they_open() {
        let spans = [Span { range: 1..2, mark: "_" }, Span { range: 0..1, mark: "*" }];
        assert_eq!(marked("ab", &spans), "*a*_b_");
    }
}

//! What changed in front of somebody's eyes.

use super::Seen;

/// The lines of a transcript that tell how a chat differs from what it was. None where it does not.
#[must_use]
pub fn changes(name: &str, before: &[Seen], after: &[Seen]) -> Vec<String> {
    let mut lines = Vec::new();
    for message in after {
        let how = match before.iter().find(|old| old.id == message.id) {
            Some(old) if old == message => continue,
            Some(old) if old.lines() == message.lines() => " (the same, with other buttons behind)",
            Some(_) => " (changed)",
            None => "",
        };
        let pinned = if message.pinned { ", pinned" } else { "" };
        let silent = if message.silent { ", without a sound" } else { "" };
        let place = message.topic.as_ref().map(|topic| format!(", in \"{topic}\"")).unwrap_or_default();
        lines.push(format!("{name} sees{how}{pinned}{silent}{place}"));
        lines.extend(message.lines().into_iter().map(|line| format!("  {line}")));
    }
    let gone = before.iter().filter(|old| after.iter().all(|message| message.id != old.id));
    lines.extend(gone.map(|old| format!("{name} no longer sees \"{}\"", old.first_words())));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(id: &str, text: &str) -> Seen {
        Seen {
            id: id.to_owned(),
            text: text.to_owned(),
            files: Vec::new(),
            rows: Vec::new(),
            silent: false,
            pinned: false,
            topic: None,
        }
    }

    #[test]
    fn new_changed_and_gone_messages_are_told() {
        let before = [seen("1", "stays"), seen("2", "is here"), seen("3", "changes")];
        let inside = Seen { topic: Some("Bear".to_owned()), ..seen("5", "is in a topic") };
        let after = [seen("1", "stays"), seen("3", "changed"), seen("4", "is new"), inside];
        let expected = [
            "Amira sees (changed)",
            "  | changed",
            "Amira sees",
            "  | is new",
            "Amira sees, in \"Bear\"",
            "  | is in a topic",
            "Amira no longer sees \"is here\"",
        ];
        assert_eq!(changes("Amira", &before, &after), expected);
        assert_eq!(changes("Amira", &before, &before), Vec::<String>::new());
    }
}

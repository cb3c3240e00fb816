//! What the terminal shows.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use conversation::word;
use marketplace_domain::{
    account::Language,
    message::{Message, Press},
};
use web::{Change, Entry, EntryId, ShownFile};

use super::events::Heard;

/// A button that can be pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pressed {
    pub(super) on: EntryId,
    pub(super) data: String,
}

pub(super) struct Screen<W> {
    out: W,
    pub(super) language: Language,
    /// Keys of what was typed here: the terminal shows it already.
    typed: HashSet<String>,
    /// The greatest id that was shown.
    last: EntryId,
    /// The buttons of the message that showed some last.
    buttons: Vec<Pressed>,
    offline: bool,
}

impl<W: Write> Screen<W> {
    pub(super) fn new(out: W, language: Language) -> Self {
        Self { out, language, typed: HashSet::new(), last: 0, buttons: Vec::new(), offline: false }
    }

    pub(super) fn greet(&mut self) -> io::Result<()> {
        self.tell(&self.word("terminal-hello"))?;
        self.tell(&self.word("terminal-number-as-text"))
    }

    pub(super) fn part(&mut self) -> io::Result<()> {
        self.tell(&self.word("terminal-goodbye"))
    }

    /// Says something that is not part of the chat.
    pub(super) fn tell(&mut self, sentence: &str) -> io::Result<()> {
        writeln!(self.out, "· {}", printable(sentence))?;
        self.out.flush()
    }

    /// Says once that the server cannot be reached.
    pub(super) fn offline(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.offline, true) {
            Ok(())
        } else {
            self.tell(&self.word("terminal-offline"))
        }
    }

    /// What is sent with that key is not shown when it comes back.
    pub(super) fn expect(&mut self, key: &str) {
        self.typed.insert(key.to_owned());
    }

    /// The button of that number.
    pub(super) fn button(&self, line: &str) -> Option<&Pressed> {
        self.buttons.get(line.parse::<usize>().ok()?.checked_sub(1)?)
    }

    /// Shows what the server told. Whether the bot said something by it.
    pub(super) fn hear(&mut self, heard: &Heard) -> io::Result<bool> {
        match heard {
            Heard::Hello(hello) => {
                self.language = hello.language;
                if std::mem::take(&mut self.offline) {
                    self.tell(&self.word("terminal-online"))?;
                }
                Ok(false)
            }
            Heard::Change(change) => {
                self.show(change)?;
                Ok(matches!(change.entry, Some(Entry::Bot { .. }) | None))
            }
            Heard::Lost => self.offline().map(|()| false),
        }
    }

    /// Shows an entry of the chat.
    pub(super) fn show(&mut self, change: &Change) -> io::Result<()> {
        let is_new = change.id > self.last;
        self.last = self.last.max(change.id);
        match &change.entry {
            // What stands on a terminal cannot be taken off it, but its buttons are void.
            None => self.buttons.retain(|button| button.on != change.id),
            Some(Entry::Line { own, text, .. }) if is_new && !self.typed.contains(&own.key) => {
                self.line("terminal-you", false, text)?;
            }
            Some(Entry::Photo { own, caption, .. }) if is_new && !self.typed.contains(&own.key) => {
                let picture = format!("[{}] {caption}", self.word("terminal-picture"));
                self.line("terminal-you", false, picture.trim_end())?;
            }
            Some(Entry::File { own, name, caption, .. }) if is_new && !self.typed.contains(&own.key) => {
                self.line("terminal-you", false, format!("[{name}] {caption}").trim_end())?;
            }
            Some(Entry::Bot { message, files, .. }) => self.bot(change.id, message, files, !is_new)?,
            Some(entry) if !is_new => self.reaction(entry)?,
            Some(_) => {}
        }
        self.out.flush()
    }

    /// Shows the reaction to what the person said.
    fn reaction(&mut self, entry: &Entry) -> io::Result<()> {
        let (Some(own), Entry::Line { text, .. }) = (entry.own(), entry) else { return Ok(()) };
        match own.marks.theirs {
            Some(theirs) => self.line("terminal-bot", false, &format!("{} › {text}", theirs.as_str())),
            None => Ok(()),
        }
    }

    fn bot(&mut self, id: EntryId, message: &Message, files: &[ShownFile], changed: bool) -> io::Result<()> {
        let pictures = message.photos.iter().map(|_| format!("[{}] ", self.word("terminal-picture")));
        let files = files.iter().map(|file| format!("[{}] ", file.format.file_name()));
        let text = pictures.chain(files).collect::<String>() + message.text.text();
        self.line("terminal-bot", changed, &text)?;
        let has_buttons =
            message.buttons.iter().flatten().any(|button| matches!(button.press, Press::Data(_)));
        // Numbers belong to the buttons seen last; those of a message that lost its own are void.
        if has_buttons {
            self.buttons.clear();
        } else {
            self.buttons.retain(|button| button.on != id);
        }
        for row in message.buttons.iter().filter(|row| !row.is_empty()) {
            let mut labels = Vec::with_capacity(row.len());
            for button in row {
                let label = printable(&button.label).replace('\n', " ");
                labels.push(match &button.press {
                    Press::Link(link) => format!("{label}: {}", printable(link)),
                    Press::Data(data) => {
                        self.buttons.push(Pressed { on: id, data: data.clone() });
                        format!("[{}] {label}", self.buttons.len())
                    }
                });
            }
            writeln!(self.out, "  {}", labels.join("   "))?;
        }
        Ok(())
    }

    fn line(&mut self, who: &str, changed: bool, text: &str) -> io::Result<()> {
        let who = self.word(who);
        let changed = if changed { format!(" ({})", self.word("terminal-changed")) } else { String::new() };
        // What follows the first line is moved in, so that it is seen who said it.
        writeln!(self.out, "{who}{changed}: {}", printable(text).replace('\n', "\n  "))
    }

    fn word(&self, key: &str) -> String {
        word(self.language, key)
    }
}

/// The text without what could command a terminal.
fn printable(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

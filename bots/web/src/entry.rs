//! What stands in a chat.

use marketplace_domain::{
    id::{FileId, PhotoId},
    media::{FileKind, Format},
    message::Message,
    reaction::Reaction,
};
use serde::{Deserialize, Serialize};

/// The id of an entry in its chat: its place, counted from 1 and with gaps.
pub type EntryId = i64;

/// What one entry of a chat shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Entry {
    /// A line that the visitor wrote.
    Line {
        /// What it says.
        text: String,
        /// The rest.
        #[serde(flatten)]
        own: Own,
    },
    /// A picture that the visitor sent.
    Photo {
        /// Under which they see it themselves.
        photo: PhotoId,
        /// How the bytes are found, see [`crate::Mailbox::stage`].
        file: String,
        /// What stands under it.
        caption: String,
        /// The rest.
        #[serde(flatten)]
        own: Own,
    },
    /// Another file that the visitor sent. They see its name, and nobody else does.
    File {
        /// What they call it.
        name: String,
        /// How the bytes are found, see [`crate::Mailbox::stage`].
        file: String,
        /// What stands under it.
        caption: String,
        /// The rest.
        #[serde(flatten)]
        own: Own,
    },
    /// What the visitor said and took back. Nothing of it is left.
    Gone {
        /// The key that their client sent it with.
        key: String,
    },
    /// A message of the bot; its `photos` are those kept with [`crate::Mailbox::keep`], or pictures among
    /// the files that somebody sent.
    Bot {
        /// The message.
        message: Message,
        /// Files that are no pictures, in their order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<ShownFile>,
        /// The entry that it replies to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<EntryId>,
        /// The reactions to it.
        #[serde(flatten)]
        marks: Marks,
    },
}

/// What all that a visitor says has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Own {
    /// The key that their client sent it with.
    pub key: String,
    /// Whether the market took it.
    pub sent: bool,
    /// The entry that it replies to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<EntryId>,
    /// Whether it says something else than when it was sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub edited: bool,
    /// The reactions to it.
    #[serde(flatten)]
    pub marks: Marks,
}

/// The reactions to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Marks {
    /// The one that the bot shows: of whom the visitor talks to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs: Option<Reaction>,
    /// The visitor's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<Reaction>,
}

/// A file in a message of the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownFile {
    /// Its id.
    pub id: FileId,
    /// What it is shown as.
    pub kind: FileKind,
    /// What it is.
    pub format: Format,
    /// How long it is, in bytes.
    pub length: u64,
}

impl Entry {
    /// The pictures and the files that it shows.
    pub fn photos(&self) -> Vec<PhotoId> {
        match self {
            Self::Line { .. } | Self::File { .. } | Self::Gone { .. } => Vec::new(),
            Self::Photo { photo, .. } => vec![*photo],
            Self::Bot { message, files, .. } => {
                message.photos.iter().copied().chain(files.iter().map(|file| file.id.photo())).collect()
            }
        }
    }

    /// What it has as something that the visitor said, and still says.
    pub fn own(&self) -> Option<&Own> {
        match self {
            Self::Line { own, .. } | Self::Photo { own, .. } | Self::File { own, .. } => Some(own),
            Self::Gone { .. } | Self::Bot { .. } => None,
        }
    }

    pub(crate) fn own_mut(&mut self) -> Option<&mut Own> {
        match self {
            Self::Line { own, .. } | Self::Photo { own, .. } | Self::File { own, .. } => Some(own),
            Self::Gone { .. } | Self::Bot { .. } => None,
        }
    }

    /// The text of what the visitor said.
    pub(crate) fn own_text(&self) -> Option<&str> {
        match self {
            Self::Line { text, .. }
            | Self::Photo { caption: text, .. }
            | Self::File { caption: text, .. } => Some(text),
            Self::Gone { .. } | Self::Bot { .. } => None,
        }
    }

    /// Changes the text of what the visitor said.
    pub(crate) fn set_own_text(&mut self, to: &str) {
        let (text, own) = match self {
            Self::Line { text, own }
            | Self::Photo { caption: text, own, .. }
            | Self::File { caption: text, own, .. } => (text, own),
            Self::Gone { .. } | Self::Bot { .. } => return,
        };
        own.edited |= text != to;
        to.clone_into(text);
    }

    /// The reactions to it, where it can have some.
    pub(crate) fn marks_mut(&mut self) -> Option<&mut Marks> {
        match self {
            Self::Bot { marks, .. } => Some(marks),
            _ => self.own_mut().map(|own| &mut own.marks),
        }
    }

    /// The key of what the visitor said that the market has not taken yet.
    pub fn unsent(&self) -> Option<&str> {
        self.own().filter(|own| !own.sent).map(|own| own.key.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stored_before_there_were_reactions_is_read() {
        let line = r#"{"kind": "line", "text": "hi", "key": "key-0001", "sent": true}"#;
        let own = Own { key: "key-0001".into(), sent: true, ..Own::default() };
        let line_read: Entry = serde_json::from_str(line).unwrap();
        assert_eq!(line_read, Entry::Line { text: "hi".into(), own });
        let bot = r#"{"kind": "bot", "message": {"text": {"text": "hi", "marks": []}, "buttons": [], "photos": []}}"#;
        let Ok(Entry::Bot { marks, .. }) = serde_json::from_str(bot) else { panic!("a message") };
        assert_eq!(marks, Marks::default());
    }

    #[test]
    fn all_of_it_is_written_and_read_back() {
        let marks = Marks { theirs: Reaction::parse("❤"), mine: Reaction::parse("👍") };
        let own = Own { key: "key-0001".into(), sent: true, reply_to: Some(3), edited: true, marks };
        let entries = [
            Entry::Line { text: "hi".into(), own },
            Entry::Gone { key: "key-0001".into() },
            Entry::Bot { message: Message::default(), files: vec![], reply_to: Some(7), marks },
        ];
        for entry in entries {
            let written = serde_json::to_string(&entry).unwrap();
            assert_eq!(serde_json::from_str::<Entry>(&written).unwrap(), entry, "{written}");
        }
    }

    #[test]
    fn the_same_text_is_no_edit() {
        let mut line = Entry::Line { text: "hi".into(), own: Own::default() };
        line.set_own_text("hi");
        assert!(!line.own().unwrap().edited);
        line.set_own_text("ho");
        assert!(line.own().unwrap().edited);
        assert_eq!(line.own_text(), Some("ho"));
    }
}

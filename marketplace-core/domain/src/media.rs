//! Files that people send to each other: what each was sent as, what is in it, why it cannot cross.

use serde::{Deserialize, Serialize};

use crate::account::Platform;

/// The largest file that crosses, in bytes, which only films and sound in MP4 may have: what Telegram lets
/// a bot upload, 50 MB (core.telegram.org/bots/api#sending-files).
pub const MOST_BYTES: u64 = 50 * 1024 * 1024;

/// The largest file of any other kind, in bytes. It is our own choice: they are whole in memory, one at a
/// time, while they are made clean.
pub const MOST_OTHER_BYTES: u64 = 20 * 1024 * 1024;

/// How many files a person may send in a day. It is our own choice, and many more than people send each
/// other.
pub const MOST_FILES_A_DAY: u64 = 200;

/// How many bytes those may have together: twenty of the largest.
pub const MOST_BYTES_A_DAY: u64 = 20 * MOST_BYTES;

/// The largest file that can be had from a platform, in bytes. Telegram lets a bot fetch 20 MB
/// (core.telegram.org/bots/api#getfile).
pub const fn most_from(platform: Platform) -> u64 {
    match platform {
        Platform::Telegram => 20 * 1024 * 1024,
        _ => MOST_BYTES,
    }
}

/// What a file is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// A picture.
    Photo,
    /// A picture that stands for a word.
    Sticker,
    /// A film.
    Video,
    /// A film in a circle, as some apps record them in place of a voice message.
    Round,
    /// Something spoken, recorded for this chat.
    Voice,
    /// Sound of another kind.
    Audio,
    /// Anything else, to be opened elsewhere.
    Document,
}

impl FileKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Photo, Self::Sticker, Self::Video, Self::Round, Self::Voice, Self::Audio, Self::Document];

    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Sticker => "sticker",
            Self::Video => "video",
            Self::Round => "round",
            Self::Voice => "voice",
            Self::Audio => "audio",
            Self::Document => "document",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What is in a file that may cross.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A picture; all pictures become this.
    Jpeg,
    /// A film, with or without sound.
    Mp4,
    /// Sound alone, in the same container.
    M4a,
    /// Opus in Ogg: what voice messages are.
    Opus,
    /// MPEG audio.
    Mp3,
    /// A PDF.
    Pdf,
    /// A text of Word's.
    Docx,
    /// A table of Excel's.
    Xlsx,
    /// Slides of PowerPoint's.
    Pptx,
    /// Plain text in UTF-8.
    Text,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Jpeg,
        Self::Mp4,
        Self::M4a,
        Self::Opus,
        Self::Mp3,
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Text,
    ];

    /// The only name that a file of this format ever has: names that people give tell too much.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Jpeg => "photo.jpg",
            Self::Mp4 => "video.mp4",
            Self::M4a => "audio.m4a",
            Self::Opus => "voice.ogg",
            Self::Mp3 => "audio.mp3",
            Self::Pdf => "document.pdf",
            Self::Docx => "document.docx",
            Self::Xlsx => "table.xlsx",
            Self::Pptx => "slides.pptx",
            Self::Text => "document.txt",
        }
    }

    /// The ending of that name, which is also the format's name in the database.
    pub fn name(self) -> &'static str {
        self.file_name().rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format whose files have this name.
    pub fn from_file_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.file_name() == name)
    }

    /// Its media type (iana.org/assignments/media-types).
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Mp4 => "video/mp4",
            Self::M4a => "audio/mp4",
            Self::Opus => "audio/ogg",
            Self::Mp3 => "audio/mpeg",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// What a file is shown as that was sent as `kind` and turned out to hold this: what is in it
    /// decides, and how it was sent only where that agrees.
    pub const fn shown_as(self, kind: FileKind) -> FileKind {
        match (self, kind) {
            (Self::Jpeg, FileKind::Sticker) => FileKind::Sticker,
            (Self::Jpeg, _) => FileKind::Photo,
            (Self::Mp4, FileKind::Round) => FileKind::Round,
            (Self::Mp4, _) => FileKind::Video,
            (Self::Opus, _) | (Self::M4a | Self::Mp3, FileKind::Voice) => FileKind::Voice,
            (Self::M4a | Self::Mp3, _) => FileKind::Audio,
            (Self::Pdf | Self::Docx | Self::Xlsx | Self::Pptx | Self::Text, _) => FileKind::Document,
        }
    }
}

/// Why a file does not cross.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "lowercase")]
pub enum FileProblem {
    /// It is larger than files of its kind may be, or what is packed in it is larger than its kind may be.
    #[error("the file is too large")]
    Large,
    /// It is of a kind that we cannot make clean.
    #[error("files of this kind do not cross")]
    Kind,
    /// It is broken.
    #[error("the file is broken")]
    Broken,
    /// It is locked with a password, so that nobody can see what it tells about its author.
    #[error("the file is locked")]
    Locked,
    /// What it tells about its author cannot be taken out without breaking it.
    #[error("the file tells about its author")]
    Author,
    /// Its platform did not hand it out.
    #[error("the file could not be fetched")]
    Lost,
}

impl FileProblem {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Large, Self::Kind, Self::Broken, Self::Locked, Self::Author, Self::Lost];

    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Large => "large",
            Self::Kind => "kind",
            Self::Broken => "broken",
            Self::Locked => "locked",
            Self::Author => "author",
            Self::Lost => "lost",
        }
    }

    /// The problem of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::from_name(kind.name()), Some(kind));
        }
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        for problem in FileProblem::ALL {
            assert_eq!(FileProblem::from_name(problem.name()), Some(problem));
        }
    }

    #[test]
    fn what_is_in_a_file_decides_what_it_is_shown_as() {
        assert_eq!(Format::Jpeg.shown_as(FileKind::Document), FileKind::Photo);
        assert_eq!(Format::Mp4.shown_as(FileKind::Round), FileKind::Round);
        assert_eq!(Format::M4a.shown_as(FileKind::Video), FileKind::Audio);
        assert_eq!(Format::M4a.shown_as(FileKind::Voice), FileKind::Voice);
        assert_eq!(Format::Pdf.shown_as(FileKind::Photo), FileKind::Document);
    }
}

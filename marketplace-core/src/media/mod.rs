//! Files that people send to each other, made safe to show: what is in them says what they are, and
//! whatever tells who made them, where, when and with what is taken out. What cannot be made clean
//! does not cross.
//!
//! Pictures are drawn anew ([`crate::picture`]). Of everything else the parts that are needed to
//! show it are kept, and the rest goes: a list of what to remove would never be complete.

mod jpeg;
mod limits;
mod mp3;
mod mp4;
mod office;
mod ogg;
mod pdf;
mod sniff;
mod text;

use std::{
    fs::File,
    io::{self, Read, Seek, Write},
};

use bytes::Bytes;
use marketplace_domain::media::{FileKind, FileProblem, Format, MOST_BYTES, MOST_OTHER_BYTES};

use crate::picture::{self, BadPicture};

/// How much of a file tells whether it is a film.
const HEAD: u64 = 16;

/// A file that may be shown to somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// What it is shown as.
    pub kind: FileKind,
    /// What it is.
    pub format: Format,
    /// Its bytes.
    pub bytes: Bytes,
}

/// What is known of a file that was made clean where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CleanFile {
    /// What it is shown as.
    pub kind: FileKind,
    /// What it is.
    pub format: Format,
    /// How long it is, in bytes.
    pub length: u64,
}

/// Makes a file clean on the disk. Films and sound in MP4 may be long and are never whole in memory; all
/// others are, and may be as long as [`MOST_OTHER_BYTES`]. It takes a while: call it where blocking is
/// allowed.
///
/// # Errors
/// Each of [`FileProblem`]; `Lost` where the disk fails.
pub fn clean_file(kind: FileKind, file: &mut File) -> Result<CleanFile, FileProblem> {
    let length = file.metadata().map_err(lost)?.len();
    if length > MOST_BYTES {
        return Err(FileProblem::Large);
    }
    let mut head = Vec::new();
    start(file)?.take(HEAD).read_to_end(&mut head).map_err(lost)?;
    if sniff::sniff(&head) == sniff::Sniffed::Mp4 {
        let format = mp4::clean(file, length)?;
        start(file)?;
        return Ok(CleanFile { kind: format.shown_as(kind), format, length });
    }
    if length > MOST_OTHER_BYTES {
        return Err(FileProblem::Large);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    start(file)?.read_to_end(&mut bytes).map_err(lost)?;
    let Clean { kind, format, bytes } = clean(kind, bytes.into())?;
    file.set_len(0).map_err(lost)?;
    start(file)?.write_all(&bytes).map_err(lost)?;
    start(file)?;
    Ok(CleanFile { kind, format, length: bytes.len() as u64 })
}

fn start(file: &mut File) -> Result<&mut File, FileProblem> {
    file.rewind().map_err(lost)?;
    Ok(file)
}

/// The disk's own words tell nobody anything.
#[allow(clippy::needless_pass_by_value, reason = "it stands behind map_err")]
fn lost(_: io::Error) -> FileProblem {
    FileProblem::Lost
}

/// Makes a file clean that was sent as `kind` and is in memory. Neither its name nor the type that its platform tells
/// is asked. It takes a while: call it where blocking is allowed.
///
/// # Errors
/// Each of [`FileProblem`] but `Lost`.
pub fn clean(kind: FileKind, file: Bytes) -> Result<Clean, FileProblem> {
    if file.len() as u64 > MOST_OTHER_BYTES {
        return Err(FileProblem::Large);
    }
    let (format, bytes) = match sniff::sniff(&file) {
        sniff::Sniffed::Picture => (Format::Jpeg, picture::sanitise(&file).map_err(bad_picture)?),
        sniff::Sniffed::Mp4 => in_place(file, mp4::clean_slice)?,
        sniff::Sniffed::Ogg => (Format::Opus, ogg::clean(&file)?.into()),
        sniff::Sniffed::Mp3 => (Format::Mp3, mp3::clean(&file)?.into()),
        sniff::Sniffed::Pdf => in_place(file, |file| pdf::clean(file).map(|()| Format::Pdf))?,
        sniff::Sniffed::Zip => office::clean(&file).map(|(format, file)| (format, file.into()))?,
        sniff::Sniffed::Text => text::check(&file).map(|()| (Format::Text, file))?,
        sniff::Sniffed::Other => return Err(FileProblem::Kind),
    };
    Ok(Clean { kind: format.shown_as(kind), format, bytes })
}

/// Cleans by writing over parts of the file, whose length stays. Bytes that nobody else holds are
/// not copied for it.
fn in_place(
    file: Bytes,
    clean: impl FnOnce(&mut [u8]) -> Result<Format, FileProblem>,
) -> Result<(Format, Bytes), FileProblem> {
    let mut file = Vec::from(file);
    let format = clean(&mut file)?;
    Ok((format, file.into()))
}

fn bad_picture(problem: BadPicture) -> FileProblem {
    match problem {
        BadPicture::TooLarge => FileProblem::Large,
        BadPicture::Unreadable => FileProblem::Broken,
    }
}

#[cfg(test)]
mod tests;

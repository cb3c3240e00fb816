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

use bytes::Bytes;
use marketplace_domain::media::{FileKind, FileProblem, Format, MOST_BYTES};

use crate::picture::{self, BadPicture};

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

/// Makes a file clean that was sent as `kind`. Neither its name nor the type that its platform tells
/// is asked. It takes a while: call it where blocking is allowed.
///
/// # Errors
/// Each of [`FileProblem`] but `Lost`.
pub fn clean(kind: FileKind, file: Bytes) -> Result<Clean, FileProblem> {
    if file.len() as u64 > MOST_BYTES {
        return Err(FileProblem::Large);
    }
    let (format, bytes) = match sniff::sniff(&file) {
        sniff::Sniffed::Picture => (Format::Jpeg, picture::sanitise(&file).map_err(bad_picture)?),
        sniff::Sniffed::Mp4 => in_place(file, mp4::clean)?,
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

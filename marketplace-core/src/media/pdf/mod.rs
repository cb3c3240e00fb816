//! PDF (ISO 32000-1): who wrote it, with what and when is written over with spaces, so that every
//! offset in the file stays right. That is in the information dictionary, in XMP streams, in the marks
//! that people leave on a page, in the Exif blocks of photos, in attachments. All objects of the file
//! are looked at, also those of former versions, which no page shows any more.
//!
//! What is locked, signed, or carries a program's private data is not taken.

mod lexer;
mod objects;
mod walk;

use std::{collections::HashSet, ops::Range};

use marketplace_domain::media::FileProblem;

use self::walk::{Found, Stream, walk};
use super::{jpeg, limits};

/// Keys whose text tells of the author, wherever they stand.
const TELLING: [&[u8]; 9] = [
    b"Author",
    b"Creator",
    b"Producer",
    b"Company",
    b"Manager",
    b"CreationDate",
    b"ModDate",
    b"SourceModified",
    b"LastModified",
];

/// Names of what is not taken: signatures, private data of programs, and what acts by itself.
const SIGNED: [&[u8]; 2] = [b"ByteRange", b"PieceInfo"];
const ACTING: [&[u8]; 3] = [b"JS", b"JavaScript", b"Launch"];

/// Writes over all of it.
pub(super) fn clean(file: &mut [u8]) -> Result<(), FileProblem> {
    let mut secrets = Secrets::default();
    find_information(file, &mut secrets)?;
    find_referred(file, &mut secrets)?;
    let mut marks = Marks::default();
    visit(file, None, &secrets, &mut marks)?;
    let Marks { texts, streams } = marks;
    for stream in streams {
        clean_stream(file, &stream, &secrets)?;
    }
    texts.into_iter().for_each(|text| over(file, text, b' '));
    Ok(())
}

/// Objects, by number, whose text goes whatever its key is.
#[derive(Default)]
struct Secrets {
    objects: HashSet<u32>,
}

/// What is to be written over.
#[derive(Default)]
struct Marks {
    texts: Vec<Range<usize>>,
    streams: Vec<Stream>,
}

/// First, the objects that trailers call the information about the file.
fn find_information(file: &[u8], secrets: &mut Secrets) -> Result<(), FileProblem> {
    walk(file, None, &mut |found| match found {
        Found::Refers { key: b"Info", to, .. } => {
            secrets.objects.insert(to);
            Ok(())
        }
        Found::Name(b"Encrypt") => Err(FileProblem::Locked),
        Found::Name(name) if SIGNED.contains(&name) => Err(FileProblem::Author),
        Found::Name(name) if ACTING.contains(&name) => Err(FileProblem::Kind),
        _ => Ok(()),
    })
}

/// Then the texts that stand in objects of their own.
fn find_referred(file: &[u8], secrets: &mut Secrets) -> Result<(), FileProblem> {
    let mut referred = HashSet::new();
    let mut look = |found: Found<'_>| {
        if let Found::Refers { key, to, object } = found
            && (TELLING.contains(&key) || object.is_some_and(|object| secrets.objects.contains(&object)))
        {
            referred.insert(to);
        }
        Ok(())
    };
    let mut packed = Vec::new();
    walk(file, None, &mut |found| {
        if let Found::Stream(stream) = &found
            && stream.is_objects
        {
            packed.push(stream.clone());
        }
        look(found)
    })?;
    let mut room = limits::ALL_OBJECTS;
    for stream in packed {
        let unpacked = objects::unpack(file, &stream)?;
        room = room.checked_sub(unpacked.len()).ok_or(FileProblem::Large)?;
        for (number, object) in objects::split(&unpacked, &stream)? {
            let object = unpacked.get(object).unwrap_or_default();
            walk(object, Some(number), &mut |found| match found {
                Found::Name(name) if SIGNED.contains(&name) => Err(FileProblem::Author),
                Found::Name(name) if ACTING.contains(&name) => Err(FileProblem::Kind),
                found => look(found),
            })?;
        }
    }
    secrets.objects.extend(referred);
    Ok(())
}

/// Finds what is to be written over in a file or in one object of it.
fn visit(file: &[u8], object: Option<u32>, secrets: &Secrets, marks: &mut Marks) -> Result<(), FileProblem> {
    walk(file, object, &mut |found| {
        match found {
            Found::Text { key, text, object } => {
                let secret = object.is_some_and(|object| secrets.objects.contains(&object));
                if !text.is_empty() && (secret || TELLING.contains(&key)) {
                    marks.texts.push(text);
                }
            }
            Found::Mark(text) | Found::Comment(text) => marks.texts.push(text),
            Found::Stream(stream) => marks.streams.push(stream),
            Found::Refers { .. } | Found::Name(_) => {}
        }
        Ok(())
    })
}

fn clean_stream(file: &mut [u8], stream: &Stream, secrets: &Secrets) -> Result<(), FileProblem> {
    if stream.is_metadata || stream.is_attachment {
        over(file, stream.data.clone(), b' ');
        return Ok(());
    }
    if !stream.is_objects {
        if let Some(data) = file.get_mut(stream.data.clone()) {
            jpeg::clean(data);
        }
        return Ok(());
    }
    let mut unpacked = objects::unpack(file, stream)?;
    let mut marks = Marks::default();
    for (number, object) in objects::split(&unpacked, stream)? {
        let mut inside = Marks::default();
        visit(unpacked.get(object.clone()).unwrap_or_default(), Some(number), secrets, &mut inside)?;
        let moved = inside.texts.into_iter().map(|text| text.start + object.start..text.end + object.start);
        marks.texts.extend(moved);
    }
    if marks.texts.is_empty() {
        return Ok(());
    }
    marks.texts.into_iter().for_each(|text| over(&mut unpacked, text, b' '));
    objects::pack(file, stream, &unpacked)
}

/// Writes one byte all over a stretch. In a text in hexadecimal digits a space counts as nothing.
fn over(file: &mut [u8], stretch: Range<usize>, byte: u8) {
    if let Some(stretch) = file.get_mut(stretch) {
        stretch.fill(byte);
    }
}

#[cfg(test)]
pub(super) mod tests;

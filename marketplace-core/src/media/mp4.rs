//! Films and sound in MP4 and QuickTime files (ISO 14496-12). A file is a tree of boxes. Those that
//! are needed to play picture and sound stay where they are; all others become empty boxes of the
//! same length, so that no offset in the file changes. Of the data itself only what a kept track
//! refers to stays: places, steps and names also hide in tracks of their own and between the tracks.

mod boxes;
mod samples;
mod top;

use std::io::{Cursor, Read, Seek, Write};

use marketplace_domain::media::{FileProblem, Format};

use self::{
    boxes::{Atom, atoms, blank, fill},
    top::Top,
};

/// Boxes that stay at the top of a file.
const TOP: [&[u8; 4]; 7] = [b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx"];
/// The same in `moov`, in a track, and further inside, by the box that holds them.
const MOVIE: [&[u8; 4]; 3] = [b"mvhd", b"trak", b"mvex"];
const TRACK: [&[u8; 4]; 3] = [b"tkhd", b"edts", b"mdia"];
const MEDIA: [&[u8; 4]; 3] = [b"mdhd", b"hdlr", b"minf"];
const INFORMATION: [&[u8; 4]; 5] = [b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"];
const TABLES: [&[u8; 4]; 13] = [
    b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"sdtp",
    b"sbgp", b"sgpd",
];
const FRAGMENT: [&[u8; 4]; 2] = [b"mfhd", b"traf"];
const FRAGMENT_TRACK: [&[u8; 4]; 6] = [b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd"];

/// The head of a picture's sample entry up to the boxes in it, and where in it the name of the
/// encoder stands (ISO 14496-12, 12.1.3).
const PICTURE_ENTRY: usize = 78;
const ENCODER: std::ops::Range<usize> = 42..74;
/// Boxes in a sample entry that no decoder needs.
const NEEDLESS: [&[u8; 4]; 5] = [b"uuid", b"udta", b"meta", b"free", b"skip"];

/// Empties what is not needed. The length of the file stays. Of the file only the description is in
/// memory, or that of one fragment.
pub(super) fn clean(file: &mut (impl Read + Write + Seek), length: u64) -> Result<Format, FileProblem> {
    let boxes = top::read(file, length)?;
    let in_fragments = boxes.iter().any(|top| &top.kind == b"moof");
    let mut tracks = Tracks { file: length, ..Tracks::default() };
    for top in &boxes {
        match &top.kind {
            b"moov" => top::change(file, top, |bytes, atom| movie(bytes, atom, &mut tracks))?,
            b"moof" => top::change(file, top, fragment)?,
            kind if TOP.contains(&kind) => {}
            _ => top::blank(file, top)?,
        }
    }
    if tracks.pictures + tracks.sounds == 0 {
        return Err(FileProblem::Broken);
    }
    if in_fragments {
        // Which data is whose stands in each fragment: what was not kept cannot be told apart.
        if tracks.others > 0 {
            return Err(FileProblem::Author);
        }
    } else {
        let data: Vec<&Top> = boxes.iter().filter(|top| &top.kind == b"mdat").collect();
        for gap in samples::gaps(&data, tracks.data) {
            top::empty(file, gap)?;
        }
    }
    Ok(if tracks.pictures > 0 { Format::Mp4 } else { Format::M4a })
}

/// The same with a file that is in memory.
pub(super) fn clean_slice(file: &mut [u8]) -> Result<Format, FileProblem> {
    let length = file.len() as u64;
    clean(&mut Cursor::new(file), length)
}

/// What was found of tracks.
#[derive(Default)]
struct Tracks {
    /// The length of the file.
    file: u64,
    pictures: usize,
    sounds: usize,
    others: usize,
    /// Where the data of those that are kept stands.
    data: Vec<std::ops::Range<u64>>,
}

fn movie(file: &mut [u8], movie: &Atom, tracks: &mut Tracks) -> Result<(), FileProblem> {
    for atom in keep(file, movie, &MOVIE)? {
        match &atom.kind {
            b"mvhd" => times(file, &atom),
            b"trak" => track(file, &atom, tracks)?,
            _ => {}
        }
    }
    Ok(())
}

fn track(file: &mut [u8], track: &Atom, tracks: &mut Tracks) -> Result<(), FileProblem> {
    let media = atoms(file, track.body.clone())?.into_iter().find(|atom| &atom.kind == b"mdia");
    let media = media.ok_or(FileProblem::Broken)?;
    match handler(file, &media)?.as_ref() {
        Some(b"vide") => tracks.pictures += 1,
        Some(b"soun") => tracks.sounds += 1,
        _ => {
            tracks.others += 1;
            blank(file, track);
            return Ok(());
        }
    }
    for atom in keep(file, track, &TRACK)? {
        match &atom.kind {
            b"tkhd" => times(file, &atom),
            b"mdia" => self::media(file, &atom, tracks)?,
            _ => {}
        }
    }
    Ok(())
}

/// What a track is of.
fn handler(file: &[u8], media: &Atom) -> Result<Option<[u8; 4]>, FileProblem> {
    let handler = atoms(file, media.body.clone())?.into_iter().find(|atom| &atom.kind == b"hdlr");
    let body = handler.and_then(|atom| file.get(atom.body));
    Ok(body.and_then(|body| body.get(8..12)?.first_chunk::<4>().copied()))
}

fn media(file: &mut [u8], media: &Atom, tracks: &mut Tracks) -> Result<(), FileProblem> {
    for atom in keep(file, media, &MEDIA)? {
        match &atom.kind {
            b"mdhd" => times(file, &atom),
            b"hdlr" => handler_name(file, &atom),
            b"minf" => {
                for atom in keep(file, &atom, &INFORMATION)? {
                    match &atom.kind {
                        b"hdlr" => handler_name(file, &atom),
                        b"dinf" => references(file, &atom)?,
                        b"stbl" => tables(file, &atom, tracks)?,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn tables(file: &mut [u8], table: &Atom, tracks: &mut Tracks) -> Result<(), FileProblem> {
    let tables = keep(file, table, &TABLES)?;
    for atom in tables.iter().filter(|atom| &atom.kind == b"stsd") {
        descriptions(file, atom)?;
    }
    samples::data(file, &tables, tracks.file, &mut tracks.data)
}

/// Empties the boxes of this one that are not in the list. Gives those that are.
fn keep(file: &mut [u8], parent: &Atom, list: &[&[u8; 4]]) -> Result<Vec<Atom>, FileProblem> {
    let (kept, others): (Vec<Atom>, Vec<Atom>) =
        atoms(file, parent.body.clone())?.into_iter().partition(|atom| list.contains(&&atom.kind));
    others.iter().for_each(|atom| blank(file, atom));
    Ok(kept)
}

fn fragment(file: &mut [u8], fragment: &Atom) -> Result<(), FileProblem> {
    for atom in keep(file, fragment, &FRAGMENT)? {
        if &atom.kind == b"traf" {
            keep(file, &atom, &FRAGMENT_TRACK)?;
        }
    }
    Ok(())
}

/// When something was made and changed: two numbers behind the version and the flags, of 8 bytes each
/// in version 1, else of 4 (ISO 14496-12, 8.2.2).
fn times(file: &mut [u8], atom: &Atom) {
    let length = if file.get(atom.body.start) == Some(&1) { 16 } else { 8 };
    fill(file, atom.body.start + 4..(atom.body.start + 4 + length).min(atom.body.end));
}

/// Who made a track: behind its type stand a maker's mark and a name (ISO 14496-12, 8.4.3).
fn handler_name(file: &mut [u8], atom: &Atom) {
    fill(file, (atom.body.start + 12).min(atom.body.end)..atom.body.end);
}

/// Where the data is: in this file. QuickTime writes the name of a file and of a disk there as well.
fn references(file: &mut [u8], information: &Atom) -> Result<(), FileProblem> {
    for list in keep(file, information, &[b"dref"])? {
        for entry in atoms(file, (list.body.start + 8).min(list.body.end)..list.body.end)? {
            fill(file, (entry.body.start + 4).min(entry.body.end)..entry.body.end);
        }
    }
    Ok(())
}

/// How samples are coded. What a picture's encoder is called goes.
fn descriptions(file: &mut [u8], list: &Atom) -> Result<(), FileProblem> {
    for entry in atoms(file, (list.body.start + 8).min(list.body.end)..list.body.end)? {
        let start = entry.body.start;
        // Entries of sound are shorter than the head of a picture's, or have other things there: their
        // boxes are not walked, and they have no name.
        let is_picture =
            file.get(start + 16..start + 24).is_some_and(|sizes| sizes.iter().any(|size| *size != 0));
        let inside = (start + PICTURE_ENTRY).min(entry.body.end)..entry.body.end;
        let Some(inside) = atoms(file, inside).ok().filter(|_| is_picture) else { continue };
        fill(file, start + ENCODER.start..(start + ENCODER.end).min(entry.body.end));
        let needless = inside.iter().filter(|atom| NEEDLESS.contains(&&atom.kind));
        needless.for_each(|atom| blank(file, atom));
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests;

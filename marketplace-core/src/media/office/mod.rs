//! Word, Excel and PowerPoint since 2007: archives of parts, most of them XML (ECMA-376). Each part is
//! read and written anew by its kind: properties and small pictures of the document are emptied, names
//! of authors go from comments and changes, photos lose their notes. A part of a kind that we do not
//! know, a macro and a lock keep the document from crossing.

mod picture;
mod xml;

use std::io::{Cursor, Read, Write};

use marketplace_domain::media::{FileProblem, Format};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{jpeg, limits, mp3, mp4};

/// Where parts of a document stand. Others belong to no document.
const HOMES: [&str; 6] = ["_rels/", "docProps/", "customXml/", "word/", "xl/", "ppt/"];
const TYPES: &str = "[Content_Types].xml";

/// The part that makes an archive a document of that format.
const MAIN: [(&str, Format); 3] = [
    ("word/document.xml", Format::Docx),
    ("xl/workbook.xml", Format::Xlsx),
    ("ppt/presentation.xml", Format::Pptx),
];

/// The document anew.
pub(super) fn clean(file: &[u8]) -> Result<(Format, Vec<u8>), FileProblem> {
    Budget::default().document(file, true)
}

/// How much may still be unpacked, for a document and those that stand in it.
struct Budget(u64);

impl Default for Budget {
    fn default() -> Self {
        Self(limits::UNPACKED)
    }
}

impl Budget {
    fn document(&mut self, file: &[u8], may_hold_others: bool) -> Result<(Format, Vec<u8>), FileProblem> {
        let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| FileProblem::Broken)?;
        if archive.len() > limits::PARTS {
            return Err(FileProblem::Large);
        }
        let main = MAIN.into_iter().find(|(part, _)| archive.index_for_name(part).is_some());
        let (_, format) = main.ok_or(FileProblem::Kind)?;
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..archive.len() {
            let Some((name, part)) = self.read(&mut archive, index)? else { continue };
            let part = self.part(&name, part, may_hold_others)?;
            // Without a moment: the usual one of the library is that at which archives begin to count.
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            out.start_file(name, options).map_err(|_| FileProblem::Broken)?;
            out.write_all(&part).map_err(|_| FileProblem::Broken)?;
        }
        let out = out.finish().map_err(|_| FileProblem::Broken)?;
        Ok((format, out.into_inner()))
    }

    /// A part's name and what is in it; none where it is no part of a document.
    fn read(
        &mut self,
        archive: &mut ZipArchive<Cursor<&[u8]>>,
        index: usize,
    ) -> Result<Option<(String, Vec<u8>)>, FileProblem> {
        let mut entry = archive.by_index_raw(index).map_err(|_| FileProblem::Broken)?;
        if entry.encrypted() {
            return Err(FileProblem::Locked);
        }
        let name = entry.name().map_err(|_| FileProblem::Broken)?.into_owned();
        let is_part = name == TYPES || HOMES.iter().any(|home| name.starts_with(home));
        if !is_part || entry.is_dir() || name.split('/').any(|step| step == "..") {
            return Ok(None);
        }
        drop(entry);
        entry = archive.by_index(index).map_err(|_| FileProblem::Broken)?;
        let most = self.0.min(limits::PART);
        let mut part = Vec::new();
        // What an entry says of its size may be wrong: only what comes out counts.
        entry.by_ref().take(most + 1).read_to_end(&mut part).map_err(|_| FileProblem::Broken)?;
        if part.len() as u64 > most {
            return Err(FileProblem::Large);
        }
        self.0 -= part.len() as u64;
        Ok(Some((name, part)))
    }

    /// A part without what tells of a person.
    fn part(&mut self, name: &str, mut part: Vec<u8>, may_hold_others: bool) -> Result<Vec<u8>, FileProblem> {
        let lower = name.to_ascii_lowercase();
        let (folder, file) = lower.rsplit_once('/').unwrap_or(("", lower.as_str()));
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        if folder == "docprops" {
            return Ok(xml::properties(file));
        }
        match ending {
            // What programs keep beside the text: document managers write who filed it there.
            "xml" if folder == "customxml" && file.starts_with("item") && !file.starts_with("itemprops") => {
                Ok(xml::NOTHING.to_vec())
            }
            "xml" | "rels" | "svg" => xml::clean(&part),
            "jpg" | "jpeg" => {
                jpeg::clean(&mut part);
                Ok(part)
            }
            "png" => Ok(picture::clean_png(&part)),
            "mp4" | "m4v" | "m4a" | "mov" => mp4::clean_slice(&mut part).map(|_| part),
            "mp3" => mp3::clean(&part),
            "gif" | "bmp" | "emf" | "wmf" | "wav" | "vml" | "odttf" | "fntdata" | "ttf" => Ok(part),
            // The name of a printer, and of the machine that it hangs on.
            "bin" if folder.ends_with("printersettings") => Ok(Vec::new()),
            "docx" | "xlsx" | "pptx" if may_hold_others => self.document(&part, false).map(|(_, part)| part),
            "bin" if file.starts_with("vba") => Err(FileProblem::Kind),
            _ => Err(FileProblem::Author),
        }
    }
}

#[cfg(test)]
pub(super) mod tests;

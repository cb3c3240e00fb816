//! Boxes at the top of a file, which may be longer than the memory that a file is allowed.

use std::{
    io::{self, Read, Seek, SeekFrom, Write},
    ops::Range,
};

use marketplace_domain::media::FileProblem;

use super::boxes::Atom;
use crate::media::{limits, lost};

/// A box at the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Top {
    /// Its kind.
    pub kind: [u8; 4],
    /// Where its kind is written.
    kind_at: u64,
    /// Where its content stands.
    pub body: Range<u64>,
}

/// The boxes of a file, which they must fill; QuickTime may end it with some zeros.
pub(super) fn read(file: &mut (impl Read + Seek), length: u64) -> Result<Vec<Top>, FileProblem> {
    let mut boxes = Vec::new();
    let mut at = 0;
    while at + 8 <= length {
        if boxes.len() == limits::BOXES {
            return Err(FileProblem::Broken);
        }
        let mut head = [0; 16];
        let head = head.get_mut(..if at + 16 <= length { 16 } else { 8 }).ok_or(FileProblem::Broken)?;
        seek(file, at)?;
        file.read_exact(head).map_err(lost)?;
        let top = one(head, at, length).ok_or(FileProblem::Broken)?;
        at = top.body.end;
        boxes.push(top);
    }
    let mut rest = Vec::new();
    seek(file, at)?;
    file.take(length - at).read_to_end(&mut rest).map_err(lost)?;
    if rest.iter().all(|byte| *byte == 0) { Ok(boxes) } else { Err(FileProblem::Broken) }
}

/// The box that begins like this there.
fn one(head: &[u8], at: u64, end: u64) -> Option<Top> {
    let (size, rest) = head.split_first_chunk::<4>()?;
    let (kind, rest) = rest.split_first_chunk::<4>()?;
    let (head, next) = match u32::from_be_bytes(*size) {
        0 => (8, end),
        1 => (16, at.checked_add(u64::from_be_bytes(*rest.first_chunk::<8>()?))?),
        length => (8, at.checked_add(u64::from(length))?),
    };
    let body = at + head..next;
    (body.start <= body.end && body.end <= end).then_some(Top { kind: *kind, kind_at: at + 4, body })
}

/// Changes the content of a box, which is in memory meanwhile.
pub(super) fn change(
    file: &mut (impl Read + Write + Seek),
    top: &Top,
    change: impl FnOnce(&mut [u8], &Atom) -> Result<(), FileProblem>,
) -> Result<(), FileProblem> {
    let length = top.body.end - top.body.start;
    if length > limits::MOVIE {
        return Err(FileProblem::Large);
    }
    let mut body = vec![0; usize::try_from(length).map_err(|_| FileProblem::Large)?];
    seek(file, top.body.start)?;
    file.read_exact(&mut body).map_err(lost)?;
    let atom = Atom { kind: top.kind, kind_at: 0, body: 0..body.len() };
    change(&mut body, &atom)?;
    seek(file, top.body.start)?;
    file.write_all(&body).map_err(lost)
}

/// Makes a box one of no meaning.
pub(super) fn blank(file: &mut (impl Write + Seek), top: &Top) -> Result<(), FileProblem> {
    seek(file, top.kind_at)?;
    file.write_all(b"free").map_err(lost)?;
    empty(file, top.body.clone())
}

/// Writes zeros there.
pub(super) fn empty(file: &mut (impl Write + Seek), stretch: Range<u64>) -> Result<(), FileProblem> {
    seek(file, stretch.start)?;
    let zeros = &mut io::repeat(0).take(stretch.end.saturating_sub(stretch.start));
    io::copy(zeros, file).map_err(lost)?;
    Ok(())
}

fn seek(file: &mut impl Seek, at: u64) -> Result<(), FileProblem> {
    file.seek(SeekFrom::Start(at)).map_err(lost)?;
    Ok(())
}

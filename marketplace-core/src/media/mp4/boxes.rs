//! Boxes: a length, a kind, and what is in them (ISO 14496-12, 4.2).

use std::ops::Range;

use marketplace_domain::media::FileProblem;

use crate::media::limits;

/// A box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    /// Its kind.
    pub kind: [u8; 4],
    /// Where its kind is written.
    pub kind_at: usize,
    /// Where its content stands.
    pub body: Range<usize>,
}

/// The boxes of a stretch of the file, which they must fill; QuickTime may end it with four zeros.
pub(super) fn atoms(file: &[u8], stretch: Range<usize>) -> Result<Vec<Atom>, FileProblem> {
    let mut atoms = Vec::new();
    let mut at = stretch.start;
    while at + 8 <= stretch.end {
        let (atom, next) = atom(file, at, stretch.end).ok_or(FileProblem::Broken)?;
        if atoms.len() == limits::BOXES {
            return Err(FileProblem::Broken);
        }
        atoms.push(atom);
        at = next;
    }
    let rest = file.get(at..stretch.end).unwrap_or_default();
    if rest.iter().all(|byte| *byte == 0) { Ok(atoms) } else { Err(FileProblem::Broken) }
}

/// The box there, and where the next one begins.
fn atom(file: &[u8], at: usize, end: usize) -> Option<(Atom, usize)> {
    let kind = *file.get(at + 4..at + 8)?.first_chunk::<4>()?;
    let (head, next) = match number(file, at)? {
        0 => (8, end),
        1 => {
            let length = u64::from_be_bytes(*file.get(at + 8..at + 16)?.first_chunk::<8>()?);
            (16, at.checked_add(usize::try_from(length).ok()?)?)
        }
        length => (8, at.checked_add(usize::try_from(length).ok()?)?),
    };
    let body = at + head..next;
    (body.start <= body.end && body.end <= end).then_some((Atom { kind, kind_at: at + 4, body }, next))
}

/// The number of four bytes there.
pub(super) fn number(file: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*file.get(at..at.checked_add(4)?)?.first_chunk::<4>()?))
}

/// Makes a box one of no meaning.
pub(super) fn blank(file: &mut [u8], atom: &Atom) {
    if let Some(kind) = file.get_mut(atom.kind_at..atom.kind_at + 4) {
        kind.copy_from_slice(b"free");
    }
    fill(file, atom.body.clone());
}

/// Writes zeros there.
pub(super) fn fill(file: &mut [u8], stretch: Range<usize>) {
    if let Some(stretch) = file.get_mut(stretch) {
        stretch.fill(0);
    }
}

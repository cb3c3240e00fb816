//! Which bytes of the data belong to a track. A track's data stands in chunks of several samples: one
//! table says where each chunk begins, one how many samples are in it, one how long each sample is
//! (ISO 14496-12, 8.7).

use std::ops::Range;

use marketplace_domain::media::FileProblem;

use super::{
    boxes::{Atom, number},
    top::Top,
};
use crate::media::limits;

/// Adds where the chunks of a track stand, which must be in the file, whose length that is.
pub(super) fn data(
    movie: &[u8],
    tables: &[Atom],
    length: u64,
    kept: &mut Vec<Range<u64>>,
) -> Result<(), FileProblem> {
    let find = |kind: &[u8; 4]| tables.iter().find(|atom| &atom.kind == kind);
    let offsets = Offsets::read(movie, find(b"stco"), find(b"co64"));
    if offsets.count == 0 {
        return Ok(());
    }
    let mut counts = Counts::read(movie, find(b"stsc")).ok_or(FileProblem::Broken)?;
    let mut sizes = Sizes::read(movie, find(b"stsz")).ok_or(FileProblem::Kind)?;
    for chunk in 0..offsets.count {
        let start = offsets.get(movie, chunk).ok_or(FileProblem::Broken)?;
        let samples = counts.get(movie, chunk).ok_or(FileProblem::Broken)?;
        let end = start.checked_add(sizes.take(movie, samples) as u64).ok_or(FileProblem::Broken)?;
        if end > length {
            return Err(FileProblem::Broken);
        }
        let is_full = kept.len() == limits::STRETCHES;
        match kept.last_mut() {
            // Sound alone often has a chunk for each sample, one behind the other.
            Some(last) if last.end == start => last.end = end,
            _ if is_full => return Err(FileProblem::Large),
            _ => kept.push(start..end),
        }
    }
    Ok(())
}

/// Where the data stands that is in none of the chunks.
pub(super) fn gaps(data: &[&Top], chunks: Vec<Range<u64>>) -> Vec<Range<u64>> {
    let chunks = merged(chunks);
    let mut gaps = Vec::new();
    for Top { body: stretch, .. } in data {
        let mut kept_to = stretch.start;
        let first = chunks.partition_point(|chunk| chunk.end <= stretch.start);
        let inside = chunks.iter().skip(first).take_while(|chunk| chunk.start < stretch.end);
        for chunk in inside {
            gaps.push(kept_to..chunk.start.max(kept_to));
            kept_to = chunk.end;
        }
        gaps.push(kept_to..stretch.end.max(kept_to));
    }
    gaps.retain(|gap| !gap.is_empty());
    gaps
}

/// The same stretches in order, none of which touches another.
fn merged(mut chunks: Vec<Range<u64>>) -> Vec<Range<u64>> {
    chunks.sort_unstable_by_key(|chunk| chunk.start);
    let mut merged: Vec<Range<u64>> = Vec::new();
    for chunk in chunks {
        match merged.last_mut() {
            Some(last) if chunk.start <= last.end => last.end = last.end.max(chunk.end),
            _ => merged.push(chunk),
        }
    }
    merged
}

/// The number of entries that a table says it has, as far as it has room for them.
fn entries(file: &[u8], table: &Atom, head: usize, size: usize) -> Option<usize> {
    let said = usize::try_from(number(file, table.body.start + head - 4)?).ok()?;
    let room = table.body.len().checked_sub(head)? / size;
    (said <= room).then_some(said)
}

/// Where chunks begin.
struct Offsets {
    count: usize,
    at: usize,
    long: bool,
}

impl Offsets {
    fn read(file: &[u8], short: Option<&Atom>, long: Option<&Atom>) -> Self {
        let table = short.map(|table| (table, false)).or(long.map(|table| (table, true)));
        let found = table.and_then(|(table, long)| {
            let count = entries(file, table, 8, if long { 8 } else { 4 })?;
            Some(Self { count, at: table.body.start + 8, long })
        });
        found.unwrap_or(Self { count: 0, at: 0, long: false })
    }

    fn get(&self, file: &[u8], chunk: usize) -> Option<u64> {
        if !self.long {
            return number(file, self.at + chunk * 4).map(u64::from);
        }
        let at = self.at + chunk * 8;
        Some(u64::from_be_bytes(*file.get(at..at + 8)?.first_chunk::<8>()?))
    }
}

/// How many samples are in each chunk: an entry holds from its first chunk to the next entry's.
struct Counts {
    at: usize,
    count: usize,
    entry: usize,
}

impl Counts {
    fn read(file: &[u8], table: Option<&Atom>) -> Option<Self> {
        let table = table?;
        let count = entries(file, table, 8, 12)?;
        (count > 0).then_some(Self { at: table.body.start + 8, count, entry: 0 })
    }

    /// Asked for one chunk after the other.
    fn get(&mut self, file: &[u8], chunk: usize) -> Option<usize> {
        while self.entry + 1 < self.count {
            let next = usize::try_from(number(file, self.at + (self.entry + 1) * 12)?).ok()?;
            if chunk + 1 < next {
                break;
            }
            self.entry += 1;
        }
        usize::try_from(number(file, self.at + self.entry * 12 + 4)?).ok()
    }
}

/// How long samples are: all alike, or as a list says.
enum Sizes {
    Alike(usize),
    Listed { at: usize, left: usize },
}

impl Sizes {
    /// `None` also for sound that is not packed: its samples say that they are one byte long, and are not.
    fn read(file: &[u8], table: Option<&Atom>) -> Option<Self> {
        let table = table?;
        match number(file, table.body.start + 4)? {
            0 => {
                let left = entries(file, table, 12, 4)?;
                Some(Self::Listed { at: table.body.start + 12, left })
            }
            1 => None,
            size => Some(Self::Alike(usize::try_from(size).ok()?)),
        }
    }

    /// The length of the next samples together.
    fn take(&mut self, file: &[u8], samples: usize) -> usize {
        match self {
            Self::Alike(size) => size.saturating_mul(samples),
            Self::Listed { at, left } => {
                let taken = samples.min(*left);
                let sizes = file.get(*at..*at + taken * 4).unwrap_or_default().chunks_exact(4);
                let sum = sizes.filter_map(|size| size.first_chunk::<4>()).fold(0, |sum: usize, size| {
                    sum.saturating_add(usize::try_from(u32::from_be_bytes(*size)).unwrap_or(usize::MAX))
                });
                *at += taken * 4;
                *left -= taken;
                sum
            }
        }
    }
}

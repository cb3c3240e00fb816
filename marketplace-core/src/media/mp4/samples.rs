//! Which bytes of the data belong to a track. A track's data stands in chunks of several samples: one
//! table says where each chunk begins, one how many samples are in it, one how long each sample is
//! (ISO 14496-12, 8.7).

use std::ops::Range;

use marketplace_domain::media::FileProblem;

use super::boxes::{Atom, fill, number};

/// Where the chunks of a track stand. They must stand in the file.
pub(super) fn data(file: &[u8], tables: &[Atom]) -> Result<Vec<Range<usize>>, FileProblem> {
    let find = |kind: &[u8; 4]| tables.iter().find(|atom| &atom.kind == kind);
    let offsets = Offsets::read(file, find(b"stco"), find(b"co64"));
    if offsets.count == 0 {
        return Ok(Vec::new());
    }
    let mut counts = Counts::read(file, find(b"stsc")).ok_or(FileProblem::Broken)?;
    let mut sizes = Sizes::read(file, find(b"stsz")).ok_or(FileProblem::Kind)?;
    let mut chunks = Vec::with_capacity(offsets.count);
    for chunk in 0..offsets.count {
        let start = offsets.get(file, chunk).ok_or(FileProblem::Broken)?;
        let samples = counts.get(file, chunk).ok_or(FileProblem::Broken)?;
        let end = start.checked_add(sizes.take(file, samples)).ok_or(FileProblem::Broken)?;
        if end > file.len() {
            return Err(FileProblem::Broken);
        }
        chunks.push(start..end);
    }
    Ok(chunks)
}

/// Writes zeros over all data that is in none of the chunks.
pub(super) fn empty_the_rest(file: &mut [u8], data: &[Range<usize>], chunks: Vec<Range<usize>>) {
    let chunks = merged(chunks);
    for stretch in data {
        let mut kept_to = stretch.start;
        let first = chunks.partition_point(|chunk| chunk.end <= stretch.start);
        let inside = chunks.iter().skip(first).take_while(|chunk| chunk.start < stretch.end);
        for chunk in inside {
            fill(file, kept_to..chunk.start.max(kept_to));
            kept_to = chunk.end;
        }
        fill(file, kept_to..stretch.end.max(kept_to));
    }
}

/// The same stretches in order, none of which touches another.
fn merged(mut chunks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    chunks.sort_unstable_by_key(|chunk| chunk.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
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

    fn get(&self, file: &[u8], chunk: usize) -> Option<usize> {
        if !self.long {
            return usize::try_from(number(file, self.at + chunk * 4)?).ok();
        }
        let at = self.at + chunk * 8;
        usize::try_from(u64::from_be_bytes(*file.get(at..at + 8)?.first_chunk::<8>()?)).ok()
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

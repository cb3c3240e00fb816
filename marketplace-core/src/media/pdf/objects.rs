//! Objects that are packed together in one stream (ISO 32000-1, 7.5.7).

use std::{
    io::{Read, Write},
    ops::Range,
};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use marketplace_domain::media::FileProblem;

use super::walk::Stream;
use crate::media::limits;

/// What is in it. What is packed in another way than all writers do is not taken.
pub(super) fn unpack(file: &[u8], stream: &Stream) -> Result<Vec<u8>, FileProblem> {
    let data = file.get(stream.data.clone()).unwrap_or_default();
    if !stream.is_packed {
        return Ok(data.to_vec());
    }
    if !stream.is_deflated {
        return Err(FileProblem::Author);
    }
    let mut unpacked = Vec::new();
    let mut decoder = ZlibDecoder::new(data).take(limits::OBJECTS + 1);
    decoder.read_to_end(&mut unpacked).map_err(|_| FileProblem::Broken)?;
    if unpacked.len() as u64 > limits::OBJECTS { Err(FileProblem::Large) } else { Ok(unpacked) }
}

/// The objects in it: each one's number, and where it stands. The stream begins with a list of both.
pub(super) fn split(unpacked: &[u8], stream: &Stream) -> Result<Vec<(u32, Range<usize>)>, FileProblem> {
    let (count, first) = stream.objects.ok_or(FileProblem::Broken)?;
    let list = unpacked.get(..first).ok_or(FileProblem::Broken)?;
    let mut numbers = list
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .map(|word| std::str::from_utf8(word).ok().and_then(|word| word.parse::<u32>().ok()));
    let mut objects = Vec::new();
    while let (Some(Some(number)), Some(Some(offset))) = (numbers.next(), numbers.next()) {
        let start = usize::try_from(offset).ok().and_then(|offset| first.checked_add(offset));
        objects.push((start.ok_or(FileProblem::Broken)?.min(unpacked.len()), number));
    }
    if objects.len() < count {
        return Err(FileProblem::Broken);
    }
    objects.sort_unstable();
    let ends = objects.iter().skip(1).map(|(start, _)| *start).chain([unpacked.len()]);
    // What stands before the first object is no object, but is looked at as well.
    let before = (0, first..objects.first().map_or(unpacked.len(), |(start, _)| *start));
    let ends: Vec<usize> = ends.collect();
    let objects = objects.iter().zip(ends).map(|((start, number), end)| (*number, *start..end));
    Ok([before].into_iter().chain(objects).collect())
}

/// Packs it again, into the room that it had. With spaces where names were it needs less; readers stop
/// where the packed data says that it ends.
pub(super) fn pack(file: &mut [u8], stream: &Stream, unpacked: &[u8]) -> Result<(), FileProblem> {
    let room = file.get_mut(stream.data.clone()).ok_or(FileProblem::Broken)?;
    let packed = if stream.is_packed {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(unpacked).and_then(|()| encoder.finish()).map_err(|_| FileProblem::Author)?
    } else {
        unpacked.to_vec()
    };
    let (used, rest) = room.split_at_mut_checked(packed.len()).ok_or(FileProblem::Author)?;
    used.copy_from_slice(&packed);
    rest.fill(0);
    Ok(())
}

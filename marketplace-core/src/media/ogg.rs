//! Voice messages: Opus in Ogg (RFC 3533, RFC 7845). The sound is kept; the comments, in which apps
//! and people write who they are, are replaced by none.

use marketplace_domain::media::FileProblem;

/// Flags of a page (RFC 3533, 6): it continues a packet, it begins a stream.
const CONTINUED: u8 = 1;
const BEGINS: u8 = 2;
/// The length of a page's head without its table of segments.
const HEAD: usize = 27;

/// A comment header with an empty name of the encoder and no comments (RFC 7845, 5.2).
const NO_COMMENTS: [u8; 16] = *b"OpusTags\0\0\0\0\0\0\0\0";

/// One page of a stream.
struct Page<'a> {
    flags: u8,
    /// Where the sound stands at its end, as it is written.
    position: &'a [u8],
    stream: &'a [u8],
    segments: &'a [u8],
    body: &'a [u8],
}

impl<'a> Page<'a> {
    /// The page at the front, and what stands behind it.
    fn read(file: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (head, rest) = file.split_at_checked(HEAD)?;
        if head.get(..5)? != b"OggS\0" {
            return None;
        }
        let (segments, rest) = rest.split_at_checked(usize::from(*head.get(26)?))?;
        let length = segments.iter().map(|size| usize::from(*size)).sum();
        let (body, rest) = rest.split_at_checked(length)?;
        let page = Self {
            flags: *head.get(5)?,
            position: head.get(6..14)?,
            stream: head.get(14..18)?,
            segments,
            body,
        };
        Some((page, rest))
    }

    /// Writes it as the page of that number.
    fn write(&self, number: u32, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend(b"OggS\0");
        out.push(self.flags);
        out.extend(self.position);
        out.extend(self.stream);
        out.extend(number.to_le_bytes());
        out.extend([0; 4]);
        // A table has 255 segments at most: it was read from one byte, or is ours.
        out.push(u8::try_from(self.segments.len()).unwrap_or(u8::MAX));
        out.extend(self.segments);
        out.extend(self.body);
        let sum = checksum(out.get(start..).unwrap_or_default());
        if let Some(place) = out.get_mut(start + 22..start + 26) {
            place.copy_from_slice(&sum.to_le_bytes());
        }
    }

    /// Whether a packet ends in it: only then can another begin on the next page.
    fn ends_packet(&self) -> bool {
        self.segments.last().is_some_and(|size| *size < u8::MAX)
    }
}

/// The stream without its comments. A file of several streams is not taken: the others could hold
/// anything.
pub(super) fn clean(file: &[u8]) -> Result<Vec<u8>, FileProblem> {
    let (first, mut rest) = Page::read(file).ok_or(FileProblem::Broken)?;
    if first.flags & BEGINS == 0 {
        return Err(FileProblem::Broken);
    }
    if !first.body.starts_with(b"OpusHead") {
        return Err(FileProblem::Kind);
    }
    let mut out = Vec::with_capacity(file.len());
    first.write(0, &mut out);
    rest = skip_comments(rest)?;
    let none = Page {
        flags: 0,
        position: &[0; 8],
        stream: first.stream,
        segments: &[NO_COMMENTS.len() as u8],
        body: &NO_COMMENTS,
    };
    none.write(1, &mut out);
    let mut number = 2;
    while !rest.is_empty() {
        // What stands behind the last whole page is cut off sound, or no sound at all.
        let Some((page, behind)) = Page::read(rest) else { break };
        if page.stream != first.stream || page.flags & BEGINS != 0 {
            return Err(FileProblem::Kind);
        }
        page.write(number, &mut out);
        number += 1;
        rest = behind;
    }
    if number == 2 { Err(FileProblem::Broken) } else { Ok(out) }
}

/// What stands behind the pages of the comments, which begin with the second one and end with a
/// page (RFC 7845, 3).
fn skip_comments(file: &[u8]) -> Result<&[u8], FileProblem> {
    let (mut page, mut rest) = Page::read(file).ok_or(FileProblem::Broken)?;
    if !page.body.starts_with(b"OpusTags") || page.flags & CONTINUED != 0 {
        return Err(FileProblem::Broken);
    }
    while !page.ends_packet() {
        (page, rest) = Page::read(rest).ok_or(FileProblem::Broken)?;
        if page.flags & CONTINUED == 0 {
            return Err(FileProblem::Broken);
        }
    }
    Ok(rest)
}

/// The checksum of a page whose own place for it is zero (RFC 3533, 6).
fn checksum(page: &[u8]) -> u32 {
    page.iter().fold(0, |sum, byte| {
        let index = (sum >> 24) as u8 ^ byte;
        (sum << 8) ^ TABLE.get(usize::from(index)).copied().unwrap_or_default()
    })
}

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = (byte as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            sum = (sum << 1) ^ if sum & 0x8000_0000 == 0 { 0 } else { 0x04c1_1db7 };
            bit += 1;
        }
        table[byte] = sum;
        byte += 1;
    }
    table
};

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A page with one packet's worth of segments.
    pub(in crate::media) fn page(flags: u8, position: u64, number: u32, body: &[u8]) -> Vec<u8> {
        let mut segments = vec![255; body.len() / 255];
        segments.push(u8::try_from(body.len() % 255).unwrap());
        let position = position.to_le_bytes();
        let mut out = Vec::new();
        Page { flags, position: &position, stream: &[7, 0, 0, 0], segments: &segments, body }
            .write(number, &mut out);
        out
    }

    pub(in crate::media) fn head() -> Vec<u8> {
        page(BEGINS, 0, 0, b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0")
    }

    /// A voice message with a comment, whose sound is these packets.
    pub(in crate::media) fn voice(comment: &str, sound: &[&[u8]]) -> Vec<u8> {
        let mut tags = b"OpusTags\x04\0\0\0Appy\x01\0\0\0".to_vec();
        tags.extend(u32::try_from(comment.len()).unwrap().to_le_bytes());
        tags.extend(comment.as_bytes());
        let mut file = head();
        file.extend(page(0, 0, 1, &tags));
        for (index, packet) in sound.iter().enumerate() {
            let number = u32::try_from(index).unwrap();
            file.extend(page(0, u64::from(number + 1) * 960, number + 2, packet));
        }
        file
    }

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        // The first page of a file that libogg wrote (ffmpeg -f lavfi -i sine -c:a libopus).
        let mut page = b"OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x01\x02ab".to_vec();
        assert_eq!(checksum(&page), bitwise(&page));
        page.push(9);
        assert_eq!(checksum(&page), bitwise(&page));
        // The catalogue's check value of this polynomial without reflection (CRC-32/BZIP2 before its
        // inversions, over "123456789" begun with zero).
        assert_eq!(checksum(b"123456789"), 0x89a1_897f);
    }

    fn bitwise(bytes: &[u8]) -> u32 {
        bytes.iter().fold(0, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte) << 24, |sum: u32, _| {
                (sum << 1) ^ (0x04c1_1db7 & (sum >> 31).wrapping_neg())
            })
        })
    }

    #[test]
    fn comments_go_and_the_sound_stays_as_it_was() {
        let file = voice("ARTIST=Amira Secret", &[b"one", &[5; 700]]);
        let clean = clean(&file).unwrap();
        let expected = {
            let mut file = head();
            file.extend(page(0, 0, 1, &NO_COMMENTS));
            file.extend(page(0, 960, 2, b"one"));
            file.extend(page(0, 1920, 3, &[5; 700]));
            file
        };
        assert_eq!(clean, expected);
    }

    #[test]
    fn comments_over_several_pages_go_as_well() {
        let mut file = head();
        let mut long = b"OpusTags".to_vec();
        long.resize(255 * 255, b'x');
        let mut first = Vec::new();
        Page { flags: 0, position: &[0xff; 8], stream: &[7, 0, 0, 0], segments: &[255; 255], body: &long }
            .write(1, &mut first);
        file.extend(first);
        file.extend(page(CONTINUED, 0, 2, b"the picture of a cover"));
        file.extend(page(0, 960, 3, b"sound"));
        let clean = clean(&file).unwrap();
        assert_eq!(
            clean.len(),
            head().len() + page(0, 0, 1, &NO_COMMENTS).len() + page(0, 0, 2, b"sound").len()
        );
    }

    #[test]
    fn a_second_stream_is_not_taken() {
        let mut file = voice("", &[b"one"]);
        file.extend(head());
        assert_eq!(clean(&file), Err(FileProblem::Kind));
        let vorbis = page(BEGINS, 0, 0, b"\x01vorbis");
        assert_eq!(clean(&vorbis), Err(FileProblem::Kind));
    }
}

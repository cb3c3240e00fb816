//! Photos in documents: PNG without its notes.

/// Chunks that the picture's look depends on (ISO/IEC 15948, 11): all that must be understood, and the
/// colours. Notes, times and Exif are none of them.
const NEEDED: [&[u8; 4]; 11] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"sBIT"];
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The picture without its notes; what is no PNG becomes nothing.
pub(super) fn clean_png(file: &[u8]) -> Vec<u8> {
    let Some(mut rest) = file.strip_prefix(SIGNATURE) else { return Vec::new() };
    let mut out = SIGNATURE.to_vec();
    while let Some((length, behind)) = rest.split_first_chunk::<4>() {
        // A chunk is its length, its kind, its data and a checksum.
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let Some(end) = length.checked_add(12).filter(|end| *end <= rest.len()) else { break };
        let is_needed = behind.first_chunk::<4>().is_some_and(|kind| NEEDED.contains(&kind));
        let (chunk, behind) = rest.split_at(end);
        if is_needed {
            out.extend(chunk);
        }
        rest = behind;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length, kind.as_slice(), data, b"sum!"].concat()
    }

    #[test]
    fn notes_go() {
        let (head, end) = (chunk(b"IHDR", b"13 bytes long"), chunk(b"IEND", b""));
        let file = [SIGNATURE.to_vec(), head.clone(), chunk(b"tEXt", b"Author\0Amira"), end.clone()].concat();
        assert_eq!(clean_png(&file), [SIGNATURE.to_vec(), head, end].concat());
        assert_eq!(clean_png(b"GIF89a"), b"");
        for cut in 0..file.len() {
            clean_png(&file[..cut]);
        }
    }
}

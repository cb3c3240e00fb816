//! MP3: frames of sound with tags around them (ID3v1 and v2, APE, Lyrics3 …). The frames are kept,
//! and whatever is no frame goes.

use marketplace_domain::media::FileProblem;

/// Kilobits a second of layer III by index: MPEG 1, then MPEG 2 and 2.5 (ISO 11172-3, 2.4.2.3 and
/// ISO 13818-3). Index 0 is a free choice, which files do not make; 15 is forbidden.
const BITRATES: [[usize; 16]; 2] = [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
];

/// Samples a second of MPEG 1 by index; MPEG 2 has half as many, MPEG 2.5 a quarter.
const RATES: [usize; 3] = [44_100, 48_000, 32_000];

/// How many frames in a row make it certain that it is sound: four bytes of a text or a picture may
/// look like a head of one.
const SURE: usize = 2;

/// The frames, and nothing else.
pub(super) fn clean(file: &[u8]) -> Result<Vec<u8>, FileProblem> {
    let mut rest = file;
    let mut out = Vec::with_capacity(file.len());
    while !rest.is_empty() {
        if let Some(behind) = skip_tag(rest) {
            rest = behind;
            continue;
        }
        let run = run(rest);
        let sound = if run.frames >= SURE { run.length } else { 0 };
        out.extend(rest.get(..sound).unwrap_or_default());
        // On to the next byte that may begin a frame or a tag.
        rest = rest.get(sound.max(1)..).unwrap_or_default();
        let next = rest.iter().position(|byte| matches!(byte, 0xff | b'I' | b'T' | b'A'));
        rest = next.and_then(|next| rest.get(next..)).unwrap_or_default();
    }
    if out.is_empty() { Err(FileProblem::Broken) } else { Ok(out) }
}

/// Frames of one kind, one behind the other.
#[derive(Default)]
struct Run {
    frames: usize,
    length: usize,
}

fn run(file: &[u8]) -> Run {
    let mut run = Run::default();
    let mut kind = None;
    while let Some(frame) = file.get(run.length..).and_then(Frame::read) {
        if kind.is_some_and(|kind| kind != frame.kind) || run.length + frame.length > file.len() {
            break;
        }
        kind = Some(frame.kind);
        run.frames += 1;
        run.length += frame.length;
    }
    run
}

/// The head of a frame.
struct Frame {
    /// Version and sampling rate, which stay the same in one file.
    kind: (u8, u8),
    length: usize,
}

impl Frame {
    fn read(file: &[u8]) -> Option<Self> {
        let [0xff, second, third, _] = *file.first_chunk::<4>()? else { return None };
        let version = second >> 3 & 3;
        // Eleven ones in all, layer III, and a version that exists.
        if second & 0xe6 != 0xe2 || version == 1 {
            return None;
        }
        let first_version = version == 3;
        let bitrate = *BITRATES.get(usize::from(!first_version))?.get(usize::from(third >> 4))?;
        let rate = third >> 2 & 3;
        let hertz = RATES.get(usize::from(rate))?
            / match version {
                3 => 1,
                2 => 2,
                _ => 4,
            };
        let padding = usize::from(third >> 1 & 1);
        let samples = if first_version { 144_000 } else { 72_000 };
        let length = samples * bitrate / hertz + padding;
        (bitrate > 0).then_some(Self { kind: (version, rate), length })
    }
}

/// What stands behind a tag at the front, if there is one.
fn skip_tag(file: &[u8]) -> Option<&[u8]> {
    let length = match file {
        // id3.org/id3v2.4.0-structure, 3.1: seven bits of each byte count, and a footer may follow.
        [b'I', b'D', b'3', _, _, flags, size @ ..] => {
            let size = size.first_chunk::<4>()?;
            let size = size.iter().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
            10 + size + if flags & 0x10 == 0 { 0 } else { 10 }
        }
        // The old tag: 128 bytes, and 227 of its longer form (id3.org/ID3v1).
        [b'T', b'A', b'G', b'+', ..] => 227,
        [b'T', b'A', b'G', ..] => 128,
        // wiki.hydrogenaud.io/index.php?title=APEv2_specification: the size counts all behind the head.
        [b'A', b'P', b'E', b'T', b'A', b'G', b'E', b'X', _, _, _, _, size @ ..] => {
            let size = usize::try_from(u32::from_le_bytes(*size.first_chunk::<4>()?)).ok()?;
            let is_footer = file.get(23).is_some_and(|flags| flags & 0x20 == 0);
            if is_footer { 32 } else { 32 + size }
        }
        _ => return None,
    };
    Some(file.get(length..).unwrap_or_default())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A silent frame of 128 kbit/s at 44.1 kHz: 417 bytes.
    pub(in crate::media) fn frame() -> Vec<u8> {
        let mut frame = vec![0xff, 0xfb, 0x90, 0x00];
        frame.resize(417, 0);
        frame
    }

    /// Three frames with tags of three kinds around them, which hold this name.
    pub(in crate::media) fn tagged(name: &str) -> Vec<u8> {
        let mut file = b"ID3\x03\0\0\0\0\0".to_vec();
        file.push(u8::try_from(name.len()).unwrap());
        file.extend(name.as_bytes());
        (0..3).for_each(|_| file.extend(frame()));
        file.extend(b"APETAGEX\xd0\x07\0\0");
        file.extend(u32::try_from(name.len() + 32).unwrap().to_le_bytes());
        file.extend(b"\x01\0\0\0\0\0\0\xa0\0\0\0\0\0\0\0\0");
        file.extend(name.as_bytes());
        file.extend(b"APETAGEX\xd0\x07\0\0\0\0\0\0\x01\0\0\0\0\0\0\x80\0\0\0\0\0\0\0\0");
        let mut old = b"TAG".to_vec();
        old.extend(name.as_bytes());
        old.resize(128, 0);
        file.extend(old);
        file
    }

    #[test]
    fn frames_stay_and_tags_go() {
        assert_eq!(clean(&tagged("Amira Secret")).unwrap(), [frame(), frame(), frame()].concat());
    }

    #[test]
    fn what_stands_between_frames_goes() {
        let mut file = [frame(), frame()].concat();
        file.extend(b"said by Amira \xff\xfb\x90\0");
        file.extend([frame(), frame()].concat());
        let clean = clean(&file).unwrap();
        assert!(clean.len() == 4 * 417 && !clean.windows(5).any(|part| part == b"Amira"));
    }

    #[test]
    fn what_has_no_sound_is_broken() {
        for file in [b"ID3\x03\0\0\0\0\0\x05hello".as_slice(), b"\xff\xfb\x90\0", b"ID3"] {
            assert_eq!(clean(file), Err(FileProblem::Broken));
        }
    }
}

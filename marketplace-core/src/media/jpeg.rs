//! Photos inside of documents: their blocks of a camera's and a program's notes (ITU T.81, B.1.1.3 and B.2.4.6).

/// Blocks that the picture's look depends on: its density, its colour profile, its colour transform.
const NEEDED: [u8; 3] = [0xe0, 0xe2, 0xee];

/// Writes zeros over the notes, if it is a JPEG.
pub(super) fn clean(data: &mut [u8]) {
    if !data.starts_with(b"\xff\xd8\xff") {
        return;
    }
    let mut at = 2;
    while let Some([0xff, kind, high, low]) =
        data.get(at..at + 4).and_then(|head| head.first_chunk::<4>().copied())
    {
        let length = usize::from(u16::from_be_bytes([high, low]));
        // From the picture itself (SOS) on there are no notes.
        if kind == 0xda || length < 2 {
            return;
        }
        let is_note = matches!(kind, 0xe0..=0xef | 0xfe) && !NEEDED.contains(&kind);
        if is_note && let Some(note) = data.get_mut(at + 4..at + 2 + length) {
            note.fill(0);
        }
        at += 2 + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_go_and_what_is_needed_stays() {
        let mut file =
            b"\xff\xd8\xff\xe0\0\x06JFIF\xff\xe1\0\x09Exif\0GP\xff\xfe\0\x05Ami\xff\xda\0\x02ray".to_vec();
        clean(&mut file);
        assert_eq!(
            file,
            b"\xff\xd8\xff\xe0\0\x06JFIF\xff\xe1\0\x09\0\0\0\0\0\0\0\xff\xfe\0\x05\0\0\0\xff\xda\0\x02ray"
        );
        for cut in 0..file.len() {
            clean(&mut file[..cut].to_vec());
        }
    }
}

use image::{DynamicImage, ImageFormat, RgbImage};
use proptest::prelude::*;

use super::*;

const SECRET: &str = "Amira Secret 36.8065";

/// One file of each kind, with a name or a place wherever its format has room for one.
fn files() -> Vec<(Format, Vec<u8>)> {
    let mut photo = std::io::Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::new(8, 8)).write_to(&mut photo, ImageFormat::Jpeg).unwrap();
    let photo = photo.into_inner();
    let note = [b"\xff\xd8\xff\xe1\0\x1cExif\0\0".as_slice(), SECRET.as_bytes(), &photo[2..]].concat();
    vec![
        (Format::Jpeg, note),
        (Format::Mp4, mp4::tests::film(SECRET)),
        (Format::Opus, ogg::tests::voice(SECRET, &[b"sound", b"more of it"])),
        (Format::Mp3, mp3::tests::tagged(SECRET)),
        (Format::Pdf, pdf::tests::document(SECRET)),
        (Format::Docx, office::tests::text(SECRET)),
    ]
}

fn all_of(format: Format, file: &[u8]) -> String {
    match format {
        Format::Pdf => pdf::tests::unpacked(file),
        Format::Docx => office::tests::unpacked(file),
        _ => String::from_utf8_lossy(file).into_owned(),
    }
}

#[test]
fn no_file_tells_who_made_it_and_where() {
    for (format, file) in files() {
        assert!(all_of(format, &file).contains(SECRET), "{format:?} has the secret before");
        let clean = clean(FileKind::Document, file.into()).unwrap();
        assert_eq!(clean.format, format);
        let all = all_of(format, &clean.bytes);
        for secret in ["Amira", "Secret", "36.8"] {
            assert!(!all.contains(secret), "{format:?} still has {secret}");
        }
        let again = super::clean(clean.kind, clean.bytes).unwrap();
        assert_eq!((again.kind, again.format), (clean.kind, clean.format), "it is still one of its kind");
    }
}

#[test]
fn what_is_in_a_file_counts_and_not_what_it_is_sent_as() {
    for (format, file) in files() {
        for kind in FileKind::ALL {
            let clean = clean(kind, file.clone().into()).unwrap();
            assert_eq!((clean.format, clean.kind), (format, format.shown_as(kind)));
        }
    }
    let text = clean(FileKind::Document, Bytes::from_static("Prix : 15 €\n".as_bytes())).unwrap();
    assert_eq!((text.format, &*text.bytes), (Format::Text, "Prix : 15 €\n".as_bytes()));
}

#[test]
fn what_is_of_no_known_kind_does_not_cross() {
    let of = |file: &'static [u8]| clean(FileKind::Document, Bytes::from_static(file));
    for file in [b"".as_slice(), b"\x7fELF\x02\x01", b"GIF89a\x01\0", b"\x1aE\xdf\xa3webm", b"a\0b"] {
        assert_eq!(of(file), Err(FileProblem::Kind));
    }
    assert_eq!(of(b"BEGIN:VCARD\nFN:Amira\nEND:VCARD"), Err(FileProblem::Kind));
    let large = vec![b'a'; usize::try_from(MOST_OTHER_BYTES).unwrap() + 1];
    assert_eq!(clean(FileKind::Document, large.into()), Err(FileProblem::Large));
}

/// Makes a file clean as it is done on its way, and gives what is left of it.
fn on_disk(begin: &[u8], length: u64) -> (Result<CleanFile, FileProblem>, Vec<u8>) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(begin).unwrap();
    file.set_len(length.max(begin.len() as u64)).unwrap();
    let clean = clean_file(FileKind::Document, &mut file);
    let mut left = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut left).unwrap();
    (clean, left)
}

#[test]
fn a_file_is_made_clean_on_the_disk_as_in_memory() {
    for (format, file) in files() {
        let (clean, left) = on_disk(&file, 0);
        let CleanFile { length, .. } = clean.unwrap();
        assert_eq!(length, left.len() as u64);
        let expected = super::clean(FileKind::Document, file.into()).unwrap();
        assert_eq!((clean.unwrap().format, all_of(format, &left)), (format, all_of(format, &expected.bytes)));
    }
}

#[test]
fn each_kind_of_file_has_its_own_bound() {
    // Zeros behind a film are an empty box that reaches to the end.
    let film = |length: u64| {
        let film = mp4::tests::film("x");
        let rest = u32::try_from(length - film.len() as u64).unwrap().to_be_bytes();
        on_disk(&[film.as_slice(), &rest, b"mdat"].concat(), length).0
    };
    assert_eq!(film(MOST_BYTES).unwrap().length, MOST_BYTES);
    assert_eq!(film(MOST_BYTES + 1), Err(FileProblem::Large));
    for begin in [b"\xff\xd8\xff".as_slice(), b"%PDF-1.7", b"PK\x03\x04", b"OggS\0\x02", b"ID3\x04", b"words"]
    {
        assert_eq!(on_disk(begin, MOST_OTHER_BYTES + 1).0, Err(FileProblem::Large), "{begin:?}");
    }
}

#[test]
fn a_description_of_a_film_that_would_fill_the_memory_is_not_read() {
    let length = 9 * 1024 * 1024_u32;
    let moov = [&(length - 16).to_be_bytes()[..], b"moov"].concat();
    let (clean, _) = on_disk(&[b"\0\0\0\x10ftypmp42\0\0\0\0".as_slice(), &moov].concat(), u64::from(length));
    assert_eq!(clean, Err(FileProblem::Large));
}

proptest! {
    #[test]
    fn a_file_that_is_cut_or_damaged_harms_nobody(
        which in 0usize..6,
        cut in 0.0f64..1.0,
        damage in prop::collection::vec((0.0f64..1.0, any::<u8>()), 0..4),
    ) {
        let (_, mut file) = files().swap_remove(which);
        let at = |part: f64, length: usize| (part * length as f64) as usize;
        for (place, byte) in damage {
            let place = at(place, file.len());
            file[place] = byte;
        }
        let length = if cut > 0.7 { file.len() } else { at(cut / 0.7, file.len()) };
        file.truncate(length);
        let _ = clean(FileKind::Document, file.into());
    }

    #[test]
    fn any_bytes_behind_any_beginning_harm_nobody(
        begin in prop::sample::select(vec![
            b"\xff\xd8\xff".as_slice(), b"\0\0\0\x10ftypmp42\0\0\0\0\0\0\0\x20moov", b"OggS\0\x02", b"ID3\x04\0\0",
            b"\xff\xfb\x90\0", b"%PDF-1.7\n1 0 obj<<", b"PK\x03\x04", b"",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let _ = clean(FileKind::Voice, [begin, &rest].concat().into());
    }
}

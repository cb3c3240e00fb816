use super::*;

/// A box.
pub(in crate::media) fn atom(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut atom = u32::try_from(body.len() + 8).unwrap().to_be_bytes().to_vec();
    atom.extend(kind);
    atom.extend(body);
    atom
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// A track of one chunk there.
fn track(handler: &[u8; 4], offset: u32, sizes: &[u32], extra: &[u8]) -> Vec<u8> {
    let mut entry = vec![0; PICTURE_ENTRY];
    entry[16..20].copy_from_slice(&[2, 128, 1, 104]);
    entry[24..28].copy_from_slice(&[2, 128, 1, 104]);
    entry[42..56].copy_from_slice(b"\x0dSecretCamera!");
    entry.extend(atom(b"avcC", b"decoder"));
    entry.extend(atom(b"uuid", b"Secret in the entry"));
    let count = u32::try_from(sizes.len()).unwrap();
    let mut table = atom(b"stsd", &[words(&[0, 1]), atom(b"avc1", &entry)].concat());
    table.extend(atom(b"stsc", &words(&[0, 1, 1, count, 1])));
    table.extend(atom(b"stsz", &[words(&[0, 0, count]), words(sizes)].concat()));
    table.extend(atom(b"stco", &words(&[0, 1, offset])));
    let mut information = atom(b"vmhd", &[0; 12]);
    let alias = atom(b"alis", b"\0\0\0\x01/Users/amira/Secret.mov");
    information.extend(atom(b"dinf", &atom(b"dref", &[words(&[0, 1]), alias].concat())));
    information.extend(atom(b"stbl", &table));
    let mut media = atom(b"mdhd", &words(&[0, 0xAABB_CCDD, 0xAABB_CCDD, 1000, 5000, 0]));
    media.extend(atom(
        b"hdlr",
        &[&words(&[0, 0]), handler.as_slice(), &[0; 12], b"Secret Handler\0"].concat(),
    ));
    media.extend(atom(b"minf", &information));
    let mut track = atom(b"tkhd", &words(&[7, 0xAABB_CCDD, 0xAABB_CCDD, 1]));
    track.extend(atom(b"mdia", &media));
    track.extend(extra);
    atom(b"trak", &track)
}

/// A film of a phone: picture, sound, a track of places, and everything that phones write around them.
pub(in crate::media) fn film(secret: &str) -> Vec<u8> {
    let film = |start: u32| {
        let hidden = atom(b"udta", &atom(b"\xa9xyz", format!("+36.8065+010.1815/{secret}").as_bytes()));
        let mut movie = atom(b"mvhd", &words(&[0, 0xAABB_CCDD, 0xAABB_CCDD, 1000, 5000]));
        movie.extend(track(b"vide", start, &[5, 5], &hidden));
        movie.extend(track(b"soun", start + 10, &[5], &atom(b"meta", secret.as_bytes())));
        movie.extend(track(b"meta", start + 15, &[u32::try_from(secret.len()).unwrap()], b""));
        movie.extend(&hidden);
        movie.extend(atom(b"meta", secret.as_bytes()));
        let mut file = atom(b"ftyp", b"mp42\0\0\0\0isom");
        file.extend(atom(b"uuid", format!("\x01\x02 xmp {secret}").as_bytes()));
        file.extend(atom(b"free", secret.as_bytes()));
        file.extend(atom(b"moov", &movie));
        let data = u32::try_from(file.len()).unwrap() + 8;
        file.extend(atom(
            b"mdat",
            &[b"frame", b"FRAME".as_slice(), b"sound", secret.as_bytes(), b"gap"].concat(),
        ));
        (file, data)
    };
    let (_, start) = film(0);
    film(start).0
}

#[test]
fn what_plays_stays_in_its_place_and_all_else_goes() {
    let file = film("Secret Place");
    let mut clean = file.clone();
    assert_eq!(super::clean_slice(&mut clean), Ok(Format::Mp4));
    assert_eq!(clean.len(), file.len());
    let text = String::from_utf8_lossy(&clean);
    for secret in ["Secret", "36.8", "amira", "xyz", "xmp", "gap"] {
        assert!(!text.contains(secret), "{secret} is left");
    }
    assert!(!clean.windows(4).any(|word| word == [0xAA, 0xBB, 0xCC, 0xDD]), "a time is left");
    let place = |file: &[u8], word: &[u8]| file.windows(word.len()).position(|part| part == word).unwrap();
    for word in [b"frameFRAMEsound".as_slice(), b"decoder", b"stco", b"moov", b"vide", b"mdat"] {
        assert_eq!(place(&clean, word), place(&file, word));
    }
    let mut again = clean.clone();
    assert_eq!(super::clean_slice(&mut again), Ok(Format::Mp4), "it is still a film");
    assert_eq!(again, clean);
}

#[test]
fn sound_alone_is_sound() {
    let movie = [atom(b"mvhd", &[0; 20]), track(b"soun", 0, &[4], b"")].concat();
    let mut file = [atom(b"ftyp", b"M4A "), atom(b"moov", &movie)].concat();
    assert_eq!(clean_slice(&mut file), Ok(Format::M4a));
}

#[test]
fn fragments_with_a_track_of_another_kind_are_not_taken() {
    let movie = |handler| atom(b"moov", &[track(b"vide", 0, &[], b""), track(handler, 0, &[], b"")].concat());
    let fragment = atom(b"moof", &[atom(b"mfhd", &[0; 8]), atom(b"uuid", b"Secret")].concat());
    let mut file = [movie(b"soun"), fragment.clone(), atom(b"mdat", b"data")].concat();
    assert_eq!(clean_slice(&mut file), Ok(Format::Mp4));
    assert!(!String::from_utf8_lossy(&file).contains("Secret"));
    let mut file = [movie(b"meta"), fragment, atom(b"mdat", b"data")].concat();
    assert_eq!(clean_slice(&mut file), Err(FileProblem::Author));
}

#[test]
fn lengths_that_lie_are_broken() {
    let mut file = film("x");
    let place = file.windows(4).position(|part| part == b"trak").unwrap();
    file[place - 4..place].copy_from_slice(&u32::MAX.to_be_bytes());
    assert_eq!(clean_slice(&mut file), Err(FileProblem::Broken));
    let mut endless = [atom(b"ftyp", b"mp42"), words(&[1]), b"moov".to_vec(), vec![0xff; 8]].concat();
    assert_eq!(clean_slice(&mut endless), Err(FileProblem::Broken));
}

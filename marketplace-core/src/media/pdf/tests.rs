use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};

use super::*;

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn object(number: u32, body: &[u8]) -> Vec<u8> {
    [format!("{number} 0 obj\n").as_bytes(), body, b"\nendobj\n"].concat()
}

/// A document with that name in all places where programs write one. Every other one is packed.
pub(in crate::media) fn document(secret: &str) -> Vec<u8> {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02X}")).collect();
    let packed = format!("20 0 21 40 {:40}<</Title(A (nested\\)) {secret})>>", "").into_bytes();
    let packed = [packed, format!("<</Auth#6fr({secret})/T(kept)>>").into_bytes()].concat();
    let second = packed.windows(4).position(|part| part == b"/Aut").unwrap() - 2 - 51;
    let packed = String::from_utf8(packed).unwrap().replacen("21 40", &format!("21 {second:02}"), 1);
    let photo = [b"\xff\xd8\xff\xe1\0\x40Exif".as_slice(), secret.as_bytes(), &[0; 60]].concat();
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    for (number, body) in [
        (1, b"<</Type/Catalog/Metadata 4 0 R>>".to_vec()),
        (2, format!("<</Title({secret})/Custom<{hex}>/Author 3 0 R/CreationDate(D:2026)>>").into_bytes()),
        (3, format!("({secret})").into_bytes()),
        (4, stream("/Type/Metadata/Subtype/XML", format!("<x:xmpmeta>{secret}</x:xmpmeta>").as_bytes())),
        (5, format!("<</Type/Annot/Subtype/Text/Contents(a remark)/T({secret})>>").into_bytes()),
        (6, b"<</Type/Annot/Subtype/Widget/T(field)>>".to_vec()),
        (7, stream("/Subtype/Image/Filter/DCTDecode", &photo)),
        (8, format!("<</Type/Filespec/F({secret})/EF<</F 9 0 R>>>>").into_bytes()),
        (9, stream("/Type/EmbeddedFile", secret.as_bytes())),
        (10, stream("/Type/ObjStm/N 2/First 51/Filter/FlateDecode", &deflated(packed.as_bytes()))),
        (11, stream("", b"BT (what is shown) Tj ET")),
    ] {
        file.extend(object(number, &body));
    }
    file.extend(format!("% by {secret}\n").as_bytes());
    file.extend(
        format!("trailer\n<</Root 1 0 R/Info 2 0 R/ID[<{hex}><{hex}>]>>\nstartxref\n0\n%%EOF\n").as_bytes(),
    );
    file.extend(b"trailer\n<</Root 1 0 R/Info 20 0 R/Prev 0>>\n%%EOF\n");
    file
}

/// The file, and behind it what is packed in it.
pub(in crate::media) fn unpacked(file: &[u8]) -> String {
    let mut all = String::from_utf8_lossy(file).into_owned();
    walk(file, None, &mut |found| {
        if let Found::Stream(stream) = found
            && stream.is_objects
        {
            all.push_str(&String::from_utf8_lossy(&objects::unpack(file, &stream).unwrap()));
        }
        Ok(())
    })
    .unwrap();
    all
}

#[test]
fn what_is_shown_stays_in_its_place_and_the_author_goes() {
    let file = document("Amira Secret");
    assert!(unpacked(&file).matches("Amira").count() >= 9);
    let mut clean = file.clone();
    super::clean(&mut clean).unwrap();
    assert_eq!(clean.len(), file.len());
    let all = unpacked(&clean);
    for secret in ["Amira", "Secret", "416D697261", "D:2026", "xmpmeta"] {
        assert!(!all.contains(secret), "{secret} is left in {all}");
    }
    for kept in ["(what is shown)", "(a remark)", "T(field)", "T(kept)", "/Info 2 0 R", "%%EOF"] {
        assert!(all.contains(kept), "{kept} is gone");
    }
    let place = |file: &[u8]| file.windows(9).position(|part| part == b"startxref");
    assert_eq!(place(&clean), place(&file));
}

#[test]
fn what_cannot_be_made_clean_does_not_cross() {
    let with = |body: &str| [b"%PDF-1.4\n".as_slice(), &object(1, body.as_bytes()), b"trailer<<>>"].concat();
    for (body, problem) in [
        ("<</Root 1 0 R/Encrypt 5 0 R>>", FileProblem::Locked),
        ("<</Type/Sig/ByteRange[0 1 2 3]>>", FileProblem::Author),
        ("<</PieceInfo<</Illustrator 3 0 R>>>>", FileProblem::Author),
        ("<</S/JavaScript/JS(app.alert)>>", FileProblem::Kind),
        ("<</S/L#61unch>>", FileProblem::Kind),
    ] {
        assert_eq!(clean(&mut with(body)), Err(problem), "{body}");
    }
    let odd = stream("/Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]", b"00");
    assert_eq!(clean(&mut object(1, &odd)), Err(FileProblem::Author));
    let deep = format!("1 0 obj {}", "<</A ".repeat(1000));
    assert_eq!(clean(&mut deep.into_bytes()), Err(FileProblem::Broken));
}

#[test]
fn objects_that_would_fill_the_memory_are_too_large() {
    let bomb = deflated(&vec![b' '; usize::try_from(crate::media::limits::OBJECTS).unwrap() + 1]);
    let packed = stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &bomb);
    assert_eq!(clean(&mut object(1, &packed)), Err(FileProblem::Large));
}

#[test]
fn a_file_of_streams_that_never_end_takes_no_time() {
    let mut file = b"%PDF-1.4\n".to_vec();
    file.extend(b"<<>>stream ".repeat(1_000_000));
    let begun = std::time::Instant::now();
    clean(&mut file).unwrap();
    // Looking for each end anew would take hours.
    assert!(begun.elapsed() < std::time::Duration::from_secs(20));
}

use super::*;

/// An archive of these parts.
pub(in crate::media) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(part).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A text with that name in all places where Word writes one.
pub(in crate::media) fn text(secret: &str) -> Vec<u8> {
    let xml = |body: &str| format!("<?xml version=\"1.0\"?>\n<w:x>{body}</w:x>").into_bytes();
    let core = xml(&format!("<dc:creator>{secret}</dc:creator>"));
    let document = xml(&format!("<w:del w:author=\"{secret}\"/><w:t>What is said</w:t>"));
    let comments = xml(&format!("<w:comment w:author=\"{secret}\" w:initials=\"{secret}\"/>"));
    let photo = [b"\xff\xd8\xff\xe1\0\x20Exif".as_slice(), secret.as_bytes(), &[0; 40]].concat();
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("docProps/core.xml", &core),
        ("docProps/app.xml", &core),
        ("docProps/thumbnail.jpeg", secret.as_bytes()),
        ("customXml/item1.xml", &core),
        ("word/document.xml", &document),
        ("word/comments.xml", &comments),
        ("word/media/image1.jpeg", &photo),
        ("Secret.txt", secret.as_bytes()),
    ])
}

/// The parts of an archive, put behind each other with their names.
pub(in crate::media) fn unpacked(file: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut all = String::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut part = Vec::new();
        entry.read_to_end(&mut part).unwrap();
        all.push_str(&format!("{}\n{}\n", entry.name().unwrap(), String::from_utf8_lossy(&part)));
    }
    all
}

#[test]
fn a_text_says_what_it_said_and_nothing_of_its_author() {
    let file = text("Amira Secret");
    assert!(unpacked(&file).contains("Amira"));
    let (format, clean) = clean(&file).unwrap();
    assert_eq!(format, Format::Docx);
    let all = unpacked(&clean);
    assert!(all.contains("What is said") && all.contains("docProps/core.xml"));
    assert!(!all.contains("Amira") && !all.contains("Secret"), "{all}");
}

#[test]
fn a_document_in_a_document_is_cleaned_as_well() {
    let inside = archive(&[("xl/workbook.xml", b"<workbook><c author=\"Amira\"/></workbook>")]);
    let main: &[u8] = b"<presentation/>";
    let file = archive(&[("ppt/presentation.xml", main), ("ppt/embeddings/table.xlsx", &inside)]);
    let (format, clean) = clean(&file).unwrap();
    assert_eq!(format, Format::Pptx);
    let mut archive = ZipArchive::new(Cursor::new(clean.as_slice())).unwrap();
    let mut inside = Vec::new();
    archive.by_name("ppt/embeddings/table.xlsx").unwrap().read_to_end(&mut inside).unwrap();
    assert!(!unpacked(&inside).contains("Amira"));
}

#[test]
fn what_cannot_be_made_clean_does_not_cross() {
    let main: (&str, &[u8]) = ("word/document.xml", b"<w:document/>");
    for (file, problem) in [
        (archive(&[("photo.jpg", b"jpeg")]), FileProblem::Kind),
        (archive(&[main, ("word/vbaProject.bin", b"macro")]), FileProblem::Kind),
        (archive(&[main, ("word/embeddings/oleObject1.bin", b"?")]), FileProblem::Author),
        (archive(&[("word/document.xml", b"<w:document>")]), FileProblem::Broken),
        (b"PK\x03\x04 and no more".to_vec(), FileProblem::Broken),
    ] {
        assert_eq!(clean(&file), Err(problem));
    }
}

#[test]
fn an_archive_that_would_fill_the_memory_is_too_large() {
    let bomb = vec![b' '; usize::try_from(limits::PART).unwrap() + 1];
    assert_eq!(clean(&archive(&[("word/document.xml", &bomb)])), Err(FileProblem::Large));
    let part = vec![b' '; 1024];
    let names: Vec<String> = (0..=limits::PARTS).map(|number| format!("word/{number}.gif")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), part.as_slice())).collect();
    assert_eq!(clean(&archive(&parts)), Err(FileProblem::Large));
    let mut budget = Budget(1500);
    let main: (&str, &[u8]) = ("word/document.xml", b"<w:document/>");
    let parts = [main, ("word/media/1.gif", &part), ("word/media/2.gif", &part)];
    assert_eq!(budget.document(&archive(&parts), true), Err(FileProblem::Large));
}

//! Parts in XML: attributes and elements that name a person are emptied, everything else is written as
//! it was.

use marketplace_domain::media::FileProblem;
use quick_xml::{
    Reader, Writer,
    events::{
        BytesStart, Event,
        attributes::{Attribute, Attributes},
    },
};

/// A part that says nothing.
pub(super) const NOTHING: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<nothing/>";

const PROPERTIES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";

/// Attributes that name a person or a program's account of theirs, whatever element they stand on.
const NAMES: [&[u8]; 8] = [
    b"author",
    b"initials",
    b"userId",
    b"providerId",
    b"displayName",
    b"userName",
    b"lastModifiedBy",
    b"presenceProvider",
];

/// Elements whose `name` is a person's.
const AUTHORS: [&[u8]; 2] = [b"cmAuthor", b"author"];

/// Empty properties, so that whatever refers to them finds them. The small picture of the document is
/// nothing at all.
pub(super) fn properties(file: &str) -> Vec<u8> {
    let root = match file {
        "core.xml" => format!("<cp:coreProperties xmlns:cp=\"{CORE}\"/>"),
        "app.xml" => format!("<Properties xmlns=\"{PROPERTIES}extended-properties\"/>"),
        "custom.xml" => format!("<Properties xmlns=\"{PROPERTIES}custom-properties\"/>"),
        _ => return Vec::new(),
    };
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}").into_bytes()
}

/// The part without names.
pub(super) fn clean(part: &[u8]) -> Result<Vec<u8>, FileProblem> {
    let mut reader = Reader::from_reader(part);
    let mut writer = Writer::new(Vec::with_capacity(part.len()));
    // How deep we are, and how deep in an element whose text is a name.
    let mut depth = 0_usize;
    let mut in_name = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| FileProblem::Broken)?;
        let event = match event {
            Event::Eof if depth == 0 => return Ok(writer.into_inner()),
            Event::Eof => return Err(FileProblem::Broken),
            // Entities could be anything, and no program writes a type declaration.
            Event::DocType(_) => return Err(FileProblem::Broken),
            Event::Comment(_) | Event::PI(_) => continue,
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if in_name > 0 => continue,
            Event::Start(element) => {
                depth += 1;
                let names = element.local_name().as_ref() == b"author";
                if names || in_name > 0 {
                    in_name += 1;
                }
                Event::Start(without_names(&element)?)
            }
            Event::Empty(element) => Event::Empty(without_names(&element)?),
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                in_name = in_name.saturating_sub(1);
                Event::End(element)
            }
            event => event,
        };
        writer.write_event(event).map_err(|_| FileProblem::Broken)?;
    }
}

fn without_names(element: &BytesStart<'_>) -> Result<BytesStart<'static>, FileProblem> {
    let name = element.local_name();
    let name = name.as_ref();
    let is_outside = is_outside(element.attributes());
    let mut clean = element.to_owned();
    clean.clear_attributes();
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| FileProblem::Broken)?;
        let key = attribute.key.local_name();
        let key = key.as_ref();
        let names = NAMES.contains(&key)
            || (key == b"name" && AUTHORS.contains(&name))
            // Where a table was stored: a folder of its author's.
            || (key == b"url" && name == b"absPath")
            || (key == b"Target" && is_outside && is_local(&attribute));
        clean.push_attribute(if names {
            Attribute { value: (&b""[..]).into(), ..attribute }
        } else {
            attribute
        });
    }
    Ok(clean.into_owned())
}

/// Whether a relation leads out of the document.
fn is_outside(mut attributes: Attributes<'_>) -> bool {
    attributes.any(|it| it.is_ok_and(|it| it.key.as_ref() == b"TargetMode" && &*it.value == b"External"))
}

/// Whether an address is of a file on somebody's machine, rather than of the web.
fn is_local(address: &Attribute<'_>) -> bool {
    !["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|start| address.value.to_ascii_lowercase().starts_with(start.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(part: &str) -> String {
        String::from_utf8(clean(part.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn names_go_and_the_text_stays() {
        for (part, expected) in [
            (
                r#"<w:ins w:author="Amira" w:id="1"><w:t>Bonjour &amp; merci</w:t></w:ins>"#,
                r#"<w:ins w:author="" w:id="1"><w:t>Bonjour &amp; merci</w:t></w:ins>"#,
            ),
            ("<authors><author>Amira &amp; co</author></authors>x", "<authors><author></author></authors>x"),
            (
                r#"<p:cmAuthor id="0" name="Amira" initials="A"/>"#,
                r#"<p:cmAuthor id="0" name="" initials=""/>"#,
            ),
            (r#"<sheet name="Prices"/>"#, r#"<sheet name="Prices"/>"#),
            (r#"<x15ac:absPath url="C:\Users\amira\"/>"#, r#"<x15ac:absPath url=""/>"#),
            (
                r#"<Relationship Target="file:///C:\Users\amira\a.dotm" TargetMode="External"/>"#,
                r#"<Relationship Target="" TargetMode="External"/>"#,
            ),
            (
                r#"<Relationship Target="https://a.example" TargetMode="External"/>"#,
                r#"<Relationship Target="https://a.example" TargetMode="External"/>"#,
            ),
            ("<a><!-- by Amira --><?by amira?>b</a>", "<a>b</a>"),
        ] {
            assert_eq!(cleaned(part), expected);
        }
    }

    #[test]
    fn what_is_no_part_of_a_document_is_broken() {
        for part in ["<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<a><b></a>", "<a b=c/>"] {
            assert_eq!(clean(part.as_bytes()), Err(FileProblem::Broken), "{part}");
        }
    }
}

//! What a file is, by how it begins: names and declared types are what somebody says about it.

/// What a file looks like. Whether it is that, whoever reads it finds out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sniffed {
    Picture,
    Mp4,
    Ogg,
    Mp3,
    Pdf,
    Zip,
    Text,
    Other,
}

/// Brands of pictures that have the same container as films (mp4ra.org/registered-types/brands).
const STILLS: [&[u8; 4]; 9] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"];

/// Looks at the signatures of the WHATWG MIME Sniffing standard, and of those that it leaves out.
pub(super) fn sniff(file: &[u8]) -> Sniffed {
    match file {
        [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Sniffed::Picture,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Sniffed::Picture,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.first_chunk::<4>() {
            Some(brand) if STILLS.contains(&brand) => Sniffed::Other,
            _ => Sniffed::Mp4,
        },
        [b'O', b'g', b'g', b'S', ..] => Sniffed::Ogg,
        // Eleven bits of ones, then a version and a layer that exist: layer III.
        [b'I', b'D', b'3', ..] => Sniffed::Mp3,
        [0xff, second, ..] if second & 0xe6 == 0xe2 => Sniffed::Mp3,
        [b'%', b'P', b'D', b'F', b'-', ..] => Sniffed::Pdf,
        [b'P', b'K', 3, 4, ..] => Sniffed::Zip,
        _ if super::text::is_text(file) => Sniffed::Text,
        _ => Sniffed::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_how_it_begins() {
        for (file, expected) in [
            (b"\xff\xd8\xff\xe0".as_slice(), Sniffed::Picture),
            (b"\x89PNG\r\n\x1a\nrest", Sniffed::Picture),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Sniffed::Picture),
            (b"RIFF\x10\0\0\0WAVEfmt ", Sniffed::Other),
            (b"\0\0\0\x18ftypmp42", Sniffed::Mp4),
            (b"\0\0\0\x18ftypheic", Sniffed::Other),
            (b"OggS\0", Sniffed::Ogg),
            (b"ID3\x03", Sniffed::Mp3),
            (b"\xff\xfb\x90\0", Sniffed::Mp3),
            (b"%PDF-1.7", Sniffed::Pdf),
            (b"PK\x03\x04", Sniffed::Zip),
            (b"Bonjour !", Sniffed::Text),
            (b"GIF89a\x01\0", Sniffed::Other),
            (b"\x7fELF\x02", Sniffed::Other),
            (b"", Sniffed::Other),
        ] {
            assert_eq!(sniff(file), expected, "{file:?}");
        }
    }
}

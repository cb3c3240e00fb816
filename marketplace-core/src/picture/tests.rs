use image::{Rgb, Rgba, RgbaImage};

use super::*;

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// Left half red, right half blue, twice as wide as high.
fn two_halves(width: u32) -> DynamicImage {
    let half = |x| if x < width / 2 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) };
    RgbImage::from_fn(width, width / 2, |x, _| half(x)).into()
}

/// A JPEG with an Exif block (TIFF, little endian): orientation 6 and a GPS directory with a latitude
/// reference and a camera's name to look for.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = Vec::new();
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    // Header 8, a directory of three entries 2 + 36 + 4 = 42, so the name stands at 50, GPS at 64.
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(3u16.to_le_bytes());
    tiff.extend(entry(0x010F, 2, 14, 50)); // Make
    tiff.extend(entry(0x0112, 3, 1, 6)); // Orientation: turn clockwise to stand upright
    tiff.extend(entry(0x8825, 4, 1, 64)); // GPS directory
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(b"SecretCamera!\0");
    tiff.extend(1u16.to_le_bytes());
    tiff.extend(entry(0x0001, 2, 2, u32::from(b'N'))); // GPSLatitudeRef
    tiff.extend(0u32.to_le_bytes());
    let mut block = b"Exif\0\0".to_vec();
    block.extend(tiff);
    let mut file = jpeg[..2].to_vec();
    file.extend([0xFF, 0xE1]);
    file.extend(u16::try_from(block.len() + 2).unwrap().to_be_bytes());
    file.extend(block);
    file.extend(&jpeg[2..]);
    file
}

fn contains(file: &[u8], part: &[u8]) -> bool {
    file.windows(part.len()).any(|window| window == part)
}

#[test]
fn no_metadata_is_left_and_the_picture_stands_upright() {
    let file = with_exif(&encoded(&two_halves(200), ImageFormat::Jpeg));
    assert!(contains(&file, b"Exif") && contains(&file, b"SecretCamera"));
    let clean = sanitise(&file).unwrap();
    assert!(!contains(&clean, b"Exif") && !contains(&clean, b"SecretCamera") && !contains(&clean, b"GPS"));
    let picture = image::load_from_memory(&clean).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (100, 200));
    // Turned clockwise, what was left is on top.
    assert!(picture.get_pixel(50, 20).0[0] > 200);
    assert!(picture.get_pixel(50, 180).0[2] > 200);
}

#[test]
fn png_and_webp_become_small_jpegs() {
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let clean = sanitise(&encoded(&two_halves(2000), format)).unwrap();
        assert_eq!(image::guess_format(&clean).unwrap(), ImageFormat::Jpeg);
        let picture = image::load_from_memory(&clean).unwrap();
        assert_eq!((picture.width(), picture.height()), (1600, 800));
    }
}

#[test]
fn what_was_transparent_is_white() {
    let hidden = RgbaImage::from_pixel(40, 40, Rgba([200, 0, 0, 0]));
    let clean = sanitise(&encoded(&hidden.into(), ImageFormat::Png)).unwrap();
    let picture = image::load_from_memory(&clean).unwrap().to_rgb8();
    assert!(picture.get_pixel(20, 20).0.iter().all(|value| *value > 250));
}

#[test]
fn what_is_no_picture_is_refused() {
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0;";
    let cut = encoded(&two_halves(200), ImageFormat::Png)[..100].to_vec();
    for file in [&b""[..], b"hello", gif, b"<svg xmlns='http://www.w3.org/2000/svg'/>", &cut] {
        assert_eq!(sanitise(file), Err(BadPicture::Unreadable));
    }
}

#[test]
fn a_picture_that_would_fill_the_memory_is_refused() {
    assert_eq!(sanitise(&vec![0; MOST_BYTES + 1]), Err(BadPicture::TooLarge));
    // A PNG of few bytes that claims 12001 × 1, and one that claims 100 megapixels.
    for (width, height) in [(12_001u32, 1u32), (10_000, 10_000)] {
        let mut file = encoded(&two_halves(4), ImageFormat::Png);
        file[16..20].copy_from_slice(&width.to_be_bytes());
        file[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc32(&file[12..29]);
        file[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(sanitise(&file), Err(BadPicture::TooLarge));
    }
}

/// The checksum of a PNG chunk (ISO/IEC 15948, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}

//! QR pictures of short texts.

use bytes::Bytes;
use image::{Luma, codecs::jpeg::JpegEncoder};
use qrcode::{Color, QrCode};

/// Pixels a side of one module: large enough for any camera, also after a platform has made it smaller.
const MODULE: usize = 12;
/// The white border, in modules, that readers need (ISO/IEC 18004).
const BORDER: usize = 4;
/// The quality of the picture, of 100: black stays black.
const QUALITY: u8 = 95;

/// The text as a QR picture; none where it is longer than such a picture holds.
pub fn draw(text: &str) -> Option<Bytes> {
    let code = QrCode::new(text).ok()?;
    let (width, modules) = (code.width(), code.to_colors());
    let side = u32::try_from((width + 2 * BORDER) * MODULE).ok()?;
    let is_dark = |x: u32, y: u32| {
        let module =
            |at: u32| (usize::try_from(at).ok()? / MODULE).checked_sub(BORDER).filter(|at| *at < width);
        let index = module(y)? * width + module(x)?;
        Some(modules.get(index) == Some(&Color::Dark))
    };
    let picture = image::GrayImage::from_fn(side, side, |x, y| {
        Luma([if is_dark(x, y).unwrap_or(false) { 0 } else { u8::MAX }])
    });
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&picture).ok()?;
    Some(jpeg.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every module of the picture is as dark as that of the code, and around them all is white.
    #[test]
    fn the_picture_shows_the_code() {
        let picture = image::load_from_memory(&draw("482913").unwrap()).unwrap().into_luma8();
        let code = QrCode::new("482913").unwrap();
        let side = (code.width() + 2 * BORDER) * MODULE;
        assert_eq!((picture.width() as usize, picture.height() as usize), (side, side));
        for y in 0..code.width() + 2 * BORDER {
            for x in 0..code.width() + 2 * BORDER {
                let inside = (BORDER..BORDER + code.width()).contains(&x)
                    && (BORDER..BORDER + code.width()).contains(&y);
                let dark = inside && code[(x - BORDER, y - BORDER)] == Color::Dark;
                let middle = |at: usize| (at * MODULE + MODULE / 2) as u32;
                let Luma([shade]) = *picture.get_pixel(middle(x), middle(y));
                assert_eq!(shade < 128, dark, "{x} {y}");
            }
        }
    }

    #[test]
    fn what_is_too_long_is_not_drawn() {
        assert!(draw(&"7".repeat(10_000)).is_none());
    }
}

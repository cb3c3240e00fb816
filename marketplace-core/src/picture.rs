//! Pictures made anew: what comes out shows the same and says nothing else.

use std::io::Cursor;

use bytes::Bytes;
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};

/// The largest file that is read, in bytes: what Telegram lets a bot fetch.
const MOST_BYTES: usize = 20 * 1024 * 1024;
/// The longest side that is read, in pixels.
const MOST_SIDE: u32 = 12_000;
/// The most memory for the pixels, in bytes: a photo of 20 megapixels.
const MOST_MEMORY: u64 = 64 * 1024 * 1024;
/// The longest side of what comes out, in pixels: more than any chat shows.
const SIDE: u32 = 1600;
/// The quality of what comes out, of 100.
const QUALITY: u8 = 85;

/// Why a file is not taken as a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPicture {
    /// The file is larger than 20 MiB, or the picture than the limits allow.
    #[error("the picture is too large")]
    TooLarge,
    /// It is neither JPEG nor PNG nor WebP, or it is broken.
    #[error("the file is no picture that can be read")]
    Unreadable,
}

/// Reads a JPEG, PNG or WebP by what is in it, turns it upright, makes it at most 1600 pixels long
/// and writes it as a JPEG: no place, time, name or thumbnail of the original is left.
/// It takes a while: call it where blocking is allowed.
///
/// # Errors
/// [`BadPicture`].
pub fn sanitise(file: &[u8]) -> Result<Bytes, BadPicture> {
    if file.len() > MOST_BYTES {
        return Err(BadPicture::TooLarge);
    }
    let picture = upright(file)?;
    let picture = if picture.width().max(picture.height()) > SIDE {
        picture.resize(SIDE, SIDE, FilterType::Triangle)
    } else {
        picture
    };
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(&on_white(&picture))
        .map_err(|_| BadPicture::Unreadable)?;
    Ok(jpeg.into())
}

fn upright(file: &[u8]) -> Result<DynamicImage, BadPicture> {
    let mut reader =
        ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| BadPicture::Unreadable)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(BadPicture::Unreadable);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| bad(&error))?;
    // The decoder bounds only what it takes on the side; the pixels themselves are ours to bound.
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(BadPicture::TooLarge);
    }
    let orientation = decoder.orientation().map_err(|error| bad(&error))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| bad(&error))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn bad(error: &image::ImageError) -> BadPicture {
    if matches!(error, image::ImageError::Limits(_)) { BadPicture::TooLarge } else { BadPicture::Unreadable }
}

/// A JPEG has no transparency, and what lies under it was not meant to be seen: white goes there.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let picture = picture.to_rgba8();
    let mut flat = RgbImage::new(picture.width(), picture.height());
    for (to, from) in flat.pixels_mut().zip(picture.pixels()) {
        let [red, green, blue, alpha] = from.0;
        let over_white = |value: u8| {
            let (value, alpha) = (u16::from(value), u16::from(alpha));
            u8::try_from((value * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        to.0 = [over_white(red), over_white(green), over_white(blue)];
    }
    flat
}

#[cfg(test)]
mod tests;

//! The file store: what bots upload and what people send.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use serde::Serialize;
use serde_json::{Value, json};

use super::message::Attachment;
use super::refusal::Refusal;

/// The largest file that a bot may fetch, 20 MB (`getFile`).
const DOWNLOAD_LIMIT: usize = 20 << 20;
/// The largest picture that a bot may upload, 10 MB (`sendPhoto`).
const PHOTO_LIMIT: usize = 10 << 20;
/// The longest side of the small size of a picture.
const SMALL: u32 = 90;

/// One size of a picture (`PhotoSize`).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PhotoSize {
    /// What the bot sends it again or fetches it with.
    pub file_id: String,
    /// The same for the same bytes, and no use for sending.
    pub file_unique_id: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes.
    pub file_size: usize,
}

#[derive(Debug)]
struct Stored {
    unique_id: String,
    path: String,
    bytes: Bytes,
    attachment: Attachment,
}

#[derive(Debug, Default)]
struct Shelf {
    by_id: HashMap<String, Arc<Stored>>,
    by_path: HashMap<String, Arc<Stored>>,
    count: u64,
}

/// The files of one bot. An id of one bot is no good to another.
#[derive(Debug, Default)]
pub(super) struct Files {
    shelf: Mutex<Shelf>,
}

impl Files {
    /// A number for an album.
    pub(super) fn next_album(&self) -> u64 {
        let mut shelf = self.shelf();
        shelf.count += 1;
        shelf.count
    }

    fn shelf(&self) -> std::sync::MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a picture that a bot uploads, after the checks that Telegram makes.
    pub(super) fn upload_photo(&self, bytes: Bytes) -> Result<Attachment, Refusal> {
        if bytes.len() > PHOTO_LIMIT {
            return Err(Refusal::bad("file is too big"));
        }
        match dimensions(&bytes) {
            // "The photo's width and height must not exceed 10000 in total" (`sendPhoto`).
            Some((width, height)) if width + height > 10_000 => Err(Refusal::bad("PHOTO_INVALID_DIMENSIONS")),
            Some(_) => Ok(self.keep_photo(bytes)),
            None => Err(Refusal::bad("IMAGE_PROCESS_FAILED")),
        }
    }

    /// Keeps a picture as it is; bytes that are no picture count as 1280 × 960.
    pub(super) fn keep_photo(&self, bytes: Bytes) -> Attachment {
        let (width, height) = dimensions(&bytes).unwrap_or((1280, 960));
        let mut shelf = self.shelf();
        shelf.count += 1;
        let number = shelf.count;
        let unique = unique_id(&bytes);
        let size = |letter: char, width: u32, height: u32, file_size| PhotoSize {
            file_id: format!("AgACAgQAAxkDAAI{number:016x}{unique}AAPho{letter}AAEBAAMCAAN5AAM2BA"),
            file_unique_id: format!("AQAD{unique}{letter}"),
            width,
            height,
            file_size,
        };
        let longest = width.max(height).max(1);
        let small = |side: u32| (side * SMALL.min(longest) / longest).max(1);
        let sizes = vec![
            size('s', small(width), small(height), bytes.len().min(1500)),
            size('y', width, height, bytes.len()),
        ];
        let stored = Arc::new(Stored {
            unique_id: format!("AQAD{unique}y"),
            path: format!("photos/file_{number}.jpg"),
            bytes,
            attachment: Attachment::Photo(sizes.clone()),
        });
        for size in &sizes {
            shelf.by_id.insert(size.file_id.clone(), Arc::clone(&stored));
        }
        shelf.by_path.insert(stored.path.clone(), stored);
        Attachment::Photo(sizes)
    }

    /// Keeps a file of that kind.
    pub(super) fn keep(&self, kind: &str, bytes: Bytes, file_name: &str, mime: Option<&str>) -> Attachment {
        let mut shelf = self.shelf();
        shelf.count += 1;
        let number = shelf.count;
        let unique = unique_id(&bytes);
        let file_id = format!("BQACAgQAAxkDAAI{number:016x}{unique}AADocumentAAEBAAMCAAM2BA");
        let mut file = json!({
            "file_id": file_id,
            "file_unique_id": format!("AgAD{unique}"),
            "file_name": file_name,
            "mime_type": mime.unwrap_or("application/octet-stream"),
            "file_size": bytes.len(),
        });
        // Pixels and seconds, where the object must have them; what they are is looked at by nobody.
        if let Some(file) = file.as_object_mut() {
            match kind {
                "video" => file.extend([("width".into(), 640.into()), ("height".into(), 360.into())]),
                "video_note" => file.extend([("length".into(), 240.into())]),
                "sticker" => {
                    file.extend([("is_animated".into(), false.into()), ("is_video".into(), false.into())])
                }
                _ => {}
            }
            if !matches!(kind, "document" | "sticker") {
                file.insert("duration".into(), 1.into());
            }
            if matches!(kind, "voice" | "video_note" | "sticker") {
                file.remove("file_name");
            }
        }
        let attachment = Attachment::file(kind, file);
        let stored = Arc::new(Stored {
            unique_id: format!("AgAD{unique}"),
            path: format!("documents/file_{number}"),
            bytes,
            attachment: attachment.clone(),
        });
        shelf.by_id.insert(file_id, Arc::clone(&stored));
        shelf.by_path.insert(stored.path.clone(), stored);
        attachment
    }

    /// What somebody was sent, by its id.
    pub(super) fn bytes(&self, file_id: &str) -> Option<Bytes> {
        self.shelf().by_id.get(file_id).map(|file| file.bytes.clone())
    }

    /// The attachment behind a file id, to be sent again.
    pub(super) fn again(&self, file_id: &str) -> Option<Attachment> {
        let shelf = self.shelf();
        shelf.by_id.get(file_id).map(|file| file.attachment.clone())
    }

    /// The `File` object.
    pub(super) fn describe(&self, file_id: &str) -> Result<Value, Refusal> {
        let file = self.shelf().by_id.get(file_id).map(Arc::clone);
        let file = file.ok_or_else(|| Refusal::bad("invalid file_id"))?;
        if file.bytes.len() > DOWNLOAD_LIMIT {
            return Err(Refusal::bad("file is too big"));
        }
        Ok(json!({
            "file_id": file_id,
            "file_unique_id": file.unique_id,
            "file_size": file.bytes.len(),
            "file_path": file.path,
        }))
    }

    /// The bytes behind a `file_path`.
    pub(super) fn fetch(&self, path: &str) -> Option<Bytes> {
        self.shelf().by_path.get(path).map(|file| file.bytes.clone())
    }
}

fn unique_id(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Width and height from the head of a PNG, JPEG or WebP; `None` for anything else.
fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let side = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        return Some((side(16)?, side(20)?));
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return jpeg_dimensions(bytes);
    }
    // A WebP's three layouts are not worth telling apart here: its size is not looked at.
    let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice());
    webp.then_some((512, 512))
}

/// Walks a JPEG's segments to its frame header (SOF0 to SOF15; ITU T.81, B.2.2).
fn jpeg_dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let word = |at: usize| {
        let pair = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(u32::from(u16::from_be_bytes(pair)))
    };
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        if bytes.get(at) != Some(&0xff) {
            return None;
        }
        // C4, C8 and CC are tables and extensions, not frames.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return Some((word(at + 7)?, word(at + 5)?));
        }
        at += 2 + word(at + 2)? as usize;
    }
}

//! Files that visitors send, and pictures that they are shown.

use std::{sync::Arc, time::Duration};

use adapter::{FetchError, Spool};
use axum::{
    extract::{
        Multipart, Path, State,
        multipart::{Field, MultipartRejection},
    },
    http::header,
    response::{IntoResponse, Response},
};
use bytes::{Bytes, BytesMut};
use marketplace_domain::media::MOST_BYTES;
use tokio::{sync::Semaphore, time::timeout};

use crate::{
    Site,
    entry::{Entry, EntryId},
    inbound::{ClientKey, MOST_TEXT, tidy},
    names::photo_id,
    post::{chat_or_new, finish, hand_in, own},
    problem::Problem,
    visit::Visit,
};

/// The largest file that a visitor may send, in bytes: the largest that crosses to others.
pub(crate) const MOST_FILE: usize = MOST_BYTES as usize;
/// A file, and what a form has around it.
pub(crate) const MOST_UPLOAD: usize = MOST_FILE + 128 * 1024;
/// Files that may come in at once: each has so much room on the disk.
const AT_ONCE: usize = 16;
static ROOM: Semaphore = Semaphore::const_new(AT_ONCE);
/// How long a file waits for such room.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a file may take to come in: 50 MB in that time are 1.5 Mbit/s.
const SLOWEST: Duration = Duration::from_secs(300);
/// How much of a file tells whether it is a picture.
const HEAD: usize = 16;
/// The longest name of a file that is shown to whoever sent it, in characters.
const MOST_NAME: usize = 60;

/// What a form with a file holds.
#[derive(Default)]
struct Upload {
    key: Option<ClientKey>,
    caption: String,
    reply_to: Option<EntryId>,
    name: String,
    file: Option<Spool>,
}

/// `POST /chat/file`
pub(crate) async fn file(
    State(site): State<Arc<Site>>,
    visit: Visit,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    finish(&site, &visit, sent(&site, &visit, form).await)
}

async fn sent(
    site: &Site,
    visit: &Visit,
    form: Result<Multipart, MultipartRejection>,
) -> Result<i64, Problem> {
    let form = form.map_err(|_| Problem::Malformed)?;
    let room = timeout(PATIENCE, ROOM.acquire()).await;
    let _room = room.ok().and_then(Result::ok).ok_or(Problem::Unavailable)?;
    let upload = timeout(SLOWEST, read(form)).await.map_err(|_| Problem::Malformed)??;
    let key = upload.key.ok_or(Problem::Malformed)?;
    let mut file = upload.file.filter(|file| file.length() > 0).ok_or(Problem::Empty)?;
    let chat = chat_or_new(site, visit).await?;
    let own = own(site, &chat, &key, upload.reply_to).await?;
    let photo = photo_id(&chat, &format!("own:{}", key.as_str()));
    // Whether it can cross is found out by whoever makes it clean, who says so in the chat.
    let head = file.head(HEAD).await.map_err(|_| Problem::Unavailable)?;
    let is_picture = content_type(&head).is_some();
    let file = site.mailbox.stage(&chat, photo, file).await?.0;
    let entry = match is_picture {
        true => Entry::Photo { photo, file, caption: upload.caption, own },
        false => Entry::File { name: upload.name, file, caption: upload.caption, own },
    };
    hand_in(site, visit, &chat, &key, &entry).await
}

async fn read(mut form: Multipart) -> Result<Upload, Problem> {
    let mut upload = Upload::default();
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("key") => upload.key = ClientKey::parse(&text(field, 64).await?),
            Some("reply_to") => {
                let id = text(field, 20).await?.parse();
                upload.reply_to = Some(id.map_err(|_| Problem::Malformed)?);
            }
            Some("caption") => upload.caption = tidy(&text(field, MOST_TEXT).await?),
            Some("file") => {
                upload.name = tidy(field.file_name().unwrap_or_default()).chars().take(MOST_NAME).collect();
                upload.file = Some(spooled(field).await?);
            }
            _ => {}
        }
    }
    Ok(upload)
}

async fn text(field: Field<'_>, most: usize) -> Result<String, Problem> {
    let bytes = bytes(field, most).await?.ok_or(Problem::LongText)?;
    String::from_utf8(bytes.into()).map_err(|_| Problem::Malformed)
}

/// Reads a file onto the disk.
async fn spooled(mut field: Field<'_>) -> Result<Spool, Problem> {
    let mut file = Spool::new(MOST_BYTES).map_err(|_| Problem::Unavailable)?;
    while let Some(chunk) = field.chunk().await? {
        file.write(&chunk).await.map_err(|error| match error {
            FetchError::TooLarge => Problem::LargeFile,
            FetchError::Gone | FetchError::Unavailable => Problem::Unavailable,
        })?;
    }
    Ok(file)
}

/// Reads a field; `None` where it is larger than that.
async fn bytes(mut field: Field<'_>, most: usize) -> Result<Option<Bytes>, Problem> {
    let mut read = BytesMut::new();
    while let Some(chunk) = field.chunk().await? {
        if read.len() + chunk.len() > most {
            return Ok(None);
        }
        read.extend_from_slice(&chunk);
    }
    Ok(Some(read.freeze()))
}

/// `GET /photos/{id}`: served to whoever has it in their chat, as nothing but a picture.
pub(crate) async fn show(State(site): State<Arc<Site>>, visit: Visit, Path(id): Path<String>) -> Response {
    shown(&site, &visit, &id).await.unwrap_or_else(|problem| problem.answer(&site, &visit))
}

async fn shown(site: &Site, visit: &Visit, id: &str) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let chat = visit.chat(site).await?.ok_or(Problem::NotFound)?;
    let bytes = site.mailbox.photo(&chat, id).await?.ok_or(Problem::NotFound)?;
    let content_type = content_type(&bytes).ok_or(Problem::NotFound)?;
    // A picture never changes under its id, but whoever may see it can.
    let headers = [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "private, max-age=3600")];
    Ok((headers, bytes).into_response())
}

/// What kind of picture the bytes begin like: those that the market can read, by the signatures
/// of the WHATWG MIME Sniffing standard.
fn content_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', b'V', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_how_it_begins() {
        assert_eq!(content_type(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(content_type(b"\x89PNG\r\n\x1a\nrest"), Some("image/png"));
        assert_eq!(content_type(b"RIFF\x10\0\0\0WEBPVP8 "), Some("image/webp"));
        for other in [b"".as_slice(), b"<svg onload=alert(1)>", b"GIF89a", b"RIFF\x10\0\0\0WAVEfmt "] {
            assert_eq!(content_type(other), None);
        }
    }
}

//! Pictures and files in both directions.

use std::io::Read;

use adapter::{Adapter, Attachment, DeliveryKey, FetchError, FileRef, Kind, Outbound, Picture, Spool};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use bytes::Bytes;
use marketplace_domain::{
    id::FileId,
    media::{FileKind, Format},
    message::{Message, Rich},
};
use std::sync::Arc;

use super::{Person, World};
use crate::{Entry, Own, names::address, upload::MOST_FILE};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a picture";

fn upload(person: &Person<'_>, bytes: &[u8]) -> Request<Body> {
    upload_with(person, bytes, &[])
}

/// The same, with further fields before the file.
fn upload_with(person: &Person<'_>, bytes: &[u8], fields: &[(&str, &[u8])]) -> Request<Body> {
    let mut body = Vec::new();
    let usual = [("key", b"key-0001".as_slice()), ("caption", b"Like this one")];
    for &(name, value) in usual.iter().chain(fields) {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").as_bytes());
        body.extend(value);
        body.extend(b"\r\n");
    }
    body.extend(b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"me.jpg\"\r\n\r\n");
    body.extend(bytes);
    body.extend(b"\r\n--b--\r\n");
    let mut request = person.form("/chat/file", "");
    request.headers_mut().insert(header::CONTENT_TYPE, "multipart/form-data; boundary=b".parse().unwrap());
    *request.body_mut() = Body::from(body);
    request
}

/// Fetches a file that may be so long.
async fn fetched(adapter: &impl Adapter, file: &FileRef, most: u64) -> Result<Vec<u8>, FetchError> {
    let mut spool = Spool::new(most).unwrap();
    adapter.fetch(file, &mut spool).await?;
    let mut bytes = Vec::new();
    spool.into_file().await.unwrap().read_to_end(&mut bytes).unwrap();
    Ok(bytes)
}

#[tokio::test]
async fn a_picture_sent_twice_is_there_once_and_can_be_fetched() {
    let world = World::new();
    let person = world.person("1").await;
    for _ in 0..2 {
        assert_eq!(world.read(upload(&person, JPEG)).await.status, StatusCode::SEE_OTHER);
    }
    let entries = world.entries(&person.chat);
    let [Entry::Photo { photo, file, own: Own { sent: true, .. }, .. }] = entries.as_slice() else {
        panic!("not a picture that was sent")
    };
    let heard = world.heard();
    let expected = Kind::file(FileKind::Photo, FileRef(file.clone()), "Like this one");
    assert_eq!(heard.last().unwrap().kind, expected);
    let own = person.get(&format!("/photos/{photo}")).await;
    assert_eq!((own.body.as_slice(), own.header(header::CONTENT_TYPE)), (JPEG, "image/jpeg"));
    let adapter = world.adapter();
    assert_eq!(fetched(&adapter, &FileRef(file.clone()), 100).await.unwrap(), JPEG);
    assert_eq!(fetched(&adapter, &FileRef(file.clone()), 3).await, Err(FetchError::TooLarge));
}

#[tokio::test]
async fn another_file_is_taken_as_well_and_shown_to_nobody() {
    let world = World::new();
    let person = world.person("1").await;
    let file = b"%PDF-1.4 by Amira";
    assert_eq!(world.read(upload(&person, file)).await.status, StatusCode::SEE_OTHER);
    let entries = world.entries(&person.chat);
    let [Entry::File { name, file, own: Own { sent: true, .. }, .. }] = entries.as_slice() else {
        panic!("not a file")
    };
    assert_eq!(name, "me.jpg");
    let expected = Kind::file(FileKind::Document, FileRef(file.clone()), "Like this one");
    assert_eq!(world.heard().last().unwrap().kind, expected);
    assert_eq!(person.get(&format!("/photos/{file}")).await.status, StatusCode::NOT_FOUND);
    assert!(person.get("/chat").await.text().contains("📎 me.jpg"));
}

#[tokio::test]
async fn a_picture_can_reply_and_what_stands_under_it_can_change() {
    let world = World::new();
    let person = world.person("1").await;
    for (to, status) in [("9", StatusCode::NOT_FOUND), ("x", StatusCode::BAD_REQUEST)] {
        let request = upload_with(&person, JPEG, &[("reply_to", to.as_bytes())]);
        assert_eq!(world.read(request).await.status, status, "{to}");
    }
    person.fetch("/chat/say", "text=one&key=key-0002").await;
    let request = upload_with(&person, JPEG, &[("reply_to", b"1")]);
    assert_eq!(world.read(request).await.status, StatusCode::SEE_OTHER);
    let heard = world.heard().pop().unwrap();
    let Kind::Files { reply_to, .. } = &heard.kind else { panic!("a file") };
    assert_eq!(reply_to.as_ref().unwrap().0, "1");
    let id = heard.message.unwrap().0;
    // Under a picture there may be nothing.
    for (text, key) in [("Or+that+one", "key-0003"), ("", "key-0004")] {
        let body = format!("id={id}&text={text}&key={key}");
        assert_eq!(person.fetch("/chat/edit", &body).await.status, StatusCode::NO_CONTENT, "{text}");
    }
    let entries = world.entries(&person.chat);
    let [_, Entry::Photo { photo, caption, own, .. }] = entries.as_slice() else { panic!("a picture") };
    assert_eq!((caption.as_str(), own.edited), ("", true));
    let place = format!("/photos/{photo}");
    assert_eq!(person.get(&place).await.status, StatusCode::OK);
    person.fetch("/chat/take-back", &format!("id={id}&key=key-0005")).await;
    assert_eq!(person.get(&place).await.status, StatusCode::NOT_FOUND, "nothing of it is left");
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let world = World::new();
    let person = world.person("1").await;
    let status = async |bytes: &[u8]| world.read(upload(&person, bytes)).await.status;
    let mut large = JPEG.to_vec();
    large.resize(MOST_FILE + 1, 0);
    assert_eq!(status(&large).await, StatusCode::PAYLOAD_TOO_LARGE);
    large.resize(MOST_FILE + 1024 * 1024, 0);
    assert_eq!(status(&large).await, StatusCode::PAYLOAD_TOO_LARGE);
    large.resize(MOST_FILE, 0);
    assert_eq!(status(&large).await, StatusCode::SEE_OTHER);
    assert_eq!(world.entries(&person.chat).len(), 1);
}

#[tokio::test]
async fn a_picture_is_served_to_nobody_else() {
    let world = World::new();
    let (one, two) = (world.person("1").await, world.person("2").await);
    let send = Outbound::Send {
        message: Message { text: Rich::plain("look"), ..Message::default() },
        pictures: vec![Picture(Bytes::from_static(JPEG))],
        reply_to: None,
    };
    world.adapter().deliver(&address(&one.chat), &send, &DeliveryKey("d1".into())).await.unwrap();
    let Entry::Bot { message, .. } = &world.entries(&one.chat)[0] else { panic!("not a message") };
    let path = format!("/photos/{}", message.photos[0]);
    assert!(one.get("/chat").await.text().contains(&path));
    assert_eq!(one.get(&path).await.body, JPEG);
    assert_eq!(two.get(&path).await.status, StatusCode::NOT_FOUND);
    let nobody = Person { world: &world, cookie: String::new(), chat: String::new(), seat: "1".into() };
    assert_eq!(nobody.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(one.get("/photos/../etc").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn files_are_shown_by_what_they_are_and_served_to_whoever_was_shown_them() {
    let world = World::new();
    let (one, two) = (world.person("1").await, world.person("2").await);
    let file = |number: u128, kind, format, bytes: &'static [u8]| {
        let id: FileId = format!("{number:032x}").parse().unwrap();
        world.mailbox.inside().files.insert(id, Bytes::from_static(bytes));
        let content = Arc::new(Bytes::from_static(bytes));
        Attachment { id, kind, format, length: bytes.len() as u64, content }
    };
    let files = vec![
        file(1, FileKind::Photo, Format::Jpeg, JPEG),
        file(2, FileKind::Voice, Format::Opus, b"OggS sound"),
        file(3, FileKind::Document, Format::Pdf, b"%PDF-1.4"),
        file(4, FileKind::Video, Format::Mp4, b"a film"),
    ];
    let message = Message { text: Rich::plain("look"), ..Message::default() };
    let show = Outbound::Files { message, files, reply_to: None };
    for _ in 0..2 {
        let key = DeliveryKey("d1".into());
        world.adapter().deliver(&address(&one.chat), &show, &key).await.unwrap();
    }
    assert_eq!(world.entries(&one.chat).len(), 1);
    let page = one.get("/chat").await;
    let page = page.text();
    let path = |number: u128, name: &str| format!("/files/{number:032x}/{name}");
    assert!(
        page.contains(&format!("/photos/{:032x}", 1)) && page.contains("<audio") && page.contains("<video")
    );
    assert!(page.contains("document.pdf · 8 B"));
    for (number, name, bytes, media_type, shown) in [
        (2, "voice.ogg", b"OggS sound".as_slice(), "audio/ogg", "inline"),
        (3, "document.pdf", b"%PDF-1.4", "application/pdf", "attachment"),
        (4, "video.mp4", b"a film", "video/mp4", "inline"),
    ] {
        assert!(page.contains(&path(number, name)));
        let answer = one.get(&path(number, name)).await;
        assert_eq!((answer.status, answer.body.as_slice()), (StatusCode::OK, bytes));
        assert_eq!(answer.header(header::CONTENT_TYPE), media_type);
        assert_eq!(answer.header(header::CONTENT_DISPOSITION), shown);
        assert_eq!(two.get(&path(number, name)).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(one.get(&path(3, "page.html")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(one.get(&path(9, "document.pdf")).await.status, StatusCode::NOT_FOUND);
}

//! Pictures in both directions.

use adapter::{Adapter, DeliveryKey, FetchError, FileRef, Kind, Outbound, Picture};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use bytes::Bytes;
use marketplace_domain::message::{Message, Rich};

use super::{Person, World};
use crate::{Entry, names::address, upload::MOST_PICTURE};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a picture";

fn upload(person: &Person<'_>, bytes: &[u8]) -> Request<Body> {
    let mut body = Vec::new();
    for (name, value) in [("key", b"key-0001".as_slice()), ("caption", b"Like this one")] {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").as_bytes());
        body.extend(value);
        body.extend(b"\r\n");
    }
    body.extend(b"--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"me.jpg\"\r\n\r\n");
    body.extend(bytes);
    body.extend(b"\r\n--b--\r\n");
    let mut request = person.form("/chat/photo", "");
    request.headers_mut().insert(header::CONTENT_TYPE, "multipart/form-data; boundary=b".parse().unwrap());
    *request.body_mut() = Body::from(body);
    request
}

#[tokio::test]
async fn a_picture_sent_twice_is_there_once_and_can_be_fetched() {
    let world = World::new();
    let person = world.person("1").await;
    for _ in 0..2 {
        assert_eq!(world.read(upload(&person, JPEG)).await.status, StatusCode::SEE_OTHER);
    }
    let entries = world.entries(&person.chat);
    let [Entry::Photo { photo, file, sent: true, .. }] = entries.as_slice() else {
        panic!("not a picture that was sent")
    };
    let heard = world.heard();
    let Kind::Photo { caption, .. } = &heard.last().unwrap().kind else { panic!("no picture") };
    assert_eq!(caption, "Like this one");
    let own = person.get(&format!("/photos/{photo}")).await;
    assert_eq!((own.body.as_slice(), own.header(header::CONTENT_TYPE)), (JPEG, "image/jpeg"));
    let adapter = world.adapter();
    assert_eq!(adapter.fetch(&FileRef(file.clone()), 100).await.unwrap(), JPEG);
    assert_eq!(adapter.fetch(&FileRef(file.clone()), 3).await, Err(FetchError::TooLarge));
}

#[tokio::test]
async fn what_is_no_picture_or_too_large_is_refused() {
    let world = World::new();
    let person = world.person("1").await;
    let status = async |bytes: &[u8]| world.read(upload(&person, bytes)).await.status;
    assert_eq!(status(b"<svg onload=alert(1)>").await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let mut large = JPEG.to_vec();
    large.resize(MOST_PICTURE + 1, 0);
    assert_eq!(status(&large).await, StatusCode::PAYLOAD_TOO_LARGE);
    large.resize(MOST_PICTURE + 1024 * 1024, 0);
    assert_eq!(status(&large).await, StatusCode::PAYLOAD_TOO_LARGE);
    large.resize(MOST_PICTURE, 0);
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

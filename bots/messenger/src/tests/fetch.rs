use adapter::{Adapter, FetchError, FileRef};
use axum::http::{StatusCode, header};

use super::{connected, graph};

#[tokio::test]
async fn a_picture_is_read_up_to_a_limit() {
    let (graph, messenger) = connected().await;
    let file = graph.picture();
    graph.answer("12345678");
    assert_eq!(messenger.fetch(&file, 8).await.unwrap(), "12345678");
    let call = graph.calls().remove(0);
    assert_eq!(call.path, "/picture.jpg");
    assert!(call.query.is_empty(), "the token stays here");
    graph.answer("123456789");
    assert_eq!(messenger.fetch(&file, 8).await, Err(FetchError::TooLarge));
}

#[tokio::test]
async fn what_cannot_be_had_is_told_apart() {
    let (graph, messenger) = connected().await;
    let file = graph.picture();
    for (status, expected) in [
        (403, FetchError::Gone),
        (404, FetchError::Gone),
        (429, FetchError::Unavailable),
        (500, FetchError::Unavailable),
    ] {
        graph.answer(StatusCode::from_u16(status).unwrap());
        assert_eq!(messenger.fetch(&file, 8).await, Err(expected), "{status}");
    }
}

#[tokio::test]
async fn no_redirect_is_followed_and_no_other_place_is_called() {
    let (first, messenger) = connected().await;
    let other = graph().await;
    first.answer((StatusCode::FOUND, [(header::LOCATION, other.url.clone())]));
    assert_eq!(messenger.fetch(&first.picture(), 8).await, Err(FetchError::Gone));
    for wrong in [other.url.as_str(), "https://169.254.169.254/", "picture.jpg", ""] {
        assert_eq!(messenger.fetch(&FileRef(wrong.to_owned()), 8).await, Err(FetchError::Gone));
    }
    assert!(other.calls().is_empty());
}

use std::io::Read;

use adapter::{Adapter, FetchError, FileRef, Spool};
use axum::http::{StatusCode, header};

use super::{connected, graph};

/// Fetches a file that may be so long.
async fn fetched(adapter: &impl Adapter, file: &FileRef, most: u64) -> Result<Vec<u8>, FetchError> {
    let mut spool = Spool::new(most).unwrap();
    adapter.fetch(file, &mut spool).await?;
    let mut bytes = Vec::new();
    spool.into_file().await.unwrap().read_to_end(&mut bytes).unwrap();
    Ok(bytes)
}

#[tokio::test]
async fn a_picture_is_read_up_to_a_limit() {
    let (graph, messenger) = connected().await;
    let file = graph.picture();
    graph.answer("12345678");
    assert_eq!(fetched(&*messenger, &file, 8).await.unwrap(), b"12345678");
    let call = graph.calls().remove(0);
    assert_eq!(call.path, "/picture.jpg");
    assert!(call.query.is_empty(), "the token stays here");
    graph.answer("123456789");
    assert_eq!(fetched(&*messenger, &file, 8).await, Err(FetchError::TooLarge));
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
        assert_eq!(fetched(&*messenger, &file, 8).await, Err(expected), "{status}");
    }
}

#[tokio::test]
async fn no_redirect_is_followed_and_no_other_place_is_called() {
    let (first, messenger) = connected().await;
    let other = graph().await;
    first.answer((StatusCode::FOUND, [(header::LOCATION, other.url.clone())]));
    assert_eq!(fetched(&*messenger, &first.picture(), 8).await, Err(FetchError::Gone));
    for wrong in [other.url.as_str(), "https://169.254.169.254/", "picture.jpg", ""] {
        assert_eq!(fetched(&*messenger, &FileRef(wrong.to_owned()), 8).await, Err(FetchError::Gone));
    }
    assert!(other.calls().is_empty());
}

use aws_sdk_s3::{
    Client,
    config::{BehaviorVersion, Credentials, Region, retry::RetryConfig},
};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use bytes::Bytes;
use marketplace_core::{
    blobs::{BlobError, Blobs},
    media::Clean,
};
use marketplace_domain::{
    id::PhotoId,
    media::{FileKind, Format},
};
use nwassik::embedded::EmbeddedS3;
use secrecy::ExposeSecret;
use uuid::Uuid;

pub(crate) fn client(s3: &EmbeddedS3) -> Client {
    let key = s3.credentials();
    let credentials = Credentials::new(&key.access_key, key.secret_key.expose_secret(), None, None, "test");
    let http = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let config = aws_sdk_s3::Config::builder()
        .http_client(http)
        .retry_config(RetryConfig::disabled())
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .endpoint_url(s3.endpoint())
        .force_path_style(true)
        .credentials_provider(credentials)
        .build();
    Client::from_conf(config)
}

#[tokio::test]
async fn a_picture_is_kept_read_and_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let s3 = EmbeddedS3::start(folder.path()).await.unwrap();
    let blobs = Blobs::new(client(&s3), s3.bucket());
    let photo = PhotoId::from_uuid(Uuid::from_u128(7));
    assert_eq!(blobs.photo(photo).await, Ok(None));
    blobs.put_photo(photo, Bytes::from_static(b"jpeg")).await.unwrap();
    assert_eq!(blobs.photo(photo).await, Ok(Some(Bytes::from_static(b"jpeg"))));
    blobs.delete_photo(photo).await.unwrap();
    blobs.delete_photo(photo).await.unwrap();
    assert_eq!(blobs.photo(photo).await, Ok(None));
    let file = photo.file();
    let clean = Clean { kind: FileKind::Document, format: Format::Text, bytes: Bytes::from_static(b"words") };
    blobs.put_file(file, &clean).await.unwrap();
    let mut opened = blobs.open(file, Format::Text, None).await.unwrap().unwrap();
    assert_eq!((opened.length, opened.range.as_deref()), (5, None));
    assert_eq!(opened.next().await, Some(Ok(Bytes::from_static(b"words"))));
    assert_eq!(opened.next().await, None);
    let mut part = blobs.open(file, Format::Text, Some("bytes=1-2")).await.unwrap().unwrap();
    assert_eq!((part.length, part.range.as_deref()), (2, Some("bytes 1-2/5")));
    assert_eq!(part.next().await, Some(Ok(Bytes::from_static(b"or"))));
    assert!(blobs.open(file, Format::Text, Some("bytes=9-")).await.unwrap().is_none());
    assert!(blobs.open(file, Format::Jpeg, None).await.unwrap().is_none(), "that is no picture");
    drop(s3);
    assert_eq!(blobs.put_photo(photo, Bytes::new()).await, Err(BlobError::Put));
    assert_eq!(blobs.photo(photo).await, Err(BlobError::Get));
    assert_eq!(blobs.delete_photo(photo).await, Err(BlobError::Delete));
}

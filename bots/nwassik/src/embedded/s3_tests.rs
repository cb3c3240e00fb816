use aws_sdk_s3::Client;
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_s3::primitives::ByteStream;
use aws_smithy_http_client::Builder as HttpBuilder;

use super::*;

fn client(endpoint: &str, access_key: &str, secret_key: &str) -> Client {
    let http = HttpBuilder::new().build_http();
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-3"))
        .endpoint_url(endpoint)
        .force_path_style(true)
        .credentials_provider(Credentials::new(access_key, secret_key, None, None, "test"))
        .http_client(http)
        .build();
    Client::from_conf(config)
}

fn client_of(server: &EmbeddedS3) -> Client {
    let credentials = server.credentials();
    let secret = credentials.secret_key.expose_secret();
    client(&server.endpoint(), &credentials.access_key, secret)
}

async fn put(client: &Client, key: &str, body: &[u8]) {
    client
        .put_object()
        .bucket(BUCKET)
        .key(key)
        .content_type("image/png")
        .body(ByteStream::from(body.to_vec()))
        .send()
        .await
        .unwrap();
}

async fn get(client: &Client, key: &str) -> Option<(Vec<u8>, String)> {
    match client.get_object().bucket(BUCKET).key(key).send().await {
        Ok(found) => {
            let kind = found.content_type().unwrap_or_default().to_owned();
            let body = found.body.collect().await.unwrap().to_vec();
            Some((body, kind))
        }
        Err(error) => {
            assert!(error.into_service_error().is_no_such_key());
            None
        }
    }
}

#[tokio::test]
async fn an_object_comes_back_as_it_was_put_and_goes_when_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let server = EmbeddedS3::start(dir.path()).await.unwrap();
    let client = client_of(&server);
    let body: Vec<u8> = (0..300_000_u32).map(|n| n as u8).collect();
    put(&client, "a/b.png", &body).await;
    assert_eq!(get(&client, "a/b.png").await, Some((body, "image/png".into())));
    let delete = client.delete_object().bucket(BUCKET).key("a/b.png");
    delete.send().await.unwrap();
    assert_eq!(get(&client, "a/b.png").await, None);
}

#[tokio::test]
async fn objects_outlive_a_restart_and_keys_do_not() {
    let dir = tempfile::tempdir().unwrap();
    let first = EmbeddedS3::start(dir.path()).await.unwrap();
    put(&client_of(&first), "kept", b"kept").await;
    let old = first.credentials().clone();
    drop(first);
    let second = EmbeddedS3::start(dir.path()).await.unwrap();
    let (body, _) = get(&client_of(&second), "kept").await.unwrap();
    assert_eq!(body, b"kept");

    let old_secret = old.secret_key.expose_secret();
    let stranger = client(&second.endpoint(), &old.access_key, old_secret);
    let refused = stranger.get_object().bucket(BUCKET).key("kept").send();
    let status = refused.await.unwrap_err().raw_response().unwrap().status();
    assert_eq!(status.as_u16(), 403);
}

#[tokio::test]
async fn nobody_reads_without_a_key_or_outside_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("secret"), "secret").unwrap();
    let server = EmbeddedS3::start(dir.path()).await.unwrap();
    put(&client_of(&server), "kept", b"kept").await;
    let url = format!("{}/{BUCKET}/kept", server.endpoint());
    let status = reqwest::get(url).await.unwrap().status();
    assert_eq!(status.as_u16(), 403);
    let outside = client_of(&server);
    let outside = outside.get_object().bucket(BUCKET).key("../../secret");
    assert!(outside.send().await.is_err());
}

#[tokio::test]
async fn a_second_process_on_the_same_folder_is_told_so() {
    let dir = tempfile::tempdir().unwrap();
    let _first = EmbeddedS3::start(dir.path()).await.unwrap();
    let error = EmbeddedS3::start(dir.path()).await.unwrap_err();
    assert!(matches!(error, EmbeddedError::Busy(_)), "{error}");
}

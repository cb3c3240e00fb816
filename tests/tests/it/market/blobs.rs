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
    OsEntropy,
    blobs::{Blob, BlobError, Blobs, Source},
    seal::{
        DataKey,
        stream::{HEAD, PIECE, TAG, sealed_length},
    },
};
use marketplace_domain::id::FileId;
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

/// A bucket, and whatever looks into it past our own code.
pub(crate) struct Bucket {
    _folder: tempfile::TempDir,
    s3: EmbeddedS3,
    client: Client,
    pub(crate) blobs: Blobs,
}

impl Bucket {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let s3 = EmbeddedS3::start(folder.path()).await.unwrap();
        let client = client(&s3);
        let blobs = Blobs::new(client.clone(), s3.bucket());
        Self { _folder: folder, s3, client, blobs }
    }

    /// The bytes of an object.
    pub(crate) async fn raw(&self, name: &str) -> Vec<u8> {
        let object = self.client.get_object().bucket(self.s3.bucket()).key(name).send().await.unwrap();
        object.body.collect().await.unwrap().to_vec()
    }

    /// The names of all objects.
    pub(crate) async fn names(&self) -> Vec<String> {
        let listed = self.client.list_objects_v2().bucket(self.s3.bucket()).send().await.unwrap();
        listed.contents().iter().filter_map(|object| object.key().map(str::to_owned)).collect()
    }

    /// Puts an object past our own code.
    pub(crate) async fn set_raw(&self, name: &str, bytes: Vec<u8>) {
        let put = self.client.put_object().bucket(self.s3.bucket()).key(name).body(bytes.into());
        put.send().await.unwrap();
    }
}

fn file(number: u128) -> Blob {
    Blob::File(FileId::from_uuid(Uuid::from_u128(number)))
}

/// So many bytes, no two pieces of which are alike.
fn bytes(length: usize) -> Bytes {
    (0..length).map(|at| (at / 251 + at % 251) as u8).collect()
}

#[tokio::test]
async fn a_file_is_kept_sealed_read_in_parts_and_deleted() {
    let bucket = Bucket::new().await;
    let (blobs, key) = (&bucket.blobs, DataKey::random(&OsEntropy));
    assert_eq!(blobs.read(file(1), &key).await, Ok(None));
    for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7] {
        let bytes = bytes(length);
        blobs.put(file(1), &key, bytes.clone().into(), &OsEntropy).await.unwrap();
        assert_eq!(blobs.read(file(1), &key).await, Ok(Some(bytes.clone())));
        let raw = bucket.raw(&format!("sealed/{}", Uuid::from_u128(1).simple())).await;
        assert_eq!(raw.len() as u64, sealed_length(length as u64));
        assert!(length < 100 || !raw.windows(50).any(|part| part == &bytes[10..60]), "it is sealed");
    }
    let all = bytes(3 * PIECE + 7);
    for (range, part) in [
        ("bytes=0-0", 0..1),
        ("bytes=5-9", 5..10),
        ("bytes=65530-65545", 65_530..65_546),
        ("bytes=65536-", 65_536..all.len()),
        ("bytes=-8", all.len() - 8..all.len()),
        ("bytes=0-", 0..all.len()),
    ] {
        let opened = blobs.open(file(1), &key, Some(range)).await.unwrap().unwrap();
        assert_eq!(opened.length(), part.len() as u64, "{range}");
        let told = format!("bytes {}-{}/{}", part.start, part.end - 1, all.len());
        assert_eq!(opened.range(), Some(told));
        assert_eq!(opened.read().await.unwrap(), &all[part], "{range}");
    }
    assert!(blobs.open(file(1), &key, Some("bytes=999999-")).await.unwrap().is_none());
    blobs.delete(file(1)).await.unwrap();
    blobs.delete(file(1)).await.unwrap();
    assert_eq!(blobs.read(file(1), &key).await, Ok(None));
}

#[tokio::test]
async fn a_file_that_was_changed_in_the_bucket_opens_for_nobody() {
    let bucket = Bucket::new().await;
    let (blobs, key) = (&bucket.blobs, DataKey::random(&OsEntropy));
    for number in [1, 2] {
        blobs.put(file(number), &key, bytes(3 * PIECE).into(), &OsEntropy).await.unwrap();
    }
    let name = |number| format!("sealed/{}", Uuid::from_u128(number).simple());
    let (one, two) = (bucket.raw(&name(1)).await, bucket.raw(&name(2)).await);
    let sealed = PIECE + TAG;
    let cut = one[..HEAD + 2 * sealed].to_vec();
    let longer = [one.as_slice(), &one[HEAD + 2 * sealed..]].concat();
    let (head, first, second, rest) =
        (&one[..HEAD], &one[HEAD..HEAD + sealed], &one[HEAD + sealed..][..sealed], &one[HEAD + 2 * sealed..]);
    let swapped = [head, second, first, rest].concat();
    let mixed = [head, &two[HEAD..][..sealed], second, rest].concat();
    let mut changed = one.clone();
    changed[HEAD + 2 * sealed + 5] ^= 1;
    for (what, raw) in [
        ("cut off", cut),
        ("longer", longer),
        ("pieces swapped", swapped),
        ("a piece of another file", mixed),
        ("another file", two),
        ("a bit changed", changed),
        ("nearly nothing", one[..HEAD + 3].to_vec()),
        ("nothing", Vec::new()),
    ] {
        bucket.set_raw(&name(1), raw).await;
        assert_eq!(blobs.read(file(1), &key).await, Err(BlobError::Get), "{what}");
    }
    bucket.set_raw(&name(1), one).await;
    assert_eq!(blobs.read(file(1), &key).await, Ok(Some(bytes(3 * PIECE))));
    assert_eq!(blobs.read(file(1), &DataKey::random(&OsEntropy)).await, Err(BlobError::Get), "another key");
}

#[tokio::test]
async fn a_source_that_ends_early_stores_nothing_and_a_bucket_that_is_away_says_so() {
    let bucket = Bucket::new().await;
    let (blobs, key) = (&bucket.blobs, DataKey::random(&OsEntropy));
    let short = Source::new(2 * PIECE as u64, std::io::Cursor::new(bytes(PIECE + 5)));
    assert_eq!(blobs.put(file(1), &key, short, &OsEntropy).await, Err(BlobError::Put));
    assert_eq!(blobs.read(file(1), &key).await, Ok(None));
    let Bucket { s3, blobs, .. } = bucket;
    drop(s3);
    assert_eq!(blobs.put(file(1), &key, bytes(5).into(), &OsEntropy).await, Err(BlobError::Put));
    assert_eq!(blobs.read(file(1), &key).await, Err(BlobError::Get));
    assert_eq!(blobs.delete(file(1)).await, Err(BlobError::Delete));
}

//! The keys of files: a file's own at first, then only its conversation's opens it.

use bytes::Bytes;
use chrono::{DateTime, TimeDelta};
use marketplace_core::{
    OsEntropy,
    blobs::{Blob, BlobError},
    mailbox::NewEntry,
    media::CleanFile,
};
use marketplace_domain::{
    account::Platform,
    clock::{Clock, SystemClock},
    id::{AccountId, ConversationId, FileId, PhotoId},
    media::{FileKind, Format},
};
use uuid::Uuid;

use super::{World, blobs::Bucket, shopping};

const WORDS: &[u8] = b"at the old lighthouse";

/// Two people who talk.
async fn talking(world: &World) -> (AccountId, ConversationId) {
    let (asker, other) = (world.person("a").await, world.person("b").await);
    let request = world.publish(asker, shopping("Olive oil")).await;
    let id = world.run(async |unit| unit.answer(other, request).await).await.unwrap().0.id;
    (asker, id)
}

/// Notes a file, and keeps it as whoever fetches files does.
async fn fetched(world: &World, bucket: &Bucket, account: AccountId) -> FileId {
    let file = world
        .run(async |unit| {
            unit.add_file(account, Platform::Telegram, "bot", FileKind::Document, ("f", None)).await
        })
        .await
        .unwrap();
    fetch(world, bucket, file).await;
    file
}

async fn fetch(world: &World, bucket: &Bucket, file: FileId) {
    let key = world.run(async |unit| unit.file_key(file).await).await.unwrap().unwrap();
    bucket.blobs.put(Blob::File(file), &key, Bytes::from_static(WORDS).into(), &OsEntropy).await.unwrap();
    let clean = CleanFile { kind: FileKind::Document, format: Format::Text, length: 4 };
    assert!(world.run(async |unit| unit.file_ready(file, &clean).await).await.unwrap());
}

/// What is in the file for whoever may open it.
async fn read(world: &World, bucket: &Bucket, file: FileId) -> Option<Bytes> {
    let opened = world.market.open_file(&bucket.blobs, file, Format::Text, None).await.unwrap();
    Some(opened?.read().await.unwrap())
}

async fn run(world: &World, sql: String) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(world.db.pool()).await.unwrap();
}

#[tokio::test]
async fn a_file_that_was_fetched_before_it_went_anywhere_opens_with_its_conversations_key_alone() {
    let (world, bucket) = (World::new().await, Bucket::new().await);
    let (account, conversation) = talking(&world).await;
    let file = fetched(&world, &bucket, account).await;
    assert_eq!(read(&world, &bucket, file).await.as_deref(), Some(WORDS));
    world.run(async |unit| unit.give_files(conversation, &[file]).await).await.unwrap();
    assert_eq!(read(&world, &bucket, file).await.as_deref(), Some(WORDS), "its key went over");
    let left: i64 = sqlx::query_scalar("select count(*) from data_key where id = $1")
        .bind(file.uuid())
        .fetch_one(world.db.pool())
        .await
        .unwrap();
    assert_eq!(left, 0, "nothing else opens it");
    // Another one that is fetched later, as usual.
    let later = world
        .run(async |unit| {
            let file =
                unit.add_file(account, Platform::Telegram, "bot", FileKind::Document, ("g", None)).await?;
            unit.give_files(conversation, &[file]).await?;
            Ok(file)
        })
        .await
        .unwrap();
    fetch(&world, &bucket, later).await;
    assert_eq!(read(&world, &bucket, later).await.as_deref(), Some(WORDS));
    assert!(world.market.open_file(&bucket.blobs, later, Format::Pdf, None).await.unwrap().is_none());
    let destroy = "update data_key set master = null, wrapped = null where id =";
    run(&world, format!("{destroy} '{}'", conversation.uuid())).await;
    for file in [file, later] {
        assert_eq!(read(&world, &bucket, file).await, None, "it stands in the bucket, and opens for nobody");
    }
    assert_eq!(bucket.names().await.len(), 2);
}

#[tokio::test]
async fn what_a_web_chat_keeps_opens_in_that_chat_alone() {
    let (world, bucket) = (World::new().await, Bucket::new().await);
    for (number, address) in [(1, "one"), (2, "two")] {
        world.market.register_visitor(&[number; 32], address, DateTime::UNIX_EPOCH).await.unwrap();
    }
    let photo = PhotoId::from_uuid(Uuid::from_u128(7));
    for _ in 0..2 {
        let source = Bytes::from_static(WORDS).into();
        world.market.keep(&bucket.blobs, "one", photo, source).await.unwrap();
    }
    let kept = async |address| world.market.kept(&bucket.blobs, address, photo).await;
    assert_eq!(kept("one").await.unwrap().unwrap().read().await.unwrap(), WORDS);
    let source = Bytes::from_static(b"other").into();
    let other = PhotoId::from_uuid(Uuid::from_u128(8));
    world.market.keep(&bucket.blobs, "two", other, source).await.unwrap();
    let foreign = kept("two").await.unwrap().unwrap();
    assert_eq!(foreign.read().await, Err(BlobError::Get), "it is sealed for another chat");
    assert!(kept("nobody").await.unwrap().is_none());
    for name in bucket.names().await {
        let raw = bucket.raw(&name).await;
        assert!(
            name.starts_with("chat/") && !raw.windows(5).any(|part| part == b"light" || part == b"other")
        );
    }
}

#[tokio::test]
async fn files_from_before_are_sealed_wherever_that_was_cut_off() {
    let (world, bucket) = (World::new().await, Bucket::new().await);
    let (account, conversation) = talking(&world).await;
    let said = world.run(async |unit| unit.speak(account, conversation).await).await.unwrap();
    world.run(async |unit| unit.seal_line(&said, b"{}").await).await.unwrap();
    let row = "insert into file (id, account, platform, bot, file, next_at, at, kind, state, format, length, conversation)
               values";
    let [talked, shown, lost] = [1, 2, 3].map(|number| FileId::from_uuid(Uuid::from_u128(number)));
    for (file, format, conversation) in [
        (talked, "txt", format!("'{}'", conversation.uuid())),
        (shown, "jpg", "null".to_owned()),
        (lost, "txt", "null".to_owned()),
    ] {
        let (file, account) = (file.uuid(), account.uuid());
        let values = format!(
            "('{file}', '{account}', 'web', 'web', '', now(), now(), 'document', 'ready', '{format}', 21, {conversation})"
        );
        run(&world, format!("{row} {values}")).await;
    }
    bucket.set_raw(&format!("file/{talked}"), WORDS.to_vec()).await;
    bucket.set_raw(&format!("photo/{shown}"), WORDS.to_vec()).await;
    let seal = async || world.market.seal_old_file(&bucket.blobs).await.unwrap();
    assert!(seal().await);
    // It ended after the first one was stored, and before that was written down.
    run(&world, "update file set sealed = false".to_owned()).await;
    bucket.set_raw(&format!("file/{talked}"), WORDS.to_vec()).await;
    while seal().await {}
    assert_eq!(read(&world, &bucket, talked).await.as_deref(), Some(WORDS));
    let opened = world.market.open_file(&bucket.blobs, shown, Format::Jpeg, None).await.unwrap().unwrap();
    assert_eq!(opened.read().await.unwrap(), WORDS);
    assert_eq!(read(&world, &bucket, lost).await, None);
    let mut names = bucket.names().await;
    names.sort();
    assert_eq!(names, [format!("sealed/{talked}"), format!("sealed/{shown}")]);
}

#[tokio::test]
async fn what_nobody_needs_goes_from_the_bucket_after_a_week_and_all_else_stays() {
    let (world, bucket) = (World::new().await, Bucket::new().await);
    let (account, conversation) = talking(&world).await;
    let [sent, held, shown, erased] = [
        fetched(&world, &bucket, account).await,
        fetched(&world, &bucket, account).await,
        fetched(&world, &bucket, account).await,
        FileId::from_uuid(Uuid::from_u128(9)),
    ];
    world.run(async |unit| unit.give_files(conversation, &[sent]).await).await.unwrap();
    let photo = format!(
        "insert into request_photo (request, position, photo) select id, 0, '{}' from request",
        shown.uuid()
    );
    run(&world, photo).await;
    bucket.set_raw(&format!("sealed/{erased}"), WORDS.to_vec()).await;
    world.market.register_visitor(&[1; 32], "one", DateTime::UNIX_EPOCH).await.unwrap();
    let [on_screen, taken_back] = [1, 2].map(|number| PhotoId::from_uuid(Uuid::from_u128(number)));
    for (key, photo) in [("a", on_screen), ("b", taken_back)] {
        let source = Bytes::from_static(WORDS).into();
        world.market.keep(&bucket.blobs, "one", photo, source).await.unwrap();
        let (body, photos) = (serde_json::json!({}), [photo]);
        let entry = NewEntry { key, body: &body, photos: &photos, at: DateTime::UNIX_EPOCH };
        let entry = world.market.append_entry("one", entry).await.unwrap();
        if photo == taken_back {
            world.market.remove_entries("one", &[entry.id]).await.unwrap();
        }
    }
    let names = async || {
        let mut names = bucket.names().await;
        names.sort();
        names
    };
    let all = names().await;
    let now = SystemClock.now();
    let sweep = async |now| world.market.delete_orphans(&bucket.blobs, now, None).await.unwrap();
    assert_eq!(sweep(now + TimeDelta::days(6)).await, (0, None));
    assert_eq!(names().await, all, "a form may take days");
    assert_eq!(sweep(now + TimeDelta::days(8)).await, (3, None));
    let mut left = [format!("chat/{on_screen}"), format!("sealed/{sent}"), format!("sealed/{shown}")];
    left.sort();
    assert_eq!(names().await, left);
    assert_eq!(read(&world, &bucket, sent).await.as_deref(), Some(WORDS));
    assert_eq!(read(&world, &bucket, held).await, None);
    let state: (String, String) = sqlx::query_as("select state, problem from file where id = $1")
        .bind(held.uuid())
        .fetch_one(world.db.pool())
        .await
        .unwrap();
    assert_eq!(state, ("gone".to_owned(), "lost".to_owned()), "whoever sends it on is told");
    assert_eq!(sweep(now + TimeDelta::days(8)).await, (0, None));
}

use chrono::TimeDelta;
use marketplace_core::media::CleanFile;
use marketplace_domain::{
    account::Platform,
    clock::Clock,
    id::FileId,
    media::{FileKind, FileProblem, Format},
};

use super::World;

async fn add(world: &World) -> FileId {
    let account = world.person("a").await;
    world
        .run(async |unit| {
            unit.add_file(account, Platform::Telegram, "bot", FileKind::Document, "file-7").await
        })
        .await
        .unwrap()
}

/// State, kind, format and problem of the one file.
async fn stored(world: &World) -> (String, String, Option<String>, Option<String>) {
    sqlx::query_as("select state, kind, format, problem from file").fetch_one(world.db.pool()).await.unwrap()
}

#[tokio::test]
async fn a_file_is_fetched_once_and_then_ready() {
    let world = World::new().await;
    let file = add(&world).await;
    let due = world.run(async |unit| unit.files_to_fetch(5).await).await.unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(
        (due[0].id, due[0].platform, due[0].bot.as_str(), due[0].file.as_str()),
        (file, Platform::Telegram, "bot", "file-7"),
    );
    assert!(!format!("{due:?}").contains("file-7"));
    assert_eq!(world.run(async |unit| unit.files_to_fetch(5).await).await, Ok(vec![]), "it is taken");
    let clean = CleanFile { kind: FileKind::Photo, format: Format::Jpeg, length: 4 };
    world.run(async |unit| unit.file_ready(file, &clean).await).await.unwrap();
    assert_eq!(stored(&world).await, ("ready".to_owned(), "photo".to_owned(), Some("jpg".to_owned()), None));
    let other = add(&world).await;
    world.clock.advance(TimeDelta::days(1));
    let due = world.run(async |unit| unit.files_to_fetch(5).await).await.unwrap();
    assert_eq!(due.iter().map(|due| due.id).collect::<Vec<_>>(), [other]);
}

#[tokio::test]
async fn a_file_that_fails_is_tried_again_with_growing_pauses_and_given_up() {
    let world = World::new().await;
    let file = add(&world).await;
    let mut pauses = Vec::new();
    for _ in 0..8 {
        let due = world.run(async |unit| unit.files_to_fetch(5).await).await.unwrap();
        assert_eq!(due.len(), 1);
        world.run(async |unit| unit.file_failed(file).await).await.unwrap();
        let (state, pause): (String, i64) =
            sqlx::query_as("select state, extract(epoch from next_at - $1)::bigint from file")
                .bind(world.clock.now())
                .fetch_one(world.db.pool())
                .await
                .unwrap();
        if state == "gone" {
            break;
        }
        pauses.push(pause);
        world.clock.advance(TimeDelta::seconds(pause));
    }
    assert_eq!(pauses, [20, 40, 80, 160, 320, 640, 1280]);
    assert_eq!(stored(&world).await.3.as_deref(), Some("lost"));
    assert_eq!(world.run(async |unit| unit.files_to_fetch(5).await).await, Ok(vec![]));
}

#[tokio::test]
async fn a_fetcher_that_dies_loses_its_file_to_another() {
    let world = World::new().await;
    add(&world).await;
    assert_eq!(world.run(async |unit| unit.files_to_fetch(5).await).await.unwrap().len(), 1);
    world.clock.advance(TimeDelta::minutes(2));
    assert_eq!(world.run(async |unit| unit.files_to_fetch(5).await).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_gone_is_not_asked_for_again() {
    let world = World::new().await;
    let file = add(&world).await;
    world.run(async |unit| unit.files_to_fetch(5).await).await.unwrap();
    world.run(async |unit| unit.file_gone(file, FileProblem::Kind).await).await.unwrap();
    world.run(async |unit| unit.file_failed(file).await).await.unwrap();
    assert_eq!(stored(&world).await.3.as_deref(), Some("kind"));
    world.clock.advance(TimeDelta::days(1));
    assert_eq!(world.run(async |unit| unit.files_to_fetch(5).await).await, Ok(vec![]));
}

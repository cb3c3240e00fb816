use chrono::TimeDelta;
use marketplace_core::{files::FileToFetch, media::CleanFile};
use marketplace_domain::{
    account::Platform,
    clock::Clock,
    id::FileId,
    media::{FileKind, FileProblem, Format, MOST_BYTES_A_DAY, MOST_FILES_A_DAY},
    refusal::Refusal,
};

use super::World;

async fn add(world: &World) -> FileId {
    let account = world.person("a").await;
    world
        .run(async |unit| {
            unit.add_file(account, Platform::Telegram, "bot", FileKind::Document, ("file-7", None)).await
        })
        .await
        .unwrap()
}

/// What a process that serves this bot has to fetch.
async fn to_fetch(world: &World, bot: &str) -> Result<Vec<FileToFetch>, Refusal> {
    let bots = (vec!["telegram".to_owned()], vec![bot.to_owned()]);
    world.run(async |unit| unit.files_to_fetch(&bots, 5).await).await
}

/// State, kind, format and problem of the one file.
async fn stored(world: &World) -> (String, String, Option<String>, Option<String>) {
    sqlx::query_as("select state, kind, format, problem from file").fetch_one(world.db.pool()).await.unwrap()
}

#[tokio::test]
async fn a_file_is_fetched_once_and_then_ready() {
    let world = World::new().await;
    let file = add(&world).await;
    let due = to_fetch(&world, "bot").await.unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(
        (due[0].id, due[0].platform, due[0].bot.as_str(), due[0].file.as_str()),
        (file, Platform::Telegram, "bot", "file-7"),
    );
    assert!(!format!("{due:?}").contains("file-7"));
    assert_eq!(to_fetch(&world, "bot").await, Ok(vec![]), "it is taken");
    let clean = CleanFile { kind: FileKind::Photo, format: Format::Jpeg, length: 4 };
    world.run(async |unit| unit.file_ready(file, &clean).await).await.unwrap();
    assert_eq!(stored(&world).await, ("ready".to_owned(), "photo".to_owned(), Some("jpg".to_owned()), None));
    let other = add(&world).await;
    world.clock.advance(TimeDelta::days(1));
    let due = to_fetch(&world, "bot").await.unwrap();
    assert_eq!(due.iter().map(|due| due.id).collect::<Vec<_>>(), [other]);
}

#[tokio::test]
async fn a_file_is_left_to_who_serves_its_bot() {
    let world = World::new().await;
    let file = add(&world).await;
    assert_eq!(to_fetch(&world, "another bot").await, Ok(vec![]));
    let due = to_fetch(&world, "bot").await.unwrap();
    assert_eq!(due.iter().map(|due| due.id).collect::<Vec<_>>(), [file]);
}

#[tokio::test]
async fn a_file_that_fails_is_tried_again_with_growing_pauses_and_given_up() {
    let world = World::new().await;
    let file = add(&world).await;
    let mut pauses = Vec::new();
    for _ in 0..8 {
        let due = to_fetch(&world, "bot").await.unwrap();
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
    assert_eq!(to_fetch(&world, "bot").await, Ok(vec![]));
}

#[tokio::test]
async fn a_fetcher_that_dies_loses_its_file_to_another() {
    let world = World::new().await;
    add(&world).await;
    assert_eq!(to_fetch(&world, "bot").await.unwrap().len(), 1);
    world.clock.advance(TimeDelta::minutes(2));
    assert_eq!(to_fetch(&world, "bot").await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_gone_is_not_asked_for_again() {
    let world = World::new().await;
    let file = add(&world).await;
    to_fetch(&world, "bot").await.unwrap();
    world.run(async |unit| unit.file_gone(file, FileProblem::Kind).await).await.unwrap();
    world.run(async |unit| unit.file_failed(file).await).await.unwrap();
    assert_eq!(stored(&world).await.3.as_deref(), Some("kind"));
    world.clock.advance(TimeDelta::days(1));
    assert_eq!(to_fetch(&world, "bot").await, Ok(vec![]));
}

#[tokio::test]
async fn a_person_sends_so_many_files_and_bytes_a_day() {
    let world = World::new().await;
    let (account, other) = (world.person("a").await, world.person("b").await);
    let may = async |account, files, bytes| {
        world.run(async |unit| unit.may_send_files(account, files, bytes).await).await.unwrap()
    };
    let add = async |length| {
        world
            .run(async |unit| {
                unit.add_file(account, Platform::Web, "web", FileKind::Video, ("f", Some(length))).await
            })
            .await
            .unwrap()
    };
    let most = MOST_FILES_A_DAY as usize;
    assert!(may(account, most, MOST_BYTES_A_DAY).await);
    assert!(!may(account, most + 1, 0).await);
    assert!(!may(account, 1, MOST_BYTES_A_DAY + 1).await);
    add(1000).await;
    assert!(!may(account, most, 0).await);
    assert!(may(account, most - 1, MOST_BYTES_A_DAY - 1000).await);
    assert!(!may(account, 1, MOST_BYTES_A_DAY - 999).await);
    let fetched = add(0).await;
    let clean = CleanFile { kind: FileKind::Video, format: Format::Mp4, length: 500 };
    world.run(async |unit| unit.file_ready(fetched, &clean).await).await.unwrap();
    assert!(!may(account, 1, MOST_BYTES_A_DAY - 1499).await, "what it turned out to be counts");
    assert!(may(other, most, MOST_BYTES_A_DAY).await, "others are not concerned");
    world.clock.advance(TimeDelta::days(1));
    assert!(may(account, most, MOST_BYTES_A_DAY).await);
}

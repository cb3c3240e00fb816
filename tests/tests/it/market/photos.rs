use chrono::TimeDelta;
use marketplace_domain::{account::Platform, clock::Clock, id::PhotoId};

use super::World;

async fn add(world: &World) -> PhotoId {
    let account = world.person("a").await;
    world.run(async |unit| unit.add_photo(account, Platform::Telegram, "bot", "file-7").await).await.unwrap()
}

#[tokio::test]
async fn a_picture_is_fetched_once_and_then_ready() {
    let world = World::new().await;
    let photo = add(&world).await;
    let due = world.run(async |unit| unit.photos_to_fetch(5).await).await.unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(
        (due[0].id, due[0].platform, due[0].bot.as_str(), due[0].file.as_str()),
        (photo, Platform::Telegram, "bot", "file-7"),
    );
    assert!(!format!("{due:?}").contains("file-7"));
    assert_eq!(world.run(async |unit| unit.photos_to_fetch(5).await).await, Ok(vec![]), "it is taken");
    assert_eq!(world.run(async |unit| unit.ready_photos(&[photo]).await).await, Ok(vec![]));
    world.run(async |unit| unit.photo_ready(photo).await).await.unwrap();
    let other = add(&world).await;
    let asked = [other, photo, photo];
    assert_eq!(world.run(async |unit| unit.ready_photos(&asked).await).await, Ok(vec![photo, photo]));
    world.clock.advance(TimeDelta::days(1));
    let due = world.run(async |unit| unit.photos_to_fetch(5).await).await.unwrap();
    assert_eq!(due.iter().map(|due| due.id).collect::<Vec<_>>(), [other]);
}

#[tokio::test]
async fn a_picture_that_fails_is_tried_again_with_growing_pauses_and_given_up() {
    let world = World::new().await;
    let photo = add(&world).await;
    let mut pauses = Vec::new();
    for _ in 0..8 {
        let due = world.run(async |unit| unit.photos_to_fetch(5).await).await.unwrap();
        assert_eq!(due.len(), 1);
        world.run(async |unit| unit.photo_failed(photo, false).await).await.unwrap();
        let (state, pause): (String, i64) =
            sqlx::query_as("select state, extract(epoch from next_at - $1)::bigint from photo")
                .bind(world.clock.now())
                .fetch_one(world.db.pool())
                .await
                .unwrap();
        pauses.push(pause);
        assert_eq!(state == "gone", pauses.len() == 8);
        world.clock.advance(TimeDelta::seconds(pause));
    }
    assert_eq!(pauses, [20, 40, 80, 160, 320, 640, 1280, 0]);
    assert_eq!(world.run(async |unit| unit.photos_to_fetch(5).await).await, Ok(vec![]));
}

#[tokio::test]
async fn a_fetcher_that_dies_loses_its_picture_to_another() {
    let world = World::new().await;
    add(&world).await;
    assert_eq!(world.run(async |unit| unit.photos_to_fetch(5).await).await.unwrap().len(), 1);
    world.clock.advance(TimeDelta::minutes(2));
    assert_eq!(world.run(async |unit| unit.photos_to_fetch(5).await).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_gone_is_not_asked_for_again() {
    let world = World::new().await;
    let photo = add(&world).await;
    world.run(async |unit| unit.photos_to_fetch(5).await).await.unwrap();
    world.run(async |unit| unit.photo_failed(photo, true).await).await.unwrap();
    world.run(async |unit| unit.photo_failed(photo, false).await).await.unwrap();
    world.clock.advance(TimeDelta::days(1));
    assert_eq!(world.run(async |unit| unit.photos_to_fetch(5).await).await, Ok(vec![]));
}

use futures_util::future::join_all;
use marketplace_domain::{
    account::Platform,
    id::{FileId, PhotoId, RequestId},
    media::FileKind,
    refusal::Refusal,
    request::{Content, LIFE, MOST_OPEN, Photos, State},
};
use uuid::Uuid;

use super::{World, day, parcel, place, shopping};

fn due(on: u32) -> Content {
    Content { due: Some(day(on)), ..shopping("With a date") }
}

#[tokio::test]
async fn a_published_request_is_read_back_as_it_was_said() {
    let world = World::new().await;
    let (poster, other) = (world.person("a").await, world.person("b").await);
    let said = due(24);
    let card = world.run(async |unit| unit.publish(poster, said.clone()).await).await.unwrap();
    assert_eq!(card.content, said);
    assert_eq!(card.state, State::Open { until: card.posted + LIFE });
    assert!(card.mine && card.answers == 0 && card.conversation.is_none());
    assert_eq!(world.run(async |unit| unit.open(poster, card.id).await).await.unwrap(), card);
    let seen = world.run(async |unit| unit.open(other, card.id).await).await.unwrap();
    assert!(!seen.mine && seen.content == said);
}

#[tokio::test]
async fn a_date_counts_in_the_zone_of_the_person() {
    let world = World::new().await;
    let (tunis, tokyo) = (world.person("a").await, world.person("b").await);
    world.run(async |unit| unit.set_home(tokyo, &place("Tokyo")).await).await.unwrap();
    // At 18 h in Tunis it is already the second of December in Tokyo.
    world.clock.advance(chrono::TimeDelta::hours(6));
    assert!(world.run(async |unit| unit.publish(tunis, due(1)).await).await.is_ok());
    let late = world.run(async |unit| unit.publish(tokyo, due(1)).await).await;
    assert_eq!(late.unwrap_err(), Refusal::PastDue);
    let request = world.publish(tokyo, due(2)).await;
    let late = world.run(async |unit| unit.save(tokyo, request, due(1)).await).await;
    assert_eq!(late.unwrap_err(), Refusal::PastDue);
}

#[tokio::test]
async fn twenty_requests_may_be_open_however_many_come_at_once() {
    let world = World::new().await;
    let poster = world.person("a").await;
    // Three before, so that no number of them that run in step ends at twenty by chance.
    for n in 0..3 {
        world.publish(poster, shopping(&format!("Early thing {n}"))).await;
    }
    let all = (0..25).map(|n| {
        let content = shopping(&format!("Thing {n}"));
        world.run(async move |unit| unit.publish(poster, content).await)
    });
    let (done, refused): (Vec<_>, Vec<_>) = join_all(all).await.into_iter().partition(Result::is_ok);
    assert_eq!(done.len(), MOST_OPEN as usize - 3);
    assert!(refused.into_iter().all(|refused| refused.unwrap_err() == Refusal::TooManyOpen(MOST_OPEN)));
    // One that is closed makes room; others are not held back.
    let first = done.into_iter().next().unwrap().unwrap().id;
    world.run(async |unit| unit.close(poster, first).await).await.unwrap();
    world.publish(poster, shopping("One more")).await;
    let other = world.person("b").await;
    world.publish(other, shopping("Mine")).await;
    // There is no room to open the closed one again.
    let again = world.run(async |unit| unit.reopen(poster, first).await).await;
    assert_eq!(again.unwrap_err(), Refusal::TooManyOpen(MOST_OPEN));
}

#[tokio::test]
async fn ones_own_request_can_be_changed() {
    let world = World::new().await;
    let (poster, other) = (world.person("a").await, world.person("b").await);
    let id = world.publish(poster, shopping("Before")).await;
    let after = parcel("After", "Lyon", "Sfax");
    let card = world.run(async |unit| unit.save(poster, id, after.clone()).await).await.unwrap();
    assert_eq!((card.id, &card.content, card.mine), (id, &after, true));
    let theirs = world.run(async |unit| unit.save(other, id, after.clone()).await).await;
    assert_eq!(theirs.unwrap_err(), Refusal::Unknown);
    world.run(async |unit| unit.close(poster, id).await).await.unwrap();
    let closed = world.run(async |unit| unit.save(poster, id, after.clone()).await).await;
    assert_eq!(closed.unwrap_err(), Refusal::NotNow);
    let missing = RequestId::from_uuid(Uuid::from_u128(1));
    let missing = world.run(async |unit| unit.save(poster, missing, after.clone()).await).await;
    assert_eq!(missing.unwrap_err(), Refusal::Unknown);
}

#[tokio::test]
async fn pictures_are_ones_own_and_keep_their_order() {
    let world = World::new().await;
    let (poster, other) = (world.person("a").await, world.person("b").await);
    let add = async |account| {
        world
            .run(async |unit| {
                let kind = FileKind::Photo;
                unit.add_file(account, Platform::Telegram, "bot", kind, ("file", None))
                    .await
                    .map(FileId::photo)
            })
            .await
            .unwrap()
    };
    let (one, two, theirs) = (add(poster).await, add(poster).await, add(other).await);
    let with = |photos: &[PhotoId]| Content {
        photos: Photos::try_from(photos.to_vec()).unwrap(),
        ..shopping("With pictures")
    };
    let id = world.publish(poster, with(&[two, one])).await;
    let stored = async || {
        sqlx::query_scalar::<_, Uuid>("select photo from request_photo where request = $1 order by position")
            .bind(id.uuid())
            .fetch_all(world.db.pool())
            .await
            .unwrap()
    };
    assert_eq!(stored().await, [two.uuid(), one.uuid()]);
    world.run(async |unit| unit.save(poster, id, with(&[one])).await).await.unwrap();
    assert_eq!(stored().await, [one.uuid()]);
    for photo in [theirs, PhotoId::from_uuid(Uuid::from_u128(1))] {
        let published = world.run(async |unit| unit.publish(poster, with(&[one, photo])).await).await;
        assert_eq!(published.unwrap_err(), Refusal::Unknown);
        let saved = world.run(async |unit| unit.save(poster, id, with(&[photo])).await).await;
        assert_eq!(saved.unwrap_err(), Refusal::Unknown);
    }
    assert_eq!(stored().await, [one.uuid()], "what was refused left nothing behind");
}

#[tokio::test]
async fn ones_own_requests_are_listed_newest_first() {
    let world = World::new().await;
    let (poster, other) = (world.person("a").await, world.person("b").await);
    let mut posted = Vec::new();
    for n in 0..12 {
        // Some of them at the same moment.
        world.clock.advance(chrono::TimeDelta::seconds(i64::from(n % 3 == 0)));
        posted.push(world.publish(poster, shopping(&format!("Thing {n}"))).await);
    }
    world.publish(other, shopping("Not mine")).await;
    world.run(async |unit| unit.close(poster, posted[3]).await).await.unwrap();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = world.run(async |unit| unit.mine(poster, after).await).await.unwrap();
        assert!(page.items.len() <= 5);
        seen.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert!(seen.is_sorted_by(|a, b| (a.posted, a.id) > (b.posted, b.id)));
    posted.sort();
    let mut ids: Vec<_> = seen.iter().map(|card| card.id).collect();
    ids.sort();
    assert_eq!(ids, posted);
}

#[tokio::test]
async fn what_is_off_the_market_is_seen_by_its_poster_only() {
    let world = World::new().await;
    let (poster, other) = (world.person("a").await, world.person("b").await);
    let id = world.publish(poster, shopping("Gone")).await;
    world.run(async |unit| unit.close(poster, id).await).await.unwrap();
    assert_eq!(world.run(async |unit| unit.open(other, id).await).await.unwrap_err(), Refusal::OffMarket);
    assert!(world.run(async |unit| unit.open(poster, id).await).await.is_ok());
    for state in ["removed", "draft"] {
        sqlx::query("update request set state = $1").bind(state).execute(world.db.pool()).await.unwrap();
        assert_eq!(world.run(async |unit| unit.open(other, id).await).await.unwrap_err(), Refusal::Unknown);
    }
    let missing = RequestId::from_uuid(Uuid::from_u128(1));
    assert_eq!(world.run(async |unit| unit.open(poster, missing).await).await.unwrap_err(), Refusal::Unknown);
}

use marketplace_core::MarketError;
use marketplace_domain::{
    id::{AccountId, RequestId},
    refusal::Refusal,
};
use uuid::Uuid;

use super::{World, shopping};

async fn count(world: &World) -> i64 {
    sqlx::query_scalar("select count(*) from request").fetch_one(world.db.pool()).await.unwrap()
}

#[tokio::test]
async fn what_is_not_committed_leaves_nothing() {
    let world = World::new().await;
    let poster = world.person("a").await;
    let mut unit = world.market.begin().await.unwrap();
    unit.publish(poster, shopping("Thing")).await.unwrap();
    drop(unit);
    assert_eq!(count(&world).await, 0);
}

#[tokio::test]
async fn one_failure_does_not_lose_the_batch() {
    let world = World::new().await;
    let poster = world.person("a").await;
    let mut unit = world.market.begin().await.unwrap();
    for attempt in 0..3 {
        unit.savepoint().await.unwrap();
        unit.publish(poster, shopping(&format!("Kept {attempt}"))).await.unwrap();
        unit.release().await.unwrap();
        unit.savepoint().await.unwrap();
        unit.publish(poster, shopping("Taken back")).await.unwrap();
        // A statement that the database refuses: the whole transaction is stuck until it goes back.
        sqlx::query("select 1 / 0").execute(unit.connection()).await.unwrap_err();
        assert!(matches!(unit.person(poster).await, Err(MarketError::Database(_))));
        unit.rollback_to_savepoint().await.unwrap();
    }
    unit.commit().await.unwrap();
    assert_eq!(count(&world).await, 3);
}

#[tokio::test]
async fn the_moment_stands_still_in_a_unit_and_is_what_the_database_keeps() {
    let world = World::new().await;
    let poster = world.person("a").await;
    world.clock.advance(chrono::TimeDelta::nanoseconds(1_234_567));
    let mut unit = world.market.begin().await.unwrap();
    let card = unit.publish(poster, shopping("One")).await.unwrap();
    world.clock.advance(chrono::TimeDelta::hours(1));
    let other = unit.publish(poster, shopping("Two")).await.unwrap();
    assert_eq!(card.posted, other.posted);
    unit.commit().await.unwrap();
    let read = world.run(async |unit| unit.open(poster, card.id).await).await.unwrap();
    assert_eq!(read, card);
}

#[tokio::test]
async fn constraints_of_the_database_are_refusals_and_show_no_row() {
    let world = World::new().await;
    let nobody = AccountId::from_uuid(Uuid::from_u128(1));
    let published = world.run(async |unit| unit.publish(nobody, shopping("Secret")).await).await;
    assert_eq!(published.unwrap_err(), Refusal::Unknown);
    let poster = world.person("a").await;
    world.publish(poster, shopping("Secret")).await;
    let again = "insert into request (id, account, content, kind, title, words, state, state_at, posted_at)
                 select id, account, content, kind, title, words, state, state_at, posted_at from request";
    let again = sqlx::query(again).execute(world.db.pool()).await;
    let error = MarketError::from(again.unwrap_err());
    assert!(matches!(error, MarketError::Database(_)));
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("23505") && shown.contains("request_pkey"), "{shown}");
    let id: Uuid = sqlx::query_scalar("select id from request").fetch_one(world.db.pool()).await.unwrap();
    assert!(!shown.contains(&id.to_string()) && !shown.contains(&RequestId::from_uuid(id).to_string()));
}

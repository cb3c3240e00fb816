use chrono::TimeDelta;
use marketplace_domain::{
    refusal::Refusal,
    request::{Filter, LIFE, Sort, State, UNDO},
};

use super::{World, shopping};

#[tokio::test]
async fn closing_can_be_undone_for_thirty_seconds() {
    let world = World::new().await;
    let (poster, other) = (world.person("a").await, world.person("b").await);
    let id = world.publish(poster, shopping("Thing")).await;
    assert_eq!(world.run(async |unit| unit.close(other, id).await).await.unwrap_err(), Refusal::Unknown);
    assert_eq!(world.run(async |unit| unit.reopen(poster, id).await).await.unwrap_err(), Refusal::NotNow);
    let closed = world.run(async |unit| unit.close(poster, id).await).await.unwrap();
    assert!(matches!(closed.state, State::Closed { .. }));
    assert_eq!(world.run(async |unit| unit.close(poster, id).await).await.unwrap_err(), Refusal::NotNow);
    assert_eq!(world.run(async |unit| unit.renew(poster, id).await).await.unwrap_err(), Refusal::NotNow);
    world.clock.advance(UNDO);
    assert_eq!(world.run(async |unit| unit.reopen(other, id).await).await.unwrap_err(), Refusal::Unknown);
    let open = world.run(async |unit| unit.reopen(poster, id).await).await.unwrap();
    assert!(open.state.is_on_market());
    world.run(async |unit| unit.close(poster, id).await).await.unwrap();
    world.clock.advance(UNDO + TimeDelta::microseconds(1));
    assert_eq!(world.run(async |unit| unit.reopen(poster, id).await).await.unwrap_err(), Refusal::TooLate);
}

#[tokio::test]
async fn a_request_expires_and_is_renewed() {
    let world = World::new().await;
    let (poster, other) = (world.person("a").await, world.person("b").await);
    let id = world.publish(poster, shopping("Thing")).await;
    world.clock.advance(LIFE);
    // It is over at that moment, whether anybody swept or not.
    assert_eq!(world.run(async |unit| unit.open(other, id).await).await.unwrap_err(), Refusal::OffMarket);
    let found = world
        .run(async |unit| unit.browse(Some(other), &Filter::default(), Sort::Newest, None, 5).await)
        .await
        .unwrap()
        .page;
    assert!(found.items.is_empty());
    assert_eq!(world.run(async |unit| unit.expire_due(10).await).await, Ok(1));
    assert_eq!(world.run(async |unit| unit.expire_due(10).await).await, Ok(0));
    let mine = world.run(async |unit| unit.open(poster, id).await).await.unwrap();
    assert!(matches!(mine.state, State::Expired { .. }));
    // Expired, it can still be changed and stays expired.
    let saved = world.run(async |unit| unit.save(poster, id, shopping("Other thing")).await).await.unwrap();
    assert!(matches!(saved.state, State::Expired { .. }));
    assert_eq!(world.run(async |unit| unit.renew(other, id).await).await.unwrap_err(), Refusal::Unknown);
    let renewed = world.run(async |unit| unit.renew(poster, id).await).await.unwrap();
    assert_eq!(renewed.state, State::Open { until: renewed.posted + LIFE + LIFE });
    assert!(world.run(async |unit| unit.open(other, id).await).await.is_ok());
}

#[tokio::test]
async fn sweeping_takes_a_bounded_bite_and_leaves_the_living_alone() {
    let world = World::new().await;
    let poster = world.person("a").await;
    for n in 0..3 {
        world.publish(poster, shopping(&format!("Old {n}"))).await;
    }
    world.clock.advance(TimeDelta::days(1));
    let young = world.publish(poster, shopping("Young")).await;
    world.clock.advance(LIFE - TimeDelta::hours(1));
    assert_eq!(world.run(async |unit| unit.expire_due(2).await).await, Ok(2));
    assert_eq!(world.run(async |unit| unit.expire_due(2).await).await, Ok(1));
    let young = world.run(async |unit| unit.open(poster, young).await).await.unwrap();
    assert!(young.state.is_on_market());
}

use marketplace_domain::{
    id::{AccountId, RequestId},
    refusal::Refusal,
    request::{Card, MOST_SAVED, Page, State},
};

use super::{World, parcel, shopping};

async fn saved(world: &World, person: AccountId) -> Vec<Card> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page: Page<Card> = world.run(async |unit| unit.saved(person, after).await).await.unwrap();
        assert!(page.items.len() <= 5);
        seen.extend(page.items);
        after = page.next;
        if after.is_none() {
            return seen;
        }
    }
}

async fn keep(world: &World, person: AccountId, id: RequestId) -> Result<Card, Refusal> {
    world.run(async |unit| unit.keep(person, id).await).await
}

#[tokio::test]
async fn what_is_saved_stays_when_it_closes_and_goes_when_it_is_let_go() {
    let world = World::new().await;
    let (poster, viewer) = (world.person("a").await, world.person("b").await);
    let id = world.publish(poster, shopping("Kettle")).await;
    let card = keep(&world, viewer, id).await.unwrap();
    assert!(card.saved);
    keep(&world, viewer, id).await.unwrap();
    assert_eq!(saved(&world, viewer).await.len(), 1, "twice is once");
    assert!(saved(&world, poster).await.is_empty());
    world.run(async |unit| unit.close(poster, id).await).await.unwrap();
    let kept = saved(&world, viewer).await;
    assert!(matches!(kept[0].state, State::Closed { .. }));
    let opened = world.run(async |unit| unit.open(viewer, id).await).await.unwrap();
    assert!(matches!(opened.state, State::Closed { .. }));
    let card = world.run(async |unit| unit.let_go(viewer, id).await).await.unwrap();
    assert!(!card.saved);
    assert!(saved(&world, viewer).await.is_empty());
    let gone = world.run(async |unit| unit.open(viewer, id).await).await;
    assert_eq!(gone.unwrap_err(), Refusal::OffMarket);
}

#[tokio::test]
async fn one_s_own_and_what_is_not_there_are_not_saved() {
    let world = World::new().await;
    let (poster, viewer) = (world.person("a").await, world.person("b").await);
    let id = world.publish(poster, shopping("Kettle")).await;
    assert_eq!(keep(&world, poster, id).await.unwrap_err(), Refusal::Own);
    let unknown: RequestId = "00000000000000000000000000000001".parse().unwrap();
    assert_eq!(keep(&world, viewer, unknown).await.unwrap_err(), Refusal::Unknown);
    world.run(async |unit| unit.close(poster, id).await).await.unwrap();
    assert_eq!(keep(&world, viewer, id).await.unwrap_err(), Refusal::OffMarket);
}

#[tokio::test]
async fn a_hundred_are_saved_and_no_more() {
    let world = World::new().await;
    let viewer = world.person("viewer").await;
    let mut ids = Vec::new();
    for n in 0..=MOST_SAVED {
        let poster = world.person(&(n / 20).to_string()).await;
        ids.push(world.publish(poster, shopping(&format!("Thing {n}"))).await);
    }
    let last = ids.pop().unwrap();
    for id in &ids {
        keep(&world, viewer, *id).await.unwrap();
    }
    assert_eq!(keep(&world, viewer, last).await.unwrap_err(), Refusal::TooManySaved(MOST_SAVED));
    keep(&world, viewer, ids[0]).await.expect("one that is saved already");
    let kept: Vec<_> = saved(&world, viewer).await.iter().map(|card| card.id).collect();
    let mut sorted = kept.clone();
    sorted.sort();
    ids.sort();
    assert_eq!(sorted, ids, "each once, over all pages");
    world.run(async |unit| unit.let_go(viewer, ids[0]).await).await.unwrap();
    keep(&world, viewer, last).await.unwrap();
}

#[tokio::test]
async fn similar_requests_are_of_the_same_kind_and_route_and_those_with_most_words_come_first() {
    let world = World::new().await;
    let (poster, viewer) = (world.person("a").await, world.person("b").await);
    let example = world.publish(poster, parcel("Baby stroller blue", "Paris", "Tunis")).await;
    let stroller = world.publish(poster, parcel("Stroller for a baby", "Lyon", "Sfax")).await;
    let other = world.publish(poster, parcel("Car parts", "Paris", "Tunis")).await;
    world.publish(poster, parcel("Baby stroller", "Berlin", "Tunis")).await;
    world.publish(poster, shopping("Baby stroller")).await;
    world.publish(viewer, parcel("Baby stroller", "Paris", "Tunis")).await;
    let page = world.run(async |unit| unit.similar(viewer, example).await).await.unwrap();
    let ids: Vec<_> = page.items.iter().map(|card| card.id).collect();
    assert_eq!(ids, [stroller, other]);
    assert_eq!(page.next, None);
}

/// Nobody is told that they are blocked: what they saved looks as if it were closed.
#[tokio::test]
async fn a_saved_request_looks_closed_after_a_block() {
    let world = World::new().await;
    let (poster, viewer) = (world.person("a").await, world.person("b").await);
    let closed = world.publish(poster, shopping("Kettle")).await;
    let hidden = world.publish(poster, shopping("Toaster")).await;
    for id in [closed, hidden] {
        keep(&world, viewer, id).await.unwrap();
    }
    let talk = world.run(async |unit| unit.answer(viewer, hidden).await).await.unwrap().0.id;
    world.run(async |unit| unit.close(poster, closed).await).await.unwrap();
    world.run(async |unit| unit.block(poster, talk).await).await.unwrap();
    let kept = saved(&world, viewer).await;
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|card| matches!(card.state, State::Closed { .. })));
    for id in [closed, hidden] {
        let card = world.run(async |unit| unit.open(viewer, id).await).await.unwrap();
        assert!(matches!(card.state, State::Closed { .. }));
    }
}

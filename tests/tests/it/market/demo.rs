use futures_util::future::join_all;
use marketplace_core::seed_demo;
use marketplace_domain::{
    refusal::Refusal,
    request::{Filter, Kind, Sort},
};

use super::World;

#[tokio::test]
async fn the_demo_town_is_laid_out_once() {
    let world = World::new().await;
    let seeded = join_all((0..3).map(|_| seed_demo(&world.market))).await;
    let mut seeded: Vec<u64> = seeded.into_iter().map(Result::unwrap).collect();
    seeded.sort_unstable();
    assert_eq!(seeded, [0, 0, 40]);

    let visitor = world.person("a").await;
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = world
            .run(async |unit| unit.browse(Some(visitor), &Filter::default(), Sort::Newest, after, 5).await)
            .await
            .unwrap()
            .page;
        seen.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 40);
    assert!(Kind::ALL.into_iter().all(|kind| seen.iter().any(|card| card.content.need.kind() == kind)));
    let answered = world.run(async |unit| unit.answer(visitor, seen[0].id).await).await;
    assert_eq!(answered.unwrap_err(), Refusal::Demo);
}

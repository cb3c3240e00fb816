use chrono::TimeDelta;
use marketplace_domain::{
    id::{AccountId, RequestId},
    request::{Area, Due, Filter, Item, Quantity, Radius, Words},
    text::{Description, ItemName},
};
use tests::fakes::SeededEntropy;

use super::{
    World, content, day,
    model::{Draw, Posted},
    parcel, place, shopping,
};

/// All that is found, page by page.
async fn found(world: &World, viewer: AccountId, filter: &Filter) -> Vec<RequestId> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = world.run(async |unit| unit.browse(viewer, filter, after).await).await.unwrap();
        assert!(page.items.len() <= 5 && page.items.iter().all(|card| !card.mine));
        seen.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert!(seen.is_sorted_by(|a, b| (a.posted, a.id) > (b.posted, b.id)));
    seen.iter().map(|card| card.id).collect()
}

#[tokio::test]
async fn the_database_finds_what_the_model_finds() {
    let world = World::new().await;
    let entropy = SeededEntropy::new(42);
    let draw = Draw(&entropy);
    let mut people = Vec::new();
    for n in 0..10 {
        people.push(world.person(&n.to_string()).await);
    }
    let mut market: Vec<(RequestId, Posted)> = Vec::new();
    for n in 0..150 {
        let posted = draw.posted(people[n % 10]);
        world.clock.advance(TimeDelta::microseconds(i64::from(n % 4 == 0)));
        market.push((world.publish(posted.by, posted.content.clone()).await, posted));
    }
    // Some dates pass: what was published stays on the market.
    world.clock.advance(TimeDelta::days(3));
    let mut hits = 0;
    for round in 0..250 {
        let viewer = people[round % 10];
        let (filter, words) = draw.filter();
        let fits = |posted: &Posted| posted.fits(viewer, day(4), &filter, &words);
        let mut expected: Vec<_> =
            market.iter().filter(|posted| fits(&posted.1)).map(|posted| posted.0).collect();
        let mut found = found(&world, viewer, &filter).await;
        hits += found.len();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{filter:?}");
    }
    assert!(hits > 1000, "the filters find something: {hits}");
}

#[tokio::test]
async fn paging_neither_skips_nor_repeats_while_requests_come_in() {
    let world = World::new().await;
    let (poster, viewer) = (world.person("a").await, world.person("b").await);
    let mut before = Vec::new();
    for n in 0..13 {
        before.push(world.publish(poster, shopping(&format!("Thing {n}"))).await);
        world.clock.advance(TimeDelta::seconds(i64::from(n % 3 == 0)));
    }
    let (mut seen, mut after, mut n) = (Vec::new(), None, 0);
    loop {
        let filter = Filter::default();
        let page = world.run(async |unit| unit.browse(viewer, &filter, after).await).await.unwrap();
        seen.extend(page.items.into_iter().map(|card| card.id));
        after = page.next;
        if after.is_none() {
            break;
        }
        world.clock.advance(TimeDelta::seconds(1));
        world.publish(poster, shopping(&format!("New thing {n}"))).await;
        n += 1;
    }
    seen.sort();
    before.sort();
    assert_eq!(seen, before);
}

#[tokio::test]
async fn words_are_looked_for_in_title_description_and_items() {
    let world = World::new().await;
    let (poster, viewer) = (world.person("a").await, world.person("b").await);
    let mut thing = shopping("Cadeau d'anniversaire");
    thing.description = Some(Description::parse("Pour ma mère, emballé SVP").unwrap());
    if let marketplace_domain::request::Need::Buy { items, .. } = &mut thing.need {
        let name = ItemName::parse("Écouteurs Sony WF-1000XM5").unwrap();
        items.push(Item { name, quantity: Quantity::ONE, link: None, ceiling: None });
    }
    let id = world.publish(poster, thing).await;
    for (typed, hit) in [
        ("anniversaire", true),
        ("MERE emballe", true),
        ("ecouteurs sony", true),
        ("xm5", false), // Not the beginning of a word.
        ("wf 1000", true),
        ("sony casque", false),
        ("' | !('':* & \\", false),
        ("anniv':* | 'x", false),
    ] {
        let Some(words) = Words::parse(typed) else { continue };
        let filter = Filter { words: Some(words), ..Filter::default() };
        assert_eq!(found(&world, viewer, &filter).await.contains(&id), hit, "{typed}");
    }
}

#[tokio::test]
async fn a_circle_reaches_over_the_date_line_and_the_pole() {
    let world = World::new().await;
    let (poster, viewer) = (world.person("a").await, world.person("b").await);
    let at = |lat, lon| {
        let mut there = place("Tunis");
        there.point = marketplace_domain::place::Point::new(lat, lon).unwrap();
        there
    };
    let to = |place| {
        let mut content = parcel("Parcel", "Paris", "Tunis");
        if let marketplace_domain::request::Need::Pickup { to, .. } = &mut content.need {
            *to = place;
        }
        content
    };
    let fiji = world.publish(poster, to(at(-17.0, -179.9))).await;
    let north = world.publish(poster, to(at(89.0, 120.0))).await;
    for (centre, expected) in [(at(-17.0, 179.9), fiji), (at(89.5, -60.0), north)] {
        let radius = Radius::try_from(200).unwrap();
        let filter = Filter { to: Some(Area::Around { place: centre, radius }), ..Filter::default() };
        assert_eq!(found(&world, viewer, &filter).await, [expected]);
    }
}

#[tokio::test]
async fn due_days_count_from_the_viewers_today() {
    let world = World::new().await;
    let (poster, viewer) = (world.person("a").await, world.person("b").await);
    let mut thing = shopping("For today");
    thing.due = Some(day(1));
    world.publish(poster, thing).await;
    world.publish(poster, content("Whenever", shopping("x").need)).await;
    let today = Filter { due: Some(Due::Within(0)), ..Filter::default() };
    assert_eq!(found(&world, viewer, &today).await.len(), 1);
    // 18 h in Tunis: in Tokyo tomorrow began.
    world.clock.advance(TimeDelta::hours(6));
    world.run(async |unit| unit.set_home(viewer, &place("Tokyo")).await).await.unwrap();
    assert_eq!(found(&world, viewer, &today).await, []);
}

use chrono::TimeDelta;
use marketplace_domain::{
    id::{AccountId, RequestId},
    request::{Area, Card, Due, Filter, Item, Quantity, Radius, Sort, Words},
    text::{Description, ItemName},
};
use tests::fakes::SeededEntropy;

use super::{
    World, content, day,
    model::{Draw, Posted, rank},
    parcel, place, shopping,
};

/// All that is found, page by page.
async fn found(world: &World, viewer: AccountId, filter: &Filter) -> Vec<RequestId> {
    let seen = sorted(world, viewer, filter, Sort::Newest, 5).await;
    assert!(seen.is_sorted_by(|a, b| (a.posted, a.id) > (b.posted, b.id)));
    seen.iter().map(|card| card.id).collect()
}

/// The same in an order, so many a page.
async fn sorted(world: &World, viewer: AccountId, filter: &Filter, sort: Sort, most: usize) -> Vec<Card> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let found =
            world.run(async |unit| unit.browse(Some(viewer), filter, sort, after, most).await).await.unwrap();
        assert_eq!(found.instead, None);
        assert!(found.page.items.len() <= most && found.page.items.iter().all(|card| !card.mine));
        seen.extend(found.page.items);
        after = found.page.next;
        if after.is_none() {
            return seen;
        }
    }
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
        let sort = *draw.of(&Sort::ALL);
        let in_order = sorted(&world, viewer, &filter, sort, 1 + round % 7).await;
        let ranks: Vec<_> =
            in_order.iter().map(|card| (rank(&card.content, &filter, sort), card.posted, card.id)).collect();
        assert!(ranks.is_sorted_by(|a, b| a > b), "{sort:?} {filter:?}");
        let mut in_order: Vec<_> = in_order.iter().map(|card| card.id).collect();
        expected.sort();
        found.sort();
        in_order.sort();
        assert_eq!(found, expected, "{filter:?}");
        assert_eq!(in_order, expected, "{sort:?} {filter:?}");
    }
    assert!(hits > 1000, "the filters find something: {hits}");
}

/// New requests come in between two pages, in front of where the reader is and behind it: what was there is shown
/// once each, and nothing twice.
#[tokio::test]
async fn paging_neither_skips_nor_repeats_while_requests_come_in() {
    let radius = Radius::try_from(1000).unwrap();
    let near = Filter { to: Some(Area::Around { place: place("Sousse"), radius }), ..Filter::default() };
    for (sort, filter) in
        [(Sort::Newest, Filter::default()), (Sort::Soonest, Filter::default()), (Sort::Nearest, near)]
    {
        let world = World::new().await;
        let (poster, viewer) = (world.person("a").await, world.person("b").await);
        let towns = ["Tunis", "Sousse", "Sfax", "Monastir"];
        let thing = |n: usize| {
            let mut content = parcel(&format!("Thing {n}"), "Paris", towns[n % towns.len()]);
            content.due = (!n.is_multiple_of(3)).then(|| day(1 + u32::try_from(n % 5).unwrap()));
            content
        };
        let mut before = Vec::new();
        for n in 0..13 {
            before.push(world.publish(poster, thing(n)).await);
            world.clock.advance(TimeDelta::seconds(i64::from(n % 3 == 0)));
        }
        let (mut seen, mut after, mut n) = (Vec::new(), None, 13);
        loop {
            let page = world.run(async |unit| unit.browse(Some(viewer), &filter, sort, after, 3).await).await;
            let page = page.unwrap().page;
            seen.extend(page.items.into_iter().map(|card| card.id));
            after = page.next;
            if after.is_none() {
                break;
            }
            world.clock.advance(TimeDelta::seconds(1));
            // No more than a person may have open.
            if n < 20 {
                world.publish(poster, thing(n)).await;
                n += 1;
            }
        }
        let all = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), all, "{sort:?}: nothing comes twice");
        assert!(before.iter().all(|id| seen.contains(id)), "{sort:?}: nothing is left out");
    }
}

#[tokio::test]
async fn misspelt_words_find_what_is_spelt_most_alike() {
    let world = World::new().await;
    let (poster, viewer) = (world.person("a").await, world.person("b").await);
    let phone = world.publish(poster, shopping("iPhone 15 noir")).await;
    let television = world.publish(poster, shopping("تلفزيون سامسونج")).await;
    let look = async |typed: &str| {
        let filter = Filter { words: Words::parse(typed), ..Filter::default() };
        let found =
            world.run(async |unit| unit.browse(Some(viewer), &filter, Sort::Newest, None, 5).await).await;
        let found = found.unwrap();
        let instead = found.instead.map(|words| words.as_str().to_owned());
        (found.page.items.iter().map(|card| card.id).collect::<Vec<_>>(), instead)
    };
    assert_eq!(look("iphnoe 15").await, (vec![phone], Some("iphone 15".to_owned())));
    assert_eq!(look("IPHONNE").await, (vec![phone], Some("iphone".to_owned())));
    assert_eq!(look("التلفزون").await, (vec![television], Some("تلفزيون".to_owned())));
    assert_eq!(look("iphone").await, (vec![phone], None), "what is right stays");
    assert_eq!(look("iphone samsung").await, (vec![], None));
    assert_eq!(look("unicorn").await, (vec![], None), "nothing is like it");
    assert_eq!(look("noirr iphone").await, (vec![phone], Some("noir iphone".to_owned())));
}

#[tokio::test]
async fn somebody_whom_nobody_knows_sees_the_whole_market() {
    let world = World::new().await;
    let poster = world.person("a").await;
    let id = world.publish(poster, shopping("Kettle")).await;
    let found =
        world.run(async |unit| unit.browse(None, &Filter::default(), Sort::Newest, None, 5).await).await;
    let card = found.unwrap().page.items.remove(0);
    assert_eq!((card.id, card.mine, card.saved), (id, false, false));
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

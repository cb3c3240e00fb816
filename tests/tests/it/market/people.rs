use std::collections::HashSet;

use futures_util::future::join_all;
use marketplace_domain::{
    account::{DEFAULT_ZONE, Identity, Language, Platform},
    id::AccountId,
    refusal::Refusal,
    request::Need,
};
use uuid::Uuid;

use super::{World, content, identity, place};

#[tokio::test]
async fn people_get_one_account_each_in_the_order_asked() {
    let world = World::new().await;
    let known = world.person("b").await;
    let asked = [identity("c"), identity("b"), identity("a"), identity("c")];
    let people = world.run(async |unit| unit.people(&asked).await).await.unwrap();
    assert_eq!(people.len(), 4);
    assert_eq!(people[1].account, known);
    assert_eq!(people[0], people[3]);
    assert_eq!(people.iter().map(|person| person.account).collect::<HashSet<_>>().len(), 3);
    assert!(people.iter().all(|person| person.language.is_none() && person.zone == DEFAULT_ZONE));
    assert_eq!(world.run(async |unit| unit.people(&[]).await).await.unwrap(), []);
}

#[tokio::test]
async fn the_same_id_on_another_platform_is_somebody_else() {
    let world = World::new().await;
    let telegram = world.person("4242").await;
    let web = [Identity { platform: Platform::Web, subject: "4242".into() }];
    let web = world.run(async |unit| unit.people(&web).await).await.unwrap();
    assert_ne!(web[0].account, telegram);
}

#[tokio::test]
async fn newcomers_who_come_at_once_from_all_sides_get_one_account() {
    let world = World::new().await;
    let batches = (0..12).map(|batch: usize| {
        let mut asked: Vec<Identity> = (0..20).map(|n| identity(&n.to_string())).collect();
        asked.rotate_left(batch);
        let world = &world;
        async move { (world.run(async |unit| unit.people(&asked).await).await.unwrap(), batch) }
    });
    let mut seen = HashSet::new();
    for (mut people, batch) in join_all(batches).await {
        people.rotate_right(batch);
        seen.insert(people.into_iter().map(|person| person.account).collect::<Vec<_>>());
    }
    assert_eq!(seen.len(), 1);
    let accounts: i64 =
        sqlx::query_scalar("select count(*) from account").fetch_one(world.db.pool()).await.unwrap();
    assert_eq!(accounts, 20, "nobody is left without an identity");
}

#[tokio::test]
async fn language_and_home_are_remembered() {
    let world = World::new().await;
    let account = world.person("a").await;
    world.run(async |unit| unit.set_language(account, Language::Ar).await).await.unwrap();
    world.run(async |unit| unit.set_home(account, &place("Montréal")).await).await.unwrap();
    let person = world.run(async |unit| unit.person(account).await).await.unwrap();
    assert_eq!(person.language, Some(Language::Ar));
    assert_eq!(person.zone, place("Montréal").zone);
    assert_eq!(person.home, Some(place("Montréal").point.coarse()));
}

#[tokio::test]
async fn the_places_of_earlier_requests_are_known() {
    let world = World::new().await;
    let account = world.person("a").await;
    for (from, to) in [("Paris", "Tunis"), ("Lyon", "Tunis")] {
        let need = Need::Buy { items: Vec::new(), from: Some(place(from)), to: place(to) };
        world.run(async |unit| unit.publish(account, content("Honey", need.clone())).await).await.unwrap();
    }
    let person = world.run(async |unit| unit.person(account).await).await.unwrap();
    assert_eq!(person.places, ["Tunis", "Lyon", "Paris"].map(|name| place(name).id));
}

#[tokio::test]
async fn nobody_is_made_up() {
    let world = World::new().await;
    let nobody = AccountId::from_uuid(Uuid::from_u128(1));
    let language = world.run(async |unit| unit.set_language(nobody, Language::Fr).await).await;
    assert_eq!(language, Err(Refusal::Unknown));
    let home = world.run(async |unit| unit.set_home(nobody, &place("Tunis")).await).await;
    assert_eq!(home, Err(Refusal::Unknown));
    assert_eq!(world.run(async |unit| unit.person(nobody).await).await, Err(Refusal::Unknown));
}

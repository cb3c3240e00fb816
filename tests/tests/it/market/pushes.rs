//! Who is told of a request, and who is not (any more).

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use marketplace_domain::{
    alert::{Choices, QuietHours, Reason, Step, Telling},
    clock::Clock,
    id::{AccountId, RequestId},
    push::{Told, Why},
    refusal::Refusal,
};

use super::{
    World,
    alerts::{called, words},
    shopping,
};

/// What is waiting for somebody, as it would be told now.
async fn told(world: &World, who: AccountId) -> Vec<Told> {
    let rows: Vec<(i64,)> = sqlx::query_as("SELECT id FROM push WHERE account = $1 AND state = 'waiting'")
        .bind(who.uuid())
        .fetch_all(world.db.pool())
        .await
        .unwrap();
    let ids: Vec<i64> = rows.into_iter().map(|row| row.0).collect();
    let told = world.run(async |unit| unit.tell(who, &ids).await).await.unwrap();
    told.into_iter().map(|told| told.1).collect()
}

async fn posted(world: &World, poster: AccountId, title: &str) -> RequestId {
    let id = world.publish(poster, shopping(title)).await;
    world.match_all(10).await;
    id
}

#[tokio::test]
async fn one_request_is_told_once_with_its_reasons() {
    let world = World::new().await;
    let (person, poster) = (world.person("a").await, world.person("b").await);
    world.alert(person, &called("honey")).await;
    world.alert(person, &called("lavender")).await;
    let id = posted(&world, poster, "Lavender honey").await;
    // It is changed, closed and opened again: nobody is told anew.
    world.run(async |unit| unit.save(poster, id, shopping("Lavender honey!")).await).await.unwrap();
    world.run(async |unit| unit.close(poster, id).await).await.unwrap();
    world.run(async |unit| unit.reopen(poster, id).await).await.unwrap();
    world.match_all(10).await;
    let told = told(&world, person).await;
    let [Told::Request(card, Why::Alert(_, reasons))] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((card.id, card.mine), (id, false));
    assert!(matches!(reasons.as_slice(), [Reason::Words(_)]), "{reasons:?}");
}

#[tokio::test]
async fn nobody_is_told_of_their_own() {
    let world = World::new().await;
    let person = world.person("a").await;
    world.alert(person, &called("honey")).await;
    let id = posted(&world, person, "Honey").await;
    assert!(world.concerned(id).await.is_empty());
}

#[tokio::test]
async fn what_is_over_when_its_turn_comes_is_not_told() {
    let world = World::new().await;
    let (person, poster) = (world.person("a").await, world.person("b").await);
    let alert = world.alert(person, &called("honey")).await;
    let id = posted(&world, poster, "Honey").await;
    assert_eq!(told(&world, person).await.len(), 1);
    // The request is closed.
    world.run(async |unit| unit.close(poster, id).await).await.unwrap();
    assert!(told(&world, person).await.is_empty());
    world.run(async |unit| unit.reopen(poster, id).await).await.unwrap();
    world.match_all(10).await;
    assert_eq!(told(&world, person).await.len(), 1);
    // It says something else.
    world.run(async |unit| unit.save(poster, id, shopping("Sugar")).await).await.unwrap();
    assert!(told(&world, person).await.is_empty());
    world.run(async |unit| unit.save(poster, id, shopping("Honey")).await).await.unwrap();
    // The alert is paused, or gone.
    for (off, on) in [(Step::Pause, Step::Resume), (Step::Delete, Step::Restore)] {
        world.run(async |unit| unit.step_alert(person, alert, off).await).await.unwrap();
        assert!(told(&world, person).await.is_empty(), "{off:?}");
        world.run(async |unit| unit.step_alert(person, alert, on).await).await.unwrap();
        assert_eq!(told(&world, person).await.len(), 1);
    }
}

#[tokio::test]
async fn muted_people_and_words_are_not_told_of() {
    let world = World::new().await;
    let (person, poster) = (world.person("a").await, world.person("b").await);
    world.alert(person, &called("honey")).await;
    let first = posted(&world, poster, "Honey").await;
    assert_eq!(told(&world, person).await.len(), 1);
    world.run(async |unit| unit.mute_requester(person, first).await).await.unwrap();
    assert!(told(&world, person).await.is_empty(), "nor of what waited");
    let second = posted(&world, poster, "Honey again").await;
    assert!(world.concerned(second).await.is_empty());
    let muted = world.run(async |unit| unit.muted_people(person).await).await.unwrap();
    assert_eq!((muted.len(), muted[0].request), (1, first));
    // Any request of theirs takes it back.
    world.run(async |unit| unit.unmute_requester(person, second).await).await.unwrap();
    assert!(world.run(async |unit| unit.muted_people(person).await).await.unwrap().is_empty());

    let choices = Choices { muted_words: words("jam confiture"), ..Choices::default() };
    world.run(async |unit| unit.choose(person, &choices).await).await.unwrap();
    let jam = posted(&world, poster, "Honey and jam").await;
    assert!(world.concerned(jam).await.is_empty());
    let third = posted(&world, poster, "Honey, please").await;
    assert!(!world.concerned(third).await.is_empty());
    let choices = Choices { muted_words: words("please"), ..Choices::default() };
    world.run(async |unit| unit.choose(person, &choices).await).await.unwrap();
    assert!(
        told(&world, person)
            .await
            .iter()
            .all(|told| !matches!(told, Told::Request(card, _) if card.id == third))
    );
}

#[tokio::test]
async fn only_somebody_elses_request_leads_to_whom_to_mute() {
    let world = World::new().await;
    let (person, poster) = (world.person("a").await, world.person("b").await);
    let own = world.publish(person, shopping("Own")).await;
    let removed = RequestId::from_uuid(uuid::Uuid::from_u128(7));
    for id in [own, removed] {
        let refused = world.run(async |unit| unit.mute_requester(person, id).await).await;
        assert_eq!(refused.unwrap_err(), Refusal::Unknown);
    }
    let theirs = world.publish(poster, shopping("Theirs")).await;
    for _ in 0..2 {
        world.run(async |unit| unit.mute_requester(person, theirs).await).await.unwrap();
    }
}

#[tokio::test]
async fn a_block_in_either_direction_keeps_both_from_being_told() {
    for blocker in [0, 1] {
        let world = World::new().await;
        let (person, poster) = (world.person("a").await, world.person("b").await);
        world.alert(person, &called("honey")).await;
        world.alert(poster, &called("honey")).await;
        let other = world.publish(poster, shopping("Thing")).await;
        let waiting = posted(&world, poster, "Honey").await;
        let (view, _) = world.run(async |unit| unit.answer(person, other).await).await.unwrap();
        let who = [person, poster][blocker];
        world.run(async |unit| unit.block(who, view.id).await).await.unwrap();
        assert!(told(&world, person).await.is_empty(), "nor of what waited: {waiting:?}");
        let theirs = posted(&world, poster, "Honey").await;
        let mine = posted(&world, person, "Honey").await;
        assert!(world.concerned(theirs).await.is_empty() && world.concerned(mine).await.is_empty());
    }
}

#[tokio::test]
async fn what_comes_in_quiet_hours_waits_for_the_morning() {
    let world = World::new().await;
    let (person, poster) = (world.person("a").await, world.person("b").await);
    world.alert(person, &called("honey")).await;
    // It is noon in Tunis.
    for (quiet, daily, hours) in [(None, false, 0), (Some((11, 15)), false, 3), (None, true, 21)] {
        let quiet = quiet.map(|(from, to)| QuietHours::new(from, to).unwrap());
        let choices = Choices { telling: Telling { quiet, daily }, muted_words: None };
        world.run(async |unit| unit.choose(person, &choices).await).await.unwrap();
        let id = posted(&world, poster, "Honey").await;
        let now = world.clock.now();
        let (due,): (DateTime<Utc>,) = sqlx::query_as("SELECT due_at FROM push WHERE subject = $1")
            .bind(id.uuid())
            .fetch_one(world.db.pool())
            .await
            .unwrap();
        assert_eq!(due, now + TimeDelta::hours(hours));
    }
}

#[tokio::test]
async fn matching_goes_on_where_it_was_cut_off() {
    let world = World::new().await;
    let poster = world.person("poster").await;
    let mut people = BTreeSet::new();
    for n in 0..25 {
        let person = world.person(&n.to_string()).await;
        world.alert(person, &called("honey")).await;
        people.insert(person);
    }
    let id = world.publish(poster, shopping("Honey")).await;
    for round in 0.. {
        // Every second worker dies before its commit.
        let mut unit = world.market.begin().await.unwrap();
        let found = unit.match_some(4).await.unwrap();
        if round % 2 == 0 {
            drop(unit);
            continue;
        }
        unit.commit().await.unwrap();
        // What a dropped unit locked may be locked for a moment longer.
        let waiting: i64 =
            sqlx::query_scalar("SELECT count(*) FROM to_match").fetch_one(world.db.pool()).await.unwrap();
        if found.is_none() && waiting == 0 {
            break;
        }
    }
    assert_eq!(world.concerned(id).await, people);
    let (count,): (i64,) =
        sqlx::query_as("SELECT count(*) FROM push").fetch_one(world.db.pool()).await.unwrap();
    assert_eq!(count, 25, "nobody is told twice");
}

use chrono::{DateTime, TimeDelta, Utc};
use marketplace_domain::{
    id::AccountId,
    push::{Told, Why},
    refusal::Refusal,
    request::{UNDO, Window},
    trip::{MOST_TRIPS, Plan, State, Trip},
};

use super::{World, alerts::called, day, parcel, place, shopping};

fn trip(from: &str, to: &str, first: u32, last: u32) -> Trip {
    let days = Window::new(day(first), day(last)).unwrap();
    Trip::new(Plan { from: place(from), to: place(to), days, room: Some(5000), carries: None }).unwrap()
}

impl World {
    async fn waiting(&self, who: AccountId) -> Vec<Told> {
        let rows: Vec<(i64,)> =
            sqlx::query_as("SELECT id FROM push WHERE account = $1 AND state = 'waiting'")
                .bind(who.uuid())
                .fetch_all(self.db.pool())
                .await
                .unwrap();
        let ids: Vec<i64> = rows.into_iter().map(|row| row.0).collect();
        let told = self.run(async |unit| unit.tell(who, &ids).await).await.unwrap();
        told.into_iter().map(|told| told.1).collect()
    }
}

#[tokio::test]
async fn what_is_on_the_way_is_listed_and_its_requesters_are_told_once() {
    let world = World::new().await;
    let (traveller, requester) = (world.person("t").await, world.person("r").await);
    let on_the_way = world.publish(requester, shopping("Honey")).await;
    world.publish(requester, parcel("Parcel", "Versailles", "La Marsa")).await;
    world.publish(requester, parcel("Elsewhere", "Lyon", "Sfax")).await;
    world.publish(traveller, shopping("Own")).await;
    world.match_all(10).await;
    let posted = world.run(async |unit| unit.post_trip(traveller, &trip("Paris", "Tunis", 5, 6)).await).await;
    let id = posted.unwrap().id;
    let (_, page) = world.run(async |unit| unit.trip(traveller, id, None).await).await.unwrap();
    let titles: Vec<_> = page.items.iter().map(|card| card.content.title.as_str()).collect();
    assert_eq!(titles, ["Parcel", "Honey"]);
    assert!(page.items.iter().any(|card| card.id == on_the_way));
    world.match_all(1).await;
    assert!(matches!(world.waiting(requester).await.as_slice(), [Told::Traveller(..)]));
    // What comes later is told to the traveller; the requester knows of the trip.
    let later = world.publish(requester, shopping("Later")).await;
    world.match_all(1).await;
    assert!(matches!(world.waiting(requester).await.as_slice(), [Told::Traveller(..)]));
    let told = world.waiting(traveller).await;
    assert!(
        matches!(told.as_slice(), [Told::Request(card, Why::Trip(of, _))] if card.id == later && *of == id)
    );
}

#[tokio::test]
async fn an_alert_and_a_trip_tell_of_one_request_once() {
    let world = World::new().await;
    let (traveller, requester) = (world.person("t").await, world.person("r").await);
    world.alert(traveller, &called("honey")).await;
    world.run(async |unit| unit.post_trip(traveller, &trip("Paris", "Tunis", 5, 6)).await).await.unwrap();
    world.publish(requester, shopping("Honey")).await;
    world.match_all(10).await;
    assert!(matches!(world.waiting(traveller).await.as_slice(), [Told::Request(_, Why::Trip(..))]));
    // The other one is told of the trip, in whichever order they came.
    assert!(matches!(world.waiting(requester).await.as_slice(), [Told::Traveller(..)]));
}

#[tokio::test]
async fn a_trip_is_over_with_its_last_day_and_its_traveller_is_told_once() {
    let world = World::new().await;
    let (traveller, requester) = (world.person("t").await, world.person("r").await);
    let plan = trip("Paris", "Tunis", 1, 2);
    let id = world.run(async |unit| unit.post_trip(traveller, &plan).await).await.unwrap().id;
    assert_eq!(world.run(async |unit| unit.end_trips(10).await).await, Ok(0));
    world.clock.set("2026-12-02T23:00:00Z".parse::<DateTime<Utc>>().unwrap());
    let (view, page) = world.run(async |unit| unit.trip(traveller, id, None).await).await.unwrap();
    assert_eq!((view.state, page.items.len()), (State::Over, 0), "also before anybody looked");
    // Two processes look at the same time.
    let (mut one, mut two) = (world.market.begin().await.unwrap(), world.market.begin().await.unwrap());
    assert_eq!((one.end_trips(10).await.unwrap(), two.end_trips(10).await.unwrap()), (1, 0));
    one.commit().await.unwrap();
    two.commit().await.unwrap();
    assert_eq!(world.run(async |unit| unit.end_trips(10).await).await, Ok(0));
    assert!(matches!(world.waiting(traveller).await.as_slice(), [Told::Over(of, _)] if *of == id));
    world.publish(requester, shopping("Too late")).await;
    world.match_all(10).await;
    assert_eq!(world.waiting(traveller).await.len(), 1);
    assert_eq!(
        world.run(async |unit| unit.save_trip(traveller, id, &plan).await).await.unwrap_err(),
        Refusal::NotNow
    );
    assert_eq!(
        world.run(async |unit| unit.cancel_trip(traveller, id).await).await.unwrap_err(),
        Refusal::NotNow
    );
}

#[tokio::test]
async fn a_cancelled_trip_finds_nothing_and_comes_back_for_thirty_seconds() {
    let world = World::new().await;
    let (traveller, requester) = (world.person("t").await, world.person("r").await);
    let plan = trip("Paris", "Tunis", 5, 6);
    let id = world.run(async |unit| unit.post_trip(traveller, &plan).await).await.unwrap().id;
    world.match_all(10).await;
    world.run(async |unit| unit.cancel_trip(traveller, id).await).await.unwrap();
    world.publish(requester, shopping("Meanwhile")).await;
    world.match_all(10).await;
    assert!(world.waiting(traveller).await.is_empty());
    world.run(async |unit| unit.restore_trip(traveller, id).await).await.unwrap();
    world.publish(requester, shopping("Again")).await;
    world.match_all(10).await;
    assert_eq!(world.waiting(traveller).await.len(), 1);
    world.run(async |unit| unit.cancel_trip(traveller, id).await).await.unwrap();
    assert!(world.waiting(requester).await.is_empty(), "nobody is told of a trip that is off");
    world.clock.advance(UNDO + TimeDelta::seconds(1));
    assert_eq!(
        world.run(async |unit| unit.restore_trip(traveller, id).await).await.unwrap_err(),
        Refusal::TooLate
    );
}

#[tokio::test]
async fn a_trip_lies_ahead_and_there_is_an_end_to_them() {
    let world = World::new().await;
    let (traveller, stranger) = (world.person("t").await, world.person("s").await);
    world.clock.set("2026-12-03T00:00:00Z".parse::<DateTime<Utc>>().unwrap());
    let past = world.run(async |unit| unit.post_trip(traveller, &trip("Paris", "Tunis", 1, 2)).await).await;
    assert_eq!(past.unwrap_err(), Refusal::TripPast);
    let mut last = None;
    for n in 0..MOST_TRIPS {
        let plan = trip("Paris", "Tunis", 5 + n, 20);
        last = Some(world.run(async |unit| unit.post_trip(traveller, &plan).await).await.unwrap().id);
    }
    let plan = trip("Paris", "Tunis", 4, 4);
    let more = world.run(async |unit| unit.post_trip(traveller, &plan).await).await;
    assert_eq!(more.unwrap_err(), Refusal::TooManyTrips(MOST_TRIPS));
    let id = last.unwrap();
    assert_eq!(
        world.run(async |unit| unit.trip(stranger, id, None).await).await.unwrap_err(),
        Refusal::Unknown
    );
    assert_eq!(
        world.run(async |unit| unit.cancel_trip(stranger, id).await).await.unwrap_err(),
        Refusal::Unknown
    );
    assert_eq!(
        world.run(async |unit| unit.save_trip(stranger, id, &plan).await).await.unwrap_err(),
        Refusal::Unknown
    );
    assert_eq!(world.run(async |unit| unit.trips(traveller).await).await.unwrap().len(), MOST_TRIPS as usize);
}

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use marketplace_domain::{
    alert::{Alert, Choices, MOST_ALERTS, QuietHours, Step, Telling},
    id::{AccountId, AlertId, RequestId},
    refusal::Refusal,
    request::{Area, Content, Filter, Kind, Need, Parcel, Radius, UNDO, Window, Words},
    trip::{Plan, Trip},
};
use tests::fakes::SeededEntropy;

use super::{
    World, day,
    model::{Draw, VOCABULARY},
    place, shopping,
};

pub(super) fn words(text: &str) -> Option<Words> {
    Words::parse(text)
}

/// What goes to Tunis and is called so.
pub(super) fn called(text: &str) -> Alert {
    Alert::new(Filter { words: words(text), ..Filter::default() }, None).unwrap()
}

impl World {
    pub(super) async fn alert(&self, who: AccountId, alert: &Alert) -> AlertId {
        self.run(async |unit| unit.add_alert(who, alert).await).await.unwrap().id
    }

    /// Matches everything that waits, a few people at a time.
    pub(super) async fn match_all(&self, at_once: i64) {
        while self.run(async |unit| unit.match_some(at_once).await).await.unwrap().is_some() {}
    }

    /// Who is to be told of it.
    pub(super) async fn concerned(&self, request: RequestId) -> BTreeSet<AccountId> {
        let rows: Vec<(uuid::Uuid,)> = sqlx::query_as("SELECT account FROM push WHERE subject = $1")
            .bind(request.uuid())
            .fetch_all(self.db.pool())
            .await
            .unwrap();
        rows.into_iter().map(|row| AccountId::from_uuid(row.0)).collect()
    }
}

/// What somebody watches for.
enum Watched {
    Alert(Alert),
    Trip(Trip),
}

impl Draw<'_> {
    fn watched(&self) -> Option<Watched> {
        if self.chance(20) {
            let first = *self.of(&[2, 6, 11]);
            let days = Window::new(day(first), day(first + *self.of(&[0, 3]))).unwrap();
            let room = self.some(70, || *self.of(&[500, 2000, 9000]));
            let plan = Plan { from: self.place(), to: self.place(), days, room, carries: None };
            return Trip::new(plan).ok().map(Watched::Trip);
        }
        let (filter, _) = self.filter();
        let without = self.some(30, || words(self.of(&VOCABULARY).0)).flatten();
        Alert::new(filter, without).ok().map(Watched::Alert)
    }

    /// With a weight, and due on a day that is ahead.
    fn weighed(&self, mut content: Content) -> Content {
        content.due = content.due.map(|due| due.max(day(3)));
        if let Need::Pickup { parcel, .. } = &mut content.need {
            *parcel = Parcel { grams: self.some(70, || *self.of(&[400, 2000, 5000])), ..Parcel::default() };
        }
        content
    }
}

impl Watched {
    /// Whether the model says that it fits. `plain` are the plain forms of the request's words.
    fn matches(&self, content: &Content, today: NaiveDate, plain: &[&str]) -> bool {
        let has = |word: &str| {
            let (_, sought) = VOCABULARY.iter().find(|(typed, _)| *typed == word).unwrap();
            Some(plain.iter().any(|word| word.starts_with(sought)))
        };
        match self {
            Self::Alert(alert) => alert.matches(content, today, has),
            Self::Trip(trip) => trip.matches(content),
        }
    }
}

#[tokio::test]
async fn the_database_tells_whom_the_model_tells() {
    let world = World::new().await;
    let entropy = SeededEntropy::new(11);
    let draw = Draw(&entropy);
    let mut people = Vec::new();
    for n in 0..14 {
        let person = world.person(&n.to_string()).await;
        // At 12:30 at night in Tunis it is yesterday in Montréal.
        let home = if n % 2 == 0 { "Tunis" } else { "Montréal" };
        world.run(async |unit| unit.set_home(person, &place(home)).await).await.unwrap();
        people.push((person, if n % 2 == 0 { day(3) } else { day(2) }));
    }
    world.clock.advance(TimeDelta::hours(36) + TimeDelta::minutes(30));
    let mut watched = Vec::new();
    for n in 0..140 {
        let (person, today) = people[n % 14];
        match draw.watched() {
            Some(Watched::Alert(alert)) => {
                world.alert(person, &alert).await;
                watched.push((person, today, Watched::Alert(alert)));
            }
            Some(Watched::Trip(trip)) => {
                let posted = world.run(async |unit| unit.post_trip(person, &trip).await).await;
                watched.extend(posted.is_ok().then_some((person, today, Watched::Trip(trip))));
            }
            None => {}
        }
    }
    world.match_all(3).await;
    let mut told = 0;
    for n in 0..160 {
        let posted = draw.posted(people[(n * 5) % 14].0);
        let content = draw.weighed(posted.content);
        let id = world.publish(posted.by, content.clone()).await;
        world.match_all(3).await;
        let fits = |(person, today, watched): &&(AccountId, NaiveDate, Watched)| {
            *person != posted.by && watched.matches(&content, *today, &posted.words)
        };
        let expected: BTreeSet<_> = watched.iter().filter(fits).map(|watched| watched.0).collect();
        told += expected.len();
        assert_eq!(world.concerned(id).await, expected, "{content:?}");
        world.run(async |unit| unit.close(posted.by, id).await).await.unwrap();
    }
    assert!(told > 300, "the alerts find something: {told}");
}

#[tokio::test]
async fn one_alert_is_kept_once_and_there_is_an_end_to_them() {
    let world = World::new().await;
    let person = world.person("a").await;
    let first = world.alert(person, &called("thing 0")).await;
    assert_eq!(world.alert(person, &called("thing 0")).await, first);
    for n in 1..MOST_ALERTS {
        world.alert(person, &called(&format!("thing {n}"))).await;
    }
    for n in 0..50 {
        let more = called(&format!("more {n}"));
        let refused = world.run(async |unit| unit.add_alert(person, &more).await).await;
        assert_eq!(refused.unwrap_err(), Refusal::TooManyAlerts(MOST_ALERTS));
    }
    assert_eq!(world.alert(person, &called("thing 0")).await, first, "it is there already");
    assert_eq!(world.run(async |unit| unit.alerts(person).await).await.unwrap().len(), MOST_ALERTS as usize);
}

#[tokio::test]
async fn an_alert_of_nothing_that_can_be_found_is_refused() {
    let world = World::new().await;
    let person = world.person("a").await;
    // A letter that only stretches others is no word, once it is folded.
    let nothing = called("\u{640}");
    let refused = world.run(async |unit| unit.add_alert(person, &nothing).await).await;
    assert_eq!(refused.unwrap_err(), Refusal::TooBroad);
    assert_eq!(world.run(async |unit| unit.alerts(person).await).await.unwrap(), []);
}

#[tokio::test]
async fn what_is_paused_or_deleted_tells_of_nothing() {
    let world = World::new().await;
    let (person, poster) = (world.person("a").await, world.person("b").await);
    let id = world.alert(person, &called("honey")).await;
    let step =
        async |step| world.run(async |unit| unit.step_alert(person, id, step).await).await.map(|v| v.paused);
    let tells = async || {
        let request = world.publish(poster, shopping("Honey")).await;
        world.match_all(10).await;
        let told = world.concerned(request).await.contains(&person);
        world.run(async |unit| unit.close(poster, request).await).await.unwrap();
        told
    };
    assert!(tells().await);
    assert_eq!(step(Step::Pause).await, Ok(true));
    assert!(!tells().await);
    assert_eq!(step(Step::Resume).await, Ok(false));
    assert!(tells().await);
    step(Step::Delete).await.unwrap();
    assert!(!tells().await);
    assert_eq!(step(Step::Pause).await, Err(Refusal::Unknown));
    step(Step::Restore).await.unwrap();
    assert!(tells().await);
    step(Step::Delete).await.unwrap();
    world.clock.advance(UNDO + TimeDelta::seconds(1));
    assert_eq!(step(Step::Restore).await, Err(Refusal::TooLate));
    let other = called("sugar");
    let saved = world.run(async |unit| unit.save_alert(person, id, &other).await).await;
    assert_eq!(saved.unwrap_err(), Refusal::Unknown);
}

#[tokio::test]
async fn an_alert_that_is_changed_looks_for_something_else() {
    let world = World::new().await;
    let (person, poster) = (world.person("a").await, world.person("b").await);
    let id = world.alert(person, &called("honey")).await;
    let area = Area::Around { place: place("Tunis"), radius: Radius::USUAL };
    let filter = Filter { to: Some(area), kind: Some(Kind::Buy), ..Filter::default() };
    let other = Alert::new(filter, words("honey")).unwrap();
    world.run(async |unit| unit.save_alert(person, id, &other).await).await.unwrap();
    let (honey, sugar) =
        (world.publish(poster, shopping("Honey")).await, world.publish(poster, shopping("Sugar")).await);
    world.match_all(10).await;
    assert!(world.concerned(honey).await.is_empty());
    assert_eq!(world.concerned(sugar).await.len(), 1);
}

#[tokio::test]
async fn nobody_touches_an_alert_of_somebody_else() {
    let world = World::new().await;
    let (owner, stranger) = (world.person("a").await, world.person("b").await);
    let id = world.alert(owner, &called("honey")).await;
    for step in [Step::Pause, Step::Resume, Step::Delete, Step::Restore] {
        let refused = world.run(async |unit| unit.step_alert(stranger, id, step).await).await;
        assert_eq!(refused.unwrap_err(), Refusal::Unknown, "{step:?}");
    }
    let other = called("sugar");
    assert_eq!(
        world.run(async |unit| unit.save_alert(stranger, id, &other).await).await.unwrap_err(),
        Refusal::Unknown
    );
    assert_eq!(world.run(async |unit| unit.alert(stranger, id).await).await.unwrap_err(), Refusal::Unknown);
    let mine = world.run(async |unit| unit.alert(owner, id).await).await.unwrap();
    assert_eq!((mine.alert, mine.paused), (called("honey"), false));
}

#[tokio::test]
async fn choices_are_remembered() {
    let world = World::new().await;
    let person = world.person("a").await;
    assert_eq!(world.run(async |unit| unit.choices(person).await).await, Ok(Choices::default()));
    let quiet = QuietHours::new(22, 7).ok();
    let choices = Choices { telling: Telling { quiet, daily: true }, muted_words: words("iPhone") };
    for choices in [choices, Choices::default()] {
        world.run(async |unit| unit.choose(person, &choices).await).await.unwrap();
        assert_eq!(world.run(async |unit| unit.choices(person).await).await, Ok(choices));
    }
}

//! What cannot be delivered is told to the one who said it.

use std::sync::Arc;

use adapter::Kind;
use chrono::TimeDelta;
use marketplace_domain::place::Point;
use tests::fakes::FakeClock;

use super::{
    script::{Answer, Script},
    world::{OFTEN, Process, Setup, World, eventually, numbered},
};

/// Amira and Karim talk.
async fn talking(script: &Arc<Script>) -> (World, Process) {
    let world = World::new().await;
    let process = world.start(&Setup::of(script)).await;
    world.pair(&process, (script, "amira"), (script, "karim")).await;
    (world, process)
}

async fn told(script: &Script, chat: &str, count: usize) -> Vec<String> {
    eventually("it is told", async || script.undelivered(chat).len() == count).await;
    script.undelivered(chat)
}

/// Lets time pass, once everything that is due now was tried, until so many rows match.
async fn pass(world: &World, clock: &FakeClock, count: i64, rows: &str) {
    let met = format!("select count(*) from {rows}");
    let busy = "select count(*) from lane where leased_until is not null or due_at <= $now";
    eventually(rows, async || {
        let now = marketplace_domain::clock::Clock::now(clock);
        let busy = busy.replace("$now", &format!("'{}'", now.to_rfc3339()));
        if world.number(&busy).await == 0 {
            clock.advance(TimeDelta::minutes(20));
        }
        world.number(&met).await == count
    })
    .await;
}

#[tokio::test]
async fn after_eight_tries_a_line_is_given_up_and_its_sender_told() {
    let script = Script::keyless();
    let clock = Arc::new(FakeClock::default());
    let world = World::at(clock.clone()).await;
    let process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let before = script.calls("karim").len();
    script.next("karim", vec![Answer::Unavailable; 8]);
    process.accept(vec![script.says("amira", "line 0"), script.says("amira", "line 1")]).await.unwrap();
    pass(&world, &clock, 2, "delivery where state = 'sent'").await;
    let told = told(&script, "amira", 1).await;
    assert_eq!(told, ["line 0"]);
    world.until(1, "delivery where notice = 'dead'").await;
    assert_eq!(script.lines("karim"), ["line 1"], "the lane goes on");
    assert_eq!(script.calls("karim").len() - before, 9);
    assert_eq!(world.number("select attempts::bigint from delivery where state = 'dead'").await, 8);
}

#[tokio::test]
async fn a_sender_is_told_also_when_their_own_platform_was_away_for_as_long() {
    let script = Script::keyless();
    let clock = Arc::new(FakeClock::default());
    let world = World::at(clock.clone()).await;
    let process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    script.always("karim", Answer::Unavailable);
    script.next("amira", vec![Answer::Unavailable; 20]);
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    pass(&world, &clock, 1, "delivery where notice is not null and state = 'sent'").await;
    assert_eq!(script.undelivered("amira").len(), 1);
}

#[tokio::test]
async fn a_refused_line_is_told_to_its_sender_and_the_next_one_goes() {
    let script = Script::keyless();
    let (world, process) = talking(&script).await;
    script.next("karim", [Answer::Refused]);
    process.accept(vec![script.says("amira", "line 0"), script.says("amira", "line 1")]).await.unwrap();
    let told = told(&script, "amira", 1).await;
    assert_eq!(told, ["line 0"]);
    world.until(1, "delivery where notice = 'refused'").await;
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line 1"]);
}

#[tokio::test]
async fn nothing_is_sent_to_somebody_who_left_until_they_return() {
    let script = Script::keyless();
    let (world, process) = talking(&script).await;
    world.pair(&process, (&script, "lina"), (&script, "karim")).await;
    let before = script.calls("karim").len();
    script.always("karim", Answer::Gone);
    let batch = ["amira", "lina", "amira"].map(|chat| script.says(chat, "line 0")).to_vec();
    process.accept(batch).await.unwrap();
    let told = told(&script, "amira", 2).await;
    assert_eq!(told, ["line 0", "line 0"]);
    process.accept(vec![script.says("lina", "line 1")]).await.unwrap();
    eventually("lina is told", async || script.undelivered("lina").len() == 2).await;
    world.until(4, "delivery where notice = 'gone'").await;
    assert_eq!(script.calls("karim").len() - before, 1, "one try is enough to know");
    world.until(1, "endpoint where left_at is not null").await;

    script.always("karim", None);
    process.accept(vec![script.update("karim", Kind::Returned)]).await.unwrap();
    process.accept(vec![script.says("amira", "line 2"), script.says("lina", "line 3")]).await.unwrap();
    eventually("karim reads again", async || script.lines("karim").len() == 2).await;
    assert_eq!(world.number("select count(*) from endpoint where left_at is not null").await, 0);

    // Who says that they leave is not even tried.
    process.accept(vec![script.update("karim", Kind::Left)]).await.unwrap();
    process.accept(vec![script.says("amira", "line 4")]).await.unwrap();
    eventually("amira is told", async || script.undelivered("amira").len() == 3).await;
    assert_eq!(script.lines("karim").len(), 2);
}

#[tokio::test]
async fn a_person_who_cannot_be_answered_has_left() {
    let script = Script::keyless();
    let (world, process) = talking(&script).await;
    script.next("karim", [Answer::Gone]);
    process.accept(vec![script.commands("karim", "help")]).await.unwrap();
    world.until(1, "endpoint where left_at is not null").await;
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    told(&script, "amira", 1).await;
    assert!(script.lines("karim").is_empty());
}

#[tokio::test]
async fn twice_unsure_is_told_where_there_are_no_keys() {
    let script = Script::keyless();
    let (world, process) = talking(&script).await;
    script.next("karim", [Answer::Ambiguous { shown: true }, Answer::Ambiguous { shown: false }]);
    process.accept(vec![script.says("amira", "line 0"), script.says("amira", "line 1")]).await.unwrap();
    let told = told(&script, "amira", 1).await;
    assert_eq!(told, ["line 0"]);
    world.until(1, "delivery where notice = 'unsure'").await;
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..2));
    assert_eq!(world.number("select repeats::bigint from delivery where state = 'ambiguous'").await, 1);
}

#[tokio::test]
async fn once_unsure_is_repeated_and_counted_where_there_are_no_keys() {
    let script = Script::keyless();
    let (world, process) = talking(&script).await;
    script.next("karim", [Answer::Ambiguous { shown: true }]);
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line 0", "line 0"], "the one repeat there may be");
    assert_eq!(world.number("select sum(repeats)::bigint from delivery").await, 1);
}

#[tokio::test]
async fn unsure_is_repeated_with_the_same_key_until_it_is_known() {
    let script = Script::keyed();
    let (world, process) = talking(&script).await;
    let before = script.calls("karim").len();
    script.next("karim", [Answer::Ambiguous { shown: true }]);
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line 0"]);
    let calls = script.calls("karim").split_off(before);
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0].key, calls[1].key);
    assert!(script.undelivered("amira").is_empty());
}

#[tokio::test]
async fn a_line_waits_while_the_platform_does_not_accept_our_credentials() {
    let script = Script::keyless();
    let clock = Arc::new(FakeClock::default());
    let world = World::at(clock.clone()).await;
    let process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let before = script.calls("karim").len();
    script.next("karim", vec![Answer::Unauthorized; 10]);
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    pass(&world, &clock, 1, "delivery where state = 'sent'").await;
    assert_eq!(script.calls("karim").len() - before, 11);
    assert_eq!(world.number("select attempts::bigint from delivery").await, 1);
}

#[tokio::test]
async fn a_line_that_cannot_be_read_is_given_up_and_holds_up_nobody() {
    let script = Script::keyless();
    let (world, process) = talking(&script).await;
    world.pair(&process, (&script, "lina"), (&script, "karim")).await;
    script.next(
        "karim",
        [Answer::RateLimited { retry_after: std::time::Duration::from_millis(100), whole_bot: false }],
    );
    process.accept(vec![script.says("amira", "line 0"), script.says("lina", "line 1")]).await.unwrap();
    world.run("update event set body = '[]' where id = (select min(id) from event)").await;
    world.until(1, "delivery where state = 'dead'").await;
    world.until(1, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line 1"]);
    world.until(1, "lane where due_at is null and leased_until is null").await;
}

#[tokio::test]
async fn a_place_that_perhaps_arrived_is_not_repeated_but_told_of() {
    let script = Script::keyless();
    let (world, process) = talking(&script).await;
    let before = script.calls("karim").len();
    script.next("karim", [Answer::Ambiguous { shown: true }]);
    let place = Kind::Location(Point::new(36.80651, 10.18154).unwrap());
    process.accept(vec![script.update("amira", place), script.says("amira", "line 0")]).await.unwrap();
    world.until(1, "delivery where notice = 'unsure' and state = 'sent'").await;
    eventually("the lane goes on", async || script.lines("karim") == ["line 0"]).await;
    assert_eq!(script.calls("karim").len() - before, 2, "the place once, the line once");
    assert_eq!(world.number("select sum(repeats)::bigint from delivery").await, 0);
}

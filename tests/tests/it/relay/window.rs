//! A platform that takes nothing for a chat before its person writes again.

use std::sync::Arc;

use chrono::TimeDelta;
use marketplace_domain::id::ConversationId;
use tests::fakes::FakeClock;

use super::{
    script::{Answer, Script},
    world::{OFTEN, Process, Setup, World, eventually, numbered},
};

const WAITING: &str = "delivery where state in ('pending', 'sending', 'retry', 'held_window')";

/// Amira, Lina and Karim talk, Karim with both. Amira's conversation is returned.
async fn talking(script: &Arc<Script>, clock: &Arc<FakeClock>) -> (World, Process, ConversationId) {
    let world = World::at(clock.clone()).await;
    let process = world.start(&Setup::of(script).sweeping(OFTEN)).await;
    let amiras = world.pair(&process, (script, "amira"), (script, "karim")).await;
    world.pair(&process, (script, "lina"), (script, "karim")).await;
    (world, process, amiras)
}

async fn says(process: &Process, script: &Script, chat: &str, range: std::ops::Range<usize>) {
    let lines = numbered(range);
    process.accept(lines.iter().map(|line| script.says(chat, line)).collect()).await.unwrap();
}

/// Amira says whom she talks to: after a long silence she would be asked.
async fn enters(process: &Process, script: &Script, conversation: ConversationId) {
    process.accept(vec![script.taps("amira", &format!("enter.{conversation}"), None)]).await.unwrap();
}

/// Waits until nothing is due and nobody works.
async fn at_rest(world: &World, clock: &FakeClock) {
    let now = marketplace_domain::clock::Clock::now(clock).to_rfc3339();
    world.until(0, &format!("lane where leased_until is not null or due_at <= '{now}'")).await;
}

#[tokio::test]
async fn what_meets_a_closed_window_waits_three_days_and_goes_in_order_when_its_reader_writes() {
    let (script, clock) = (Script::keyless(), Arc::new(FakeClock::default()));
    let (world, process, amiras) = talking(&script, &clock).await;
    let before = script.calls("karim").len();
    script.always("karim", Answer::WindowClosed);
    says(&process, &script, "amira", 0..3).await;
    says(&process, &script, "lina", 0..1).await;
    eventually("both are told", async || {
        script.undelivered("amira").len() == 1 && script.undelivered("lina").len() == 1
    })
    .await;
    says(&process, &script, "amira", 3..5).await;
    at_rest(&world, &clock).await;
    world.until(2, "delivery where state = 'held_window'").await;
    assert_eq!(
        world.number("select coalesce(sum(attempts), 0)::bigint from delivery where notice is null").await,
        0
    );
    let tries = script.calls("karim").len() - before;
    assert!(tries <= 2, "{tries} calls for a chat that is known to be closed");
    assert_eq!(script.undelivered("amira"), ["line 0"], "they are told once");
    let said = script.screen("amira").into_iter().map(|(_, text)| text);
    assert_eq!(said.filter(|text| text.starts_with('⏳')).count(), 1);

    // Three days later Karim says anything at all.
    clock.advance(TimeDelta::days(3));
    script.always("karim", None);
    process.accept(vec![script.commands("karim", "help")]).await.unwrap();
    world.until(0, WAITING).await;
    let read = script.lines("karim");
    assert_eq!(read.len(), 6);
    world.until(0, "closed_window").await;
    let order: Vec<i64> = sqlx::query_scalar(
        "select v.seq from delivery d join event v on v.id = d.event join link l on l.delivery = d.id
         where d.notice is null and v.conversation =
             (select conversation from event group by conversation having count(*) = 5)
         order by l.native",
    )
    .fetch_all(world.db.pool())
    .await
    .unwrap();
    assert_eq!(order.len(), 5);
    assert!(order.is_sorted(), "{order:?}");

    // What is said afterwards goes at once.
    enters(&process, &script, amiras).await;
    says(&process, &script, "amira", 5..6).await;
    eventually("it arrives", async || script.lines("karim").last().unwrap() == "line 5").await;
}

#[tokio::test]
async fn what_waits_for_a_reader_who_does_not_write_for_a_week_is_told_to_its_sender() {
    let (script, clock) = (Script::keyless(), Arc::new(FakeClock::default()));
    let (world, process, amiras) = talking(&script, &clock).await;
    script.always("karim", Answer::WindowClosed);
    says(&process, &script, "amira", 0..1).await;
    eventually("amira is told", async || script.undelivered("amira").len() == 1).await;
    clock.advance(TimeDelta::days(6));
    enters(&process, &script, amiras).await;
    says(&process, &script, "amira", 1..2).await;
    at_rest(&world, &clock).await;
    assert_eq!(script.undelivered("amira").len(), 1, "it waits, and no news are made of that");

    clock.advance(TimeDelta::days(1) + TimeDelta::minutes(1));
    eventually("the first is given up", async || script.undelivered("amira").len() == 2).await;
    at_rest(&world, &clock).await;
    let last = script.screen("amira").pop().unwrap().1;
    assert!(last.starts_with('❌') && last.ends_with("line 0"), "{last}");
    world.until(1, "delivery where state = 'dead'").await;
    world.until(1, "delivery where state = 'held_window'").await;

    // The second still arrives.
    script.always("karim", None);
    process.accept(vec![script.commands("karim", "help")]).await.unwrap();
    world.until(0, WAITING).await;
    assert_eq!(script.lines("karim"), ["line 1"]);
}

#[tokio::test]
async fn who_writes_while_the_platform_still_says_closed_is_not_forgotten() {
    let (script, clock) = (Script::keyless(), Arc::new(FakeClock::default()));
    let (world, process, _) = talking(&script, &clock).await;
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    script.next("karim", [Answer::WaitThenClosed(Arc::clone(&gate))]);
    let before = script.calls("karim").len();
    says(&process, &script, "amira", 0..1).await;
    eventually("it is tried", async || script.calls("karim").len() == before + 1).await;
    // Karim writes between the platform's decision and the moment that it is written down.
    process.accept(vec![script.commands("karim", "help")]).await.unwrap();
    gate.add_permits(1);
    eventually("it arrives", async || script.lines("karim") == ["line 0"]).await;
    world.until(0, WAITING).await;
    assert!(script.undelivered("amira").is_empty());
}

//! Who is told of a request: everybody whom it concerns, once, behind what people say to each other.

use std::{sync::Arc, time::Duration};

use adapter::Outbound;
use marketplace_domain::{
    alert::Alert,
    id::{AccountId, RequestId},
    request::{Filter, Words},
};
use tokio::{
    sync::Semaphore,
    time::{Instant, sleep},
};

use super::{
    script::{Answer, Script},
    world::{OFTEN, Process, Setup, World, eventually},
};

fn name(number: usize) -> String {
    format!("p{number}")
}

/// People who are here and wait for somebody who wants to learn German.
async fn audience(world: &World, process: &Process, script: &Script, count: usize) -> Vec<AccountId> {
    let mut people = Vec::new();
    for number in 0..count {
        people.push(world.person(script, &name(number)).await);
    }
    let updates = (0..count).map(|number| script.commands(&name(number), "help")).collect();
    process.accept(updates).await.unwrap();
    world.quiet().await;
    let filter = Filter { words: Words::parse("german"), ..Filter::default() };
    let alert = Alert::new(filter, None).unwrap();
    let mut unit = world.market.begin().await.unwrap();
    for person in &people {
        unit.add_alert(*person, &alert).await.unwrap();
    }
    unit.commit().await.unwrap();
    people
}

/// How often somebody was told.
fn told(script: &Script, number: usize) -> usize {
    let screen = script.screen(&name(number));
    screen.iter().filter(|(_, text)| text.contains("Learn German")).count()
}

async fn posted(world: &World, script: &Script) -> RequestId {
    let poster = world.person(script, "poster").await;
    world.request(poster).await
}

const OPEN: &str = "push where state in ('waiting', 'sending')";

#[tokio::test]
async fn a_push_says_why_and_carries_its_buttons() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    audience(&world, &process, &script, 1).await;
    let id = posted(&world, &script).await;
    world.until(1, "push where state = 'sent'").await;
    let (_, text) = script.screen("p0").pop().unwrap();
    assert!(text.contains("Learn German") && text.contains("Fits your alert · 🔤 “german”"), "{text}");
    let Some(Outbound::Send { message, .. }) = script.calls("p0").pop().map(|call| call.what) else {
        panic!("it is a message");
    };
    let buttons: Vec<&str> = message.buttons.iter().flatten().map(|button| button.label.as_str()).collect();
    assert_eq!(buttons, ["💬 Answer", "👎 Not interested", "📄 See the request", "🔕 Mute this alert"]);
    assert!(!text.contains(&id.to_string()));
}

/// Everybody once, although processes die wherever they are: between batches, before a message and after it.
#[tokio::test]
async fn processes_that_are_killed_leave_nobody_out_and_tell_nobody_twice() {
    const PEOPLE: usize = 60;
    let (world, script) = (World::new().await, Script::keyed());
    let setup = Setup::of(&script).sweeping(OFTEN);
    let process = world.start(&setup).await;
    audience(&world, &process, &script, PEOPLE).await;
    // Every seventh message hangs, some after they were shown.
    let hung = || (0..PEOPLE).step_by(7);
    for number in hung() {
        script.always(&name(number), Answer::Stuck { shown: number % 2 == 0 });
    }
    posted(&world, &script).await;
    sleep(Duration::from_millis(30)).await;
    process.kill();
    for life in 1..6 {
        let process = world.start(&setup).await;
        sleep(Duration::from_millis(20 * life)).await;
        process.kill();
    }
    hung().for_each(|number| script.always(&name(number), None));
    let (_one, _two) = (world.start(&setup).await, world.start(&setup).await);
    world.until(PEOPLE as i64, "push where state = 'sent'").await;
    for number in 0..PEOPLE {
        assert_eq!(told(&script, number), 1, "{number}");
    }
}

#[tokio::test]
async fn where_a_platform_has_no_keys_nobody_is_told_twice() {
    let (world, script) = (World::new().await, Script::keyless());
    let setup = Setup::of(&script).sweeping(OFTEN);
    let process = world.start(&setup).await;
    audience(&world, &process, &script, 3).await;
    script.next("p0", [Answer::Stuck { shown: true }]);
    script.next("p1", [Answer::Ambiguous { shown: true }]);
    posted(&world, &script).await;
    eventually("all were told", async || (0..3).all(|number| told(&script, number) == 1)).await;
    world.until(1, "push where state = 'unsure'").await;
    world.until(1, "push where state = 'sent'").await;
    process.kill();
    let _process = world.start(&setup).await;
    world.until(2, "push where state = 'unsure'").await;
    world.until(0, OPEN).await;
    assert!((0..3).all(|number| told(&script, number) == 1));
}

#[tokio::test]
async fn what_nobody_was_told_of_yet_is_dropped_when_the_request_is_closed() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    audience(&world, &process, &script, 40).await;
    let stall = Arc::new(Semaphore::new(0));
    for number in 0..40 {
        script.next(&name(number), [Answer::Wait(Arc::clone(&stall))]);
    }
    let poster = world.person(&script, "poster").await;
    let id = world.request(poster).await;
    eventually("the first are being told", async || {
        world.number("select count(*) from push where state = 'sending'").await >= 20
    })
    .await;
    let mut unit = world.market.begin().await.unwrap();
    unit.close(poster, id).await.unwrap();
    unit.commit().await.unwrap();
    let dropped = world.number("select count(*) from push where state = 'dropped'").await;
    assert!(dropped > 0);
    stall.add_permits(1000);
    world.until(40 - dropped, "push where state = 'sent'").await;
    world.until(0, OPEN).await;
    assert_eq!((0..40).map(|number| told(&script, number)).sum::<usize>() as i64, 40 - dropped);
}

#[tokio::test]
async fn a_storm_keeps_to_the_limit_and_delays_no_line() {
    let script = Script::new(marketplace_domain::account::Platform::Telegram, |capabilities| {
        (capabilities.bot_per_second, capabilities.chat_per_second, capabilities.chat_burst) = (100, 1, 3);
    });
    let world = World::new().await;
    let process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    audience(&world, &process, &script, 300).await;
    posted(&world, &script).await;
    let began = Instant::now();
    eventually("the storm is on", async || {
        world.number("select count(*) from push where state = 'sent'").await >= 30
    })
    .await;
    for number in 0..3 {
        let said = Instant::now();
        process.accept(vec![script.says("amira", &format!("line {number}"))]).await.unwrap();
        eventually("karim reads", async || script.lines("karim").len() == number + 1).await;
        assert!(said.elapsed() < Duration::from_secs(1), "{:?}", said.elapsed());
        assert!(world.number(&format!("select count(*) from {OPEN}")).await > 0, "the storm is still on");
    }
    world.until(300, "push where state = 'sent'").await;
    assert!(began.elapsed() > Duration::from_millis(2500), "{:?}", began.elapsed());
    assert!((0..300).all(|number| told(&script, number) == 1));
}

#[tokio::test]
async fn what_a_platform_asks_for_is_done() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    audience(&world, &process, &script, 5).await;
    let retry_after = Duration::from_millis(300);
    script.next("p0", vec![Answer::RateLimited { retry_after, whole_bot: false }; 2]);
    script.next("p1", [Answer::Unavailable]);
    script.next("p2", [Answer::Gone]);
    script.next("p3", [Answer::WindowClosed]);
    script.next("p4", [Answer::Refused]);
    posted(&world, &script).await;
    world.until(2, "push where state = 'sent'").await;
    world.until(1, "push where state = 'held'").await;
    world.until(1, "push where state = 'dead'").await;
    assert_eq!(world.number("select max(attempts)::bigint from push where state = 'sent'").await, 2);
    assert_eq!((0..5).map(|number| told(&script, number)).collect::<Vec<_>>(), [1, 1, 0, 0, 0]);
    // Whoever left, or was not written to for too long, is told when they are back.
    process.accept(vec![script.says("p2", "hello"), script.says("p3", "hello")]).await.unwrap();
    world.until(4, "push where state = 'sent'").await;
    assert!((0..4).all(|number| told(&script, number) == 1));
}

#[tokio::test]
async fn what_waits_for_one_person_comes_in_one_message() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    audience(&world, &process, &script, 1).await;
    process.stop().await;
    let poster = world.person(&script, "poster").await;
    for _ in 0..7 {
        world.request(poster).await;
    }
    let mut unit = world.market.begin().await.unwrap();
    while unit.match_some(10).await.unwrap().is_some() {}
    unit.commit().await.unwrap();
    let _process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    world.until(7, "push where state = 'sent'").await;
    let texts: Vec<String> = script.screen("p0").into_iter().map(|(_, text)| text).collect();
    let told: Vec<&String> = texts.iter().filter(|text| text.contains("Learn German")).collect();
    assert!(
        matches!(told.as_slice(), [one] if one.contains("7 new things") && one.contains("2 more")),
        "{told:?}"
    );
}

//! Limits of platforms, and of what may wait.

use std::{sync::Arc, time::Duration};

use adapter::Outbound;
use marketplace_domain::account::Language;
use tokio::{sync::Semaphore, time::Instant};

use super::{
    script::{Answer, Script},
    world::{Setup, World, eventually, numbered},
};

#[tokio::test]
async fn a_chat_that_must_wait_does_not_hold_up_others_and_no_try_is_counted() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    world.pair(&process, (&script, "lina"), (&script, "sami")).await;
    let retry_after = Duration::from_millis(600);
    script.next("karim", vec![Answer::RateLimited { retry_after, whole_bot: false }; 2]);
    let began = Instant::now();
    let batch = vec![script.says("amira", "line 0"), script.says("lina", "line 0")];
    process.accept(batch).await.unwrap();
    eventually("sami reads", async || script.lines("sami").len() == 1).await;
    assert!(script.lines("karim").is_empty());
    world.until(2, "delivery where state = 'sent'").await;
    assert!(began.elapsed() >= 2 * retry_after);
    assert_eq!(script.lines("karim"), ["line 0"]);
    assert_eq!(world.number("select sum(attempts)::bigint from delivery").await, 2);
}

#[tokio::test]
async fn a_bot_that_must_wait_sends_nothing_to_anybody_meanwhile() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    world.pair(&process, (&script, "lina"), (&script, "sami")).await;
    let retry_after = Duration::from_millis(600);
    script.next("karim", [Answer::RateLimited { retry_after, whole_bot: true }]);
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    let before = script.calls("sami").len();
    eventually("it was refused", async || script.calls("karim").len() == 2).await;
    let refused = script.calls("karim")[1].at;
    eventually("the pause is known", async || {
        world.number("select count(*) from delivery where state = 'retry'").await == 1
    })
    .await;
    process.accept(vec![script.says("lina", "line 0"), script.commands("nour", "start")]).await.unwrap();
    world.until(2, "delivery where state = 'sent'").await;
    world.quiet().await;
    for call in [&script.calls("sami")[before], &script.calls("nour")[0], &script.calls("karim")[2]] {
        assert!(call.at - refused >= retry_after, "{:?}", call.at - refused);
    }
}

#[tokio::test]
async fn a_change_of_a_card_that_must_wait_is_not_tried_meanwhile() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.person(&script, "amira").await;
    process.accept(vec![script.commands("amira", "start")]).await.unwrap();
    world.quiet().await;
    let card = script.screen("amira")[0].0.clone();
    let retry_after = Duration::from_millis(400);
    script.next("amira", vec![Answer::RateLimited { retry_after, whole_bot: false }; 2]);
    process.accept(vec![script.taps("amira", "go.help", Some(&card))]).await.unwrap();
    world.quiet().await;
    let edits = script.calls("amira").split_off(1);
    assert!(edits.iter().all(|call| matches!(call.what, Outbound::Edit { .. })));
    assert_eq!(edits.len(), 3);
    assert!(edits.windows(2).all(|pair| pair[1].at - pair[0].at >= retry_after));
}

#[tokio::test]
async fn the_line_after_five_hundred_waiting_ones_is_refused_visibly() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let stall = Arc::new(Semaphore::new(0));
    script.next("karim", [Answer::Wait(Arc::clone(&stall))]);
    for from in [0, 250] {
        let batch = (from..from + 250).map(|n| script.says("amira", &format!("line {n}"))).collect();
        process.accept(batch).await.unwrap();
    }
    world.quiet().await;
    let before = script.screen("amira").len();
    process.accept(vec![script.says("amira", "line 500")]).await.unwrap();
    world.quiet().await;
    let screen = script.screen("amira");
    assert_eq!(screen.len(), before + 1);
    let why = conversation::word(Language::En, "refusal-full");
    assert!(screen.last().unwrap().1.contains(&why), "{:?}", screen.last());
    assert_eq!(world.number("select count(*) from event").await, 500);

    // Karim can still answer, and once they are read the number that was refused is given again.
    process.accept(vec![script.says("karim", "line back")]).await.unwrap();
    stall.add_permits(1);
    eventually("some were read", async || script.lines("karim").len() > 20).await;
    process.accept(vec![script.says("amira", "line 500")]).await.unwrap();
    world.until(502, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..501));
    assert_eq!(script.lines("amira"), ["line back"]);
    assert_eq!(world.number("select max(seq) from event where side = 'requester'").await, 501);
}

#[tokio::test]
async fn more_bytes_than_may_wait_are_refused_visibly() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let stall = Arc::new(Semaphore::new(0));
    script.next("karim", [Answer::Wait(Arc::clone(&stall))]);
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sending'").await;
    // A file that fills the room alone stands in what is on its way.
    world
        .run(
            "insert into file (id, account, platform, bot, file, state, next_at, at, kind, format, length)
                 select gen_random_uuid(), requester, 'telegram', 'bot', 'film', 'ready', now(), now(), 'video', 'mp4',
                     512 * 1024 * 1024
                 from conversation limit 1;
             insert into event_file (event, position, file) select event.id, 1, file.id from event, file",
        )
        .await;
    let why = conversation::word(Language::En, "refusal-full");
    process.accept(vec![script.says("amira", "line 1")]).await.unwrap();
    world.quiet().await;
    let screen = script.screen("amira");
    assert!(screen.last().unwrap().1.contains(&why), "{:?}", screen.last());
    assert_eq!(world.number("select count(*) from event").await, 1);

    // Once that has arrived there is room.
    stall.add_permits(1);
    world.until(1, "delivery where state = 'sent'").await;
    process.accept(vec![script.says("amira", "line 1")]).await.unwrap();
    eventually("it arrives", async || script.lines("karim") == ["line 0", "line 1"]).await;
}

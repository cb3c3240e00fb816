//! What comes in is taken once, in its order, and stops nobody.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering::SeqCst},
};

use adapter::{Inbound, Kind, TapId};
use futures_util::future::join_all;
use marketplace_core::OsEntropy;
use marketplace_domain::entropy::Entropy;

use super::{
    script::{Answer, Script},
    world::{NEVER, Setup, World, eventually, numbered},
};

#[tokio::test]
async fn an_update_told_a_hundred_times_at_once_is_taken_once() {
    let (world, script) = (World::new().await, Script::keyless());
    let setup = Setup::of(&script);
    let processes = [world.start(&setup).await, world.start(&setup).await];
    world.pair(&processes[0], (&script, "amira"), (&script, "karim")).await;
    let before = script.calls("amira").len();
    let rows = world.number("select count(*) from inbox").await;

    let updates = [script.says("amira", "line 1"), script.commands("amira", "help")];
    let accepts = (0..100).map(|n| processes[n % 2].accept(vec![updates[n / 2 % 2].clone()]));
    assert!(join_all(accepts).await.iter().all(Result::is_ok));
    world.quiet().await;
    world.until(1, "delivery where state = 'sent'").await;
    assert_eq!(world.number("select count(*) from inbox").await - rows, 2);
    assert_eq!(world.number("select count(*) from event").await, 1);
    assert_eq!(script.lines("karim"), ["line 1"]);
    assert_eq!(script.calls("amira").len() - before, 1, "the help was shown once");
}

#[tokio::test]
async fn a_parked_update_told_many_times_at_once_is_kept_once() {
    let (world, script) = (World::new().await, Script::keyless());
    let setup = Setup::of(&script);
    let processes = [world.start(&setup).await, world.start(&setup).await];
    let update = script.update("a group", Kind::Parked { raw: "{}\0".into() });
    let accepts = (0..40).map(|n| processes[n % 2].accept(vec![update.clone()]));
    assert!(join_all(accepts).await.iter().all(Result::is_ok));
    assert_eq!(world.number("select count(*) from inbox where raw = '{}'").await, 1);
    assert_eq!(world.number("select count(*) from endpoint").await, 0);
}

#[tokio::test]
async fn updates_of_one_chat_are_stepped_in_their_order_in_one_batch_and_in_several() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let says = |n: usize| script.says("amira", &format!("line {n}"));
    process.accept((0..50).map(says).collect()).await.unwrap();
    // Offered one after the other without waiting: they are gathered as they come.
    let offers = (50..90).map(|n| process.accept(vec![says(n)]));
    assert!(join_all(offers).await.iter().all(Result::is_ok));
    for n in 90..100 {
        process.accept(vec![says(n)]).await.unwrap();
    }
    world.until(100, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..100));
}

#[tokio::test]
async fn replies_of_one_chat_come_in_the_order_of_its_updates() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.person(&script, "amira").await;
    let screens = ["help", "settings", "post", "start", "help"];
    let batch = screens.iter().map(|name| script.commands("amira", name)).collect();
    process.accept(batch).await.unwrap();
    world.quiet().await;
    let firsts: Vec<String> = script
        .calls("amira")
        .into_iter()
        .filter_map(|call| match call.what {
            adapter::Outbound::Send { message, .. } => message.text.text().lines().next().map(str::to_owned),
            _ => None,
        })
        .collect();
    assert_eq!(firsts.len(), 5);
    assert!(firsts[1].contains('⚙') && firsts[2].contains('✍'), "{firsts:?}");
    assert!(firsts[0] == firsts[4] && firsts[0] != firsts[3], "{firsts:?}");
    assert_eq!(script.screen("amira").len(), 1, "there is one live card");
}

#[tokio::test]
async fn two_hundred_and_fifty_six_newcomers_fit_in_a_batch() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    let chats: Vec<String> = (0..256).map(|n| format!("person {n}")).collect();
    let batch = chats.iter().map(|chat| script.commands(chat, "start")).collect();
    process.accept(batch).await.unwrap();
    assert_eq!(world.number("select count(*) from endpoint").await, 256);
    assert_eq!(world.number("select count(*) from account").await, 256);
    world.quiet().await;
    assert!(chats.iter().all(|chat| script.screen(chat).len() == 1));
}

#[tokio::test]
async fn an_update_that_cannot_be_stored_is_parked_and_holds_up_nobody() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    // Postgres takes no U+0000.
    let [command, line] = [script.commands("nobody\0", "start"), script.says("nobody\0", "hello")];
    let batch = vec![
        script.says("amira", "line 0"),
        command.clone(),
        line.clone(),
        script.says("amira", "line 1"),
        script.commands("sami", "start"),
    ];
    process.accept(batch).await.unwrap();
    world.until(2, "delivery where state = 'sent'").await;
    world.quiet().await;
    assert_eq!(script.lines("karim"), numbered(0..2));
    assert_eq!(script.screen("sami").len(), 1);
    assert_eq!(world.number("select count(*) from inbox where raw is not null").await, 2);

    process.accept(vec![command]).await.unwrap();
    process.accept(vec![line]).await.unwrap();
    assert_eq!(world.number("select count(*) from inbox where raw is not null").await, 2);
}

#[tokio::test]
async fn a_press_whose_id_has_a_zero_byte_is_answered() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.person(&script, "amira").await;
    let tap = Kind::Tap { tap: TapId("\0".into()), on: None, data: "go.help".into() };
    process.accept(vec![script.update("amira", tap)]).await.unwrap();
    world.quiet().await;
    assert_eq!(script.screen("amira").len(), 1);
    assert_eq!(world.number("select count(*) from inbox where raw is not null").await, 0);
}

#[tokio::test]
async fn a_line_with_zero_bytes_crosses_without_them() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    process.accept(vec![script.says("amira", "line\0 \u{0}1")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line 1"]);
}

/// Randomness that breaks when it is asked for a key, as often as it is told to.
struct Breaking(AtomicI64);

impl Entropy for Breaking {
    fn fill(&self, buffer: &mut [u8]) {
        assert!(buffer.len() != 12 || self.0.fetch_sub(1, SeqCst) <= 0, "as it was told to");
        OsEntropy.fill(buffer);
    }
}

#[tokio::test]
async fn an_update_that_makes_the_code_panic_is_parked_and_holds_up_nobody() {
    let (world, script) = (World::new().await, Script::keyless());
    let breaking = Arc::new(Breaking(AtomicI64::new(0)));
    let setup = Setup { entropy: Arc::clone(&breaking) as Arc<dyn Entropy>, ..Setup::of(&script) };
    let process = world.start(&setup).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    // Once in the batch, and again when it is taken in alone.
    breaking.0.store(2, SeqCst);
    let bad = script.says("amira", "line 0");
    process.accept(vec![bad, script.commands("sami", "start")]).await.unwrap();
    process.accept(vec![script.says("amira", "line 1")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line 1"]);
    world.until(1, "inbox where raw is not null").await;
    eventually("sami is served", async || script.screen("sami").len() == 1).await;
}

#[tokio::test]
async fn a_platform_that_hangs_does_not_hold_up_another() {
    let (world, slow, quick) = (World::new().await, Script::keyless(), Script::keyed());
    let mut setup = Setup::of(&slow);
    setup.platforms.push(Arc::clone(&quick));
    let process = world.start(&setup).await;
    world.pair(&process, (&quick, "amira"), (&quick, "karim")).await;
    // More replies and lanes hang than there is room for.
    for n in 0..20 {
        let (a, b) = (format!("a{n}"), format!("b{n}"));
        world.pair(&process, (&slow, &a), (&slow, &b)).await;
        slow.always(&b, Answer::Stuck { shown: false });
        process.accept(vec![slow.says(&a, "line 0")]).await.unwrap();
    }
    let waiting: Vec<String> = (0..100).map(|n| format!("person {n}")).collect();
    let starts: Vec<Inbound> = waiting.iter().map(|chat| slow.commands(chat, "start")).collect();
    for chat in &waiting {
        slow.always(chat, Answer::Stuck { shown: false });
    }
    process.accept(starts).await.unwrap();
    process.accept(vec![quick.commands("sami", "start"), quick.says("amira", "line 1")]).await.unwrap();
    eventually("sami is served", async || !quick.screen("sami").is_empty()).await;
    eventually("karim reads", async || quick.lines("karim").len() == 1).await;
}

#[tokio::test]
async fn work_for_a_platform_that_nobody_serves_waits_quietly() {
    let (world, gone, here) = (World::new().await, Script::keyless(), Script::keyed());
    let mut setup = Setup::of(&gone);
    setup.platforms.push(Arc::clone(&here));
    let process = world.start(&setup).await;
    world.pair(&process, (&here, "amira"), (&gone, "karim")).await;
    process.stop().await;

    let alone = Setup { platforms: vec![Arc::clone(&here)], ..setup.clone() }.sweeping(super::world::OFTEN);
    let process = world.start(&alone).await;
    process.accept(vec![here.says("amira", "line 1")]).await.unwrap();
    // It has waited for long: nobody rings for it any more.
    world.until(1, "lane where fence > 0 and leased_until is null").await;
    world.run("update delivery set due_at = due_at - interval '1 hour'").await;
    world.run("update lane set due_at = due_at - interval '1 hour', rung_at = null").await;
    let fence = world.number("select fence from lane").await;
    let request = world.request(world.person(&here, "sami").await).await;
    for _ in 0..5 {
        let back = "update request set state = 'open', state_at = now() - interval '1 day'";
        world.run(&format!("{back} where id = '{request}'")).await;
        world.until(1, "request where state = 'expired'").await;
    }
    assert!(world.number("select fence from lane").await <= fence + 2, "it is taken again and again");
    drop(process);

    let _process = world.start(&setup.sweeping(NEVER)).await;
    world.until(1, "delivery where state = 'sent'").await;
    assert_eq!(gone.lines("karim"), ["line 1"]);
}

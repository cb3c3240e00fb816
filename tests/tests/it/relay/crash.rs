//! What a process leaves undone when it is killed, another does.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::Duration,
};

use async_trait::async_trait;
use relay::bell::{Bell, BellError, Lane, LocalBell, Ring};
use tokio::sync::Semaphore;

use super::{
    script::{Answer, Script},
    world::{NEVER, OFTEN, Process, Setup, World, eventually, numbered},
};

#[tokio::test]
async fn a_reply_that_was_stored_but_not_sent_is_sent_by_the_next_start() {
    let (world, script) = (World::new().await, Script::keyless());
    let setup = Setup::of(&script);
    let process = world.start(&setup).await;
    world.person(&script, "amira").await;
    script.next("amira", [Answer::Stuck { shown: false }]);
    process.accept(vec![script.commands("amira", "help")]).await.unwrap();
    eventually("it is being sent", async || script.calls("amira").len() == 1).await;
    process.kill();
    assert!(script.screen("amira").is_empty());
    let _process = world.start(&setup.sweeping(OFTEN)).await;
    world.quiet().await;
    assert_eq!(script.screen("amira").len(), 1);
}

#[tokio::test]
async fn a_reply_that_was_sent_but_not_marked_is_repeated_with_its_key() {
    for (script, shown) in [(Script::keyless(), 2), (Script::keyed(), 1)] {
        let world = World::new().await;
        let setup = Setup::of(&script);
        let process = world.start(&setup).await;
        world.person(&script, "amira").await;
        script.next("amira", [Answer::Stuck { shown: true }]);
        process.accept(vec![script.commands("amira", "help")]).await.unwrap();
        eventually("it was sent", async || script.screen("amira").len() == 1).await;
        process.kill();
        let _process = world.start(&setup.sweeping(OFTEN)).await;
        world.quiet().await;
        assert_eq!(script.screen("amira").len(), shown);
        let keys: Vec<String> = script.calls("amira").into_iter().map(|call| call.key).collect();
        assert_eq!(keys.len(), 2);
        assert_eq!(keys[0], keys[1]);
    }
}

/// Loses what it is rung for until it is mended.
struct Broken(LocalBell, AtomicBool);

#[async_trait]
impl Bell for Broken {
    async fn ring(&self, lanes: &[Lane]) -> Result<(), BellError> {
        if self.1.load(SeqCst) { self.0.ring(lanes).await } else { Ok(()) }
    }

    async fn listen(&self) -> Result<Vec<Ring>, BellError> {
        self.0.listen().await
    }

    async fn answered(&self, rings: &[Ring]) -> Result<(), BellError> {
        self.0.answered(rings).await
    }

    async fn again(&self, ring: &Ring, wait: Duration) -> Result<(), BellError> {
        self.0.again(ring, wait).await
    }

    async fn dead_letters(&self) -> Result<Vec<Ring>, BellError> {
        self.0.dead_letters().await
    }

    async fn settle(&self) {}
}

#[tokio::test]
async fn a_lane_that_nobody_rang_for_is_rung_by_the_sweeper() {
    let (world, script) = (World::new().await, Script::keyless());
    let bell = Arc::new(Broken(LocalBell::new(Duration::from_secs(70)), AtomicBool::new(false)));
    let setup = Setup::of(&script).with_bell(Arc::clone(&bell) as Arc<dyn Bell>).sweeping(OFTEN);
    let process = world.start(&setup).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    process.accept(vec![script.says("amira", "line 0"), script.says("amira", "line 1")]).await.unwrap();
    assert!(script.lines("karim").is_empty());
    bell.1.store(true, SeqCst);
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..2));
}

/// Karim's line was shown, and the process died before it could write that down.
async fn shown_and_killed(script: &Arc<Script>) -> (World, Process) {
    let world = World::new().await;
    let setup = Setup::of(script);
    let process = world.start(&setup).await;
    world.pair(&process, (script, "amira"), (script, "karim")).await;
    script.next("karim", [Answer::Stuck { shown: true }]);
    process.accept(vec![script.says("amira", "line 0"), script.says("amira", "line 1")]).await.unwrap();
    eventually("it was sent", async || script.lines("karim").len() == 1).await;
    process.kill();
    assert_eq!(world.number("select count(*) from delivery where state = 'sending'").await, 1);
    let process = world.start(&setup.sweeping(OFTEN)).await;
    world.until(2, "delivery where state = 'sent'").await;
    (world, process)
}

#[tokio::test]
async fn an_interrupted_line_is_repeated_once_and_counted_where_there_are_no_keys() {
    let script = Script::keyless();
    let (world, _process) = shown_and_killed(&script).await;
    assert_eq!(script.lines("karim"), ["line 0", "line 0", "line 1"]);
    assert_eq!(world.number("select sum(repeats)::bigint from delivery").await, 1);
    assert!(script.undelivered("amira").is_empty());
}

#[tokio::test]
async fn an_interrupted_line_is_repeated_with_its_key_where_there_are_keys() {
    let script = Script::keyed();
    let (world, _process) = shown_and_killed(&script).await;
    assert_eq!(script.lines("karim"), ["line 0", "line 1"]);
    assert_eq!(world.number("select sum(repeats)::bigint from delivery").await, 0);
    let keys: Vec<String> = script.calls("karim").into_iter().skip(1).map(|call| call.key).collect();
    assert_eq!((keys.len(), &keys[0]), (3, &keys[1]));
}

#[tokio::test]
async fn a_lane_is_freed_when_its_process_is_dead_and_not_while_it_lives() {
    let (world, script) = (World::new().await, Script::keyed());
    let setup = Setup::of(&script);
    let first = world.start(&setup).await;
    world.pair(&first, (&script, "amira"), (&script, "karim")).await;
    script.next("karim", [Answer::Stuck { shown: false }]);
    let before = script.calls("karim").len();
    first.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    eventually("it is being sent", async || script.calls("karim").len() == before + 1).await;

    let second = world.start(&setup.sweeping(OFTEN)).await;
    second.accept(vec![script.says("amira", "line 1")]).await.unwrap();
    // The second sweeps, and sees that the first lives.
    let sami = world.request(world.person(&script, "sami").await).await;
    for _ in 0..3 {
        let back = "update request set state = 'open', state_at = now() - interval '1 day'";
        world.run(&format!("{back} where id = '{sami}'")).await;
        world.until(1, "request where state = 'expired'").await;
    }
    assert_eq!(script.calls("karim").len(), before + 1);
    first.kill();
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..2));
}

#[tokio::test]
async fn what_an_outlived_worker_writes_is_refused() {
    let (world, script) = (World::new().await, Script::keyed());
    let setup = Setup::of(&script);
    let first = world.start(&setup).await;
    world.pair(&first, (&script, "amira"), (&script, "karim")).await;
    let stall = Arc::new(Semaphore::new(0));
    script.next("karim", [Answer::Wait(Arc::clone(&stall))]);
    let before = script.calls("karim").len();
    first.accept(vec![script.says("amira", "line 0"), script.says("amira", "line 1")]).await.unwrap();
    eventually("it is being sent", async || script.calls("karim").len() == before + 1).await;
    // Its lease ends while it stalls.
    world.run("update lane set leased_until = now() - interval '1 second'").await;
    let _second = world.start(&setup.sweeping(OFTEN)).await;
    world.until(2, "delivery where state = 'sent'").await;
    stall.add_permits(1);
    drop(first);
    assert_eq!(script.lines("karim"), numbered(0..2));
    assert_eq!(world.number("select count(*) from link").await, 2);
}

#[tokio::test]
async fn a_process_that_is_told_to_stop_finishes_the_line_that_it_is_sending() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let stall = Arc::new(Semaphore::new(0));
    script.next("karim", [Answer::Wait(Arc::clone(&stall))]);
    let before = script.calls("karim").len();
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    eventually("it is being sent", async || script.calls("karim").len() == before + 1).await;
    let finish = async {
        tokio::task::yield_now().await;
        stall.add_permits(1);
    };
    tokio::join!(process.stop(), finish);
    assert_eq!(world.number("select count(*) from delivery where state = 'sent'").await, 1);
    let _process = world.start(&Setup::of(&script).sweeping(NEVER)).await;
    assert_eq!(script.lines("karim"), ["line 0"]);
}

//! What the bell does wrong harms nobody.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};

use async_trait::async_trait;
use relay::bell::{Bell, BellError, Lane, LocalBell, Receipt, Ring, SqsBell};
use tests::sqs::SqsServer;

use super::{
    script::{Answer, Script},
    world::{OFTEN, Setup, World, numbered},
};

/// Rings twice, in another order, or not at all; hears things twice.
struct Unruly {
    bell: Arc<dyn Bell>,
    count: AtomicU64,
}

#[async_trait]
impl Bell for Unruly {
    async fn ring(&self, lanes: &[Lane]) -> Result<(), BellError> {
        for lane in lanes.iter().rev() {
            match self.count.fetch_add(1, SeqCst) % 4 {
                0 => {}
                1 => return Err(BellError("out of reach".into())),
                2 => self.bell.ring(&[*lane]).await?,
                _ => self.bell.ring(&[*lane, *lane + 1, *lane, *lane - 1]).await?,
            }
        }
        Ok(())
    }

    async fn listen(&self) -> Result<Vec<Ring>, BellError> {
        let mut rings = self.bell.listen().await?;
        rings.reverse();
        rings.extend(rings.clone());
        rings.push(Ring { lane: i64::MAX, receipt: Receipt::Here(u64::MAX), times: 1 });
        Ok(rings)
    }

    async fn answered(&self, rings: &[Ring]) -> Result<(), BellError> {
        self.bell.answered(rings).await
    }

    async fn again(&self, ring: &Ring, wait: Duration) -> Result<(), BellError> {
        self.bell.again(ring, wait).await
    }

    async fn dead_letters(&self) -> Result<Vec<Ring>, BellError> {
        self.bell.dead_letters().await
    }

    async fn settle(&self) {}
}

async fn bells_doubled_shuffled_and_lost_lose_nothing_and_keep_the_order(bell: Arc<dyn Bell>) {
    let (world, script) = (World::new().await, Script::keyless());
    let bell = Arc::new(Unruly { bell, count: AtomicU64::new(0) });
    let setup = Setup::of(&script).with_bell(bell).sweeping(OFTEN);
    let processes = [world.start(&setup).await, world.start(&setup).await];
    let chats: Vec<(String, String)> = (0..4).map(|n| (format!("a{n}"), format!("b{n}"))).collect();
    for (a, b) in &chats {
        world.pair(&processes[0], (&script, a), (&script, b)).await;
    }
    for n in 0..20 {
        let batch = chats.iter().map(|(a, _)| script.says(a, &format!("line {n}"))).collect();
        processes[n % 2].accept(batch).await.unwrap();
    }
    world.until(80, "delivery where state = 'sent'").await;
    for (_, b) in &chats {
        assert_eq!(script.lines(b), numbered(0..20));
    }
}

#[tokio::test]
async fn in_process_bells_doubled_shuffled_and_lost_lose_nothing() {
    let bell = LocalBell::new(Duration::from_millis(300));
    bells_doubled_shuffled_and_lost_lose_nothing_and_keep_the_order(Arc::new(bell)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqs_bells_doubled_shuffled_and_lost_lose_nothing() {
    let server = SqsServer::start().await;
    let bell = SqsBell::new(server.client(), server.queue("rings").await, Duration::from_secs(2));
    bells_doubled_shuffled_and_lost_lose_nothing_and_keep_the_order(Arc::new(bell)).await;
}

/// Never comes back to whoever rings it.
struct Stuck(LocalBell);

#[async_trait]
impl Bell for Stuck {
    async fn ring(&self, _lanes: &[Lane]) -> Result<(), BellError> {
        std::future::pending().await
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
async fn a_bell_that_hangs_does_not_hold_up_what_comes_in() {
    let (world, script) = (World::new().await, Script::keyless());
    let bell = Arc::new(Stuck(LocalBell::new(Duration::from_secs(70))));
    let process = world.start(&Setup::of(&script).with_bell(bell)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    for n in 0..3 {
        process.accept(vec![script.says("amira", &format!("line {n}"))]).await.unwrap();
    }
    drop(process);
    // The next start finds what nobody rang for.
    let _process = world.start(&Setup::of(&script)).await;
    world.until(3, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..3));
}

/// Counts how often it is rung.
struct Counting(LocalBell, AtomicU64);

#[async_trait]
impl Bell for Counting {
    async fn ring(&self, lanes: &[Lane]) -> Result<(), BellError> {
        self.1.fetch_add(lanes.len() as u64, SeqCst);
        self.0.ring(lanes).await
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
async fn a_lane_that_must_wait_is_rung_once_when_it_may_go_on() {
    let (world, script) = (World::new().await, Script::keyless());
    let bell = Arc::new(Counting(LocalBell::new(Duration::from_secs(70)), AtomicU64::new(0)));
    let process = world.start(&Setup::of(&script).with_bell(Arc::clone(&bell) as Arc<dyn Bell>)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    script.next("karim", [Answer::RateLimited { retry_after: Duration::from_millis(700), whole_bot: false }]);
    for n in 0..40 {
        process.accept(vec![script.says("amira", &format!("line {n}"))]).await.unwrap();
    }
    let before = bell.1.load(SeqCst);
    world.until(40, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..40));
    // Forty lines in quanta of eight.
    let rung = bell.1.load(SeqCst) - before;
    assert!(rung <= 12, "rung {rung} times");
}

#[tokio::test]
async fn a_line_that_comes_while_its_lane_is_given_back_is_rung_for() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    // As if it was rung for before: the worker that heard it is about to give the lane back.
    world.until(1, "lane where leased_until is null").await;
    world.run("update lane set rung_at = now()").await;
    let mut release = world.db.pool().begin().await.unwrap();
    sqlx::query("update lane set rung_at = null").execute(&mut *release).await.unwrap();
    let line = process.accept(vec![script.says("amira", "line 1")]);
    let give_back = async {
        let waits = "select count(*) from pg_stat_activity
                     where datname = current_database() and wait_event_type = 'Lock'";
        super::world::eventually("the line waits", async || world.number(waits).await == 1).await;
        release.commit().await.unwrap();
    };
    let (accepted, ()) = tokio::join!(line, give_back);
    accepted.unwrap();
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..2));
}

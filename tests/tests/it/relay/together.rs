//! Several processes share the work through SQS and Redis, also while these are away.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};

use async_trait::async_trait;
use chrono::TimeDelta;
use marketplace_domain::account::Platform;
use relay::{
    bell::{Bell, BellError, Lane, LocalBell, Ring, SqsBell},
    limiter::Limiter,
};
use tests::{
    fakes::FakeClock,
    redis::RedisServer,
    sqs::{self, SqsServer},
    sqs_proxy::SqsProxy,
};
use tokio::time::{Instant, sleep, timeout};

use super::{
    script::{Answer, Script},
    world::{OFTEN, Process, Setup, World, eventually, numbered},
};

/// A queue behind a proxy.
struct Queue {
    _server: SqsServer,
    proxy: SqsProxy,
    url: String,
}

impl Queue {
    async fn new() -> Self {
        let server = SqsServer::start().await;
        let url = server.queue("rings").await;
        let proxy = SqsProxy::start(server.url()).await;
        Self { _server: server, proxy, url }
    }

    /// A bell of one more process.
    fn bell(&self) -> Arc<dyn Bell> {
        Arc::new(SqsBell::new(sqs::client(self.proxy.url()), self.url.clone(), Duration::from_secs(70)))
    }
}

/// Pairs of people, "a0" and "b0" and so on.
async fn pairs(world: &World, process: &Process, script: &Script, count: usize) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for n in 0..count {
        let (a, b) = (format!("a{n}"), format!("b{n}"));
        world.pair(process, (script, &a), (script, &b)).await;
        pairs.push((a, b));
    }
    pairs
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_away_for_an_hour_loses_nothing_and_holds_nothing_up() {
    let clock = Arc::new(FakeClock::default());
    let (world, script, queue) = (World::at(clock.clone()).await, Script::keyless(), Queue::new().await);
    let bell = queue.bell();
    let process = world.start(&Setup::of(&script).with_bell(Arc::clone(&bell)).sweeping(OFTEN)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let say = async |range: std::ops::Range<usize>| {
        for n in range {
            process.accept(vec![script.says("amira", &format!("line {n}"))]).await.unwrap();
        }
    };
    queue.proxy.away(true);
    say(0..3).await;
    world.until(3, "delivery where state = 'sent'").await;
    for minutes in 1..=6 {
        clock.advance(TimeDelta::minutes(10));
        say(2 + minutes..3 + minutes).await;
    }
    world.until(9, "delivery where state = 'sent'").await;
    queue.proxy.away(false);
    say(9..12).await;
    let sent = "delivery where state = 'sent'";
    if timeout(Duration::from_secs(3), world.until(12, sent)).await.is_err() {
        // A poll that broke took a ring with it: that is what the sweeper is for. Not sooner: the lease of a
        // worker would be over in the middle of its work.
        clock.advance(TimeDelta::minutes(1));
    }
    world.until(12, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..12), "each once, in order");
    assert!(bell.dead_letters().await.unwrap().is_empty());
    assert_eq!(world.number("select count(*) from lane where quarantined").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_could_not_ring_for_is_sent_by_another_without_the_queue() {
    let (world, script, queue) = (World::new().await, Script::keyed(), Queue::new().await);
    let process = world.start(&Setup::of(&script).with_bell(queue.bell())).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    queue.proxy.away(true);
    let before = script.calls("karim").len();
    script.next("karim", [Answer::Stuck { shown: false }]);
    let lines = (0..4).map(|n| script.says("amira", &format!("line {n}"))).collect();
    process.accept(lines).await.unwrap();
    eventually("the first is being sent", async || script.calls("karim").len() == before + 1).await;
    let other = world.start(&Setup::of(&script).with_bell(queue.bell()).sweeping(OFTEN)).await;
    process.kill();
    world.until(4, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..4));
    drop(other);
}

/// Counts what it is rung for, and is never heard.
struct Deaf(LocalBell, AtomicU64);

#[async_trait]
impl Bell for Deaf {
    async fn ring(&self, lanes: &[Lane]) -> Result<(), BellError> {
        self.1.fetch_add(lanes.len() as u64, SeqCst);
        Ok(())
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
async fn two_leaders_ring_for_an_overdue_lane_no_more_often_than_one() {
    let every = Duration::from_millis(250);
    let (world, script) = (World::new().await, Script::keyless());
    let bell = Arc::new(Deaf(LocalBell::new(Duration::from_secs(70)), AtomicU64::new(0)));
    let setup = Setup::of(&script).with_bell(Arc::clone(&bell) as Arc<dyn Bell>).sweeping(every);
    let leaders = [world.start(&setup).await, world.start(&setup).await];
    world.pair(&leaders[0], (&script, "amira"), (&script, "karim")).await;
    let began = Instant::now();
    leaders[0].accept(vec![script.says("amira", "line 0")]).await.unwrap();
    eventually("it is rung for again and again", async || bell.1.load(SeqCst) >= 6).await;
    // Once when it was said, and then once in five sixths of the time of a sweep, whoever sweeps.
    let most = 1 + began.elapsed().as_millis() / (every * 5 / 6).as_millis() + 1;
    assert!(u128::from(bell.1.load(SeqCst)) <= most, "{} rings, at most {most}", bell.1.load(SeqCst));
}

#[tokio::test]
async fn two_leaders_take_over_what_a_dead_process_left_once() {
    for _ in 0..3 {
        let (world, script) = (World::new().await, Script::keyed());
        let setup = Setup::of(&script);
        let first = world.start(&setup).await;
        world.pair(&first, (&script, "amira"), (&script, "karim")).await;
        script.next("nour", [Answer::Stuck { shown: false }]);
        script.next("karim", [Answer::Stuck { shown: false }]);
        let before = script.calls("karim").len();
        first.accept(vec![script.says("amira", "line 0"), script.commands("nour", "start")]).await.unwrap();
        eventually("both are being sent", async || {
            script.calls("karim").len() == before + 1 && script.calls("nour").len() == 1
        })
        .await;
        let leaders = [
            world.start(&Setup::of(&script).sweeping(OFTEN)).await,
            world.start(&Setup::of(&script).sweeping(OFTEN)).await,
        ];
        first.kill();
        world.until(1, "delivery where state = 'sent'").await;
        world.quiet().await;
        assert_eq!(script.calls("karim").len(), before + 2, "the line is sent once more");
        assert_eq!(script.calls("nour").len(), 2, "and so is the reply");
        drop(leaders);
    }
}

/// The most calls to anybody within a second.
fn busiest_second(script: &Script, chats: &[(String, String)], since: Instant) -> usize {
    let calls = chats.iter().flat_map(|(_, b)| script.calls(b));
    let mut times: Vec<Instant> = calls.map(|call| call.at).filter(|at| *at >= since).collect();
    times.sort();
    let within = |from: &Instant| {
        let end = *from + Duration::from_secs(1);
        times.iter().filter(|at| *at >= from && **at < end).count()
    };
    times.iter().map(within).max().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_keep_a_bots_limit_together_also_while_redis_is_away() {
    const RATE: usize = 60;
    let script = Script::new(Platform::Telegram, |capabilities| capabilities.bot_per_second = RATE as u32);
    let (world, queue, mut redis) = (World::new().await, Queue::new().await, RedisServer::start().await);
    let mut processes = Vec::new();
    for _ in 0..2 {
        let limiter = Limiter::shared(&redis.url()).await.unwrap();
        let setup = Setup::of(&script).with_bell(queue.bell()).with_limiter(limiter).sweeping(OFTEN);
        processes.push(world.start(&setup).await);
    }
    let chats = pairs(&world, &processes[0], &script, 12).await;
    sleep(Duration::from_secs(1)).await;
    let say = async |range: std::ops::Range<usize>| {
        for n in range {
            let batch = chats.iter().map(|(a, _)| script.says(a, &format!("line {n}"))).collect();
            processes[n % 2].accept(batch).await.unwrap();
        }
    };
    let began = Instant::now();
    say(0..10).await;
    world.until(120, "delivery where state = 'sent'").await;
    let busiest = busiest_second(&script, &chats, began);
    // Each for itself would send twice the rate. On a busy machine calls come late and then together.
    assert!((RATE / 2..RATE * 3 / 2).contains(&busiest), "{busiest}");

    redis.go_away().await;
    sleep(Duration::from_secs(1)).await;
    let began = Instant::now();
    say(10..15).await;
    world.until(180, "delivery where state = 'sent'").await;
    let busiest = busiest_second(&script, &chats, began);
    assert!(busiest < RATE * 3 / 4, "two quarters: {busiest}");
    redis.come_back().await;
    say(15..20).await;
    world.until(240, "delivery where state = 'sent'").await;
    for (_, b) in &chats {
        assert_eq!(script.lines(b), numbered(0..20));
    }
}

/// Says so many rounds of lines at this pace. Returns how many lines that were, and the requests to
/// SQS that they cost, by operation.
async fn requests(rounds: usize, pace: Duration) -> (usize, BTreeMap<String, u64>) {
    const PAIRS: usize = 150;
    let (world, script, queue) = (World::new().await, Script::keyless(), Queue::new().await);
    let setup = || Setup::of(&script).with_bell(queue.bell());
    let processes = [world.start(&setup()).await, world.start(&setup()).await];
    let chats = pairs(&world, &processes[0], &script, PAIRS).await;
    for n in 0..rounds {
        // As they come in life: some here, some there, all through the time.
        for (index, group) in chats.chunks(PAIRS / 10).enumerate() {
            let batch = group.iter().map(|(a, _)| script.says(a, &format!("line {n}"))).collect();
            processes[index % 2].accept(batch).await.unwrap();
            sleep(pace / 10).await;
        }
    }
    let lines = rounds * PAIRS;
    world.until(lines as i64, "delivery where state = 'sent'").await;
    // Answers leave half a second later.
    sleep(Duration::from_millis(700)).await;
    for (_, b) in &chats {
        assert_eq!(script.lines(b), numbered(0..rounds));
    }
    (lines, queue.proxy.counts())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relayed_line_costs_no_more_than_two_fifths_of_a_request_at_load() {
    for (rounds, pace) in [(4, Duration::ZERO), (8, Duration::from_millis(500))] {
        let (lines, counts) = requests(rounds, pace).await;
        let ratio = counts.values().sum::<u64>() as f64 / lines as f64;
        println!("{lines} lines, a round each {pace:?}: {ratio:.2} requests a line, {counts:?}");
        assert!(ratio <= 0.4, "{ratio:.2}");
    }
}

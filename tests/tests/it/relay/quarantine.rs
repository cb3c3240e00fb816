//! A lane that nobody can work at harms nobody else, and waits for an operator.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use marketplace_core::{Market, OsEntropy};
use marketplace_domain::clock::SystemClock;
use relay::{
    bell::{Bell, BellError, Lane, LocalBell, Ring, SqsBell},
    quarantine::Quarantine,
};
use tests::sqs::SqsServer;

use super::{
    script::Script,
    world::{Setup, World, numbered},
};

/// Does not pause before what failed comes again.
struct Hasty(Arc<dyn Bell>);

#[async_trait]
impl Bell for Hasty {
    async fn ring(&self, lanes: &[Lane]) -> Result<(), BellError> {
        self.0.ring(lanes).await
    }

    async fn listen(&self) -> Result<Vec<Ring>, BellError> {
        self.0.listen().await
    }

    async fn answered(&self, rings: &[Ring]) -> Result<(), BellError> {
        self.0.answered(rings).await
    }

    async fn again(&self, ring: &Ring, _wait: Duration) -> Result<(), BellError> {
        self.0.again(ring, Duration::ZERO).await
    }

    async fn dead_letters(&self) -> Result<Vec<Ring>, BellError> {
        self.0.dead_letters().await
    }

    async fn settle(&self) {
        self.0.settle().await;
    }
}

async fn a_lane_that_always_fails_waits_for_an_operator(bell: Arc<dyn Bell>) {
    let (world, script) = (World::new().await, Script::keyless());
    let sweep = Duration::from_millis(300);
    let setup = Setup::of(&script).with_bell(Arc::new(Hasty(Arc::clone(&bell)))).sweeping(sweep);
    let process = world.start(&setup).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    world.pair(&process, (&script, "lina"), (&script, "sami")).await;
    let lane = world.number("select id from endpoint where chat = 'karim'").await;
    let broken = format!(
        "create function fail() returns trigger language plpgsql as $$
         begin raise exception 'as told' using errcode = '22000'; end $$;
         create trigger failing before update on delivery
         for each row when (new.state = 'sending' and new.endpoint = {lane}) execute function fail();"
    );
    world.run(&broken).await;
    process.accept(vec![script.says("amira", "line 0"), script.says("lina", "line 0")]).await.unwrap();
    world.until(1, "lane where quarantined").await;
    assert_eq!(world.number("select endpoint from lane where quarantined").await, lane);
    process.accept(vec![script.says("amira", "line 1"), script.says("lina", "line 1")]).await.unwrap();
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("sami"), numbered(0..2), "others go on");

    let market = Market::new(world.db.pool().clone(), Arc::new(SystemClock), Arc::new(OsEntropy));
    let quarantine = Quarantine::new(Arc::new(market), Arc::clone(&bell));
    let [listed] = &quarantine.list().await.unwrap()[..] else { panic!("one lane") };
    assert_eq!((listed.lane, listed.platform.as_str(), listed.waiting), (lane, "telegram", 2));
    assert!(listed.since.is_some());

    // What was broken is mended: still nobody works at it, until an operator says so.
    world.run("drop trigger failing on delivery").await;
    bell.ring(&[lane]).await.unwrap();
    process.accept(vec![script.says("lina", "line 2")]).await.unwrap();
    world.until(3, "delivery where state = 'sent'").await;
    assert!(script.lines("karim").is_empty());
    assert!(quarantine.release(Some(lane + 1_000)).await.unwrap().is_empty());
    assert_eq!(quarantine.release(Some(lane)).await.unwrap(), [lane]);
    world.until(5, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..2), "nothing was lost");
    assert!(quarantine.release(None).await.unwrap().is_empty());
    assert!(quarantine.list().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn in_process_a_lane_that_always_fails_is_quarantined() {
    a_lane_that_always_fails_waits_for_an_operator(Arc::new(LocalBell::new(Duration::from_secs(70)))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqs_a_lane_that_always_fails_is_quarantined() {
    let server = SqsServer::start().await;
    let queue = server.queue("rings").await;
    let bell = SqsBell::new(server.client(), queue, Duration::from_secs(70));
    a_lane_that_always_fails_waits_for_an_operator(Arc::new(bell)).await;
}

#[tokio::test]
async fn a_dead_letter_that_no_process_saw_counts_for_the_operator() {
    let (world, script) = (World::new().await, Script::keyless());
    let bell: Arc<dyn Bell> = Arc::new(LocalBell::new(Duration::from_secs(70)));
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    let lane = world.number("select id from endpoint where chat = 'karim'").await;
    bell.ring(&[lane]).await.unwrap();
    for _ in 0..relay::bell::MOST_TIMES {
        let rings = bell.listen().await.unwrap();
        bell.again(&rings[0], Duration::ZERO).await.unwrap();
    }
    let market = Market::new(world.db.pool().clone(), Arc::new(SystemClock), Arc::new(OsEntropy));
    let quarantine = Quarantine::new(Arc::new(market), Arc::clone(&bell));
    let listed = quarantine.list().await.unwrap();
    assert_eq!(listed.iter().map(|lane| (lane.lane, lane.waiting)).collect::<Vec<_>>(), [(lane, 0)]);
    assert!(bell.dead_letters().await.unwrap().is_empty(), "it stands in the database now");
    assert_eq!(quarantine.release(None).await.unwrap(), [lane]);
    assert_eq!(bell.listen().await.unwrap()[0].lane, lane, "it is rung for");
}

#[tokio::test]
async fn a_database_that_is_away_puts_no_lane_into_quarantine() {
    let (world, script) = (World::new().await, Script::keyless());
    let bell: Arc<dyn Bell> = Arc::new(LocalBell::new(Duration::from_secs(70)));
    let setup = Setup::of(&script).with_bell(Arc::new(Hasty(Arc::clone(&bell))));
    let process = world.start(&setup.sweeping(Duration::from_millis(100))).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let broken = "create function fail() returns trigger language plpgsql as $$
                  begin raise exception 'as told' using errcode = '57P01'; end $$;
                  create trigger failing before update on lane
                  for each row when (new.leased_until is not null) execute function fail();";
    world.run(broken).await;
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    let lane = world.number("select id from endpoint where chat = 'karim'").await;
    for _ in 0..30 {
        bell.ring(&[lane]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    world.run("drop trigger failing on lane").await;
    world.until(1, "delivery where state = 'sent'").await;
    assert_eq!(world.number("select count(*) from lane where quarantined").await, 0);
}

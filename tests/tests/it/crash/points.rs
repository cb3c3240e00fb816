//! `kill -9` at each point where it could matter: a real process, stopped exactly there, a real
//! Postgres, and for the bell a real queue.

use std::time::Duration;

use relay::bell::{Bell, SqsBell};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tests::{
    fake_telegram::{FakeTelegram, Fault, Rule},
    pairs,
    postgres::TestDatabase,
    process::{Product, Running},
    sqs::SqsServer,
    sqs_proxy::SqsProxy,
};
use tokio::time::{Instant, sleep};

use super::{
    PROGRAM,
    speaker::{Speaker, heard, speakers, tail},
};

/// The advisory lock at which the product is stopped: "stop".
const STOP: i64 = 0x7374_6f70;
const PATIENCE: Duration = Duration::from_secs(40);

/// Two people on Telegram who talk, and the product, which runs until it is killed.
struct Stage {
    database: TestDatabase,
    fake: FakeTelegram,
    speaker: Speaker,
    product: Product,
    running: Option<Running>,
}

/// Something at which the product waits, until it is lifted.
struct Barrier(PgConnection);

impl Stage {
    async fn new() -> Self {
        Self::with(|product| product).await
    }

    async fn with(set: impl FnOnce(Product) -> Product) -> Self {
        let database = TestDatabase::new().await;
        let fake = FakeTelegram::start().await;
        let pairs = pairs::make(database.pool(), fake.token().split(':').next().unwrap(), 1).await;
        let speaker = speakers(&fake, &pairs).remove(0);
        let product = Product::new(PROGRAM)
            .with("DATABASE_URL", database.url())
            .with("TELEGRAM_BOT_TOKEN", fake.token())
            .with("TELEGRAM_API_URL", fake.url());
        let mut stage = Self { database, fake, speaker, product: set(product), running: None };
        stage.start().await;
        stage
    }

    async fn start(&mut self) {
        self.running = Some(self.product.start().await);
    }

    async fn kill(&mut self) {
        self.running.take().unwrap().kill().await;
    }

    /// Stops the product where it makes a row of this table such that the condition holds.
    async fn stop_at(&self, when: &str, condition: &str) -> Barrier {
        let mut barrier = PgConnection::connect(&self.database.url()).await.unwrap();
        sqlx::query("select pg_advisory_lock($1)").bind(STOP).execute(&mut barrier).await.unwrap();
        let sql = format!(
            "create function stop() returns trigger language plpgsql as
             $$ begin perform pg_advisory_xact_lock_shared({STOP}); return new; end $$;
             create trigger stop before {when} for each row when ({condition}) execute function stop()"
        );
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut barrier).await.unwrap();
        Barrier(barrier)
    }

    async fn number(&self, sql: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(self.database.pool()).await.unwrap()
    }

    /// Waits until so many rows match.
    async fn until(&self, count: i64, rows: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.number(&format!("select count(*) from {rows}")).await != count {
            let log = tail(&self.product.log());
            assert!(Instant::now() < deadline, "not {count} of {rows}; the log ends:\n{log}");
            sleep(Duration::from_millis(10)).await;
        }
    }

    async fn until_it_stands_still(&self) {
        self.until(1, &format!("pg_locks where locktype = 'advisory' and objid = {STOP} and not granted"))
            .await;
    }

    /// The numbers of the lines that the other one reads.
    fn heard(&self) -> Vec<usize> {
        let (lines, strangers) = heard(&self.fake.chat(self.speaker.listener), self.speaker.user.id());
        assert_eq!(strangers, 0);
        lines
    }

    /// Kills the product where it stands still, starts it again, says one more line, and waits until
    /// both lines are through. Returns what was read.
    async fn killed_and_started(&mut self, barrier: Barrier) -> Vec<usize> {
        self.kill().await;
        barrier.lift().await;
        self.start().await;
        self.through().await
    }

    async fn through(&mut self) -> Vec<usize> {
        self.speaker.speak();
        self.until(2, "delivery where state = 'sent'").await;
        self.until(0, "delivery where state <> 'sent'").await;
        assert_eq!(self.fake.pending_updates(), 0, "all is confirmed");
        assert_eq!(self.number("select count(*) from event").await, 2);
        assert_eq!(self.number("select max(seq) from event").await, 2);
        self.heard()
    }
}

impl Barrier {
    /// Ends what a dead process left waiting at it, as the server does once it notices, and is gone.
    async fn lift(mut self) {
        let ended = "select pg_terminate_backend(pid) from pg_locks
                     where locktype = 'advisory' and objid = $1 and not granted";
        sqlx::query(ended).bind(STOP).execute(&mut self.0).await.unwrap();
        let there = "select exists (select from pg_locks where objid = $1 and not granted)";
        while sqlx::query_scalar(there).bind(STOP).fetch_one(&mut self.0).await.unwrap() {
            sleep(Duration::from_millis(5)).await;
        }
        self.open().await;
    }

    /// Lets whoever waits go on.
    async fn open(mut self) {
        sqlx::query("select pg_advisory_unlock($1)").bind(STOP).execute(&mut self.0).await.unwrap();
        sqlx::query("drop function stop() cascade").execute(&mut self.0).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_the_inbox_commit() {
    let mut stage = Stage::new().await;
    let barrier = stage.stop_at("insert on event", "true").await;
    stage.speaker.speak();
    stage.until_it_stands_still().await;
    assert_eq!(stage.number("select count(*) from event").await, 0);
    assert_eq!(stage.fake.pending_updates(), 1, "Telegram keeps it");
    assert_eq!(stage.killed_and_started(barrier).await, [1, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_the_commit_before_the_acknowledgement() {
    let mut stage = Stage::new().await;
    let barrier = stage.stop_at("insert on event", "true").await;
    stage.speaker.speak();
    stage.until_it_stands_still().await;
    // From now on no acknowledgement gets through.
    stage.fake.fault(Rule::chance(1.0, Fault::DropBefore).method("getUpdates"));
    barrier.open().await;
    stage.until(1, "delivery where state = 'sent'").await;
    assert_eq!(stage.fake.pending_updates(), 1, "it is stored and not acknowledged");
    stage.kill().await;
    stage.fake.clear_faults();
    stage.start().await;
    assert_eq!(stage.through().await, [1, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_the_bell() {
    let server = SqsServer::start().await;
    let queue = server.queue("rings").await;
    let proxy = SqsProxy::start(server.url()).await;
    let mut stage = Stage::with(|product| with_queue(product, &queue, proxy.url())).await;
    // Nothing reaches the queue, and the process itself gets no further than to take up the lane.
    proxy.away(true);
    let barrier =
        stage.stop_at("update on lane", "new.leased_until is not null and old.leased_until is null").await;
    stage.speaker.speak();
    stage.until(1, "delivery where state = 'pending'").await;
    stage.kill().await;
    barrier.lift().await;
    assert_eq!(stage.number("select count(*) from delivery where state = 'pending'").await, 1);
    proxy.away(false);
    stage.start().await;
    assert_eq!(stage.through().await, [1, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_when_sending_is_committed_and_nothing_sent() {
    let mut stage = Stage::new().await;
    stage.fake.fault(Rule::next(1, Fault::Hang).method("sendMessage").chat(stage.speaker.listener));
    stage.speaker.speak();
    stage.until(1, "delivery where state = 'sending'").await;
    let deadline = Instant::now() + PATIENCE;
    while stage.fake.faults_struck() == 0 {
        assert!(Instant::now() < deadline, "the call comes");
        sleep(Duration::from_millis(5)).await;
    }
    stage.kill().await;
    assert!(stage.heard().is_empty());
    stage.start().await;
    assert_eq!(stage.through().await, [1, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_when_it_is_sent_and_that_is_not_committed() {
    let mut stage = Stage::new().await;
    let barrier = stage.stop_at("update on delivery", "new.state = 'sent'").await;
    stage.speaker.speak();
    stage.until_it_stands_still().await;
    assert_eq!(stage.heard(), [1]);
    assert_eq!(stage.number("select count(*) from delivery where state = 'sending'").await, 1);
    // Telegram has no keys: once more, and counted.
    assert_eq!(stage.killed_and_started(barrier).await, [1, 1, 2]);
    assert_eq!(stage.number("select sum(repeats)::bigint from delivery").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_the_bells_message_is_deleted() {
    let server = SqsServer::start().await;
    let queue = server.queue("rings").await;
    let proxy = SqsProxy::start(server.url()).await;
    let mut stage = Stage::with(|product| with_queue(product, &queue, proxy.url())).await;
    proxy.keep_all(true);
    stage.speaker.speak();
    stage.until(1, "delivery where state = 'sent'").await;
    assert_eq!(stage.heard(), [1]);
    stage.kill().await;
    proxy.keep_all(false);
    // When its time is over it is visible again: the same ring, only sooner.
    let lane = stage.number("select endpoint from lane").await;
    let bell = SqsBell::new(server.client(), queue.clone(), Duration::from_secs(70));
    bell.ring(&[lane]).await.unwrap();
    bell.settle().await;
    stage.start().await;
    assert_eq!(stage.through().await, [1, 2]);
    assert_eq!(stage.number("select sum(repeats)::bigint from delivery").await, 0);
}

fn with_queue(product: Product, queue: &str, endpoint: &str) -> Product {
    product
        .with("SQS_QUEUE_URL", queue)
        .with("AWS_ENDPOINT_URL", endpoint)
        .with("AWS_REGION", "eu-west-3")
        .with("AWS_ACCESS_KEY_ID", "test")
        .with("AWS_SECRET_ACCESS_KEY", "test")
}

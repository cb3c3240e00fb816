//! A database, and processes on it that can be killed.

use std::{sync::Arc, time::Duration};

use adapter::{Adapter, Article, Inbound, Ingress, NotAccepted, Question};
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use marketplace_core::{Market, OsEntropy, blobs::Blobs, seal::Place, vault::WrappedKey};
use marketplace_domain::{
    account::Language,
    clock::{Clock, SystemClock},
    contact::Policy,
    conversation::Side,
    entropy::Entropy,
    id::{AccountId, ConversationId, RequestId},
    request::{Content, Need, Photos},
    text::Title,
};
use relay::{
    Parts, Relay,
    bell::{Bell, LocalBell},
    limiter::Limiter,
};
use sqlx::{AssertSqlSafe, postgres::PgPoolOptions};
use tests::{keys::unlock, postgres::TestDatabase};
use tokio::{
    runtime::Runtime,
    time::{Instant, sleep},
};

use super::script::Script;

/// A sweep that no test lives to see.
pub(super) const NEVER: Duration = Duration::from_secs(3600);
/// A sweep that comes at once.
pub(super) const OFTEN: Duration = Duration::from_millis(40);

/// What a process is started with.
#[derive(Clone)]
pub(super) struct Setup {
    pub platforms: Vec<Arc<Script>>,
    pub bell: Arc<dyn Bell>,
    pub limiter: Arc<Limiter>,
    pub sweep: Duration,
    pub entropy: Arc<dyn Entropy>,
    pub contacts: Policy,
    pub blobs: Arc<Blobs>,
}

impl Setup {
    pub(super) fn of(platform: &Arc<Script>) -> Self {
        Self {
            platforms: vec![Arc::clone(platform)],
            bell: Arc::new(LocalBell::new(Duration::from_secs(70))),
            limiter: Arc::default(),
            sweep: NEVER,
            entropy: Arc::new(OsEntropy),
            contacts: Policy::default(),
            blobs: Arc::new(nowhere()),
        }
    }

    pub(super) fn sweeping(self, sweep: Duration) -> Self {
        Self { sweep, ..self }
    }

    pub(super) fn with_blobs(self, blobs: &Arc<Blobs>) -> Self {
        Self { blobs: Arc::clone(blobs), ..self }
    }

    pub(super) fn with_bell(self, bell: Arc<dyn Bell>) -> Self {
        Self { bell, ..self }
    }

    pub(super) fn with_limiter(self, limiter: Limiter) -> Self {
        Self { limiter: Arc::new(limiter), ..self }
    }
}

/// A database with a market on it.
pub(super) struct World {
    pub db: TestDatabase,
    pub market: Market,
    clock: Arc<dyn Clock>,
}

impl World {
    pub(super) async fn new() -> Self {
        Self::at(Arc::new(SystemClock)).await
    }

    pub(super) async fn at(clock: Arc<dyn Clock>) -> Self {
        let db = TestDatabase::new().await;
        let market = Market::new(db.pool().clone(), Arc::clone(&clock), Arc::new(OsEntropy));
        unlock(&market).await;
        let world = Self { db, market, clock };
        // Processes are killed here, the server never is: nobody need wait for the disk.
        let options = "do $$ begin
                           execute format('alter database %I set synchronous_commit to off', current_database());
                       end $$";
        world.run(options).await;
        world
    }

    /// Starts a process of its own: it shares nothing with others but the database, and what the
    /// setup says.
    pub(super) async fn start(&self, setup: &Setup) -> Process {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.unwrap();
        let (url, clock, setup) = (self.db.url(), Arc::clone(&self.clock), setup.clone());
        let relay = runtime.spawn(async move {
            let pool = PgPoolOptions::new().max_connections(4).acquire_timeout(Duration::from_secs(2));
            let pool = pool.connect(&url).await.unwrap();
            let market = Arc::new(Market::new(pool, clock, setup.entropy));
            unlock(&market).await;
            let relay = Relay::start(Parts {
                market: Arc::clone(&market),
                blobs: setup.blobs,
                adapters: setup.platforms.into_iter().map(|script| script as Arc<dyn Adapter>).collect(),
                bell: setup.bell,
                limiter: setup.limiter,
                site: "https://store.example".to_owned(),
                contacts: setup.contacts,
                sweep_every: setup.sweep,
                take_back_after: Duration::ZERO,
            })
            .await
            .unwrap();
            (relay, market)
        });
        let (relay, market) = relay.await.unwrap();
        Process { market, relay: Some(relay), runtime: Some(runtime) }
    }

    /// Makes an account that speaks English.
    pub(super) async fn person(&self, script: &Script, chat: &str) -> AccountId {
        let mut unit = self.market.begin().await.unwrap();
        let account = unit.people(&[script.identity(chat)]).await.unwrap()[0].account;
        unit.set_language(account, Language::En).await.unwrap();
        unit.commit().await.unwrap();
        account
    }

    pub(super) async fn request(&self, account: AccountId) -> RequestId {
        let need = Need::Service { meetup: None };
        let title = Title::parse("Learn German").unwrap();
        let content =
            Content { title, description: None, need, due: None, reward: None, photos: Photos::default() };
        let mut unit = self.market.begin().await.unwrap();
        let id = unit.publish(account, content).await.unwrap().id;
        unit.commit().await.unwrap();
        id
    }

    /// Lets two people talk: what either says goes to the other. Their cards are shown already.
    pub(super) async fn pair(
        &self,
        process: &Process,
        (script, a): (&Script, &str),
        (other, b): (&Script, &str),
    ) -> ConversationId {
        let (requester, provider) = (self.person(script, a).await, self.person(other, b).await);
        let request = self.request(requester).await;
        let mut unit = self.market.begin().await.unwrap();
        let id = unit.answer(provider, request).await.unwrap().0.id;
        unit.commit().await.unwrap();
        let enter = format!("enter.{id}");
        process.accept(vec![script.taps(a, &enter, None), other.taps(b, &enter, None)]).await.unwrap();
        self.quiet().await;
        id
    }

    /// What one side said in a conversation: the numbers and texts of its lines, as somebody opens
    /// them who has the master key.
    pub(super) async fn said(&self, id: ConversationId, side: Side) -> Vec<(i64, String)> {
        let rows: Vec<(i64, Vec<u8>, String, Vec<u8>)> = sqlx::query_as(
            "select seq, body, master, wrapped from event join data_key on data_key.id = conversation
             where conversation = $1 and side = $2 and wrapped is not null order by seq",
        )
        .bind(id.uuid())
        .bind(side.name())
        .fetch_all(self.db.pool())
        .await
        .unwrap();
        rows.into_iter().map(|row| self.open(id, side, row)).collect()
    }

    fn open(
        &self,
        id: ConversationId,
        side: Side,
        (seq, body, master, bytes): (i64, Vec<u8>, String, Vec<u8>),
    ) -> (i64, String) {
        let key = self.market.vault().unwrap(&WrappedKey { id: id.uuid(), master, bytes }).unwrap();
        let text = key.open(Place::Line { conversation: id, side, seq }, &body).unwrap();
        let text: serde_json::Value = serde_json::from_slice(&text).unwrap();
        (seq, text["text"].as_str().unwrap().to_owned())
    }

    /// The words of one side that were not destroyed.
    pub(super) async fn said_that_is_there(&self, id: ConversationId, side: Side) -> Vec<String> {
        let rows: Vec<(i64, Vec<u8>, String, Vec<u8>)> = sqlx::query_as(
            "select seq, body, master, wrapped from event join data_key on data_key.id = conversation
             where conversation = $1 and side = $2 and body is not null and kind in ('line', 'edited')
             order by seq",
        )
        .bind(id.uuid())
        .bind(side.name())
        .fetch_all(self.db.pool())
        .await
        .unwrap();
        rows.into_iter().map(|row| self.open(id, side, row).1).collect()
    }

    /// A number that the database gives.
    pub(super) async fn number(&self, sql: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(self.db.pool()).await.unwrap()
    }

    pub(super) async fn run(&self, sql: &str) {
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(self.db.pool()).await.unwrap();
    }

    /// Waits until this many rows match.
    pub(super) async fn until(&self, count: i64, rows: &str) {
        let sql = format!("select count(*) from {rows}");
        eventually(&format!("{count} of {rows}"), async || self.number(&sql).await == count).await;
    }

    /// Waits until every reply was sent and written down.
    pub(super) async fn quiet(&self) {
        self.until(0, "reply").await;
        self.until(0, "endpoint where former is not null").await;
    }
}

/// A process at work.
pub(super) struct Process {
    pub market: Arc<Market>,
    relay: Option<Relay>,
    runtime: Option<Runtime>,
}

impl Process {
    pub(super) async fn accept(&self, updates: Vec<Inbound>) -> Result<(), NotAccepted> {
        self.relay.as_ref().unwrap().accept(updates).await
    }

    pub(super) async fn look_up(&self, question: Question) -> Vec<Article> {
        self.relay.as_ref().unwrap().look_up(question).await
    }

    /// Ends it as `kill -9` does: nothing is finished, every connection is cut.
    pub(super) fn kill(mut self) {
        self.end();
    }

    /// Ends it as it is told to end.
    pub(super) async fn stop(mut self) {
        let relay = self.relay.take().unwrap();
        self.runtime.as_ref().unwrap().spawn(relay.stop()).await.unwrap();
    }

    fn end(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

/// A bucket that nobody ever asks.
fn nowhere() -> Blobs {
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("nowhere"))
        .endpoint_url("http://127.0.0.1:1")
        .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
        .build();
    Blobs::new(aws_sdk_s3::Client::from_conf(config), "nowhere")
}

/// Waits for something to be so.
pub(super) async fn eventually(what: &str, mut met: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !met().await {
        assert!(Instant::now() < deadline, "still not so: {what}");
        sleep(Duration::from_millis(5)).await;
    }
}

/// "line 0", "line 1" …
pub(super) fn numbered(range: std::ops::Range<usize>) -> Vec<String> {
    range.map(|number| format!("line {number}")).collect()
}

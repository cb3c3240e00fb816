//! The whole system in this process: the market on a database of its own, the relay, the adapters,
//! and the servers that the platforms are.

use std::{net::Ipv4Addr, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use marketplace_core::{Market, seed_demo};
use marketplace_domain::entropy::Entropy;
use nwassik::{
    config::Config,
    options::ServeOptions,
    serve::{Pace, Shop, Work, open_shop, serve_http},
    storage::Storage,
};
use relay::bell::LocalBell;
use tempfile::TempDir;
use tests::{
    fake_telegram::{FakeTelegram, Topics},
    fakes::{FakeClock, SeededEntropy},
    keys::unlock,
    postgres::TestDatabase,
};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

/// It is looked often for requests whose time is over, because the clock leaps.
const PACE: Pace = Pace { sweep_every: Duration::from_millis(200), take_back_after: Duration::ZERO };
/// As in the product.
const VISIBILITY: Duration = Duration::from_secs(70);

/// How Telegram's updates come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// They are asked for.
    Polling,
    /// They are brought.
    Webhook,
}

/// A running system.
pub(super) struct World {
    pub(super) clock: Arc<FakeClock>,
    pub(super) database: TestDatabase,
    pub(super) telegram: FakeTelegram,
    /// The address of the web.
    pub(super) site: String,
    shop: Shop,
    stop: CancellationToken,
    server: JoinHandle<()>,
    _storage: Storage,
    _folder: TempDir,
}

impl World {
    /// Starts it.
    pub(super) async fn open(now: DateTime<Utc>, demo: bool, topics: bool, way: Way) -> Self {
        let clock = Arc::new(FakeClock::new(now));
        let database = TestDatabase::new().await;
        let telegram = FakeTelegram::start().await;
        if topics {
            telegram.set_topics(Topics::OfBot);
        }
        let folder = tempfile::tempdir().expect("room for a folder");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let site = format!("http://{}", listener.local_addr().expect("it is bound"));
        let config = config(&telegram, &folder, &site, way);
        let market =
            Arc::new(Market::new(database.pool().clone(), clock.clone(), Arc::new(ByLength::default())));
        unlock(&market).await;
        if demo {
            seed_demo(&market).await.expect("the demo town");
        }
        let storage = Storage::open(&config).await.expect("storage");
        let stop = CancellationToken::new();
        let options = ServeOptions { demo, ..ServeOptions::default() };
        let bell = Arc::new(LocalBell::new(VISIBILITY));
        let work = Work { bell, limiter: Arc::default() };
        let shop = open_shop(&config, &options, &market, &storage.blobs, work, PACE, &stop).await;
        let shop = shop.unwrap_or_else(|error| panic!("the system does not start: {error}"));
        let server = tokio::spawn(serve_http(listener, shop.routes.clone(), stop.clone()));
        Self { clock, database, telegram, site, shop, stop, server, _storage: storage, _folder: folder }
    }

    /// Stops it.
    pub(super) async fn close(self) {
        self.stop.cancel();
        for task in self.shop.tasks {
            task.abort();
        }
        self.server.abort();
        drop(self.server.await);
        if let Some(relay) = Arc::into_inner(self.shop.relay) {
            relay.stop().await;
        }
    }
}

fn config(telegram: &FakeTelegram, folder: &TempDir, site: &str, way: Way) -> Config {
    let variable = |name: &str| match name {
        "NWASSIK_DATA_DIR" => Some(folder.path().display().to_string()),
        "PUBLIC_URL" => Some(site.to_owned()),
        "TELEGRAM_BOT_TOKEN" => Some(telegram.token().to_owned()),
        "TELEGRAM_API_URL" => Some(telegram.url()),
        "TELEGRAM_WEBHOOK_SECRET" => (way == Way::Webhook).then(|| "for-the-test-only".to_owned()),
        _ => None,
    };
    Config::read(&variable).unwrap_or_else(|error| panic!("{error}"))
}

/// Randomness that is the same in every run although several tasks draw at once: each length has a
/// sequence of its own, so that keys which are drawn in the background do not change who is called
/// what. What people see is drawn as they act, one after the other.
#[derive(Default)]
struct ByLength(std::sync::Mutex<std::collections::HashMap<usize, SeededEntropy>>);

impl Entropy for ByLength {
    fn fill(&self, buffer: &mut [u8]) {
        let mut sequences = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let length = buffer.len();
        sequences.entry(length).or_insert_with(|| SeededEntropy::new(length as u64)).fill(buffer);
    }
}

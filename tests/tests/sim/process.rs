//! One process of the product: a relay on a runtime of its own, which is driven by hand until nothing in
//! it can go on by itself. Dropping the runtime is `kill -9`: every task ends where it stands.

use std::{
    future::poll_fn,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::{Poll, Waker},
    time::Duration,
};

use adapter::{Adapter, Inbound, Ingress};
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use marketplace_core::{Market, blobs::Blobs};
use marketplace_domain::{account::Platform, contact::Policy};
use relay::{Parts, Relay, bell::Bell, limiter::Limiter};
use sqlx::postgres::PgPoolOptions;
use tests::keys::master;
use tokio::{
    runtime::{Builder, Runtime},
    time::advance,
};

use super::{
    clock::SimClock,
    net::{Nic, SimPlatform},
    rng::Drawn,
    server::Server,
    wire::{Answered, Wire},
};

/// How often a process looks for what was left undone: as in the product.
const SWEEP: Duration = Duration::from_secs(15);

/// A process that was started and not killed.
pub(super) struct Process {
    pub run: u64,
    runtime: Runtime,
    park: Arc<Park>,
    wire: Wire,
    relay: Arc<Mutex<Started>>,
    nic: Nic,
}

enum Started {
    NotYet,
    Serves(Arc<Relay>),
    Failed,
}

impl Process {
    pub(super) fn start(server: &Server, nic: Nic, clock: &Arc<SimClock>, seed: u64) -> Self {
        let park = Arc::new(Park::default());
        let hook = Arc::clone(&park);
        let runtime = Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .on_thread_park(move || hook.about_to_park())
            .build()
            .unwrap();
        let wire = Wire::new();
        let relay = Arc::new(Mutex::new(Started::NotYet));
        let options = server.options(wire.folder());
        let (clock, slot, parts_nic) = (Arc::clone(clock), Arc::clone(&relay), nic.clone());
        runtime.spawn(async move {
            let pool = PgPoolOptions::new().max_connections(2).test_before_acquire(false);
            let pool = pool.connect_lazy_with(options);
            let market = Market::new(pool, clock, Arc::new(Drawn::new(seed)));
            market.vault().learn(master(1));
            let started = Relay::start(parts(market, &parts_nic)).await;
            *slot.lock().unwrap() = match started {
                Ok(relay) => Started::Serves(Arc::new(relay)),
                Err(_) => Started::Failed,
            };
        });
        let mut process = Self { run: nic.run, runtime, park, wire, relay, nic };
        process.settle(server);
        process
    }

    /// Runs everything that can run, until all of it waits for the scheduler.
    pub(super) fn settle(&mut self, server: &Server) {
        loop {
            self.runtime.block_on(self.park.quiet());
            if !self.wire.pump(server) {
                return;
            }
        }
    }

    /// Whether it takes updates in.
    pub(super) fn serves(&self) -> bool {
        matches!(*self.relay.lock().unwrap(), Started::Serves(_))
    }

    /// Whether it could not start and would be started again.
    pub(super) fn has_failed(&self) -> bool {
        matches!(*self.relay.lock().unwrap(), Started::Failed)
    }

    /// What its connections ask of Postgres.
    pub(super) fn asks(&self, blockers: &[i32]) -> Vec<(usize, String)> {
        self.wire.asks(blockers)
    }

    /// The connections at Postgres, of any process, that have a lock which one of its own waits for.
    pub(super) fn blockers(&self) -> impl Iterator<Item = i32> {
        self.wire.blockers()
    }

    /// Lets one of its requests through to Postgres.
    pub(super) fn let_through(&mut self, connection: usize, server: &Server) -> Answered {
        self.wire.let_through(connection, server)
    }

    /// Lets what waited for a lock go on where it has it.
    pub(super) fn look_at_waiting(&mut self, server: &Server) -> Vec<usize> {
        self.wire.look_at_waiting(server)
    }

    /// Whether it is in the middle of a transaction on this connection.
    pub(super) fn is_in_transaction(&self, connection: usize) -> bool {
        self.wire.is_in_transaction(connection)
    }

    /// A platform hands in updates.
    pub(super) fn offer(&self, number: u64, updates: Vec<Inbound>) {
        let Started::Serves(relay) = &*self.relay.lock().unwrap() else { return };
        let (relay, nic) = (Arc::clone(relay), self.nic.clone());
        self.runtime.spawn(async move {
            let answer = relay.accept(updates).await;
            nic.net().answers.push((number, answer));
        });
    }

    /// Time passes.
    pub(super) fn advance(&mut self, by: Duration) {
        self.runtime.block_on(advance(by));
    }

    /// All its connections to Postgres break.
    pub(super) fn cut(&mut self, server: &Server, arrives: impl FnMut() -> bool) {
        self.wire.cut(server, arrives);
    }

    /// Ends it, as `kill -9` does.
    pub(super) fn kill(self, server: &Server, arrives: impl FnMut() -> bool) {
        let Self { runtime, mut wire, relay, .. } = self;
        drop(runtime);
        drop(relay);
        wire.cut(server, arrives);
    }
}

fn parts(market: Market, nic: &Nic) -> Parts {
    let platform = |platform| Arc::new(SimPlatform::new(nic, platform)) as Arc<dyn Adapter>;
    Parts {
        market: Arc::new(market),
        blobs: Arc::new(nowhere()),
        adapters: vec![platform(Platform::Telegram), platform(Platform::Web)],
        bell: Arc::new(nic.clone()) as Arc<dyn Bell>,
        limiter: Arc::new(Limiter::default()),
        site: "https://store.example".to_owned(),
        contacts: Policy::default(),
        sweep_every: SWEEP,
        take_back_after: Duration::from_secs(1),
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

/// Tells when a runtime has nothing to do. Waking somebody from the hook that is called before a thread
/// parks makes the runtime look at its sockets and timers without waiting, and so never moves its clock.
#[derive(Default)]
struct Park {
    parks: AtomicUsize,
    waker: Mutex<Option<Waker>>,
}

impl Park {
    fn about_to_park(&self) {
        self.parks.fetch_add(1, SeqCst);
        if let Some(waker) = self.waker.lock().unwrap().take() {
            waker.wake();
        }
    }

    /// Over when the runtime wanted to park twice, and looked at its sockets in between.
    async fn quiet(&self) {
        let before = self.parks.load(SeqCst);
        poll_fn(|context| {
            if self.parks.load(SeqCst) >= before + 3 {
                return Poll::Ready(());
            }
            *self.waker.lock().unwrap() = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

//! Limits that several processes share: Redis counts, and its clock is everybody's.
//!
//! What stands there is a moment for each bot and for each chat that was written to within the last
//! seconds, and then it is gone.

use std::{
    collections::HashMap,
    fmt::Write,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use adapter::Address;
use redis::{
    AsyncConnectionConfig, Client, ErrorKind, RedisError, Script, ScriptInvocation,
    aio::MultiplexedConnection,
};
use sha2::{Digest, Sha256};
use tokio::time::{Instant, sleep};

use super::{Bot, local::Local, rate::Limits};

/// How long Redis may take to answer: whoever waits for it holds a message.
const PATIENCE: Duration = Duration::from_millis(250);
/// How long a new connection may take: nobody waits for it but at start.
const CONNECT: Duration = Duration::from_secs(2);
/// The pause before it is looked again whether Redis is back.
const RECONNECT: Duration = Duration::from_millis(500);

/// Why limits cannot be shared.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address is none of Redis.
    #[error("not an address of Redis")]
    Address,
    /// Redis is there and does not let us in. Holds Redis' word for the reason, such as `NOAUTH`.
    #[error("Redis does not let us in ({0})")]
    Refused(String),
}

/// What is left of the allowances, in Redis.
pub struct Shared(Arc<State>);

struct State {
    client: Client,
    admit: Script,
    pause: Script,
    /// None while Redis is away.
    connection: Mutex<Option<MultiplexedConnection>>,
    limits: Mutex<HashMap<Bot, Limits>>,
    /// What is kept to while Redis is away.
    share: Local,
}

impl Shared {
    pub(super) async fn connect(address: &str) -> Result<Self, ConnectError> {
        let client = Client::open(address).map_err(|_| ConnectError::Address)?;
        let state = Arc::new(State {
            client,
            admit: Script::new(include_str!("admit.lua")),
            pause: Script::new(include_str!("pause.lua")),
            connection: Mutex::default(),
            limits: Mutex::default(),
            share: Local::default(),
        });
        match state.open().await {
            Ok(()) => {}
            Err(error) if is_away(&error) => drop(tokio::spawn(reconnect(Arc::downgrade(&state)))),
            Err(error) => return Err(ConnectError::Refused(word(&error))),
        }
        Ok(Self(state))
    }

    pub(super) fn set(&self, bot: Bot, limits: Limits) {
        self.0.share.set(bot.clone(), limits.share());
        held(&self.0.limits).insert(bot, limits);
    }

    pub(super) fn is_connected(&self) -> bool {
        held(&self.0.connection).is_some()
    }

    pub(super) async fn admit(&self, to: &Address, now: Instant, behind: bool) -> Result<(), Duration> {
        let Some(limits) = self.limits_of(to) else { return Ok(()) };
        let limits = if behind { limits.behind() } else { limits };
        let mut call = self.0.admit.prepare_invoke();
        call.key(key(to, true)).key(key(to, false));
        for rate in [limits.bot, limits.chat] {
            call.arg(micros(rate.interval)).arg(micros(rate.tolerance()));
        }
        match self.invoke(&call).await {
            Some(0) => Ok(()),
            Some(wait) => Err(Duration::from_micros(wait)),
            None => self.0.share.admit(to, now, behind),
        }
    }

    pub(super) async fn pause(&self, to: &Address, whole_bot: bool, until: Instant) {
        let Some(limits) = self.limits_of(to) else { return };
        // It holds here as well when Redis goes before the pause is over.
        self.0.share.pause(to, whole_bot, until);
        let rate = if whole_bot { limits.bot } else { limits.chat };
        let ahead = until.saturating_duration_since(Instant::now()) + rate.tolerance();
        let mut call = self.0.pause.prepare_invoke();
        call.key(key(to, whole_bot)).arg(micros(ahead));
        self.invoke(&call).await;
    }

    fn limits_of(&self, to: &Address) -> Option<Limits> {
        held(&self.0.limits).get(&(to.platform, to.bot.clone())).copied()
    }

    /// What Redis answers; none where it is away.
    async fn invoke(&self, call: &ScriptInvocation<'_>) -> Option<u64> {
        let mut connection = held(&self.0.connection).clone()?;
        match call.invoke_async(&mut connection).await {
            Ok(answer) => Some(answer),
            Err(error) => {
                self.lost(&error);
                None
            }
        }
    }

    /// The first who notices sees to it that somebody looks whether Redis is back.
    fn lost(&self, error: &RedisError) {
        if held(&self.0.connection).take().is_some() {
            tracing::warn!(
                reason = word(error),
                "Redis is away: this process keeps to a share of the limits"
            );
            tokio::spawn(reconnect(Arc::downgrade(&self.0)));
        }
    }
}

impl State {
    async fn open(&self) -> Result<(), RedisError> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT))
            .set_response_timeout(Some(PATIENCE))
            // Room for everything that one process may ask at once.
            .set_pipeline_buffer_size(1024);
        let mut connection = self.client.get_multiplexed_async_connection_with_config(&config).await?;
        for script in [&self.admit, &self.pause] {
            script.load_async(&mut connection).await?;
        }
        *held(&self.connection) = Some(connection);
        Ok(())
    }
}

/// Looks until Redis is back, or until nobody needs it any more.
async fn reconnect(state: Weak<State>) {
    loop {
        sleep(RECONNECT).await;
        let Some(state) = state.upgrade() else { return };
        if state.open().await.is_ok() {
            tracing::info!("Redis is there: all processes share the limits");
            return;
        }
    }
}

/// Whether Redis may be there a moment later.
fn is_away(error: &RedisError) -> bool {
    error.is_io_error() || error.is_timeout() || error.is_connection_dropped()
}

/// Redis' word for what is wrong, or the kind of it. The whole error could quote what was asked.
fn word(error: &RedisError) -> String {
    match (error.code(), error.kind()) {
        (Some(code), _) => code.to_owned(),
        (None, ErrorKind::AuthenticationFailed) => "wrong user or password".to_owned(),
        (None, kind) => format!("{kind:?}"),
    }
}

/// Where the theoretical arrival time of a bot, or of one of its chats, stands. The braces put both
/// on one node of a cluster, as a script demands. A chat's id is digested, so that whoever looks at
/// Redis does not read in passing who is written to.
fn key(to: &Address, bot: bool) -> String {
    let mut key = format!("nwassik:limit:{{{}:{}}}", to.platform.name(), to.bot);
    if !bot {
        key.push(':');
        let digest = Sha256::digest(to.chat.as_bytes());
        for byte in digest.iter().take(16) {
            // Writing to a text never fails.
            let _ = write!(key, "{byte:02x}");
        }
    }
    key
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing panics while it holds the lock, so a poisoned one is sound.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

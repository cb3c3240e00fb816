//! The handle that a test holds.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

use super::bot::Bot;
use super::chats::{ChatView, Heard};
use super::faults::Rule;
use super::message::Profile;
use super::record::{Call, Span, Summary};
use super::server::{self, Bots};
use super::topics::Topics;
use super::users::User;
use super::{control, inject, spec};

/// How to start the server.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; port 0 takes a free one.
    pub addr: SocketAddr,
    /// The token of the first bot.
    pub token: String,
    /// Its username.
    pub username: String,
    /// Whether all messages and calls are kept. Without it only counters, latencies and the bot's
    /// last message in each chat are: the light mode for benches.
    pub record: bool,
    /// The seed of random faults.
    pub seed: u64,
    /// How long a webhook may take to answer before its update is sent again.
    pub webhook_timeout: Duration,
    /// Whether to serve `/control/` for programs in other languages.
    pub control: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            addr: SocketAddr::from(([127, 0, 0, 1], 0)),
            token: "1000001:AAFakeTelegramTokenForTestsOnly-000".to_owned(),
            username: "nwassik_test_bot".to_owned(),
            record: true,
            seed: 1,
            webhook_timeout: Duration::from_secs(10),
            control: false,
        }
    }
}

#[derive(Debug)]
struct Running {
    addr: SocketAddr,
    bots: Arc<Bots>,
    task: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
        self.bots.stop();
    }
}

/// A running server, seen from one of its bots. It stops when the last handle is dropped.
#[derive(Debug, Clone)]
pub struct FakeTelegram {
    running: Arc<Running>,
    bot: Arc<Bot>,
}

/// What was waited for did not come in time.
#[derive(Debug, Clone, thiserror::Error)]
#[error("not seen within {waited:?}; the chat shows\n{view}")]
pub struct WaitError {
    /// How long was waited.
    pub waited: Duration,
    /// What the person saw at the end.
    pub view: ChatView,
}

impl FakeTelegram {
    /// Starts on a free port of this machine, within the current tokio runtime.
    ///
    /// # Panics
    /// When no port can be bound: a test cannot go on without its peer.
    #[expect(
        clippy::expect_used,
        reason = "a test cannot go on without its peer, and has no use for the error"
    )]
    pub async fn start() -> Self {
        Self::start_with(Options::default()).await.expect("a loopback port can be bound")
    }

    /// Starts with these options, within the current tokio runtime.
    ///
    /// # Errors
    /// When the address cannot be bound.
    pub async fn start_with(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind(options.addr).await?;
        let addr = listener.local_addr()?;
        let bot = Arc::new(Bot::new(&options));
        let bots = Arc::new(Bots::default());
        bots.add(Arc::clone(&bot));
        let mut router = server::router(Arc::clone(&bots));
        if options.control {
            router = router.nest("/control", control::router(Arc::clone(&bot)));
        }
        let task = tokio::spawn(server::serve(listener, router));
        let running = Arc::new(Running { addr, bots, task });
        Ok(Self { running, bot })
    }

    /// Another bot on the same server, with chats, files and faults of its own.
    #[must_use]
    pub fn add_bot(&self, token: &str, username: &str) -> Self {
        let bot = Arc::new(Bot::new(&Options {
            token: token.to_owned(),
            username: username.to_owned(),
            record: self.bot.chats.record,
            ..Options::default()
        }));
        self.running.bots.add(Arc::clone(&bot));
        Self { running: Arc::clone(&self.running), bot }
    }

    /// The address to use instead of `https://api.telegram.org`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.running.addr)
    }

    /// The bot's token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.bot.token
    }

    /// A person; the same id gives the same person, whose names and language may change.
    pub fn user<'a>(
        &self,
        id: i64,
        first_name: &str,
        username: impl Into<Option<&'a str>>,
        language_code: impl Into<Option<&'a str>>,
    ) -> User {
        self.bot.chats.register(Profile {
            id,
            is_bot: false,
            first_name: first_name.to_owned(),
            username: username.into().map(str::to_owned),
            language_code: language_code.into().map(str::to_owned),
        });
        User { bot: Arc::clone(&self.bot), id, topic: None }
    }

    /// Queues an update as it is, and gives its id. The people in it become known, its message is
    /// seen in the chat, its callback query can be answered. An `update_id` in it is kept, so that
    /// an update can be delivered twice. `None` when the bot does not want this kind.
    pub fn push_update(&self, update: Value) -> Option<i64> {
        inject::push(&self.bot, update)
    }

    /// What a person sees now.
    #[must_use]
    pub fn chat(&self, user_id: i64) -> ChatView {
        self.bot.chats.view(user_id)
    }

    /// Every new message of the bot from now on, in light mode too. Only the first who asks is told.
    #[must_use]
    pub fn hear(&self) -> mpsc::UnboundedReceiver<Heard> {
        self.bot.chats.hear()
    }

    /// Waits until a person sees what is wanted; looks again at every change of the chat.
    ///
    /// # Errors
    /// When it is not seen in time. The error shows the chat.
    pub async fn wait_for(
        &self,
        user_id: i64,
        mut wanted: impl FnMut(&ChatView) -> bool,
        timeout: Duration,
    ) -> Result<ChatView, WaitError> {
        let watch = self.bot.chats.watch(user_id);
        let deadline = Instant::now() + timeout;
        loop {
            let mut changed = std::pin::pin!(watch.notified());
            changed.as_mut().enable();
            let view = self.chat(user_id);
            if wanted(&view) {
                return Ok(view);
            }
            if timeout_at(deadline, changed).await.is_err() {
                let waited = timeout;
                return Err(WaitError { waited, view });
            }
        }
    }

    /// Waits until a method was called so often; false when it was not in time. Not in light mode.
    pub async fn wait_for_calls(&self, method: &str, count: u64, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        loop {
            let mut changed = std::pin::pin!(self.bot.record.changed().notified());
            changed.as_mut().enable();
            if self.count(method) >= count {
                return true;
            }
            if timeout_at(deadline, changed).await.is_err() {
                return false;
            }
        }
    }

    /// All calls in the order in which they were answered; none in light mode.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        self.bot.record.calls()
    }

    /// The calls of one method.
    #[must_use]
    pub fn calls_of(&self, method: &str) -> Vec<Call> {
        let mut calls = self.calls();
        calls.retain(|call| call.method.eq_ignore_ascii_case(method));
        calls
    }

    /// How often a method was called.
    #[must_use]
    pub fn count(&self, method: &str) -> u64 {
        spec::find(method).map_or(0, |place| self.bot.record.count(place))
    }

    /// How many calls were not answered with 200.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.bot.record.refused()
    }

    /// Parameters and methods that are not in the published API, or not imitated.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        self.bot.record.findings()
    }

    /// How many updates are not confirmed.
    #[must_use]
    pub fn pending_updates(&self) -> usize {
        self.bot.updates.pending()
    }

    /// Whether the bot has ever asked for updates.
    #[must_use]
    pub fn is_polled(&self) -> bool {
        self.bot.updates.is_polled()
    }

    /// The highest `update_id` that the bot has confirmed.
    #[must_use]
    pub fn confirmed_offset(&self) -> i64 {
        self.bot.updates.confirmed()
    }

    /// Lets calls go wrong.
    pub fn fault(&self, rule: Rule) {
        self.bot.faults.add(rule);
    }

    /// Ends all faults and delays.
    pub fn clear_faults(&self) {
        self.bot.faults.clear();
    }

    /// How many calls were struck by faults.
    #[must_use]
    pub fn faults_struck(&self) -> u64 {
        self.bot.faults.struck()
    }

    /// Holds back every answer for so long, but for that of `getUpdates`.
    pub fn delay(&self, delay: Duration) {
        self.bot.faults.set_delay(delay);
    }

    /// Seeds random faults anew.
    pub fn seed(&self, seed: u64) {
        self.bot.faults.set_seed(seed);
    }

    /// Enforces Telegram's limits on sending: 30 messages a second, and one in each chat.
    pub fn strict_limits(&self, on: bool) {
        self.bot.limits.set(on);
    }

    /// The same with so many messages a second for the whole bot.
    pub fn strict_limits_of(&self, per_second: u32) {
        self.bot.limits.set_rate(per_second);
        self.bot.limits.set(true);
    }

    /// How many calls were refused because of these limits.
    #[must_use]
    pub fn limits_provoked(&self) -> u64 {
        self.bot.limits.provoked()
    }

    /// Sets up topics in private chats, as the bot's owner does at @BotFather.
    pub fn set_topics(&self, topics: Topics) {
        self.bot.topics.set(topics);
    }

    /// Turns inline mode on or off, as the bot's owner does at @BotFather. A bot starts without.
    pub fn set_inline(&self, on: bool) {
        self.bot.inline.set(on);
    }

    /// Makes all taps up to now too old to be answered.
    pub fn expire_callbacks(&self) {
        self.bot.callbacks.expire();
    }

    /// A summary of durations.
    #[must_use]
    pub fn latency(&self, span: Span) -> Summary {
        Summary::of(self.samples(span))
    }

    /// All durations, in microseconds, in the order in which they ended.
    #[must_use]
    pub fn samples(&self, span: Span) -> Vec<u32> {
        self.bot.record.latencies(span)
    }

    /// Forgets calls, counters and durations.
    pub fn reset(&self) {
        self.bot.record.reset();
    }
}

//! Sends the bot's own replies: one chat's in order, many chats at once.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use adapter::{DeliverError, DeliveryKey, NativeId, Outbound, Receipt, TapId};
use futures_util::FutureExt;
use marketplace_domain::message::Message;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep},
};

use crate::{
    adapters::{Adapters, Served},
    limiter::Limiter,
    pictures::Pictures,
    reply::{Done, Job, Reply},
};

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long a live card is remembered after the database knows it: longer than any batch that
/// read the database before it did.
const REMEMBER: Duration = Duration::from_secs(5);

/// Sends replies.
pub(crate) struct Replier {
    adapters: Adapters,
    limiter: Arc<Limiter>,
    pictures: Pictures,
    chats: Mutex<Chats>,
    done: mpsc::UnboundedSender<Done>,
}

#[derive(Default)]
struct Chats {
    /// Chats with work; an entry exists exactly while a task works for it.
    waiting: HashMap<i64, VecDeque<Job>>,
    /// The live card of chats that we wrote to lately, and since when the database knows it.
    live: HashMap<i64, (Option<NativeId>, Option<Instant>)>,
    /// Inbox rows that are being worked on.
    rows: HashSet<i64>,
}

/// How the sending of one reply ended.
enum Ended {
    Shown(Receipt),
    NoSuchMessage,
    Refused,
    Gone,
}

impl Replier {
    /// A replier that reports what it sent to `done`.
    pub(crate) fn new(
        adapters: Adapters,
        limiter: Arc<Limiter>,
        pictures: Pictures,
        done: mpsc::UnboundedSender<Done>,
    ) -> Arc<Self> {
        Arc::new(Self { adapters, limiter, pictures, chats: Mutex::default(), done })
    }

    /// Takes replies that stand in the inbox. Rows that are being worked on already are passed over.
    pub(crate) fn submit(self: &Arc<Self>, jobs: Vec<Job>) {
        for job in jobs {
            let endpoint = job.endpoint;
            let mut chats = self.chats();
            if !chats.rows.insert(job.inbox) {
                continue;
            }
            let working = chats.waiting.contains_key(&endpoint);
            chats.waiting.entry(endpoint).or_default().push_back(job);
            drop(chats);
            if !working {
                tokio::spawn(Arc::clone(self).serve(endpoint));
            }
        }
    }

    /// Called when the database knows these.
    pub(crate) fn flushed(&self, done: &[Done]) {
        let now = Instant::now();
        let mut chats = self.chats();
        for row in done {
            chats.rows.remove(&row.inbox);
            if let Some((live, known)) = chats.live.get_mut(&row.endpoint)
                && *live == row.live
            {
                *known = Some(now);
            }
        }
        chats.live.retain(|_, (_, known)| known.is_none_or(|since| now - since < REMEMBER));
    }

    /// How many inbox rows wait for their replies.
    pub(crate) fn waiting(&self) -> usize {
        self.chats().rows.len()
    }

    fn chats(&self) -> MutexGuard<'_, Chats> {
        // Nothing panics while it holds the lock, so a poisoned one is sound.
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self, endpoint: i64) -> Option<Job> {
        let mut chats = self.chats();
        let job = chats.waiting.get_mut(&endpoint).and_then(VecDeque::pop_front);
        if job.is_none() {
            chats.waiting.remove(&endpoint);
        }
        job
    }

    async fn serve(self: Arc<Self>, endpoint: i64) {
        while let Some(job) = self.next(endpoint) {
            let Some(served) = self.adapters.of(&job.to) else {
                // Another process serves this platform: it takes the row over.
                self.chats().rows.remove(&job.inbox);
                continue;
            };
            let live =
                self.chats().live.get(&endpoint).map_or_else(|| job.live.clone(), |(live, _)| live.clone());
            let mut chat = Chat { replier: &self, served, job: &job, live, gone: false };
            // A panic must not silence the chat for as long as the process lives.
            if AssertUnwindSafe(chat.send_all()).catch_unwind().await.is_err() {
                tracing::error!("sending a reply panicked");
            }
            let done = Done { inbox: job.inbox, endpoint, live: chat.live, gone: chat.gone };
            self.chats().live.insert(endpoint, (done.live.clone(), None));
            // The receiver ends with the process.
            let _ = self.done.send(done);
        }
    }
}

/// One chat while the replies to one update are sent.
struct Chat<'a> {
    replier: &'a Replier,
    served: Served,
    job: &'a Job,
    live: Option<NativeId>,
    gone: bool,
}

impl Chat<'_> {
    async fn send_all(&mut self) {
        let job = self.job;
        let acks = job.replies.iter().filter_map(|reply| match reply {
            Reply::Ack(tap) => Some(self.acknowledge(tap)),
            _ => None,
        });
        let acks = futures_util::future::join_all(acks);
        // The press and the reply are answered at the same time: the person sees both at once.
        let mut shown = Shown { live: self.live.clone(), gone: false };
        futures_util::future::join(acks, self.show_all(&mut shown)).await;
        self.live = shown.live;
        self.gone = shown.gone;
    }

    /// A press that stays unacknowledged only turns a wheel for a while: one try.
    async fn acknowledge(&self, tap: &str) {
        let Ok(_slot) = self.served.replies.acquire().await else { return };
        let what = Outbound::Acknowledge { tap: TapId(tap.to_owned()) };
        let _ = self.served.adapter.deliver(&self.job.to, &what, &self.key("a")).await;
    }

    async fn show_all(&self, shown: &mut Shown) {
        for (index, reply) in self.job.replies.iter().enumerate() {
            let key = self.key(&index.to_string());
            match reply {
                Reply::Ack(_) => {}
                Reply::Stay { message } => {
                    let ended = self.show(send(message, &self.replier.pictures).await, &key).await;
                    shown.gone |= matches!(ended, Ended::Gone);
                }
                Reply::Live { on, message } => self.show_live(on.as_ref(), message, &key, shown).await,
            }
            if shown.gone {
                return;
            }
        }
    }

    async fn show_live(
        &self,
        on: Option<&NativeId>,
        message: &Message,
        key: &DeliveryKey,
        shown: &mut Shown,
    ) {
        let in_place = on.filter(|on| shown.live.is_none() || shown.live.as_ref() == Some(*on));
        if let Some(id) = in_place.filter(|_| self.served.adapter.capabilities().edits) {
            let edit = Outbound::Edit { id: id.clone(), message: message.clone() };
            match self.show(edit, key).await {
                Ended::NoSuchMessage => {}
                Ended::Gone => return shown.gone = true,
                Ended::Shown(_) | Ended::Refused => return shown.live = Some(id.clone()),
            }
        }
        let former = shown.live.take();
        match self.show(send(message, &self.replier.pictures).await, key).await {
            Ended::Shown(receipt) => shown.live = receipt.ids.last().cloned(),
            Ended::Gone => return shown.gone = true,
            Ended::NoSuchMessage | Ended::Refused => {}
        }
        if let Some(former) = former.filter(|_| self.served.adapter.capabilities().deletes) {
            self.take_back(former).await;
        }
    }

    /// The former card goes. Where it stays after all, its buttons answer kindly: one try.
    async fn take_back(&self, former: NativeId) {
        let Ok(_slot) = self.served.replies.acquire().await else { return };
        let what = Outbound::Delete { ids: vec![former] };
        let _ = self.served.adapter.deliver(&self.job.to, &what, &self.key("d")).await;
    }

    /// Tries until it is known how it ends. Nothing in the database is held meanwhile.
    async fn show(&self, what: Outbound, key: &DeliveryKey) -> Ended {
        let mut pause = Duration::from_millis(250);
        let mut repeated = false;
        loop {
            if matches!(what, Outbound::Send { .. }) {
                self.wait_for_allowance().await;
            }
            let Ok(slot) = self.served.replies.acquire().await else { return Ended::Refused };
            let result = self.served.adapter.deliver(&self.job.to, &what, key).await;
            drop(slot);
            match result {
                Ok(receipt) => return Ended::Shown(receipt),
                Err(DeliverError::Gone) => return Ended::Gone,
                Err(DeliverError::NoSuchMessage) => return Ended::NoSuchMessage,
                Err(DeliverError::Refused { code }) => {
                    tracing::error!(platform = %self.job.to.platform, code, "a reply was refused");
                    return Ended::Refused;
                }
                Err(DeliverError::RateLimited { retry_after, whole_bot }) => {
                    self.replier.limiter.pause(&self.job.to, whole_bot, Instant::now() + retry_after);
                    // The limiter holds new messages back, this also holds back changes.
                    sleep(retry_after).await;
                    continue;
                }
                // Without a key the platform may show it twice: repeated once, not more.
                Err(DeliverError::Ambiguous)
                    if repeated && !self.served.adapter.capabilities().idempotent =>
                {
                    return Ended::Refused;
                }
                Err(DeliverError::Ambiguous) => repeated = true,
                Err(DeliverError::Unavailable) => {}
                Err(DeliverError::Unauthorized) => {
                    tracing::error!(platform = %self.job.to.platform, "the platform does not accept our credentials");
                    pause = LONGEST_PAUSE;
                }
            }
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Only new messages count against a platform's limits; a change of one answers a press at once.
    async fn wait_for_allowance(&self) {
        while let Err(wait) = self.replier.limiter.admit(&self.job.to, Instant::now()) {
            sleep(wait).await;
        }
    }

    /// Repeats of one reply carry one key, also after a restart.
    fn key(&self, part: &str) -> DeliveryKey {
        DeliveryKey(format!("r{}.{part}", self.job.inbox))
    }
}

struct Shown {
    live: Option<NativeId>,
    gone: bool,
}

async fn send(message: &Message, pictures: &Pictures) -> Outbound {
    let pictures = pictures.load(&message.photos).await;
    Outbound::Send { message: message.clone(), pictures, reply_to: None }
}

//! Sends the bot's own replies: one chat's in order, many chats at once.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use adapter::{Address, DeliverError, DeliveryKey, NativeId, Outbound, Picture, Receipt, TapId, TopicId};
use futures_util::FutureExt;
use marketplace_core::qr;
use marketplace_domain::{clock::Clock, message::Message};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep},
};

use crate::{
    adapters::{Adapters, Served},
    cards::Cards,
    limiter::Limiter,
    pictures::Pictures,
    reply::{Job, News, Reply},
    take_back::Former,
    topics,
};

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Sends replies.
pub(crate) struct Replier {
    adapters: Adapters,
    limiter: Arc<Limiter>,
    pictures: Pictures,
    cards: Arc<Cards>,
    clock: Arc<dyn Clock>,
    chats: Mutex<Chats>,
    news: mpsc::UnboundedSender<News>,
    /// Told of chats with cards to take back.
    former: mpsc::UnboundedSender<Former>,
}

#[derive(Default)]
struct Chats {
    /// Chats with work; an entry exists exactly while a task works for it.
    waiting: HashMap<i64, VecDeque<Job>>,
    /// Replies that the database does not know to be sent.
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
    /// A replier that tells what it sent to `news`, and of cards to take back to `former`.
    pub(crate) fn new(
        adapters: Adapters,
        limiter: Arc<Limiter>,
        pictures: Pictures,
        cards: Arc<Cards>,
        clock: Arc<dyn Clock>,
        news: mpsc::UnboundedSender<News>,
        former: mpsc::UnboundedSender<Former>,
    ) -> Arc<Self> {
        Arc::new(Self { adapters, limiter, pictures, cards, clock, chats: Mutex::default(), news, former })
    }

    /// Takes replies that stand in the database. Those that are being worked on already are passed
    /// over.
    pub(crate) fn submit(self: &Arc<Self>, jobs: Vec<Job>) {
        let mut begin = Vec::with_capacity(jobs.len());
        let mut chats = self.chats();
        for job in jobs {
            if chats.rows.insert(job.id) {
                let endpoint = job.endpoint;
                let waiting = chats.waiting.entry(endpoint).or_insert_with(|| {
                    begin.push(endpoint);
                    VecDeque::new()
                });
                waiting.push_back(job);
            }
        }
        drop(chats);
        for endpoint in begin {
            tokio::spawn(Arc::clone(self).serve(endpoint));
        }
    }

    /// Called when the database knows that these were sent.
    pub(crate) fn forget(&self, sent: &[i64]) {
        let mut chats = self.chats();
        for reply in sent {
            chats.rows.remove(reply);
        }
    }

    /// How many replies are not known to the database to be sent.
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
                // Another process serves this platform: it takes the reply over.
                self.chats().rows.remove(&job.id);
                continue;
            };
            let Job { id, to, replies, .. } = job;
            let chat = Chat { replier: &self, served, reply: id, endpoint, to: &to };
            let asked = self.clock.now();
            // A panic must not silence the chat for as long as the process lives.
            let gone = AssertUnwindSafe(chat.send_all(replies)).catch_unwind().await.unwrap_or_else(|_| {
                tracing::error!("sending a reply panicked");
                false
            });
            self.tell(News::Sent(id));
            if gone {
                self.tell(News::Gone(endpoint, asked));
            }
            if self.cards.plan(endpoint) {
                // The receiver ends with the process, as below.
                let _ = self.former.send(Former { endpoint, to, since: Instant::now() });
            }
        }
    }

    fn tell(&self, news: News) {
        let _ = self.news.send(news);
    }
}

/// One chat while the replies to one update are sent.
struct Chat<'a> {
    replier: &'a Replier,
    served: Served,
    /// The id of the replies.
    reply: i64,
    endpoint: i64,
    to: &'a Address,
}

impl Chat<'_> {
    /// Returns whether the person cannot be written to any more.
    async fn send_all(&self, replies: Vec<Reply>) -> bool {
        let (acks, shows): (Vec<_>, Vec<_>) =
            replies.into_iter().enumerate().partition(|(_, reply)| matches!(reply, Reply::Ack(_)));
        let acks = acks.into_iter().map(|(_, ack)| self.acknowledge(ack));
        let acks = futures_util::future::join_all(acks);
        // The press and the reply are answered at the same time: the person sees both at once.
        futures_util::future::join(acks, self.show_all(shows)).await.1
    }

    /// A press that stays unacknowledged only turns a wheel for a while: one try.
    async fn acknowledge(&self, ack: Reply) {
        let Reply::Ack(tap) = ack else { return };
        let Ok(_slot) = self.served.replies.acquire().await else { return };
        let what = Outbound::Acknowledge { tap: TapId(tap) };
        let _ = self.served.adapter.deliver(self.to, &what, &self.key("a")).await;
    }

    async fn show_all(&self, replies: Vec<(usize, Reply)>) -> bool {
        for (index, reply) in replies {
            let key = self.key(&index.to_string());
            let gone = match reply {
                Reply::Ack(_) => false,
                Reply::Stay { message, topic, qr } => {
                    let what = send(message, &self.replier.pictures, qr.as_deref()).await;
                    matches!(self.show(&what, topic.as_ref(), &key).await, Ended::Gone)
                }
                Reply::Live { on, message, pin, topic } => {
                    let former = self.replier.cards.live(self.endpoint);
                    let gone = self.show_live(on, message, topic.as_ref(), &key).await;
                    if let Some(pin) = pin.filter(|_| !gone) {
                        self.pin(pin, former).await;
                    }
                    gone
                }
            };
            if gone {
                return true;
            }
        }
        false
    }

    async fn show_live(
        &self,
        on: Option<NativeId>,
        mut message: Message,
        topic: Option<&TopicId>,
        key: &DeliveryKey,
    ) -> bool {
        let cards = &self.replier.cards;
        let live = cards.live(self.endpoint);
        let in_place = on.filter(|on| live.as_ref().is_none_or(|live| live == on));
        if let Some(id) = in_place.filter(|_| self.served.adapter.capabilities().edits) {
            let edit = Outbound::Edit { id: id.clone(), message };
            match self.show(&edit, None, key).await {
                Ended::NoSuchMessage => {}
                Ended::Gone => return true,
                Ended::Shown(_) | Ended::Refused => {
                    cards.show(self.endpoint, Some(id));
                    return false;
                }
            }
            let Outbound::Edit { message: shown_anew, .. } = edit else { return false };
            message = shown_anew;
        }
        let card = match self.show(&send(message, &self.replier.pictures, None).await, topic, key).await {
            Ended::Shown(receipt) => receipt.ids.into_iter().next_back(),
            Ended::Gone => return true,
            Ended::NoSuchMessage | Ended::Refused => None,
        };
        cards.show(self.endpoint, card);
        false
    }

    /// Pins the card, or takes the pin off it; off the former one where that stays in the chat. A chat
    /// without the pin shows the same: one try.
    async fn pin(&self, pinned: bool, former: Option<NativeId>) {
        let able = self.served.adapter.capabilities();
        let live = self.replier.cards.live(self.endpoint);
        // With a message that is taken back its pin goes as well.
        let id = if pinned || former == live { live } else { former.filter(|_| !able.deletes) };
        let Some(id) = id.filter(|_| able.pins) else { return };
        let Ok(_slot) = self.served.replies.acquire().await else { return };
        let what = Outbound::Pin { id, pinned };
        let _ = self.served.adapter.deliver(self.to, &what, &self.key("p")).await;
    }

    /// Tries until it is known how it ends. Nothing in the database is held meanwhile.
    async fn show(&self, what: &Outbound, topic: Option<&TopicId>, key: &DeliveryKey) -> Ended {
        let mut pause = Duration::from_millis(250);
        let mut repeated = false;
        loop {
            if matches!(what, Outbound::Send { .. }) {
                self.wait_for_allowance().await;
            }
            let Ok(slot) = self.served.replies.acquire().await else { return Ended::Refused };
            let (result, _) = topics::deliver(&*self.served.adapter, self.to, topic, what, key).await;
            drop(slot);
            match result {
                Ok(receipt) => return Ended::Shown(receipt),
                Err(DeliverError::Gone) => return Ended::Gone,
                // An answer to what somebody wrote long ago: they will write again before they miss it.
                Err(DeliverError::WindowClosed) => return Ended::Refused,
                Err(DeliverError::NoSuchMessage) => return Ended::NoSuchMessage,
                Err(DeliverError::Refused { code }) => {
                    tracing::error!(platform = %self.to.platform, code, "a reply was refused");
                    return Ended::Refused;
                }
                Err(DeliverError::RateLimited { retry_after, whole_bot }) => {
                    self.replier.limiter.pause(self.to, whole_bot, Instant::now() + retry_after).await;
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
                    tracing::error!(platform = %self.to.platform, "the platform does not accept our credentials");
                    pause = LONGEST_PAUSE;
                }
            }
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Only new messages count against a platform's limits; a change of one answers a press at once.
    async fn wait_for_allowance(&self) {
        while let Err(wait) = self.replier.limiter.admit(self.to, Instant::now()).await {
            sleep(wait).await;
        }
    }

    /// Repeats of one reply carry one key, also after a restart.
    fn key(&self, part: &str) -> DeliveryKey {
        DeliveryKey(format!("r{}.{part}", self.reply))
    }
}

/// The message with its pictures, and with that of this text where there is one.
async fn send(message: Message, pictures: &Pictures, qr: Option<&str>) -> Outbound {
    let mut pictures = pictures.load(&message.photos).await;
    pictures.extend(qr.and_then(qr::draw).map(Picture));
    Outbound::Send { message, pictures, reply_to: None }
}

//! The bell of many processes: a standard queue of Amazon SQS. A message is a lane's number.
//!
//! Requests cost money: rings and answers that come one soon after the other leave in batches of up
//! to ten. While the queue is out of reach, a process hears its own rings: leases see to it that
//! nobody works at a lane twice.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use aws_sdk_sqs::{
    Client,
    config::{self, retry::RetryConfig},
    error::ProvideErrorMetadata,
    types::{
        DeleteMessageBatchRequestEntry, Message, MessageSystemAttributeName, SendMessageBatchRequestEntry,
    },
};
use tokio::{
    sync::OnceCell,
    time::{sleep, timeout},
};
use tokio_util::task::AbortOnDropHandle;

use super::{
    Bell, BellError, LONGEST_WAIT, Lane, LocalBell, MOST_AT_ONCE, Receipt, Ring, gather::Gather, queue,
};

/// How long a ring waits for company, where others left shortly before.
const RING_LINGER: Duration = Duration::from_millis(50);
/// How long an answer does: long before the ring would come again.
const ANSWER_LINGER: Duration = Duration::from_millis(500);
/// The pause after a poll that brought something and no full handful: more gathers meanwhile.
const POLL_PAUSE: Duration = Duration::from_millis(50);
/// How often a part of a batch that was refused is sent again.
const TRIES: usize = 3;
/// How long a request may take. A connection that broke may be silent for long.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long dead letters that nobody sees to stay unseen.
const DEAD_VISIBILITY: i32 = 60;

type Poll = AbortOnDropHandle<Result<Vec<Message>, BellError>>;

/// A queue of Amazon SQS or something that speaks like it.
pub struct SqsBell {
    line: Arc<Line>,
    /// Polls whose listeners had something else to attend to: broken off, what they bring would be
    /// unseen for the visibility time.
    polls: Mutex<Vec<Poll>>,
    _tasks: [AbortOnDropHandle<()>; 2],
}

/// The way to the queue.
struct Line {
    client: Client,
    url: String,
    dead_letters: OnceCell<String>,
    visibility: i32,
    rings: Gather<Lane>,
    answers: Gather<String>,
    /// The last poll did not bring a full handful.
    slack: AtomicBool,
    /// Rings that the queue did not take.
    here: LocalBell,
}

impl SqsBell {
    /// The bell on that queue; unanswered rings come again after `visibility`, in whole seconds.
    /// To be called within a tokio runtime.
    pub fn new(client: Client, url: String, visibility: Duration) -> Self {
        let line = Arc::new(Line {
            client,
            url,
            dead_letters: OnceCell::new(),
            visibility: seconds(visibility),
            rings: Gather::new(),
            answers: Gather::new(),
            slack: AtomicBool::new(false),
            here: LocalBell::new(visibility),
        });
        let rings = AbortOnDropHandle::new(tokio::spawn(Arc::clone(&line).send_rings()));
        let answers = AbortOnDropHandle::new(tokio::spawn(Arc::clone(&line).delete_answered()));
        Self { line, polls: Mutex::default(), _tasks: [rings, answers] }
    }

    fn poll(&self) -> Poll {
        // Nothing panics while it holds the lock, so a poisoned one is sound.
        let left = self.polls.lock().unwrap_or_else(PoisonError::into_inner).pop();
        left.unwrap_or_else(|| AbortOnDropHandle::new(tokio::spawn(Arc::clone(&self.line).poll())))
    }

    fn leave(&self, poll: Poll) {
        self.polls.lock().unwrap_or_else(PoisonError::into_inner).push(poll);
    }
}

impl Line {
    async fn send_rings(self: Arc<Self>) {
        loop {
            let lanes = self.rings.batch(RING_LINGER).await;
            let left = self.send_all(lanes).await;
            if !left.is_empty() {
                let _ = self.here.ring(&left).await;
            }
            self.rings.sent();
        }
    }

    /// Sends up to ten rings, and those again that were refused. Returns those that the queue did not
    /// take.
    async fn send_all(&self, mut lanes: Vec<Lane>) -> Vec<Lane> {
        for _ in 0..TRIES {
            match self.send(&lanes).await {
                Ok(refused) if refused.is_empty() => return refused,
                Ok(refused) => lanes = refused,
                Err(error) => {
                    tracing::warn!(%error, "rings are heard here: they do not reach the queue");
                    return lanes;
                }
            }
        }
        tracing::warn!(rings = lanes.len(), "rings are heard here: the queue refuses them");
        lanes
    }

    /// Sends up to ten rings and returns those that SQS refused.
    async fn send(&self, lanes: &[Lane]) -> Result<Vec<Lane>, BellError> {
        let mut batch = self.client.send_message_batch().queue_url(&self.url);
        for (index, lane) in lanes.iter().enumerate() {
            let entry = SendMessageBatchRequestEntry::builder()
                .id(index.to_string())
                .message_body(lane.to_string())
                .build()
                .map_err(|_| BellError("no message".into()))?;
            batch = batch.entries(entry);
        }
        // Rather than to be tried again and again, a ring is heard here.
        let once = config::Builder::new().retry_config(RetryConfig::disabled());
        let sent = in_time(PATIENCE, batch.customize().config_override(once).send()).await?;
        let refused = sent.failed().iter().filter_map(|failed| failed.id().parse::<usize>().ok());
        Ok(refused.filter_map(|index| lanes.get(index).copied()).collect())
    }

    async fn delete_answered(self: Arc<Self>) {
        loop {
            let receipts = self.answers.batch(ANSWER_LINGER).await;
            // A ring that could not be deleted comes again and finds an empty lane: harmless.
            if let Err(error) = self.delete(&self.url, &receipts).await {
                tracing::debug!(%error, "answered rings could not be deleted");
            }
            self.answers.sent();
        }
    }

    async fn delete(&self, url: &str, receipts: &[String]) -> Result<(), BellError> {
        for chunk in receipts.chunks(MOST_AT_ONCE) {
            let mut batch = self.client.delete_message_batch().queue_url(url);
            for (index, receipt) in chunk.iter().enumerate() {
                let entry = DeleteMessageBatchRequestEntry::builder()
                    .id(index.to_string())
                    .receipt_handle(receipt)
                    .build()
                    .map_err(|_| BellError("no receipt".into()))?;
                batch = batch.entries(entry);
            }
            in_time(PATIENCE, batch.send()).await?;
        }
        Ok(())
    }

    async fn poll(self: Arc<Self>) -> Result<Vec<Message>, BellError> {
        if self.slack.load(Ordering::Relaxed) {
            sleep(POLL_PAUSE).await;
        }
        let messages = self.receive(&self.url, LONGEST_WAIT, self.visibility).await?;
        self.slack.store((1..MOST_AT_ONCE).contains(&messages.len()), Ordering::Relaxed);
        Ok(messages)
    }

    async fn receive(&self, url: &str, wait: Duration, visibility: i32) -> Result<Vec<Message>, BellError> {
        let poll = self
            .client
            .receive_message()
            .queue_url(url)
            .max_number_of_messages(i32::try_from(MOST_AT_ONCE).unwrap_or(10))
            .wait_time_seconds(i32::try_from(wait.as_secs()).unwrap_or_default())
            .visibility_timeout(visibility)
            .message_system_attribute_names(MessageSystemAttributeName::ApproximateReceiveCount)
            .send();
        Ok(in_time(wait + PATIENCE, poll).await?.messages.unwrap_or_default())
    }

    async fn dead_letters(&self) -> Result<&String, BellError> {
        let find = || queue::dead_letters(&self.client, &self.url);
        self.dead_letters.get_or_try_init(find).await.map_err(|error| BellError(error.to_string()))
    }
}

#[async_trait]
impl Bell for SqsBell {
    async fn ring(&self, lanes: &[Lane]) -> Result<(), BellError> {
        self.line.rings.add(lanes.iter().copied());
        Ok(())
    }

    async fn listen(&self) -> Result<Vec<Ring>, BellError> {
        let mut poll = self.poll();
        tokio::select! {
            here = self.line.here.listen() => {
                self.leave(poll);
                here
            }
            polled = &mut poll => {
                let messages = polled.unwrap_or_else(|_| Err(BellError("the poll broke".to_owned())))?;
                Ok(messages.into_iter().filter_map(|message| ring(message, Receipt::Queue)).collect())
            }
        }
    }

    async fn answered(&self, rings: &[Ring]) -> Result<(), BellError> {
        let mut dead = Vec::new();
        for ring in rings {
            match &ring.receipt {
                Receipt::Queue(receipt) => self.line.answers.add([receipt.clone()]),
                Receipt::DeadLetters(receipt) => dead.push(receipt.clone()),
                Receipt::Here(_) => self.line.here.answered(std::slice::from_ref(ring)).await?,
            }
        }
        if !dead.is_empty() {
            self.line.delete(self.line.dead_letters().await?, &dead).await?;
        }
        Ok(())
    }

    async fn again(&self, ring: &Ring, wait: Duration) -> Result<(), BellError> {
        let Receipt::Queue(receipt) = &ring.receipt else { return self.line.here.again(ring, wait).await };
        let change = self
            .line
            .client
            .change_message_visibility()
            .queue_url(&self.line.url)
            .receipt_handle(receipt)
            .visibility_timeout(i32::try_from(wait.as_secs()).unwrap_or(i32::MAX))
            .send();
        in_time(PATIENCE, change).await.map(drop)
    }

    async fn dead_letters(&self) -> Result<Vec<Ring>, BellError> {
        let mut dead = self.line.here.dead_letters().await?;
        if dead.is_empty() {
            let url = self.line.dead_letters().await?;
            let messages = self.line.receive(url, Duration::ZERO, DEAD_VISIBILITY).await?;
            dead.extend(messages.into_iter().filter_map(|message| ring(message, Receipt::DeadLetters)));
        }
        Ok(dead)
    }

    async fn settle(&self) {
        self.line.rings.settled().await;
        self.line.answers.settled().await;
    }
}

/// A body that is no number is not ours: left alone, it ends in the dead letters and expires there.
fn ring(message: Message, receipt: impl Fn(String) -> Receipt) -> Option<Ring> {
    let times = message
        .attributes
        .as_ref()
        .and_then(|attributes| attributes.get(&MessageSystemAttributeName::ApproximateReceiveCount))
        .and_then(|count| count.parse().ok());
    Some(Ring {
        lane: message.body?.parse().ok()?,
        receipt: receipt(message.receipt_handle?),
        times: times.unwrap_or(1),
    })
}

/// SQS allows 12 hours at most.
fn seconds(visibility: Duration) -> i32 {
    i32::try_from(visibility.as_secs().clamp(1, 43_200)).unwrap_or(60)
}

/// The answer of a request, or a word for what is wrong: never what was asked.
async fn in_time<T, E: ProvideErrorMetadata>(
    patience: Duration,
    request: impl Future<Output = Result<T, E>>,
) -> Result<T, BellError> {
    match timeout(patience, request).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(BellError(error.code().unwrap_or("no answer").to_owned())),
        Err(_) => Err(BellError("no answer in time".to_owned())),
    }
}

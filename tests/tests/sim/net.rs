//! The virtual network: calls of platforms, rings of the bell and answers to updates stand here until the
//! scheduler lets them arrive.

use std::sync::{Arc, Mutex, MutexGuard};

use adapter::{
    Adapter, Address, Capabilities, DeliverError, DeliveryKey, FetchError, FileRef, NotAccepted, Outbound,
    Reactions, Receipt, Spool,
};
use async_trait::async_trait;
use marketplace_domain::{account::Platform, media::FileKind};
use relay::bell::{Bell, BellError, Lane, Receipt as RingReceipt, Ring};
use tokio::sync::oneshot;

use super::town::BOT;

/// How a call of a platform ends.
pub(super) type Result = std::result::Result<Receipt, DeliverError>;

/// A call of a platform that is on its way, there or back.
pub(super) struct Call {
    /// The run of a process that made it.
    pub run: u64,
    pub platform: Platform,
    pub chat: String,
    pub what: Outbound,
    pub key: String,
    /// Set once the platform has done it: what it answers.
    pub result: Option<Result>,
    /// The same delivery was tried again before this try arrived.
    pub overtaken: bool,
    answer: oneshot::Sender<Result>,
}

impl Call {
    /// The answer arrives, if anybody still waits for it.
    pub(super) fn come_back(self) {
        if let Some(result) = self.result {
            drop(self.answer.send(result));
        }
    }
}

/// Everything that is on its way.
#[derive(Default)]
pub(super) struct Net {
    pub calls: Vec<Call>,
    /// Lanes that the bell was rung for and nobody heard of yet.
    pub rings: Vec<Lane>,
    /// Runs of processes that listen to the bell.
    pub listeners: Vec<(u64, oneshot::Sender<Vec<Ring>>)>,
    /// Offers that were answered.
    pub answers: Vec<(u64, std::result::Result<(), NotAccepted>)>,
    /// Nobody can ring.
    pub bell_is_away: bool,
    rings_heard: u64,
}

impl Net {
    /// A ring arrives at a process.
    pub(super) fn hear(&mut self, run: u64, lane: Lane) {
        let Some(place) = self.listeners.iter().position(|(listener, _)| *listener == run) else { return };
        self.rings_heard += 1;
        let ring = Ring { lane, receipt: RingReceipt::Here(self.rings_heard), times: 1 };
        drop(self.listeners.remove(place).1.send(vec![ring]));
    }

    /// A run of a process has ended. What it asked platforms for may still arrive there.
    pub(super) fn forget(&mut self, run: u64, mut arrives: impl FnMut(&Call) -> bool) {
        self.listeners.retain(|(listener, _)| *listener != run);
        self.calls.retain(|call| call.run != run || (call.result.is_none() && arrives(call)));
    }
}

/// The network as one run of a process sees it.
#[derive(Clone)]
pub(super) struct Nic {
    pub net: Arc<Mutex<Net>>,
    pub run: u64,
}

impl Nic {
    pub(super) fn net(&self) -> MutexGuard<'_, Net> {
        self.net.lock().unwrap()
    }
}

#[async_trait]
impl Bell for Nic {
    async fn ring(&self, lanes: &[Lane]) -> std::result::Result<(), BellError> {
        let mut net = self.net();
        if net.bell_is_away {
            return Err(BellError("away".to_owned()));
        }
        // Postgres tells which lanes it has changed in whatever order.
        let mut lanes = lanes.to_vec();
        lanes.sort_unstable();
        for lane in lanes {
            if !net.rings.contains(&lane) {
                net.rings.push(lane);
            }
        }
        Ok(())
    }

    async fn listen(&self) -> std::result::Result<Vec<Ring>, BellError> {
        let (tell, told) = oneshot::channel();
        self.net().listeners.push((self.run, tell));
        Ok(told.await.unwrap_or_default())
    }

    async fn answered(&self, _rings: &[Ring]) -> std::result::Result<(), BellError> {
        Ok(())
    }

    async fn again(&self, ring: &Ring, _wait: std::time::Duration) -> std::result::Result<(), BellError> {
        self.ring(&[ring.lane]).await
    }

    async fn dead_letters(&self) -> std::result::Result<Vec<Ring>, BellError> {
        Ok(Vec::new())
    }

    async fn settle(&self) {}
}

/// A platform, as one run of a process reaches it.
pub(super) struct SimPlatform {
    nic: Nic,
    platform: Platform,
    capabilities: Capabilities,
}

impl SimPlatform {
    pub(super) fn new(nic: &Nic, platform: Platform) -> Self {
        let capabilities = Capabilities {
            text_units: 4096,
            caption_units: 1024,
            file_bytes: 20 * 1024 * 1024,
            shows: &[FileKind::Photo],
            edits: true,
            deletes: true,
            reactions: Reactions::Any,
            hears_deletions: true,
            pins: false,
            topics: false,
            idempotent: has_keys(platform),
            bot_per_second: 100_000,
            chat_per_second: 100_000,
            chat_burst: 100_000,
        };
        Self { nic: nic.clone(), platform, capabilities }
    }
}

/// Whether a platform shows a message once however often it is sent with one key.
pub(super) fn has_keys(platform: Platform) -> bool {
    platform == Platform::Web
}

#[async_trait]
impl Adapter for SimPlatform {
    fn platform(&self) -> Platform {
        self.platform
    }

    fn bot(&self) -> &str {
        BOT
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    async fn deliver(&self, to: &Address, what: &Outbound, key: &DeliveryKey) -> Result {
        let (answer, answered) = oneshot::channel();
        {
            let mut net = self.nic.net();
            for call in net.calls.iter_mut().filter(|call| call.chat == to.chat && call.key == key.0) {
                call.overtaken = true;
            }
            let call = Call {
                run: self.nic.run,
                platform: self.platform,
                chat: to.chat.clone(),
                what: what.clone(),
                key: key.0.clone(),
                result: None,
                overtaken: false,
                answer,
            };
            net.calls.push(call);
        }
        answered.await.unwrap_or(Err(DeliverError::Unavailable))
    }

    async fn fetch(&self, _file: &FileRef, _into: &mut Spool) -> std::result::Result<(), FetchError> {
        Err(FetchError::Gone)
    }
}

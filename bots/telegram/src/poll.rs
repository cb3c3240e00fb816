//! Long polling: we ask Telegram for updates. Telegram keeps each until we ask for a later one, and
//! that is how we acknowledge: only what was accepted is passed.

use std::{sync::Arc, time::Duration};

use adapter::Ingress;
use serde::{Serialize, de::IgnoredAny};
use serde_json::value::RawValue;
use teloxide_core::{payloads::DeleteWebhook, types::AllowedUpdate};
use tokio_util::sync::CancellationToken;

use crate::{
    Telegram,
    answer::{CallError, Refusal},
    inbound, inline, limits,
};

/// The kinds of updates that we ask for: reactions are told to whoever asks for them by name only
/// (core.telegram.org/bots/api#update).
pub(crate) const ALLOWED: [AllowedUpdate; 6] = [
    AllowedUpdate::Message,
    AllowedUpdate::EditedMessage,
    AllowedUpdate::MessageReaction,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::InlineQuery,
    AllowedUpdate::MyChatMember,
];

/// Asks for updates and hands them in, until `shutdown` is cancelled. It returns once the last
/// accepted update is acknowledged, or that was tried.
pub async fn poll(telegram: Arc<Telegram>, ingress: Arc<dyn Ingress>, shutdown: CancellationToken) {
    let mut poller =
        Poller { telegram: &telegram, ingress: &ingress, offset: None, backoff: Backoff::default() };
    // A call that is dropped loses nothing: what it would have brought is offered again.
    if shutdown.run_until_cancelled(poller.take_over()).await.is_none() {
        return;
    }
    while let Some(raw) = shutdown.run_until_cancelled(poller.next()).await {
        if !raw.is_empty() {
            poller.hand_in(&raw, &shutdown).await;
        }
    }
    poller.confirm().await;
}

/// core.telegram.org/bots/api#getupdates. teloxide's type has an offset of 32 bits.
#[derive(Serialize)]
struct GetUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u32,
    allowed_updates: [AllowedUpdate; 6],
}

struct Poller<'a> {
    telegram: &'a Arc<Telegram>,
    ingress: &'a Arc<dyn Ingress>,
    /// One more than the number of the last update that was accepted.
    offset: Option<i64>,
    backoff: Backoff,
}

impl Poller<'_> {
    /// Polls are refused while a webhook is set. What Telegram holds back for us stays.
    async fn take_over(&mut self) {
        let payload = DeleteWebhook::new();
        while let Err(error) = self.telegram.client.call::<IgnoredAny>("deleteWebhook", &payload).await {
            self.rest_after(error).await;
        }
        self.backoff.reset();
    }

    /// The next updates, which may be none. It asks until Telegram answers.
    async fn next(&mut self) -> Vec<Box<RawValue>> {
        loop {
            match self.ask(limits::UPDATES, limits::POLL_SECONDS).await {
                Ok(raw) => return raw,
                Err(error) => self.rest_after(error).await,
            }
        }
    }

    async fn ask(&self, limit: u8, timeout: u32) -> Result<Vec<Box<RawValue>>, CallError> {
        let question = GetUpdates { offset: self.offset, limit, timeout, allowed_updates: ALLOWED };
        self.telegram.client.wait("getUpdates", &question).await
    }

    /// Offers the updates until they are accepted, or until shutdown: then Telegram keeps them.
    async fn hand_in(&mut self, raw: &[Box<RawValue>], shutdown: &CancellationToken) {
        let (asked, raw) = self.answer_inline(raw);
        let last = loop {
            let reader = self.telegram.reader();
            let updates: Vec<_> = raw.iter().map(|raw| reader.read(raw.get())).collect();
            let last =
                updates.iter().filter_map(|update| inbound::number_of(&update.native)).max().max(asked);
            if updates.is_empty() || self.ingress.accept(updates).await.is_ok() {
                break last;
            }
            tracing::warn!(updates = raw.len(), "updates were not stored and are offered again");
            if shutdown.run_until_cancelled(self.backoff.rest()).await.is_none() {
                return;
            }
        };
        if let Some(last) = last {
            self.offset = Some(last.saturating_add(1));
            self.backoff.reset();
        } else {
            // Nothing in it has a number, so it cannot be passed and comes again: do not spin.
            let _ = shutdown.run_until_cancelled(self.backoff.rest()).await;
        }
    }

    /// Answers what is asked from other chats. Gives the number of the last such update, and all others.
    fn answer_inline<'r>(&self, raw: &'r [Box<RawValue>]) -> (Option<i64>, Vec<&'r RawValue>) {
        let (mut last, mut rest) = (None, Vec::with_capacity(raw.len()));
        for raw in raw {
            match inline::read(raw.get()) {
                Some(asked) => {
                    last = last.max(Some(asked.update_id));
                    inline::answer(self.telegram, self.ingress, asked);
                }
                None => rest.push(&**raw),
            }
        }
        (last, rest)
    }

    /// Acknowledges what was accepted, so that it is not offered again after a restart. What comes
    /// with the answer is not acknowledged by it, and stays.
    async fn confirm(&self) {
        if self.offset.is_some() && self.ask(1, 0).await.is_err() {
            tracing::info!("the last updates could not be acknowledged and will be offered again");
        }
    }

    async fn rest_after(&mut self, error: CallError) {
        match error {
            CallError::Answered(Refusal { code: 429, retry_after, .. }) => {
                tokio::time::sleep(retry_after.unwrap_or(limits::RETRY_AFTER)).await;
            }
            CallError::Answered(Refusal { code, .. }) => {
                // 409 is another process that polls, or a webhook that was set again.
                tracing::warn!(code, "Telegram refused to hand out updates");
                self.backoff.rest().await;
            }
            CallError::Unreachable | CallError::Lost => {
                tracing::warn!("Telegram could not be reached for updates");
                self.backoff.rest().await;
            }
        }
    }
}

/// Rests that grow from 0.2 s to 5 s while nothing works.
struct Backoff(Duration);

impl Backoff {
    const FIRST: Duration = Duration::from_millis(200);
    const LAST: Duration = Duration::from_secs(5);

    async fn rest(&mut self) {
        let rest = self.0;
        self.0 = (rest * 2).min(Self::LAST);
        tokio::time::sleep(rest).await;
    }

    const fn reset(&mut self) {
        self.0 = Self::FIRST;
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Self(Self::FIRST)
    }
}

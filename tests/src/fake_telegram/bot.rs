//! One bot: everything that the server knows of it.

use super::callbacks::Callbacks;
use super::chats::{Chat, Chats};
use super::fake::Options;
use super::faults::Faults;
use super::files::Files;
use super::inline::Inline;
use super::limits::Limits;
use super::message::Profile;
use super::record::{Record, Span};
use super::settings::Settings;
use super::topics::Setup;
use super::updates::Updates;
use super::webhook::Webhook;

/// A bot and its world.
#[derive(Debug)]
pub(super) struct Bot {
    pub(super) token: String,
    pub(super) me: Profile,
    pub(super) chats: Chats,
    pub(super) updates: Updates,
    pub(super) webhook: Webhook,
    pub(super) callbacks: Callbacks,
    pub(super) files: Files,
    pub(super) settings: Settings,
    pub(super) topics: Setup,
    pub(super) inline: Inline,
    pub(super) faults: Faults,
    pub(super) limits: Limits,
    pub(super) record: Record,
}

impl Bot {
    /// A bot without chats. Its id is the number before the colon of its token.
    pub(super) fn new(options: &Options) -> Self {
        let Options { token, username, record, .. } = options;
        let id = token.split(':').next().and_then(|id| id.parse().ok());
        Self {
            token: token.clone(),
            me: Profile {
                id: id.unwrap_or(1),
                is_bot: true,
                first_name: username.clone(),
                username: Some(username.clone()),
                language_code: None,
            },
            chats: Chats::new(*record),
            updates: Updates::new(),
            webhook: Webhook::new(options.webhook_timeout),
            callbacks: Callbacks::default(),
            files: Files::default(),
            settings: Settings::default(),
            topics: Setup::default(),
            inline: Inline::default(),
            faults: Faults::new(options.seed),
            limits: Limits::default(),
            record: Record::new(*record),
        }
    }

    /// Takes the time from a person's update to the bot's first message or edit.
    pub(super) fn replied(&self, chat: &mut Chat) {
        chat.action = None;
        if let Some(since) = chat.waiting_since.take() {
            self.record.sample(Span::Reply, since);
        }
    }
}

/// The time that goes into messages, Unix seconds.
#[expect(
    clippy::disallowed_methods,
    reason = "the server stands for the world outside, which has a clock of its own"
)]
pub(super) fn unix_now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |passed| i64::try_from(passed.as_secs()).unwrap_or(0))
}

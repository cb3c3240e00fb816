//! A server that imitates `https://api.telegram.org` for bots under test, and lets a test be the
//! people who write to them.
//!
//! The words of its refusals are Telegram's where they are known. It knows private chats only, and
//! the methods in `spec.rs`; anything else is refused and noted in
//! [`FakeTelegram::findings`].
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//! use tests::fake_telegram::FakeTelegram;
//!
//! let fake = FakeTelegram::start().await;
//! // … start the bot with fake.url() and fake.token() …
//! let amel = fake.user(7, "Amel", "amel", "fr");
//! amel.send_text("/start");
//! let seen = |chat: &tests::fake_telegram::ChatView| chat.last_from_bot().is_some();
//! let chat = fake.wait_for(7, seen, Duration::from_secs(5)).await?;
//! let menu = chat.last_from_bot().map_or(0, |message| message.id);
//! let answer = amel.tap(menu, "browse")?.answered(Duration::from_secs(5)).await;
//! # Ok(())
//! # }
//! ```

mod bot;
mod callbacks;
mod chats;
mod control;
mod fake;
mod faults;
mod files;
mod html;
mod inject;
mod inline;
mod limits;
mod markup;
mod message;
mod methods;
mod params;
mod record;
mod refusal;
mod server;
mod settings;
mod spec;
#[cfg(test)]
mod tests;
mod text;
mod topics;
mod updates;
mod users;
mod webhook;

pub use callbacks::CallbackAnswer;
pub use chats::{ChatView, Heard};
pub use fake::{FakeTelegram, Options, WaitError};
pub use faults::{Fault, Rule};
pub use files::PhotoSize;
pub use inline::{InlineAnswer, InlineQuery};
pub use message::{Attachment, Button, Message, Profile};
pub use record::{Call, Span, Summary};
pub use text::Entity;
pub use topics::Topics;
pub use users::{Tap, TapError, User};

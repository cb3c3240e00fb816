//! What a person holds in their hand: a chat on some platform.

use async_trait::async_trait;
use marketplace_domain::{media::FileKind, place::Point};
use tests::scenario::Seen;

/// Why a person cannot do something.
pub(super) type Unable = String;

/// A person's chat with the bot.
#[async_trait]
pub(super) trait Device: Send + Sync {
    /// Comes in, by a deep link or not.
    async fn open(&self, start: Option<&str>) -> Result<(), Unable>;
    /// Writes a line.
    async fn say(&self, text: &str) -> Result<(), Unable>;
    /// Writes a line in answer to a message.
    async fn reply(&self, to: &Seen, text: &str) -> Result<(), Unable>;
    /// Changes a message of their own that begins so.
    async fn edit(&self, of: &str, _text: &str) -> Result<(), Unable> {
        Err(format!("cannot edit {of:?} there yet"))
    }
    /// Reacts to a message.
    async fn react(&self, to: &Seen, _emoji: &str) -> Result<(), Unable> {
        Err(format!("cannot react to {:?} there yet", to.first_words()))
    }
    /// Sends a picture.
    async fn photo(&self, bytes: &[u8], caption: &str) -> Result<(), Unable>;
    /// Sends another file.
    async fn file(&self, kind: FileKind, bytes: &[u8], caption: &str) -> Result<(), Unable>;
    /// Sends so many of a picture as one album.
    async fn album(&self, bytes: &[u8], count: usize, caption: &str) -> Result<(), Unable>;
    /// Shares a point.
    async fn location(&self, point: Point) -> Result<(), Unable>;
    /// Sends what the bot does not take.
    async fn sticker(&self) -> Result<(), Unable>;
    /// Presses a button that is there.
    async fn tap(&self, on: &Seen, data: &str) -> Result<(), Unable>;
    /// Presses a button that their app still showed.
    async fn tap_gone(&self, on: &str, data: &str) -> Result<(), Unable>;
    /// The same person with the topic open whose name begins so.
    fn in_topic(&self, name: &str) -> Result<Box<dyn Device>, Unable> {
        Err(format!("has no topics, and so no {name:?}"))
    }
    /// Deletes the topic whose name begins so.
    async fn delete_topic(&self, name: &str) -> Result<(), Unable> {
        self.in_topic(name).map(drop)
    }
    /// Shuts the bot out, or lets it in again.
    async fn block(&self, blocked: bool) -> Result<(), Unable>;

    /// The messages of the bot, in order, as they are seen now.
    async fn chat(&self) -> Vec<Seen>;
    /// Everything that the platform was sent for this person since this was asked last, raw.
    async fn heard(&self) -> Vec<String>;
    /// What identifies the person on the platform, with what it is.
    fn secrets(&self) -> Vec<(&'static str, String)>;
    /// Whether the platform has told all that the person did, and heard back where it must.
    fn is_told(&self) -> bool;
    /// What the platform found wrong with how it was used.
    fn complaints(&self) -> Vec<String>;
}

/// A telling name: nobody writes it by accident.
pub(super) fn full_name(name: &str) -> String {
    format!("{name} von Telling")
}

//! What the market says, put into mailboxes.

use std::sync::Arc;

use adapter::{
    Adapter, Address, Attachment, Capabilities, DeliverError, DeliveryKey, FetchError, FileRef, NativeId,
    Outbound, Picture, Reactions, Receipt, Spool,
};
use async_trait::async_trait;
use marketplace_domain::{
    account::Platform,
    clock::Clock,
    id::PhotoId,
    media::{FileKind, Format, MOST_BYTES},
    message::{Button, Message, Press, Rich},
    reaction::Reaction,
};

use crate::{
    BOT,
    bells::Bells,
    change::change,
    entry::{Entry, EntryId, Marks, ShownFile},
    mailbox::{Mailbox, MailboxError},
    names::photo_id,
};

/// All of these are our own choice: a page takes anything. The text leaves room around the longest
/// line that a visitor may say (16 KiB), because a relayed line has words around it. The rates are
/// those of a page that redraws without stutter.
const CAPABILITIES: Capabilities = Capabilities {
    text_units: 20_000,
    caption_units: 20_000,
    file_bytes: MOST_BYTES,
    shows: &[FileKind::Photo, FileKind::Video, FileKind::Voice, FileKind::Audio, FileKind::Document],
    edits: true,
    deletes: true,
    reactions: Reactions::Any,
    hears_deletions: true,
    // The page shows the live card below everything.
    pins: false,
    // It has none.
    topics: false,
    idempotent: true,
    bot_per_second: 1_000,
    chat_per_second: 50,
    chat_burst: 100,
};

/// The web chat as a platform.
pub struct WebAdapter {
    mailbox: Arc<dyn Mailbox>,
    bells: Bells,
    clock: Arc<dyn Clock>,
}

impl WebAdapter {
    /// An adapter that delivers into that mailbox. `bells` must be those of the pages.
    pub fn new(mailbox: Arc<dyn Mailbox>, bells: Bells, clock: Arc<dyn Clock>) -> Self {
        Self { mailbox, bells, clock }
    }

    async fn send(
        &self,
        chat: &str,
        message: &Message,
        pictures: &[Picture],
        reply_to: Option<&NativeId>,
        key: &DeliveryKey,
    ) -> Result<Receipt, DeliverError> {
        let mut photos: Vec<PhotoId> = Vec::with_capacity(pictures.len());
        for (number, Picture(bytes)) in pictures.iter().enumerate() {
            let photo = photo_id(chat, &format!("{}#{number}", key.0));
            self.mailbox.keep(chat, photo, bytes.clone()).await.map_err(deliver_error)?;
            photos.push(photo);
        }
        let entry = Entry::Bot {
            message: Message { photos, ..storable(message) },
            files: Vec::new(),
            reply_to: reply_to.and_then(entry_id),
            marks: Marks::default(),
        };
        self.append(chat, &entry, key).await
    }

    /// Shows files, which stay where they are: the chat remembers which, and serves those.
    async fn send_files(
        &self,
        chat: &str,
        message: &Message,
        files: &[Attachment],
        reply_to: Option<&NativeId>,
        key: &DeliveryKey,
    ) -> Result<Receipt, DeliverError> {
        let (pictures, others): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.format == Format::Jpeg);
        let shown = |file: &Attachment| ShownFile {
            id: file.id,
            kind: file.kind,
            format: file.format,
            length: file.length,
        };
        let entry = Entry::Bot {
            message: Message {
                photos: pictures.into_iter().map(|file| file.id.photo()).collect(),
                ..storable(message)
            },
            files: others.into_iter().map(shown).collect(),
            reply_to: reply_to.and_then(entry_id),
            marks: Marks::default(),
        };
        self.append(chat, &entry, key).await
    }

    async fn append(&self, chat: &str, entry: &Entry, key: &DeliveryKey) -> Result<Receipt, DeliverError> {
        let key = format!("bot:{}", key.0);
        let change = self.mailbox.append(chat, &key, entry, self.clock.now()).await.map_err(deliver_error)?;
        Ok(Receipt { ids: vec![NativeId(change.id.to_string())] })
    }

    async fn edit(&self, chat: &str, id: &NativeId, message: &Message) -> Result<Receipt, DeliverError> {
        let edit = |entry: &mut Entry| {
            let Entry::Bot { message: shown, .. } = entry else { return false };
            let photos = std::mem::take(&mut shown.photos);
            *shown = Message { photos, ..storable(message) };
            true
        };
        self.change(chat, id, edit).await?;
        Ok(Receipt { ids: vec![id.clone()] })
    }

    async fn react(
        &self,
        chat: &str,
        id: &NativeId,
        reaction: Option<Reaction>,
    ) -> Result<Receipt, DeliverError> {
        let react = |entry: &mut Entry| entry.marks_mut().map(|marks| marks.theirs = reaction).is_some();
        self.change(chat, id, react).await?;
        Ok(Receipt::default())
    }

    async fn change(
        &self,
        chat: &str,
        id: &NativeId,
        work: impl Fn(&mut Entry) -> bool + Send,
    ) -> Result<(), DeliverError> {
        let id = entry_id(id).ok_or(DeliverError::NoSuchMessage)?;
        match change(self.mailbox.as_ref(), chat, id, work).await.map_err(deliver_error)? {
            true => Ok(()),
            false => Err(DeliverError::NoSuchMessage),
        }
    }

    async fn delete(&self, chat: &str, ids: &[NativeId]) -> Result<Receipt, DeliverError> {
        let ids: Vec<EntryId> = ids.iter().filter_map(entry_id).collect();
        self.mailbox.remove(chat, &ids).await.map_err(deliver_error)?;
        Ok(Receipt::default())
    }
}

#[async_trait]
impl Adapter for WebAdapter {
    fn platform(&self) -> Platform {
        Platform::Web
    }

    fn bot(&self) -> &str {
        BOT
    }

    fn capabilities(&self) -> &Capabilities {
        &CAPABILITIES
    }

    async fn deliver(
        &self,
        to: &Address,
        what: &Outbound,
        key: &DeliveryKey,
    ) -> Result<Receipt, DeliverError> {
        let chat = &to.chat;
        let receipt = match what {
            Outbound::Send { message, pictures, reply_to } => {
                self.send(chat, message, pictures, reply_to.as_ref(), key).await?
            }
            Outbound::Files { message, files, reply_to } => {
                self.send_files(chat, message, files, reply_to.as_ref(), key).await?
            }
            Outbound::Edit { id, message } => self.edit(chat, id, message).await?,
            Outbound::Delete { ids } => self.delete(chat, ids).await?,
            Outbound::React { id, reaction } => self.react(chat, id, *reaction).await?,
            // A page does not wait for its press to be acknowledged, and pins nothing.
            Outbound::Acknowledge { .. } | Outbound::Pin { .. } => return Ok(Receipt::default()),
        };
        self.bells.ring(chat);
        Ok(receipt)
    }

    async fn fetch(&self, file: &FileRef, into: &mut Spool) -> Result<(), FetchError> {
        self.mailbox.fetch(file, into).await
    }
}

/// The entry that a native id of ours names.
fn entry_id(id: &NativeId) -> Option<EntryId> {
    id.0.parse().ok()
}

fn deliver_error(error: MailboxError) -> DeliverError {
    match error {
        // Repeating is harmless here, so an answer that got lost need not be told from a refusal.
        MailboxError::Unavailable => DeliverError::Unavailable,
        MailboxError::NoVisitor => DeliverError::Gone,
        MailboxError::TooLarge => DeliverError::Refused { code: 413 },
    }
}

/// The message without U+0000, which the database cannot hold. A space takes its place because it
/// is one byte long as well: the marks stay where they are.
fn storable(message: &Message) -> Message {
    let clean = |text: &str| text.replace('\0', " ");
    let button = |button: &Button| Button {
        label: clean(&button.label),
        press: match &button.press {
            Press::Data(data) => Press::Data(clean(data)),
            Press::Link(link) => Press::Link(clean(link)),
        },
    };
    Message {
        text: Rich::new(clean(message.text.text()), message.text.marks().to_vec()),
        buttons: message.buttons.iter().map(|row| row.iter().map(button).collect()).collect(),
        photos: message.photos.clone(),
        silent: message.silent,
    }
}

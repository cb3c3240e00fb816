//! Files that somebody sent, shown as what they are. Each is uploaded anew, piece by piece from where it
//! is kept, under a name that says nothing: only a piece of it is in memory.

use adapter::{Attachment, Receipt, TopicError};
use marketplace_domain::{
    media::FileKind,
    message::{Message, Rich},
};
use reqwest::{Body, multipart::Part};
use serde_json::json;
use teloxide_core::types::{InlineKeyboardMarkup, MessageId};

use crate::{
    answer::{CallError, Reason, Refusal},
    entities, limits,
    outbound::{Sender, Sent, Shown, field, keyboard},
    split::split,
};

/// What files are sent with that are shown alike: the method, the name of its field, and that of an
/// item of an album, where they can stand in one (core.telegram.org/bots/api#sendmediagroup).
struct Way {
    method: &'static str,
    field: &'static str,
    item: Option<&'static str>,
    /// Kinds that stand in one album have one number.
    album: u8,
}

fn way(kind: FileKind) -> Way {
    let way = |method, field, item, album| Way { method, field, item, album };
    match kind {
        FileKind::Photo | FileKind::Sticker => way("sendPhoto", "photo", Some("photo"), 0),
        FileKind::Video => way("sendVideo", "video", Some("video"), 0),
        FileKind::Audio => way("sendAudio", "audio", Some("audio"), 1),
        FileKind::Document => way("sendDocument", "document", Some("document"), 2),
        FileKind::Voice => way("sendVoice", "voice", None, 3),
        FileKind::Round => way("sendVideoNote", "video_note", None, 4),
    }
}

impl Sender<'_> {
    /// Shows files, and a message with them: under a single file where it fits there, else behind all.
    pub(crate) async fn send_files(
        &self,
        message: &Message,
        files: &[Attachment],
        reply_to: Option<MessageId>,
    ) -> Result<Receipt, TopicError> {
        let keyboard = keyboard(&message.buttons)?;
        let mut shown = self.shown(reply_to, message.silent);
        let text = &message.text;
        if let [file] = files
            // A film in a circle has no room for words.
            && file.kind != FileKind::Round
            && entities::units(text.text()) <= limits::CAPABILITIES.caption_units
        {
            shown.add(self.one_file(file, text, keyboard.as_ref(), &shown).await)?;
            return Ok(shown.receipt());
        }
        for album in albums(files) {
            let sent = match album {
                [file] => self.one_file(file, &Rich::default(), None, &shown).await,
                files => self.album_of_files(files, &shown).await,
            };
            shown.add(sent)?;
        }
        let parts = split(text, limits::CAPABILITIES.text_units);
        let last = parts.len().saturating_sub(1);
        for (index, part) in parts.into_iter().enumerate() {
            let keyboard = keyboard.as_ref().filter(|_| index == last);
            shown.add(self.text(part, keyboard, &shown).await)?;
        }
        Ok(shown.receipt())
    }

    /// One file. Whoever takes no voice messages is shown it as a file.
    async fn one_file(
        &self,
        file: &Attachment,
        caption: &Rich,
        keyboard: Option<&InlineKeyboardMarkup>,
        shown: &Shown,
    ) -> Result<Vec<Sent>, CallError> {
        let Way { method, field, .. } = way(file.kind);
        let form = self.form(caption, keyboard, shown).part(field, part(file).await?);
        let sent = self.client.upload(method, form, file.length).await;
        if !matches!(sent, Err(CallError::Answered(Refusal { reason: Reason::NoVoice, .. }))) {
            return sent.map(|sent| vec![sent]);
        }
        let form = self.form(caption, keyboard, shown).part("document", part(file).await?);
        self.client.upload("sendDocument", form, file.length).await.map(|sent| vec![sent])
    }

    async fn album_of_files(&self, files: &[Attachment], shown: &Shown) -> Result<Vec<Sent>, CallError> {
        let media: Vec<_> = files
            .iter()
            .enumerate()
            .map(|(index, file)| json!({"type": way(file.kind).item, "media": format!("attach://{index}")}))
            .collect();
        let mut form = field(self.place(), "media", Some(&media));
        form = shown.describe(form);
        for (index, file) in files.iter().enumerate() {
            form = form.part(index.to_string(), part(file).await?);
        }
        let length = files.iter().map(|file| file.length).sum();
        self.client.upload("sendMediaGroup", form, length).await
    }
}

/// The files in stretches that can stand in one album each.
fn albums(files: &[Attachment]) -> impl Iterator<Item = &[Attachment]> {
    let alike = |a: &Attachment, b: &Attachment| {
        let (a, b) = (way(a.kind), way(b.kind));
        a.album == b.album && a.item.is_some()
    };
    files.chunk_by(alike).flat_map(|files| files.chunks(limits::ALBUM))
}

/// The file as an upload. It is opened before anything is sent: where that fails, nothing was.
async fn part(file: &Attachment) -> Result<Part, CallError> {
    let pieces = file.content.open().await.map_err(|_| CallError::Unreachable)?;
    Part::stream_with_length(Body::wrap_stream(pieces), file.length)
        .file_name(file.format.file_name())
        .mime_str(file.format.media_type())
        .map_err(|_| CallError::Unreachable)
}
